"""What stands beneath a question and belongs to it: code, the rest of a sentence, a prompt under a title, and the
question itself where the line above is the same every time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from deckwright.seeds.document import Document
from deckwright.seeds.extent import Extent
from deckwright.seeds.words import asks, question_likeness
from deckwright.text.blocks import BlockKind

TOPICS, ASKS = 0.55, 0.85
"""Likeness below which a line names a topic, and from which on it asks."""

ANSWERED, BENEATH = 0.1, 0.5
"""Share of the questions that may have an answer in a list without answers, and of those that may go on."""


SAME, LEAST = 0.6, 4
"""Share of the records, and their number, that must begin with one line word for word for it to ask nothing."""


def lines_beneath_directions(extents: Sequence[Extent], document: Document) -> None:
    """`3. Choose the right answer`, `4. Choose the right answer`: what differs is asked in the line beneath."""
    heads = ["".join(piece.of(document) for piece in extent.question).strip() for extent in extents]
    head, many = Counter(heads).most_common(1)[0] if heads else ("", 0)
    if not head or many < max(LEAST, SAME * len(extents)):
        return
    same = [extent for extent, text in zip(extents, heads, strict=True) if text == head]
    beneath = [next((at for at, one in enumerate(extent.body) if one.of(document).strip()), None) for extent in same]
    words = {extent.body[at].of(document).strip() for extent, at in zip(same, beneath, strict=True) if at is not None}
    if None in beneath or len(words) < SAME * len(same) or any(extent.mark.is_closed for extent in same):
        return
    more = [
        any(one.of(document).strip() for one in extent.body[(at or 0) + 1 :])
        for extent, at in zip(same, beneath, strict=True)
    ]
    if asks(head) or sum(more) < SAME * len(same):  # the line beneath is what answers
        return
    for extent, at in zip(same, beneath, strict=True):
        extent.removed += extent.question
        extent.question = [extent.body[at or 0]]
        extent.body = extent.body[(at or 0) + 1 :]


def unanswered_to_questions(extents: Sequence[Extent], document: Document, kind_at: Mapping[int, BlockKind]) -> None:
    """In a list of questions that nobody answers, code beneath one is part of it, and so are the lines straight beneath
    one that does not end in a question mark."""
    filled = [extent for extent in extents if any(piece.of(document).strip() for piece in extent.body)]
    more = [extent for extent in filled if _goes_on(extent, document, kind_at)]
    if len(filled) - len(more) > ANSWERED * len(extents) or len(more) >= BENEATH * len(extents):
        return
    for extent in more:
        while not extent.body[-1].of(document).strip():
            extent.body.pop()
        extent.question += extent.body
        extent.body = []


def _goes_on(extent: Extent, document: Document, kind_at: Mapping[int, BlockKind]) -> bool:
    if all(kind_at[piece.line] in (BlockKind.FENCE, BlockKind.BLANK) for piece in extent.body):
        return True
    if extent.mark.is_closed or not extent.question or kind_at[extent.mark.line] is BlockKind.HEADING:
        return False  # a heading ends with its line
    last = extent.question[-1]
    told = [piece.line for piece in extent.body if piece.of(document).strip()]
    straight = told == list(range(last.line + 1, last.line + 1 + len(told)))
    plain = all(kind_at[at] is BlockKind.TEXT for at in told)
    return straight and plain and not last.of(document).rstrip().endswith(("?", "？"))


PROMPTS = 0.6
"""Share of the records whose heading names a topic and whose body asks before the body belongs to the question."""


def bodies_to_questions(extents: Sequence[Extent], document: Document) -> None:
    """A title with a prompt beneath it and nothing else is a question of two parts, where nearly all records are so."""
    asking = []
    titled = 0
    for extent in extents:
        filled = [text for piece in extent.body if any(map(str.isalnum, text := piece.of(document).strip()))]
        title = "".join(piece.of(document) for piece in extent.question)
        titled += question_likeness(title) < TOPICS
        asks_on = 0 < len(filled) <= 3 and len(filled[0]) < 400 and max(map(question_likeness, filled)) >= ASKS
        asking.append(asks_on)
    if len(extents) < 5 or sum(asking) < PROMPTS * len(extents) or titled < PROMPTS * len(extents):
        return
    for extent in extents:
        if not extent.mark.is_closed and sum(bool(piece.of(document).strip()) for piece in extent.body) <= 3:
            extent.question += extent.body
            extent.body = []
