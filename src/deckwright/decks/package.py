"""What a file of a deck is to hold, whatever its format: notes, their note types, the pictures and sounds they show."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from deckwright.decks.notetype import NoteType
from deckwright.errors import DeckwrightError
from deckwright.note import Kind


@dataclass(frozen=True, slots=True)
class PackedNote:
    """A note as Anki gets it: HTML for every field, tags, and when it last changed (Unix seconds)."""

    id: str
    kind: Kind
    deck: str
    fields: tuple[str, ...]
    tags: tuple[str, ...]
    modified: int
    cards: int = 1
    media: frozenset[str] = frozenset()
    place: str = ""  # file:line, for errors


@dataclass(frozen=True, slots=True)
class DatedType:
    """A note type, and when it last changed (Unix seconds)."""

    type: NoteType
    modified: int


@dataclass(frozen=True, slots=True)
class Bundle:
    """Notes in their order, in the decks that they name; `media` holds at least what they show, by name.

    `description` is HTML that Anki shows with each of those decks.
    """

    notes: Sequence[PackedNote]
    types: Mapping[Kind, DatedType]
    media: Mapping[str, bytes]
    description: str = ""
    language: str | None = None  # of the deck

    @property
    def shown(self) -> dict[str, bytes]:
        """The pictures and sounds that its notes show, by name, sorted."""
        return {name: self.media[name] for name in sorted(set().union(*(note.media for note in self.notes)))}


def check(notes: Iterable[PackedNote], media: Mapping[str, bytes]) -> None:
    """Raise DeckwrightError for the first note that Anki would not take as it is meant."""
    seen: set[str] = set()
    for note in notes:
        problem = None
        if note.id in seen:
            problem = f"two notes have the id {note.id}"
        elif not _has_content(note.fields[0]):
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
