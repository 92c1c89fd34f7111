"""Where what is opened in a line is closed, in time that grows with the number of lines alone."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence


class Ends:
    """The lines that close something, by what they close: the group `name` of a pattern, in small letters."""

    def __init__(self, lines: Sequence[str], closing: re.Pattern[str]) -> None:
        self.by_name: dict[str, list[int]] = defaultdict(list)
        for at, line in enumerate(lines):
            if match := closing.match(line):
                self.by_name[match["name"].lower()].append(at)

    def behind(self, at: int, name: str) -> int | None:
        """The first line behind `at` that closes `name`."""
        ends = self.by_name.get(name.lower(), [])
        index = bisect_right(ends, at)
        return ends[index] if index < len(ends) else None
