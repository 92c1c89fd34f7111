"""Cut a document at its marks and headings into notes and unused lines.

Nothing is copied by hand: a note is made of slices of lines, and whatever of its span is neither question nor
answer is listed as removed. So every character is accounted for by construction.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from deckwright.note import Kind, Note
from deckwright.seeds.answers import (
    answers_are_labelled,
    answers_are_quoted,
    drop_answer_label,
    drop_definition_signs,
    drop_lead_ins,
    drop_properties,
    drop_refrain,
    end_at_rules,
    end_last,
    end_last_at_rule,
    question_up_to_label,
    refrain,
    trim,
    unquote,
)
from deckwright.seeds.asked import drop_shared_markup, take_badge, take_question
from deckwright.seeds.badges import Badges
from deckwright.seeds.beneath import bodies_to_questions, lines_beneath_directions, unanswered_to_questions
from deckwright.seeds.choices import settle_right, take_choices, unticked_to_questions
from deckwright.seeds.cloze_lines import FAMILY as CLOZE
from deckwright.seeds.document import Document
from deckwright.seeds.exam import take_filled_blanks, take_options
from deckwright.seeds.extent import Extent
from deckwright.seeds.found import FoundNote, Unused
from deckwright.seeds.hash_tags import take_hash_tags
from deckwright.seeds.headings import Heading
from deckwright.seeds.inputs.latex import whole_environments
from deckwright.seeds.markers.mark import Mark
from deckwright.seeds.page import Page
from deckwright.seeds.slices import Slice, Slot, tight
from deckwright.seeds.tags import own_tags, section_tags
from deckwright.seeds.together import split_behind_question_marks, take_shared_labels
from deckwright.seeds.unused import unused_ranges
from deckwright.text.blocks import TAB, BlockKind, indent_of


def cut(
    page: Page, marks: Sequence[Mark], headings: Sequence[Heading], within: range
) -> tuple[list[FoundNote], list[Unused]]:
    """Notes and unused lines of a range of lines, both in the document's order. `marks` and `headings` are in order."""
    document, kind_at = page.document, page.kind_at
    extents, loose = _extents(page, marks, headings, within)
    badges = Badges(page, [mark.words(document.lines) for mark in marks])
    notes = []
    for extent in extents:
        take_badge(extent, document, badges)
        take_question(extent, document)
    drop_shared_markup(extents, document)
    lines_beneath_directions(extents, document)
    quoted = answers_are_quoted(extents, document, kind_at)
    labelled = answers_are_labelled(extents, document, kind_at)
    closing = refrain(extents, document)
    drop_lead_ins(extents, document)
    loose = sorted(
        [
            *loose,
            *end_at_rules(extents, document),
            *end_last_at_rule(extents, document, kind_at),
            *end_last(extents, document),
        ]
    )
    drop_properties(extents, document)
    bodies_to_questions(extents, document)
    for extent in extents:
        drop_refrain(extent, document, closing)
        drop_definition_signs(extent, document)
        if labelled:
            question_up_to_label(extent, document, kind_at)
        trim(extent, document)
        if quoted:
            unquote(extent, document, kind_at)
        drop_answer_label(extent, document, kind_at)
        take_choices(extent, document, kind_at)
        trim(extent, document)
    unticked_to_questions(extents, document)
    unanswered_to_questions(extents, document, kind_at)
    loose = sorted([*loose, *take_options(extents, document, kind_at)])
    take_filled_blanks(extents, document)
    take_shared_labels(extents, document)
    split_behind_question_marks(extents, document)
    for extent in extents:
        _finish(extent, page)
        notes.append(_found(extent, document))
    return notes, unused_ranges(document, kind_at, loose, bool(marks), within)


def _finish(extent: Extent, page: Page) -> None:
    settle_right(extent, page.document)
    if page.hash_tags:
        take_hash_tags(extent, page.document, page.kind_at)
    trim(extent, page.document)
    if extent.question_has_options:
        drop_answer_label(extent, page.document, page.kind_at)
        trim(extent, page.document)


def _extents(
    page: Page, marks: Sequence[Mark], headings: Sequence[Heading], within: range
) -> tuple[list[Extent], list[int]]:
    """The extents, and the lines that lie in none and are no heading."""
    document, kind_at = page.document, page.kind_at
    starts: dict[int, list[Mark]] = {}
    for mark in marks:
        starts.setdefault(mark.line, []).append(mark)
    over = {heading.line: heading for heading in headings}
    extents: list[Extent] = []
    loose: list[int] = []
    stack = _open(heading for heading in headings if heading.line < within.start)
    open_extent, closed_to = False, -1
    for at in within:
        line = document.lines[at]
        if at in over:
            stack = _open((*stack, over[at]))
            open_extent = False
        elif at in starts:
            first = True
            several = starts[at] if starts[at][0].is_closed else starts[at][:1]
            for mark in several:
                if open_extent and first and line[: mark.start].strip():
                    extents[-1].body.append(Slice(at, 0, mark.start))
                elif first and not open_extent and at > closed_to:
                    mark = replace(mark, start=indent_of(line)[1])
                section = tuple(heading.text for heading in stack if heading.role != "title")
                level = next((one.level or one.text for one in reversed(stack) if one.role == "level"), None)
                extents.append(Extent(mark, [], section, level))
                first, open_extent = False, not mark.is_closed
                closed_to = mark.last or mark.line
        elif open_extent:
            extents[-1].body.append(Slice(at, 0, len(line)))
        elif at > closed_to:
            loose.append(at)
    loose += [at for extent in extents for at in _without_markup(extent, kind_at, document)]
    return extents, sorted(loose)


def _open(headings: Iterable[Heading]) -> list[Heading]:
    """The headings that what follows stands under: each ends those as deep and deeper."""
    stack: list[Heading] = []
    for heading in headings:
        stack = [*(one for one in stack if one.depth < heading.depth), heading]
    return stack


_SILENT = (BlockKind.MARKUP, BlockKind.COMMENT)


def _without_markup(extent: Extent, kind_at: Mapping[int, BlockKind], document: Document) -> list[int]:
    """Take the lines of markup out of a body. Those at its end, and comments there, are none of the record: the lines
    that are let go."""
    whole = whole_environments([piece.of(document) for piece in extent.body])
    silent = [kind_at.get(piece.line) in _SILENT and at not in whole for at, piece in enumerate(extent.body)]
    end, first = len(extent.body), extent.mark.last or extent.mark.line
    for at in range(len(extent.body) - 1, -1, -1):
        piece = extent.body[at]
        if piece.line <= first or not (silent[at] or not piece.of(document).strip()):
            break
        end = at if silent[at] else end
    tail = [piece.line for piece in extent.body[end:]]
    gone = [silent[at] and kind_at.get(piece.line) is BlockKind.MARKUP for at, piece in enumerate(extent.body[:end])]
    extent.removed += [piece for piece, out in zip(extent.body, gone, strict=False) if out]
    extent.body = [piece for piece, out in zip(extent.body, gone, strict=False) if not out]
    return tail


def kept_apart(document: Document, marks: Sequence[Mark], headings: Sequence[Heading]) -> Iterator[Mark]:
    """The marks, a question of several lines ending where the next one, or a heading, begins."""
    starts = sorted({*(mark.line for mark in marks), *(heading.line for heading in headings)})
    for mark, following in zip(marks, [*marks[1:], None], strict=False):
        at = bisect_right(starts, mark.line)
        if mark.is_closed:  # all of its last line is its own up to where another begins
            last = mark.last or mark.line
            mark = replace(mark, end=len(document.lines[last].rstrip()))
            if following and following.line == last:
                mark = replace(mark, end=following.start)
        if mark.last is None or at == len(starts) or mark.last < starts[at] + mark.is_closed:
            yield mark
            continue
        last = max(mark.line, starts[at] - 1)
        text = min(mark.text, mark.start) if last == mark.line else mark.text
        yield replace(mark, text=text, last=last, end=len(document.lines[last].rstrip()), resume=None, stop=None)


def _found(extent: Extent, document: Document) -> FoundNote:
    choices = tuple(extent.choices)
    question = _question_text(extent.question, document)
    body = _lines(extent.body, document)
    answer = _outdented(dedent(body)).rstrip() if any(line.strip() for line in body) else None
    filled = [piece for piece in extent.body if piece.of(document).strip()] if answer else []
    removed = [one for piece in extent.removed if (one := tight(piece, document))]
    extras = [piece for slot in extent.extra for piece in slot.slices]
    places = sorted(
        [one for piece in (*extent.question, *extent.options, *extent.body, *extras) if (one := tight(piece, document))]
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
            (*section_tags([text for text in extent.section if text != extent.level]), *own_tags(extent.tags)),
            extent.section,
            choices,
            kind,
            _extra_text(extent.extra, document),
        ),
        places[0],
        places[-1],
        filled[0].line if filled else extent.options[0].line if extent.options else None,
        tuple(sorted(removed, key=lambda piece: (piece.line, piece.start))),
        mark.number,
        (mark.flag,) if mark.flag else (),
    )


def _extra_text(slots: Sequence[Slot], document: Document) -> str | None:
    """What a record says beyond question and answer, one part a line, with the heads of its columns."""
    parts = [(slot.name.strip(), slot.text(document.lines).strip()) for slot in slots]
    return "\n".join(text for _, text in parts if text) or None


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


def _outdented(text: str) -> str:
    """A text whose first line is not set in, unless as far as code is."""
    columns, start = indent_of(text.partition("\n")[0])
    return text[start:] if columns < TAB else text
