"""The lists of a text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from deckwright.text.blocks import Block, BlockKind

_CHINESE_NUMBER = {one: at for at, one in enumerate("一二三四五六七八九十", 1)}
_STEP = re.compile(r"\s*第([一二三四五六七八九十])(?:步|点|條|条|项|項|个|阶段)[：:，,、\s]\s*\S")
_LETTERED = re.compile(r"\s*[(（]?([a-j])[)）]\s*\S")
_CHINESE_ITEM = re.compile(r"\s*(?:第)?([一二三四五六七八九十])[、．.,，]\s*\S")


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list: its line (from 0), its columns of indentation, its number if it has one, its words."""

    line: int
    indent: int
    number: int | None
    words: str


def lists(lines: Sequence[str], blocks: Sequence[Block]) -> Iterator[list[Item]]:
    """The lists of a text by level: items of one indentation, until a line that belongs to no item."""
    open_lists: dict[tuple[int, bool], list[Item]] = {}
    for block in blocks:
        item = _item(block, lines[block.first])
        if item:
            key = (item.indent // 2, item.number is None)
            for other in [one for one in open_lists if one[0] > key[0] or (one[0] == key[0] and one != key)]:
                yield open_lists.pop(other)
            open_lists.setdefault(key, []).append(item)
        elif block.kind in (BlockKind.HEADING, BlockKind.TABLE, BlockKind.RULE) or (
            block.kind is BlockKind.TEXT and not lines[block.first].startswith((" ", "\t")) and _parted(lines, block)
        ):
            yield from open_lists.values()
            open_lists.clear()
    yield from open_lists.values()


def _item(block: Block, line: str) -> Item | None:
    if match := _LETTERED.match(line):
        return Item(block.first, block.indent, ord(match[1]) - ord("a") + 1, line[match.end() - 1 :])
    if match := _CHINESE_ITEM.match(line) or _STEP.match(line):
        return Item(block.first, block.indent, _CHINESE_NUMBER[match[1]], line[match.end() - 1 :])
    if block.kind is not BlockKind.ITEM or not block.item:
        return None
    return Item(block.first, block.indent, block.item.number, line[block.item.end :])


def _parted(lines: Sequence[str], block: Block) -> bool:
    return block.first == 0 or not lines[block.first - 1].strip()
