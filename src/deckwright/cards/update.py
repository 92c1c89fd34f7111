"""seeds/ -> cards/ and deck.lock.

    seeds that changed ── read ──► readings ── match with the last readings (deck.lock) ──► pairs, new, gone, doubtful
    pairs ── merge with the cards ──► what the cards take, and conflicts
    new ──► written where they stand in the document;  gone ──► retired, kept in cards/

A seed is read again only if its bytes or its options changed. What is left over on both sides is matched once more
across seeds, but only with notes whose own seed is gone: renamed, split or joined.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from deckwright import identity
from deckwright.cards.likeness import Likeness
from deckwright.cards.lock import LockedNote, LockedSeed
from deckwright.cards.match import Asked, Doubt, match
from deckwright.cards.merge import FIELDS, merge
from deckwright.cards.splice import new_file
from deckwright.cards.store import CardFile
from deckwright.cards.text import entered, entering
from deckwright.cards.workspace import Workspace, locked_as_card, short
from deckwright.errors import DeckwrightError, Finding
from deckwright.files import sole
from deckwright.note import Note
from deckwright.project import Project, Seed, seed_key
from deckwright.seeds.choices import without_choices
from deckwright.seeds.document import decode, read_bytes
from deckwright.seeds.found import FoundNote, ReadDocument
from deckwright.seeds.read import read_document
from deckwright.seeds.tags import tags_for

Action = Literal["new", "changed", "retired", "returned", "deleted", "conflict", "unsure", "moved", "named"]


@dataclass(frozen=True, slots=True)
class Change:
    """What happens to one note. `fields`: name -> (what it was, what it becomes, or what the seed says)."""

    id: str
    action: Action
    question: str
    file: str | None = None
    seed: str | None = None
    fields: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    other: str | None = None  # the id of the note it may be
    likeness: Likeness | None = None


@dataclass(slots=True)
class SeedReport:
    """What became of one seed. `was_read` is False where nothing in it had changed."""

    file: str
    was_read: bool
    encoding: str | None = None
    questions: int = 0
    answered: int = 0
    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    retired: list[str] = field(default_factory=list)


@dataclass(slots=True)
class UpdateReport:
    """What `update` did, or would do, note by note. A finding of severity "error" needs a person."""

    seeds: list[SeedReport] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    written: list[str] = field(default_factory=list)

    @property
    def needs_a_person(self) -> bool:
        return any(finding.severity == "error" for finding in self.findings)


def update(
    project: Project,
    *,
    reread: bool = False,
    rebuild_lock: bool = False,
    dry_run: bool = False,
    progress: Callable[[str], None] = lambda file: None,
) -> UpdateReport:
    """Bring cards/ and deck.lock up to date with seeds/. Nothing is written unless all of it can be.

    Raises DeckwrightError where a seed, a card file or the lock cannot be read, and leaves all as it was.
    """
    with sole(project.root):
        update = _Update(Workspace(project, rebuild_lock=rebuild_lock), rebuild_lock)
        update.check_seeds_are_there()
        for seed in update.space.seeds:
            progress(seed.file)
            update.read(seed, reread)
        update.match_across_seeds()
        update.apply()
        update.retell_conflicts()
        update.name_handmade_notes()
        return update.finish(dry_run)


def name_notes(project: Project) -> UpdateReport:
    """Give every note without an id its own, and read nothing."""
    with sole(project.root):
        update = _Update(Workspace(project), False)
        update.name_handmade_notes()
        return update.finish(False)


@dataclass(slots=True)
class _Reading:
    """A seed as it was read just now: its notes, and which note of the last reading each of them is."""

    seed: Seed
    found: Sequence[FoundNote]
    notes: list[Note]
    base: list[LockedNote]
    report: SeedReport
    known: LockedSeed
    pairs: dict[int, LockedNote] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)


class _Update:
    def __init__(self, space: Workspace, rebuild: bool) -> None:
        self.space = space
        self.project = space.project
        self.rebuild = rebuild
        self.report = UpdateReport(findings=space.findings)
        self.readings: list[_Reading] = []
        self.base_of: dict[str, list[LockedNote]] = {}
        for note in space.lock.notes.values():
            self.base_of.setdefault(note.seed or "", []).append(note)
        self.doubts: list[tuple[LockedNote, _Reading, int, Likeness]] = []
        self.inserted: dict[tuple[str, int], str] = {}  # (seed, index in its reading) -> id of a new note

    def check_seeds_are_there(self) -> None:
        """An empty seeds/ is a mistake more likely than a wish to retire every note."""
        known = len(self.space.lock.seeds)
        if known and not self.space.seeds:
            raise DeckwrightError(
                "holds no document",
                file=self.project.shown(self.project.seeds_dir),
                expected=f"the {known} that were read last" if known > 1 else "the one that was read last",
                remedy="put them back; `deckwright build` needs none of them",
            )

    # Reading

    def read(self, seed: Seed, reread: bool) -> None:
        path = self.project.seeds_dir / seed.file
        shown = self.project.shown(path)
        data = read_bytes(path, shown)
        known = LockedSeed(seed.file, hashlib.sha256(data).hexdigest(), _options(seed))
        base = self.base(seed)
        if self.space.lock.seeds.get(seed.file) == known and not reread:
            there = [note for note in base if not note.retired]
            answered = sum(bool(note.answer) or "{{c1::" in (note.question or "") for note in there)
            self.report.seeds.append(SeedReport(seed.file, False, None, len(there), answered))
            return
        document = decode(data, shown, seed.encoding)
        read = read_document(
            document,
            marker=seed.marker,
            like=seed.like,
            columns=seed.columns,
            level_words=self.project.level_words,
        )
        notes = [self.note(found, read) for found in read.notes]
        answered = sum(note.answered for note in notes)
        report = SeedReport(seed.file, True, document.encoding, len(notes), answered)
        self.report.seeds.append(report)
        if document.encoding not in ("utf-8", "utf-8-sig") and not seed.encoding:
            message = (
                f"was read as {document.encoding}, as its bytes suggest; if that is right, write it down in "
                f"deckwright.yaml: `seeds: {{{seed.file}: {{encoding: {document.encoding}}}}}`"
            )
            self.space.tell("info", "encoding", message, shown)
        if not notes:
            self.space.tell("error", "no-question", "no question was found in it", shown)
        reading = _Reading(seed, read.notes, notes, base, report, known)
        matched = match(base, [_asked(note, found) for note, found in zip(notes, read.notes, strict=True)])
        reading.pairs = {new: base[old] for new, old in matched.pairs.items()}
        reading.doubts = matched.doubts
        self.readings.append(reading)

    def base(self, seed: Seed) -> list[LockedNote]:
        """The last reading; with --rebuild-lock the cards as they are."""
        if not self.rebuild:
            return self.base_of.get(seed.file, [])
        files = [file for file in self.space.files if file.seed == seed.file]
        return [locked_as_card(card, seed.file) for file in files for card in file.cards if card.id]

    def note(self, found: FoundNote, read: ReadDocument) -> Note:
        """A note as cards/ would hold it: its text as it enters, its level by key, its tags."""
        note = found.note
        level = self.project.level_for(note.level) if note.level else None
        if note.level and level is None:
            self.space.tell(
                "warning",
                "unknown-level",
                f"the level {note.level!r} is none of this project's; add the word to `says:` in deckwright.yaml",
                read.document.name,
                found.first.line + 1,
            )
        note = entered(note)
        return replace(note, level=level, tags=tags_for(note.question, note.tags, self.project.tags))

    # Matching across seeds

    def match_across_seeds(self) -> None:
        """What is left over is matched with the notes whose seed is gone."""
        there = self.space.seed_files
        orphans = [note for note in self.space.lock.notes.values() if note.seed and note.seed not in there]
        open_places = [
            (reading, at) for reading in self.readings for at in range(len(reading.notes)) if at not in reading.pairs
        ]
        asked = [_asked(reading.notes[at], reading.found[at]) for reading, at in open_places]
        matched = match(orphans, asked) if orphans else None
        for new, old in (matched.pairs if matched else {}).items():
            reading, at = open_places[new]
            reading.pairs[at] = orphans[old]
        for doubt in matched.doubts if matched else []:
            reading, at = open_places[doubt.new]
            self.doubts.append((orphans[doubt.old], reading, at, doubt.likeness))
        for reading in self.readings:
            for doubt in reading.doubts:
                if doubt.new not in reading.pairs:
                    self.doubts.append((reading.base[doubt.old], reading, doubt.new, doubt.likeness))
        adopted = {note.id for reading in self.readings for note in reading.pairs.values()}
        self.retire_with_seed([note for note in orphans if note.id not in adopted])

    def retire_with_seed(self, orphans: list[LockedNote]) -> None:
        going = Counter(note.seed for note in orphans if not note.retired)
        for seed, number in going.items():
            message = f"the seed is gone; its {number} notes are retired: kept in cards/, no longer packed"
            self.space.tell("warning", "seed-gone", message, f"seeds/{seed}")
        for note in orphans:
            if not note.retired:
                self.retire(note, None)
        there = self.space.seed_files
        self.space.lock.seeds = {file: seed for file, seed in self.space.lock.seeds.items() if file in there}

    # Applying

    def apply(self) -> None:
        paired = {note.id for reading in self.readings for note in reading.pairs.values()}
        for reading in self.readings:
            self.apply_reading(reading, paired)
        self.tell_doubts()
        fresh = set(self.inserted.values())
        for note in list(self.space.lock.notes.values()):
            if note.seed and not note.retired and note.id not in self.space.where and note.id not in fresh:
                self.delete(note)

    def apply_reading(self, reading: _Reading, paired: set[str]) -> None:
        lock, seed = self.space.lock, reading.seed
        for known in reading.base:
            lock.notes.pop(known.id, None)
        target = self.target(reading)
        fresh: list[_Fresh] = []
        after = None
        for at, (found, note) in enumerate(zip(reading.found, reading.notes, strict=True)):
            old = reading.pairs.get(at)
            if old is None:
                card_id = identity.note_id(self.project.key, seed.key, note.question, note.answer, self.space.taken)
                lock.notes[card_id] = _locked(LockedNote(card_id), seed.file, found, note)
                self.inserted[seed.file, at] = card_id
                fresh.append(_Fresh(card_id, note, after))
                reading.report.new.append(card_id)
                self.change(Change(card_id, "new", note.question, target.shown if target else None, seed.file))
                continue
            note = self.of_its_kind(old.id, note)
            lock.notes.pop(old.id, None)  # an orphan moves to its new seed's place in the lock
            lock.notes[old.id] = _locked(old, seed.file, found, note)
            if old.id in self.space.where:
                self.carry(old, note, reading)
                file, index = self.space.where[old.id]
                after = index if file is target else after
        for gone in reading.base:
            if gone.id not in paired:
                self.retire(gone, reading.report)
        self.add(seed, target, fresh)
        lock.seeds[seed.file] = reading.known

    def of_its_kind(self, card_id: str, note: Note) -> Note:
        """A reading as the card's kind can hold it: a kind is fixed, so options go into a card without any as text."""
        card = self.space.card(card_id)
        return without_choices(note) if note.choices and card and card.note.kind != "choice" else note

    def target(self, reading: _Reading) -> CardFile | None:
        """The card file of a seed; that of a renamed seed goes with it."""
        if file := self.space.file_of(reading.seed.file):
            return file
        there = self.space.seed_files
        adopted = [note for note in reading.pairs.values() if note.seed not in there and note.id in self.space.where]
        files = Counter(self.space.where[note.id][0].shown for note in adopted)
        for shown, _ in files.most_common():
            file = next(file for file in self.space.files if file.shown == shown)
            if file.seed and file.seed not in there:
                self.space.splices[shown].set_seed(reading.seed.file)
                message = f"{file.seed} is now {reading.seed.file}; rename it under `seeds:` in deckwright.yaml as well"
                self.space.tell("info", "seed-renamed", message, shown)
                file.seed = reading.seed.file
                return file
        return None

    def carry(self, old: LockedNote, new: Note, reading: _Reading) -> None:
        """Give a card what its seed changed, and tell what both sides did."""
        space = self.space
        card = space.card(old.id)
        assert card
        merged = merge(old, new, card.note)
        if merged.changes:
            space.set_fields(old.id, merged.changes)
            fields = {name: (getattr(card.note, name), now) for name, now in merged.changes.items()}
            self.change(Change(old.id, "changed", new.question, card.file, reading.seed.file, fields))
            reading.report.changed.append(old.id)
        open_ones = [name for name in old.conflicts if getattr(new, name) != getattr(card.note, name)]
        conflicts = tuple(name for name in FIELDS if name in merged.conflicts or name in open_ones)
        locked = space.lock.notes[old.id]
        if old.retired:
            self.change(Change(old.id, "returned", new.question, card.file, reading.seed.file))
        elif old.seed != reading.seed.file:
            self.change(Change(old.id, "moved", new.question, card.file, reading.seed.file))
        space.lock.notes[old.id] = replace(locked, conflicts=conflicts, retired=None)

    def retire(self, note: LockedNote, report: SeedReport | None) -> None:
        self.space.lock.notes[note.id] = replace(note, retired=note.retired or self.space.now, conflicts=())
        if note.retired:
            return
        file, line = self.space.place(note.id)
        self.change(Change(note.id, "retired", note.question or "", file, note.seed))
        if report:
            report.retired.append(note.id)
            message = f"the question is gone from {note.seed}; {note.id} is retired: kept here, no longer packed"
            self.space.tell("warning", "gone-from-seed", message, file, line)

    def delete(self, note: LockedNote) -> None:
        """A note that an editor took out of cards/: it stays out."""
        self.space.lock.notes[note.id] = replace(note, retired=self.space.now, conflicts=())
        self.change(Change(note.id, "deleted", note.question or "", None, note.seed))
        message = f"{note.id} ({short(note.question)}) was deleted from cards/ and is retired"
        self.space.tell("info", "deleted", message, note.seed)

    def add(self, seed: Seed, target: CardFile | None, fresh: list[_Fresh]) -> None:
        if not fresh:
            return
        if target is not None:
            for one in fresh:
                self.space.splices[target.shown].insert(one.after, one.id, one.note)
            return
        path = self.space.free_path(seed)
        self.space.new_files[path] = new_file(seed.file, [(one.id, one.note) for one in fresh])

    # Telling

    def change(self, change: Change) -> None:
        self.report.changes.append(change)

    def tell_doubts(self) -> None:
        for old, reading, at, like in self.doubts:
            new_id = self.inserted.get((reading.seed.file, at))
            if new_id is None or old.id not in self.space.where:
                continue
            note = reading.notes[at]
            alike = f"question {like.question.share:.0%}, answer {like.answer.share:.0%} kept"
            message = (
                f"is {short(old.question)!r} ({old.id}) now {short(note.question)!r} ({new_id})? {alike}; "
                f"if so: deckwright update --same {old.id} {new_id}"
            )
            file, line = self.space.place(old.id)
            self.space.tell("error", "unsure", message, file, line)
            self.change(Change(old.id, "unsure", note.question, file, reading.seed.file, {}, new_id, like))

    def retell_conflicts(self) -> None:
        """Every conflict that nobody has settled, until the card says what the seed says."""
        for note in list(self.space.lock.notes.values()):
            card = self.space.card(note.id)
            if not note.conflicts or card is None:
                continue
            still = tuple(name for name in note.conflicts if getattr(card.note, name) != getattr(note, name))
            if still != note.conflicts:
                self.space.lock.notes[note.id] = replace(note, conflicts=still)
            for name in still:
                mine, theirs = getattr(card.note, name), getattr(note, name)
                message = (
                    f"{name} of {note.id} was changed both here and in {note.seed}; here: {short(mine)!r}, "
                    f"in the seed: {short(theirs)!r}; settle it with deckwright update --keep-mine {note.id} "
                    f"or --take-seed {note.id}"
                )
                self.space.tell("error", "conflict", message, card.file, card.line)
                fields = {name: (mine, theirs)}
                self.change(Change(note.id, "conflict", card.note.question, card.file, note.seed, fields))

    # Notes that never came from a seed

    def name_handmade_notes(self) -> None:
        """Notes without an id get one; ids the lock has not seen are entered."""
        space = self.space
        for file in space.files:
            for index, card in enumerate(file.cards):
                if card.id is None:
                    key = file.seed and self.project.seed(file.seed).key
                    origin = key or seed_key(file.path.name)
                    card_id = identity.note_id(
                        self.project.key, origin, card.note.question, card.note.answer, space.taken
                    )
                    space.splices[file.shown].set_id(index, card_id)
                    space.lock.notes[card_id] = LockedNote(card_id)
                    self.change(Change(card_id, "named", card.note.question, card.file))
                elif card.id not in space.lock.notes:
                    space.lock.notes[card.id] = LockedNote(card.id)

    def finish(self, dry_run: bool) -> UpdateReport:
        self.report.written = self.space.finish("update", dry_run=dry_run)
        return self.report


@dataclass(frozen=True, slots=True)
class _Fresh:
    """A new note, and the index in its card file of the note it follows in the document."""

    id: str
    note: Note
    after: int | None


def _asked(note: Note, found: FoundNote) -> Asked:
    return Asked(note.question, note.answer, found.label)


def _options(seed: Seed) -> dict[str, Any]:
    """What a seed is read with; a change of it means reading again."""
    return {name: value for name in ("marker", "like", "columns", "encoding") if (value := getattr(seed, name))}


def _locked(base: LockedNote, file: str, found: FoundNote, note: Note) -> LockedNote:
    """A note as it was read just now; what is known of its releases is kept."""
    return replace(
        base,
        seed=file,
        question=note.question,
        answer=note.answer,
        level=note.level,
        tags=note.tags,
        choices=note.choices,
        section=tuple(entering(text) for text in note.section),
        label=found.label,
        flags=found.flags,
    )
