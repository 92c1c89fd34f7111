"""`**A whole line in bold**`, or in italics: a heading for people who do not use headings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deckwright.seeds.document import Document
from deckwright.seeds.family import Family
from deckwright.seeds.markers.label import strip_label
from deckwright.seeds.markers.mark import Mark
from deckwright.text.blocks import Block, BlockKind

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
        elif last := _last_line(document, block):
            number, text = strip_label(line, block.content + 2, len(line))
            end = len(document.lines[last].rstrip()) - 2
            yield Mark(Family("bold"), block.first, block.content, text, end, number, last=last, bare=block.content + 2)


LONGEST = 6
"""Lines of a paragraph that is all in bold."""


def _last_line(document: Document, block: Block) -> int | None:
    """The last line of a paragraph whose first opens the bold that its last closes; None where there is none."""
    first = document.lines[block.first]
    sign = first[block.content : block.content + 2]
    above = document.lines[block.first - 1] if block.first else ""
    if sign not in ("**", "__") or first.count(sign) != 1 or not first[block.content + 2 :].strip() or above.strip():
        return None
    for at in range(block.first + 1, min(block.first + LONGEST, len(document.lines))):
        line = document.lines[at].rstrip()
        if not line or sign in line[:-2]:
            return None
        if line.endswith(sign):
            below = document.lines[at + 1] if at + 1 < len(document.lines) else ""
            return None if below.strip() else at
    return None
