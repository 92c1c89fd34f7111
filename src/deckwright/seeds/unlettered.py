"""Options without letters: the lines between a question and what says which of them is right."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from deckwright.seeds.document import Document
from deckwright.seeds.extent import Extent
from deckwright.seeds.lettering import MOST, Option
from deckwright.seeds.right_marks import Mark, behind, common_mark
from deckwright.text.characters import letters_and_digits

LEAST, HALF = 3, 0.5
"""Questions, and their share, whose options must be told in one way before they are options at all."""

EVEN = 0.8
"""Share of the questions that must have as many lines where a mark that nobody knows says which is right."""

FEWEST = 2
"""Options of a question."""

LONG = 200
"""Characters from which on a line is no option but a text of its own."""

_NAMES_ONE = re.compile(
    r"[\s*_]*(?P<words>[^\W\d_][^\n:：=]{0,30}?)[ \t]*+[:：=]?[ \t]*+"
    r"[*_(（\[]*(?<![A-Za-z])(?P<letter>[A-Ha-h])[)）\]*_. \t]*$"
)
_BULLET = re.compile(r"[ \t]*(?:[-+•·○●◯]|\*(?=[ \t]))?[ \t]*")


@dataclass(frozen=True, slots=True)
class _Told:
    """The lines of a body that are options, which of them are right, the line that says so, and by what word."""

    lines: list[int]
    right: tuple[int, ...]
    said: int | None = None
    word: str = ""
    mark: Mark | None = None


def plain_options(extents: Sequence[Extent], document: Document) -> list[list[Option]]:
    """Options without letters, by the way of telling the right one that most questions have; none where none has."""
    for way in (_by_letter, _by_words, _by_mark(extents, document)):
        told = [_told(way, extent, document) for extent in extents]
        often = Counter(one.word for one in told if one).most_common(1)
        if often and often[0][1] >= max(LEAST, HALF * len(extents)):
            return [_as_options(one, extent, document) for one, extent in zip(told, extents, strict=True)]
    return [[] for _ in extents]


def _told(way: Callable[[list[str]], _Told | None], extent: Extent, document: Document) -> _Told | None:
    filled = [at for at, piece in enumerate(extent.body) if piece.of(document).strip()]
    texts = [extent.body[at].of(document) for at in filled]
    if extent.choices or not FEWEST <= len(texts) <= MOST + 1:
        return None
    told = way(texts)
    if told is None:
        return None
    said = None if told.said is None else filled[told.said]
    return replace(told, lines=[filled[at] for at in told.lines], said=said)


def _by_letter(texts: list[str]) -> _Told | None:
    """A last line that names one of those above it by its letter."""
    match = _NAMES_ONE.match(texts[-1])
    if match is None or not ord(match["letter"].upper()) - 64 <= len(texts) - 1:
        return None
    lines = list(range(len(texts) - 1))
    return _Told(lines, (ord(match["letter"].upper()) - 65,), len(texts) - 1, match["words"].casefold())


def _by_mark(extents: Sequence[Extent], document: Document) -> Callable[[list[str]], _Told | None]:
    """What stands behind one line of nearly every question, where all have as many of them or it is a letter."""
    bodies = [[_words(text) for piece in extent.body if (text := piece.of(document)).strip()] for extent in extents]
    width = Counter(map(len, bodies)).most_common(1)[0][0] if bodies else 0
    even = sum(len(texts) == width for texts in bodies) >= EVEN * len(bodies)
    told = [texts for texts in bodies if FEWEST <= len(texts) <= MOST and max(map(len, texts)) <= LONG]
    mark = common_mark([[set(behind(text)) for text in texts] for texts in told])
    if mark and not even and len(mark[1]) > 1:
        mark = None

    def way(texts: list[str]) -> _Told | None:
        right = tuple(at for at, text in enumerate(texts) if mark in behind(_words(text)))
        if not 0 < len(right) < len(texts):
            return None
        return _Told(list(range(len(texts))), right, mark=mark)

    return way


def _by_words(texts: list[str]) -> _Told | None:
    """A last line that says some of those above it again, word for word."""
    words = [letters_and_digits(text).casefold() for text in texts]
    right = tuple(at for at, text in enumerate(words[:-1]) if text and text in words[-1])
    again = sum(len(words[at]) for at in right) == len(words[-1]) > 0
    if len(texts) <= FEWEST or not again or len(right) == len(texts) - 1 or max(map(len, texts)) > LONG:
        return None
    if texts[-1].lstrip().startswith("<"):
        return None  # a tag that closes what one above opened
    return _Told(list(range(len(texts) - 1)), right, len(texts) - 1)


def _words(text: str) -> str:
    """A line without its bullet."""
    return _BULLET.sub("", text, count=1)


def _as_options(told: _Told | None, extent: Extent, document: Document) -> list[Option]:
    """The options that are told; the line that says which is right goes."""
    if told is None:
        return []
    options = []
    for number, at in enumerate(told.lines):
        text = extent.body[at].of(document)
        start = len(text) - len(_words(text))
        end = behind(text).get(told.mark) if told.mark and number in told.right else None
        options.append(Option(at, 0, start, chr(65 + number), number in told.right, end))
    if told.said is not None:
        extent.removed.append(extent.body.pop(told.said))
    return options
