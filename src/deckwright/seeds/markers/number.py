"""`12.` and `1.12` at the beginning of a line."""

from __future__ import annotations

from collections.abc import Iterator

from deckwright.blocks import Block, BlockKind, indent_of
from deckwright.seeds.document import Document
from deckwright.seeds.markers.label import dotted_number
from deckwright.seeds.markers.mark import Mark


def find(document: Document, blocks: list[Block]) -> Iterator[Mark]:
    """Numbered lines; the numbers of one form and one indentation are one family."""
    for block in blocks:
        if block.kind is BlockKind.ITEM and block.item and block.item.number is not None:
            line = document.lines[block.first]
            end = len(line.rstrip())
            if block.content < end:
                family = f"number-{'dot' if block.item.form == '1.' else block.item.form}-{block.indent}"
                start = block.content
                yield Mark(family, block.first, indent_of(line)[1], start, end, (block.item.number,))


def find_dotted(document: Document, blocks: list[Block]) -> Iterator[Mark]:
    """Lines under numbers of several parts; those of one depth are one family."""
    for block in blocks:
        if block.kind is not BlockKind.TEXT:
            continue
        line = document.lines[block.first]
        end = len(line.rstrip())
        if found := dotted_number(line, block.content, end):
            number, text = found
            yield Mark(f"dotted-{len(number)}", block.first, block.content, text, end, number)
