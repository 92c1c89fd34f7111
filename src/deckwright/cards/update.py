"""seeds/ -> cards/ and deck.lock.

A seed is read again only if its bytes or its options changed. Its notes are matched to the last reading, which
deck.lock keeps, and never to the cards that people have edited since. Field by field: what the editor left as it
was read follows the seed; what the editor changed stays, and is told where the seed changed it too.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from deckwright import clock, identity
from deckwright.cards import lock as locks
from deckwright.cards import store
from deckwright.cards.lock import Lock, LockedNote, LockedSeed
from deckwright.cards.match import match
from deckwright.cards.store import Card, CardFile, Splice
from deckwright.cards.text import entering
from deckwright.errors import DeckwrightError, Finding
from deckwright.files import write_whole
from deckwright.note import Note
from deckwright.project import Project, Seed, seed_key
from deckwright.seeds.document import decode, read_bytes
from deckwright.seeds.found import FoundNote, ReadDocument
from deckwright.seeds.read import files_in, read_document
from deckwright.seeds.tags import tags_for

FIELDS = ("question", "answer", "level")


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
    """What `update` did, or would do. A finding of severity "error" needs a person."""

    seeds: list[SeedReport] = field(default_factory=list)
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
    update = _Update(project, rebuild_lock)
    for seed in seeds_of(project):
        progress(seed.file)
        update.take(seed, reread)
    update.name_handmade_notes()
    return update.finish(dry_run)


def name_notes(project: Project) -> UpdateReport:
    """Give every note without an id its own, and read nothing."""
    update = _Update(project, False)
    update.name_handmade_notes()
    return update.finish(False)


def seeds_of(project: Project) -> list[Seed]:
    """The documents in seeds/, by name. Raises DeckwrightError where two have one key."""
    folder = project.seeds_dir
    if not folder.exists():
        return []
    if not folder.is_dir():
        raise DeckwrightError("is a file", file=folder, expected="the folder of documents")
    seeds = [project.seed(path.relative_to(folder).as_posix()) for path in files_in(folder)]
    owner: dict[str, str] = {}
    for seed in seeds:
        if seed.key in owner:
            raise DeckwrightError(
                f"the seeds {owner[seed.key]} and {seed.file} both have the key {seed.key!r}",
                file="deckwright.yaml",
                remedy="give one of them a key of its own under `seeds:`",
            )
        owner[seed.key] = seed.file
    return seeds


def load_lock(project: Project, has_cards: bool, rebuild: bool = False) -> Lock:
    """deck.lock, or a new one. Raises DeckwrightError where it is missing beside cards that were built from it."""
    path = project.lock_path
    if path.exists() and not rebuild:
        try:
            return locks.parse(path.read_text("utf-8"), project.key)
        except UnicodeDecodeError:
            raise DeckwrightError("is not UTF-8", file=locks.FILE, remedy="restore it from git") from None
        except OSError as error:
            raise DeckwrightError(f"cannot be read ({error.strerror})", file=locks.FILE) from None
    if has_cards and not rebuild:
        raise DeckwrightError(
            "is missing, though there are cards",
            file=locks.FILE,
            expected="the record of what was last read and released",
            remedy="restore it from git, or write it anew with `deckwright update --rebuild-lock`",
        )
    return Lock(project.key)


@dataclass(frozen=True, slots=True)
class _Fresh:
    """A new note, and the index in its card file of the note it follows in the document."""

    id: str
    note: Note
    after: int | None


class _Update:
    def __init__(self, project: Project, rebuild: bool) -> None:
        self.project = project
        self.files = store.load_all(project.cards_dir)
        self.lock = load_lock(project, any(card.id for card in store.cards_in(self.files)), rebuild)
        self.rebuild = rebuild
        self.report = UpdateReport(findings=list(self.lock.findings))
        self.splices = {file.shown: Splice(file) for file in self.files}
        self.new_files: dict[Path, str] = {}
        self.where = {card.id: (file, at) for file in self.files for at, card in enumerate(file.cards) if card.id}
        self.now = clock.now()

    # One seed

    def take(self, seed: Seed, reread: bool) -> None:
        path = self.project.seeds_dir / seed.file
        shown = self.project.shown(path)
        data = read_bytes(path, shown)
        known = LockedSeed(seed.file, hashlib.sha256(data).hexdigest(), _options(seed))
        base = self._base(seed)
        if self.lock.seeds.get(seed.file) == known and not reread:
            self._count_unread(seed, base)
            self._retire_deleted(base)
            return
        document = decode(data, shown, seed.encoding)
        words = self.project.level_words
        read = read_document(document, marker=seed.marker, level_words=words)
        readings = [self._reading(found, read) for found in read.notes]
        report = SeedReport(seed.file, True, document.encoding, len(readings), sum(bool(n.answer) for n in readings))
        self.report.seeds.append(report)
        if not readings:
            self._tell("error", "no-question", "no question was found in it", shown)
        self._reconcile(seed, read, readings, base, report)
        self.lock.seeds[seed.file] = known

    def _reading(self, found: FoundNote, read: ReadDocument) -> Note:
        note = found.note
        level = self.project.level_for(note.level) if note.level else None
        if note.level and level is None:
            self._tell(
                "warning",
                "unknown-level",
                f"the level {note.level!r} is none of this project's; add the word to `says:` in deckwright.yaml",
                read.document.name,
                found.first.line + 1,
            )
        question = entering(note.question)
        return replace(
            note,
            question=question,
            answer=entering(note.answer) if note.answer else None,
            level=level,
            tags=tags_for(question, note.tags, self.project.tags),
        )

    def _base(self, seed: Seed) -> list[LockedNote]:
        """The last reading; with --rebuild-lock the cards as they are."""
        if not self.rebuild:
            return self.lock.of_seed(seed.file)
        cards = [card for file in self.files if file.seed == seed.file for card in file.cards if card.id]
        return [_as_read(card, seed.file) for card in cards]

    def _count_unread(self, seed: Seed, base: Iterable[LockedNote]) -> None:
        there = [note for note in base if not note.retired]
        self.report.seeds.append(
            SeedReport(seed.file, False, None, len(there), sum(bool(note.answer) for note in there))
        )

    def _retire_deleted(self, base: Iterable[LockedNote]) -> None:
        for note in base:
            if note.id not in self.where and not note.retired:
                self._retire_by_editor(note)

    def _retire_by_editor(self, note: LockedNote) -> None:
        self.lock.notes[note.id] = replace(note, retired=self.now)
        question = _short(note.question or "")
        self._tell("info", "deleted", f"{note.id} ({question}) was deleted from cards/ and is retired", note.seed)

    def _reconcile(
        self, seed: Seed, read: ReadDocument, readings: list[Note], base: list[LockedNote], report: SeedReport
    ) -> None:
        pairs = match(base, readings)
        for known in base:
            self.lock.notes.pop(known.id, None)
        fresh: list[_Fresh] = []
        target, after = self._target(seed), None
        for at, (found, note) in enumerate(zip(read.notes, readings, strict=True)):
            old = pairs.get(at)
            if old is None:
                card_id = identity.note_id(self.project.key, seed.key, note.question, note.answer, self._taken)
                fresh.append(_Fresh(card_id, note, after))
                report.new.append(card_id)
                self.lock.notes[card_id] = _locked(card_id, seed.file, found, note, None)
                continue
            self.lock.notes[old.id] = _locked(old.id, seed.file, found, note, old)
            if old.id in self.where:
                self.lock.notes[old.id] = replace(self.lock.notes[old.id], retired=None)
                self._carry(old, note, report)
                file, index = self.where[old.id]
                after = index if file is target else after
            elif not old.retired:
                self._retire_by_editor(self.lock.notes[old.id])
        self._retire_gone(base, pairs, report)
        self._add(seed, target, fresh)

    def _retire_gone(self, base: list[LockedNote], pairs: dict[int, LockedNote], report: SeedReport) -> None:
        paired = {note.id for note in pairs.values()}
        for note in base:
            if note.id in paired:
                continue
            self.lock.notes[note.id] = replace(note, retired=note.retired or self.now)
            if note.retired:
                continue
            report.retired.append(note.id)
            file, index = self.where.get(note.id, (None, 0))
            where = (file.shown, file.cards[index].line) if file else (None, None)
            message = f"the question is gone from {note.seed}; {note.id} is retired: kept here, no longer packed"
            self._tell("warning", "gone-from-seed", message, *where)

    # One note

    def _carry(self, old: LockedNote, new: Note, report: SeedReport) -> None:
        """Three ways, field by field: last reading, new reading, card."""
        file, index = self.where[old.id]
        card = file.cards[index]
        changes: dict[str, Any] = {}
        for name in FIELDS:
            was, now, mine = getattr(old, name), getattr(new, name), getattr(card.note, name)
            if now in (was, mine):
                continue
            if mine == was:
                changes[name] = now
            else:
                message = (
                    f"{name} of {old.id} was changed both here and in {old.seed}; kept is {_short(mine or '')!r}, "
                    f"the seed says {_short(now or '')!r}"
                )
                self._tell("error", "conflict", message, file.shown, card.line)
        tags = _merged_tags(old.tags, new.tags, card.note.tags)
        if tags != card.note.tags:
            changes["tags"] = tags
        if changes:
            self.splices[file.shown].set_fields(index, changes)
            report.changed.append(old.id)

    def _target(self, seed: Seed) -> CardFile | None:
        return next((file for file in self.files if file.seed == seed.file), None)

    def _add(self, seed: Seed, target: CardFile | None, fresh: list[_Fresh]) -> None:
        if not fresh:
            return
        if target is not None:
            for one in fresh:
                self.splices[target.shown].insert(one.after, one.id, one.note)
            return
        path = self._free_path(seed)
        self.new_files[path] = store.new_file(seed.file, [(one.id, one.note) for one in fresh])

    def _free_path(self, seed: Seed) -> Path:
        stem = Path(seed.file).stem
        for name in (stem, seed.key, *(f"{stem}-{n}" for n in range(2, 1000))):
            path = self.project.cards_dir / f"{name}.yaml"
            if not path.exists() and path not in self.new_files:
                return path
        raise DeckwrightError("there is no free name for its card file", file=seed.file)

    def _taken(self, card_id: str) -> bool:
        return card_id in self.where or card_id in self.lock.notes

    # All of them

    def name_handmade_notes(self) -> None:
        """Notes without an id get one; ids the lock has not seen are entered."""
        for file in self.files:
            for index, card in enumerate(file.cards):
                if card.id is None:
                    key = file.seed and self.project.seed(file.seed).key
                    origin = key or seed_key(file.path.name)
                    card_id = identity.note_id(
                        self.project.key, origin, card.note.question, card.note.answer, self._taken
                    )
                    self.splices[file.shown].set_id(index, card_id)
                    self.lock.notes[card_id] = LockedNote(card_id)
                elif card.id not in self.lock.notes:
                    self.lock.notes[card.id] = LockedNote(card.id)

    def finish(self, dry_run: bool) -> UpdateReport:
        writes = dict(self.new_files)
        for splice in self.splices.values():
            if splice.edits:
                writes[splice.file.path] = splice.text()
        for path, text in writes.items():
            store.parse(text, path, self.project.shown(path))
        lock_text = locks.dump(self.lock, [seed.file for seed in seeds_of(self.project)])
        writes[self.project.lock_path] = lock_text  # the last to be written
        for path, text in writes.items():
            data = text.encode()
            if not path.exists() or path.read_bytes() != data:
                self.report.written.append(self.project.shown(path))
                if not dry_run:
                    write_whole(path, data)
        return self.report

    def _tell(self, severity: Any, code: str, message: str, file: str | None, line: int | None = None) -> None:
        self.report.findings.append(Finding(severity, code, message, file, line))


def _options(seed: Seed) -> dict[str, Any]:
    """What a seed is read with; a change of it means reading again."""
    return {name: value for name in ("marker", "encoding") if (value := getattr(seed, name))}


def _locked(card_id: str, file: str, found: FoundNote, note: Note, old: LockedNote | None) -> LockedNote:
    """A note as it was read just now; what is known of its releases is kept."""
    section = tuple(entering(text) for text in note.section)
    base = old or LockedNote(card_id)
    return replace(
        base,
        seed=file,
        question=note.question,
        answer=note.answer,
        level=note.level,
        tags=note.tags,
        section=section,
        label=found.label,
        flags=found.flags,
    )


def _as_read(card: Card, seed: str) -> LockedNote:
    note = card.note
    return LockedNote(card.id or "", seed, note.question, note.answer, note.level, note.tags)


def _merged_tags(was: tuple[str, ...], now: tuple[str, ...], mine: tuple[str, ...]) -> tuple[str, ...]:
    """The editor's tags, less those that the seed lost, and those that it gained."""
    lost = set(was) - set(now)
    kept = [tag for tag in mine if tag not in lost]
    return (*kept, *(tag for tag in now if tag not in was and tag not in kept))


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 40 else text[:39] + "…"
