"""Lines as blocks hold them: blanks in place of tabs, without indentation, without the signs that close them."""

from __future__ import annotations

import re

from deckwright.text.blocks import indent_of
from deckwright.text.items import item_marker

_MARK = re.compile(
    r"[一二三四五六七八九十]{1,3}、\S|[（(][一二三四五六七八九十]{1,3}[)）]\s*\S"
    r"|[A-Ha-h][.、)）]\s*\S|\d{1,3}(?:\.\d{1,3})+[ .、]?\S"
)


def starts_with_marker(line: str) -> bool:
    """Whether a line begins as an item of some list does, also one that is set as text."""
    bare = line.strip()
    return item_marker(bare) is not None or _MARK.match(bare) is not None


def spaces(line: str, at: int = 0) -> str:
    """A line whose blanks from a column on are spaces only."""
    columns, start = indent_of(" " * at + line[at:])
    return line[:at] + " " * (columns - at) + line[start:]


def paragraph_line(line: str) -> str:
    """A line of text without its indentation, its two spaces for a break kept."""
    bare = line.strip()
    return bare + "  " if line.endswith("  ") else bare


def without_last_break(text: str) -> str:
    """A text without a break behind its last line, where there is nothing to break."""
    text = text.rstrip()
    slashes = len(text) - len(text.rstrip("\\"))
    return text[:-1].rstrip() if slashes % 2 else text


def without_closing(text: str) -> str:
    return re.sub(r"(?:^|[ \t])#+[ \t]*$", "", text.rstrip()).strip()
