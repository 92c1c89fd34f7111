"""cards/ -> build/: one package for each level that has notes, one with all, and what describes them.

All is rendered, checked and packed in memory before the first byte is written; deck.lock is written last.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from deckwright import clock
from deckwright.cards import lock as locks
from deckwright.cards import store
from deckwright.cards.lock import LockedNote, LockedNoteType
from deckwright.cards.store import Card, CardFile
from deckwright.cards.update import name_notes
from deckwright.cards.workspace import load_lock, seeds_of
from deckwright.decks import describe
from deckwright.decks.choose import Status, check_same_as, status_of
from deckwright.decks.media import Pictures
from deckwright.decks.notetype import NoteType, note_type
from deckwright.decks.package import PackedNote, pack
from deckwright.decks.prepare import Prepared, Preparer, Setting
from deckwright.errors import DeckwrightError, Finding
from deckwright.files import recover, sole, write_together
from deckwright.project import Level, Project

DAY = 86_400


@dataclass(slots=True)
class SourceReport:
    """The notes of one card file: how many, and what became of them."""

    file: str
    notes: int = 0
    unanswered: int = 0
    status: Counter[Status] = field(default_factory=Counter)
    levels: Counter[str] = field(default_factory=Counter)  # packed notes per level key
    findings: int = 0


@dataclass(slots=True)
class BuildReport:
    """What `build` made. `unanswered` are the notes that wait for an answer; `empty_levels` got no package."""

    sources: list[SourceReport] = field(default_factory=list)
    packages: list[describe.Package] = field(default_factory=list)
    unanswered: list[Card] = field(default_factory=list)
    empty_levels: list[Level] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    written: list[str] = field(default_factory=list)


def build(
    project: Project, *, frozen: bool = False, progress: Callable[[str], None] = lambda note: None
) -> BuildReport:
    """Build the packages of a project into build/.

    Raises DeckwrightError for what keeps a package from being right, and with `frozen` where deck.lock would change;
    then nothing has been written.
    """
    with sole(project.root):
        return _Build(project, frozen, progress).run()


class _Build:
    def __init__(self, project: Project, frozen: bool, progress: Callable[[str], None]) -> None:
        self.project = project
        self.frozen = frozen
        self.progress = progress
        self.now = clock.now()
        self.report = BuildReport()
        self.type = note_type(project.key, "qa", project.language)
        self.seed_keys = {seed.file: seed.key for seed in seeds_of(project)}

    def run(self) -> BuildReport:
        self.report.findings += recover(self.project.root)
        files = self.named(store.load_all(self.project.cards_dir))
        cards = list(store.cards_in(files))
        self.lock = load_lock(self.project, bool(cards))
        self.report.findings += self.lock.findings
        status = {str(card.id): status_of(card, self.lock.notes.get(str(card.id))) for card in cards}
        check_same_as(cards, status)
        preparer = Preparer(Pictures((self.project.cards_dir / "media", self.project.cards_dir)))
        packed = [note for file in files for note in self.of_file(file, status, preparer)]
        if not packed:
            raise DeckwrightError(
                "no note has an answer, so there is nothing to pack" if cards else "there are no notes",
                file="cards",
                remedy="write answers there" if cards else "put documents into seeds/ and run `deckwright update`",
            )
        style = self.style_time(self.type)
        self.write(packed, style, preparer.pictures.files, cards)
        return self.report

    def named(self, files: list[CardFile]) -> list[CardFile]:
        """Card files in which every note has an id."""
        if all(card.id for card in store.cards_in(files)):
            return files
        if self.frozen:
            nameless = next(card for card in store.cards_in(files) if not card.id)
            raise DeckwrightError(
                "the note has no id yet",
                file=nameless.file,
                line=nameless.line,
                remedy="run `deckwright update` and commit",
            )
        name_notes(self.project)
        return store.load_all(self.project.cards_dir)

    def of_file(self, file: CardFile, status: dict[str, Status], preparer: Preparer) -> list[PackedNote]:
        source = SourceReport(file.shown, len(file.cards))
        self.report.sources.append(source)
        packed = []
        told = len(preparer.findings)
        for card in file.cards:
            self.progress(f"{card.file}:{card.line}")
            what = status[str(card.id)]
            source.status[what] += 1
            source.unanswered += card.note.answer is None
            if what == "unanswered":
                self.report.unanswered.append(card)
            if what == "packed":
                note, level = self.note(card, file, preparer)
                packed.append(note)
                source.levels[level.key] += 1
        source.findings = len(preparer.findings) - told
        self.report.findings += preparer.findings[told:]
        return packed

    def note(self, card: Card, file: CardFile, preparer: Preparer) -> tuple[PackedNote, Level]:
        if card.note.kind != "qa":
            raise DeckwrightError(
                f"notes of the kind {card.note.kind!r} cannot be built yet",
                file=card.file,
                line=card.line,
                expected="kind: qa",
            )
        level = self.level(card)
        locked = self.lock.notes.get(str(card.id)) or LockedNote(str(card.id))
        setting = Setting(
            f"{self.project.deck}::{level.name}",
            level.key,
            level.label,
            self.source_line(locked, file),
            self.project.slug,
            self.seed_key(locked.seed or file.seed),
        )
        prepared = preparer.prepare(card, setting)
        modified = self.note_time(locked, prepared, card)
        self.lock.notes[locked.id] = replace(locked, digest=prepared.digest, modified=modified)
        note = PackedNote(
            locked.id,
            setting.deck,
            prepared.fields,
            prepared.tags,
            modified,
            prepared.media,
            f"{card.file}:{card.line}",
        )
        return note, level

    def level(self, card: Card) -> Level:
        key = card.note.level or self.project.default_level
        known = [level.key for level in self.project.levels]
        if key not in known:
            raise DeckwrightError(
                f"there is no level {key!r}", file=card.file, line=card.line, expected=f"one of {', '.join(known)}"
            )
        return self.project.level(key)

    def seed_key(self, file: str | None) -> str | None:
        return self.seed_keys.get(file) or self.project.seed(file).key if file else None

    def source_line(self, locked: LockedNote, file: CardFile) -> str:
        """The seed's title and the sections above the question, but for the level's."""
        seed = locked.seed or file.seed
        title = (self.project.seed(seed).title or Path(seed).stem) if seed else ""
        sections = [text for text in locked.section if self.project.level_for(text) is None]
        return " › ".join(part for part in (title, *sections) if part)

    def note_time(self, locked: LockedNote, prepared: Prepared, card: Card) -> int:
        """The time of a note's last change: kept while its digest is, else now, and never backwards."""
        before = locked.modified
        if before is not None and before > self.now + DAY:
            raise DeckwrightError(
                f"the note {locked.id} was last changed more than a day from now",
                file=card.file,
                line=card.line,
                expected="a clock that goes right",
                remedy="set the clock, or mend `modified` in deck.lock",
            )
        if before is not None and locked.digest == prepared.digest:
            return before
        return self.now if before is None else max(self.now, before + 1)

    def style_time(self, kind: NoteType) -> int:
        before = self.lock.note_types.get(kind.kind)
        if before and before.digest == kind.digest:
            return before.modified
        modified = max(self.now, before.modified + 1) if before else self.now
        self.lock.note_types[kind.kind] = LockedNoteType(kind.kind, kind.digest, modified)
        return modified

    def write(self, packed: list[PackedNote], style: int, media: dict[str, bytes], cards: Sequence[Card]) -> None:
        lock_text = locks.dump(self.lock, self.seed_keys).encode()
        lock_path = self.project.lock_path
        if self.frozen and (not lock_path.exists() or lock_path.read_bytes() != lock_text):
            raise DeckwrightError(
                "would change",
                file=locks.FILE,
                expected="a lock that matches the cards",
                remedy="build without --frozen and commit",
            )
        folder = self.project.build_dir
        writes = {folder / name: data for name, data in self.outputs(packed, style, media, cards).items()}
        stale = [folder / f"{self.project.slug}-{level.key}.apkg" for level in self.report.empty_levels]
        writes[lock_path] = lock_text  # the last to be written
        written = write_together(self.project.root, writes, stale, what="build")
        self.report.written = [self.project.shown(path) for path in written]

    def outputs(
        self, packed: list[PackedNote], style: int, media: dict[str, bytes], cards: Sequence[Card]
    ) -> dict[str, bytes]:
        """File name in build/ -> content."""
        outputs: dict[str, bytes] = {}
        digests = {name: hashlib.sha256(data).hexdigest() for name, data in media.items()}
        for level in (*self.project.levels, None):
            name = f"{self.project.slug}{f'-{level.key}' if level else ''}.apkg"
            deck = f"{self.project.deck}::{level.name}" if level else None
            notes = [note for note in packed if deck in (None, note.deck)]
            if not notes and level:
                self.report.empty_levels.append(level)
                continue
            outputs[name] = pack(notes, self.type, style, media)
            self.report.packages.append(describe.package(name, level, outputs[name], notes, self.type, style, digests))
        manifest = describe.manifest(self.report.packages, packed, self.lock, cards, self.project)
        outputs["manifest.json"] = (json.dumps(manifest, ensure_ascii=False, indent=1) + "\n").encode()
        outputs["NOTES.md"] = describe.notes_for_learners(self.project, self.report.packages).encode()
        outputs["SHA256SUMS"] = describe.sums(outputs).encode()
        return outputs
