"""Cut a document at its marks and headings into notes and unused lines.

Nothing is copied by hand: a note is made of slices of lines, and whatever of its span is neither question nor
answer is listed as removed. So every character is accounted for by construction.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from deckwright.blocks import Block, BlockKind, indent_of
from deckwright.emphasis import emphasis
from deckwright.inline import TokenKind, tokens
from deckwright.note import Note
from deckwright.seeds.badges import Badges
from deckwright.seeds.document import Document
from deckwright.seeds.found import FoundNote, Slice, Unused
from deckwright.seeds.headings import Heading
from deckwright.seeds.markers.label import ANSWER, EMPHASIS, FOLDED_ANSWER
from deckwright.seeds.markers.mark import Mark

ANSWERS_QUOTED = 0.8
"""Share of the answers that must begin as a quotation before `>` is the document's sign for an answer."""

_SEPARATOR = re.compile(
    r"\s*(?:(?:</?(?:details|p|b|strong|div|blockquote)\b[^<>]*>|<br\s*/?>)\s*"
    r"|[-*_](?:[ \t]*[-*_]){2,}\s*|[?？]{1,2})+$",
    re.I,
)
_WRAP_OPEN = re.compile(r"\s*(?:<br\s*/?>\s*|<(?:b|strong|p|div)\b[^<>]*>\s*(?=(?:\s*<|$)))+", re.I)
_WRAP_CLOSE = re.compile(r"(?:\s*(?:</(?:b|strong|p|div|details)>|<br\s*/?>))*\s*</details>\s*$", re.I)
_PLACEHOLDER = re.compile(
    r"\s*(?:[-*+]\s+)?(?:\[ \]\s*)?(?:todo|tbd|n/?a|(?:your )?answer here|"
    r"待补充|待完善|待解答|待更新|暂无(?:答案)?|未完待续|\.{3,}|…+)[。.!！:：]*\s*$",
    re.I,
)


@dataclass(slots=True)
class _Extent:
    """A mark and the lines behind it, up to the next mark or heading."""

    mark: Mark
    body: list[Slice]
    section: tuple[str, ...]
    level: str | None
    question: list[Slice] = field(default_factory=list)
    removed: list[Slice] = field(default_factory=list)


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
    quoted = _answers_are_quoted(extents, document, kind_at)
    labelled = _answers_are_labelled(extents, document, kind_at)
    refrain = _refrain(extents, document)
    badges = Badges(document, [document.lines[mark.line][mark.text : mark.end] for mark in marks], level_words)
    notes = []
    for extent in extents:
        _take_badge(extent, document, badges)
        _take_question(extent, document)
    _code_to_questions(extents, document, kind_at)
    for extent in extents:
        _drop_refrain(extent, document, refrain)
        if labelled:
            _question_up_to_label(extent, document, kind_at)
        _trim(extent, document)
        if quoted:
            _unquote(extent, document, kind_at)
        _drop_answer_label(extent, document, kind_at)
        _trim(extent, document)
        notes.append(_found(extent, document))
    return notes, _unused(document, blocks, loose, bool(marks))


def _extents(document: Document, marks: Sequence[Mark], headings: Sequence[Heading]) -> tuple[list[_Extent], list[int]]:
    """The extents, and the lines that lie in none and are no heading."""
    starts = {mark.line: mark for mark in marks}
    over = {heading.line: heading for heading in headings}
    extents: list[_Extent] = []
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
            extents.append(_Extent(mark, [], section, level))
            open_extent = True
        elif open_extent and _begins_cloze(document, at, extents[-1].mark):
            open_extent = False
            loose.append(at)
        elif open_extent:
            extents[-1].body.append(Slice(at, 0, len(line)))
        else:
            loose.append(at)
    return extents, loose


def _begins_cloze(document: Document, at: int, mark: Mark) -> bool:
    """A `C:` line among `Q:` and `A:` lines, as hashcards writes cloze deletions, ends the answer above it."""
    above = document.lines[at - 1] if at else ""
    return mark.family == "question-label" and document.lines[at].startswith("C: ") and not above.strip()


def _code_to_questions(extents: Sequence[_Extent], document: Document, kind_at: dict[int, BlockKind]) -> None:
    """In a list of questions without answers, code beneath a question is part of it."""
    filled = [extent for extent in extents if any(piece.of(document).strip() for piece in extent.body)]
    coded = [
        extent
        for extent in filled
        if all(kind_at[piece.line] in (BlockKind.FENCE, BlockKind.BLANK) for piece in extent.body)
    ]
    if len(filled) - len(coded) <= 0.1 * len(extents) and len(coded) < len(extents) / 2:
        for extent in coded:
            while extent.body and not extent.body[-1].of(document).strip():
                extent.body.pop()
            extent.question += extent.body
            extent.body = []


def _take_badge(extent: _Extent, document: Document, badges: Badges) -> None:
    """A level that the question itself carries, at its beginning or its end."""
    mark = extent.mark
    if mark.last not in (None, mark.line):
        return
    text = document.lines[mark.line][mark.text : mark.end]
    badge = badges.of(text)
    if badge is None or not (text[: badge.start] + text[badge.end :]).strip(" *_`"):
        return
    extent.level = badge.level
    at_start = not text[: badge.start].strip(" *_`")
    if at_start:
        extent.mark = replace(mark, text=mark.text + badge.end)
    else:
        end = mark.text + badge.start
        extent.mark = replace(mark, end=end, resume=mark.resume)


def _take_question(extent: _Extent, document: Document) -> None:
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


def _take_words(extent: _Extent, piece: Slice, document: Document) -> None:
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


def _first_filled(extent: _Extent, document: Document) -> Slice | None:
    return next((piece for piece in extent.body if piece.of(document).strip()), None)


def _answers_are_quoted(extents: Sequence[_Extent], document: Document, kind_at: dict[int, BlockKind]) -> bool:
    firsts = [first for extent in extents if (first := _first_filled(extent, document))]
    quoted = sum(kind_at[first.line] is BlockKind.QUOTE for first in firsts)
    return bool(firsts) and quoted >= ANSWERS_QUOTED * len(firsts)


def _unquote(extent: _Extent, document: Document, kind_at: dict[int, BlockKind]) -> None:
    """Take `>` from the first run of quoted lines; a quotation further down is the author's."""
    for at, piece in enumerate(extent.body):
        if not piece.of(document).strip():
            continue
        if kind_at[piece.line] is not BlockKind.QUOTE:
            return
        sign = piece.of(document).index(">") + 1
        extent.removed.append(Slice(piece.line, piece.start, piece.start + sign))
        start = piece.start + sign
        start += document.lines[piece.line][start : start + 1] == " "
        extent.body[at] = Slice(piece.line, start, piece.end)
        if at + 1 < len(extent.body) and not extent.body[at + 1].of(document).strip():
            return


def _label_at(piece: Slice, document: Document) -> tuple[int, int] | None:
    """Where an answer's label begins and ends in a slice, with the emphasis, heading or fold around it."""
    text = piece.of(document)
    start = len(text) - len(text.lstrip())
    if fold := FOLDED_ANSWER.match(text):
        return piece.start + start, piece.start + fold.end()
    hashes = re.compile(r"#{1,6}\s+").match(text, start)
    begin = hashes.end() if hashes else start
    opened = EMPHASIS.match(text, begin)
    match = ANSWER.match(text, opened.end() if opened else begin)
    if not match:
        return None
    closed = EMPHASIS.match(text, match.end()) if opened else None
    end = closed.end() if closed else match.end()
    return piece.start + start, piece.start + end


def _answers_are_labelled(extents: Sequence[_Extent], document: Document, kind_at: dict[int, BlockKind]) -> bool:
    labelled = sum(
        any(kind_at[piece.line] is not BlockKind.FENCE and _label_at(piece, document) for piece in extent.body)
        for extent in extents
    )
    return bool(extents) and labelled * 2 >= len(extents)


def _question_up_to_label(extent: _Extent, document: Document, kind_at: dict[int, BlockKind]) -> None:
    for at, piece in enumerate(extent.body):
        if kind_at[piece.line] is not BlockKind.FENCE and _label_at(piece, document):
            more = extent.body[:at]
            while more and _is_nothing(more[-1].of(document)):
                extent.removed.append(more.pop())
            extent.question += more
            extent.body = extent.body[at:]
            return


def _drop_answer_label(extent: _Extent, document: Document, kind_at: dict[int, BlockKind]) -> None:
    """Take the answer's label; a fold that is called "Answer" may hold one more."""
    for _ in range(3):
        at = next((n for n, piece in enumerate(extent.body) if not _is_nothing(piece.of(document))), None)
        if at is None:
            return
        piece = extent.body[at]
        label = _label_at(piece, document) if kind_at[piece.line] is not BlockKind.FENCE else None
        rest = [line.of(document).lstrip("-*+ \t") for line in extent.body[at + 1 :]]
        if not label or any(re.match(r"[Bb][.:、：)]", text) for text in rest[:3]):
            return
        extent.removed += [*extent.body[:at], Slice(piece.line, piece.start, label[1])]
        extent.body[: at + 1] = [Slice(piece.line, label[1], piece.end)]


def _refrain(extents: Sequence[_Extent], document: Document) -> set[str]:
    """Lines with a link that close the answers of at least half of the questions, word for word: "back to top"."""
    last: Counter[str] = Counter()
    for extent in extents:
        tail = [text for piece in extent.body if not _is_nothing(text := piece.of(document))][-1:]
        last.update(text.strip() for text in tail if "](" in text or "<a " in text)
    return {text for text, times in last.items() if times >= max(3, len(extents) / 2)}


def _drop_refrain(extent: _Extent, document: Document, refrain: set[str]) -> None:
    kept = [piece for piece in extent.body if piece.of(document).strip() not in refrain]
    if len(kept) < len(extent.body):
        extent.removed += [piece for piece in extent.body if piece.of(document).strip() in refrain]
        extent.body = kept


def _trim(extent: _Extent, document: Document) -> None:
    """Take rules, line breaks and folding tags from both ends, and an answer that only holds the place of one."""
    _trim_ends(extent, document)
    text = "\n".join(piece.of(document) for piece in extent.body)
    says_something = any(char.isalnum() for char in text) or "![" in text
    if _PLACEHOLDER.match(text) or not says_something:
        extent.removed += extent.body
        extent.body = []


def _trim_ends(extent: _Extent, document: Document) -> None:
    while extent.body and _is_nothing(extent.body[-1].of(document)):
        extent.removed.append(extent.body.pop())
    while extent.body and _is_nothing(extent.body[0].of(document)):
        extent.removed.append(extent.body.pop(0))
    if extent.body and (match := _WRAP_CLOSE.search(extent.body[-1].of(document))):
        piece = extent.body[-1]
        extent.body[-1] = replace(piece, end=piece.start + match.start())
        extent.removed.append(replace(piece, start=piece.start + match.start()))
    if extent.body and (match := _WRAP_OPEN.match(extent.body[0].of(document))) and match.end():
        piece = extent.body[0]
        extent.body[0] = replace(piece, start=piece.start + match.end())
        extent.removed.append(replace(piece, end=piece.start + match.end()))


def _is_nothing(text: str) -> bool:
    return not text.strip() or bool(_SEPARATOR.match(text))


def _found(extent: _Extent, document: Document) -> FoundNote:
    question = _question_text(extent.question, document)
    body = [piece.of(document) for piece in extent.body]
    answer = dedent(body).rstrip() if any(line.strip() for line in body) else None
    filled = [piece for piece in extent.body if piece.of(document).strip()] if answer else []
    removed = [tight for piece in extent.removed if (tight := _tight(piece, document))]
    places = sorted(
        [tight for piece in (*extent.question, *extent.body) if (tight := _tight(piece, document))] + removed,
        key=lambda piece: (piece.line, piece.start),
    )
    mark = extent.mark
    return FoundNote(
        Note(question, answer, extent.level, (), extent.section),
        places[0],
        places[-1],
        filled[0].line if filled else None,
        tuple(sorted(removed, key=lambda piece: (piece.line, piece.start))),
        mark.number,
        (mark.flag,) if mark.flag else (),
    )


def _question_text(slices: Iterable[Slice], document: Document) -> str:
    lines: dict[int, str] = {}
    for piece in slices:
        lines[piece.line] = lines.get(piece.line, "") + piece.of(document)
    first, *more = [lines[at] for at in sorted(lines)]
    gap = "\n" if more and not more[0].strip() else ""
    rest = dedent(more).rstrip()
    return f"{first.strip()}\n{gap}{rest}" if rest else first.strip()


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


_REASONS = {
    "front-matter": "front matter: about the document, not in it",
    "comment": "a comment",
    "table-of-contents": "a table of contents: links into this document",
    "before-first-question": "stands before the first question",
    "section-text": "stands under a heading, before its first question",
    "cloze": "a cloze deletion, of which no note is made yet",
    "no-question": "no question was found in the document",
}
_TOC_LINE = re.compile(r"\s*(?:[-*+]|\d+[.)])?\s*(?:\[TOC\]|\[(?:[^\[\]]|\[[^\[\]]*\])*\]\(#[^)]*\))\s*$", re.I)


def _unused(document: Document, blocks: Sequence[Block], loose: Sequence[int], any_marks: bool) -> list[Unused]:
    kind_at = {line: block.kind for block in blocks for line in range(block.first, block.last + 1)}
    first_heading_or_note = min(set(range(len(document.lines))) - set(loose), default=0)
    found: list[Unused] = []
    for line in loose:
        if not document.lines[line].strip():
            continue
        code = _code(document.lines[line], kind_at[line], line < first_heading_or_note, any_marks)
        last = found[-1] if found else None
        between = range(last.last + 1, line) if last else range(0)
        if last and last.code == code and all(not document.lines[at].strip() for at in between):
            found[-1] = Unused(last.first, line, code, last.reason)
        else:
            found.append(Unused(line, line, code, _REASONS[code]))
    return found


def _code(line: str, kind: BlockKind, before_all: bool, any_marks: bool) -> str:
    if kind is BlockKind.FRONT_MATTER:
        return "front-matter"
    if kind is BlockKind.COMMENT:
        return "comment"
    if _TOC_LINE.match(line):
        return "table-of-contents"
    if not any_marks:
        return "no-question"
    if line.startswith("C: "):
        return "cloze"
    return "before-first-question" if before_all else "section-text"
