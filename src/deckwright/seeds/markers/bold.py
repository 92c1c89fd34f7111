"""`**A whole line in bold**`: a heading for people who do not use headings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deckwright.blocks import Block, BlockKind
from deckwright.seeds.document import Document
from deckwright.seeds.family import Family
from deckwright.seeds.markers.label import strip_label
from deckwright.seeds.markers.mark import Mark

_WHOLE = re.compile(r"(\*\*|__)(?=\S)(?:(?!\1).)+\1$")


def find(document: Document, blocks: list[Block]) -> Iterator[Mark]:
    for block in blocks:
        if block.kind is not BlockKind.TEXT:
            continue
        line = document.lines[block.first].rstrip()
        if _WHOLE.match(line, block.content):
            number, text = strip_label(line, block.content + 2, len(line) - 2)
            yield Mark(Family("bold"), block.first, block.content, text, len(line) - 2, number, bare=block.content + 2)
