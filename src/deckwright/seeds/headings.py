"""Headings that are not questions: the title, sections, levels."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from typing import Literal

from deckwright.seeds.document import Document
from deckwright.seeds.markers.heading import heading_end
from deckwright.seeds.markers.label import count_of
from deckwright.seeds.markers.mark import Mark
from deckwright.seeds.markers.number import roman_number
from deckwright.seeds.page import Page
from deckwright.seeds.vocabulary import level_words
from deckwright.seeds.words import level_key, names_answer
from deckwright.text.blocks import Block, BlockKind

Role = Literal["title", "section", "level"]


@dataclass(frozen=True, slots=True)
class Heading:
    """A line (counted from 0) that is a heading over questions; `depth` 1 is the outermost."""

    line: int
    depth: int
    text: str
    role: Role
    level: str | None = None
    """The word for a level in its text, where headings as deep form a ladder of such words."""


def outline(page: Page, blocks: Sequence[Block], marks: Sequence[Mark]) -> list[Heading]:
    """The headings over the questions, in order.

    Sub-headings inside an answer belong to the answer. Where questions are headings themselves, those less deep
    are sections, and so are those as deep which are not questions. Elsewhere a heading is a section if it is no deeper
    than the one over the first question, or one that has a question as the very next thing. A heading behind a list of
    questions ends it.
    """
    document, words = page.document, page.level_keys
    asked = {mark.line for mark in marks}
    closed = {at for mark in marks if mark.is_closed for at in range(mark.line, (mark.last or mark.line) + 1)}
    blocks = [block for block in blocks if block.first in asked or block.first not in closed]
    candidates = [block for block in blocks if block.kind is BlockKind.HEADING and block.first not in asked]
    deepest = _deepest(blocks, marks)
    listed = bool(marks) and marks[0].family.kind in ("number", "bullet")
    last = max(asked, default=0)
    kept = [block for block in candidates if block.level <= deepest or (listed and block.first > last)]
    over = [_heading(document, block, words) for block in kept]
    found = _with_title(_without_answers(over, asked), asked)
    found += _numbered_sections(document, blocks, marks)
    found += _counted_above(document, blocks, asked)
    found += _bullets_above(document, blocks, marks)
    found += _bracketed(document, blocks, marks)
    found += _bold_above(document, blocks, asked)
    if listed:
        firsts = [mark.line for mark in marks if mark.number and mark.number[-1] == 1]
        titles = set(titles_over(page, firsts)) - asked - {heading.line for heading in found}
        found += [Heading(at, 6, document.lines[at].strip(), "section") for at in titles]
    return sorted(_with_ladders(found), key=lambda heading: heading.line)


_MARKUP = re.compile(r"<[^<>]*>|:\w+:|\]\([^()]*\)")

LADDER = 0.5
"""Share of the headings of one depth that must hold a word for a level, two different ones at least."""


def _with_ladders(headings: list[Heading]) -> list[Heading]:
    """`Junior X`, `Regular X`, `Senior X`: headings of one depth whose words for levels differ are levels."""
    rungs = {heading.line: word for heading in headings if heading.role == "section" and (word := _rung(heading.text))}
    depths = {heading.depth for heading in headings if heading.line in rungs}
    for depth in depths:
        equal = [heading for heading in headings if heading.depth == depth and heading.role == "section"]
        words = [rungs[heading.line] for heading in equal if heading.line in rungs]
        if len({word.casefold() for word in words}) < 2 or len(words) < LADDER * len(equal):
            rungs = {line: word for line, word in rungs.items() if line not in {heading.line for heading in equal}}
    return [
        replace(heading, role="level", level=rungs[heading.line]) if heading.line in rungs else heading
        for heading in headings
    ]


def _rung(text: str) -> str | None:
    """The word for a level that a short heading begins or ends with."""
    words = [word for word in re.findall(r"[^\W_]+", _MARKUP.sub(" ", text)) if not word.isdecimal()]
    if not 2 <= len(words) <= 4:
        return None
    return next((word for word in (words[0], words[-1]) if level_key(word) in _ladder_words()), None)


@cache
def _ladder_words() -> frozenset[str]:
    return frozenset(map(level_key, level_words("ladder")))


def _without_answers(headings: Sequence[Heading], asked: set[int]) -> list[Heading]:
    """The headings without those over answers. A single one behind three questions or more is the key to all of them,
    and no part of the last."""
    answers = [heading for heading in headings if names_answer(heading.text)]
    key = len(answers) == 1 and len(asked) >= 3 and answers[0].line > max(asked)
    return [heading for heading in headings if key or not names_answer(heading.text)]


def _heading(document: Document, block: Block, words: set[str]) -> Heading:
    line = document.lines[block.first]
    text = line[block.content : heading_end(line, block)].strip()
    role: Role = "level" if level_key(text) in words else "section"
    return Heading(block.first, block.level, text, role)


def _deepest(blocks: Sequence[Block], marks: Sequence[Mark]) -> int:
    if marks and marks[0].family.kind == "outline":
        return max((block.level for block in blocks), default=0)
    if marks and marks[0].family.kind == "heading":
        return marks[0].family.depth or 0
    asked = {mark.line for mark in marks}
    first = min(asked, default=0)
    deepest, pending = 0, 0
    for block in blocks:
        if block.kind is BlockKind.HEADING and block.first < first:
            deepest = block.level  # what stands over the first question stands over questions
        if block.first in asked:
            deepest, pending = max(deepest, pending), 0
        elif block.kind is BlockKind.HEADING:
            pending = max(pending, block.level)
        elif block.kind is not BlockKind.BLANK:
            pending = 0
    return deepest


def _numbered_sections(document: Document, blocks: Sequence[Block], marks: Sequence[Mark]) -> list[Heading]:
    """`1.Networks` straight before `1.1`, in a document whose questions are numbered 1.1, 1.2 …"""
    if not marks or marks[0].family.kind != "dotted":
        return []
    found: list[Heading] = []
    first_of = {mark.line: mark.number for mark in marks}
    above: Block | None = None
    for block in blocks:
        number = first_of.get(block.first)
        if number and above and above.item and above.item.number == number[-2] and above.item.form in ("1.", "dot"):
            text = document.lines[above.first][above.content :].strip()
            found.append(Heading(above.first, len(number) - 1, text, "section"))
        if block.kind is not BlockKind.BLANK:
            above = block
    return found


_COUNTED = re.compile(
    r"(?:(?P<sign>[一二三四五六七八九十]{1,3})[、.．]"
    r"|(?P<word>[^\W\d_]{3,20})[ \t]+(?P<count>\d{1,2}|[IVX]{1,5}|one|two|three|four|five|six|seven|eight)\b)",
    re.I,
)
_SPELLED = ("one", "two", "three", "four", "five", "six", "seven", "eight")


def section_count(line: str) -> tuple[str, int] | None:
    """What counts a section in its first words, and its number: `PART II.` has ("part", 2), `二、` ("", 2)."""
    match = _COUNTED.match(line.strip(" \t*_#=-"))
    if match is None:
        return None
    if match["sign"]:
        return "", count_of(match["sign"])
    count = match["count"].lower()
    number = (
        int(count)
        if count.isdecimal()
        else _SPELLED.index(count) + 1
        if count in _SPELLED
        else roman_number(count.upper())
    )
    return match["word"].casefold(), number


def counted_lines(document: Document, blocks: Sequence[Block]) -> list[int]:
    """Lines of text with a count of their own from 1 on, set apart from what is above them, two or more:
    `PART II. True or false`, `三、判断题`."""
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    before: Block | None = None
    for block in blocks:
        apart = before is None or before.kind is BlockKind.BLANK
        told = apart and block.kind is BlockKind.TEXT and not block.indent
        if told and (count := section_count(document.lines[block.first])):
            found[count[0]].append((count[1], block.first))
        before = block
    runs = [hits for hits in found.values() if len(hits) > 1 and [n for n, _ in hits] == list(range(1, len(hits) + 1))]
    return sorted(at for hits in runs for _, at in hits)


def _counted_above(document: Document, blocks: Sequence[Block], asked: set[int]) -> list[Heading]:
    """Those of the lines with a count of their own that stand straight above questions, in a text without headings."""
    if any(block.kind is BlockKind.HEADING for block in blocks):
        return []
    told = [block.first for block in blocks if block.kind is not BlockKind.BLANK]
    following = dict(pairwise(told))
    lines = [at for at in counted_lines(document, blocks) if at not in asked and following.get(at) in asked]
    return [Heading(at, 1, document.lines[at].strip(" \t*_#=-"), "section") for at in lines]


_BOLD = re.compile(r"(?:\*\*|__)[^*_]{2,80}(?:\*\*|__)[:：]?$")

BOLD = 0.8
"""Share of the lines that are bold as a whole, two at least, that must stand straight above questions."""


def _bold_above(document: Document, blocks: Sequence[Block], asked: set[int]) -> list[Heading]:
    """Lines that are bold as a whole, set apart, straight above questions: they part these."""
    told = [block for block in blocks if block.kind is not BlockKind.BLANK]
    found, over = [], []
    for block, below in pairwise(told):
        at = block.first
        apart = not at or not document.lines[at - 1].strip()
        if apart and block.kind is BlockKind.TEXT and at not in asked and _BOLD.match(document.lines[at].strip()):
            found.append(at)
            over += [at] if below.first in asked else []
    if len(over) < max(2, BOLD * len(found)):
        return []
    return [Heading(at, 6, document.lines[at].strip(" \t*_:："), "section") for at in over]


def _bullets_above(document: Document, blocks: Sequence[Block], marks: Sequence[Mark]) -> list[Heading]:
    """Items that have questions beneath them, in a list of several depths."""
    family = marks[0].family if marks else None
    if family is None or (family.kind != "leaf" and (family.kind != "bullet" or not family.depth)):
        return []
    asked = {mark.line for mark in marks}
    found: list[Heading] = []
    above: Block | None = None
    for block in blocks:
        if above is not None and block.first in asked and block.indent > above.indent:
            end = len(document.lines[above.first].rstrip())
            found.append(
                Heading(above.first, 7 + above.indent, document.lines[above.first][above.content : end], "section")
            )
        if block.kind is not BlockKind.BLANK:
            counted = block.item is not None and (block.item.number is None or family.kind == "leaf")
            inside = (
                block.kind is BlockKind.ITEM
                and counted
                and (family.kind == "leaf" or block.indent < (family.depth or 0))
            )
            above = block if inside and block.first not in asked else None
    return found


def _bracketed(document: Document, blocks: Sequence[Block], marks: Sequence[Mark]) -> list[Heading]:
    """`[Networks]` alone on a line, where such lines part a plain text without headings."""
    if any(block.kind is BlockKind.HEADING for block in blocks):
        return []
    asked = {at for mark in marks for at in range(mark.line, (mark.last or mark.line) + 1)}
    lines = [at for at in section_lines(document, blocks) if at not in asked]
    return [Heading(at, 1, document.lines[at].strip(" \t\ufeff[]【】《》<>"), "section") for at in lines]


_BRACKETED = re.compile(r"\ufeff?(?:\[[^\[\]]{2,40}\]|【[^【】]{2,40}】|《[^《》]{2,40}》|<[^\W\d_][^<>/=]{1,40}>)$")


def section_lines(document: Document, blocks: Sequence[Block]) -> list[int]:
    """Lines that are all in brackets, where there are two or more."""
    found = [
        block.first
        for block in blocks
        if block.kind is BlockKind.TEXT and not block.indent and _BRACKETED.match(document.lines[block.first].strip())
    ]
    return found if len(found) >= 2 else []


LONGEST_TITLE = 80
"""Characters of a line that names a part of a plain text."""


ABOVE = 3
"""Lines above the first mark of a count in which the title of its part may stand."""


def titles_over(page: Page, firsts: Iterable[int]) -> list[int]:
    """Lines set apart right above a count's first number, where there are two and more: `ROUND ONE`, `Part B`.

    What ends in a colon or as a sentence does leads in to a list, unless it does so in the same words again: then the
    line above it may be the title.
    """
    above = {first: at for first in firsts if (at := _above(page, first)) is not None}
    times = Counter(page.lines[at].strip() for at in above.values())
    found = []
    for at in above.values():
        again = times[page.lines[at].strip()] > 1
        title = _above(page, at) if again else at
        if title is not None and _is_title(page, title):
            found.append(title)
        elif again:
            found.append(at)
    return found if len(found) >= 2 else []


def _above(page: Page, below: int) -> int | None:
    """The line of text above another, a few lines at most."""
    at = next((at for at in range(below - 1, max(-1, below - 1 - ABOVE), -1) if page.lines[at].strip()), None)
    return at if at is not None and page.kind_at.get(at) is BlockKind.TEXT else None


def _is_title(page: Page, at: int) -> bool:
    line = page.lines[at].rstrip()
    apart = not at or not page.lines[at - 1].strip()
    return apart and bool(line[0].strip()) and len(line) <= LONGEST_TITLE and line[-1] not in ".:：。;；,，?？!！"


def _with_title(headings: list[Heading], asked: set[int]) -> list[Heading]:
    """The first heading is the title if nothing was asked before the next heading as deep, or none follows it."""
    if not headings or min(asked, default=-1) < headings[0].line:
        return headings
    first, rest = headings[0], headings[1:]
    peer = next((heading for heading in rest if heading.depth <= first.depth), None)
    within = any(first.line < line and (peer is None or line < peer.line) for line in asked)
    if first.role == "level" or (within and (peer is not None or first.depth > 1)):
        return headings
    return [Heading(first.line, first.depth, first.text, "title"), *rest]
