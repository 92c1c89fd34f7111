"""What shows only in all records together: the label of every answer, and answers behind the question's own mark."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from deckwright.seeds.document import Document
from deckwright.seeds.extent import Extent
from deckwright.seeds.lettering import OPTION
from deckwright.seeds.slices import Slice
from deckwright.seeds.words import QUESTION_MARKS, question_likeness

LEAST = 3
"""Records from which on they say what is usual."""

OPTIONED, SHARE = 0.5, 0.8
"""Share of the answers that must begin with one label: of those behind options, and of others."""

_BEHIND_OPTIONS = re.compile(
    r"\A[\s*_#>(\[【-]*(?P<words>[^\W\d_][^\n:：.]{0,40}?)[*_]*+[ \t]*+"
    r"(?:[:：.]|[-–—](?=[ \t])|(?=[*_]*+[(（\[]?[A-Ha-h1-8①-⑧][)）\].]?[*_ \t]*$))[ \t*_]*"
)
_LABEL = re.compile(
    r"\A[\s*_#>(\[【-]*(?P<words>[^\W\d_][^\n:：]{0,30}?)[ \t]*+\d{0,4}+[ \t*_]*+(?:[:：][ \t*_]*|(?<=[*_])$)"
)


def take_shared_labels(extents: Sequence[Extent], document: Document) -> None:
    """A label that recurs at the beginning of most answers is none of them, whatever its language."""
    optioned = [extent for extent in extents if extent.question_has_options or extent.choices]
    others = [extent for extent in extents if not (extent.question_has_options or extent.choices)]
    _take_label(optioned, document, _BEHIND_OPTIONS, OPTIONED)
    _take_label(others, document, _LABEL, SHARE)


def _take_label(extents: Sequence[Extent], document: Document, label: re.Pattern[str], share: float) -> None:
    found: list[tuple[Extent, int, re.Match[str]]] = []
    answered = 0
    for extent in extents:
        at = next((at for at, piece in enumerate(extent.body) if piece.of(document).strip()), None)
        answered += at is not None
        if at is not None and (match := label.match(extent.body[at].of(document))):
            found.append((extent, at, match))
    times = Counter(match["words"].strip().casefold() for _, _, match in found)
    of = len(found) if label is _BEHIND_OPTIONS else answered
    for extent, at, match in found:
        if times[match["words"].strip().casefold()] < max(LEAST, share * of):
            continue
        piece = extent.body[at]
        if not piece.of(document)[match.end() :].strip() and at + 1 == len(extent.body):
            continue
        extent.removed += [*extent.body[:at], replace(piece, end=piece.start + match.end())]
        extent.body[: at + 1] = [replace(piece, start=piece.start + match.end())]


ANSWERED, FOLLOWED = 0.1, 0.7
"""Share of the questions that may have answers elsewhere, and of those behind whose marks something must stand."""

ASKS_ON = 0.6
"""The mean likeness to a question from which on what stands behind the marks asks on."""

DISTINCT = 0.6
"""Share of what stands there that must differ, and have letters: points and sources recur."""

_MARK = re.compile(rf"[{''.join(sorted(set(''.join(QUESTION_MARKS))))}]+[*_`\"'”’»)）」]*")
_AROUND = re.compile(r"[\s*_]*(?:[-–—:：=>→]+(?=\s))?\s*")
_BRACKETED = re.compile(r"(?P<open>[\[(（【])[^\[\]()（）【】]+[\])）】][\s.]*$")


def split_behind_question_marks(extents: Sequence[Extent], document: Document) -> None:
    """`What is wax? It is soft.`: where no question has an answer, what stands behind the question marks answers."""
    answered = sum(bool(extent.choices) or any(one.of(document).strip() for one in extent.body) for extent in extents)
    if len(extents) < LEAST or answered > ANSWERED * len(extents):
        return
    found = [_behind_mark(extent, document) for extent in extents]
    said = [" ".join(piece.of(document).strip() for piece in body) for _, body in filter(None, found)]
    worded = {re.sub(r"\d+", "0", text).casefold() for text in said if any(map(str.isalpha, text))}
    if len(said) < max(LEAST, FOLLOWED * len(extents)) or len(worded) < DISTINCT * len(said):
        return
    if sum(map(question_likeness, said)) >= ASKS_ON * len(said):
        return
    for extent, parts in zip(extents, found, strict=True):
        if parts:
            extent.question, extent.body = parts
            _take_signs(extent, document)


def _behind_mark(extent: Extent, document: Document) -> tuple[list[Slice], list[Slice]] | None:
    """A question up to its first line's last mark, with its options; and what stands behind that but for these."""
    pieces = extent.question
    for at, piece in enumerate(pieces):
        marks = list(_MARK.finditer(piece.of(document)))
        if not marks:
            continue
        end = piece.start + marks[-1].end()
        rest = [replace(piece, start=end), *pieces[at + 1 :]]
        options = next((n for n, one in enumerate(rest) if n and OPTION.match(one.of(document))), len(rest))
        if not any(map(str.isalnum, "".join(one.of(document) for one in rest[:options]))):
            return None
        return [*pieces[:at], replace(piece, end=end), *rest[options:]], rest[:options]
    return None


def _take_signs(extent: Extent, document: Document) -> None:
    """A dash between question and answer, and brackets around all of it, are no part of them."""
    while not extent.body[0].of(document).strip():
        extent.removed.append(extent.body.pop(0))
    piece = extent.body[0]
    text = piece.of(document)
    around = _AROUND.match(text)
    start, end = around.end() if around else 0, len(text)
    if len(extent.body) == 1 and _BRACKETED.match(text, start):
        start, end = start + 1, max(map(text.rfind, "])）】"))
    extent.removed += [replace(piece, end=piece.start + start), replace(piece, start=piece.start + end)]
    extent.body[0] = replace(piece, start=piece.start + start, end=piece.start + end)
