"""What a reading yields: notes with their places, headings, and the lines that were not used."""

from __future__ import annotations

from dataclasses import dataclass, field

from deckwright.note import Note
from deckwright.seeds.document import Document
from deckwright.seeds.headings import Heading
from deckwright.seeds.reading import Reading


@dataclass(frozen=True, slots=True)
class Slice:
    """`lines[line][start:end]`, all counted from 0."""

    line: int
    start: int
    end: int

    def of(self, document: Document) -> str:
        return document.lines[self.line][self.start : self.end]


@dataclass(frozen=True, slots=True)
class FoundNote:
    """A note and where it stands, from its first character to its last.

    `removed` are the characters of that span which are in neither question nor answer: markers, labels, numbers,
    placeholders. `label` is the number the document gives it, as in (1, 12).
    """

    note: Note
    first: Slice
    last: Slice
    answer_line: int | None
    removed: tuple[Slice, ...]
    label: tuple[int, ...] = ()
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unused:
    """Lines `first` to `last` (counted from 0) that went into no note, and why."""

    first: int
    last: int
    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A document as it was read. Every non-space character lies in a note, a heading or an unused range."""

    document: Document
    reading: Reading
    notes: tuple[FoundNote, ...] = ()
    headings: tuple[Heading, ...] = ()
    unused: tuple[Unused, ...] = field(default=())
