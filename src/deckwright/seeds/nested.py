"""A bullet under a question that is itself a question, with its answer beneath or beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from deckwright.seeds.document import Document
from deckwright.seeds.markers.mark import Mark
from deckwright.seeds.words import asks
from deckwright.text.blocks import Block, BlockKind, indent_of


def nested_questions(document: Document, blocks: Sequence[Block], marks: Sequence[Mark]) -> Iterator[Mark]:
    """Marks for the bullets one step inside a bulleted question that end in a question mark.

    In a list of questions the bullets beneath one are its answer; one that asks in turn, rather than tells, begins
    a note of its own. What follows it, deeper or as deep, answers it.
    """
    if not marks or marks[0].family.kind != "bullet":
        return
    outer = marks[0].family.depth or 0
    asked = {mark.line for mark in marks}
    inside: int | None = None
    below_question = False
    for block in blocks:
        if block.first in asked:
            inside, below_question = None, True
        elif below_question and block.kind is BlockKind.ITEM and block.item and block.indent > outer:
            inside = block.indent if inside is None else inside
            words = document.lines[block.first].rstrip()
            if block.indent == inside and asks(words):
                start = indent_of(words)[1]
                yield Mark(marks[0].family, block.first, start, block.content, len(words), flag="nested")
