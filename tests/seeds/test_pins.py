"""What a person says of a document, wherever a document is read; and what of a record reaches its card."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from deckwright.cards.new_project import start
from deckwright.cards.store import load_all
from deckwright.errors import DeckwrightError
from deckwright.project import parse
from tests.conftest import Result

WORDS = "casa,home,the place,noun\nperro,dog,barks,animal\nrojo,red,a colour,adjective\nverde,green,grass,adjective\n"
ROLES = "question=2,answer=1,extra=3,tags=4"


def test_a_project_keeps_what_init_is_told(cli: Callable[..., Result], tmp_path: Path) -> None:
    path = tmp_path / "words.csv"
    path.write_text(WORDS, "utf-8")
    assert cli("init", "--columns", ROLES, tmp_path / "deck", path).status == 0
    assert f"columns: '{ROLES}'" in (tmp_path / "deck/deckwright.yaml").read_text("utf-8")
    [file] = load_all(tmp_path / "deck/cards")
    first = file.cards[0].note
    assert (first.question, first.answer, first.extra, first.tags) == ("home", "casa", "the place", ("noun",))
    assert cli("update", "--project", tmp_path / "deck", "--reread", "--dry-run").status == 0


def test_a_package_from_documents_takes_them_too(cli: Callable[..., Result], tmp_path: Path) -> None:
    path = tmp_path / "words.csv"
    path.write_text(WORDS, "utf-8")
    out = cli("build", path, "-o", tmp_path / "a.apkg", "--columns", ROLES, "--format", "json").out
    assert json.loads(out)["documents"][0]["packed"] == 4
    path = tmp_path / "a.md"
    path.write_text("# Bees\n\n## Anatomy\n\nSix legs.\n\n## Honey\n\nSweet.\n", "utf-8")
    out = cli("build", path, "-o", tmp_path / "b.apkg", "--like", "Anatomy", "--format", "json").out
    assert json.loads(out)["documents"][0]["packed"] == 2
    assert "go with FILEs" in cli("build", "--like", "x").err


def test_columns_in_deckwright_yaml_are_looked_at(tmp_path: Path) -> None:
    text = (
        "key: a-k\ndeck: A\nslug: a\nlevels: [{key: e, name: E}]\ndefault_level: e\nseeds: {a.csv: {columns: what=2}}\n"
    )
    with pytest.raises(DeckwrightError, match=r"deckwright.yaml:6: 'what=2' in the columns names no column"):
        parse(text, tmp_path)


def test_a_change_of_what_stands_beside_reaches_the_card(cli: Callable[..., Result], tmp_path: Path) -> None:
    path = tmp_path / "words.csv"
    path.write_text(WORDS, "utf-8")
    project = start(tmp_path / "deck", [path]).project
    (project.seeds_dir / "words.csv").write_text(WORDS.replace("the place", "a house"), "utf-8")
    assert cli("update", "--project", project.root).status == 0
    [file] = load_all(project.cards_dir)
    assert (file.cards[0].note.extra or "").startswith("a house")
    text = file.path.read_text("utf-8").replace("a house", "mine")
    file.path.write_text(text, "utf-8")
    (project.seeds_dir / "words.csv").write_text(WORDS.replace("the place", "a roof"), "utf-8")
    told = cli("update", "--project", project.root)
    assert told.status == 1 and "extra" in told.err + told.out
    assert "mine" in file.path.read_text("utf-8")


@pytest.mark.parametrize(
    ("pin", "said", "why"),
    [
        ("like", "nowhere", "no line of it says that; expected the words of a line that is a question"),
        ("marker", "bold", "nothing in it is marked so; expected one that occurs ("),
        ("encoding", "ascii", "byte 15 does not fit, in line 1"),
    ],
)
def test_what_deckwright_yaml_pins_wrongly_is_told_of_its_line(
    project: Path, cli: Callable[..., Result], pin: str, said: str, why: str
) -> None:
    (project / "seeds" / "a.md").write_text(
        "# What is one, \u00e9?\n\nThe first.\n\n# What is two?\n\nThe second.\n", "utf-8"
    )
    path = project / "deckwright.yaml"
    path.write_text(f"{path.read_text('utf-8')}seeds:\n  a.md:\n    key: a\n    {pin}: {said}\n", "utf-8")
    line = path.read_text("utf-8").count("\n")
    result = cli("update", "--project", project)
    assert result.status == 2
    assert f"deckwright.yaml:{line}: '{pin}' '{said}' does not fit seeds/a.md: {why}" in result.err
    assert "see `deckwright read seeds/a.md`" in result.err and "--" not in result.err
