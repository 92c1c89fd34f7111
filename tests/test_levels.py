"""Decks without levels, and decks within a deck by level, folder or document: what learners see in Anki."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from deckwright.cards.new_project import start
from deckwright.cards.update import update
from deckwright.decks.build import build
from deckwright.errors import DeckwrightError
from deckwright.project import load
from tests.conftest import SETTINGS, Result
from tests.decks.anki_desk import Log, desk
from tests.releases.conftest import Author

DOCUMENT = "# What is one?\n\nThe first.\n\n# What is two?\n\nThe second.\n"
LEVELS = "levels: []\n"
HEAD = SETTINGS[: SETTINGS.index("levels:")]


def made(folder: Path, settings: str, **documents: str) -> Path:
    """A project of documents, read; `week1__a` is week1/a.md."""
    for name, text in documents.items():
        path = folder / "seeds" / f"{name.replace('__', '/')}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    (folder / "deckwright.yaml").write_text(HEAD + settings, "utf-8")
    update(load(folder))
    return folder


def manifest(folder: Path) -> dict[str, list[dict[str, object]]]:
    return dict(json.loads((folder / "build" / "manifest.json").read_text("utf-8")))


def test_without_levels_there_are_one_package_and_one_deck(tmp_path: Path, cli: Callable[..., Result]) -> None:
    folder = made(tmp_path / "p", LEVELS, a=DOCUMENT)
    result = cli("build", "--project", folder)
    assert (result.status, result.err) == (0, "")
    assert "no package" not in result.out and "intermediate" not in result.out.lower()
    assert result.out.splitlines()[0].split() == ["cards", "questions", "answered", "packed", "left", "out", "findings"]
    assert result.out.splitlines()[1].split() == ["cards/a.yaml", "2", "2", "2", "0", "0"]
    assert [path.name for path in (folder / "build").glob("*.apkg")] == ["notes.apkg"]
    assert all("level" not in note for note in manifest(folder)["notes"])
    assert "| notes.apkg | – | 2 | 2 |" in (folder / "build" / "NOTES.md").read_text("utf-8")
    data = json.loads(cli("build", "--project", folder, "--format", "json").out)
    assert data["empty_levels"] == [] and data["sources"][0]["packed"] == {"all": 2}
    assert "level" not in cli("check", "--project", folder).out
    assert cli("preview", "--project", folder).status == 0
    with desk(tmp_path / "anki") as anki:
        assert anki.take(folder / "build" / "notes.apkg") == Log(2, 0, 0, 0)
        assert anki.decks() == {"Notes": 2}
        for guid in anki.guids():
            assert anki.note(guid)["Level"] == ""
            assert not [tag for tag in anki.note(guid).tags if "::level::" in tag]
        assert anki.problems() == []


def test_level_words_of_a_document_become_tags(tmp_path: Path) -> None:
    text = "# Easy\n\n## What is one?\n\nThe first.\n\n# Hard\n\n## What is two?\n\nThe second.\n"
    folder = made(tmp_path / "p", LEVELS, a=text)
    cards = (folder / "cards" / "a.yaml").read_text("utf-8")
    assert "level:" not in cards
    assert "tags: [Easy]" in cards and "tags: [Hard]" in cards


def test_a_card_with_a_level_where_there_are_none_is_told(tmp_path: Path, cli: Callable[..., Result]) -> None:
    text = "# Easy\n\n## What is one?\n\nThe first.\n\n# Hard\n\n## What is two?\n\nThe second.\n"
    folder = made(tmp_path / "p", SETTINGS[len(HEAD) :], a=text)
    (folder / "deckwright.yaml").write_text(HEAD + LEVELS, "utf-8")
    result = cli("build", "--project", folder)
    assert result.status == 2
    assert "cards/a.yaml:4: the note has the level 'easy', and the project has none" in result.err
    assert "`deckwright update --reread` makes it a tag" in result.err
    assert cli("update", "--project", folder, "--reread").status == 0
    assert "level:" not in (folder / "cards" / "a.yaml").read_text("utf-8")
    assert cli("build", "--project", folder).status == 0


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ("", r"the file has no 'levels'|has no 'levels'; expected levels .*, or \[\] for a deck without"),
        ("levels:\n", r"expected levels .*, or \[\] for a deck without"),
        ("levels: []\ndefault_level: easy\n", "'default_level' is none of the levels, as there are none"),
        (
            "levels: []\nsubdecks: level\n",
            "'subdecks' cannot be 'level', as there are no levels; expected one of folder",
        ),
        ("levels: []\nsubdecks: seeds\n", "'subdecks' cannot be 'seeds'; expected one of folder, seed, none"),
    ],
)
def test_what_cannot_be(tmp_path: Path, settings: str, said: str) -> None:
    (tmp_path / "deckwright.yaml").write_text(HEAD + settings, "utf-8")
    with pytest.raises(DeckwrightError, match=said):
        load(tmp_path)


@pytest.mark.parametrize(
    ("settings", "decks", "packages"),
    [
        ("levels: []\n", {"Notes": 4}, ["notes"]),
        ("levels: []\nsubdecks: none\n", {"Notes": 4}, ["notes"]),
        ("levels: []\nsubdecks: folder\n", {"Notes": 2, "Notes::week1::more": 2}, ["notes"]),
        ("levels: []\nsubdecks: seed\n", {"Notes::a": 2, "Notes::Second week": 2}, ["notes"]),
        (SETTINGS[len(HEAD) :], {"Notes::1 Easy": 4}, ["notes", "notes-easy"]),
        (f"{SETTINGS[len(HEAD) :]}subdecks: none\n", {"Notes": 4}, ["notes", "notes-easy"]),
        (f"{SETTINGS[len(HEAD) :]}subdecks: folder\n", {"Notes": 2, "Notes::week1::more": 2}, ["notes", "notes-easy"]),
    ],
)
def test_what_decks_are_called_after(tmp_path: Path, settings: str, decks: dict[str, int], packages: list[str]) -> None:
    seeds = "seeds: {week1/more/b.md: {title: 'Second week'}}\n"
    second = DOCUMENT.replace("one", "three").replace("two", "four")
    folder = made(tmp_path / "p", settings + seeds, a=DOCUMENT, week1__more__b=second)
    build(load(folder))
    assert sorted(path.stem for path in (folder / "build").glob("*.apkg")) == packages
    assert {str(note["deck"]) for note in manifest(folder)["packages"]} <= {"Notes", "Notes::1 Easy"}
    with desk(tmp_path / "anki") as anki:
        for name in packages:
            assert anki.take(folder / "build" / f"{name}.apkg").new in (4, 0)
        assert anki.decks() == decks
        assert anki.problems() == []


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        (DOCUMENT, False),
        ("# Beginner\n\n## What is one?\n\nThe first.\n\n# Advanced\n\n## What is two?\n\nThe second.\n", True),
    ],
)
def test_a_new_project_has_levels_where_its_documents_name_some(tmp_path: Path, text: str, levels: bool) -> None:
    (tmp_path / "a.md").write_text(text, "utf-8")
    assert bool(start(tmp_path / "p", [tmp_path / "a.md"]).project.levels) is levels
    assert bool(start(tmp_path / "q", [tmp_path / "a.md"], levels=not levels).project.levels) is not levels


@pytest.fixture
def released(tmp_path: Path) -> Author:
    """A project without levels and with two documents, released."""
    if shutil.which("git") is None:
        pytest.skip("there is no git here")
    second = DOCUMENT.replace("one", "three").replace("two", "four")
    author = Author(made(tmp_path / "p", "levels: []\nsubdecks: seed\n", a=DOCUMENT, b=second))
    subprocess.run(["git", "init", "-q", author.root], check=True)
    author.commit()
    author.release("1.0.0")
    return author


def test_a_release_moves_no_deck_unless_it_is_said(released: Author, tmp_path: Path) -> None:
    """The lock knows the deck of every released note; what to move is told to learners, and moves in Anki."""
    shutil.copytree(released.root / "build", tmp_path / "1.0.0")
    assert '"deck": "Notes::a"' in (released.root / "deck.lock").read_text("utf-8")
    assert build(released.project).written == []
    released.edit("subdecks: seed", "subdecks: none", "deckwright.yaml")
    build(released.project)
    assert manifest(released.root)["version"] is None
    between = (released.root / "build" / "NOTES.md").read_text("utf-8")
    assert '"deck:Notes::a" (ID:' in between and '"deck:Notes::b" (ID:' in between
    released.commit()
    with pytest.raises(DeckwrightError) as refused:
        released.release("1.1.0")
    assert "cards/a.yaml:4: 2 notes from here on would go from the deck 'Notes::a' to 'Notes'" in str(refused.value)
    assert "cards/b.yaml:4: 2 notes from here on would go from the deck 'Notes::b' to 'Notes'" in str(refused.value)
    assert "release with --move-decks" in str(refused.value)
    report = released.release("1.1.0", move_decks=True)
    assert report.difference is not None
    notes = (released.root / "build" / "NOTES.md").read_text("utf-8")
    assert manifest(released.root)["version"] == "1.1.0"
    with desk(tmp_path / "anki") as anki:
        anki.take(tmp_path / "1.0.0" / "notes.apkg")
        assert anki.take(released.root / "build" / "notes.apkg") == Log(0, 0, 4, 0)
        assert anki.decks() == {"Notes::a": 2, "Notes::b": 2}
    for search in report.difference.searches:
        assert f"    {search.text}\n" in notes and search.notes == 2


def test_an_edited_level_moves_a_note_and_is_asked_too(tmp_path: Path) -> None:
    author = Author(made(tmp_path / "p", SETTINGS[len(HEAD) :], a=DOCUMENT))
    subprocess.run(["git", "init", "-q", author.root], check=True)
    author.commit()
    author.release("1.0.0")
    assert '"deck": "Notes::' not in (author.root / "deck.lock").read_text("utf-8")
    author.edit("    question: What is two?\n", "    question: What is two?\n    level: hard\n", "cards/a.yaml")
    build(author.project)
    author.commit()
    with pytest.raises(
        DeckwrightError, match="1 note from here on would go from the deck 'Notes::1 Easy' to 'Notes::2 Ha"
    ):
        author.release("1.1.0")
    assert author.release("1.1.0", move_decks=True).written
