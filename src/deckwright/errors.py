"""What went wrong, worded for the person who can mend it."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Severity = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")


def place(file: str | Path | None, line: int | None) -> str:
    """`file:line: `, `file: ` or nothing."""
    if file is None or not str(file):
        return ""
    shown = bounded(_SCHEME.sub(r"\1//", str(file)))
    return f"{shown}:{line}: " if line else f"{shown}: "


_SCHEME = re.compile(r"^(https?:)/(?!/)", re.I)
"""Of an address that was taken for a path, which has one slash where an address has two."""
LONGEST = 500
"""Characters of a part of an error: what people typed and documents say stands in them, however long it is."""


MOST_LINES = 3
"""Of an error: more than these nobody reads."""


def bounded(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def quoted(value: object, length: int = 60) -> str:
    """A value as an error shows it: in one line, without control characters, never longer than a line."""
    text = repr(value[: length + 1]) if isinstance(value, str) else _as_json(value)
    return text if len(text) <= length else text[:length] + "…"


def _as_json(value: object) -> str:
    if isinstance(value, dict | list):
        return "an object" if isinstance(value, dict) else "a list"
    try:
        return json.dumps(value)
    except ValueError:  # a number of too many digits
        return "a number"


def counted(number: int, thing: str) -> str:
    """`1 note`, `2 notes`."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def are(number: int, thing: str) -> str:
    """`1 note is`, `2 notes are`."""
    return f"{counted(number, thing)} {'is' if number == 1 else 'are'}"


def nearest(name: str, known: Iterable[str]) -> str:
    """What was probably meant by an unknown name, or all that are known."""
    names = list(known)
    near = difflib.get_close_matches(name[:80], names, 1)
    return f"{near[0]!r}" if near else f"one of {', '.join(names)}"


class DeckwrightError(Exception):
    """Something a person can mend: `file:line: what is wrong; what was expected; what to do`."""

    def __init__(
        self,
        problem: str,
        *,
        file: str | Path | None = None,
        line: int | None = None,
        expected: str | None = None,
        remedy: str | None = None,
    ) -> None:
        self.problem, self.expected, self.remedy = problem, expected, remedy
        self.file, self.line = file, line
        self.reasons: tuple[DeckwrightError, ...] = (self,)  # several where several things are wrong at once
        parts = [bounded(part) for part in (problem, expected and f"expected {expected}", remedy) if part]
        super().__init__(place(file, line) + "; ".join(parts))

    @property
    def lines(self) -> list[str]:
        """One to three lines with every reason: where there are more, the last line joins the rest."""
        told = [str(reason) for reason in self.reasons]
        if len(told) <= MOST_LINES:
            return told
        rest = told[MOST_LINES - 1 :]
        return [*told[: MOST_LINES - 1], f"and {len(rest)} more: {'; '.join(rest)}"]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something worth telling that does not stop the work.

    `code` is stable and in kebab-case; `line` and `column` count from 1; `remedy` says what to do.
    """

    severity: Severity
    code: str
    message: str
    file: str | None = None
    line: int | None = None
    column: int | None = None
    length: int = 0  # characters from `column` on
    remedy: str | None = None

    def __str__(self) -> str:
        return f"{place(self.file, self.line)}{self.severity}: {self.message} [{self.code}]"
