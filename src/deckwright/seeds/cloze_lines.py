"""hashcards' `C: The [queen] lays.`: a note with deletions, among notes with `Q:` and `A:`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from deckwright.seeds.document import Document
from deckwright.seeds.family import Family
from deckwright.seeds.markers.mark import Mark
from deckwright.text.blocks import Block, BlockKind
from deckwright.text.cloze import from_brackets

FAMILY = Family("cloze")
_LABEL = "C: "


def cloze_lines(document: Document, blocks: Sequence[Block], marks: Sequence[Mark]) -> Iterator[Mark]:
    """Marks for the paragraphs that begin with `C:` and have a deletion, where questions begin with `Q:`."""
    if not marks or marks[0].family.kind != "question-label":
        return
    asked = {mark.line for mark in marks}
    kinds = {block.first: block.kind for block in blocks}
    for block in blocks:
        line = document.lines[block.first]
        if block.kind is not BlockKind.TEXT or not line.startswith(_LABEL):
            continue
        last = block.first
        while kinds.get(last + 1) is BlockKind.TEXT and not _begins_note(document.lines[last + 1], last + 1, asked):
            last += 1
        text = "\n".join(document.lines[block.first : last + 1])[len(_LABEL) :]
        if from_brackets(text) != text:
            yield Mark(FAMILY, block.first, 0, len(_LABEL), len(document.lines[last].rstrip()), last=last)


def _begins_note(line: str, at: int, asked: set[int]) -> bool:
    return at in asked or line.startswith(_LABEL)
