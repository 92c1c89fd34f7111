"""ForeignDeck: what a deck that others made holds, whatever form it came in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from deckwright.cards.notetypes import AdoptedType
from deckwright.errors import Finding
from deckwright.names import cleaned


@dataclass(frozen=True, slots=True)
class ForeignCard:
    """A card: number of its template or deletion, from 0; full name of its home deck; its place among new cards."""

    ord: int
    deck: str
    due: int | None = None


@dataclass(frozen=True, slots=True)
class ForeignNote:
    """A note as it came: `fields` are HTML in the order of the note type's, `modified` in Unix seconds."""

    guid: str
    type: int
    modified: int
    tags: tuple[str, ...]
    fields: tuple[str, ...]
    cards: tuple[ForeignCard, ...]


@dataclass(frozen=True, slots=True)
class ForeignType:
    """A note type and when it last changed (Unix seconds)."""

    type: AdoptedType
    modified: int


@dataclass(slots=True)
class ForeignDeck:
    """Note types by id, notes in their order, descriptions of decks by full name, media by name.

    `media` are read one by one: they may be many. `told` is what does not come along.
    """

    file: str
    types: Mapping[int, ForeignType]
    notes: list[ForeignNote]
    descriptions: Mapping[str, str] = field(default_factory=dict)
    media: Mapping[str, Callable[[], bytes]] = field(default_factory=dict)
    told: list[Finding] = field(default_factory=list)
    whole: bool = False  # whether it is a whole collection, of which only decks that are named are taken


def kind_name(name: str, taken: set[str]) -> str:
    """What cards call a note type: its name in Anki, with a number where another is called so."""
    bare = cleaned(name) or "Type"
    kind, count = bare, 1
    while kind in taken:
        count += 1
        kind = f"{bare} {count}"
    taken.add(kind)
    return kind
