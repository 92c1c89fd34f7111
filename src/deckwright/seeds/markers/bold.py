"""`**A whole line in bold**`, or in italics: a heading for people who do not use headings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deckwright.blocks import Block, BlockKind
from deckwright.seeds.document import Document
from deckwright.seeds.family import Family
from deckwright.seeds.markers.label import strip_label
from deckwright.seeds.markers.mark import Mark

_WHOLE = re.compile(r"(?P<sign>\*{1,3}|_{1,2})(?=[^\s*_])(?:(?!(?P=sign)).)+(?P=sign)[ \t]*(?P<colon>[:：]?)$")


def find(document: Document, blocks: list[Block]) -> Iterator[Mark]:
    for block in blocks:
        if block.kind is not BlockKind.TEXT:
            continue
        line = document.lines[block.first].rstrip()
        if match := _WHOLE.match(line, block.content):
            family = Family("bold", "" if len(match["sign"]) > 1 else "italic")
            begin = match.end("sign")
            end = line.rindex(match["sign"])
            number, text = strip_label(line, begin, end)
            if line[text:end].strip():
                yield Mark(family, block.first, block.content, text, end, number, bare=begin)
