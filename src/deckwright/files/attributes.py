"""Lines of .gitattributes: whether one undoes what another says of line ends (gitattributes(5))."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

_WILD = re.compile(r"[*?\[\]\\]")
_BUILT_IN = {"binary": "-diff -merge -text", "-crlf": "-text", "crlf": "text", "crlf=input": "eol=lf"}
"""Macros, and what earlier versions of git called it."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A line: its number from 1, its pattern, and the value that it gives to each attribute: None is unspecified."""

    line: int
    pattern: str
    values: Mapping[str, str | bool | None]
    text: str


def rules(text: str) -> Iterator[Rule]:
    """The lines that say something, with the macros that the text itself makes."""
    macros = dict(_BUILT_IN)
    for number, line in enumerate(text.splitlines(), 1):
        parts = line.split()
        if not parts or parts[0].startswith("#"):
            continue
        if parts[0].startswith("[attr]"):
            macros[parts[0].removeprefix("[attr]")] = " ".join(parts[1:])
            continue
        words = [word for part in parts[1:] for word in (part, *macros.get(part, "").split())]
        yield Rule(number, parts[0].strip('"'), dict(map(_value, words)), " ".join(parts))


def undone(rule: Rule, later: Sequence[Rule], folder: str = "") -> Rule | None:
    """The first of the later lines after which files of a rule may have other line ends; None where there is none.

    `folder` is where the later lines lie, with a slash. What both patterns could match is not told exactly: where in
    doubt, they do.
    """
    return next((one for one in later if _changes(rule, one) and _meet(rule.pattern, folder, one.pattern)), None)


def _value(word: str) -> tuple[str, str | bool | None]:
    if word[0] in "-!":
        return word[1:], False if word[0] == "-" else None
    name, given, value = word.partition("=")
    return name, value if given else True


def _changes(rule: Rule, later: Rule) -> bool:
    """Whether the later one gives other bytes: `text` and `-text` with LF both keep them, and so does `text=auto`."""
    if rule.values.get("text") is False:
        return later.values.get("text", False) is not False
    other = {"eol", "merge"} & rule.values.keys() & later.values.keys()
    return any(rule.values[name] != later.values[name] for name in other)


def _meet(ours: str, folder: str, theirs: str) -> bool:
    """Whether a file could match both patterns."""
    if theirs.endswith("/"):
        return False  # it matches no file
    anywhere = "/" not in theirs
    theirs = theirs.lstrip("/")
    if not _WILD.search(ours):
        return ours.startswith(folder) and fnmatchcase(ours.rpartition("/")[2] if anywhere else ours, folder + theirs)
    head, tail = _literal(ours)
    other, end = _literal(theirs)
    begin = folder if anywhere else folder + other
    return _one_begins(head, begin) and _one_begins(tail[::-1], end[::-1])


def _literal(pattern: str) -> tuple[str, str]:
    """What a pattern begins and ends with, up to its first sign that stands for others."""
    pieces = _WILD.split(pattern)
    return pieces[0], pieces[-1]


def _one_begins(first: str, second: str) -> bool:
    return first.startswith(second) or second.startswith(first)
