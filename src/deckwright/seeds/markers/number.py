"""`12.` and `1.12` at the beginning of a line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deckwright.seeds.document import Document
from deckwright.seeds.family import Family
from deckwright.seeds.markers.label import behind_label, count_of, dotted_number
from deckwright.seeds.markers.mark import Mark
from deckwright.text.blocks import Block, BlockKind, indent_of


def find(document: Document, blocks: list[Block]) -> Iterator[Mark]:
    """Numbered lines; the numbers of one form and one indentation are one family."""
    for block in blocks:
        if block.kind is BlockKind.ITEM and block.item and block.item.number is not None:
            line = document.lines[block.first]
            end = block.words_end(line)
            if block.content < end:
                family = Family("number", "dot" if block.item.form == "1." else block.item.form, block.indent)
                start = behind_label(line, block.content, end)
                yield Mark(family, block.first, indent_of(line)[1], start, end, (block.item.number,))


def find_dotted(document: Document, blocks: list[Block]) -> Iterator[Mark]:
    """Lines under numbers of several parts; those of one depth are one family."""
    for block in blocks:
        if block.kind is not BlockKind.TEXT:
            continue
        line = document.lines[block.first]
        end = len(line.rstrip())
        if found := dotted_number(line, block.content, end):
            number, text = found
            yield Mark(Family("dotted", depth=len(number)), block.first, block.content, text, end, number)


_ROMAN = {"I": 1, "V": 5, "X": 10}
_COUNTED = re.compile(
    r"(?P<chinese>[一二三四五六七八九十]{1,3})[、.．,，：:][ \t\u3000]*|(?P<roman>[IVX]{1,5})[.)][ \t]+"
    r"|[(（](?P<bracketed>[一二三四五六七八九十]{1,3})[)）][、.．]?[ \t\u3000]*"
)


def find_other(document: Document, blocks: list[Block]) -> Iterator[Mark]:
    """Lines counted in Chinese (`一、`) or in Roman capitals (`IV.`)."""
    found: dict[Family, list[Mark]] = {}
    for block in blocks:
        if block.kind is not BlockKind.TEXT:
            continue
        line = document.lines[block.first]
        match = _COUNTED.match(line, block.content)
        if match and line[match.end() :].strip():
            form = match.lastgroup or ""
            number = roman_number(match[form]) if form == "roman" else count_of(match[form])
            mark = Mark(
                Family("number", form, block.indent),
                block.first,
                block.content,
                match.end(),
                len(line.rstrip()),
                (number,),
            )
            found.setdefault(mark.family, []).append(mark)
    yield from (mark for marks in found.values() if len(marks) > 1 for mark in marks)  # one alone is a pronoun


def roman_number(text: str) -> int:
    """`XIV` -> 14."""
    values = [_ROMAN[char] for char in text]
    return sum(-one if one < following else one for one, following in zip(values, [*values[1:], 0], strict=True))
