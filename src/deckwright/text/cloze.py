"""Cloze deletions in a text: `{{c1::answer::hint}}`, as Anki writes them, and `[answer]`, as hashcards does.

A deletion ends at the `}}` that its own braces leave over, so that formulas may stand in it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from deckwright.text.inline import TokenKind, tokens

MAX_NUMBER = 500
"""Of a greater one Anki makes a card numbered 500 (measured in 26.9.3)."""

_SIGN = re.compile(r"\{\{c(\d{1,4})::|\\.|::|[{}]", re.S)
_WHOLE = (TokenKind.MATH, TokenKind.DISPLAY_MATH, TokenKind.CODE)


@dataclass(frozen=True, slots=True)
class Sign:
    """`text[start:end]`: where a deletion opens, where its hint begins, where it closes."""

    kind: Literal["open", "hint", "close"]
    start: int
    end: int
    number: int


class Unclosed(ValueError):
    """A deletion that does not end; `at` is where it begins."""

    def __init__(self, at: int) -> None:
        super().__init__(at)
        self.at = at


@dataclass(slots=True)
class _Open:
    at: int
    number: int
    formula: int  # the formula or code it stands in, or -1
    hint: bool = False


def signs(text: str) -> list[Sign]:
    """The signs of every deletion, in order. Raises Unclosed for one that does not end."""
    formulas = [(token.start, token.end) for token in tokens(text) if token.kind in _WHOLE]
    stack: list[_Open | None] = []  # None for a brace that is no deletion's
    found: list[Sign] = []
    at = 0
    while match := _SIGN.search(text, at):
        at, top = match.end(), stack[-1] if stack else None
        sign = match[0]
        if match[1]:
            number = int(match[1])
            stack.append(_Open(match.start(), number, _formula_at(formulas, match.start())))
            found.append(Sign("open", match.start(), at, number))
        elif sign == "{" and stack:
            stack.append(None)
        elif sign == "}" and stack and top is None:
            stack.pop()
        elif sign == "}" and top and text.startswith("}", at):
            stack.pop()
            at += 1
            found.append(Sign("close", match.start(), at, top.number))
        elif sign == "::" and top and not top.hint and top.formula == _formula_at(formulas, match.start()):
            top.hint = True
            found.append(Sign("hint", match.start(), at, top.number))
    if unclosed := next((one for one in stack if one), None):
        raise Unclosed(unclosed.at)
    return found


def numbers(text: str) -> tuple[int, ...]:
    """The numbers of a text's deletions, each once, in order: as many cards are made. Raises Unclosed."""
    return tuple(sorted({sign.number for sign in signs(text) if sign.kind == "open"}))


def from_brackets(text: str) -> str:
    """hashcards' `A [queen] lays` as `A {{c1::queen}} lays`; what is in code, formulas and links stays."""
    protected = [(token.start, token.end) for token in tokens(text) if token.kind is not TokenKind.LINK_OPEN]
    links = {token.start for token in tokens(text) if token.kind is TokenKind.LINK_OPEN}
    pieces: list[str] = []
    at, number = 0, 0
    for match in re.finditer(r"\[([^\[\]]+)\]", text):
        if match.start() in links or _inside(protected, match.start()):
            continue
        number += 1
        pieces += [text[at : match.start()], f"{{{{c{number}::{match[1]}}}}}"]
        at = match.end()
    return "".join([*pieces, text[at:]])


def _formula_at(formulas: Sequence[tuple[int, int]], at: int) -> int:
    index = bisect_right(formulas, (at, len(formulas) + at + 1)) - 1
    return index if index >= 0 and formulas[index][0] <= at < formulas[index][1] else -1


def _inside(ranges: Sequence[tuple[int, int]], at: int) -> bool:
    return any(start <= at < end for start, end in ranges)
