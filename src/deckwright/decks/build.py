"""cards/ -> build/: one package for each level that has notes, one with all, and what describes them.

All is rendered, checked and packed in memory (`make`) before the first byte is written; deck.lock is written last.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from deckwright.cards import lock as locks
from deckwright.cards.choose import Status, check_same_as
from deckwright.cards.history import History
from deckwright.cards.lock import Lock
from deckwright.cards.store import Card
from deckwright.cards.told import everything_open
from deckwright.cards.update import name_notes, needs_names
from deckwright.decks import describe
from deckwright.decks.deck import Deck, Progress
from deckwright.decks.description import description
from deckwright.decks.formats import PACKAGE, apkg, named
from deckwright.decks.markdown import Renderer
from deckwright.decks.notes import SinceRelease, changes_of, notes_for_learners
from deckwright.decks.notetype import adopted_type, note_type
from deckwright.decks.package import Bundle, PackedNote
from deckwright.decks.prepare import packed_note
from deckwright.decks.stamp import Stamps, as_released
from deckwright.errors import DeckwrightError, Finding
from deckwright.files import LOCK, Run, settled, sole, stale, write_together
from deckwright.note import KINDS
from deckwright.project import Level, Project

MANIFEST = "manifest.json"


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


@dataclass(frozen=True, slots=True)
class Export:
    """A file of a format: what it may be called, its bytes, how many notes are in it."""

    file: str
    data: bytes
    notes: int
    findings: Sequence[Finding]


@dataclass(slots=True)
class Built:
    """All that a build makes, in memory: packages by file name, the notes in them, their cards, and the new lock."""

    project: Project
    report: BuildReport
    lock: Lock
    stamps: Stamps
    seed_keys: Mapping[str, str]
    cards: Mapping[str, Card]
    bundle: Bundle
    packages: dict[str, bytes] = field(default_factory=dict)
    number: int = apkg.NUMBER  # under which the packages are written

    @property
    def notes(self) -> Sequence[PackedNote]:
        return self.bundle.notes

    @property
    def decks(self) -> dict[str, str]:
        """The full name of every note's deck in Anki, by the note's id."""
        return {note.id: note.deck for note in self.notes}

    @property
    def lock_text(self) -> bytes:
        return locks.dump(self.lock, self.seed_keys).encode()

    def described(self, version: str | None, changes: str | None) -> dict[str, bytes]:
        """File name in build/ -> content: packages and what stands beside them; `changes` as NOTES.md tells them."""
        outputs = dict(self.packages)
        packages = self.report.packages
        cards = list(self.cards.values())
        manifest = describe.manifest(packages, self.notes, self.lock, cards, self.project, version, self.number)
        outputs[MANIFEST] = describe.as_json(manifest)
        outputs["NOTES.md"] = notes_for_learners(
            self.project, packages, version, changes, SinceRelease.of(self.lock, self.notes)
        ).encode()
        outputs["SHA256SUMS"] = describe.sums(outputs).encode()
        return outputs

    def write(
        self,
        outputs: Mapping[str, bytes],
        others: Mapping[Path, bytes],
        what: Run,
        deletes: Sequence[Path] = (),
        *,
        frozen: bool = False,
    ) -> list[str]:
        """Write build/, other files, and deck.lock last, unless that is frozen, and delete some; all or nothing.

        Returns the names of those that changed.
        """
        folder = self.project.build_dir
        writes = {folder / name: data for name, data in outputs.items()} | dict(others)
        if not frozen:  # where it is right, it may still have other line ends
            writes[self.project.lock_path] = self.lock_text
        tree = self.project.tree
        gone = [*deletes, *stale(tree, folder, keep=outputs, record=MANIFEST)]
        return [self.project.shown(path) for path in write_together(tree, writes, gone, what=what)]


def build(
    project: Project,
    *,
    frozen: bool = False,
    fetch_media: bool = False,
    renderer: Renderer | None = None,
    progress: Progress = lambda note: None,
) -> BuildReport:
    """Build the packages of a project into build/; with `fetch_media`, pictures from elsewhere are fetched and kept.

    `renderer` may know texts from other runs (`decks.markdown.cached`); the packages are the same to the byte.

    Raises DeckwrightError for what keeps a package from being right, and with `frozen` where deck.lock would change;
    then nothing has been written.
    """
    with sole(project.tree) as told:
        built = make(project, frozen=frozen, fetch_media=fetch_media, renderer=renderer, progress=progress)
        built.report.findings[:0] = told
        if frozen:
            check_frozen(built)
        version = as_released(built.lock, built.decks)
        outputs = built.described(version, changes_of(project, version) if version else None)
        if version is None:
            _check_committed(built)
        built.report.written = built.write(outputs, {}, "build", frozen=frozen)
        return built.report


def make(
    project: Project,
    *,
    deck: Deck | None = None,
    version: str | None = None,
    rerender: bool = False,
    frozen: bool = False,
    fetch_media: bool = False,
    renderer: Renderer | None = None,
    progress: Progress = lambda note: None,
) -> Built:
    """Build in memory, with the times of a build, or of the release `version`; `deck` is the project's, if it is read.

    Nothing is written but ids that notes lack, and with `frozen` not even those: then that is an error.
    """
    report = BuildReport(findings=[*settled(project.tree)])
    if deck is None:
        deck = _named(Deck.load(project, progress, fetch_media=fetch_media, renderer=renderer), report, frozen)
    built = _Build(deck, Stamps(deck.lock, version=version, rerender=rerender), report).run()
    deck.renderer.keep()
    for level in (*project.levels, None):
        _pack(built, level)
    return built


def export(project: Project, name: str, *, progress: Progress = lambda note: None) -> Export:
    """A project's packed notes in the format of a name, as `deckwright.decks.formats` has it; nothing is written.

    Raises DeckwrightError where there is no such format, or a note cannot be packed or has no id yet.
    """
    form = named(name)
    report = BuildReport(findings=[*settled(project.tree)])
    deck = _named(Deck.load(project, progress), report, frozen=True)
    bundle = _Build(deck, Stamps(deck.lock), report).run().bundle
    if bundle.shown and not form.media:
        told = f"a file of the format {name!r} holds no pictures and sounds; notes show {len(bundle.shown)}"
        report.findings.append(Finding("warning", "without-media", told))
    return Export(f"{project.slug}{form.suffix}", form.write(bundle), len(bundle.notes), report.findings)


def _pack(built: Built, level: Level | None) -> None:
    """Make the package of a level, or with None the one with all."""
    project = built.project
    name = f"{project.slug}{f'-{level.key}' if level else ''}{PACKAGE.suffix}"
    deck = f"{project.deck}::{level.name}" if level and project.subdecks == "level" else project.deck
    notes = [note for note in built.notes if level is None or level.key == project.level_of(built.cards[note.id].note)]
    if not notes and level:
        built.report.empty_levels.append(level)
        return
    built.packages[name] = PACKAGE.write(
        replace(built.bundle, notes=notes, always=() if level else built.bundle.always)
    )
    built.report.packages.append(describe.package(name, level, deck, built.packages[name], notes))


def _named(deck: Deck, report: BuildReport, frozen: bool) -> Deck:
    """The deck in which every note has an id. Raises DeckwrightError where `frozen` forbids to give one."""
    nameless = next((card for card in deck.cards if not card.id), None)
    if not nameless and (frozen or not needs_names(deck.lock, deck.cards)):
        return deck
    if frozen and nameless:
        raise DeckwrightError(
            "the note has no id yet",
            file=nameless.file,
            line=nameless.line,
            remedy="run `deckwright update` and commit",
        )
    report.findings += name_notes(deck.project).findings
    return Deck.load(deck.project, deck.progress, fetch_media=deck.fetch_media, renderer=deck.renderer)


def _check_committed(built: Built) -> None:
    """Raise DeckwrightError where a build would write over the packages of a release that is nowhere else yet."""
    project, last = built.project, built.lock.last_release
    manifest = project.build_dir / MANIFEST
    if last is None or not project.tree.is_file(manifest):
        return
    if f'"version": "{last.version}"' not in project.tree.read_text(manifest):
        return
    if not History(project.root, project.key).is_committed(last):
        raise DeckwrightError(
            f"was released as {last.version}, and git does not hold that yet: after other changes it could not be made "
            "again",
            file=locks.FILE,
            remedy=f"commit and tag it first, or take it back: `git checkout {locks.FILE}`, and out of CHANGELOG.md",
        )


def check_frozen(built: Built) -> None:
    """Raise DeckwrightError where deck.lock on disk is not the one that goes with the cards."""
    tree, path = built.project.tree, built.project.lock_path
    if not tree.there(path) or tree.read_bytes(path, locks.FILE, LOCK).replace(b"\r\n", b"\n") != built.lock_text:
        raise DeckwrightError(
            "would change",
            file=locks.FILE,
            expected="a lock that matches the cards",
            remedy="build without --frozen and commit",
        )


class _Build:
    def __init__(self, deck: Deck, stamps: Stamps, report: BuildReport) -> None:
        self.deck = deck
        self.project = deck.project
        self.report = report
        self.stamps = stamps

    def run(self) -> Built:
        """All notes that are packed, in one bundle."""
        deck, cards, lock = self.deck, self.deck.cards, self.deck.lock
        self.stamps.begin(lock)
        self.report.findings += lock.findings
        check_same_as(cards)
        self.report.findings += everything_open(lock.notes, cards)
        by_id = {str(card.id): card for card in cards}
        notes = list(self.notes())
        if not notes:
            raise DeckwrightError(
                "no note has an answer, so there is nothing to pack" if cards else "there are no notes",
                file="cards",
                remedy="write answers there" if cards else "put documents into seeds/ and run `deckwright update`",
            )
        deck.take_media()
        bundle, number = self.bundle(notes)
        return Built(
            self.project, self.report, lock, self.stamps, deck.settings.seed_keys, by_id, bundle, number=number
        )

    def notes(self) -> Iterator[PackedNote]:
        """The notes that are packed; all are counted."""
        sources = {file.shown: SourceReport(file.shown, len(file.cards)) for file in self.deck.files}
        self.report.sources += sources.values()
        for card, status in zip(self.deck.cards, self.deck.status, strict=True):
            source = sources[card.file]
            source.status[status] += 1
            source.unanswered += not card.note.answered
            if status == "unanswered":
                self.report.unanswered.append(card)
            if status == "packed":
                yield self.note(card, source)

    def note(self, card: Card, source: SourceReport) -> PackedNote:
        made = self.deck.made(card)
        prepared, setting = made.get()
        source.findings += len(made.findings)
        source.levels[setting.level] += 1
        self.report.findings += made.findings
        modified = self.stamps.note(card, prepared, setting)
        number = self.stamps.lock.note(card.id).digest_number
        return packed_note(card, setting.deck, prepared.under(number), modified)

    def bundle(self, notes: list[PackedNote]) -> tuple[Bundle, int]:
        """Notes with what goes with them, and the number under which they are written."""
        project, packed = self.project, {note.id: note.deck for note in notes}
        number, used = self.stamps.writing(packed), {note.kind for note in notes}
        made = [note_type(project.key, kind, project.language, number) for kind in KINDS if kind in used]
        made += [adopted_type(one) for kind, one in self.deck.types.items() if kind in used]
        types = {one.kind: self.stamps.note_type(one) for one in made}
        said = self.descriptions(notes, number)
        if self.stamps.version:
            self.stamps.leave_out(packed)
        return Bundle(
            notes, types, self.deck.pictures.files, said, project.language, tuple(self.deck.lock.media)
        ), number

    def descriptions(self, notes: Sequence[PackedNote], number: int) -> Mapping[str, str]:
        """Those of our own decks, and of those that a card file names: an adopted one keeps what it said."""
        version = self.stamps.version or as_released(self.stamps.lock, {note.id: note.deck for note in notes})
        own = description(self.project, version) if number >= 2 else ""
        named = {file.deck: file.description or "" for file in self.deck.files if file.deck}
        return {note.deck: own for note in notes if note.ords is None} | named
