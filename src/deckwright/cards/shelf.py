"""cards/ as a plan sees it: files, the cards in them by id, and where a new one belongs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from deckwright.cards.edits import Insert
from deckwright.cards.lock import LockedNote
from deckwright.cards.store import Card, CardFile
from deckwright.note import Note


@dataclass(frozen=True, slots=True)
class Cards:
    """cards/ as it stands: the files, and where each note's card is."""

    files: Sequence[CardFile]
    by_id: dict[str, Card]
    file_of: dict[str, CardFile]

    @classmethod
    def of(cls, files: Sequence[CardFile]) -> Cards:
        placed = [(card, file) for file in files for card in file.cards if card.id]
        return cls(
            files,
            {str(card.id): card for card, _ in placed},
            {str(card.id): file for card, file in placed},
        )

    def place(self, card_id: str) -> tuple[str | None, int | None]:
        """File and line of a note's card, for findings."""
        card = self.by_id.get(card_id)
        return (card.file, card.line) if card else (None, None)


def note_of(line: LockedNote) -> Note:
    """A note as it was last read."""
    return Note(
        line.question or "", line.answer, line.level, line.tags, line.section, line.choices, line.kind, line.extra
    )


def insertion(notes: Mapping[str, LockedNote], cards: Cards, line: LockedNote) -> Insert:
    """A card for a note that has none, behind the one it follows in its document."""
    file = next((file for file in cards.files if file.seed == line.seed), None)
    after = None
    for note in notes.values():
        if note.id == line.id:
            break
        if file and note.seed == line.seed and cards.file_of.get(note.id) is file:
            after = note.id
    return Insert(line.id, note_of(line), str(line.seed), file.shown if file else None, after)
