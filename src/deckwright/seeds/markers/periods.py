"""Records of as many lines each, with nothing between them: a question, its options, the number of the right one, and
the next question; a word, how it sounds, what it means. The period is the one in which lines that ask, or that name one
of those above, fall into step; or each record begins above the line that says how its word sounds."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from deckwright.seeds.columns import RIGHT, is_transcription
from deckwright.seeds.document import Document
from deckwright.seeds.family import Family
from deckwright.seeds.grid import Cell, Row
from deckwright.seeds.markers.mark import Mark
from deckwright.seeds.markers.rows import records
from deckwright.seeds.slices import Slice
from deckwright.text.blocks import Block, BlockKind

LEAST = 4
"""Records from which on there may be a period."""

LONGEST = 9
"""Lines of a record."""

STEADY, ELSEWHERE = 0.8, 0.2
"""Share of the records in which one line must ask, and of other lines that may, or that may have a sign or a number
before their words: then these show what they are."""

_DRESSED = re.compile(r"[^\w\s\"'“„«¿¡(（「『《<+-]|\d{1,3}[.)、．:：]|[A-Za-z][.)]\s")


def find(document: Document, blocks: list[Block]) -> Iterator[Mark]:
    if any(block.kind in (BlockKind.HEADING, BlockKind.TABLE, BlockKind.FENCE) for block in blocks):
        return
    told = [block.first for block in blocks if block.kind in (BlockKind.TEXT, BlockKind.ITEM)]
    lines = [document.lines[at].strip() for at in told]
    if starts := _above_sounds(lines):
        rows = [_row(document, told[first:last]) for first, last in pairwise([*starts, len(told)])]
        yield from records(Family("period", "sounds"), document, rows, {}, None)
        return
    head = bool(lines) and lines[0].isdecimal()  # how many there are
    for start in (0, 1) if head else (0,):
        for period in range(2, LONGEST + 1):
            many, rest = divmod(len(told) - start, period)
            if many >= LEAST and not rest and _is_period(lines[start:], period):
                rows = [_row(document, told[at : at + period]) for at in range(start, len(told), period)]
                yield from records(Family("period", str(period)), document, rows, {}, None)
                return


def _row(document: Document, told: Sequence[int]) -> Row:
    cells = []
    for at in told:
        line = document.lines[at]
        cells.append(Cell((Slice(at, len(line) - len(line.lstrip()), len(line.rstrip())),)))
    return Row(told[0], told[-1], tuple(cells))


def _above_sounds(lines: Sequence[str]) -> list[int]:
    """Where words begin beneath which a line of its own says how they sound; none if they are not all there is."""
    sounds = [at for at in range(1, len(lines)) if is_transcription(lines[at]) and not is_transcription(lines[at - 1])]
    gaps = Counter(two - one for one, two in pairwise(sounds))
    period, times = gaps.most_common(1)[0] if gaps else (0, 0)
    steady = times >= STEADY * len(sounds) and sounds[:1] == [1] and 2 < period <= LONGEST
    return [at - 1 for at in sounds] if steady and len(sounds) >= LEAST else []


def _is_period(lines: Sequence[str], period: int) -> bool:
    """Whether the first line of each record asks, and no other does; and the last names one of the others, where there
    are more than two."""
    many = len(lines) // period
    if sum(_DRESSED.match(line) is not None for line in lines) > ELSEWHERE * many:
        return False
    asking = [sum("?" in line or "？" in line for line in lines[at::period]) / many for at in range(period)]
    steady = asking[0] >= STEADY and all(share <= ELSEWHERE for share in asking[1:])
    if period == 2:
        return steady
    last = lines[period - 1 :: period]
    again = sum(text in lines[at * period + 1 : (at + 1) * period - 1] for at, text in enumerate(last))
    lettered = all(RIGHT.match(text) for text in last) and not any(RIGHT.match(text) for text in lines[::period])
    return (steady or lettered) and (lettered or again >= STEADY * many)
