"""The one place where anything is printed: nothing reaches a terminal that could steer it.

Texts of documents, names of files and of tags come from anybody. What cannot be seen in them is written out (`\\x1b`),
but for line ends and tabs. The colours are our own: until it is printed, a style stands in a text as a mark between
noncharacters, which Unicode keeps for such uses (https://www.unicode.org/faq/private_use.html#nonchar1). A mark holds a
number that nobody can know before, so that no document can bring one.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import shlex
import sys
import unicodedata
from pathlib import Path
from typing import IO, Any

import click

from deckwright.names import unseen, visible

_RUN = secrets.token_hex(8)
_MARKS = re.compile(f"\ufdd0{_RUN}([0-9]*)\ufdef")
_END = f"\ufdd0{_RUN}\ufdef"
_styles: list[dict[str, Any]] = []
# What JSON may hold as it is, and a terminal would obey: DEL, C1 controls, line separators, overrides, half characters.
_STEERING = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufdd0-\ufdef\ufeff\ud800-\udfff]")


def echo(text: object = "", *, err: bool = False, nl: bool = True, lines: bool = True) -> None:
    """Print a text that may come from anybody; with `lines` off, in one line whatever is in it."""
    stream = sys.stderr if err else sys.stdout
    pieces = _MARKS.split(str(text))  # text, number of a style, text, ...
    pieces[::2] = (visible(piece, keep="\n\t" if lines else "") for piece in pieces[::2])
    pieces[1::2] = (_sign(number) if colour(stream) else "" for number in pieces[1::2])
    shown = "".join(pieces)
    encoding = getattr(stream, "encoding", None) or "utf-8"
    shown = shown.encode(encoding, "backslashreplace").decode(encoding)  # LC_ALL=C has no Chinese
    click.echo(shown, file=stream, nl=nl, color=True)


def as_typed(path: Path) -> str:
    """A path as one types it in a shell, in one line of characters that can be seen."""
    text = f"./{path}" if str(path).startswith("-") else str(path)
    if not unseen(text):
        return shlex.quote(text)
    return f"$'{''.join(map(_in_shell, text))}'"  # https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_02_04


def _in_shell(char: str) -> str:
    if not unseen(char):
        return f"\\{char}" if char in "\\'" else char
    return "".join(f"\\{byte:03o}" for byte in char.encode("utf-8", "surrogateescape"))


def print_json(data: Any) -> None:
    """Print JSON; what a terminal would obey stands in it as an escape of JSON's own."""
    encoding = (getattr(sys.stdout, "encoding", None) or "utf-8").replace("-", "").lower()
    text = json.dumps(data, ensure_ascii=encoding != "utf8", indent=2)
    click.echo(_STEERING.sub(lambda match: f"\\u{ord(match[0]):04x}", text))


def colour(stream: IO[str] | None = None) -> bool:
    """Whether to colour what goes to a stream (stdout by default): a terminal, and NO_COLOR unset."""
    stream = stream or sys.stdout
    return stream is not None and bool(stream.isatty()) and not os.environ.get("NO_COLOR")


def styled(text: str, **style: Any) -> str:
    """A text that `echo` prints in a style, where there is colour; the names are those of `click.style`."""
    if style not in _styles:
        _styles.append(style)
    return f"\ufdd0{_RUN}{_styles.index(style)}\ufdef{text}{_END}"


def _sign(number: str) -> str:
    return click.style("", **_styles[int(number)], reset=False) if number else "\x1b[0m"


def width(text: str) -> int:
    """Columns a text takes in a terminal as `echo` prints it: two for a Chinese character."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in visible(_MARKS.sub("", text), "\t"))


def clear_line(text: str) -> None:
    """Put a text of one line in place of the last line of a terminal on stderr."""
    click.echo(f"\r\033[K{visible(text)}", nl=False, err=True)
