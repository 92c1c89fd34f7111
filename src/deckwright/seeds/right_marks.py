"""The mark of right options: what stands at one option of nearly every question, now at this one, now at that."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

LEAST, SHARE = 3, 0.6
"""Questions, and their share, of which one option must have the mark."""

STILL = 0.8
"""Share of the questions in which a word may stand at one and the same place: `none of the above` stands last."""

LONGEST = 14
"""Characters of a word that is a mark."""

_ENDS = ".,;:!?…。，；：！？、"
_SIGNS = re.compile(r"(?:(?<=\s)|(?<=\w))[^\w\s)\]}\"'’”»）】」』]{1,4}$|\([^\w\s]\)$")
_WORD = re.compile(r"(?:(?<=\s)[-–—=>(\[{]{1,4}[ \t]*|(?<=\s))(?P<word>\w[^\s]*)$")
Mark = tuple[str, str]
"""Before or behind the words of an option, and what stands there."""


def behind(words: str) -> dict[Mark, int]:
    """What might be a mark behind the words of an option, and where it begins."""
    bare = words.rstrip()
    found: dict[Mark, int] = {}
    for pattern in (_SIGNS, _WORD):
        match = pattern.search(bare[-2 * LONGEST :])
        text = match.group().strip() if match else ""
        if match and len(text) <= LONGEST and text.strip(_ENDS) and len(bare) > len(text):
            at = max(0, len(bare) - 2 * LONGEST) + match.start()
            if pattern is _SIGNS and text in bare[:at]:
                continue  # it is emphasis, or a quotation
            found["behind", text.casefold()] = len(bare[:at].rstrip())
    return found


def before(sign: str) -> Mark:
    """What an option begins with, but for its letter."""
    return "before", re.sub(r"[\w\s]", "", sign)


def _is_word(mark: Mark) -> bool:
    return any(map(str.isalnum, mark[1]))


def common_mark(questions: Sequence[Sequence[set[Mark]]]) -> Mark | None:
    """The mark that one option of nearly every question has, at places that change; the longest of several."""
    once: Counter[Mark] = Counter()
    places: dict[Mark, Counter[int]] = defaultdict(Counter)
    for options in questions:
        times = Counter(mark for marks in options for mark in marks)
        for at, marks in enumerate(options):
            for mark in marks:
                once[mark] += times[mark] == 1
                places[mark][at] += 1
    asked = sum(bool(options) for options in questions)
    often = [mark for mark, many in once.items() if many >= max(LEAST, SHARE * asked)]
    moving = [
        mark
        for mark in often
        if max(places[mark].values()) < STILL * places[mark].total() or not (mark[0] == "before" or _is_word(mark))
    ]
    told = [mark for mark in moving if 2 * sum(places[mark].values()) <= 3 * once[mark]]
    return max(told, key=lambda mark: (len(mark[1]), mark), default=None)
