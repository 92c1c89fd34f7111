"""`- question`: bullets of one indentation are one family, and so are those of them that are dressed alike."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from deckwright.blocks import Block, BlockKind, indent_of
from deckwright.seeds.document import Document
from deckwright.seeds.family import Family
from deckwright.seeds.markers.label import behind_dress
from deckwright.seeds.markers.mark import Mark
from deckwright.seeds.slices import Slice, Slot
from deckwright.seeds.words import asks

LEAST = 3
"""Items of one dress, and others without it, before the dress is a sign."""

_DRESSES = {
    "bold": re.compile(r"(?:\*\*|__)[^*]+(?:\*\*|__)\W*$"),
    "link": re.compile(r"(?:\[[ xX]\][ \t]+)?\[[^\[\]]*\]\([^()]*\)\W*$"),
}


def find(document: Document, blocks: list[Block]) -> Iterator[Mark]:
    families: dict[Family, list[tuple[str, Mark]]] = defaultdict(list)
    for block in blocks:
        if block.kind is BlockKind.ITEM and block.item and block.item.number is None:
            line = document.lines[block.first]
            end = len(line.rstrip())
            if block.content < end:
                start = indent_of(line)[1]
                text = behind_dress(line, block.content, end)
                mark = Mark(Family("bullet", depth=block.indent), block.first, start, text, end)
                families[mark.family].append((_dress(line[block.content : end]), mark))
    for family, found in families.items():
        yield from (mark for _, mark in found)
        for dress in ("bold", "link", "asks"):
            dressed = [mark for one, mark in found if one == dress]
            if LEAST <= len(dressed) <= len(found) - LEAST:
                yield from (replace(mark, family=replace(family, form=dress)) for mark in dressed)


def _dress(text: str) -> str:
    name = next((name for name, pattern in _DRESSES.items() if pattern.match(text)), "")
    return name or ("asks" if asks(text) else "")


def find_asking(document: Document, blocks: list[Block]) -> Iterator[Mark]:
    """Items that ask, at any depth of a list; what is deeper answers them, and what stands beneath without a bullet."""
    items = [block for block in blocks if block.kind is BlockKind.ITEM]
    asked = [block for block in items if asks(document.lines[block.first])]
    if len(asked) < LEAST or len({block.indent for block in asked}) < 2:
        return
    lines = {block.first for block in asked}
    places = {block.first: at for at, block in enumerate(blocks)}
    for block in asked:
        line = document.lines[block.first]
        last = block.last
        for below in blocks[places[block.first] + 1 :]:
            ends = below.kind in (BlockKind.HEADING, BlockKind.RULE)
            if ends or (below.kind is BlockKind.ITEM and (below.indent <= block.indent or below.first in lines)):
                break
            last = last if below.kind is BlockKind.BLANK else below.last
        text = behind_dress(line, block.content, len(line.rstrip()))
        slots = (
            Slot("question", (Slice(block.first, text, len(line.rstrip())),)),
            Slot("answer", tuple(Slice(at, 0, len(document.lines[at])) for at in range(block.first + 1, last + 1))),
        )
        end = len(document.lines[last].rstrip())
        yield Mark(Family("item"), block.first, indent_of(line)[1], text, end, last=last, slots=slots)
