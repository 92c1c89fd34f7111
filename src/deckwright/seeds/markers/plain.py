"""Questions that nothing marks but their place: one a line, the first line of every block of lines, one after another
in a single line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from deckwright.seeds.document import Document
from deckwright.seeds.family import Family
from deckwright.seeds.markers.mark import Mark
from deckwright.seeds.slices import Slice, Slot
from deckwright.text.blocks import Block, BlockKind, indent_of

LEAST = 5
"""Records from which on a mere place is a pattern."""

LONGEST = 500
"""Characters of a line that is one question."""

_PLAIN = (BlockKind.TEXT, BlockKind.ITEM)


def find_lines(document: Document, blocks: list[Block]) -> Iterator[Mark]:
    """Every line of text, where there is little else: a list of questions without any sign."""
    told = [block for block in blocks if block.kind in _PLAIN]
    other = sum(block.kind not in (*_PLAIN, BlockKind.BLANK, BlockKind.HEADING) for block in blocks)
    if len(told) < LEAST or other > 0.1 * len(told):
        return
    for block in told:
        line = document.lines[block.first]
        end = len(line.rstrip())
        if end - block.content > LONGEST or not any(map(str.isalnum, line[block.content : end])):
            continue
        slots = (Slot("question", (Slice(block.first, block.content, end),)),)
        yield Mark(Family("line"), block.first, indent_of(line)[1], block.content, end, last=block.first, slots=slots)


def find_stanzas(document: Document, blocks: list[Block]) -> Iterator[Mark]:
    """The first line of every block of two lines and more that blank lines part; the rest of it answers."""
    runs = list(_runs(blocks))
    two = [run for run in runs if len(run) >= 2]
    bare = [run for run in two if run[0].kind is BlockKind.TEXT]
    if len(bare) < LEAST or len(two) < 0.6 * len(runs) or len(bare) < 0.5 * len(two):
        return  # where bullets or numbers begin the blocks, these are the signs
    for run in two:
        first = run[0]
        line = document.lines[first.first]
        end = len(line.rstrip())
        stop = run[-1].last
        slots = (
            Slot("question", (Slice(first.first, first.content, end),)),
            Slot("answer", tuple(Slice(at, 0, len(document.lines[at])) for at in range(first.first + 1, stop + 1))),
        )
        yield Mark(
            Family("stanza"), first.first, indent_of(line)[1], first.content, len(document.lines[stop].rstrip()),
            last=stop, slots=slots,
        )  # fmt: skip


def _runs(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    run: list[Block] = []
    for block in blocks:
        if block.kind in (*_PLAIN, BlockKind.QUOTE):
            run.append(block)
            continue
        if run:
            yield run
        run = []
    if run:
        yield run


_COUNT = re.compile(r"(?:(?<=\s)|(?<=[^\s\d.,(])|^)(?P<number>\d{1,3})(?P<sign>[.)、．）])[ \t\u3000]*(?=[^\s\d])")


def find_inline(document: Document, blocks: list[Block]) -> Iterator[Mark]:
    """`1. … 2. … 3. …` in one line, as lists are when they lose their line ends."""
    for block in blocks:
        if block.kind not in _PLAIN:
            continue
        line = document.lines[block.first]
        chain: list[re.Match[str]] = []
        for match in _COUNT.finditer(line):
            if int(match["number"]) == len(chain) + 1 and (not chain or match["sign"] == chain[0]["sign"]):
                chain.append(match)
        if len(chain) < LEAST:
            continue
        ends = [*(match.start() for match in chain[1:]), len(line.rstrip())]
        for match, end in zip(chain, ends, strict=True):
            words = Slice(block.first, match.end(), match.end() + len(line[match.end() : end].rstrip()))
            slots = (Slot("question", (words,)),)
            number = (int(match["number"]),)
            start = match.start("number")
            yield Mark(
                Family("inline-number"), block.first, start, match.end(), end, number, last=block.first, slots=slots
            )
