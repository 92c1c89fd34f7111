"""Every note of a project, packed or not, as the page needs it."""

from __future__ import annotations

import html
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from deckwright.cards.choose import Status
from deckwright.cards.lock import LockedNote
from deckwright.cards.store import Card, CardFile
from deckwright.cards.told import everything_open
from deckwright.checks.deck import load
from deckwright.checks.run import look
from deckwright.decks.build import pictures_of
from deckwright.decks.credit import Credit, credit_of
from deckwright.decks.notetype import FIELDS, NoteType, note_type
from deckwright.decks.prepare import Prepared, Preparer
from deckwright.decks.setting import Settings
from deckwright.errors import DeckwrightError, Finding
from deckwright.files import NotAFile
from deckwright.note import KINDS
from deckwright.previews.formulas import with_mathml
from deckwright.previews.template import fill, reveal
from deckwright.project import Project
from deckwright.text import cloze

_BLOCK_END = re.compile(r"</(?:p|li|div|tr|h[1-6]|pre|ul|ol|td|th)>|<br>")
_MATH_SIGN = re.compile(r"\\[()\[\]]")
_TAG = re.compile(r"<[^<>]*>")


@dataclass(frozen=True, slots=True)
class ShownNote:
    """A note as the page shows it. `sides` are front and back of each card; `question` and `text` are plain text."""

    id: str
    question: str
    text: str
    level: str
    topics: tuple[str, ...]
    seed: str
    status: Status
    kind: str
    file: str
    line: int
    sides: tuple[tuple[str, str], ...]
    credit: Credit = "document"
    open: tuple[str, ...] = ()  # conflict, doubt: what waits for a person
    findings: tuple[Finding, ...] = ()


@dataclass(slots=True)
class Shown:
    """The notes of a project with the pictures they show."""

    notes: list[ShownNote] = field(default_factory=list)
    media: dict[str, bytes] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    open: list[Finding] = field(default_factory=list)


def gather(project: Project, progress: Callable[[str], None] = lambda note: None) -> Shown:
    """All notes, in the order of the card files. Raises DeckwrightError where those or the lock cannot be read."""
    deck = load(project, progress)
    told: dict[tuple[str, int], list[Finding]] = defaultdict(list)
    for one in look(deck, progress).checked:
        if one.finding.severity != "info":
            told[one.found.card.file, one.found.card.line].append(one.finding)
    gatherer = _Gatherer(project)
    shown = Shown()
    at = 0
    for file in deck.files:
        for card in file.cards:
            progress(f"{card.file}:{card.line}")
            findings = told[card.file, card.line]
            shown.notes.append(gatherer.note(card, file, deck.lock.note(card.id), deck.status[at], findings))
            at += 1
    shown.media = gatherer.preparer.pictures.files
    shown.findings = [finding for note in shown.notes for finding in note.findings]
    shown.open = everything_open(deck.lock.notes, deck.cards)
    return shown


class _Gatherer:
    def __init__(self, project: Project) -> None:
        self.settings = Settings.load(project)
        self.preparer = Preparer(pictures_of(project))
        self.types = {kind: note_type(project.key, kind, project.language) for kind in KINDS}

    def note(
        self, card: Card, file: CardFile, locked: LockedNote, status: Status, findings: list[Finding]
    ) -> ShownNote:
        level, seed = card.note.level or self.settings.project.default_level, locked.seed or file.seed
        try:
            prepared = self.preparer.prepare(card, self.settings.of(card, locked, file.seed))
            fields, sides = dict(zip(FIELDS, prepared.fields, strict=True)), self.sides(card, prepared)
        except NotAFile:
            raise
        except DeckwrightError:  # the linter says why
            fields, sides = _plain(card), ()
        asked = fields["Question"]
        if sides and card.note.kind == "cloze":
            asked = reveal(asked, 0, back=True)
        return ShownNote(
            card.id or f"{card.file}:{card.line}",
            _MATH_SIGN.sub("", _words(asked)),
            _words(" ".join([asked, fields["Answer"], fields["Extra"], fields["Topics"]])),
            level,
            card.note.tags,
            self.settings.seed_key(seed) or "",
            status,
            card.note.kind,
            card.file,
            card.line,
            sides,
            credit_of(card, locked, file.seed),
            tuple(name for name, waits in (("conflict", locked.conflicts), ("doubt", locked.doubt)) if waits),
            tuple(findings),
        )

    def sides(self, card: Card, prepared: Prepared) -> tuple[tuple[str, str], ...]:
        fields = dict(zip(FIELDS, prepared.fields, strict=True))
        kind = self.types[card.note.kind]
        return tuple(
            (with_mathml(_placed(front)), with_mathml(_placed(back)))
            for front, back in _cards(card, kind, fields)
            if front.strip()
        )


def _cards(card: Card, kind: NoteType, fields: dict[str, str]) -> Iterator[tuple[str, str]]:
    for _, _, front, back in kind.templates:
        if kind.kind == "cloze":
            for number in cloze.numbers(card.note.question):
                yield fill(front, fields, cloze=number), fill(back, fields, cloze=number, back=True)
        else:
            yield fill(front, fields), fill(back, fields)


def _plain(card: Card) -> dict[str, str]:
    """The fields of a note that no card can be made of."""
    fields: dict[str, str] = defaultdict(str)
    fields |= {"Question": html.escape(card.note.question), "Answer": html.escape(card.note.answer or "")}
    return fields


def _placed(side: str) -> str:
    """A side with its pictures where the page has them."""
    return side.replace('<img src="', '<img src="media/')


def _words(fragment: str) -> str:
    """The plain text of HTML, in one line."""
    return " ".join(html.unescape(_TAG.sub("", _BLOCK_END.sub(" ", fragment))).split())
