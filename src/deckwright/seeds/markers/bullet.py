"""`- question`: bullets of one indentation are one family."""

from __future__ import annotations

from collections.abc import Iterator

from deckwright.blocks import Block, BlockKind, indent_of
from deckwright.seeds.document import Document
from deckwright.seeds.family import Family
from deckwright.seeds.markers.label import behind_label
from deckwright.seeds.markers.mark import Mark


def find(document: Document, blocks: list[Block]) -> Iterator[Mark]:
    for block in blocks:
        if block.kind is BlockKind.ITEM and block.item and block.item.number is None:
            line = document.lines[block.first]
            end = len(line.rstrip())
            if block.content < end:
                start = indent_of(line)[1]
                text = behind_label(line, block.content, end)
                yield Mark(Family("bullet", depth=block.indent), block.first, start, text, end)
