"""Questions that something counts: one count over headings, lists and bare lines; a word or a code with its number."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from deckwright.seeds.document import Document
from deckwright.seeds.family import Family
from deckwright.seeds.markers.heading import heading_end
from deckwright.seeds.markers.label import behind_dress, question_below
from deckwright.seeds.markers.mark import Mark
from deckwright.seeds.numbering import running
from deckwright.seeds.slices import Slice, Slot
from deckwright.text.blocks import Block, BlockKind, indent_of

LEAST = 4
"""Steps of a count before it is one."""

_NUMBERED = re.compile(
    r"(?P<open>[*_]{2,3})?[ \t]*(?P<number>\d{1,4})"
    r"(?:[ \t]*[.、．)）:：。，,]+(?:[*_]{2,3})?(?!\d)[ \t\u3000\u00a0]*|[ \t]*[-–—][ \t]+|[ \t]+|(?=[^\x00-\x7f]))"
    r"(?=\S)"
)


def find_count(document: Document, blocks: list[Block]) -> Iterator[Mark]:
    """One count that goes on over several shapes of lines: `#### 65)`, then `### 66)`; `9.`, `10。`, `11 `."""
    marks: list[Mark] = []
    shapes: dict[int, object] = {}
    for block in blocks:
        if block.kind not in (BlockKind.HEADING, BlockKind.ITEM, BlockKind.TEXT) or block.indent >= 4:
            continue
        line = document.lines[block.first]
        start = indent_of(line)[1]
        begin = block.content if block.kind is BlockKind.HEADING else start
        end = heading_end(line, block) if block.kind is BlockKind.HEADING else len(line.rstrip())
        match = _NUMBERED.match(line, begin, end)
        if match is None or match.end() >= end:
            continue
        text = behind_dress(line, match.end(), end)
        marks.append(Mark(Family("count"), block.first, start, text, end, (int(match["number"]),)))
        shapes[block.first] = (block.kind, block.level, line[match.end("number") : match.end("number") + 1])
    if len(marks) < LEAST:
        return
    counted = {mark.line for mark in marks}  # a heading with a number begins no new count
    headings = [block.first for block in blocks if block.kind is BlockKind.HEADING and block.first not in counted]
    chain = [marks[at] for at in running(marks, [0.5] * len(marks), headings)]
    if len(chain) >= LEAST and (len({shapes[mark.line] for mark in chain}) > 1 or _is_bare(shapes[chain[0].line])):
        yield from chain


def _is_bare(shape: object) -> bool:
    """Whether a number has no sign behind it: no other marker takes it."""
    return isinstance(shape, tuple) and (shape[2] in " \t" or not shape[2].isascii())


_WORD = re.compile(
    r"[*_#\[【<(（]*[ \t]*(?P<word>[^\W\d_]{1,24}(?:[ \t'’.-]{1,2}[^\W\d_]{1,15}){0,2}?)"
    r"[ \t#№º°.:_-]*(?P<number>\d{1,4})"
    r"(?![\d%])(?P<sign>[ \t]*[.:)）\]】、：*_-]*)[ \t]*"
)


def find_words(document: Document, blocks: list[Block]) -> Iterator[Mark]:
    """`Task 1`, `Task 2`, … with the words of the question behind it or beneath it; whatever the word is."""
    found: dict[str, list[tuple[Block, re.Match[str]]]] = defaultdict(list)
    for block in blocks:
        if block.kind in (BlockKind.TEXT, BlockKind.HEADING, BlockKind.ITEM) and block.indent < 4:
            line = document.lines[block.first]
            if match := _WORD.match(line, block.content):
                found[match["word"].casefold()].append((block, match))
    for word, hits in found.items():
        numbers = [int(match["number"]) for _, match in hits]
        steps = sum(two == one + 1 or two == 1 for one, two in pairwise(numbers))
        if len(hits) < 3 or steps < 0.6 * (len(hits) - 1):
            continue
        for block, match in hits:
            if mark := _worded(document, block, match, Family("counted", "-".join(word.split()))):
                yield mark


_POINTS = re.compile(r"^[ \t]*+[(（\[][^()（）\[\]]*[)）\]]")
"""`Task 3 (5 points)`: a remark in brackets behind the number asks nothing."""


def _worded(document: Document, block: Block, match: re.Match[str], family: Family) -> Mark | None:
    line = document.lines[block.first]
    start = indent_of(line)[1]
    number = (int(match["number"]),)
    end = heading_end(line, block) if block.kind is BlockKind.HEADING else len(line.rstrip())
    if _POINTS.sub("", line[match.end() : end]).strip("*_ \t#"):
        if not match["sign"].strip():
            return None
        return Mark(family, block.first, start, match.end(), end, number)
    last = question_below(document.lines, block.first)
    if last is None:
        return None
    return Mark(family, block.first, start, len(line), len(document.lines[last].rstrip()), number, last=last)


_CODE = re.compile(
    r"[\[(]?(?P<code>(?=[A-Za-z0-9.-]*\d)(?=[A-Za-z0-9.-]*[A-Za-z])[A-Za-z0-9]+(?:[.-][A-Za-z0-9]+)*)"
    r"[\])]?[.:]?(?=\s|$)"
)
_RIGHT = re.compile(r"[\[(]([A-H])[\])]")
_BRACKETS = re.compile(r"\[[^\[\]]*\]")


def find_codes(document: Document, blocks: list[Block]) -> Iterator[Mark]:
    """A line with a code of one shape (`T1A01 (C) [97.1]`) above each question, and what else stands in it."""
    found: dict[str, list[tuple[Block, re.Match[str]]]] = defaultdict(list)
    for block in blocks:
        if block.kind is BlockKind.TEXT and block.indent < 4:
            line = document.lines[block.first]
            if (match := _CODE.match(line, block.content)) and len(line) <= 80:
                shape = re.sub(r"[a-z]", "a", re.sub(r"[A-Z]", "A", re.sub(r"\d", "9", match["code"])))
                found[shape].append((block, match))
    for hits in found.values():
        if len(hits) < LEAST or len({match["code"] for _, match in hits}) < 0.9 * len(hits):
            continue
        for block, match in hits:
            if mark := _coded(document, block, match):
                yield mark


def _coded(document: Document, block: Block, match: re.Match[str]) -> Mark | None:
    line = document.lines[block.first]
    last = question_below(document.lines, block.first)
    if last is None:
        return None
    slots = []
    if right := _RIGHT.match(line.strip(), 0) or _RIGHT.search(line, match.end()):
        slots.append(Slot("right", (Slice(block.first, *right.span(1)),)))
    if brackets := _BRACKETS.search(line, match.end()):
        slots.append(Slot("extra", (Slice(block.first, *brackets.span()),)))
    end = len(document.lines[last].rstrip())
    start = indent_of(line)[1]
    return Mark(Family("coded"), block.first, start, len(line), end, last=last, slots=tuple(slots))


def find_leaves(document: Document, blocks: list[Block]) -> Iterator[Mark]:
    """The items of nested lists that have none beneath them, where these stand at several depths."""
    items = [block for block in blocks if block.kind in (BlockKind.ITEM, BlockKind.HEADING)]
    leaves = []
    for at, block in enumerate(items):
        following = items[at + 1] if at + 1 < len(items) else None
        if block.kind is not BlockKind.ITEM:
            continue
        if following and following.kind is BlockKind.ITEM and following.indent > block.indent:
            continue
        leaves.append(block)
    if len({block.indent for block in leaves}) < 2 or len(leaves) < LEAST:
        return
    for block in leaves:
        line = document.lines[block.first]
        end = block.words_end(line)
        text = behind_dress(line, block.content, end)
        if text < end:
            number = (block.item.number,) if block.item and block.item.number is not None else ()
            yield Mark(Family("leaf"), block.first, indent_of(line)[1], text, end, number)


_ALONE = re.compile(r"[#№*_\[【(（]*[ \t]*(?P<number>\d{1,4})[ \t]*[.、)）\]】:：*_/-]*$")


def find_alone(document: Document, blocks: list[Block]) -> Iterator[Mark]:
    """A number that has a line to itself above each question: `01`, `02`, …"""
    hits = []
    for block in blocks:
        if block.kind in (BlockKind.TEXT, BlockKind.ITEM, BlockKind.HEADING) and block.indent < 4:
            line = document.lines[block.first].rstrip()
            if match := _ALONE.match(line, block.content if block.kind is BlockKind.HEADING else indent_of(line)[1]):
                hits.append((block.first, int(match["number"])))
    steps = sum(two == one + 1 for (_, one), (_, two) in pairwise(hits))
    if len(hits) < LEAST or steps < 0.6 * (len(hits) - 1):
        return
    for at, number in hits:
        if (last := question_below(document.lines, at)) is not None:
            end = len(document.lines[last].rstrip())
            start = indent_of(document.lines[at])[1]
            yield Mark(Family("alone"), at, start, len(document.lines[at]), end, (number,), last=last)
