"""Outlines: a heading with none beneath it is a question, one with headings beneath it a section. In Org that is how
it is done; elsewhere it says something only where questions stand at several depths."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import zip_longest

from deckwright.seeds.document import Document
from deckwright.seeds.family import Family
from deckwright.seeds.inputs.org import is_org
from deckwright.seeds.markers.heading import heading_end, headline_mark
from deckwright.seeds.markers.label import strip_label
from deckwright.seeds.markers.mark import Mark
from deckwright.seeds.words import asks
from deckwright.text.blocks import Block, BlockKind

ONE_LEVEL = 0.7
"""Share of the headings without any beneath them from which on they are of one level, and others only if they ask."""


def find(document: Document, blocks: list[Block]) -> Iterator[Mark]:
    headlines = [block for block in blocks if block.kind is BlockKind.HEADING]
    leaves = Counter(
        block.level
        for block, following in zip_longest(headlines, headlines[1:])
        if following is None or following.level <= block.level
    )
    if not is_org(document) and len(leaves) < 2:
        return
    level, many = leaves.most_common(1)[0] if leaves else (0, 0)
    mostly = not is_org(document) and many > ONE_LEVEL * leaves.total()
    for block, following in zip_longest(headlines, headlines[1:]):
        if following is not None and following.level > block.level:
            continue
        line = document.lines[block.first]
        end = heading_end(line, block)
        number, text = strip_label(line, block.content, end)
        if mostly and block.level != level and not asks(line[text:end]):
            continue
        if line[text:end].strip():
            yield headline_mark(Family("outline"), block, line, text, end, number)
