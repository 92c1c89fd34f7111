"""Questions of LaTeX's exam classes: `\\question`, `\\question{…}`, `\\part`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deckwright.blocks import Block, BlockKind, indent_of
from deckwright.seeds.document import Document
from deckwright.seeds.family import Family
from deckwright.seeds.markers.mark import Mark

LONGEST = 30
"""Lines that the braces of a question may hold."""

_QUESTION = re.compile(r"\\(?:question|titledquestion\{[^{}]*\})(?![A-Za-z])[ \t]*(?:\[[^\]]*\])?[ \t]*(?P<brace>\{)?")
_ENDS = re.compile(r"\\(?:begin|end|choice|CorrectChoice|question|part|answer|section|subsection|fillin)(?![A-Za-z])")


def find(document: Document, blocks: list[Block]) -> Iterator[Mark]:
    for block in blocks:
        if block.kind not in (BlockKind.TEXT, BlockKind.ITEM):
            continue
        line = document.lines[block.first]
        match = _QUESTION.match(line, block.content)
        if match is None:
            continue
        start = indent_of(line)[1]
        if match["brace"]:
            if place := _closing(document.lines, block.first, match.end()):
                last, end = place
                yield Mark(Family("latex-question"), block.first, start, match.end(), end, last=last, resume=end + 1)
            continue
        last = block.first
        while last + 1 < len(document.lines) and last < block.first + LONGEST:
            following = document.lines[last + 1].strip()
            if not following or _ENDS.match(following):
                break
            last += 1
        yield Mark(
            Family("latex-question"), block.first, start, match.end(), len(document.lines[last].rstrip()), last=last
        )


def _closing(lines: tuple[str, ...], at: int, start: int) -> tuple[int, int] | None:
    """The line and the index of the brace that closes the one before `start`."""
    depth = 1
    for line in range(at, min(at + LONGEST, len(lines))):
        for match in re.finditer(r"\\.|[{}]", lines[line][start if line == at else 0 :]):
            depth += (match[0] == "{") - (match[0] == "}")
            if not depth:
                return line, match.start() + (start if line == at else 0)
    return None
