"""reStructuredText (https://docutils.sourceforge.io/docs/ref/rst/restructuredtext.html): underlined titles in any
sign, deeper ones in the order in which they come; targets, directives, comments."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from deckwright.text.blocks import Block, BlockKind, Claim, indent_of

_LINE = re.compile(r"([^\w\s])\1{2,}[ \t]*$")
_TARGET = re.compile(r"[ \t]*(?:\.\.[ \t]+_[^:]+:?[ \t]*$|__[ \t])")
_DIRECTIVE = re.compile(r"[ \t]*\.\.[ \t]+(?:\|[^|]+\|[ \t]+)?(?P<name>[\w:-]+)::(?:[ \t]+(?P<word>\S+))?[ \t]*$")
_OPTION = re.compile(r"[ \t]+:[\w-]+:")
_COMMENT = re.compile(r"\.\.(?:[ \t]+(?![\w:|-]+::|\[|_|\|)\S|[ \t]*$)")
_SHOWN = ("image", "figure", "math")


def claim(lines: Sequence[str]) -> Claim:
    styles: list[str] = []
    taken: set[int] = set()

    def block(at: int) -> Block | None:
        line = lines[at]
        if at in taken:
            return Block(BlockKind.MARKUP, at, at)
        over = at > 0 and at - 1 in taken
        if _is_title(lines, at + 1) and lines[at + 2].rstrip() == line.rstrip():
            taken.add(at)
            return Block(BlockKind.MARKUP, at, at)  # the line above a title
        if _is_title(lines, at):
            style = lines[at + 1][0] + "above" * over
            styles.extend([] if style in styles else [style])
            taken.add(at + 1)
            return Block(BlockKind.HEADING, at, at, 0, indent_of(line)[1], level=styles.index(style) + 1)
        if _TARGET.match(line):
            return Block(BlockKind.MARKUP, at, at)
        if (match := _DIRECTIVE.match(line)) and match["name"] not in _SHOWN:
            last = at
            while last + 1 < len(lines) and _OPTION.match(lines[last + 1]):
                last += 1
            return Block(BlockKind.MARKUP, at, last)
        if _COMMENT.match(line):
            last = at
            while last + 1 < len(lines) and lines[last + 1][:1] in (" ", "\t") and lines[last + 1].strip():
                last += 1
            return Block(BlockKind.COMMENT, at, last)
        return None

    return block


def _is_title(lines: Sequence[str], at: int) -> bool:
    """Whether a line has one of signs beneath it that is as long, or of four at least: docutils warns and goes on."""
    if at + 1 >= len(lines) or not lines[at].strip() or _LINE.match(lines[at]) or _TARGET.match(lines[at]):
        return False
    line = _LINE.match(lines[at + 1])
    return line is not None and len(lines[at + 1].rstrip()) >= min(4, _width(lines[at].rstrip()) - 1)


def _width(text: str) -> int:
    """Columns of a text: Chinese characters take two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
