"""Rows of cells, wherever they come from: tables, CSV, exports, lines with a sign between their parts."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from deckwright.seeds.slices import Slice
from deckwright.text.table import cell_ends


@dataclass(frozen=True, slots=True)
class Cell:
    """The pieces of a cell, without its quotes; one of a quoted cell may go over several lines."""

    pieces: tuple[Slice, ...]

    def text(self, lines: Sequence[str]) -> str:
        return "\n".join(_joined(self.pieces, lines))


def _joined(pieces: Sequence[Slice], lines: Sequence[str]) -> Iterator[str]:
    """The text of each line that pieces stand in."""
    text, line = "", None
    for piece in pieces:
        if line is not None and piece.line != line:
            yield text
            text = ""
        text += lines[piece.line][piece.start : piece.end]
        line = piece.line
    if line is not None:
        yield text


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a record, from its first line to its last."""

    first: int
    last: int
    cells: tuple[Cell, ...]


def bar_row(lines: Sequence[str], at: int) -> Row:
    """A row of a table between bars, cut as a card cuts it."""
    line = lines[at]
    bars = cell_ends(line)
    bare = line.strip()
    edges = bars if bare.startswith("|") else [-1, *bars]
    edges = edges if bare.endswith("|") and not bare.endswith("\\|") else [*edges, len(line)]
    return Row(at, at, tuple(_cell(lines, at, left + 1, right) for left, right in pairwise(edges)))


SIGNS = re.compile(r"([#|;@^~\t])\1*")
"""What people put between the parts of a line, and prose seldom has."""


def split_row(lines: Sequence[str], at: int, signs: Sequence[str]) -> Row:
    """A line cut at some signs, in their order."""
    line, cells, start, left = lines[at], [], 0, list(signs)
    for match in SIGNS.finditer(line):
        if left and match[0] == left[0]:
            cells.append(_cell(lines, at, start, match.start()))
            start = match.end()
            left.pop(0)
    return Row(at, at, (*cells, _cell(lines, at, start, len(line))))


def signs_of(lines: Sequence[str], share: float) -> tuple[str, ...]:
    """The signs that cut at least a share of some lines alike: as many of each, in one order; none where none do."""
    counts: dict[str, Counter[int]] = defaultdict(Counter)
    found = [[match[0] for match in SIGNS.finditer(line)] for line in lines]
    for signs in found:
        for sign, times in Counter(signs).items():
            counts[sign][times] += 1
    even = {sign for sign, times in counts.items() if times.most_common(1)[0][1] >= share * len(lines)}
    orders = Counter(tuple(sign for sign in signs if sign in even) for signs in found)
    order, many = orders.most_common(1)[0] if even else ((), 0)
    return order if many >= share * len(lines) else ()


def _cell(lines: Sequence[str], at: int, start: int, end: int) -> Cell:
    text = lines[at][start:end]
    begin = start + len(text) - len(text.lstrip())
    return Cell((Slice(at, begin, begin + len(text.strip())),))


def csv_rows(lines: Sequence[str], sign: str, first: int = 0) -> list[Row]:
    """The rows of comma-separated values (RFC 4180): quotes go over line ends, two of them within quotes are one."""
    rows: list[Row] = []
    at = first
    while at < len(lines):
        if not lines[at].strip():
            at += 1
            continue
        row = _csv_row(lines, at, sign)
        rows.append(row)
        at = row.last + 1
    return rows


LONGEST_QUOTE = 120
"""Lines that a quoted cell may take; a quote that is not closed by then is a character."""


def _csv_row(lines: Sequence[str], at: int, sign: str) -> Row:
    first, column = at, 0
    cells: list[Cell] = []
    while True:
        start = column
        while start < len(lines[at]) and lines[at][start] == " ":
            start += 1
        closed = _quoted(lines, at, start + 1) if lines[at].startswith('"', start) else None
        if closed:
            pieces, at, column = closed
            cells.append(Cell(pieces))
            end = lines[at].find(sign, column)
        else:
            end = lines[at].find(sign, column)
            cells.append(_cell(lines, at, column, len(lines[at]) if end < 0 else end))
        if end < 0:
            return Row(first, at, tuple(cells))
        column = end + len(sign)


def _quoted(lines: Sequence[str], at: int, start: int) -> tuple[tuple[Slice, ...], int, int] | None:
    """The pieces of a quoted cell, and the line and the index behind its closing quote; None where there is none."""
    pieces: list[Slice] = []
    for line in range(at, min(at + LONGEST_QUOTE, len(lines))):
        text, begin = lines[line], start if line == at else 0
        while (end := text.find('"', begin)) >= 0:
            if text.startswith('""', end):
                pieces.append(Slice(line, begin, end + 1))
                begin = end + 2
                continue
            pieces.append(Slice(line, begin, end))
            return tuple(pieces), line, end + 1
        pieces.append(Slice(line, begin, len(text)))
    return None
