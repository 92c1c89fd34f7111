"""Notes of an adopted deck as Anki gets them: what nobody changed as it came, byte for byte; the rest as it is written.

Fields are Markdown, rendered as those of our own types are, or HTML that an editor answers for: it is Anki's, with
styles and classes that its note type knows, and goes out as it stands. Our own pages show it cleaned only.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from deckwright.cards.lock import Adopted, LockedNote
from deckwright.cards.notetypes import AdoptedType
from deckwright.cards.store import FIELD, Card
from deckwright.decks.digests import Content
from deckwright.decks.markdown import Renderer
from deckwright.decks.media.adopted import AdoptedMedia
from deckwright.decks.prepare import Prepared
from deckwright.decks.searches import by_text
from deckwright.decks.setting import Setting
from deckwright.errors import DeckwrightError, Finding, nearest
from deckwright.text.entering import entering

_DELETION = re.compile(r"\{\{c(\d+)::")
_CLOZE_FIELD = re.compile(r"\{\{[^{}]*cloze:(?:[^{}:]*:)*\s*([^{}:]+?)\s*\}\}")
_TAG = re.compile(r"\{\{([#^/]?)([^{}]*)\}\}")
_EMPTY = re.compile(r"(?:\s|</?(?:br|div) ?/?>)*")
"""What Anki takes for an empty field (rslib/src/template.rs, `field_is_empty`)."""


def text_digest(text: str, html: bool) -> str:
    """What tells whether a field's text in a card file is still the one that adoption wrote."""
    said = f"{'html' if html else 'markdown'}\0{entering(text)}"
    return hashlib.sha256(said.encode()).hexdigest()[:16]


@dataclass(slots=True)
class AdoptedPreparer:
    """Prepares the notes of adopted types of one deck; tells into `findings`."""

    types: Mapping[str, AdoptedType]
    media: AdoptedMedia
    findings: list[Finding]
    renderer: Renderer = field(default_factory=Renderer)

    def prepare(self, card: Card, setting: Setting, locked: LockedNote) -> Prepared:
        """Raises DeckwrightError for a note of a type or with a field that the project has not, or without a card."""
        kind = self.kind_of(card)
        came = {one.name: one for one in locked.adopted.fields} if locked.adopted else {}
        used: set[str] = set()
        fields, same = [], True
        for name in kind.field_names:
            text, is_html = (card.fields or {}).get(name, ""), name in card.html
            known = came.get(name)
            if known and known.digest == text_digest(text, is_html):
                page = known.html
            else:
                same = False
                page = text if is_html else self.rendered(card, name, text, used)
            used |= self.media.used(page, card, self.findings, tell=not known or page != known.html)
            fields.append(page)
        cards = cards_of(kind, fields, locked.adopted if same else None)
        cards = cards or (locked.adopted.cards if locked.adopted else ())  # Anki, too, keeps one that would be empty
        if not cards and not same:
            expected = (
                "a deletion such as {{c1::answer}}" if kind.cloze else "a text in a field that a front side shows"
            )
            raise DeckwrightError("Anki makes no card of the note", file=card.file, line=card.line, expected=expected)
        media = frozenset(used)
        sums = tuple(self.media.digest(name) for name in media)
        content = Content(card, setting.level, sums, sums, setting.credit)
        decks = {at: deck for at, deck in _decks(locked.adopted).items() if at in cards}
        search = by_text(kind.id, fields[0])
        tags = anki_tags(card)
        return Prepared(tuple(fields), tags, len(cards), media, content, ords=cards, decks=decks, search=search)

    def kind_of(self, card: Card) -> AdoptedType:
        kind = self.types.get(card.note.kind)
        if kind is None:
            raise DeckwrightError(
                f"there is no note type {card.note.kind!r} in notetypes/",
                file=card.file,
                line=card.line,
                expected=nearest(card.note.kind, self.types) if self.types else "an adopted deck",
            )
        if odd := next((name for name in card.fields or {} if name not in kind.field_names), None):
            place = card.places.get(f"{FIELD}{odd}")
            raise DeckwrightError(
                f"the note type {kind.kind} has no field {odd!r}",
                file=card.file,
                line=place.line if place else card.line,
                remedy=f"did you mean {nearest(odd, kind.field_names)}?",
            )
        return kind

    def rendered(self, card: Card, name: str, text: str, used: set[str]) -> str:
        """A field's Markdown as HTML; what rendering tells is told."""

        def place(words: str) -> tuple[int, int]:
            return card.position(f"{FIELD}{name}", max(text.find(words), 0))

        result = self.renderer.render(text, self.media.image(card.file, place, self.findings, used))
        for told in result.told:
            self.findings.append(Finding(told.severity, told.code, told.message, card.file, *place(told.words)))
        return result.html


def _decks(adopted: Adopted | None) -> dict[int, str]:
    return {int(at): deck for at, deck in adopted.decks.items()} if adopted else {}


def anki_tags(card: Card) -> tuple[str, ...]:
    """Tags as they are: those of an adopted deck have no root of ours."""
    return tuple(dict.fromkeys(re.sub(r"[\s\u3000]+", "_", tag.strip()) for tag in card.note.tags if tag.strip()))


def cloze_fields(kind: AdoptedType) -> set[str]:
    """The names of the fields whose deletions a note type makes cards of."""
    fronts = [str(one["qfmt"]) for one in kind.templates] if kind.cloze else []
    return {name for front in fronts for name in _CLOZE_FIELD.findall(front)}


def cards_of(kind: AdoptedType, fields: Collection[str], came: Adopted | None) -> tuple[int, ...]:
    """The numbers of the cards of a note: those that it came with, or that Anki would make of its fields."""
    if came is not None:
        return came.cards
    by_name = dict(zip(kind.field_names, fields, strict=True))
    if kind.cloze:
        asked = cloze_fields(kind) & by_name.keys()
        found = {int(number) for name in asked for number in _DELETION.findall(by_name[name])}
        return tuple(sorted(number - 1 for number in found if number))
    filled = {name for name, text in by_name.items() if not _EMPTY.fullmatch(text)}
    return tuple(at for at, one in enumerate(kind.templates) if shows(one["qfmt"], filled))


def shows(template: str, filled: Collection[str]) -> bool:
    """Whether a front side shows any of the fields that are filled: of those that do, Anki makes a card."""
    return any(
        name in filled for name, wanted in _shown(template) if all((one in filled) == yes for one, yes in wanted)
    )


def _shown(template: str) -> Iterator[tuple[str, tuple[tuple[str, bool], ...]]]:
    """The names that a template shows, each with the names that must be filled, or must not, for it."""
    stack: list[tuple[str, bool]] = []
    for sign, said in _TAG.findall(re.sub(r"<!--.*?-->", "", template, flags=re.S)):
        name = said.strip()
        if sign == "/":
            if stack:
                stack.pop()
        elif sign:
            stack.append((name, sign == "#"))
        else:
            yield name.rsplit(":", 1)[-1].strip(), tuple(stack)
