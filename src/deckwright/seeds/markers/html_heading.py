"""`<h3>question</h3>`"""

from __future__ import annotations

import re
from collections.abc import Iterator

from deckwright.blocks import Block, indent_of
from deckwright.seeds.document import Document
from deckwright.seeds.family import Family
from deckwright.seeds.markers.html import html_lines
from deckwright.seeds.markers.label import strip_label
from deckwright.seeds.markers.mark import Mark

_HEADING = re.compile(r"\s*<h([1-6])\b[^<>]*>\s*(?P<words>(?:(?!</h[1-6]>).)+?)\s*</h\1>", re.I)


def find(document: Document, blocks: list[Block]) -> Iterator[Mark]:
    for at, line in html_lines(document, blocks):
        if match := _HEADING.match(line):
            number, text = strip_label(line, *match.span("words"))
            start = indent_of(line)[1]
            end = match.end("words")
            yield Mark(
                Family("html-heading", depth=int(match[1])), at, start, text, end, number, last=at, resume=match.end()
            )
