"""What the linter looks at: a project's cards with what is known of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from deckwright.cards import store
from deckwright.cards.choose import Status, statuses
from deckwright.cards.lock import Lock, LockedNote
from deckwright.cards.store import Card, CardFile
from deckwright.cards.workspace import load_lock
from deckwright.checks.prose import Prose, prose
from deckwright.decks.build import pictures_of
from deckwright.decks.package import check
from deckwright.decks.prepare import Preparer, packed_note, texts_of
from deckwright.decks.setting import Settings
from deckwright.errors import DeckwrightError, Finding
from deckwright.files import NotAFile, settled
from deckwright.project import Project


@dataclass(slots=True)
class Deck:
    """A project as rules see it. `problems` is what building the notes one by one says of each."""

    project: Project
    files: Sequence[CardFile]
    lock: Lock
    cards: Sequence[Card]
    status: Mapping[int, Status]  # by position in `cards`
    problems: Sequence[tuple[Card, Finding]]
    memory: dict[str, Any] = field(default_factory=dict)  # what several rules need, and one has worked out

    def live(self) -> Iterator[Card]:
        """The notes that a learner gets or will get: not retired, not left out on purpose."""
        for at, card in enumerate(self.cards):
            if self.status[at] in ("packed", "unanswered"):
                yield card

    def texts(self) -> Iterator[tuple[Card, str, str]]:
        """Every text of every live note, with its key."""
        for card in self.live():
            for key, text in texts_of(card):
                yield card, key, text

    def once(self, name: str, work: Callable[[], Any]) -> Any:
        """What `work` returns, worked out the first time it is asked for."""
        if name not in self.memory:
            self.memory[name] = work()
        return self.memory[name]

    def words(self) -> Iterator[tuple[Card, str, Prose]]:
        """Every text of every live note, its plain words told from code, formulas and addresses."""
        yield from self.once("words", lambda: [(card, key, prose(text)) for card, key, text in self.texts()])

    def locked(self, card: Card) -> LockedNote | None:
        return self.lock.notes.get(card.id or "")


def load(project: Project, progress: Callable[[str], None] = lambda note: None) -> Deck:
    """Raises DeckwrightError where the card files or the lock cannot be read."""
    settled(project.tree)
    files = store.load_all(project.cards_dir, to_change=False, within=project.tree)
    cards = list(store.cards_in(files))
    lock = load_lock(project, any(card.id for card in cards))
    settings = Settings.load(project)
    preparer = Preparer(pictures_of(project))
    status: dict[int, Status] = dict(enumerate(statuses(cards, lock.notes)))
    problems: list[tuple[Card, Finding]] = []
    at = 0
    for file in files:
        for card in file.cards:
            progress(f"{card.file}:{card.line}")
            locked = lock.note(card.id)
            if status[at] in ("packed", "unanswered"):
                problems += _problems(card, locked, file, settings, preparer)
            at += 1
    return Deck(project, files, lock, cards, status, problems)


def _problems(
    card: Card, locked: LockedNote, file: CardFile, settings: Settings, preparer: Preparer
) -> Iterator[tuple[Card, Finding]]:
    preparer.findings.clear()
    try:
        prepared = preparer.prepare(card, settings.of(card, locked, file.seed))
        check([packed_note(card, "", prepared, 0)], preparer.pictures.files)
    except NotAFile:
        raise
    except DeckwrightError as error:
        yield card, Finding("error", "no-card", _said(error), card.file, error.line or card.line)
    for finding in preparer.findings:
        yield card, finding


def _said(error: DeckwrightError) -> str:
    return "; expected ".join(part for part in (error.problem, error.expected) if part)
