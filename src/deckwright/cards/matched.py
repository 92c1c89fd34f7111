"""What the lock knows and what was read just now, paired: which question is which."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from deckwright.cards.draft import Draft
from deckwright.cards.known import compared, records_of, records_read
from deckwright.cards.lock import LockedNote
from deckwright.cards.pairing.difference import Level, compare_questions
from deckwright.cards.pairing.match import Doubt, Pairing, pair
from deckwright.cards.pairing.records import Record
from deckwright.cards.readings import DocumentReading, ReadNote
from deckwright.cards.report import SeedReport

Progress = Callable[[str], None]
_CODE = re.compile(r"`+([^`]+)`+")


@dataclass(slots=True)
class Read:
    """A document that was read, its records' first index among all, and what is told of it."""

    reading: DocumentReading
    notes: Sequence[ReadNote]
    first: int
    report: SeedReport

    @property
    def seed(self) -> str:
        return self.reading.seed.file


@dataclass(slots=True)
class Matched:
    """The documents that were read, the notes that may stand in them, and the pairs (new index -> index in `old`)."""

    read: list[Read] = field(default_factory=list)
    old: list[LockedNote] = field(default_factory=list)
    pairing: Pairing = field(default_factory=Pairing)
    kept: set[str] = field(default_factory=set)  # ids of old notes that a record, or a doubt, holds


def match(draft: Draft, readings: Sequence[DocumentReading], progress: Progress) -> Matched:
    """Pair last readings with new ones, over the whole project."""
    found = Matched()
    records: list[Record] = []
    for reading in readings:
        draft.plan.findings += reading.findings
        report = SeedReport(reading.seed.file, reading.notes is not None, reading.encoding)
        draft.plan.reports.append(report)
        if reading.notes is not None:
            report.questions = len(reading.notes)
            report.answered = sum(one.note.answered for one in reading.notes)
            found.read.append(Read(reading, reading.notes, len(records), report))
            records += records_read(reading.seed.file, reading.notes)
    _count(draft)
    read = {one.seed for one in found.read}
    known = [note for note in draft.notes.values() if note.seed and note.question]
    gone = [note for note in known if note.seed not in draft.there]
    if not found.read and not any(note.is_live for note in gone):
        found.kept = {note.id for note in known}
        return found
    unread = draft.there - read
    doubted = {note.doubt for note in known if note.doubt and note.seed in unread}
    idle = [note for note in known if note.seed in unread and (note.is_live or note.doubt or note.deleted)]
    idle = [note for note in idle if note.id not in doubted]
    found.kept = {note.id for note in idle}
    found.old = [note for note in known if note.id not in found.kept]
    vaults = {reading.seed.file for reading in readings if reading.of_vault}
    before = records_of([*found.old, *idle], draft.cards.by_id, doubted, vaults)
    found.pairing = pair(before[: len(found.old)], records, before[len(found.old) :], progress)
    _doubt_rewritten(draft, found, before, records)
    return found


def _count(draft: Draft) -> None:
    """The numbers of documents that were not read."""
    unread = [report for report in draft.plan.reports if not report.was_read]
    counts: dict[str | None, list[bool]] = {}
    doubted = {note.doubt for note in draft.notes.values() if note.doubt}
    for note in draft.notes.values() if unread else ():
        if not note.retired and note.id not in doubted:
            answered = bool(note.answer) or "{{c1::" in (note.question or "")
            counts.setdefault(note.seed, []).append(answered)
    for report in unread:
        there = counts.get(report.file, [])
        report.questions, report.answered = len(there), sum(there)


def _doubt_rewritten(draft: Draft, found: Matched, before: Sequence[Record], records: Sequence[Record]) -> None:
    """Where other things are asked than before, and the editor had rewritten the answer, it is a doubt.

    The document's answer, which made them a pair, is not the one that would be packed with the new question.
    """
    pairing = found.pairing
    rewritten = [new for new, old in sorted(pairing.pairs.items()) if _is_rewritten(draft, found.old[old])]
    rewritten = [new for new in rewritten if before[pairing.pairs[new]].form != records[new].form]
    for new in rewritten:
        old = pairing.pairs[new]
        if _asks_another(before[old], records[new]):
            del pairing.pairs[new]
            pairing.doubts.append(Doubt(old, new))


def _is_rewritten(draft: Draft, note: LockedNote) -> bool:
    card = draft.card(note.id)
    if card is None or note.retired or note.doubt or not card.note.answer:
        return False
    return compared(card.note).answer != note.answer


def _asks_another(old: Record, new: Record) -> bool:
    """Whether words, or code, gave way to others."""
    change = compare_questions(old, new)
    if _CODE.findall(old.question) != _CODE.findall(new.question):
        return True
    return change.level >= Level.REPLACED or (change.gave_way and not change.slip)
