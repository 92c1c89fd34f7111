"""A project's cards with what is known of them: lock, status, settings, pictures, and each note as Anki gets it.

Build, linter, preview and release read one `Deck`. A note is rendered the first time it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from deckwright.cards import store
from deckwright.cards.choose import Status, statuses
from deckwright.cards.lock import Lock, LockedNote
from deckwright.cards.notetypes import AdoptedType, load_types
from deckwright.cards.store import Card, CardFile
from deckwright.cards.workspace import load_lock
from deckwright.decks.adopted import AdoptedPreparer, cloze_fields
from deckwright.decks.markdown import Renderer
from deckwright.decks.media import Fetcher, Pictures
from deckwright.decks.media.adopted import AdoptedMedia
from deckwright.decks.package import check
from deckwright.decks.prepare import Prepared, Preparer, packed_note, texts_of
from deckwright.decks.setting import Setting, Settings
from deckwright.errors import DeckwrightError, Finding
from deckwright.files import NotAFile
from deckwright.project import Project
from deckwright.text.prose import Prose, prose

Progress = Callable[[str], None]
"""Is told what is at hand: the place of a note, the name of a step."""


@dataclass(frozen=True, slots=True)
class Made:
    """What a note became: its fields and where they stand, or the error that kept it from becoming a card."""

    result: tuple[Prepared, Setting] | DeckwrightError
    findings: tuple[Finding, ...]

    @property
    def error(self) -> DeckwrightError | None:
        return self.result if isinstance(self.result, DeckwrightError) else None

    def get(self) -> tuple[Prepared, Setting]:
        """Raises DeckwrightError where no card can be made of the note."""
        if isinstance(self.result, DeckwrightError):
            raise self.result
        return self.result


@dataclass(slots=True)
class Deck:
    """`status` is by position in `cards`; `pictures` holds those of the notes rendered so far."""

    project: Project
    files: Sequence[CardFile]
    lock: Lock
    settings: Settings
    pictures: Pictures
    progress: Progress = lambda note: None
    fetch_media: bool = False
    renderer: Renderer = field(default_factory=Renderer)
    cards: Sequence[Card] = field(init=False)
    status: Sequence[Status] = field(init=False)
    types: Mapping[str, AdoptedType] = field(init=False)
    _preparer: Preparer = field(init=False)
    _adopted: AdoptedPreparer = field(init=False)
    _files: Mapping[str, CardFile] = field(init=False)
    _expected: int = 0
    _steps: int = 0
    _made: dict[int, Made] = field(default_factory=dict)  # by the identity of the card
    _memory: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.cards = list(store.cards_in(self.files))
        self.status = statuses(self.cards, self.lock.notes)
        self.types = load_types(self.project.root, self.project.tree)
        self._expected = sum(status == "packed" for status in self.status)
        self._preparer = Preparer(self.pictures, renderer=self.renderer)
        media = AdoptedMedia(self.lock.media, self.pictures, self.project.cards_dir / store.MEDIA)
        self._adopted = AdoptedPreparer(self.types, media, self._preparer.findings, self._preparer.renderer)
        self._files = {file.shown: file for file in self.files}

    @classmethod
    def load(
        cls,
        project: Project,
        progress: Progress = lambda note: None,
        *,
        fetch_media: bool = False,
        renderer: Renderer | None = None,
    ) -> Deck:
        """The deck in cards/; with `fetch_media`, pictures from elsewhere are fetched when their notes are rendered.

        `renderer`: one that knows texts from other runs, where that is wished.

        Raises DeckwrightError where the card files, the lock or the names of documents are not as they must be.
        """
        files = store.load_all(project.cards_dir, to_change=False, within=project.tree)
        lock = load_lock(project, any(card.id for card in store.cards_in(files)))
        pictures = pictures_of(project, fetch_media, progress)
        deck = cls(
            project, files, lock, Settings.load(project), pictures, progress, fetch_media, renderer or Renderer()
        )
        deck.renderer.expect(text for _, _, text in deck.texts())
        return deck

    def expect(self, steps: int) -> None:
        """Say how many steps there will be, where there are more than packed notes: of so many `progress` tells."""
        self._expected = max(self._expected, steps)

    def step(self, name: str) -> None:
        """Tell of the next step, and how many there are: each note is rendered once, each rule applied."""
        self._steps += 1
        self.progress(f"{self._steps:,}/{self._expected:,} {name}")

    def made(self, card: Card) -> Made:
        """A note rendered. Raises NotAFile where what should be a picture is no file of the project."""
        if id(card) not in self._made:
            self.step(f"{card.file}:{card.line}")
            self._made[id(card)] = self._make(card)
        return self._made[id(card)]

    def _make(self, card: Card) -> Made:
        findings = self._preparer.findings
        findings.clear()
        result: tuple[Prepared, Setting] | DeckwrightError
        try:
            setting = self.settings.of(card, self.lock.note(card.id), self._files[card.file].seed)
            if card.fields is None:
                prepared = self._preparer.prepare(card, setting)
            else:
                prepared = self._adopted.prepare(card, setting, self.lock.note(card.id))
            check([packed_note(card, setting.deck, prepared, 0)], self.pictures.files)
            result = prepared, setting
        except NotAFile:
            raise
        except DeckwrightError as error:
            result = error
        return Made(result, tuple(findings))

    def take_media(self) -> None:
        """Read all media that an adopted deck came with: style sheets and scripts may call for any of them.

        Raises DeckwrightError for one that is gone.
        """
        for name, known in self.lock.media.items():
            if not self._adopted.media.take(name):
                raise DeckwrightError(
                    "is missing", file=f"cards/media/{known.file}", remedy="restore it from git, or adopt the deck anew"
                )

    def has_deletions(self, card: Card, key: str) -> bool:
        """Whether a text of a note, by its key, is one whose deletions are asked for."""
        if card.fields is None:
            return card.note.kind == "cloze" and key == "question"
        kind = self.types.get(card.note.kind)
        return kind is not None and key.removeprefix(store.FIELD) in cloze_fields(kind)

    def seed_of(self, card: Card) -> str | None:
        """The document that a note was read from; else the one that its card file names."""
        return self.lock.note(card.id).seed or self._files[card.file].seed

    def live(self) -> Iterator[Card]:
        """The notes that a learner gets or will get: not retired, not left out on purpose."""
        for card, status in zip(self.cards, self.status, strict=True):
            if status in ("packed", "unanswered"):
                yield card

    def texts(self) -> Iterator[tuple[Card, str, str]]:
        """Every text of every live note, with its key."""
        for card in self.live():
            for key, text in texts_of(card):
                yield card, key, text

    def words(self) -> Iterator[tuple[Card, str, Prose]]:
        """Every text of every live note, its plain words told from code, formulas and addresses."""
        yield from self.once("words", lambda: [(card, key, prose(text)) for card, key, text in self.texts()])

    def locked(self, card: Card) -> LockedNote | None:
        return self.lock.notes.get(card.id or "")

    def waiting(self, card: Card) -> tuple[str, ...]:
        """What of a note waits for a person: conflict, doubt. A doubt stands in the lock with a note without a card."""
        held = self.once("doubts", lambda: {one.doubt for one in self.lock.notes.values() if one.doubt})
        locked = self.lock.note(card.id)
        doubtful = locked.doubt or card.id in held
        return tuple(name for name, waits in (("conflict", locked.conflicts), ("doubt", doubtful)) if waits)

    def once(self, name: str, work: Callable[[], Any]) -> Any:
        """What `work` returns, worked out the first time it is asked for."""
        if name not in self._memory:
            self._memory[name] = work()
        return self._memory[name]


def pictures_of(project: Project, fetching: bool = False, progress: Progress = lambda note: None) -> Pictures:
    """Where the notes of a project have their pictures: cards/media/, cards/ itself, and beside the documents."""
    media = project.cards_dir / "media"
    folders = (media, project.cards_dir, project.seeds_dir)
    fetcher = Fetcher(media / "fetched", fetching, progress=progress, within=project.tree)
    return Pictures(folders, project.tree, fetcher, project.shown)
