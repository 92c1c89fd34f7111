"""Every note of a project, packed or not, as the page needs it."""

from __future__ import annotations

import html
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from deckwright.cards.choose import Status
from deckwright.cards.store import Card
from deckwright.cards.told import everything_open
from deckwright.checks.overview import Overview, overview
from deckwright.checks.rules import RULES
from deckwright.checks.run import look
from deckwright.decks.credit import Credit, credit_of
from deckwright.decks.deck import Deck
from deckwright.decks.markdown import Renderer
from deckwright.decks.markdown.safe import clean
from deckwright.decks.notetype import FIELDS, NoteType, note_type
from deckwright.decks.prepare import Prepared
from deckwright.errors import Finding
from deckwright.files import settled
from deckwright.note import KINDS
from deckwright.previews.formulas import with_mathml
from deckwright.previews.template import fill, reveal
from deckwright.project import Project
from deckwright.text import cloze

_BLOCK_END = re.compile(r"</(?:p|li|div|tr|h[1-6]|pre|ul|ol|td|th)>|<br>")
_MATH_SIGN = re.compile(r"\\[()\[\]]")
_TAG = re.compile(r"<[^<>]*>")
_SOUND = re.compile(r"\[sound:([a-z0-9.-]+)\]")  # one that is packed: what people write so is no sound there
_PLAYER = r'<audio controls preload="none" aria-label="sound" src="media/\1"></audio>'
_NO_SIDES: tuple[tuple[str, str], ...] = ()


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

    @property
    def wrong(self) -> list[Finding]:
        """The findings that ask for something: not those for information."""
        return [one for one in self.findings if one.severity != "info"]


@dataclass(slots=True)
class Shown:
    """The notes of a project with the pictures and sounds they have."""

    overview: Overview
    notes: list[ShownNote] = field(default_factory=list)
    media: dict[str, bytes] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    open: list[Finding] = field(default_factory=list)


def gather(
    project: Project, progress: Callable[[str], None] = lambda note: None, renderer: Renderer | None = None
) -> Shown:
    """All notes, in the order of the card files. Raises DeckwrightError where those or the lock cannot be read."""
    settled(project.tree)
    deck = Deck.load(project, progress, renderer=renderer)
    deck.expect(len(deck.cards) + len(RULES))
    report = look(deck)
    told: dict[int, list[Finding]] = defaultdict(list)
    for one in report.checked:
        told[id(one.found.card)].append(one.finding)
    gatherer = _Gatherer(deck)
    shown = Shown(overview(deck, report))
    for card, status in zip(deck.cards, deck.status, strict=True):
        shown.notes.append(gatherer.note(card, status, told[id(card)]))
    deck.renderer.keep()
    shown.media = deck.pictures.files
    shown.findings = [finding for note in shown.notes for finding in note.wrong]
    shown.open = everything_open(deck.lock.notes, deck.cards)
    return shown


class _Gatherer:
    def __init__(self, deck: Deck) -> None:
        self.deck = deck
        self.types: dict[str, NoteType] = {
            kind: note_type(deck.project.key, kind, deck.project.language) for kind in KINDS
        }

    def note(self, card: Card, status: Status, findings: list[Finding]) -> ShownNote:
        deck, locked = self.deck, self.deck.lock.note(card.id)
        made = deck.made(card)
        fields, sides = _plain(card), _NO_SIDES  # where no card can be made, the linter says why
        if not made.error:
            prepared, _ = made.get()
        if not made.error and card.fields is not None:
            fields, sides = self.adopted(card, prepared)
        elif not made.error:
            fields, sides = dict(zip(FIELDS, prepared.fields, strict=True)), self.sides(card, prepared)
        asked = fields["Question"]
        if sides and card.note.kind == "cloze":
            asked = reveal(asked, 0, back=True)
        return ShownNote(
            card.id or f"{card.file}:{card.line}",
            _MATH_SIGN.sub("", _words(asked)),
            _words(" ".join([asked, fields["Answer"], fields["Extra"], fields["Topics"]])),
            deck.project.level_of(card.note) or "",
            card.note.tags,
            deck.settings.seed_key(deck.seed_of(card)) or "",
            status,
            card.note.kind,
            card.file,
            card.line,
            sides,
            credit_of(card, locked, deck.seed_of(card)),
            deck.waiting(card),
            tuple(findings),
        )

    def adopted(self, card: Card, prepared: Prepared) -> tuple[dict[str, str], tuple[tuple[str, str], ...]]:
        """The fields of a note of an adopted type, cleaned: its templates may hold scripts, and are for Anki alone."""
        names = self.deck.types[card.note.kind].field_names
        shown = {name: clean(text) for name, text in zip(names, prepared.fields, strict=True) if text}
        first = next(iter(shown.values()), "")
        rows = "".join(f"<dt>{html.escape(name)}</dt><dd>{text}</dd>" for name, text in shown.items())
        fields: dict[str, str] = defaultdict(str)
        fields |= {"Question": first, "Answer": " ".join(list(shown.values())[1:])}
        return fields, ((with_mathml(_placed(first)), with_mathml(_placed(f"<dl>{rows}</dl>"))),)

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
    """A side with its pictures and sounds where the page has them."""
    return _SOUND.sub(_PLAYER, side.replace('<img src="', '<img src="media/'))


def _words(fragment: str) -> str:
    """The plain text of HTML, in one line."""
    return " ".join(html.unescape(_TAG.sub("", _BLOCK_END.sub(" ", _SOUND.sub("♪", fragment)))).split())
