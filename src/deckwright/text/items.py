"""What stands before the items of a list: `- `, `12. `, and numbers as people type them who never saw a manual."""

from __future__ import annotations

import re
from dataclasses import dataclass

BULLET = re.compile(r"([-*+])(?=[ \t]|$)")
_LOOSE_BULLET = re.compile(r"([•·●▪◦○■])[ \t\u3000]*(?=\S)")
_NUMBER = re.compile(r"(\d{1,9})([.)])(?=[ \t]|$)")
# Numbers as people type them who never saw a Markdown manual.
_HABIT = re.compile(
    r"(?P<dot>\d{1,3})[.、．](?=[^\s\d])|(?P<paren>\d{1,3})[）)](?=\S)"
    r"|[(（](?P<wrap>\d{1,2})[)）][.、．]?[ \t\u3000]*(?=\S)|(?P<ring>[①-⑳])[.、]?[ \t\u3000]*(?=\S)"
    r"|(?P<roman>x|ix|iv|v?i{1,3}|v)[.)、](?=\s*\S)"
)
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10}


@dataclass(frozen=True, slots=True)
class ItemMarker:
    """What stands before a list item: `- `, `12. `, `（1）.`, `①`, `ii.`

    `form` names the shape without the number, so that items of one list have one form; `end` is the index
    after the marker. `plain` tells the markers that CommonMark knows from the habits it does not.
    """

    form: str
    number: int | None
    end: int
    plain: bool


def item_marker(text: str, start: int = 0) -> ItemMarker | None:
    """The list marker at `start`, if one stands there."""
    if match := BULLET.match(text, start):
        return ItemMarker(match[1], None, match.end(), True)
    if match := _NUMBER.match(text, start):
        return ItemMarker(f"1{match[2]}", int(match[1]), match.end(), True)
    if match := _LOOSE_BULLET.match(text, start):
        return ItemMarker(match[1], None, match.end(), False)
    if match := _HABIT.match(text, start):
        form = match.lastgroup or ""
        written = match[form]
        if form == "ring":
            number = ord(written) - ord("①") + 1
        elif form == "roman":
            number = _ROMAN[written]
        else:
            number = int(written)
        return ItemMarker(form, number, match.end(), False)
    return None
