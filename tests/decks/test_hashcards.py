"""A file of hashcards becomes notes of two kinds, and stays so when it is read again."""

from __future__ import annotations

from pathlib import Path

from deckwright.cards import store
from deckwright.cards.update import update
from deckwright.decks.build import build
from deckwright.decks.straight import build_straight
from deckwright.project import load
from tests.decks.anki_desk import Log, desk

DECK = "Q: Who builds the comb?\nA: The workers.\n\nC: The [queen] lays\n[eggs], and `a[0]` is code.\n\nC: none here\n\nQ: Who eats jelly?\nA: The queen.\n"


def test_cloze_lines_become_cloze_notes(project: Path, tmp_path: Path) -> None:
    (project / "seeds" / "a.md").write_text(DECK, "utf-8")
    update(load(project))
    notes = [card.note for card in store.cards_in(store.load_all(project / "cards"))]
    assert [(note.kind, note.question) for note in notes] == [
        ("qa", "Who builds the comb?"),
        ("cloze", "The {{c1::queen}} lays\n{{c2::eggs}}, and `a[0]` is code."),
        ("qa", "Who eats jelly?"),
    ]
    (project / "seeds" / "a.md").write_text(DECK.replace("[queen]", "busy [queen]"), "utf-8")
    assert [change.action for change in update(load(project)).changes] == ["changed"]
    build(load(project))
    with desk(tmp_path / "anki") as anki:
        assert anki.take(project / "build" / "notes.apkg") == Log(3, 0, 0, 0)
        assert len(anki.col.find_cards("")) == 4


def test_without_a_project(tmp_path: Path) -> None:
    (tmp_path / "bees.md").write_text(DECK, "utf-8")
    report = build_straight([tmp_path / "bees.md"], tmp_path / "bees.apkg")
    assert sum(report.packed.values()) == 3
    with desk(tmp_path / "anki") as anki:
        assert anki.take(tmp_path / "bees.apkg") == Log(3, 0, 0, 0)
        assert anki.problems() == []
