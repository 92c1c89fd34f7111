"""`<summary>question</summary>`: the line that a browser shows of a folded answer."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deckwright.seeds.document import Document
from deckwright.seeds.family import Family
from deckwright.seeds.markers.html import html_lines
from deckwright.seeds.markers.label import strip_label
from deckwright.seeds.markers.mark import Mark
from deckwright.text.blocks import Block, indent_of

LONGEST = 60
"""Lines that a summary may take; one that is not closed by then is no question."""

_OPENING = re.compile(r"\s*(?:<details\b[^<>]*>\s*)?<summary\b[^<>]*>(?:\s*<(?:b|strong|i|em)>)?", re.I)
_CLOSING = re.compile(r"(?:</(?:b|strong|i|em)>\s*)?</summary>", re.I)


def find(document: Document, blocks: list[Block]) -> Iterator[Mark]:
    for at, line in html_lines(document, blocks):
        if not (opening := _OPENING.match(line)):
            continue
        last, closing = _closing(document, at, opening.end())
        if closing is None:
            continue
        number, text = strip_label(line, opening.end(), closing.start() if last == at else len(line))
        if line[text : closing.start() if last == at else len(line)].strip():
            start = indent_of(line)[1]
            yield Mark(
                Family("summary"),
                at,
                start,
                text,
                closing.start(),
                number,
                last=last,
                resume=closing.end(),
                bare=opening.end(),
            )


def _closing(document: Document, at: int, start: int) -> tuple[int, re.Match[str] | None]:
    """The line of `</summary>`, and where it stands there."""
    for line in range(at, min(at + LONGEST, len(document.lines))):
        begin = start if line == at else 0
        if closing := _CLOSING.search(document.lines[line], begin):
            return line, closing
        if line > at and _OPENING.match(document.lines[line]):
            break
    return at, None
