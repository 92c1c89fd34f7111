"""The texts of a deck as rules about words need them: what is no word, and what is only quoted, blotted out.

Places stay what they are: a blotted character is replaced by one that no rule looks for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from deckwright.cards.store import Card
from deckwright.decks.deck import Deck
from deckwright.text.prose import Prose

BLOT = "\ufffc"
"""Stands for a character of code, of a formula, an address, a tag, or a quotation."""

_QUOTED = re.compile(
    r"“[^“”\n]*”|‘[^‘’\n]*’|「[^「」\n]*」|『[^『』\n]*』|《[^《》\n]*》|〈[^〈〉\n]*〉|«[^«»\n]*»|„[^„“”\n]*[“”]"
    r"|(?<![^\s(（\[，。：、；—\u3040-\u9fff])\"[^\"\n]+\"|(?<![^\s(（\[，。：、；\u3040-\u9fff])'[^'\n]+'(?!\w)"
)
_ADDRESS = re.compile(
    r"(?:\b[a-z][a-z0-9+.-]*://|\bmailto:|\bwww\.)[^\s“”‘’「」《》<>，。；！？、]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
    re.I | re.A,
)


@dataclass(frozen=True, slots=True)
class Text:
    """One text of a note; `said` is without what is no words, `own` without quotations as well."""

    card: Card
    key: str
    text: str
    said: str
    own: str


def texts(deck: Deck) -> list[Text]:
    """Every text of every live note, in order."""
    return cast(list[Text], deck.once("plain", lambda: list(_texts(deck))))


def notes(deck: Deck) -> list[tuple[Card, dict[str, Text]]]:
    """Every live note with its texts by key."""
    return cast(list[tuple[Card, dict[str, Text]]], deck.once("notes", lambda: list(_notes(deck))))


def _texts(deck: Deck) -> Iterator[Text]:
    for card, key, words in deck.words():
        yield plain(card, key, words)


def _notes(deck: Deck) -> Iterator[tuple[Card, dict[str, Text]]]:
    gathered: dict[int, tuple[Card, dict[str, Text]]] = {id(card): (card, {}) for card in deck.live()}
    for one in texts(deck):
        gathered[id(one.card)][1][one.key] = one
    yield from gathered.values()


def plain(card: Card, key: str, words: Prose) -> Text:
    """A text with what is no word blotted out."""
    text = words.text
    if text.isalnum():
        return Text(card, key, text, text, text)
    said, at = [], 0
    for start, end in words.ranges:
        said += [_blotted(text[at:start]), text[start:end]]
        at = end
    whole = "".join([*said, _blotted(text[at:])])
    whole = _ADDRESS.sub(lambda match: _blotted(match[0]), whole)
    own = _QUOTED.sub(lambda match: match[0][0] + _blotted(match[0][1:-1]) + match[0][-1], whole)
    return Text(card, key, text, whole, own)


def _blotted(text: str) -> str:
    return re.sub(r"[^\n]", BLOT, text)
