"""Cut a document at its marks and headings into notes and unused lines.

Nothing is copied by hand: a note is made of slices of lines, and whatever of its span is neither question nor
answer is listed as removed. So every character is accounted for by construction.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from deckwright.blocks import Block, indent_of
from deckwright.emphasis import emphasis
from deckwright.inline import TokenKind, tokens
from deckwright.note import Choice, Kind, Note
from deckwright.seeds.answers import (
    answers_are_labelled,
    answers_are_quoted,
    code_to_questions,
    drop_answer_label,
    drop_definition_signs,
    drop_quotes,
    drop_refrain,
    question_up_to_label,
    question_up_to_percent,
    refrain,
    trim,
    unquote,
)
from deckwright.seeds.badges import Badges
from deckwright.seeds.choices import take_choices
from deckwright.seeds.cloze_lines import FAMILY as CLOZE
from deckwright.seeds.document import Document
from deckwright.seeds.extent import Extent
from deckwright.seeds.found import FoundNote, Slice, Unused
from deckwright.seeds.headings import Heading
from deckwright.seeds.markers.mark import Mark
from deckwright.seeds.tags import section_tags
from deckwright.seeds.unused import unused_ranges


def cut(
    document: Document,
    blocks: Sequence[Block],
    marks: Sequence[Mark],
    headings: Sequence[Heading],
    level_words: Iterable[str] = (),
) -> tuple[list[FoundNote], list[Unused]]:
    """Notes and unused lines, both in the document's order. `marks` and `headings` are in order too."""
    extents, loose = _extents(document, marks, headings)
    kind_at = {line: block.kind for block in blocks for line in range(block.first, block.last + 1)}
    quoted = answers_are_quoted(extents, document, kind_at)
    labelled = answers_are_labelled(extents, document, kind_at)
    closing = refrain(extents, document)
    badges = Badges(document, [mark.words(document.lines) for mark in marks], level_words)
    notes = []
    for extent in extents:
        _take_badge(extent, document, badges)
        _take_question(extent, document)
    code_to_questions(extents, document, kind_at)
    for extent in extents:
        drop_refrain(extent, document, closing)
        drop_definition_signs(extent, document)
        drop_quotes(extent, document)
        question_up_to_percent(extent, document)
        if labelled:
            question_up_to_label(extent, document, kind_at)
        trim(extent, document)
        if quoted:
            unquote(extent, document, kind_at)
        drop_answer_label(extent, document, kind_at)
        choices = take_choices(extent, document, kind_at)
        trim(extent, document)
        notes.append(_found(extent, document, choices))
    return notes, unused_ranges(document, kind_at, loose, bool(marks))


def _extents(document: Document, marks: Sequence[Mark], headings: Sequence[Heading]) -> tuple[list[Extent], list[int]]:
    """The extents, and the lines that lie in none and are no heading."""
    starts = {mark.line: mark for mark in marks}
    over = {heading.line: heading for heading in headings}
    extents: list[Extent] = []
    loose: list[int] = []
    stack: list[Heading] = []
    open_extent = False
    for at, line in enumerate(document.lines):
        if at in over:
            while stack and stack[-1].depth >= over[at].depth:
                stack.pop()
            stack.append(over[at])
            open_extent = False
        elif mark := starts.get(at):
            if open_extent and line[: mark.start].strip():
                extents[-1].body.append(Slice(at, 0, mark.start))
            elif not open_extent:
                mark = replace(mark, start=indent_of(line)[1])
            section = tuple(heading.text for heading in stack if heading.role != "title")
            level = next((heading.text for heading in reversed(stack) if heading.role == "level"), None)
            extents.append(Extent(mark, [], section, level))
            open_extent = True
        elif open_extent:
            extents[-1].body.append(Slice(at, 0, len(line)))
        else:
            loose.append(at)
    return extents, loose


def _take_badge(extent: Extent, document: Document, badges: Badges) -> None:
    """A level that the question itself carries, at its beginning or its end."""
    mark = extent.mark
    if mark.last not in (None, mark.line):
        return
    text = mark.words(document.lines)
    badge = badges.of(text)
    if badge is None or not (text[: badge.start] + text[badge.end :]).strip(" *_`"):
        return
    extent.level = badge.level
    if not text[: badge.start].strip(" *_`"):
        extent.mark = replace(mark, text=mark.text + badge.end)
    else:
        extent.mark = replace(mark, end=mark.text + badge.start)


def _take_question(extent: Extent, document: Document) -> None:
    mark = extent.mark
    extent.removed.append(Slice(mark.line, mark.start, mark.text))
    last = mark.line if mark.last is None else mark.last
    pieces = [Slice(at, 0, len(document.lines[at])) for at in range(mark.line, last + 1)]
    pieces[0] = replace(pieces[0], start=mark.text)
    pieces[-1] = replace(pieces[-1], end=mark.end)
    for piece in pieces:
        _take_words(extent, piece, document)
    rest = Slice(last, mark.end, len(document.lines[last]))
    extent.body = [piece for piece in extent.body if piece.line > last]
    if mark.resume is not None:
        extent.body.insert(0, replace(rest, start=mark.resume, end=mark.stop or rest.end))
        if mark.stop is not None:
            extent.removed += [replace(rest, start=mark.stop), *extent.body[1:]]
            extent.body = extent.body[:1]
        rest = replace(rest, end=mark.resume)
    extent.removed.append(rest)


def _take_words(extent: Extent, piece: Slice, document: Document) -> None:
    """A line of a question, without the emphasis that is the document's marker."""
    at = piece.start
    for start, end in _marker_emphasis(piece.of(document)):
        extent.question.append(Slice(piece.line, at, piece.start + start))
        extent.removed.append(Slice(piece.line, piece.start + start, piece.start + end))
        at = piece.start + end
    extent.question.append(Slice(piece.line, at, piece.end))


def _marker_emphasis(text: str) -> list[tuple[int, int]]:
    """The `*` and `_` of a question that are not the author's emphasis, as ranges.

    They are the document's marker where they lie around most of the question, and debris where a run is left
    without its other half; then all of them go.
    """
    protected = [
        (token.start, token.end)
        for token in tokens(text)
        if token.kind not in (TokenKind.LINK_OPEN, TokenKind.LINK_CLOSE)
    ]
    runs = [run for run in emphasis(text, protected) if run.openings or run.closings or run.opens or run.closes]
    if not runs:
        return []
    broken = any(run.left for run in runs if run.char == "*" or run.openings or run.closings)
    if not broken and _covered(text, runs[0].start, runs[-1].start) < 0.8:
        return []
    return [(run.start, run.start + run.length) for run in runs if run.char == "*" or run.openings or run.closings]


def _covered(text: str, start: int, end: int) -> float:
    letters = sum(char.isalnum() for char in text)
    inner = text[start:end]
    gaps = inner.strip("*_").count("**")
    return 0.0 if gaps else sum(char.isalnum() for char in inner) / (letters or 1)


def _found(extent: Extent, document: Document, choices: tuple[Choice, ...]) -> FoundNote:
    question = _question_text(extent.question, document)
    body = _lines(extent.body, document)
    answer = dedent(body).rstrip() if any(line.strip() for line in body) else None
    filled = [piece for piece in extent.body if piece.of(document).strip()] if answer else []
    removed = [tight for piece in extent.removed if (tight := _tight(piece, document))]
    places = sorted(
        [tight for piece in (*extent.question, *extent.options, *extent.body) if (tight := _tight(piece, document))]
        + removed,
        key=lambda piece: (piece.line, piece.start),
    )
    mark = extent.mark
    kind: Kind = "choice" if choices else "cloze" if mark.family == CLOZE else "qa"
    return FoundNote(
        Note(
            question,
            answer,
            extent.level,
            section_tags([text for text in extent.section if text != extent.level]),
            extent.section,
            choices,
            kind,
        ),
        places[0],
        places[-1],
        filled[0].line if filled else extent.options[0].line if extent.options else None,
        tuple(sorted(removed, key=lambda piece: (piece.line, piece.start))),
        mark.number,
        (mark.flag,) if mark.flag else (),
    )


def _lines(slices: Iterable[Slice], document: Document) -> list[str]:
    """The text of slices, those of one line together."""
    found: list[str] = []
    before = None
    for piece in slices:
        if piece.line == before:
            found[-1] += piece.of(document)
        else:
            found.append(piece.of(document))
        before = piece.line
    return found


def _question_text(slices: Iterable[Slice], document: Document) -> str:
    lines: dict[int, str] = {}
    for piece in slices:
        lines[piece.line] = lines.get(piece.line, "") + piece.of(document)
    first, *more = [lines[at] for at in sorted(lines)]
    gap = "\n" if more and not more[0].strip() else ""
    rest = dedent(more).rstrip()
    return f"{first.strip()}\n{gap}{rest}".strip() if rest else first.strip()


def dedent(lines: Sequence[str]) -> str:
    """Lines without the white space that all of them begin with, and without blank ones before the first."""
    filled = [line for line in lines if line.strip()]
    common = filled[0][: len(filled[0]) - len(filled[0].lstrip())] if filled else ""
    for line in filled:
        while not line.startswith(common):
            common = common[:-1]
    cut = [line[len(common) :] if line.strip() else "" for line in lines]
    return "\n".join(cut).lstrip("\n")


def _tight(piece: Slice, document: Document) -> Slice | None:
    """A slice without white space at its ends; None where there is nothing else in it."""
    text = piece.of(document)
    if not text.strip():
        return None
    start = piece.start + len(text) - len(text.lstrip())
    return Slice(piece.line, start, start + len(text.strip()))
