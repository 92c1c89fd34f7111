"""`- question`: bullets of one indentation are one family, and so are those of them that are dressed alike."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from deckwright.seeds.document import Document
from deckwright.seeds.family import Family
from deckwright.seeds.markers.label import behind_label
from deckwright.seeds.markers.mark import Mark
from deckwright.text.blocks import Block, BlockKind, indent_of

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
            end = block.words_end(line)
            if block.content < end:
                start = indent_of(line)[1]
                text = behind_label(line, block.content, end)
                mark = Mark(Family("bullet", depth=block.indent), block.first, start, text, end)
                families[mark.family].append((_dress(line[block.content : end]), mark))
    for family, found in families.items():
        yield from (mark for _, mark in found)
        for dress in _DRESSES:
            dressed = [mark for one, mark in found if one == dress]
            if LEAST <= len(dressed) <= len(found) - LEAST:
                yield from (replace(mark, family=replace(family, form=dress)) for mark in dressed)


def _dress(text: str) -> str:
    return next((name for name, pattern in _DRESSES.items() if pattern.match(text)), "")
