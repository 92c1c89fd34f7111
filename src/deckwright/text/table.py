"""The rows of a table."""

from __future__ import annotations

import re
from bisect import bisect_left

from deckwright.text.inline import TokenKind, tokens

_WHOLE = (TokenKind.CODE, TokenKind.MATH, TokenKind.DISPLAY_MATH)


def table_cells(row: str) -> list[str]:
    """The cells of a table row; neither a `\\|` ends one (GitHub Flavored Markdown, 4.10) nor code or a formula."""
    row = row.strip()
    ends = [match.start() for match in re.finditer(r"(?<!\\)\|", row)]
    for token in tokens(row) if ends else []:
        if token.kind in _WHOLE:
            del ends[bisect_left(ends, token.start) : bisect_left(ends, token.end)]
    firsts = [0, *(end + 1 for end in ends)]
    cells = [row[first:end].strip() for first, end in zip(firsts, [*ends, len(row)], strict=True)]
    outer = slice(1 if ends[:1] == [0] else 0, -1 if len(cells) > 1 and ends[-1] == len(row) - 1 else None)
    return cells[outer]
