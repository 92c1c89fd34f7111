"""Records written as values of a programming language or as commands with arguments: `("Oslo?", "Norway", 2)`,
`{question: "…", answer: "…"}`, `\\card{…}{…}`. What encloses as many values again and again is a record; its values
are the cells of a row, and keys its heads."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from deckwright.seeds.document import Document
from deckwright.seeds.family import Family
from deckwright.seeds.grid import Cell, Row
from deckwright.seeds.markers.latex import closing_brace
from deckwright.seeds.markers.mark import Mark
from deckwright.seeds.markers.rows import records
from deckwright.seeds.slices import Slice
from deckwright.text.blocks import Block, BlockKind

LEAST = 3
"""Records of one shape before they are the pattern of a document."""

EVEN = 0.6
"""Share of the records that must have as many values."""

_TOKEN = re.compile(
    r"(?P<key>(?<!\w)[\"']?[A-Za-z_]\w*+[\"']?)[ \t]*+[:=](?!=)[ \t]*(?=[\"'\[({\d])"
    r"|(?P<string>\"(?:\\.|\"(?![ \t]*(?:[,:)\]};]|$))|[^\"\\])*\"|(?<!\w)'(?:\\.|'(?![ \t]*(?:[,:)\]};]|$))|[^'\\])*')"
    r"|(?P<atom>\b(?:\d+(?:\.\d+)?|true|false)\b)|(?P<open>[(\[{])|(?P<close>[)\]}])",
    re.I,
)


_BOTH = re.compile(r"[(\[{,][ \t]*[\"']|[\"']?[:=][ \t]*[\"']|^[ \t]*[\"']")
"""What lines of values have, and those of prose seldom."""


@dataclass(slots=True)
class _Group:
    """What stands between two brackets: its values with their keys, those of groups within it among them."""

    sign: str
    line: int
    key: str = ""
    last: int = 0
    keys: list[str] = field(default_factory=list)
    values: list[Slice] = field(default_factory=list)
    strings: int = 0
    groups: int = 0


def find(document: Document, blocks: list[Block]) -> Iterator[Mark]:
    told = [at for block in blocks if block.kind is not BlockKind.FENCE for at in range(block.first, block.last + 1)]
    if sum(_BOTH.search(document.lines[at]) is not None for at in told) < LEAST:
        return
    by_sign: dict[str, list[_Group]] = defaultdict(list)
    for group in _groups(document, told):
        by_sign[group.sign].append(group)
    for groups in by_sign.values():
        width = Counter(len(group.values) for group in groups).most_common(1)[0]
        if len(groups) < LEAST or width[0] < 2 or width[1] < EVEN * len(groups):
            continue
        heads = Counter(tuple(group.keys) for group in groups).most_common(1)[0][0]
        rows = [Row(one.line, one.last, tuple(Cell((value,)) for value in one.values)) for one in groups]
        named = {"columns": "\t".join(heads)} if all(heads) else {}
        yield from records(Family("literal", _SPOKEN[groups[0].sign]), document, rows, named, None)


_SPOKEN = {"(": "round", "[": "square", "{": "curly"}


def _groups(document: Document, told: Sequence[int]) -> Iterator[_Group]:
    """The records in some lines: what encloses two strings and more, those of the lists within it included."""
    stack: list[_Group] = []
    key = ""
    for at in told:
        line = document.lines[at]
        if line[:1] in ("(", "[", "{") and len(stack) > 1:
            stack = []  # what was opened above has been left open
        for match in _TOKEN.finditer(line):
            if match["key"]:
                key = match["key"].strip("\"'")
            elif match["open"]:
                stack.append(_Group(match["open"], at, key))
                key = ""
            elif match["close"] and stack:
                group = stack.pop()
                group.last = at
                outer = stack[-1] if stack else None
                if group.groups == 0 and outer and (group.key or outer.strings) and not any(group.keys):
                    outer.values += group.values
                    outer.keys += [group.key] * len(group.values)
                    outer.strings += group.strings
                elif group.strings >= 2:
                    if outer:
                        outer.groups += 1
                    yield group
            elif stack and (match["string"] or match["atom"]):
                start, end = match.span()
                quoted = bool(match["string"])
                stack[-1].values.append(Slice(at, start + quoted, end - quoted))
                stack[-1].keys.append(key)
                stack[-1].strings += quoted
                key = ""


ARGUMENTS = 2
"""Arguments of a command from which on it may be a card with its two sides."""

_COMMAND = re.compile(r"\\(?P<name>[A-Za-z]+)\{")
_LAYOUT = re.compile(r"(?:new|renew|provide|set|add|def|text|math|frac|href|multi|resize|rule|color|rowcolor|include)")


def find_commands(document: Document, blocks: list[Block]) -> Iterator[Mark]:
    """Commands of LaTeX that an author has made for cards: one name, two arguments and more, again and again."""
    found: dict[str, list[Row]] = defaultdict(list)
    for block in blocks:
        if block.kind is not BlockKind.TEXT:
            continue
        behind = 0
        while match := _COMMAND.search(document.lines[block.first], behind):
            row = _arguments(document, block.first, match.end())
            if not row.cells:
                break
            if len(row.cells) >= ARGUMENTS and not _LAYOUT.match(match["name"]):
                found[match["name"]].append(row)
                if row.last > block.first:
                    break
                behind = row.cells[-1].pieces[-1].end
            else:
                behind = match.end()
    for name, rows in found.items():
        distinct = {row.cells[0].text(document.lines) for row in rows}
        if len(rows) >= LEAST and len(distinct) >= EVEN * len(rows):
            yield from records(Family("command", name.lower()), document, rows, {}, None)


def _arguments(document: Document, at: int, start: int) -> Row:
    """The arguments of a command, the first of which begins at `start`; they may go over several lines."""
    first, cells = at, []
    while place := closing_brace(document.lines, at, start):
        last, end = place
        pieces = [
            Slice(line, start if line == at else 0, end if line == last else len(document.lines[line]))
            for line in range(at, last + 1)
        ]
        cells.append(Cell(tuple(pieces)))
        at, start = last, end + 1
        if start == len(document.lines[at].rstrip()) and document.lines[at + 1 : at + 2]:
            gap = document.lines[at + 1]
            if gap.lstrip().startswith("{"):
                at, start = at + 1, gap.index("{")
        if not document.lines[at].startswith("{", start):
            break
        start += 1
    return Row(first, at, tuple(cells))
