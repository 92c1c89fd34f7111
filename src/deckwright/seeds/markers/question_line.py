"""A line that ends in a question mark and begins a paragraph, where nothing else marks the questions.

The weakest of all signs, since articles ask now and then as well: it counts where the questions come thick.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from deckwright.seeds.document import Document
from deckwright.seeds.family import Family
from deckwright.seeds.markers.label import strip_label
from deckwright.seeds.markers.mark import Mark
from deckwright.seeds.words import asks
from deckwright.text.blocks import Block, BlockKind, indent_of

LONGEST = 200
"""Characters of a question; what is longer is a paragraph that happens to end in one."""

EVERY = 700
"""Characters from one question to the next, half of the time at most: answers on cards are short."""

_TAGS = re.compile(r"\s*(?:<(?:p|b|strong|i|em|u|br|font|span)\b[^<>]*>\s*)+", re.I)
_TAGS_BEHIND = re.compile(
    r"(?<!\s)(?<!</[pbiu]>)(?<!</em>)(?<!</(?:font|span)>)(?<!</strong>)(?<!<br>)(?<!<br/>)"  # a run from its beginning
    r"(?:\s*(?:</(?:p|b|strong|i|em|u|font|span)>|<br\s*/?>))+\s*$",
    re.I,
)


def find(document: Document, blocks: list[Block]) -> Iterator[Mark]:
    found: list[Mark] = []
    before: Block | None = None
    for block in blocks:
        opens = before is None or before.kind in (
            BlockKind.BLANK,
            BlockKind.HEADING,
            BlockKind.RULE,
            BlockKind.FRONT_MATTER,
        )
        goes_on = bool(found) and found[-1].line == block.first - 1
        if (opens or goes_on) and (mark := _question(document, block)):
            found.append(mark)
        before = block
    gaps = sorted(_characters(document, one.line, other.line) for one, other in pairwise(found))
    if len(found) >= 3 and gaps[len(gaps) // 2] <= EVERY:
        yield from found


def _question(document: Document, block: Block) -> Mark | None:
    if block.kind not in (BlockKind.TEXT, BlockKind.QUOTE, BlockKind.HTML) or block.indent >= 4:
        return None
    line = document.lines[block.first]
    start, end = block.content, len(line.rstrip())
    if end - start > 2 * LONGEST:
        return None
    if match := _TAGS.match(line, start):
        start = match.end()
    if match := _TAGS_BEHIND.search(line, start, end):
        end = match.start()
    if end - start > LONGEST or not asks(line[start:end]):
        return None
    number, text = strip_label(line, start, end)
    return Mark(Family("question-line"), block.first, indent_of(line)[1], text, end, number, bare=start)


def _characters(document: Document, first: int, last: int) -> int:
    return sum(len(document.lines[at]) for at in range(first, last))
