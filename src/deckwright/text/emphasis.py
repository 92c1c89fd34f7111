"""Which `*` and `_` are emphasis: CommonMark's delimiter runs, with two house rules.

- `**强调，**后文` is bold. CommonMark asks for a space or punctuation beside the inner punctuation, which
  Chinese and Japanese never put there; so beside such characters a run may open and close.
- `*` between digits is a sign: `5*6和7*8`.

Rules: https://spec.commonmark.org/0.31.2/#emphasis-and-strong-emphasis
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from deckwright.text.characters import is_cjk, is_punctuation

_RUN = re.compile(r"\*+|_+")


@dataclass(slots=True)
class Run:
    """A run of one delimiter, what is left of it, and how often it opened or closed something."""

    char: str
    start: int
    length: int
    left: int
    opens: bool
    closes: bool
    openings: list[int]  # sizes, the outermost first: written from the run's start
    closings: list[int]  # sizes, the innermost first


def emphasis(text: str, protected: Iterable[tuple[int, int]] = ()) -> list[Run]:
    """The delimiter runs of a text outside the `protected` ranges, with what each opens (1: em, 2: strong).

    A run whose `left` is not 0 has that many characters which are text.
    """
    runs = [run for match in _outside(text, protected) if (run := _run(text, match)) is not None]
    _pair(runs)
    return runs


def _outside(text: str, protected: Iterable[tuple[int, int]]) -> Iterable[re.Match[str]]:
    at = 0
    for start, end in sorted(protected):
        yield from _RUN.finditer(text, at, max(at, start))
        at = max(at, end)
    yield from _RUN.finditer(text, at)


def _run(text: str, match: re.Match[str]) -> Run | None:
    before = text[match.start() - 1] if match.start() else " "
    after = text[match.end()] if match.end() < len(text) else " "
    char = match[0][0]
    if char == "*" and before.isdigit() and after.isdigit():
        return None
    blank_before, blank_after = before.isspace(), after.isspace()
    marked_before, marked_after = is_punctuation(before), is_punctuation(after)
    left = not blank_after and (not marked_after or blank_before or marked_before)
    right = not blank_before and (not marked_before or blank_after or marked_after)
    if char == "_":
        opens, closes = left and (not right or marked_before), right and (not left or marked_after)
    else:
        eastern = (is_cjk(before) or is_cjk(after)) and not blank_before and not blank_after
        opens, closes = left or eastern, right or eastern
    length = len(match[0])
    return Run(char, match.start(), length, length, opens, closes, [], [])


def _pair(runs: list[Run]) -> None:
    """CommonMark's "process emphasis": each closer takes the nearest opener that fits."""
    stack: list[Run] = []
    bottoms: dict[tuple[str, bool, int], int] = {}
    for run in runs:
        while run.closes and run.left:
            key = (run.char, run.opens, run.length % 3)
            found = _opener(stack, run, bottoms.get(key, 0))
            if found is None:
                bottoms[key] = len(stack)
                break
            opener = stack[found]
            del stack[found + 1 :]
            size = 2 if opener.left >= 2 and run.left >= 2 else 1
            opener.left -= size
            run.left -= size
            opener.openings.insert(0, size)
            run.closings.append(size)
            if not opener.left:
                stack.pop()
            for kind, bottom in bottoms.items():
                bottoms[kind] = min(bottom, len(stack))
        if run.opens and run.left:
            stack.append(run)


def _opener(stack: list[Run], closer: Run, bottom: int) -> int | None:
    for at in range(len(stack) - 1, bottom - 1, -1):
        opener = stack[at]
        if opener.char != closer.char:
            continue
        both = opener.closes or closer.opens
        if both and (opener.length + closer.length) % 3 == 0 and (opener.length % 3 or closer.length % 3):
            continue
        return at
    return None
