"""Moodle's GIFT (https://docs.moodle.org/en/GIFT_format): `::title:: question { =right ~wrong #remark }`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from deckwright.seeds.document import Document
from deckwright.seeds.family import Family
from deckwright.seeds.markers.mark import Mark
from deckwright.seeds.slices import Role, Slice, Slot
from deckwright.text.blocks import Block, indent_of

LEAST = 2
LONGEST = 60
"""Lines of a question with its answers."""

_TITLE = re.compile(r"[ \t]*::(?:[^:\\]|\\.|:(?!:))*::[ \t]*(?:\[(?:html|moodle|plain|markdown)\])?[ \t]*")
_FORMAT = re.compile(r"[ \t]*\[(?:html|moodle|plain|markdown)\][ \t]*")
_BRACE = re.compile(r"(?<!\\)(?:\\\\)*\{")
_END = re.compile(r"(?<!\\)(?:\\\\)*\}")
_SIGN = re.compile(r"(?<!\\)(?P<sign>[=~#])[ \t]*(?:%-?[\d.]+%[ \t]*)?")
_TRUTH = re.compile(r"[ \t]*(?:T|F|TRUE|FALSE)(?=[ \t]*(?:#|$))", re.I)

Place = tuple[int, int]
"""A line and an index in it."""


def find(document: Document, blocks: list[Block]) -> Iterator[Mark]:
    lines = document.lines
    marks: list[Mark] = []
    at, begins = 0, 0
    while at < len(lines):
        line = lines[at]
        if not line.strip() or line.lstrip().startswith(("//", "$CATEGORY")):
            at, begins = at + 1, at + 1
            continue
        opening = _BRACE.search(line)
        end = _closing(lines, at, opening.end()) if opening and at - begins < LONGEST else None
        if opening and end:
            if mark := _mark(document, begins, (at, opening.end() - 1), end):
                marks.append(mark)
            at = end[0]
            begins = at + 1
        at += 1
    if len(marks) >= LEAST:
        yield from marks


_GOES_ON = re.compile(r"[ \t]*[=~}]")


def _closing(lines: Sequence[str], at: int, start: int) -> Place | None:
    for line in range(at, min(at + LONGEST, len(lines))):
        if line > at and not lines[line].strip() and not _GOES_ON.match("".join(lines[line + 1 : line + 2])):
            return None  # a blank line ends a question
        if match := _END.search(lines[line], start if line == at else 0):
            return line, match.end() - 1
    return None


def _mark(document: Document, first: int, brace: Place, end: Place) -> Mark | None:
    """A question from its first line to its closing brace; what stands behind the brace goes on with it."""
    lines = document.lines
    start = indent_of(lines[first])[1]
    title = _TITLE.match(lines[first]) or _FORMAT.match(lines[first])
    text = title.end() if title else start
    if (first, text) >= brace and not lines[end[0]][end[1] + 1 :].strip():
        return None
    stop = len(lines[end[0]].rstrip())
    question = [*_pieces(lines, (first, text), brace), Slice(end[0], end[1] + 1, stop)]
    parts = _answers(lines, (brace[0], brace[1] + 1), end)
    if parts is None:
        return None
    slots = (Slot("question", tuple(piece for piece in question if piece.start < piece.end)), *parts)
    return Mark(Family("gift"), first, start, text, stop, last=end[0], slots=slots)


def _pieces(lines: Sequence[str], start: Place, end: Place) -> list[Slice]:
    return [
        Slice(at, start[1] if at == start[0] else 0, end[1] if at == end[0] else len(lines[at]))
        for at in range(start[0], end[0] + 1)
    ]


def _answers(lines: Sequence[str], start: Place, end: Place) -> list[Slot] | None:
    """The parts between braces: options where some are wrong, else an answer; None where it is neither."""
    pieces = _pieces(lines, start, end)
    signs = [
        (Slice(piece.line, match.start(), match.end()), match["sign"])
        for piece in pieces
        for match in _SIGN.finditer(lines[piece.line], piece.start, piece.end)
    ]
    words = "".join(lines[piece.line][piece.start : piece.end] for piece in pieces)
    if not words.strip():
        return []
    if _TRUTH.match(words) or words.lstrip().startswith("#"):
        body = pieces if _TRUTH.match(words) else [Slice(signs[0][0].line, signs[0][0].end, pieces[0].end), *pieces[1:]]
        return [Slot("answer", tuple(body))]
    if not signs or words.lstrip()[0] not in "=~":
        return None
    wrong = any(sign == "~" for _, sign in signs)
    found = []
    for at, (place, sign) in enumerate(signs):
        until = (signs[at + 1][0].line, signs[at + 1][0].start) if at + 1 < len(signs) else end
        part = tuple(_pieces(lines, (place.line, place.end), until))
        roles: dict[str, Role] = {"=": "chosen" if wrong else "answer", "~": "option", "#": "extra"}
        found.append(Slot(roles[sign], part))
    return found
