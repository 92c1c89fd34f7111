"""Question and answer in one line: `term :: definition`, `- **Question?** Answer`, and `?` alone between the two."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from operator import attrgetter

from deckwright.seeds.document import Document
from deckwright.seeds.family import Family
from deckwright.seeds.markers.label import strip_label
from deckwright.seeds.markers.mark import Mark
from deckwright.seeds.slices import Slice, Slot
from deckwright.seeds.words import asks
from deckwright.text.blocks import Block, BlockKind, between, indent_of

_DOUBLE_COLON = re.compile(
    r"(?P<question>(?:`[^`]{0,200}`|:(?!:)|[^:`]){1,300}?)[ \t]*(?<!:)::{1,2}(?!:)(?:[ \t]+(?=\S)|(?P<below>[ \t]*$))"
)
_TIGHT = re.compile(r"(?P<question>(?:`[^`]{0,200}`|:(?!:)|[^:`]){1,300}?)(?<!:)(?P<sign>::{1,2})(?!:)(?=\S)")


def find_double_colon(document: Document, blocks: list[Block]) -> Iterator[Mark]:
    """`term :: definition`, `term:::definition` as in Obsidian's spaced repetition, `term::` with the answer beneath
    as in AsciiDoc."""
    told = [block for block in blocks if block.kind in (BlockKind.TEXT, BlockKind.ITEM)]
    tight = [(block, match) for block in told if (match := _TIGHT.match(document.lines[block.first], block.content))]
    only = len(tight) >= 3 and len(tight) >= 0.8 * len(told)
    found = [(block, match) for block, match in tight if only or _apart(match)]
    for block in told:
        if match := _DOUBLE_COLON.match(document.lines[block.first], block.content):
            beneath = document.lines[block.first + 1 : block.first + 2]
            if match["below"] is None or (beneath and beneath[0].strip()):
                found.append((block, match))
    found.sort(key=lambda pair: pair[0].first)
    marks = [_pair(Family("double-colon"), document, block, match) for block, match in found]
    below = any(match.groupdict().get("below") is not None for _, match in found)
    if below or goes_on(document, blocks, marks):
        yield from marks
        return
    asked = {mark.line for mark in marks}
    yield from (_alone(document, blocks, one, asked) for one in marks)


GOES_ON = 0.1
"""Share of the cards of one line with more paragraphs beneath them from which on these belong to the answer."""


def goes_on(document: Document, blocks: Sequence[Block], marks: Sequence[Mark]) -> bool:
    """Whether what stands behind a blank line goes on with an answer, as it does in enough of the cards."""
    silent = (BlockKind.BLANK, BlockKind.COMMENT, BlockKind.RULE, BlockKind.MARKUP)
    more, ends = 0, _paragraph_ends(document)
    for one, two in pairwise(marks):
        told = [block for block in between(blocks, one.line + 1, two.line) if block.kind not in silent]
        ended = any(block.kind is BlockKind.HEADING for block in told)
        more += bool(told) and not ended and told[0].first > ends[one.line]
    return more >= GOES_ON * len(marks)


def _paragraph_ends(document: Document) -> list[int]:
    """For each line the last one of its paragraph."""
    ends = list(range(len(document.lines)))
    for at in range(len(ends) - 2, -1, -1):
        ends[at] = ends[at + 1] if document.lines[at + 1].strip() else at
    return ends


def _alone(document: Document, blocks: Sequence[Block], mark: Mark, asked: set[int]) -> Mark:
    """A card that ends with its paragraph."""
    line = document.lines[mark.line]
    answer = Slice(mark.line, mark.resume or 0, len(line))
    last = mark.line
    for at in range(bisect_right(blocks, mark.line, key=attrgetter("first")), len(blocks)):
        block = blocks[at]
        if block.kind not in (BlockKind.TEXT, BlockKind.ITEM) or block.first in asked:
            break
        last = block.last
    more = [Slice(at, 0, len(document.lines[at])) for at in range(mark.line + 1, last + 1)]
    slots = (Slot("question", (Slice(mark.line, mark.text, mark.end),)), Slot("answer", (answer, *more)))
    return replace(mark, last=last, end=len(document.lines[last].rstrip()), resume=None, slots=slots)


def _apart(match: re.Match[str]) -> bool:
    """Whether a `::` without spaces stands between words, and not in a name such as `std::vector`."""
    before, after = match["question"][-1:], match.string[match.end() : match.end() + 1]
    within = all(char.isascii() and (char.isalnum() or char == "_") for char in (before, after))
    return match["sign"] == ":::" or asks(match["question"]) or not within


def find_question_mark_line(document: Document, blocks: list[Block]) -> Iterator[Mark]:
    """A line of `?` or `??` alone, between the lines of a question and those of its answer."""
    for at, line in enumerate(document.lines):
        if line.strip() not in ("?", "??", "？") or not at or not document.lines[at - 1].strip():
            continue
        if document.lines[at - 1].strip() in ("?", "??", "？"):
            continue
        first = at - 1
        while first and document.lines[first - 1].strip() and at - first < 20:
            first -= 1
        start = indent_of(document.lines[first])[1]
        end = len(document.lines[at - 1].rstrip())
        yield Mark(Family("question-mark-line"), first, start, start, end, last=at - 1, resume=end)


def _pair(family: Family, document: Document, block: Block, match: re.Match[str]) -> Mark:
    line = document.lines[block.first]
    begin, end = match.span("question")
    number, text = strip_label(line, begin, end)
    return Mark(
        family, block.first, indent_of(line)[1], text, end, number, last=block.first, resume=match.end(), bare=begin
    )
