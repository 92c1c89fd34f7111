"""Questions that lost their line or their number, in text exported from a PDF.

Such an export drops line ends and numbers here and there, so that a question stands at the end of the answer
before it, or on a line of its own without its number. A document that was written as text has no such damage, and
a question in its running text is rhetoric. So three signs are asked for before any question is split off: the
document has no markup at all, its questions are told by plain numbers, and nearly all of them end in a question
mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from deckwright.seeds.document import Document
from deckwright.seeds.markers.mark import Mark
from deckwright.seeds.words import asks, question_likeness
from deckwright.text.blocks import Block, BlockKind

SHARE_ASKING = 0.8
"""Share of the numbered questions that must end in a question mark before an unnumbered line that does is one."""

LONGEST_QUESTION = 80
"""Characters; a longer last sentence is taken for rhetoric."""

_SENTENCE = re.compile(r"[。；;!！.](?=[^\s\d.。；;!！])")


def lost_questions(document: Document, blocks: Sequence[Block], marks: Sequence[Mark]) -> Iterator[Mark]:
    """Marks for the questions that stand in the running text of a damaged document."""
    if not _damaged(document, blocks, marks):
        return
    asked = {mark.line for mark in marks}
    text_lines = [block.first for block in blocks if block.kind in (BlockKind.TEXT, BlockKind.ITEM)]
    has_more = dict(pairwise(text_lines))
    for block in blocks:
        line = block.first
        if line in asked or line <= marks[0].line or block.kind not in (BlockKind.TEXT, BlockKind.ITEM):
            continue
        words = document.lines[line].rstrip()
        if not asks(words) or line not in has_more or has_more[line] in asked:
            continue
        cuts = [match.end() for match in _SENTENCE.finditer(words, block.content)]
        start = cuts[-1] if cuts else block.content
        if len(words) - start > LONGEST_QUESTION or question_likeness(words[start:]) < 1:
            continue
        if cuts:
            yield Mark(marks[0].family, line, start, start, len(words), flag="split-from-running-text")
        elif block.kind is BlockKind.TEXT:
            yield Mark(marks[0].family, line, start, start, len(words), flag="unnumbered")


def _damaged(document: Document, blocks: Sequence[Block], marks: Sequence[Mark]) -> bool:
    if not marks or marks[0].family.kind not in ("number", "dotted"):
        return False
    markup = (BlockKind.HEADING, BlockKind.QUOTE, BlockKind.FENCE, BlockKind.TABLE, BlockKind.HTML)
    for block in blocks:
        if block.kind in markup or (block.item and block.item.form in ("-", "*", "+")):
            return False
        if "**" in document.lines[block.first]:
            return False
    asking = sum(asks(document.lines[mark.line][mark.text : mark.end]) for mark in marks)
    return asking >= SHARE_ASKING * len(marks)
