"""An SVG as it is packed: measured by a real parser first, then passed through an allow-list.

What cleans it indents by depth, so that what it puts out may grow with the square of what it gets.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from xml.parsers import expat

import py_svg_hush

MAX_DEPTH = 500
"""Elements within elements; a drawing program's groups are some ten deep, the library's stack ends at some
thousands."""
MAX_TAGS = 300_000
"""Elements; far more than a drawing on a card has; measuring and cleaning take a second for so many."""

_SETS_LINK = re.compile(
    rb"<(?:animate|set)\w*+\b[^<>]*\battributeName\s*+=\s*+[\"']?+\s*+(?:xlink:)?href\b[^<>]*>", re.I
)
"""An animation that changes where a link leads, even to a script; the library lets it pass."""
_INDENT = 2
_HEAD = 100
"""Bytes that every SVG has once it is cleaned: its XML declaration and its namespace."""


class Unfit(Exception):
    """An SVG that is not packed: the finding's code, and what is said of the picture."""

    def __init__(self, code: str, said: str) -> None:
        super().__init__(said)
        self.code = code
        self.said = said


def cleaned(content: bytes, most: int) -> tuple[bytes, bool]:
    """An SVG without scripts, handlers, foreign HTML and all that loads, and whether anything that shows was taken out.

    Raises Unfit for what is none, is nested too deeply, or would have more than `most` bytes.
    """
    before = _measured(content, most)
    try:
        clean = bytes(py_svg_hush.filter_svg(_SETS_LINK.sub(b"", content)))
    except ValueError:
        raise _broken("is no well-formed SVG") from None
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # of the library's language; no Exception, and of no module
            raise
        raise _broken("cannot be cleaned") from None
    if len(clean) > most:
        raise _huge(most)
    return clean, _measured(clean, 3 * most) < before  # which counts its indentation twice


def _measured(content: bytes, most: int) -> int:
    """Elements and attributes that count; comments and metadata do not. Raises Unfit as `cleaned` does."""
    measure = _Measure(most)
    parser = expat.ParserCreate(namespace_separator="}")
    parser.ordered_attributes = True
    parser.StartElementHandler = measure.start
    parser.EndElementHandler = measure.end
    parser.CharacterDataHandler = measure.text
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, ValueError, LookupError):  # not well-formed, or in an encoding that there is not
        raise _broken("is no well-formed SVG") from None
    return measure.counted


@dataclass(slots=True)
class _Measure:
    """What a parser meets, and how many bytes cleaning will make of it at most."""

    most: int
    depth: int = 0
    tags: int = 0
    counted: int = 0
    size: int = _HEAD
    empty: bool = False  # whether nothing stands in the element that began last

    def start(self, name: str, attributes: list[str]) -> None:
        self.tags += 1
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise _broken("is nested too deeply")
        if self.tags > MAX_TAGS:
            raise _broken(f"has more than {MAX_TAGS:,} elements")
        names = attributes[::2]
        self.counted += 1 + sum("}" not in one for one in names)
        self._tag(name)
        self._add(sum(len(f' {_local(one)}=""'.encode()) for one in names))
        self._add(sum(len(html.escape(one).encode()) for one in attributes[1::2]))
        self.empty = True

    def end(self, name: str) -> None:
        if not self.empty:
            self._tag(name)
        self.empty = False
        self.depth -= 1

    def text(self, text: str) -> None:
        self._add(len(html.escape(text, quote=False).encode()))
        self.empty = False

    def _tag(self, name: str) -> None:
        """On a line of its own."""
        self._add(_INDENT * self.depth + len(f"</{_local(name)}>\n".encode()))

    def _add(self, size: int) -> None:
        self.size += size
        if self.size > self.most:
            raise _huge(self.most)


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def _broken(said: str) -> Unfit:
    return Unfit("image-broken", said)


def _huge(most: int) -> Unfit:
    return Unfit("image-huge", f"would have more than {most >> 20} MiB once it is cleaned")
