"""cards/ -> build/: one package for each level that has notes, one with all, and what describes them.

All is rendered, checked and packed in memory before the first byte is written; deck.lock is written last.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from deckwright import clock
from deckwright.cards import lock as locks
from deckwright.cards import store
from deckwright.cards.lock import LockedNote, LockedNoteType
from deckwright.cards.store import Card, CardFile
from deckwright.cards.update import name_notes
from deckwright.cards.workspace import load_lock
from deckwright.decks import describe
from deckwright.decks.choose import Status, check_same_as, status_of
from deckwright.decks.media import Fetcher, Pictures
from deckwright.decks.notetype import note_type
from deckwright.decks.package import DatedType, PackedNote, pack
from deckwright.decks.prepare import Prepared, Preparer, packed_note
from deckwright.decks.setting import Settings
from deckwright.errors import DeckwrightError, Finding
from deckwright.files import recover, sole, write_together
from deckwright.note import KINDS, Kind
from deckwright.project import Level, Project

DAY = 86_400
Types = Mapping[Kind, DatedType]


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
    project: Project,
    *,
    frozen: bool = False,
    fetch_media: bool = False,
    progress: Callable[[str], None] = lambda note: None,
) -> BuildReport:
    """Build the packages of a project into build/; with `fetch_media`, pictures from elsewhere are fetched and kept.

    Raises DeckwrightError for what keeps a package from being right, and with `frozen` where deck.lock would change;
    then nothing has been written.
    """
    with sole(project.root):
        return _Build(project, frozen, fetch_media, progress).run()


def pictures_of(
    project: Project, fetching: bool = False, progress: Callable[[str], None] = lambda note: None
) -> Pictures:
    """Where the notes of a project have their pictures: cards/media/, cards/ itself, and beside the documents."""
    media = project.cards_dir / "media"
    folders = (media, project.cards_dir, project.seeds_dir)
    return Pictures(folders, project.root, Fetcher(media / "fetched", fetching, progress=progress))


class _Build:
    def __init__(self, project: Project, frozen: bool, fetch_media: bool, progress: Callable[[str], None]) -> None:
        self.project = project
        self.frozen = frozen
        self.fetch_media = fetch_media
        self.progress = progress
        self.now = clock.now()
        self.report = BuildReport()
        self.settings = Settings.load(project)

    def run(self) -> BuildReport:
        self.report.findings += recover(self.project.root)
        files = self.named(store.load_all(self.project.cards_dir))
        cards = list(store.cards_in(files))
        self.lock = load_lock(self.project, bool(cards))
        self.report.findings += self.lock.findings
        status = {str(card.id): status_of(card, self.lock.notes.get(str(card.id))) for card in cards}
        check_same_as(cards, status)
        preparer = Preparer(pictures_of(self.project, self.fetch_media, self.progress))
        packed = [note for file in files for note in self.of_file(file, status, preparer)]
        if not packed:
            raise DeckwrightError(
                "no note has an answer, so there is nothing to pack" if cards else "there are no notes",
                file="cards",
                remedy="write answers there" if cards else "put documents into seeds/ and run `deckwright update`",
            )
        types = {kind: self.dated(kind) for kind in KINDS if any(note.kind == kind for note in packed)}
        self.write(packed, types, preparer.pictures.files, cards)
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
            source.unanswered += not card.note.answered
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
        locked = self.lock.note(card.id)
        setting = self.settings.of(card, locked, file.seed)
        prepared = preparer.prepare(card, setting)
        modified = self.note_time(locked, prepared, card)
        self.lock.notes[locked.id] = replace(locked, digest=prepared.digest, modified=modified)
        return packed_note(card, setting.deck, prepared, modified), self.project.level(setting.level)

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

    def dated(self, kind: Kind) -> DatedType:
        """A note type with the time of its last change: kept while its digest is, else now."""
        made = note_type(self.project.key, kind, self.project.language)
        before = self.lock.note_types.get(kind)
        if before and before.digest == made.digest:
            return DatedType(made, before.modified)
        modified = max(self.now, before.modified + 1) if before else self.now
        self.lock.note_types[kind] = LockedNoteType(kind, made.digest, modified)
        return DatedType(made, modified)

    def write(self, packed: list[PackedNote], types: Types, media: dict[str, bytes], cards: Sequence[Card]) -> None:
        lock_text = locks.dump(self.lock, self.settings.seed_keys).encode()
        lock_path = self.project.lock_path
        if self.frozen and (not lock_path.exists() or lock_path.read_bytes() != lock_text):
            raise DeckwrightError(
                "would change",
                file=locks.FILE,
                expected="a lock that matches the cards",
                remedy="build without --frozen and commit",
            )
        folder = self.project.build_dir
        writes = {folder / name: data for name, data in self.outputs(packed, types, media, cards).items()}
        stale = [folder / f"{self.project.slug}-{level.key}.apkg" for level in self.report.empty_levels]
        writes[lock_path] = lock_text  # the last to be written
        written = write_together(self.project.root, writes, stale, what="build")
        self.report.written = [self.project.shown(path) for path in written]

    def outputs(
        self, packed: list[PackedNote], types: Types, media: dict[str, bytes], cards: Sequence[Card]
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
            outputs[name] = pack(notes, types, media)
            self.report.packages.append(describe.package(name, level, outputs[name], notes, types, digests))
        manifest = describe.manifest(self.report.packages, packed, self.lock, cards, self.project)
        outputs["manifest.json"] = (json.dumps(manifest, ensure_ascii=False, indent=1) + "\n").encode()
        outputs["NOTES.md"] = describe.notes_for_learners(self.project, self.report.packages).encode()
        outputs["SHA256SUMS"] = describe.sums(outputs).encode()
        return outputs
