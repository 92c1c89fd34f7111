"""An adopted deck through releases: its learners lose nothing, and are told what an import cannot do for them."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from deckwright.checks.fix import fix
from deckwright.checks.run import check
from deckwright.decks.adopt.run import adopt
from deckwright.decks.build import build
from deckwright.errors import DeckwrightError
from deckwright.project import load
from tests.decks.anki_desk import Log, desk
from tests.decks.test_adopt import package
from tests.releases.conftest import Author

NOTES = (("g1", "What is <b>one</b>?", "1"), ("g2", "two: *a* _b_", "2"), ("g3", "three\nlines", "3"))


@pytest.fixture
def adopted(tmp_path: Path) -> Author:
    """A deck of three notes, adopted and released."""
    if shutil.which("git") is None:
        pytest.skip("there is no git here")
    author = Author(tmp_path / "p")
    adopt(author.root, package(tmp_path / "original.apkg", *NOTES))
    subprocess.run(["git", "init", "-q", author.root], check=True)
    author.commit()
    author.release("1.0.0")
    return author


def card_file(author: Author) -> str:
    return next((author.root / "cards").glob("*.yaml")).relative_to(author.root).as_posix()


def test_the_search_for_a_retired_note_finds_it(adopted: Author, tmp_path: Path) -> None:
    """It has no field that holds its id, so its first field finds it: as it was sent, not as it came."""
    adopted.edit("**one**", "*the first*", card_file(adopted))
    build(adopted.project)
    adopted.commit()
    adopted.release("1.1.0")
    shutil.copytree(adopted.root / "build", tmp_path / "1.1.0")
    text = (adopted.root / card_file(adopted)).read_text("utf-8")
    parts = text.split("\n  - id: ")
    (adopted.root / card_file(adopted)).write_text("\n  - id: ".join([parts[0], parts[1]][:1] + parts[2:3]), "utf-8")
    build(adopted.project)
    between = (adopted.root / "build" / "NOTES.md").read_text("utf-8")
    adopted.commit()
    report = adopted.release("1.2.0")
    notes = (adopted.root / "build" / "NOTES.md").read_text("utf-8")
    assert report.difference is not None
    [search] = report.difference.searches
    assert search.notes == 2
    assert f"    {search.text}\n" in notes and f"    {search.text}\n" in between
    with desk(tmp_path / "anki") as anki:
        assert anki.take(tmp_path / "original.apkg").new == 3
        anki.take(tmp_path / "1.1.0" / f"{adopted.project.slug}.apkg")
        anki.take(adopted.root / "build" / f"{adopted.project.slug}.apkg")
        found = anki.col.find_notes(search.text)
        assert sorted(anki.col.get_note(note).guid for note in found) == ["g1", "g3"]


def test_a_first_release_sends_nothing_that_learners_have(adopted: Author, tmp_path: Path) -> None:
    """Whoever has the deck as it was adopted gets nothing anew: what they wrote in its notes stays."""
    with desk(tmp_path / "anki") as anki:
        anki.take(tmp_path / "original.apkg")
        note = anki.note("g1")
        note["Back"] = "what I noted"
        anki.col.update_note(note)
        assert anki.take(adopted.root / "build" / f"{adopted.project.slug}.apkg") == Log(0, 0, 3, 0)
        assert anki.note("g1")["Back"] == "what I noted"


def test_what_is_taken_out_before_the_first_release_is_told(tmp_path: Path) -> None:
    author = Author(tmp_path / "p")
    adopt(author.root, package(tmp_path / "original.apkg", *NOTES))
    author.edit("    kind: Basic thing\n", "    kind: Basic thing\n    skip: true\n", card_file(author))
    subprocess.run(["git", "init", "-q", author.root], check=True)
    build(author.project)
    between = (author.root / "build" / "NOTES.md").read_text("utf-8")
    assert "retired since the deck was adopted (1)" in between
    author.commit()
    author.release("1.0.0")
    assert "retired since the deck was adopted (1)" in (author.root / "build" / "NOTES.md").read_text("utf-8")
    build(author.project, frozen=True)


def test_a_release_moves_no_adopted_deck_unless_it_is_said(adopted: Author, tmp_path: Path) -> None:
    adopted.edit("deck: Top::Inner", "deck: Top::Other", card_file(adopted))
    build(adopted.project)
    adopted.commit()
    with pytest.raises(DeckwrightError, match="3 notes from here on would go from the deck 'Top::Inner' to 'Top::Oth"):
        adopted.release("1.1.0")
    report = adopted.release("1.1.0", move_decks=True)
    assert report.difference is not None
    [search] = report.difference.searches
    with desk(tmp_path / "anki") as anki:
        anki.take(tmp_path / "original.apkg")
        assert anki.take(adopted.root / "build" / f"{adopted.project.slug}.apkg") == Log(0, 0, 3, 0)
        assert anki.decks() == {"Top::Inner": 3}
        assert len(anki.col.find_notes(search.text)) == 3


def test_a_safe_fix_leaves_adopted_fields_as_they_came(tmp_path: Path) -> None:
    """What came goes out as it came, byte for byte; a fix would send it anew, and write over what learners noted."""
    project = adopt(tmp_path / "p", package(tmp_path / "original.apkg", ("g1", "first\u200b word", "<b>a</b>"))).project
    build(project)
    [file], [package_made] = project.cards_dir.glob("*.yaml"), project.build_dir.glob("*.apkg")
    before, sent = file.read_bytes(), package_made.read_bytes()
    assert [one.mend for one in check(project).checked if one.found.fix is not None] == ["suggested"]
    fix(project)
    build(load(project.root))
    assert (file.read_bytes(), package_made.read_bytes()) == (before, sent)
    assert len(fix(project, suggested=True).fixed) == 1
    assert file.read_bytes() == before.replace("\u200b".encode(), b"")
