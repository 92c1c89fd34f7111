"""`## Question`, with or without a number or a label behind the hashes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deckwright.seeds.document import Document
from deckwright.seeds.family import Family
from deckwright.seeds.inputs.org import tag_slots
from deckwright.seeds.markers.label import bare_label, strip_label
from deckwright.seeds.markers.mark import Mark
from deckwright.seeds.words import names_nothing_asked
from deckwright.text.blocks import Block, BlockKind, indent_of

_ATTRIBUTES = re.compile(r"(?<![ \t])[ \t]++\{:?[ \t]*[#.][^{}]*\}$")
_CLOSING = re.compile(r"(?:^|[ \t])#+[ \t]*$")


_LETTER = re.compile(r"([A-Za-z])[.)][ \t]+(?=\S)")


def find(document: Document, blocks: list[Block]) -> Iterator[Mark]:
    lettered = _lettered(document, blocks)
    for block in blocks:
        if block.kind is not BlockKind.HEADING:
            continue
        line = document.lines[block.first]
        end = heading_end(line, block)
        number, text = strip_label(line, block.content, end)
        if block.level in lettered and (match := _LETTER.match(line, block.content, end)):
            number, text = (ord(match[1].upper()) - 64,), match.end()
        if names_nothing_asked(line[block.content : end]):
            number, text = (), block.content  # the number of a release is no label
        if bare := bare_label(document.lines, block.first, block.content, end):
            ends = len(document.lines[bare[1]].rstrip())
            number, text = (bare[0],), len(line)
            yield Mark(
                Family("heading", depth=block.level), block.first, indent_of(line)[1], text, ends, number, last=bare[1]
            )
        elif line[text:end].strip():
            yield headline_mark(Family("heading", depth=block.level), block, line, text, end, number)


def _lettered(document: Document, blocks: list[Block]) -> set[int]:
    """The levels whose headings are counted A., B., C.: one such heading alone may be a name."""
    found: dict[int, str] = {}
    for block in blocks:
        if block.kind is BlockKind.HEADING and (match := _LETTER.match(document.lines[block.first], block.content)):
            found[block.level] = found.get(block.level, "") + match[1].upper()
    return {level for level, letters in found.items() if "ABC" in letters}


def headline_mark(family: Family, block: Block, line: str, text: int, end: int, number: tuple[int, ...]) -> Mark:
    """The mark of a heading in one line, whose words are `line[text:end]`, with the tags behind them."""
    indent, tags = indent_of(line)[1], tag_slots(line, block)
    return Mark(family, block.first, indent, text, end, number, bare=block.content, slots=tags)


def heading_end(line: str, block: Block) -> int:
    """Where the words end: before attributes (`{#id}`), closing hashes (`## Words ##`) and trailing space."""
    if block.end is not None:
        return block.end
    start = block.content
    bare = line[start:].rstrip()
    if bare.endswith("}") and (attributes := _ATTRIBUTES.search(bare)):
        bare = bare[: attributes.start()]
    closing = _CLOSING.search(bare)
    return start + len((bare[: closing.start()] if closing else bare).rstrip())
