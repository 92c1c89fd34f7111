"""What a JSON value has to look like, as a table: every shape names what it expects and finds what is otherwise.

A table reads as its format's description. To add a fact to a record is to add a row.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NoReturn, Protocol

from deckwright.errors import DeckwrightError, nearest, quoted

DEEP = 64
"""Levels of nesting up to which JSON is read; what is written here has five."""


class Wrong(Exception):
    """A value that has not its shape: where in the line, what is wrong, what was expected."""

    def __init__(self, at: str, problem: str, expected: str) -> None:
        super().__init__(f"{at} {problem}; expected {expected}")
        self.at, self.problem, self.expected = at, problem, expected


class Shape(Protocol):
    """Something a value is held against; `at` is its path from the line's beginning, such as `released.modified`."""

    def check(self, value: object, at: str) -> None:
        """Raise Wrong where the value has another shape."""


def _refuse(value: object, at: str, expected: str) -> NoReturn:
    raise Wrong(quoted(at), f"is {quoted(value)}", expected)


@dataclass(frozen=True, slots=True)
class Text:
    """A text; with `form`, one that matches it whole, and `expected` says that in words."""

    expected: str = "a text"
    form: re.Pattern[str] | None = None

    def check(self, value: object, at: str) -> None:
        if not isinstance(value, str) or not self.holds(value):
            _refuse(value, at, self.expected)

    def holds(self, value: str) -> bool:
        """Whether a text has the form."""
        return self.form is None or bool(self.form.fullmatch(value))


NAME = Text("a text of one line", re.compile(r"[^\x00-\x1f\x7f-\x9f\u2028\u2029]+"))
FILE = Text("the name of a file in the folder", re.compile(r"(?!\.{1,2}$)[^\x00-\x1f\x7f-\x9f\u2028\u2029/\\]+"))
VERSION = Text("a version such as 1.0.0", re.compile(r"[0-9]{1,9}(\.[0-9]{1,9}){0,3}"))


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number within bounds, both of them in."""

    least: int = -(1 << 63)
    most: int = (1 << 63) - 1
    expected: str = "a whole number"

    def check(self, value: object, at: str) -> None:
        if not isinstance(value, int) or isinstance(value, bool) or not self.least <= value <= self.most:
            _refuse(value, at, self.expected)


TIME = Whole(0, 253_402_300_799, "a time in Unix seconds")  # up to the year 9999, where calendars here end

DERIVATION = Whole(1, expected="the number of a derivation")


@dataclass(frozen=True, slots=True)
class Flag:
    """true or false."""

    def check(self, value: object, at: str) -> None:
        if not isinstance(value, bool):
            _refuse(value, at, "true or false")


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of a few values."""

    values: tuple[str | int, ...]

    def check(self, value: object, at: str) -> None:
        if isinstance(value, bool) or not isinstance(value, str | int) or value not in self.values:
            _refuse(value, at, f"one of {', '.join(map(str, self.values))}")


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list of values of one shape."""

    item: Shape

    def check(self, value: object, at: str) -> None:
        if not isinstance(value, list):
            _refuse(value, at, "a list")
        for index, item in enumerate(value):
            self.item.check(item, f"{at}[{index}]")


@dataclass(frozen=True, slots=True)
class Row:
    """A list of so many values, each of a shape of its own."""

    items: tuple[Shape, ...]

    def check(self, value: object, at: str) -> None:
        if not isinstance(value, list) or len(value) != len(self.items):
            _refuse(value, at, f"a list of {len(self.items)}")
        for index, (item, shape) in enumerate(zip(value, self.items, strict=True)):
            shape.check(item, f"{at}[{index}]")


@dataclass(frozen=True, slots=True)
class MapOf:
    """Keys of one shape, values of another."""

    key: Shape
    value: Shape

    def check(self, value: object, at: str) -> None:
        if not isinstance(value, dict):
            _refuse(value, at, "an object")
        for key, inner in value.items():
            try:
                self.key.check(key, at)
            except Wrong as wrong:
                raise Wrong(quoted(at), f"has the key {quoted(key)}", wrong.expected) from None
            self.value.check(inner, f"{at}.{key}")


@dataclass(frozen=True, slots=True)
class Record:
    """Facts by name. `required` must be there; any other may be missing or null. `needs` is fact -> other fact."""

    facts: Mapping[str, Shape]
    required: tuple[str, ...] = ()
    needs: Mapping[str, str] = field(default_factory=dict)
    open: bool = False  # whether facts of other names may stand there, as a newer version might write them

    def check(self, value: object, at: str) -> None:
        if not isinstance(value, dict):
            _refuse(value, at, "an object")
        for name, inner in value.items():
            shape = self.facts.get(name)
            path = f"{at}.{name}" if at else name
            if shape is None and not self.open:
                raise Wrong(quoted(path), "is no fact of such a line", nearest(name, self.facts))
            if shape and (inner is not None or name in self.required):
                shape.check(inner, path)
        self._check_missing(value, at)

    def _check_missing(self, value: Mapping[str, Any], at: str) -> None:
        needed = [self.needs[name] for name in self.needs if value.get(name) is not None]
        for name in (*self.required, *needed):
            if value.get(name) is None:
                raise Wrong(quoted(f"{at}.{name}" if at else name), "is missing", "it beside what stands there")


def loads(text: str | bytes) -> Any:
    """JSON as this project writes it: no key twice, no NaN, no half characters, no deep nesting.

    Raises ValueError with the reason, fit for an error.
    """
    try:
        found = json.loads(text, object_pairs_hook=_object, parse_constant=_constant)
        if ("\\u" if isinstance(text, str) else b"\\u") in text:  # type: ignore[operator]
            json.dumps(found, ensure_ascii=False).encode()
    except RecursionError:
        raise ValueError("is nested too deeply") from None
    except json.JSONDecodeError:
        raise ValueError("is no JSON") from None
    except UnicodeDecodeError:
        raise ValueError("is not UTF-8") from None
    except UnicodeEncodeError:
        raise ValueError("holds half a character") from None
    except _OddError as odd:
        raise ValueError(str(odd)) from None
    except ValueError:  # Python's own limit
        raise ValueError("has a number of too many digits") from None
    _check_depth(found)
    return found


class _OddError(Exception):
    """JSON that others take, and that nobody here writes."""


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        seen: set[str] = set()
        twice = next(name for name, _ in pairs if name in seen or seen.add(name))  # type: ignore[func-returns-value]
        raise _OddError(f"has {quoted(twice)} twice")
    return found


def _constant(name: str) -> NoReturn:
    raise _OddError(f"{name} is no number")


def _check_depth(value: Any) -> None:
    level = [value]
    for _ in range(DEEP):
        level = [
            inner
            for one in level
            if isinstance(one, dict | list)
            for inner in (one.values() if isinstance(one, dict) else one)
            if isinstance(inner, dict | list)
        ]
        if not level:
            return
    raise ValueError("is nested too deeply")


def check(value: object, shape: Shape, file: str, line: int | None = None, remedy: str | None = None) -> None:
    """Hold a value against its shape. Raises DeckwrightError that names the place and the fact."""
    try:
        shape.check(value, "")
    except Wrong as wrong:
        problem = f"{wrong.at} {wrong.problem}"
        raise DeckwrightError(problem, file=file, line=line, expected=wrong.expected, remedy=remedy) from None
