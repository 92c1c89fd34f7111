"""Questions of LaTeX's exam classes: `\\question`, `\\question{…}`, `\\part`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from deckwright.seeds.document import Document
from deckwright.seeds.family import Family
from deckwright.seeds.markers.mark import Mark
from deckwright.text.blocks import Block, BlockKind, indent_of

LONGEST = 30
"""Lines that the braces of a question may hold."""

_QUESTION = re.compile(
    r"\\(?P<name>question|(?:sub)*part|titledquestion\{[^{}]*\})(?![A-Za-z])[ \t]*(?:\[[^\]]*\])?[ \t]*(?P<brace>\{)?"
)
_ENDS = re.compile(
    r"\\(?:begin|end|choice|CorrectChoice|question|(?:sub)*part|answer|section|subsection|fillin)(?![A-Za-z])"
)


def find(document: Document, blocks: list[Block]) -> Iterator[Mark]:
    """The questions; and, as another family, their parts with the questions that have none."""
    marks = list(_marks(document, blocks))
    depths = [name.count("part") + name.count("sub") for name, _ in marks]
    for depth, (_, mark) in zip(depths, marks, strict=True):
        if not depth:
            yield mark
    if any(depths):
        for depth, following, (_, mark) in zip(depths, [*depths[1:], 0], marks, strict=True):
            if following <= depth:
                yield replace(mark, family=Family("latex-question", "part"))


def _marks(document: Document, blocks: Sequence[Block]) -> Iterator[tuple[str, Mark]]:
    spoken = {block.first for block in blocks if block.kind in (BlockKind.TEXT, BlockKind.ITEM)}
    for block in blocks:
        if block.first not in spoken:
            continue
        line = document.lines[block.first]
        match = _QUESTION.match(line, block.content)
        if match is None:
            continue
        start, last, resume = indent_of(line)[1], block.first, None
        if match["brace"]:
            place = closing_brace(document.lines, block.first, match.end())
            if place is None:
                continue
            last, end = place
            resume = end + 1
        else:
            while last + 1 < len(document.lines) and last < block.first + LONGEST:
                following = document.lines[last + 1].strip()
                if not following or _ENDS.match(following) or last + 1 not in spoken:
                    break
                last += 1
            end = len(document.lines[last].rstrip())
        mark = Mark(Family("latex-question"), block.first, start, match.end(), end, last=last, resume=resume)
        yield match["name"], mark


def closing_brace(lines: tuple[str, ...], at: int, start: int) -> tuple[int, int] | None:
    """The line and the index of the brace that closes the one before `start`; None where none does for many lines."""
    depth = 1
    for line in range(at, min(at + LONGEST, len(lines))):
        for match in re.finditer(r"\\.|[{}]", lines[line][start if line == at else 0 :]):
            depth += (match[0] == "{") - (match[0] == "}")
            if not depth:
                return line, match.start() + (start if line == at else 0)
    return None
