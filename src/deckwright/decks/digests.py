"""The digest of a note's content: what decides whether a note reaches learners again.

A derivation never changes. Another one gets the next number, and the one before stays as it is: a digest that was
recorded under a number is compared under that number, so that an upgrade of this tool re-sends no note.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from deckwright.cards.known import compared
from deckwright.cards.store import Card
from deckwright.decks.credit import Credit
from deckwright.decks.derivations import derivation
from deckwright.identity import nfc
from deckwright.text.entering import entering


@dataclass(frozen=True, slots=True)
class Content:
    """What a digest may be made of: the card, its effective level, the SHA-256 of its pictures' files.

    No template, HTML, line or file name is in it, so that none of these re-sends a note to learners. `raw_media` are
    the pictures' files byte for byte: in decks of 0.1 the line ends of an SVG counted.
    """

    card: Card
    level: str
    media: tuple[str, ...] = ()
    raw_media: tuple[str, ...] = ()
    credit: Credit = "document"


def _first(content: Content) -> dict[str, object]:
    """Number 1. `reverse` is in it where it is set: a card more must reach learners."""
    card, note = content.card, content.card.note
    found: dict[str, object] = {
        "question": nfc(note.question),
        "answer": nfc(note.answer or ""),
        "level": content.level,
        "tags": sorted({nfc(tag) for tag in note.tags}),
        "kind": note.kind,
        "extra": nfc(card.note.extra or ""),
        "choices": [[nfc(choice.text), choice.correct] for choice in note.choices],
        "media": sorted(content.media),
    }
    if card.reverse:
        found["reverse"] = True
    return found


def _second(content: Content) -> dict[str, object]:
    """Number 2. Whose answer it is, where it is not the document's own: the card's foot tells learners."""
    if content.card.fields is not None:
        return _adopted(content)
    found = _first(content)
    if content.credit != "document":
        found["answered_by"] = content.credit
    return found


def _adopted(content: Content) -> dict[str, object]:
    """A note of an adopted type."""
    card = content.card
    return {
        "kind": card.note.kind,
        "fields": {nfc(name): nfc(text) for name, text in (card.fields or {}).items() if text},
        "html": sorted(map(nfc, card.html)),
        "tags": sorted({nfc(tag) for tag in card.note.tags}),
        "media": sorted(content.media),
    }


INGREDIENTS: Mapping[int, Callable[[Content], dict[str, object]]] = {1: _first, 2: _second}
NUMBER = max(INGREDIENTS)
"""The derivation that new digests are made by."""


def note_digest(content: Content, number: int = NUMBER) -> str:
    """SHA-256 of a note's content under a derivation's number, in hexadecimal.

    Raises DeckwrightError for a number that only a newer deckwright knows.
    """
    made = derivation(INGREDIENTS, number, f"the digest of the note {content.card.id}")(content)
    return hashlib.sha256(json.dumps(made, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def is_digest(digest: str | None, content: Content, number: int) -> bool:
    """Whether a digest that was recorded under a number is that of a content. Raises DeckwrightError as above."""
    if digest in _digests(content, number):
        return True
    entered = as_entered(content)
    return entered != content and digest in _digests(entered, number)


def _digests(content: Content, number: int) -> set[str]:
    variants = (content, replace(content, media=content.raw_media or content.media))
    return {note_digest(one, number) for one in variants}


def as_entered(content: Content) -> Content:
    """A content with its texts as cards/ keeps what machines write: the style of YAML changes no note."""
    card = content.card
    fields = {name: entering(text) for name, text in card.fields.items()} if card.fields is not None else None
    return replace(content, card=replace(card, note=compared(card.note), fields=fields))
