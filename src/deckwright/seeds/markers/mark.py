"""Mark: a place where a question may begin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from deckwright.seeds.family import Family
from deckwright.seeds.slices import Slot


@dataclass(frozen=True, slots=True)
class Mark:
    """`family` is what marks of one reading share; a marker of another package may give a word.

    `line` counts from 0. The marker stands at `start`, the question's text between `text` and `end` (indices in the
    line). Where a question goes on over several lines, `end` is in the line `last`; `resume` is where, in that line, an
    answer may begin behind the marker, and `stop` where it ends, if it must end in that line. `number` is what the
    label counts with: (12,), (1, 12), or () where there is none. `flag` names what a person should look at.

    A record whose parts are all known, such as a row of a table, names them in `slots` instead: it goes from `start` to
    the index `end` of the line `last`, and what of it is in no slot is markup.
    """

    family: Family
    line: int
    start: int
    text: int
    end: int
    number: tuple[int, ...] = ()
    flag: str | None = None
    last: int | None = None
    resume: int | None = None
    stop: int | None = None
    slots: tuple[Slot, ...] = ()
    bare: int | None = None
    """Where the words begin if the number turns out to count nothing, and so belongs to them."""

    @property
    def is_closed(self) -> bool:
        """Whether its parts are all known, so that what follows is none of its own."""
        return any(slot.role == "question" for slot in self.slots)

    def words(self, lines: Sequence[str]) -> str:
        """The question's words in its first line, or in the next where the label has one to itself."""
        if self.is_closed:
            return next((slot.text(lines) for slot in self.slots if slot.role == "question"), "")
        whole = self.last in (None, self.line)
        words = lines[self.line][self.text : self.end if whole else None]
        below = range(self.line + 1, (self.last or self.line) + 1)
        return words if words.strip() else next((lines[at] for at in below if lines[at].strip()), "")
