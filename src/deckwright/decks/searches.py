"""The searches by which learners find notes in Anki's browser (https://docs.ankiweb.net/searching.html)."""

from __future__ import annotations

import re
from collections.abc import Iterable

LONGEST = 300
"""Characters of a first field that a search names whole."""
PREFIX = 100
"""Characters of a longer one that it names."""
_BLANK = re.compile(r"(\r\n)|[^\S ]|^ | $")
"""White space that no search holds as it is: `_` stands for any sign, `*` for any signs. Some Ankis keep no CR."""


def by_id(note_id: str) -> str:
    """Finds a note of our own types: its ID is in a field."""
    return f"ID:{note_id}"


def by_text(type_id: int | str, page: str) -> str:
    """Finds a note of an adopted type, which has no field for its ID: by the type and the first field's HTML."""
    if page and len(page) <= LONGEST and not _BLANK.search(page):
        return f'"dupe:{type_id},{_quoted(page, "")}"'
    said = _BLANK.sub(lambda blank: "_*" if blank[1] else "_", _quoted(page[:PREFIX], "*_:"))
    return f'(mid:{type_id} "{said}")' if said else f'"dupe:{type_id},"'


def any_of(searches: Iterable[str]) -> str:
    """Finds what any of some searches finds."""
    return " OR ".join(searches)


def in_deck(deck: str, searches: Iterable[str]) -> str:
    """Finds what any of some searches finds, as far as it lies in a deck of a full name."""
    return f'"deck:{_quoted(deck, "*_")}" ({any_of(searches)})'


def _quoted(text: str, signs: str) -> str:
    """A text within quotes as Anki takes it literally, where `signs` mean something."""
    return "".join(f"\\{sign}" if sign in '"\\' or sign in signs else sign for sign in text)
