"""Questions that go on over several lines, as in texts wrapped by hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from deckwright.seeds.document import Document
from deckwright.seeds.markers.mark import Mark
from deckwright.seeds.words import asks
from deckwright.text.blocks import BlockKind

LONGEST = 5
"""Lines of a question."""

ASKS_ON, GOES_ON = 30, 55
"""Characters of a first line that goes on to a question mark, and of one that goes on in small letters only."""

_FAMILIES = ("number", "dotted", "question-label", "question-line")
_ENDS = ".。;；:：!！"
_OPEN = (",", "，", "、", "،", "\\")
"""Signs at the end of a line with which no question ends; the backslash breaks a line in Markdown."""


def with_wrapped(document: Document, kind_at: Mapping[int, BlockKind], marks: Sequence[Mark]) -> Iterator[Mark]:
    """The marks, those whose question goes on with its last line.

    A question goes on to the line that ends in a question mark, if one does before the paragraph ends; or to the
    paragraph's end, where every line goes on in small letters and an answer stands behind a blank line; or from every
    line that ends in a sign with which none ends.
    """
    asked = {mark.line for mark in marks}
    beneath = {mark.line: _beneath(document, kind_at, asked, mark) for mark in marks if _may_go_on(mark)}
    for mark in marks:
        more = beneath.get(mark.line)
        if not more or not _may_go_on(mark):
            yield mark
            continue
        last = _last_line(document, asked, mark, more)
        yield replace(mark, last=last, end=len(document.lines[last].rstrip())) if last > mark.line else mark


def _may_go_on(mark: Mark) -> bool:
    return mark.family.kind in _FAMILIES and mark.last is None and mark.resume is None


def _beneath(document: Document, kind_at: Mapping[int, BlockKind], asked: set[int], mark: Mark) -> list[int]:
    """The lines of text straight beneath a question that does not ask in its first; none where they are many."""
    if asks(document.lines[mark.line][mark.text : mark.end]):
        return []
    more = []
    for at in range(mark.line + 1, min(mark.line + LONGEST + 1, len(document.lines))):
        if not document.lines[at].strip() or kind_at.get(at) is not BlockKind.TEXT or at in asked:
            break
        more.append(at)
    return more if len(more) < LONGEST else []


def _last_line(document: Document, asked: set[int], mark: Mark, more: Sequence[int]) -> int:
    words = document.lines[mark.line][mark.text : mark.end].rstrip()
    if words.endswith(_OPEN):
        return next((at for at in more if not document.lines[at].rstrip().endswith(_OPEN)), more[-1])
    if len(words) < ASKS_ON:
        return mark.line
    for at in more:
        if asks(document.lines[at]):
            return at
    small = all(document.lines[at].lstrip()[0].islower() for at in more)
    behind = document.lines[more[-1] + 1 : more[-1] + 3]
    answered = len(behind) == 2 and not behind[0].strip() and bool(behind[1].strip()) and more[-1] + 2 not in asked
    whole = len(words) >= GOES_ON and words[-1] not in _ENDS
    return more[-1] if small and answered and whole else mark.line
