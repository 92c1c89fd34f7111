"""Questions that only their answers show: what stands above `Answer: B` or a folded answer, up to the answer before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from deckwright.seeds.document import Document
from deckwright.seeds.family import Family
from deckwright.seeds.markers.label import (
    ANSWER,
    ANSWER_ALONE,
    EMPHASIS,
    FOLDED_ANSWER,
    QUESTION,
    behind_emphasis,
    strip_label,
)
from deckwright.seeds.markers.mark import Mark
from deckwright.seeds.slices import Slice, Slot
from deckwright.text.blocks import Block, BlockKind, indent_of

LEAST = 3
LONGEST = 60
"""Lines of a question with what belongs to it; what is longer is a text with an answer in it."""

_CLOSED = re.compile(r"</details>", re.I)


@dataclass(slots=True)
class _Record:
    first: int
    label: int
    last: int


def find(document: Document, blocks: list[Block]) -> Iterator[Mark]:
    labels = [block for block in blocks if (end := _label_end(document, block)) is not None and end]
    if len(labels) < LEAST:
        return
    starts = {block.first for block in labels}
    records: list[_Record] = []
    begin: int | None = None
    blank = True
    waiting: int | None = None  # the label whose answer is being read
    folded = False
    for block in blocks:
        ends = block.kind in (BlockKind.HEADING, BlockKind.RULE, BlockKind.FRONT_MATTER)
        if block.first in starts and begin is not None:
            records.append(_Record(begin, block.first, block.last))
            waiting, begin = block.first, None
            folded = "<details" in _above(document, block) and not _closes(document, block)
        elif waiting is not None and not ends and (folded or not blank or not _has_words(document, records[-1])):
            if block.kind is not BlockKind.BLANK:
                records[-1].last = block.last
            folded = folded and not _closes(document, block)
            if not folded and _closes(document, block):
                waiting = None
        elif ends:
            waiting, begin = None, None
        elif block.kind is not BlockKind.BLANK and block.first not in starts:
            waiting = None
            begin = block.first if begin is None else begin
        blank = block.kind is BlockKind.BLANK
    yield from _marks(document, blocks, records)


def _marks(document: Document, blocks: Sequence[Block], records: Sequence[_Record]) -> Iterator[Mark]:
    """A mark for each record that is no text with an answer in it; numbers are labels where they count."""
    kinds = {block.first: block for block in blocks}
    told = [record for record in records if record.label - record.first <= LONGEST and record.first in kinds]
    labels = [_label(document, kinds[record.first]) for record in told]
    numbers = [number for number, _ in labels if number]
    rising = sum(one < two for one, two in pairwise(numbers))
    counted = len(numbers) >= COUNTED * len(told) and rising >= COUNTED * (len(numbers) - 1)
    for record, (number, begin) in zip(told, labels, strict=True):
        if not number or counted:
            yield _mark(document, record, begin)
        else:
            yield _mark(document, record, kinds[record.first].content)


COUNTED = 0.6
"""Share of the questions with a number, and of the steps between these, from which on numbers count them."""


def _label(document: Document, block: Block) -> tuple[tuple[int, ...], int]:
    """The number before a question, and where its words begin behind its label."""
    line = document.lines[block.first]
    opened = EMPHASIS.match(line, block.content)
    if match := QUESTION.match(line, opened.end() if opened else block.content):
        return (), behind_emphasis(line, opened is not None, match.end(), len(line))
    return strip_label(line, block.content, len(line.rstrip()))


def _above(document: Document, block: Block) -> str:
    return " ".join(document.lines[max(0, block.first - 1) : block.last + 1]).lower()


def _closes(document: Document, block: Block) -> bool:
    return any(_CLOSED.search(document.lines[at]) for at in range(block.first, block.last + 1))


def _has_words(document: Document, record: _Record) -> bool:
    """Whether an answer has begun: in the line of its label, or beneath it."""
    block_end = _label_length(document.lines[record.label])
    rest = document.lines[record.label][block_end or 0 :]
    below = "".join(document.lines[at] for at in range(record.label + 1, record.last + 1))
    return any(map(str.isalnum, rest + re.sub(r"<[^<>]*>", "", below)))


def _label_length(line: str) -> int | None:
    text = line.lstrip(" \t>#-*_")
    start = len(line) - len(text)
    if fold := FOLDED_ANSWER.match(line):
        return fold.end()
    if match := ANSWER.match(line, start):
        return match.end()
    return len(line) if ANSWER_ALONE.match(text.strip("*_ ")) and len(text) > 1 else None


def _label_end(document: Document, block: Block) -> int | None:
    """Where an answer's label ends in the first line of a block; None where there is none."""
    if block.kind not in (BlockKind.TEXT, BlockKind.ITEM, BlockKind.HTML, BlockKind.QUOTE):
        return None
    for at in range(block.first, block.last + 1):
        if length := _label_length(document.lines[at]):
            return length if at == block.first or block.kind is BlockKind.HTML else None
    return None


def _mark(document: Document, record: _Record, begin: int) -> Mark:
    line = document.lines[record.first]
    above = range(record.first + 1, record.label)
    if above and document.lines[above[-1]].strip().lower().startswith("<details"):
        above = above[:-1]
    question = [
        Slice(record.first, begin, len(line.rstrip())),
        *(Slice(at, 0, len(document.lines[at])) for at in above),
    ]
    while len(question) > 1 and not document.lines[question[-1].line].strip():
        question.pop()
    body = [Slice(at, 0, len(document.lines[at])) for at in range(record.label, record.last + 1)]
    slots = (Slot("question", tuple(question)), Slot("answer", tuple(body)))
    end = len(document.lines[record.last].rstrip())
    return Mark(Family("answered"), record.first, indent_of(line)[1], begin, end, last=record.last, slots=slots)
