"""A term and its definition: `Term` above `: definition`, `<dt>term</dt>` above `<dd>definition</dd>`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deckwright.blocks import Block, BlockKind, indent_of
from deckwright.seeds.document import Document
from deckwright.seeds.family import Family
from deckwright.seeds.markers.html import html_lines
from deckwright.seeds.markers.label import strip_label
from deckwright.seeds.markers.mark import Mark
from deckwright.seeds.slices import Slice, Slot

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


LONGEST, LEAST, SHARE = 80, 3, 0.6
"""Characters of a term over an indented definition; how many there must be, and their share of the paragraphs that are
not indented."""


def find_indented(document: Document, blocks: list[Block]) -> Iterator[Mark]:
    """A short line and, right beneath it, its definition, set in: a list of definitions as reST has it."""
    lines = document.lines
    outer, terms = 0, []
    before: Block | None = None
    for block in blocks:
        opens = before is None or before.kind is not BlockKind.TEXT or before.indent
        before = block
        if block.kind is not BlockKind.TEXT or block.indent or not opens:
            continue
        outer += 1
        term, below = lines[block.first].rstrip(), lines[block.first + 1 : block.first + 2]
        if below and below[0].strip() and below[0][0] in " \t" and len(term) <= LONGEST and term[-1] not in ".。:：":
            terms.append(block.first)
    if len(terms) < LEAST or len(terms) < SHARE * outer:
        return
    for at in terms:
        last = at
        while last + 1 < len(lines) and (not lines[last + 1].strip() or lines[last + 1][0] in " \t"):
            last += 1
        while not lines[last].strip():
            last -= 1
        end = len(lines[at].rstrip())
        body = [Slice(below, 0, len(lines[below])) for below in range(at + 1, last + 1)]
        slots = (Slot("question", (Slice(at, 0, end),)), Slot("answer", tuple(body)))
        yield Mark(Family("definition", "indented"), at, 0, 0, len(lines[last].rstrip()), last=last, slots=slots)


def find_term(document: Document, blocks: list[Block]) -> Iterator[Mark]:
    """Definition lists in HTML."""
    for at, line in html_lines(document, blocks):
        if match := _TERM.match(line):
            number, text = strip_label(line, *match.span("words"))
            end = match.end("words")
            yield Mark(Family("html-term"), at, indent_of(line)[1], text, end, number, last=at, resume=match.end())
