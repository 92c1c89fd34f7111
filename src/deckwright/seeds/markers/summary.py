"""`<summary>question</summary>`: the line that a browser shows of a folded answer."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deckwright.blocks import Block, BlockKind, indent_of
from deckwright.seeds.document import Document
from deckwright.seeds.markers.label import strip_label
from deckwright.seeds.markers.mark import Mark

_SUMMARY = re.compile(r"\s*(?:<details\b[^<>]*>\s*)?<summary\b[^<>]*>(?:\s*<(?:b|strong|i|em)>)?", re.I)
_CLOSING = re.compile(r"(?:</(?:b|strong|i|em)>\s*)?</summary>", re.I)


def find(document: Document, blocks: list[Block]) -> Iterator[Mark]:
    for block in blocks:
        if block.kind is not BlockKind.HTML:
            continue
        for at in range(block.first, block.last + 1):
            line = document.lines[at]
            if (opening := _SUMMARY.match(line)) and (closing := _CLOSING.search(line, opening.end())):
                number, text = strip_label(line, opening.end(), closing.start())
                if line[text : closing.start()].strip():
                    start = indent_of(line)[1]
                    yield Mark("summary", at, start, text, closing.start(), number)
