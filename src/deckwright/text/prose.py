"""Which characters of a text are plain words: not code, formulas, addresses, HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Prose:
    """A text and the ranges of it that are plain words, in order."""

    text: str
    ranges: tuple[tuple[int, int], ...]

    def matches(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Matches within one range; look-behind sees what stands before it, look-ahead nothing behind its end."""
        for start, end in self.ranges:
            yield from pattern.finditer(self.text, start, end)

    def words(self) -> str:
        """The plain words alone, with a space for everything else."""
        return " ".join(self.text[start:end] for start, end in self.ranges)
