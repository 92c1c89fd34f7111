"""A rule of the linter, and what it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from deckwright.cards.store import Card
from deckwright.decks.deck import Deck
from deckwright.errors import Severity

Mend = Literal["safe", "suggested"]
"""What `--fix` may do: where it is safe, at once; where it is suggested, if asked to."""


@dataclass(frozen=True, slots=True)
class Found:
    """Something a rule found: the characters `start` to `end` of one of a note's texts, or the note as a whole.

    `key` is that of the text ("question", "answer", "extra", "choices.0", "tags"); `fix` is what those characters
    become, safely or as a suggestion (mend.py tells which); `others` are the notes it is also about. `line` and
    `column` are set where the place is known, but not as a range of one of the texts; `severity` where this one matters
    more or less than its rule says. `always`: no note's `allow` hides it. `allowed`: the rule itself has seen that one
    does, and it is only counted.
    """

    card: Card
    message: str
    key: str = ""
    start: int = 0
    end: int = 0
    remedy: str | None = None
    fix: str | None = None
    others: tuple[Card, ...] = ()
    line: int | None = None
    column: int | None = None
    severity: Severity | None = None
    always: bool = False
    allowed: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: what it is called, how much it matters, a line of documentation, an example of what trips it.

    `mend` is the best grade that its fixes have; each one is proved by itself.
    """

    code: str
    severity: Severity
    summary: str
    example: str
    find: Callable[[Deck], Iterable[Found]]
    mend: Mend | None = None


_RULES: dict[str, Rule] = {}


def rule(
    code: str, severity: Severity, summary: str, *, example: str, mend: Mend | None = None
) -> Callable[[Callable[[Deck], Iterable[Found]]], Callable[[Deck], Iterable[Found]]]:
    """Enter a function into the registry as a rule."""

    def enter(find: Callable[[Deck], Iterable[Found]]) -> Callable[[Deck], Iterable[Found]]:
        assert code not in _RULES, code
        _RULES[code] = Rule(code, severity, summary, example, find, mend)
        return find

    return enter


def entered() -> dict[str, Rule]:
    """The rules entered so far, by code, in order."""
    return _RULES
