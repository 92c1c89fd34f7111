"""Lines of text -> blocks, in one pass.

Reading and rendering both start here. A block knows its lines and its indentation and nothing about
questions; what lies in a fence, a comment or front matter is one block, so that nothing in it is taken for a
heading or a list. Block rules follow CommonMark 0.31 (https://spec.commonmark.org/0.31.2/), except where a
comment says otherwise.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from operator import attrgetter
from typing import Literal

from deckwright.text.html_lines import HtmlLines
from deckwright.text.items import BULLET, ItemMarker, item_marker
from deckwright.text.table import table_cells

LONGEST_CODE = 200
"""Lines of code behind the words of an item."""

TAB = 4
"""Columns to a tab stop (CommonMark 2.2)."""


class BlockKind(StrEnum):
    BLANK = "blank"
    HEADING = "heading"
    ITEM = "item"
    QUOTE = "quote"
    FENCE = "fence"
    TABLE = "table"
    HTML = "html"
    COMMENT = "comment"
    RULE = "rule"
    MATH = "math"
    FRONT_MATTER = "front-matter"
    MARKUP = "markup"
    """How a text is set or kept, and none of its words: a drawer, an anchor, the lines of an environment."""
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Block:
    """A run of lines, `first` to `last` inclusive, counted from 0.

    `indent` is in columns; `content` is the index in the first line where the text after the marker begins;
    `level` is a heading's, 0 for a title above all others. `end` is the index where the words end, if its syntax puts
    something behind them.
    """

    kind: BlockKind
    first: int
    last: int
    indent: int = 0
    content: int = 0
    level: int = 0
    item: ItemMarker | None = None
    end: int | None = None

    def words_end(self, line: str) -> int:
        """The index where the words of the first line end."""
        return len(line.rstrip()) if self.end is None else self.end


_ASCIIDOC = re.compile(r"(={1,6})[ \t]+(?=\S)")
_UNDERLINE = re.compile(r"[ \t]{0,3}(=+|-+|~+|\^+)[ \t]*$")
_EQUALS = re.compile(r"[ ]{0,3}={3,}[ \t]*$")
_SENTENCE_END = ".。;；:：,，!！"
_HEADING = re.compile(r"[ \t]{0,3}(#{1,6})(?:[ \t\u00a0\u3000]+|$)")
# `##1.Words`: many who write Chinese leave the space out. One hash would be a hashtag.
_LOOSE_HEADING = re.compile(rf"{_HEADING.pattern}|[ \t]{{0,3}}(#{{2,6}})(?=[\d\u4e00-\u9fff（【“《])")
_RULE = re.compile(r"[ \t]{0,3}([-*_])[ \t]*(?:\1[ \t]*){2,}$")
_PARAGRAPH = (BlockKind.TEXT, BlockKind.ITEM, BlockKind.QUOTE, BlockKind.TABLE, BlockKind.HTML)
_FENCE = re.compile(r"[ \t]*(`{3,}(?=[^`]*$)|~{3,})")
_QUOTE = re.compile(r"[ \t]*>[ \t]?")
_TABLE_RULE_CELL = re.compile(r":?-+:?$")


def indent_of(line: str) -> tuple[int, int]:
    """Columns of leading white space, and the index of the first character after it."""
    columns = start = len(line) - len(line.lstrip(" "))  # most are of spaces alone, and some are long
    for index, char in enumerate(line[start:], start):
        if char == "\t":
            columns += TAB - columns % TAB
        elif char in " \u00a0":
            columns += 1
        elif char == "\u3000":
            columns += 2
        else:
            return columns, index
    return columns, len(line)


def fence_opening(line: str) -> str:
    """The fence that a line opens, or nothing."""
    match = _FENCE.match(line)
    return match[1] if match else ""


Claim = Callable[[int], Block | None]
"""The block of another syntax that begins in a line (counted from 0), if one does."""

Headings = Literal["markdown", "asciidoc", "none"]
_HEADINGS: dict[Headings, re.Pattern[str]] = {
    "markdown": _HEADING,
    "asciidoc": _ASCIIDOC,
    "none": re.compile(r"(?!)"),
}


def scan(
    lines: Sequence[str],
    *,
    front_matter: bool = False,
    headings: Headings = "markdown",
    loose: bool = False,
    claim: Claim | None = None,
) -> list[Block]:
    """Cut lines into blocks. Every line lies in exactly one block; time grows with the number of characters.

    `headings` begin with hashes, or with equals signs as in AsciiDoc; `claim` is asked before any rule of ours.
    `loose`: headings as people write them. `##1.Words` is one without its space; a line with `===` or `---` beneath it
    is one of level 1 or 2, with its own line only: what is beneath is a rule.
    """
    pattern = _LOOSE_HEADING if loose and headings == "markdown" else _HEADINGS[headings]
    scanner = _Scanner(lines, pattern, loose and headings != "none", claim)
    scanner.strict = headings == "asciidoc"
    return scanner.run(front_matter)


def between(blocks: Sequence[Block], first: int, stop: int) -> Sequence[Block]:
    """The blocks that begin in the lines from `first` to before `stop`."""
    key = attrgetter("first")
    return blocks[bisect_left(blocks, first, key=key) : bisect_left(blocks, stop, key=key)]


class _Scanner:
    def __init__(self, lines: Sequence[str], heading: re.Pattern[str], loose: bool, claim: Claim | None) -> None:
        self.lines = lines
        self.heading = heading
        self.loose = loose
        self.claim = claim
        self.at = 0
        self.blocks: list[Block] = []
        self.closing_fence: dict[str, list[int]] | None = None
        self.html = HtmlLines(lines)
        self.strict = False  # a line is underlined only by one as long

    def run(self, front_matter: bool) -> list[Block]:
        if front_matter:
            self.front_matter()
        while self.at < len(self.lines):
            block = self.block()
            self.blocks.append(block)
            self.at = block.last + 1
        return self.blocks

    def front_matter(self) -> None:
        """YAML between `---` lines or TOML between `+++` lines (or `---`, as hashcards writes it), at the top."""
        if not self.lines or self.lines[0].rstrip() not in ("---", "+++"):
            return
        fence = self.lines[0].rstrip()
        for at in range(1, len(self.lines)):
            line = self.lines[at].rstrip()
            if line == fence:
                self.blocks.append(Block(BlockKind.FRONT_MATTER, 0, at))
                self.at = at + 1
                return
            if line and not re.match(r"\s|#|-\s|[\w.\"'-]+\s*[:=]", line):
                return

    def block(self) -> Block:
        at, line = self.at, self.lines[self.at]
        indent, start = indent_of(line)
        if start == len(line):
            return Block(BlockKind.BLANK, at, at)
        if self.claim and (claimed := self.claim(at)):
            return claimed
        if self.is_underline(at):
            return Block(BlockKind.RULE, at, at, indent, start)
        if match := _FENCE.match(line):
            return Block(BlockKind.FENCE, at, self.fence_end(match[1]), indent, start)
        if line[start] in "<[" and (block := self.html_block(indent, start)):
            return block
        if (end := self.math_end(start)) > at:
            return Block(BlockKind.MATH, at, end, indent, start)
        if match := self.heading.match(line):
            return Block(BlockKind.HEADING, at, at, indent, match.end(), level=len(match[1] or match[2]))
        if match := _QUOTE.match(line):
            return Block(BlockKind.QUOTE, at, at, indent, match.end())
        if _RULE.match(line) or (self.loose and _EQUALS.match(line)):
            return Block(BlockKind.RULE, at, at, indent, start)
        return self.words(line, indent, start)

    def words(self, line: str, indent: int, start: int) -> Block:
        """A block that begins with words: an underlined heading, an item, a table, text."""
        at = self.at
        if level := self.underline(indent):
            return Block(BlockKind.HEADING, at, at, indent, start, level=level)
        if item := item_marker(line, start):
            return Block(
                BlockKind.ITEM,
                at,
                self.open_fence_end(line, item.end),
                indent,
                self.after_space(line, item.end),
                item=item,
            )
        if "|" in line and self.table_follows():
            return Block(BlockKind.TABLE, at, self.table_end(), indent, start)
        return Block(BlockKind.TEXT, at, self.open_formula_end(line), indent, start)

    def underline(self, indent: int) -> int:
        """The level that the line beneath makes this one; 0 for none. A paragraph of several lines is no heading.

        Beyond CommonMark, `~~~` and `^^^` underline as well, as in reStructuredText, where they are about as long as
        the words; dashes that are much longer than the words, or stand under a sentence, are a rule.
        """
        at, words = self.at, self.lines[self.at].strip()
        if not words or not self.loose or indent > 3 or at + 1 == len(self.lines) or len(words) > 120 or "|" in words:
            return 0
        if BULLET.match(words):
            return 0  # a list item above a rule
        if at and self.lines[at - 1].strip() and self.blocks and self.blocks[-1].kind in _PARAGRAPH:
            return 0
        match = _UNDERLINE.match(self.lines[at + 1])
        if match is None or len(match[1]) < 3:
            return 0
        if at and len(match[1]) >= 5 and self.lines[at - 1].rstrip() == self.lines[at + 1].rstrip():
            return 1 if match[1][0] == "=" else 2  # a line above and one beneath
        as_long = self.is_as_long(words, match[1])
        if self.strict and not as_long:
            return 0
        if match[1][0] == "=":
            return 1
        if match[1][0] == "-":
            return 2 if as_long or (len(match[1]) <= 12 and words[-1] not in _SENTENCE_END) else 0
        return 3 if as_long else 0

    @staticmethod
    def is_as_long(words: str, line: str) -> bool:
        """Whether a line underlines words: Chinese ones are twice as wide as they are many."""
        wide = sum(not char.isascii() for char in words)
        return len(line) >= 5 and -2 <= len(line) - len(words) <= wide + 2

    def is_underline(self, at: int) -> bool:
        """Whether a line of tildes stands under words that are as long, and so opens no fence."""
        line = self.lines[at].strip()
        return bool(self.loose and at and line.startswith("~") and self.is_as_long(self.lines[at - 1].strip(), line))

    def open_formula_end(self, line: str) -> int:
        """The last line of a display formula that opens within this line of text and is not closed in it."""
        if line.count("$$") % 2 == 0:
            return self.at
        at = self.at + 1
        while at < len(self.lines) and self.lines[at].strip():
            if "$$" in self.lines[at]:
                return at
            at += 1
        return self.at

    def open_fence_end(self, line: str, end: int) -> int:
        """The last line of code whose fence opens behind the words of an item; without this, the line that closes it
        would open a fence, and all that follows would be code."""
        if not self.loose:
            return self.fence_in_item_end(line, end)
        if line.count("```") != 1:
            return self.at
        for at in range(self.at + 1, min(self.at + LONGEST_CODE, len(self.lines))):
            if self.lines[at].lstrip().startswith("```"):
                return at
        return self.at

    def fence_in_item_end(self, line: str, marker_end: int) -> int:
        """The last line of the code with whose fence an item begins: its closing fence, or where the item ends."""
        while (inner := item_marker(line, self.after_space(line, marker_end))) and inner.plain:
            marker_end = inner.end
        match = _FENCE.match(line, marker_end)
        if match is None:
            return self.at
        column = indent_of(" " * marker_end + line[marker_end:])[0]
        if column - marker_end > TAB:  # code by its indentation
            return self.at
        at = self.at + 1
        while at < len(self.lines):
            bare = self.lines[at].strip()
            if bare and indent_of(self.lines[at])[0] < column:
                return at - 1
            if len(bare) >= len(match[1]) and not bare.strip(match[1][0]):
                return at
            at += 1
        return at - 1

    @staticmethod
    def after_space(line: str, at: int) -> int:
        while at < len(line) and line[at] in " \t\u3000":
            at += 1
        return at

    def fence_end(self, opening: str) -> int:
        """The line of the closing fence, or the last line where there is none."""
        if self.closing_fence is None:
            self.closing_fence = {"`": [], "~": []}
            for at in range(len(self.lines) - 1, -1, -1):
                bare = self.lines[at].strip()
                if len(bare) >= 3 and bare[0] in "`~" and not bare.strip(bare[0]):
                    self.closing_fence[bare[0]].append(at)
        ends = self.closing_fence[opening[0]]
        while ends and ends[-1] <= self.at:
            ends.pop()
        for end in reversed(ends[-32:]):  # a bound, so that thousands of short fences cost no more than few
            if len(self.lines[end].strip()) >= len(opening):
                return end
        return len(self.lines) - 1

    def html_block(self, indent: int, start: int) -> Block | None:
        """The comment, or the element of HTML, that begins a line."""
        if (end := self.html.comment_end(self.at, start)) is not None:
            return Block(BlockKind.COMMENT, self.at, end, indent, start)
        if (end := self.html.element_end(self.at)) is not None:
            return Block(BlockKind.HTML, self.at, end, indent, start)
        return None

    def math_end(self, start: int) -> int:
        """The last line of a display formula that begins here and goes on over several lines; 0 for none.

        No blank line may stand in it. Without this, a line of it that begins with `=` or `-` would be taken for a
        heading or a list.
        """
        line = self.lines[self.at]
        opening = next((sign for sign in ("$$", "\\[") if line.startswith(sign, start)), "")
        closing = {"$$": "$$", "\\[": "\\]"}.get(opening)
        if not closing or closing in line[start + 2 :]:
            return 0
        at = self.at + 1
        while at < len(self.lines) and self.lines[at].strip():
            if closing in self.lines[at]:
                return at if self.lines[at].rstrip().endswith(closing) else 0
            at += 1
        return 0

    def table_follows(self) -> bool:
        if self.at + 1 == len(self.lines):
            return False
        rule = self.lines[self.at + 1]
        if "-" not in rule or not ("|" in rule or ":" in rule):
            return False
        cells = table_cells(rule)
        return all(map(_TABLE_RULE_CELL.match, cells)) and len(cells) == len(table_cells(self.lines[self.at]))

    def table_end(self) -> int:
        at = self.at + 1
        while at + 1 < len(self.lines) and self.lines[at + 1].strip() and not self.leaves_table(at + 1):
            at += 1
        return at

    def leaves_table(self, at: int) -> bool:
        line = self.lines[at]
        return "|" not in line or bool(
            _HEADING.match(line) or _FENCE.match(line) or _QUOTE.match(line) or self.html.element_end(at) is not None
        )
