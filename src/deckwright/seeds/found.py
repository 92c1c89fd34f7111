"""What a reading yields: notes with their places, headings, and the lines that were not used."""

from __future__ import annotations

from dataclasses import dataclass, field

from deckwright.errors import counted
from deckwright.note import Note
from deckwright.seeds.document import Document
from deckwright.seeds.headings import Heading
from deckwright.seeds.slices import Slice


@dataclass(frozen=True, slots=True)
class RunnerUp:
    """The next best reading: its marker, how many notes it yields, the probability that it is right."""

    marker: str
    notes: int
    confidence: float


DOUBTFUL = 0.6
"""Below this probability a reading is to be looked at."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How a document was read: `marker` names what shows its questions, `confidence` is the probability (0 to 1) that
    the reading is right: that at most one in twenty of its notes or answers is wrong. `because` is for people, and so
    is `doubts`: what speaks against it."""

    marker: str | None
    confidence: float
    because: tuple[str, ...]
    runner_up: RunnerUp | None = None
    doubts: tuple[str, ...] = ()

    @property
    def doubtful(self) -> bool:
        return self.marker is not None and self.confidence < DOUBTFUL

    @property
    def doubt(self) -> str | None:
        """What to look at, and how to pin another reading; None where the reading is sure."""
        if not self.doubtful:
            return None
        other = self.runner_up
        pin = f"--marker {other.marker} ({counted(other.notes, 'question')})" if other else "--marker NAME"
        why = "; ".join(self.doubts) or "its headings were taken for questions"
        return (
            f"confidence {self.confidence:.2f}: {why}. Look at --format html, and pin another reading with {pin} "
            "or --like LINE, or in deckwright.yaml under the seed"
        )


@dataclass(frozen=True, slots=True)
class Definition:
    """The address of a link, or a footnote, in lines `first` to `last` (counted from 0); `label` as text/ has it."""

    label: str
    first: int
    last: int
    text: str


@dataclass(frozen=True, slots=True)
class FoundNote:
    """A note and where it stands, from its first character to its last.

    `removed` are the characters of that span which are in no part of the note: markers, labels, numbers, placeholders.
    `label` is the number the document gives it, as in (1, 12); `elsewhere` are the pieces of an answer that stands
    apart, in a key; `definitions` are those at the document's end that the note names, and may share with others.
    """

    note: Note
    first: Slice
    last: Slice
    answer_line: int | None
    removed: tuple[Slice, ...]
    label: tuple[int, ...] = ()
    flags: tuple[str, ...] = ()
    elsewhere: tuple[Slice, ...] = ()
    definitions: tuple[Definition, ...] = ()


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
    left: Document | None = None
    """The document as it was read, where something was taken out of it before."""
    of_vault: bool = False


__all__ = ["FoundNote", "ReadDocument", "Slice", "Unused"]
