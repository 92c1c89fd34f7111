"""Lock, cards and readings -> what an update does. Nothing is written here, and nothing read.

last readings (lock) ─┐
new readings ─────────┴─ pair ──► pairs, doubts, new, gone
pairs ── merge with the cards ──► what the cards take, and conflicts
doubts ──► the old note stays as it is, the new one is held in the lock
new ──► written where they stand in the document;  gone ──► retired, kept in cards/
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from deckwright.cards import told
from deckwright.cards.edits import Edit, Insert, Remove, SetFields, SetId, SetSeed
from deckwright.cards.known import compared, is_edited, records_of, records_read
from deckwright.cards.lock import Lock, LockedNote, LockedSeed
from deckwright.cards.merge import FIELDS, merge
from deckwright.cards.pairing.match import Doubt, Pairing, pair
from deckwright.cards.pairing.records import Record
from deckwright.cards.readings import DocumentReading, ReadNote
from deckwright.cards.report import Change, Likeness, SeedReport
from deckwright.cards.shelf import Cards, insertion
from deckwright.cards.store import Card, CardFile
from deckwright.errors import Finding, Severity
from deckwright.identity import NewIds
from deckwright.note import Note
from deckwright.project import Project, seed_key
from deckwright.seeds.choices import without_choices

Progress = Callable[[str], None]


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


def plan(
    project: Project,
    lock: Lock,
    files: Sequence[CardFile],
    readings: Sequence[DocumentReading],
    *,
    now: int,
    progress: Progress = lambda what: None,
) -> Plan:
    """What bringing cards/ and the lock up to date does. `now` in Unix seconds. Pure: the same for the same input."""
    planner = _Planner(project, lock, Cards.of(files), readings, now)
    planner.names()
    planner.put_back()
    planner.match(progress)
    planner.apply()
    planner.gone()
    planner.deleted()
    return planner.done()


def plan_names(project: Project, lock: Lock, files: Sequence[CardFile], *, now: int) -> Plan:
    """The part of a plan that a build needs: notes without an id get one; a card put back is live again."""
    planner = _Planner(project, lock, Cards.of(files), (), now)
    planner.names()
    planner.put_back()
    return planner.done()


@dataclass(slots=True)
class _Read:
    """A document that was read, its records' first index among all, and what is told of it."""

    reading: DocumentReading
    notes: Sequence[ReadNote]
    first: int
    report: SeedReport

    @property
    def seed(self) -> str:
        return self.reading.seed.file


class _Planner:
    def __init__(
        self, project: Project, lock: Lock, cards: Cards, readings: Sequence[DocumentReading], now: int
    ) -> None:
        self.project, self.lock, self.cards, self.now = project, lock, cards, now
        self.readings = readings
        self.there = {reading.seed.file for reading in readings}
        self.plan = Plan(dict(lock.notes), dict(lock.seeds))
        self.notes = self.plan.notes
        self.read: list[_Read] = []
        self.old: list[LockedNote] = []
        self.records: list[Record] = []
        self.pairing = Pairing()
        self.ids = NewIds(project.key, {*lock.notes, *cards.by_id})
        self.removed: set[str] = set()
        self.renamed: set[str] = set()  # card files that went with their document to another name
        self.counts: dict[str | None, list[bool]] = {}  # of documents that were not read: which notes have an answer
        self.swaps: dict[str, LockedNote] = {}  # id of a copy -> the note that goes on in its place
        self.by_words: dict[object, list[str]] = {}
        self.kept: set[str] = set()  # ids of old notes that a record, or a doubt, holds

    # Small things

    def tell(self, severity: Severity, code: str, message: str, file: str | None, line: int | None = None) -> None:
        self.plan.findings.append(Finding(severity, code, message, file, line))

    def change(self, change: Change) -> None:
        self.plan.changes.append(change)

    def card(self, card_id: str) -> Card | None:
        return None if card_id in self.removed else self.cards.by_id.get(card_id)

    def new_id(self, origin: str, note: Note) -> str:
        return self.ids.new(origin, note.question, note.answer)

    # Cards that people wrote, moved, put back

    def names(self) -> None:
        """Notes without an id get their own back, where their words are those of a missing card; or a new one."""
        missing = self.missing_by_words()
        for file in self.cards.files:
            for index, card in enumerate(file.cards):
                if card.id is None:
                    self.name(file, index, card, missing)
                elif card.id not in self.notes:
                    self.notes[card.id] = LockedNote(card.id)

    def missing_by_words(self) -> dict[tuple[str, str | None], list[LockedNote]]:
        found: dict[tuple[str, str | None], list[LockedNote]] = {}
        for note in self.notes.values():
            if note.question and note.id not in self.cards.by_id and not note.doubt:
                found.setdefault((note.question, note.answer), []).append(note)
        return found

    def name(
        self, file: CardFile, index: int, card: Card, missing: dict[tuple[str, str | None], list[LockedNote]]
    ) -> None:
        mine = compared(card.note)
        known = missing.get((mine.question, mine.answer), [])
        if known:
            own = next((note for note in known if note.seed == file.seed), known[0])
            known.remove(own)
            self.plan.edits.append(SetId(file.shown, index, own.id))
            self.cards.by_id[own.id] = card
            self.cards.file_of[own.id] = file
            message = f"has its id {own.id} back: its words are those of that note, whose card was missing"
            self.tell("info", "id-restored", message, card.file, card.line)
            self.change(Change(own.id, "restored", card.note.question, card.file, own.seed))
            return
        key = file.seed and self.project.seed(file.seed).key
        card_id = self.new_id(key or seed_key(file.path.name), card.note)
        self.plan.edits.append(SetId(file.shown, index, card_id))
        self.notes[card_id] = LockedNote(card_id)
        self.change(Change(card_id, "named", card.note.question, card.file))

    def put_back(self) -> None:
        """A card whose note an editor had deleted, and that is there again, is live again."""
        for note in list(self.notes.values()):
            if note.deleted and note.id in self.cards.by_id:
                self.notes[note.id] = replace(note, deleted=False, retired=None)
                card = self.cards.by_id[note.id]
                message = f"the card of {note.id} was deleted, and is back: it is packed again"
                self.tell("info", "put-back", message, card.file, card.line)
                self.change(Change(note.id, "returned", card.note.question, card.file, note.seed))

    # Matching

    def match(self, progress: Progress) -> None:
        first = 0
        for reading in self.readings:
            self.plan.findings += reading.findings
            report = SeedReport(reading.seed.file, reading.notes is not None, reading.encoding)
            self.plan.reports.append(report)
            if reading.notes is None:
                self.count(report)
                continue
            report.questions = len(reading.notes)
            report.answered = sum(one.note.answered for one in reading.notes)
            self.read.append(_Read(reading, reading.notes, first, report))
            self.records += records_read(reading.seed.file, reading.notes)
            first += len(reading.notes)
        read = {one.seed for one in self.read}
        known = [note for note in self.notes.values() if note.seed and note.question]
        gone = [note for note in known if note.seed not in self.there]
        if not self.read and not any(note.is_live for note in gone):
            self.kept = {note.id for note in known}
            return
        unread = self.there - read
        idle = [note for note in known if note.seed in unread and (note.is_live or note.doubt or note.deleted)]
        standing_still = {note.id for note in idle}
        self.kept = set(standing_still)
        self.old = [note for note in known if note.id not in standing_still]
        records = records_of([*self.old, *idle], self.cards.by_id)
        self.pairing = pair(records[: len(self.old)], self.records, records[len(self.old) :], progress)
        self.doubt_rewritten(records)

    def count(self, report: SeedReport) -> None:
        if not self.counts:
            for note in self.notes.values():
                if not note.retired:
                    answered = bool(note.answer) or "{{c1::" in (note.question or "")
                    self.counts.setdefault(note.seed, []).append(answered)
        there = self.counts.get(report.file, [])
        report.questions, report.answered = len(there), sum(there)

    def doubt_rewritten(self, records: Sequence[Record]) -> None:
        """Where a distinguishing word changed and the editor had rewritten the answer, it is a doubt."""
        for new in sorted(self.pairing.told_apart):
            old = self.pairing.pairs[new]
            note = self.old[old]
            card = self.card(note.id)
            if card and not note.retired and compared(card.note).answer != note.answer and card.note.answer:
                del self.pairing.pairs[new]
                self.pairing.doubts.append(Doubt(old, new))

    # Applying

    def apply(self) -> None:
        doubts = {doubt.new: doubt for doubt in self.pairing.doubts}
        self.kept |= {self.old[old].id for old in self.pairing.pairs.values()}
        self.kept |= {self.old[doubt.old].id for doubt in doubts.values()}
        returned = {self.old[old].id for old in self.pairing.pairs.values() if not self.old[old].doubt}
        for one in self.read:
            self.apply_document(one, doubts, returned)
        self.release_held(returned)

    def apply_document(self, one: _Read, doubts: dict[int, Doubt], returned: set[str]) -> None:
        before = [note for note in self.notes.values() if note.seed == one.seed]
        if one.reading.known != self.plan.seeds.get(one.seed):
            self.plan.seeds[one.seed] = one.reading.known
        file = self.target(one)
        after: str | None = None
        lines: list[LockedNote] = []
        for at, read in enumerate(one.notes):
            old = self.pairing.pairs.get(one.first + at)
            if old is not None:
                note = self.keep(self.old[old], read, one, returned, file, after)
            elif doubt := doubts.get(one.first + at):
                note = self.hold(doubt, read, one)
            else:
                note = self.enter(read, one, file, after)
            lines.append(note)
            if note.id in self.cards.by_id and self.cards.file_of[note.id] is file:
                after = note.id
        self.reorder(lines, before)

    def release_held(self, returned: set[str]) -> None:
        """Held notes of documents that were not read, whose other note is back: they are notes of their own."""
        read = {one.seed for one in self.read}
        for note in list(self.notes.values()):
            if note.doubt in returned and note.seed not in read:
                self.notes[note.id] = replace(note, doubt=None, whole=False)
                self.insert(self.notes[note.id])

    def insert(self, line: LockedNote) -> None:
        """A card for a note of a document that was read before, behind the one it follows there."""
        edit = insertion(self.notes, self.cards, line)
        self.plan.edits.append(edit)
        self.change(Change(line.id, "new", edit.note.question, edit.file, line.seed))

    def reorder(self, lines: Sequence[LockedNote], before: Sequence[LockedNote]) -> None:
        """The notes of a document in its order; those that it lost stay behind the note they followed."""
        fresh = {note.id: note for note in lines}
        followers: dict[str | None, list[LockedNote]] = {}
        last: str | None = None
        for note in before:
            if note.id in fresh:
                last = note.id
            else:
                followers.setdefault(last, []).append(self.notes[note.id])
        for note in (*before, *lines):
            self.notes.pop(note.id, None)
        for note in followers.get(None, ()):
            self.notes[note.id] = note
        for note in lines:
            self.notes[note.id] = note
            for follower in followers.get(note.id, ()):
                self.notes[follower.id] = follower

    def keep(
        self, old: LockedNote, read: ReadNote, one: _Read, returned: set[str], file: CardFile | None, after: str | None
    ) -> LockedNote:
        """A note that is known: its new reading, and what its card takes of it."""
        old = self.notes[old.id]
        note = self.of_its_kind(old.id, read.note)
        line = _read_line(old, one.seed, replace(read, note=note))
        if old.doubt:
            other = self.notes.get(old.doubt)
            if other and other.id not in returned and not other.retired:
                self.kept.add(other.id)
                return line
            line = replace(line, doubt=None, whole=False)
            return self.write(line, note, one, file, after)
        card = self.card(old.id)
        if card is None:
            return replace(line, deleted=True) if line.retired else line
        return self.carry(old, line, note, card, one)

    def of_its_kind(self, card_id: str, note: Note) -> Note:
        """A reading as the card's kind can hold it: a kind is fixed, so options go into a card without any as text."""
        card = self.card(card_id)
        return without_choices(note) if note.choices and card and card.note.kind != "choice" else note

    def carry(self, old: LockedNote, line: LockedNote, note: Note, card: Card, one: _Read) -> LockedNote:
        """Give a card what its seed changed, and keep in mind what both sides did."""
        mine = compared(card.note)
        merged = merge(old, note, mine, others=self.lock.bases.get(old.id, ()))
        if merged.changes:
            self.plan.edits.append(SetFields(old.id, merged.changes))
            fields = {name: (getattr(card.note, name), now) for name, now in merged.changes.items()}
            self.change(Change(old.id, "changed", note.question, card.file, one.seed, fields))
            one.report.changed.append(old.id)
        still = [name for name in old.conflicts if getattr(note, name) != getattr(mine, name)]
        conflicts = tuple(name for name in FIELDS if name in merged.conflicts or name in still)
        if old.retired:
            self.change(Change(old.id, "returned", note.question, card.file, one.seed))
        elif old.seed != one.seed:
            self.change(Change(old.id, "moved", note.question, card.file, one.seed))
        return replace(line, conflicts=conflicts, retired=None, deleted=False)

    def hold(self, doubt: Doubt, read: ReadNote, one: _Read) -> LockedNote:
        """A new note that may be an old one: held until a person says."""
        old = self.old[doubt.old]
        card_id = self.new_id(one.reading.seed.key, read.note)
        return replace(_read_line(LockedNote(card_id), one.seed, read), doubt=old.id, whole=doubt.whole)

    def enter(self, read: ReadNote, one: _Read, file: CardFile | None, after: str | None) -> LockedNote:
        card_id = self.new_id(one.reading.seed.key, read.note)
        return self.write(_read_line(LockedNote(card_id), one.seed, read), read.note, one, file, after)

    def write(self, line: LockedNote, note: Note, one: _Read, file: CardFile | None, after: str | None) -> LockedNote:
        """A card for a note that has none."""
        self.plan.edits.append(Insert(line.id, note, one.seed, file.shown if file else None, after))
        one.report.new.append(line.id)
        self.change(Change(line.id, "new", note.question, file.shown if file else None, one.seed))
        return line

    def target(self, one: _Read) -> CardFile | None:
        """The card file of a seed; that of a renamed seed goes with it."""
        for file in self.cards.files:
            if file.seed == one.seed:
                return file
        pairs = (self.pairing.pairs.get(one.first + at) for at in range(len(one.notes)))
        adopted = [self.old[old] for old in pairs if old is not None]
        files = Counter(
            self.cards.file_of[note.id].shown
            for note in adopted
            if note.seed not in self.there and note.id in self.cards.file_of
        )
        for shown, _ in files.most_common():
            file = next(file for file in self.cards.files if file.shown == shown)
            if file.seed and file.seed not in self.there and shown not in self.renamed:
                self.renamed.add(shown)
                self.plan.edits.append(SetSeed(shown, one.seed))
                message = f"{file.seed} is now {one.seed}; rename it under `seeds:` in deckwright.yaml as well"
                self.tell("info", "seed-renamed", message, shown)
                return file
        return None

    # What is gone

    def gone(self) -> None:
        """Old notes that no record is: retired, unless a doubt holds them, or a copy goes on under their id."""
        read = {one.seed for one in self.read}
        reports = {one.seed: one.report for one in self.read}
        counts: Counter[str] = Counter()
        known = {note.id for note in self.old}
        doubted = {note.doubt for note in self.notes.values() if note.id in self.kept or note.id not in known}
        for old in self.old:
            note = self.notes[old.id]
            if note.id in self.kept or note.id in doubted or note.seed in self.there - read:
                continue
            if note.doubt:
                self.let_go(note)
            elif note.id not in self.cards.by_id:
                self.notes[note.id] = replace(note, retired=note.retired or self.now, deleted=False)
            elif not note.retired and not self.take_over(note):
                if note.seed not in self.there:
                    counts[str(note.seed)] += 1
                self.retire(note, reports.get(str(note.seed)))
        for seed, number in counts.items():
            message = f"the seed is gone; its {number} notes are retired: kept in cards/, no longer packed"
            self.tell("warning", "seed-gone", message, f"seeds/{seed}")
        self.swap()
        if self.readings:
            self.plan.seeds = {file: seed for file, seed in self.plan.seeds.items() if file in self.there}

    def let_go(self, note: LockedNote) -> None:
        """A held note whose question is gone again: its id is not used for another."""
        self.notes[note.id] = LockedNote(note.id, retired=self.now, turns=note.turns)

    def take_over(self, note: LockedNote) -> bool:
        """A copy that stands elsewhere, and gives way, goes on under this note's id."""
        for copy in self.copies(note):
            if copy.id not in self.swaps and copy.seed in self.there and copy.is_live and self.gives_way(copy, note):
                if copy.id in self.cards.by_id:
                    self.plan.edits.append(Remove(copy.id))
                    self.removed.add(copy.id)
                else:
                    self.plan.edits = [
                        edit for edit in self.plan.edits if not (isinstance(edit, Insert) and edit.id == copy.id)
                    ]
                places = {name: getattr(copy, name) for name in ("seed", "section", "label", "flags", "tags")}
                self.swaps[copy.id] = replace(note, **places)
                self.change(Change(note.id, "moved", note.question or "", self.cards.place(note.id)[0], copy.seed))
                return True
        return False

    def gives_way(self, copy: LockedNote, note: LockedNote) -> bool:
        """Whether nothing is lost with the id of a copy: no edit, no release; of two built, the older stays."""
        card = self.card(copy.id)
        if copy.released or (card and is_edited(card, copy)):
            return False
        return copy.digest is None or (note.digest is not None and (note.modified or 0) < (copy.modified or 0))

    def swap(self) -> None:
        """Put the notes that take over where their copies stood."""
        if not self.swaps:
            return
        going = {note.id for note in self.swaps.values()}
        order = [self.swaps.get(note.id, note) for note in self.notes.values() if note.id not in going]
        self.notes.clear()
        self.notes.update({note.id: note for note in order})
        self.notes.update({copy: LockedNote(copy, retired=self.now) for copy in self.swaps})

    def copies(self, note: LockedNote) -> Iterable[LockedNote]:
        """Notes of the same words, as they were when the first was looked for."""
        if not self.by_words:
            for one in self.notes.values():
                self.by_words.setdefault((one.question, one.answer, one.choices), []).append(one.id)
        found = self.by_words.get((note.question, note.answer, note.choices), [])
        return [self.notes[one] for one in found if one != note.id]

    def retire(self, note: LockedNote, report: SeedReport | None) -> None:
        self.notes[note.id] = replace(note, retired=self.now)
        file, line = self.cards.place(note.id)
        self.change(Change(note.id, "retired", note.question or "", file, note.seed))
        if report:
            report.retired.append(note.id)
            message = f"the question is gone from {note.seed}; {note.id} is retired: kept here, no longer packed"
            self.tell("warning", "gone-from-seed", message, file, line)

    def deleted(self) -> None:
        """Notes whose cards an editor took out of cards/: they stay out."""
        fresh = {edit.id for edit in self.plan.edits if isinstance(edit, Insert)}
        for note in list(self.notes.values()):
            if note.seed and note.is_live and note.id not in self.cards.by_id and note.id not in fresh:
                self.notes[note.id] = replace(note, retired=self.now, deleted=True)
                self.change(Change(note.id, "deleted", note.question or "", None, note.seed))
                message = f"{note.id} ({told.short(note.question)}) was deleted from cards/ and is retired"
                self.tell("info", "deleted", message, note.seed)

    # What is open

    def done(self) -> Plan:
        """The plan, with every doubt and conflict that nobody has settled."""
        self.close_conflicts()
        retired = {one for one, note in self.notes.items() if note.retired and not self.lock.note(one).retired}
        known = [replace(card, id=one) for one, card in self.cards.by_id.items() if one not in retired | self.removed]
        self.plan.open += told.everything_open(self.notes, known)
        for doubt in told.doubts(self.notes):
            self.change(
                Change(
                    doubt.old.id,
                    "unsure",
                    doubt.new.question or "",
                    self.cards.place(doubt.old.id)[0],
                    doubt.new.seed,
                    other=doubt.new.id,
                    likeness=Likeness(*doubt.kept),
                )
            )
        for note, card, name in told.conflicts(self.notes, self.cards.by_id):
            fields = {name: (getattr(card.note, name), getattr(note, name))}
            self.change(Change(note.id, "conflict", card.note.question, card.file, note.seed, fields))
        return self.plan

    def close_conflicts(self) -> None:
        """A conflict is over where the card says what the seed says."""
        edited = {edit.id: edit.fields for edit in self.plan.edits if isinstance(edit, SetFields)}
        for note in list(self.notes.values()):
            card = self.card(note.id)
            if note.conflicts and card and not note.retired:
                changed = edited.get(note.id, {})
                mine = compared(card.note)
                still = tuple(
                    name for name in note.conflicts if changed.get(name, getattr(mine, name)) != getattr(note, name)
                )
                if still != note.conflicts:
                    self.notes[note.id] = replace(note, conflicts=still)


def _read_line(base: LockedNote, file: str, read: ReadNote) -> LockedNote:
    """A note as it was read just now; what is known of its releases is kept."""
    return replace(
        base,
        seed=file,
        question=read.note.question,
        answer=read.note.answer,
        level=read.note.level,
        tags=read.note.tags,
        choices=read.note.choices,
        extra=read.note.extra,
        section=read.note.section,
        label=read.label,
        flags=read.flags,
    )
