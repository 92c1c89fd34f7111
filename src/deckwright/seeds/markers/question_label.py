"""`Q12：…`, `**Q:** …`, `问：…`, `第3题 …` at the beginning of a line of text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from deckwright.seeds.document import Document
from deckwright.seeds.family import Family
from deckwright.seeds.markers.label import (
    EMPHASIS,
    QUESTION,
    WITHIN,
    bare_label,
    behind_emphasis,
    label_number,
)
from deckwright.seeds.markers.mark import Mark
from deckwright.text.blocks import Block, BlockKind, indent_of


def find(document: Document, blocks: list[Block]) -> Iterator[Mark]:
    for block in blocks:
        if block.kind not in (BlockKind.TEXT, BlockKind.ITEM) or block.indent >= 4:
            continue  # an indented label is an example of one
        line = document.lines[block.first]
        start = block.content
        if emphasis := EMPHASIS.match(line, start):
            start = emphasis.end()
        if bare := bare_label(document.lines, block.first, start):
            end = len(document.lines[bare[1]].rstrip())
            yield Mark(
                Family("question-label"), block.first, indent_of(line)[1], len(line), end, (bare[0],), last=bare[1]
            )
        elif match := QUESTION.match(line, start):
            end = len(line.rstrip())
            text = behind_emphasis(line, start > block.content, match.end(), end)
            mark = Mark(Family("question-label"), block.first, indent_of(line)[1], text, end, label_number(match))
            answer = WITHIN.search(line, text, end)
            yield replace(mark, end=answer.start(), last=mark.line, resume=answer.end()) if answer else mark
