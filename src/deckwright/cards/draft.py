"""A plan while it is made: what each of its parts knows and adds to."""

from __future__ import annotations

from dataclasses import dataclass, field

from deckwright.cards.edits import Edit
from deckwright.cards.lock import Lock, LockedNote, LockedSeed
from deckwright.cards.report import Change, SeedReport
from deckwright.cards.shelf import Cards, insertion
from deckwright.cards.store import Card
from deckwright.errors import Finding, Severity
from deckwright.identity import NewIds
from deckwright.note import Note
from deckwright.project import Project


@dataclass(slots=True)
class Plan:
    """The lock as it will be, the edits to cards/, and what is told of them; `open` is what waits for a person."""

    notes: dict[str, LockedNote]
    seeds: dict[str, LockedSeed]
    edits: list[Edit] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    open: list[Finding] = field(default_factory=list)
    reports: list[SeedReport] = field(default_factory=list)


class Draft:
    """Lock and cards as they are, the documents `there` are, and the plan so far. `now` in Unix seconds."""

    def __init__(self, project: Project, lock: Lock, cards: Cards, there: set[str], now: int) -> None:
        self.project, self.lock, self.cards, self.there, self.now = project, lock, cards, there, now
        self.plan = Plan(dict(lock.notes), dict(lock.seeds))
        self.notes = self.plan.notes
        self.removed: set[str] = set()  # ids whose cards the plan takes out
        self._ids = NewIds(project.key, {*lock.notes, *cards.by_id})

    def tell(self, severity: Severity, code: str, message: str, file: str | None, line: int | None = None) -> None:
        """Add a finding."""
        self.plan.findings.append(Finding(severity, code, message, file, line))

    def change(self, change: Change) -> None:
        """Add what happens to a note."""
        self.plan.changes.append(change)

    def card(self, card_id: str) -> Card | None:
        """A note's card, unless the plan takes it out."""
        return None if card_id in self.removed else self.cards.by_id.get(card_id)

    def insert(self, line: LockedNote) -> None:
        """A card for a note of a document that was read before, behind the one it follows there."""
        if line.id in self.cards.by_id:
            return
        edit = insertion(self.notes, self.cards, line)
        self.plan.edits.append(edit)
        self.change(Change(line.id, "new", edit.note.question, edit.file, line.seed))

    def new_id(self, origin: str, note: Note) -> str:
        """The id of a new note."""
        return self._ids.new(origin, note.question, note.answer)
