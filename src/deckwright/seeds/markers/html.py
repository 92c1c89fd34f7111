"""The lines of a document that are HTML."""

from __future__ import annotations

from collections.abc import Iterator

from deckwright.seeds.document import Document
from deckwright.text.blocks import Block, BlockKind


def html_lines(document: Document, blocks: list[Block]) -> Iterator[tuple[int, str]]:
    """Every line of the blocks of HTML, with its index."""
    for block in blocks:
        if block.kind is BlockKind.HTML:
            for at in range(block.first, block.last + 1):
                yield at, document.lines[at]
