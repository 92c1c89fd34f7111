"""A term and its definition: `Term` above `: definition`, `<dt>term</dt>` above `<dd>definition</dd>`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deckwright.seeds.document import Document
from deckwright.seeds.family import Family
from deckwright.seeds.markers.html import html_lines
from deckwright.seeds.markers.label import strip_label
from deckwright.seeds.markers.mark import Mark
from deckwright.text.blocks import Block, BlockKind, indent_of

FAMILY = Family("definition")
SIGN = re.compile(r"[ ]{0,3}:[ \t]+(?=\S)")
_TERM = re.compile(r"\s*<dt\b[^<>]*>\s*(?P<words>(?:(?!</?d[tdl]\b).)+?)\s*(?:</dt>|$)", re.I)


def find(document: Document, blocks: list[Block]) -> Iterator[Mark]:
    """Definition lists as Markdown Extra writes them."""
    for block in blocks:
        if block.kind is not BlockKind.TEXT or block.first + 1 >= len(document.lines):
            continue
        line = document.lines[block.first]
        if SIGN.match(line):
            continue
        below = block.first + (1 if document.lines[block.first + 1].strip() else 2)
        if below < len(document.lines) and SIGN.match(document.lines[below]):
            end = len(line.rstrip())
            number, text = strip_label(line, block.content, end)
            yield Mark(FAMILY, block.first, block.content, text, end, number)


def find_term(document: Document, blocks: list[Block]) -> Iterator[Mark]:
    """Definition lists in HTML."""
    for at, line in html_lines(document, blocks):
        if match := _TERM.match(line):
            number, text = strip_label(line, *match.span("words"))
            end = match.end("words")
            yield Mark(Family("html-term"), at, indent_of(line)[1], text, end, number, last=at, resume=match.end())
