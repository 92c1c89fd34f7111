"""A line that is nothing but an enumeration: red, green and blue; 红、绿和蓝."""

from __future__ import annotations

import re

_LEAD = re.compile(r"^[^:：]{0,30}[:：]\s*")
_END = re.compile(r"[\s.。;；!！]+$")
_LAST_CHINESE = re.compile(r"和|以及|与|及|还有")
_LAST = re.compile(r",?\s+(?:and|or|und|oder|y|e|et|ou|и)\s+", re.I)
CHINESE_CHARACTERS, WORDS = 12, 3
"""What an item has at most; what is longer tells something of it."""


def enumerated(text: str) -> tuple[list[str], set[int]]:
    """The items of a line that only enumerates, and how many they may be: `and` parts two items, or joins one.

    No items where a text is anything else.
    """
    line = _LEAD.sub("", _END.sub("", text.strip()))
    if "\n" in line or "。" in line or ". " in line:
        return [], set()
    parts = _in_chinese(line) if "、" in line else _in_words(line)
    return (parts, {len(parts), len(_parted(line))}) if len(parts) > 1 else ([], set())


def _parted(line: str) -> list[str]:
    return re.split("、" if "、" in line else ",", line)


def _in_chinese(line: str) -> list[str]:
    *first, last = line.split("、")
    parts = [*first, *_LAST_CHINESE.split(last, maxsplit=1)]
    short = all(0 < len(part.strip()) <= CHINESE_CHARACTERS for part in parts)
    return parts if short and not re.search("[，；]", line) else []


def _in_words(line: str) -> list[str]:
    *first, last = line.split(",")
    parts = [part for part in (*first, *_LAST.split(f" {last.strip()}")) if part.strip()]
    short = all(len(part.split()) <= WORDS for part in parts)
    return parts if first and short and not re.search("[;?()]", line) else []
