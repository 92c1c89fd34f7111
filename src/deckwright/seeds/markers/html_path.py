"""Pages: elements that come again and again with the same path (`div.faq > p.q`), and what stands between them.

No tag and no class is known beforehand to be a question's (compare MDR, Liu, Grossman and Zhai 2003): every path that
repeats is a family, and what stands behind each of its elements in elements that repeat as well is the answer.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from deckwright.seeds.document import Document
from deckwright.seeds.family import Family
from deckwright.seeds.markers.label import strip_label
from deckwright.seeds.markers.mark import Mark
from deckwright.seeds.slices import Slice, Slot
from deckwright.text.blocks import Block, BlockKind, indent_of

LEAST = 3
"""Elements of a path from which on it may be that of the questions."""

LINKS = 0.5
"""Share of the elements of a path that must be links before they are a menu."""

NEAREST = 3
"""Elements of a path that are looked at, from within: deeper nesting tells nothing more."""

DEEPEST, MOST = 40, 12
"""Elements around a place, and paths, that are looked at: a page of nothing but tags must not make it slow."""

_TAG = re.compile(r"<(?P<close>/)?(?P<name>[a-zA-Z][a-zA-Z0-9-]*)(?=[\s/>])(?P<rest>[^<>]*)>")
_CLASS = re.compile(r"\bclass=[\"']?\s*([A-Za-z_-]+)")
_WITHIN = frozenset(
    [
        "a",
        "abbr",
        "b",
        "big",
        "br",
        "cite",
        "code",
        "em",
        "font",
        "hr",
        "i",
        "img",
        "input",
        "kbd",
        "label",
        "link",
        "mark",
        "meta",
        "q",
        "s",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "tt",
        "u",
        "var",
        "wbr",
    ]
)
_EMPTY = ("br", "hr", "img", "input", "link", "meta", "wbr")
_CLOSED_BY = {"p": ("p",), "li": ("li",), "dt": ("dt", "dd"), "dd": ("dt", "dd"), "tr": ("tr",), "td": ("td", "th")}
_AROUND = frozenset(["head", "script", "style", "nav", "footer", "aside", "form", "svg", "noscript", "template"])
_ANCHOR = re.compile(r"<a\b", re.I)
_PAGE = re.compile(r"\s*<(?:!doctype|html|body)\b", re.I)
_HEADING = re.compile(r"h[1-6]\b")


@dataclass(frozen=True, slots=True)
class _Piece:
    """Text between two tags: the path of its element, where the text begins and ends, where its element does."""

    path: str
    line: int
    start: int
    last: int
    end: int
    outer: tuple[int, int, int, int]


def find(document: Document, blocks: list[Block]) -> Iterator[Mark]:
    page = any(_PAGE.match(line) for line in document.lines)
    told = [
        at
        for block in blocks
        if block.kind is BlockKind.HTML
        or (
            page
            and block.kind is not BlockKind.COMMENT
            and (block.kind is not BlockKind.MARKUP or block.first == block.last)
        )
        for at in range(block.first, block.last + 1)
    ]
    pieces = list(_Pieces(document.lines).among(told)) if len(told) >= LEAST else []
    for path, many in Counter(piece.path for piece in pieces).most_common(MOST):
        links = sum(piece.path == path and _is_link(document.lines, piece) for piece in pieces)
        if many >= LEAST and links < LINKS * many:
            yield from _marks(document, pieces, path)


def _is_link(lines: Sequence[str], piece: _Piece) -> bool:
    """Whether all of a text is one link, as the entries of a menu are."""
    begins = _ANCHOR.match(lines[piece.line], piece.start)
    return begins is not None and lines[piece.last].endswith("</a>", 0, piece.end)


class _Pieces:
    """What is open while a page is gone through: the elements around a place, and a text that has begun."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = lines
        self.stack: list[tuple[str, int, int]] = []  # name with its class, where its tag begins
        self.text: tuple[int, int] | None = None
        self.last = (0, 0)

    def among(self, told: Sequence[int]) -> Iterator[_Piece]:
        """The texts of some lines, in order."""
        for before, at in pairwise([-1, *told]):
            if at != before + 1:
                self.text, self.stack = None, []
            line, behind = self.lines[at], 0
            for match in _TAG.finditer(line):
                self._say(at, behind, match.start())
                behind = match.end()
                if match["name"].lower() in _WITHIN:
                    self._dress(at, match)
                    continue
                if self.text and (piece := self._piece(at, match.end() if match["close"] else match.start())):
                    yield piece
                self.text = None
                self._turn(at, match)
            self._say(at, behind, len(line))

    def _say(self, at: int, start: int, end: int) -> None:
        words = self.lines[at][start:end]
        if words.strip() and not any(name in _AROUND for name, _, _ in self.stack):
            self.text = self.text or (at, start + len(words) - len(words.lstrip()))
            self.last = (at, start + len(words.rstrip()))

    def _dress(self, at: int, match: re.Match[str]) -> None:
        """A tag within a text is part of it; a break before it is not."""
        if self.text and match["close"] and not self._said():
            self.text = None  # an icon before the words
        elif self.text:
            self.last = (at, match.end())
        elif not match["close"] and match["name"].lower() not in _EMPTY:
            self.text, self.last = (at, match.start()), (at, match.end())

    def _piece(self, at: int, end: int) -> _Piece | None:
        path = ">".join(name for name, _, _ in self.stack[-NEAREST:])
        line, start = self.text or (at, 0)
        outer = (*self.stack[-1][1:], at, end) if self.stack else (line, start, *self.last)
        return _Piece(path, line, start, *self.last, outer) if self._said() else None

    def _said(self) -> bool:
        """Whether the text that has begun has any words."""
        slices = _slices(self.lines, *(self.text or self.last), *self.last)
        words = "".join(self.lines[one.line][one.start : one.end] for one in slices)
        return any(map(str.isalnum, re.sub(r"<[^<>]*>", "", words)))

    def _turn(self, at: int, match: re.Match[str]) -> None:
        """An element begins or ends."""
        name, stack = match["name"].lower(), self.stack
        if match["close"]:
            place = next((n for n in range(len(stack) - 1, -1, -1) if stack[n][0].partition(".")[0] == name), None)
            self.stack = stack[:place] if place is not None else stack
        elif not match["rest"].endswith("/"):
            if stack and stack[-1][0].partition(".")[0] in _CLOSED_BY.get(name, ()):
                stack.pop()
            said = _CLASS.search(match["rest"])
            stack.append((f"{name}.{said[1].lower()}" if said else name, at, match.start()))
            del stack[:-DEEPEST]


def _slices(lines: Sequence[str], line: int, start: int, last: int, end: int) -> tuple[Slice, ...]:
    return tuple(
        Slice(at, start if at == line else 0, end if at == last else len(lines[at])) for at in range(line, last + 1)
    )


def _marks(document: Document, pieces: Sequence[_Piece], path: str) -> Iterator[Mark]:
    places = [at for at, piece in enumerate(pieces) if piece.path == path]
    bodies = [_body(pieces[one + 1 : two]) for one, two in zip(places, [*places[1:], len(pieces)], strict=True)]
    common = Counter(path for body in bodies[:-1] for path in {piece.path for piece in body})
    last = bodies[-1]
    bodies[-1] = last[: next((at for at, piece in enumerate(last) if piece.path not in common), len(last))]
    family = Family("html-path", path.replace(">", "-"))
    begun = 0
    for at, body, behind_it in zip(places, bodies, [*places[1:], None], strict=True):
        piece = pieces[at]
        line = document.lines[piece.line]
        whole = piece.end if piece.last == piece.line else len(line)
        number, text = strip_label(line, piece.start, whole)
        slots = [Slot("question", _slices(document.lines, piece.line, text, piece.last, piece.end))]
        stop = piece.last
        if body:
            first, behind = body[0], body[-1]
            if len(body) == 1:
                place = (first.line, first.start, first.last, first.end)
            else:
                place = (*first.outer[:2], *behind.outer[2:])
            slots.append(Slot("answer", _slices(document.lines, *place)))
            stop = place[2]
        following = pieces[behind_it] if behind_it is not None else None
        end = following.start if following and following.line == stop else len(document.lines[stop].rstrip())
        start = max(indent_of(line)[1], begun)
        begun = end if following and following.line == stop else 0
        yield Mark(family, piece.line, start, text, end, number, last=stop, slots=tuple(slots))


def _body(pieces: Sequence[_Piece]) -> Sequence[_Piece]:
    """What stands between two questions up to a heading: that begins something else."""
    end = next((at for at, piece in enumerate(pieces) if _HEADING.match(piece.path.rpartition(">")[2])), len(pieces))
    return pieces[:end]
