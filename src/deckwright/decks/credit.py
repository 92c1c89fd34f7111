"""Whose answer a card gives: the document's, the document's as editors changed it, or the editors' own."""

from __future__ import annotations

from typing import Literal

from deckwright.cards.known import compared
from deckwright.cards.lock import LockedNote
from deckwright.cards.spoken import spoken
from deckwright.cards.store import Card

Credit = Literal["document", "edited", "editor"]


def credit_of(card: Card, locked: LockedNote, seed: str | None) -> Credit:
    """Whose answer a card gives. `seed` is the document that its card file names.

    What the card says (`answered_by`) goes first. Else the answer is the document's while it is the one that was read
    (while a conflict is open, the one before it: the card stays as it is), and what no document answered is the
    editors' own.
    """
    if card.answered_by:
        return "edited" if card.answered_by == "edited" else "editor"
    if not (locked.seed or seed):
        return "editor"
    mine, base = compared(card.note), locked.base
    if (mine.answer, mine.choices) == (base.answer, base.choices) and (
        card.note.kind != "cloze" or mine.question == base.question
    ):
        return "document"
    answered = base.answer or base.choices or base.kind == "cloze"
    return "edited" if answered else "editor"


def foot(credit: Credit, source: str, language: str | None) -> str:
    """What the card's foot says, in the deck's language. `source` is the document's title and sections."""
    said = spoken(language)
    if not source:
        return said.own if credit == "editor" else ""
    return str(getattr(said, credit)).format(source=source)
