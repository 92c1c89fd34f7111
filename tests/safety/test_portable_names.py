"""A file that some system cannot hold is not made: a deck's folder is cloned on all of them."""

from __future__ import annotations

import contextlib
import sqlite3
import zipfile
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest

from deckwright.files import Tree, sole, write_together
from deckwright.files.names import wrong_with
from tests.conftest import Result
from tests.safety.conftest import Clone, state

DEVICES = ["con", "PRN", "aux.md", "NUL.tar.md", "com1.md", "LPT9.md", "Com0.md", "conin$.md", "aux .md", "lpt².md"]
WRONG = [
    *DEVICES,
    "a.md.",
    "a.md ",
    "a:b.md",
    "C:a.md",
    "a\\b.md",
    "a|b.md",
    "a*.md",
    "What?.md",
    "<a.md",
    "a>.md",
    '"q".md',
    "a\nb.md",
    "a\x1b[2J.md",
    "a\x7f.md",
    "a\x85b.md",
]
RIGHT = [
    "a.md",
    "console.md",
    "auxiliary.md",
    "com.md",
    "com10.md",
    "lpt.md",
    "nul-a.md",
    "图 1.md",
    "é.md",
]


@pytest.mark.parametrize("name", WRONG)
def test_a_name_that_is_refused(tmp_path: Path, cli: Callable[..., Result], name: str) -> None:
    (tmp_path / "in").mkdir()
    document = tmp_path / "in" / name
    document.write_text("# What is one?\n\nThe first.\n", "utf-8")
    assert cli("read", document).status == 0  # what is there can be read
    result = cli("init", tmp_path / "deck", document)
    said = ("its name holds", "a new file whose name", "its name does not say that it is a document")
    assert result.status == 2 and any(one in result.err for one in said), result.err
    assert "rename" in result.err and "\x1b" not in result.err and len(result.err.splitlines()) <= 3
    assert not (tmp_path / "deck").exists()


@pytest.mark.parametrize("name", RIGHT)
def test_a_name_that_is_not(tmp_path: Path, cli: Callable[..., Result], name: str) -> None:
    (tmp_path / name).write_text("# What is one?\n\nThe first.\n", "utf-8")
    assert cli("init", tmp_path / "deck", tmp_path / name).status == 0


def test_the_longest_name() -> None:
    assert wrong_with("x" * 255) is None and wrong_with("图" * 85) is None
    assert "256 bytes" in str(wrong_with("x" * 256)) and wrong_with("图" * 86)
    assert wrong_with("\udcff.md") == "is not UTF-8"


def test_the_longest_name_can_be_written(clone: Clone) -> None:
    path = clone.root / "seeds" / f"{'x' * 252}.md"
    with sole(Tree(clone.root)):
        assert write_together(Tree(clone.root), {path: b"x"}, what="init") == [path]


def test_a_card_file_of_a_document_with_such_a_name(clone: Clone) -> None:
    """The document came with the clone; the file that would be made of it is refused."""
    (clone.root / "seeds" / "aux.md").write_text("# What is three?\n\nThe third.\n", "utf-8")
    before = state(clone.root)
    clone.refused("update", said="cards/aux.yaml: would be a new file whose name is the name of a device on Windows")
    assert state(clone.root) == before


@pytest.mark.parametrize(("one", "other"), [("A.md", "a.md"), ("é.md", "e\u0301.md"), ("straße.md", "STRASSE.md")])
def test_two_documents_that_many_systems_take_for_one(
    tmp_path: Path, cli: Callable[..., Result], one: str, other: str
) -> None:
    paths = [tmp_path / "one" / one, tmp_path / "other" / other]
    for path in paths:
        path.parent.mkdir()
        path.write_text("# What is one?\n\nThe first.\n", "utf-8")
    result = cli("init", tmp_path / "deck", *paths)
    assert result.status == 2 and "there is another document of this name" in result.err, result.err
    assert not (tmp_path / "deck").exists()
    (tmp_path / "deck" / "seeds").mkdir(parents=True)
    (tmp_path / "deck" / "seeds" / one).write_text("mine", "utf-8")
    assert "there is another document of this name" in cli("init", tmp_path / "deck", paths[1]).err
    assert [path.name for path in (tmp_path / "deck" / "seeds").iterdir()] == [one]


@pytest.mark.parametrize("name", ["aux", "con", "LPT1"])
def test_a_deck_in_a_folder_of_such_a_name(tmp_path: Path, cli: Callable[..., Result], name: str) -> None:
    (tmp_path / "n.md").write_text("# What is one?\n\nThe first.\n", "utf-8")
    assert cli("init", tmp_path / name, tmp_path / "n.md").status == 0
    assert cli("build", "--project", tmp_path / name).status == 0
    settings = tmp_path / name / "deckwright.yaml"
    settings.write_text(settings.read_text("utf-8").replace(f"slug: {name.lower()}-deck", "slug: aux"), "utf-8")
    said = cli("build", "--project", tmp_path / name)
    assert said.status == 2 and "'slug' 'aux' is the name of a device on Windows; expected another" in said.err


@pytest.mark.parametrize("unseen", ["\u200b", "\u00ad", "\u2060", "\ufe0f", "\u3164"])
def test_levels_that_differ_by_what_nobody_sees(tmp_path: Path, cli: Callable[..., Result], unseen: str) -> None:
    (tmp_path / "n.md").write_text("# What is one?\n\nThe first.\n", "utf-8")
    assert cli("init", "--levels", tmp_path / "deck", tmp_path / "n.md").status == 0
    settings = tmp_path / "deck" / "deckwright.yaml"
    text = settings.read_text("utf-8").replace("name: 2 Intermediate", f'name: "1 Beginner{unseen}"')
    settings.write_text(text, "utf-8")
    said = cli("check", "--project", tmp_path / "deck")
    told = ("two levels have the key or name", f"'name' holds the character U+{ord(unseen):04X}")
    assert said.status == 2 and any(one in said.err for one in told), said.err


@pytest.mark.parametrize("given", ["a b", " x", "x" * 256, "é" * 128, "a\u00a0b", "a\u200bb", "../.. /x"])
def test_an_id_that_is_none(tmp_path: Path, cli: Callable[..., Result], given: str) -> None:
    (tmp_path / "n.md").write_text("# What is one?\n\nThe first.\n", "utf-8")
    assert cli("init", tmp_path / "deck", tmp_path / "n.md").status == 0
    card = f'format: 1\nnotes:\n  - id: "{given}"\n    question: q\n    answer: a\n'
    (tmp_path / "deck" / "cards" / "more.yaml").write_text(card, "utf-8")
    said = cli("build", "--project", tmp_path / "deck")
    assert said.status == 2 and "cards/more.yaml:3: " in said.err and "cannot be an id" in said.err, said.err


@pytest.mark.parametrize(
    "given", ["<img/src=x/onerror=alert(1)>", "</script><script>alert(1)//", "../../x", "{{c1::x}}", "-x"]
)
def test_an_id_of_odd_signs_does_nothing(tmp_path: Path, cli: Callable[..., Result], given: str) -> None:
    """They may stand in a GUID of Anki's; on the card and on the page they are text."""
    (tmp_path / "n.md").write_text("# What is one?\n\nThe first.\n", "utf-8")
    deck = tmp_path / "deck"
    assert cli("init", deck, tmp_path / "n.md").status == 0
    card = f"format: 1\nnotes:\n  - id: '{given}'\n    question: q\n    answer: a\n"
    (deck / "cards" / "more.yaml").write_text(card, "utf-8")
    before = {*tmp_path.rglob("*")}
    for command in ("build", "preview", "check"):
        said = cli(command, "--project", deck)
        assert said.status == 0, said.err
    assert {*tmp_path.rglob("*")} - before == {deck / "build", *(deck / "build").rglob("*")}
    with zipfile.ZipFile(deck / "build" / "deck.apkg") as archive:
        archive.extract("collection.anki2", tmp_path)
    with contextlib.closing(sqlite3.connect(tmp_path / "collection.anki2")) as base:
        [fields] = [fields for guid, fields in base.execute("select guid, flds from notes") if guid == given]
    assert "<" not in fields.split("\x1f")[6] and unescape(fields.split("\x1f")[6]) == given


def test_a_command_that_is_used_wrongly_is_told_in_three_lines(cli: Callable[..., Result]) -> None:
    for argv in (("release",), ("build", "--nonsense"), ("nonsense",), ("verify", "--format", "xml"), ("init",)):
        said = cli(*argv)
        assert said.status == 2 and 1 <= len(said.err.splitlines()) <= 3 and "Error" in said.err, said.err
