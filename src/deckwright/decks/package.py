"""What a file of a deck is to hold, whatever its format: notes, their note types, the pictures and sounds they show."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from deckwright.decks.notetype import NoteType
from deckwright.errors import DeckwrightError


@dataclass(frozen=True, slots=True)
class PackedNote:
    """A note as Anki gets it: HTML for every field, tags, and when it last changed (Unix seconds)."""

    id: str
    kind: str
    deck: str
    fields: tuple[str, ...]
    tags: tuple[str, ...]
    modified: int
    cards: int = 1
    media: frozenset[str] = frozenset()
    place: str = ""  # file:line, for errors
    ords: tuple[int, ...] | None = None  # of an adopted note: the numbers of its cards
    decks: Mapping[int, str] = field(default_factory=dict)  # and the decks of those that lie elsewhere
    search: str | None = None  # what finds it in Anki, where its ID is in no field


@dataclass(frozen=True, slots=True)
class DatedType:
    """A note type, and when it last changed (Unix seconds)."""

    type: NoteType
    modified: int


@dataclass(frozen=True, slots=True)
class Bundle:
    """Notes in their order, in the decks that they name; `media` holds at least what they show, by name.

    `descriptions` are HTML that Anki shows with those decks, by their names; `always` are media that come along
    whichever notes do.
    """

    notes: Sequence[PackedNote]
    types: Mapping[str, DatedType]
    media: Mapping[str, bytes]
    descriptions: Mapping[str, str] = field(default_factory=dict)
    language: str | None = None  # of the deck
    always: Sequence[str] = ()

    @property
    def shown(self) -> dict[str, bytes]:
        """The pictures and sounds that its notes show or call for, by name, sorted."""
        names = {*self.always}.union(*(note.media for note in self.notes))
        return {name: self.media[name] for name in sorted(names)}


def check(notes: Iterable[PackedNote], media: Mapping[str, bytes]) -> None:
    """Raise DeckwrightError for the first note that Anki would not take as it is meant."""
    seen: set[str] = set()
    for note in notes:
        problem = None
        if note.id in seen:
            problem = f"two notes have the id {note.id}"
        elif note.ords is None and not _has_content(note.fields[0]):
            problem = "the question shows nothing, and Anki makes no card of it"
        elif any("\x1f" in field for field in note.fields):
            problem = "a field holds the character U+001F, at which Anki's importer fails"
        elif missing := sorted(note.media - set(media)):
            problem = f"the picture {missing[0]} is missing"
        if problem:
            raise DeckwrightError(problem, file=note.place or note.id)
        seen.add(note.id)


def _has_content(html: str) -> bool:
    if "<img" in html:
        return True
    text = re.sub(r"<[^<>]*>", "", html)
    return bool(text.replace("&nbsp;", " ").strip())
