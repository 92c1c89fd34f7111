"""Records that only the layout shows: a line over indented ones, a line over a list or code."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence

from deckwright.seeds.document import Document
from deckwright.seeds.family import Family
from deckwright.seeds.markers.heading import heading_end
from deckwright.seeds.markers.label import behind_dress, strip_label
from deckwright.seeds.markers.mark import Mark
from deckwright.seeds.slices import Slice, Slot
from deckwright.text.blocks import Block, BlockKind, indent_of

LEAST = 4
"""Records from which on a layout is a pattern."""

LONGEST = 300
"""Characters of a line that asks."""

SHARE = 0.5
"""Share of the places of one kind that must be records."""


def find_indented(document: Document, blocks: list[Block]) -> Iterator[Mark]:
    """A line at the margin over indented ones: the definitions of a glossary."""
    heads: list[tuple[Block, int]] = []
    margin = 0
    for at, block in enumerate(blocks):
        if block.indent or block.kind is not BlockKind.TEXT:
            continue
        margin += 1
        if document.lines[block.first].startswith((".. ", ":", "??? ", "!!! ")):
            continue
        last = at + 1
        while last < len(blocks) and (blocks[last].indent or blocks[last].kind is BlockKind.BLANK):
            last += 1
        while blocks[last - 1].kind is BlockKind.BLANK:
            last -= 1
        if last > at + 1:
            heads.append((block, blocks[last - 1].last))
    if len(heads) >= max(LEAST, SHARE * margin):
        for block, end in heads:
            yield _mark(document, Family("indented"), block, end)


def find_over(document: Document, blocks: list[Block]) -> Iterator[Mark]:
    """A paragraph of one line over a list, code, a quotation; those of one kind are one family."""
    told = [block for block in blocks if block.kind is not BlockKind.BLANK]
    single = [at for at, block in enumerate(told) if _is_single(document, told, at)]
    found: dict[str, list[int]] = defaultdict(list)
    for at in single:
        if at + 1 < len(told) and (name := _BENEATH.get(told[at + 1].kind)):
            found[name].append(at)
    for name, heads in found.items():
        if len(heads) < max(LEAST, SHARE * len(single)):
            continue
        stops = {*heads, *(at for at, block in enumerate(told) if block.kind in (BlockKind.HEADING, BlockKind.RULE))}
        ends = sorted(stops)
        for at in heads:
            behind = bisect_right(ends, at)
            end = ends[behind] if behind < len(ends) else len(told)
            yield _mark(document, Family("over", name), told[at], told[end - 1].last)


def find_quoted(document: Document, blocks: list[Block]) -> Iterator[Mark]:
    """A quotation of one line, and what is not quoted beneath it."""
    marks = []
    for above, block, below in zip([None, *blocks], blocks, [*blocks[1:], None], strict=False):
        near = [one.kind for one in (above, below) if one]
        if block.kind is BlockKind.QUOTE and BlockKind.QUOTE not in near:
            line = document.lines[block.first]
            end = len(line.rstrip())
            number, text = strip_label(line, behind_dress(line, block.content, end), end)
            if line[text:end].strip():
                marks.append(Mark(Family("quoted"), block.first, indent_of(line)[1], text, end, number))
    yield from marks if len(marks) >= LEAST else ()


_BENEATH = {BlockKind.ITEM: "list", BlockKind.FENCE: "code", BlockKind.QUOTE: "quote"}


def _is_single(document: Document, told: Sequence[Block], at: int) -> bool:
    """Whether a block is a line of text by itself, or one right above what is no text."""
    block = told[at]
    if block.kind is not BlockKind.TEXT or block.indent or len(document.lines[block.first]) > LONGEST:
        return False
    above = block.first and document.lines[block.first - 1].strip()
    goes_on = at + 1 < len(told) and told[at + 1].kind is BlockKind.TEXT and told[at + 1].first == block.last + 1
    return not (above and told[at - 1].kind is BlockKind.TEXT) and not goes_on


def _mark(document: Document, family: Family, block: Block, last: int) -> Mark:
    line = document.lines[block.first]
    end = heading_end(line, block) if block.kind is BlockKind.HEADING else len(line.rstrip())
    number, text = strip_label(line, block.content, end)
    slots = (
        Slot("question", (Slice(block.first, text, end),)),
        Slot("answer", tuple(Slice(at, 0, len(document.lines[at])) for at in range(block.last + 1, last + 1))),
    )
    stop = len(document.lines[last].rstrip())
    return Mark(family, block.first, indent_of(line)[1], text, stop, number, last=last, slots=slots)
