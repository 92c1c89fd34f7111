"""Questions that go on over several lines, as in texts wrapped by hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from deckwright.blocks import BlockKind
from deckwright.seeds.document import Document
from deckwright.seeds.markers.mark import Mark
from deckwright.seeds.words import asks

LONGEST = 5
"""Lines of a question."""

ASKS_ON, GOES_ON = 30, 55
"""Characters of a first line that goes on to a question mark, and of one that goes on in small letters only."""

_FAMILIES = ("number", "dotted", "question-label", "question-line")
_ENDS = ".。;；:：!！"


def with_wrapped(document: Document, kind_at: Mapping[int, BlockKind], marks: Sequence[Mark]) -> Iterator[Mark]:
    """The marks, those whose question goes on with its last line.

    A question goes on to the line that ends in a question mark, if one does before the paragraph ends; or to the
    paragraph's end, where every line goes on in small letters and an answer stands behind a blank line.
    """
    asked = {mark.line for mark in marks}
    for mark in marks:
        if mark.family.kind not in _FAMILIES or mark.last is not None or mark.resume is not None:
            yield mark
            continue
        last = _last_line(document, kind_at, asked, mark)
        yield replace(mark, last=last, end=len(document.lines[last].rstrip())) if last > mark.line else mark


def _last_line(document: Document, kind_at: Mapping[int, BlockKind], asked: set[int], mark: Mark) -> int:
    words = document.lines[mark.line][mark.text : mark.end]
    if asks(words) or len(words) < ASKS_ON:
        return mark.line
    more = []
    for at in range(mark.line + 1, min(mark.line + LONGEST + 1, len(document.lines))):
        if not document.lines[at].strip() or kind_at.get(at) is not BlockKind.TEXT or at in asked:
            break
        more.append(at)
    if not more or len(more) == LONGEST:
        return mark.line
    for at in more:
        if asks(document.lines[at]):
            return at
    small = all(document.lines[at].lstrip()[0].islower() for at in more)
    behind = document.lines[more[-1] + 1 : more[-1] + 3]
    answered = len(behind) == 2 and not behind[0].strip() and bool(behind[1].strip()) and more[-1] + 2 not in asked
    whole = len(words) >= GOES_ON and words[-1] not in _ENDS
    return more[-1] if small and answered and whole else mark.line
