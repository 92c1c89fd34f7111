"""Which characters of a text are plain words: not code, formulas, addresses, HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from deckwright.text.blocks import BlockKind, scan
from deckwright.text.inline import TokenKind, tokens

_LINK_MARKS = (TokenKind.LINK_OPEN,)


@dataclass(frozen=True, slots=True)
class Prose:
    """A text and the ranges of it that are plain words, in order."""

    text: str
    ranges: tuple[tuple[int, int], ...]

    @classmethod
    def outside(cls, text: str, taken: Iterable[tuple[int, int]]) -> Prose:
        """All of a text but for the ranges that are taken, in whatever order."""
        ranges, at = [], 0
        for start, end in sorted(taken):
            if start > at:
                ranges.append((at, start))
            at = max(at, end)
        if at < len(text):
            ranges.append((at, len(text)))
        return cls(text, tuple(ranges))

    def matches(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Matches within one range; look-behind sees what stands before it, look-ahead nothing behind its end."""
        for start, end in self.ranges:
            yield from pattern.finditer(self.text, start, end)

    def words(self) -> str:
        """The plain words alone, with a space for everything else."""
        return " ".join(self.text[start:end] for start, end in self.ranges)


def prose(text: str) -> Prose:
    """Tell the plain words of a Markdown text from the rest."""
    return Prose.outside(text, _opaque(text))


def _opaque(text: str) -> Iterator[tuple[int, int]]:
    lines = text.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    if "```" in text or "~~~" in text or "$$" in text or "\\[" in text:
        for block in scan(lines):
            if block.kind in (BlockKind.FENCE, BlockKind.MATH):
                yield starts[block.first], starts[block.last + 1]
    for token in tokens(text):
        if token.kind not in _LINK_MARKS:
            yield token.start, token.end
