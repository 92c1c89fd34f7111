"""The rows of a table."""

from __future__ import annotations

import re
from bisect import bisect_left

from deckwright.text.inline import TokenKind, tokens

_FORMULAS = (TokenKind.MATH, TokenKind.DISPLAY_MATH)
_NORM = re.compile(r"(?:^|[$({\[=+\-*/,;<>&]|\\[a-zA-Z]+)\s*\\\|[^|]*\\\|")
_WHOLE = (TokenKind.CODE, TokenKind.MATH, TokenKind.DISPLAY_MATH)


def cell_ends(row: str) -> list[int]:
    """Where the bars of a table row stand that end a cell: no `\\|` does (GitHub Flavored Markdown, 4.10), and none in
    code or in a formula."""
    ends = [match.start() for match in re.finditer(r"(?<!\\)\|", row)]
    for token in tokens(row) if ends and ("`" in row or "$" in row or "\\" in row) else []:
        if token.kind in _WHOLE:
            del ends[bisect_left(ends, token.start) : bisect_left(ends, token.end)]
    return ends


def table_cells(row: str) -> list[str]:
    """The cells of a table row."""
    row = row.strip()
    ends = cell_ends(row)
    firsts = [0, *(end + 1 for end in ends)]
    cells = [row[first:end].strip() for first, end in zip(firsts, [*ends, len(row)], strict=True)]
    outer = slice(1 if ends[:1] == [0] else 0, -1 if len(cells) > 1 and ends[-1] == len(row) - 1 else None)
    return cells[outer]


def cell_text(cell: str) -> str:
    """What a cell says: `\\|` is a bar, but for the norm in a formula, which opens on no operand: `$\\|x\\|$`."""
    if "\\|" not in cell:
        return cell
    norms = [
        (token.start, token.end)
        for token in tokens(cell)
        if token.kind in _FORMULAS and _NORM.search(cell, token.start, token.end)
    ]
    pieces, at = [], 0
    for start, end in norms:
        pieces += [cell[at:start].replace("\\|", "|"), cell[start:end]]
        at = end
    return "".join([*pieces, cell[at:].replace("\\|", "|")])
