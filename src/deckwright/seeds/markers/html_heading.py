"""`<h3>question</h3>`"""

from __future__ import annotations

import re
from collections.abc import Iterator

from deckwright.seeds.document import Document
from deckwright.seeds.family import Family
from deckwright.seeds.markers.html import html_lines
from deckwright.seeds.markers.label import strip_label
from deckwright.seeds.markers.mark import Mark
from deckwright.text.blocks import Block, indent_of

_OPENING = re.compile(r"\s*<h([1-6])\b[^<>]*>[ \t]*", re.I)
LONGEST = 8
"""Lines that a heading may take."""


def find(document: Document, blocks: list[Block]) -> Iterator[Mark]:
    for at, line in html_lines(document, blocks):
        if (match := _OPENING.match(line)) and (place := _closing(document, at, match)):
            last, closing = place
            end = closing.start() if last == at else len(line)
            number, text = strip_label(line, match.end(), end)
            if not line[text:end].strip() and last == at:
                continue
            stop = len(document.lines[last][: closing.start()].rstrip())
            family = Family("html-heading", depth=int(match[1]))
            yield Mark(
                family, at, indent_of(line)[1], text, stop, number, last=last, resume=closing.end(), bare=match.end()
            )


def _closing(document: Document, at: int, opening: re.Match[str]) -> tuple[int, re.Match[str]] | None:
    """The line of the closing tag, and where it stands there."""
    closing = re.compile(rf"</h{opening[1]}\s*>", re.I)
    for line in range(at, min(at + LONGEST, len(document.lines))):
        if match := closing.search(document.lines[line], opening.end() if line == at else 0):
            return line, match
    return None
