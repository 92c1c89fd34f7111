"""Options with check boxes under a question, the right ones ticked: `- [ ] ls`, `- [x] echo`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from deckwright.note import Choice, Note
from deckwright.seeds.columns import right_option
from deckwright.seeds.document import Document
from deckwright.seeds.extent import Extent
from deckwright.seeds.slices import Slice
from deckwright.seeds.words import asks
from deckwright.text.blocks import BlockKind

_OPTION = re.compile(r"[ \t]*(?:(?:[-*+]|\d{1,2}[.)]|[A-Za-z][.)])[ \t]*)?[\[(](?P<tick>[ xX✓✔√]?)[\])][ \t]+(?=\S)")
_SIGN = re.compile(r"[ \t]*(?:(?P<tick>\+)|[-–])[ \t]*(?=\S)")
"""`+ right`, `- wrong`: all lines of an answer have one of these, and both occur."""

_CHOOSE = re.compile(
    r"\b(?:select|choose|pick|mark|check|tick|wähle|kreuze|cochez|choisi\w*|marque|elige|elija|выбер\w*|отметь\w*)\b"
    r"|[选選択]|고르",
    re.I,
)
MOST = 26
"""Options of a question, A to Z; a longer list of boxes is one of things to do."""


def take_choices(extent: Extent, document: Document, kind_at: Mapping[int, BlockKind]) -> None:
    """The options of a question, taken out of its answer; what stands before them belongs to the question.

    None are taken unless two or more have boxes, and some but not all are ticked.
    """
    told = [
        at
        for at, piece in enumerate(extent.body)
        if kind_at.get(piece.line) is not BlockKind.FENCE and piece.of(document).strip()
    ]
    boxes = [(at, match) for at in told if (match := _OPTION.match(extent.body[at].of(document)))]
    if not boxes:
        boxes = [(at, match) for at in told if (match := _SIGN.match(extent.body[at].of(document)))]
        boxes = boxes if len(boxes) == len(told) else []
    ticked = [bool((match["tick"] or "").strip()) for _, match in boxes]
    if not 2 <= len(boxes) <= MOST or not any(ticked) or all(ticked) or extent.choices:
        return
    if _answers(extent, document, [at for at in told if at < boxes[0][0]]):
        return
    last = boxes[-1][0]
    ends = [at for at, _ in boxes[1:]] + [_end_of_last(extent, document, last)]
    for (at, match), end, right in zip(boxes, ends, ticked, strict=True):
        piece = extent.body[at]
        extent.removed.append(Slice(piece.line, piece.start, piece.start + match.end()))
        lines = [piece.of(document)[match.end() :], *(more.of(document) for more in extent.body[at + 1 : end])]
        extent.options += [Slice(piece.line, piece.start + match.end(), piece.end), *extent.body[at + 1 : end]]
        extent.choices.append(Choice("\n".join(line.strip() for line in lines).strip(), right))
    extent.question += extent.body[: boxes[0][0]]
    extent.body = extent.body[ends[-1] :]


def _answers(extent: Extent, document: Document, before: Sequence[int]) -> bool:
    """Whether words above the first box answer what is asked above them, so that the boxes are things to do: they
    neither ask nor tell to choose, nor lead on to the options. (A picture, and code, belong to what is asked.)"""
    asked = " ".join(piece.of(document) for piece in extent.question).strip()
    lines = [extent.body[at].of(document).strip() for at in before]
    words = " ".join(line for line in lines if not line.startswith(("![", "|", "$$", ">")))
    leads_on = words.endswith((":", "：")) or asks(words) or _CHOOSE.search(words) is not None
    return bool(words) and asks(asked) and not leads_on


TICKED = 0.7
"""Share of the questions whose options are ticked from which on a key forgot the others."""


def unticked_to_questions(extents: Sequence[Extent], document: Document) -> None:
    """Options of which none is ticked answer nothing, where most questions have some that are: the key forgot them."""
    if sum(bool(extent.choices) for extent in extents) < TICKED * len(extents):
        return
    for extent in extents:
        filled = [text for piece in extent.body if (text := piece.of(document)).strip()]
        boxes = [match for text in filled if (match := _OPTION.match(text)) and not match["tick"].strip()]
        if not extent.choices and 2 <= len(boxes) == len(filled):
            extent.question += extent.body
            extent.body = []


def _end_of_last(extent: Extent, document: Document, last: int) -> int:
    """Behind the lines that go on with the last option: those that are indented."""
    end = last + 1
    while (
        end < len(extent.body)
        and extent.body[end].of(document)[:2].strip() == ""
        and extent.body[end].of(document).strip()
    ):
        end += 1
    return end


def settle_right(extent: Extent, document: Document) -> None:
    """What names the right option of a record, by letter, number or words, marks the choice; else it is the answer."""
    for slot in extent.right:
        at = right_option(slot.text(document.lines), [choice.text for choice in extent.choices])
        if at is None or not extent.choices:
            extent.body[:0] = slot.slices
        else:
            extent.choices[at] = replace(extent.choices[at], correct=True)
            extent.removed += slot.slices


def with_right_options(answer: str | None, choices: tuple[Choice, ...]) -> str | None:
    """An answer as a document means it: the right options, and the explanation."""
    right = [choice.text for choice in choices if choice.correct]
    return "\n\n".join(part for part in ("\n".join(right), answer) if part) or None


def without_choices(note: Note) -> Note:
    """The same note as a plain question: its options listed below it, the right ones in the answer."""
    options = "\n".join(f"- {choice.text}" for choice in note.choices)
    answer = with_right_options(note.answer, note.choices)
    return replace(note, question=f"{note.question}\n\n{options}", answer=answer, choices=(), kind="qa")
