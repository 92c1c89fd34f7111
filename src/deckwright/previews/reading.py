"""A document beside its notes: each line coloured by what became of it, on one page without scripts."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from importlib.resources import files

from deckwright.decks.markdown import Renderer
from deckwright.decks.media.pictures import caption
from deckwright.decks.notetype import style_sheet
from deckwright.errors import counted
from deckwright.previews.formulas import with_mathml
from deckwright.seeds.definitions import whole_note
from deckwright.seeds.found import FoundNote, ReadDocument, Slice, Unused
from deckwright.seeds.headings import Heading

Owner = FoundNote | Heading | Unused
"""What a line became a part of."""


@dataclass(frozen=True, slots=True)
class Segment:
    """Slices of lines with one fate; `owner` is what they became, None where they are blank."""

    owner: Owner | None
    slices: list[Slice] = field(default_factory=list)


def segments(read: ReadDocument) -> Iterator[Segment]:
    """The whole document in order, cut where a note, a heading or an unused range begins or ends."""
    owners = sorted(_owned(read), key=lambda one: (one[0].line, one[0].start))
    open_segment: Segment | None = None
    for piece, owner in _with_gaps(read.document.lines, owners):
        if open_segment is None or open_segment.owner is not owner:
            if open_segment:
                yield open_segment
            open_segment = Segment(owner)
        open_segment.slices.append(piece)
    if open_segment:
        yield open_segment


def _owned(read: ReadDocument) -> Iterator[tuple[Slice, Owner]]:
    lines = read.document.lines
    for found in read.notes:
        for at in range(found.first.line, found.last.line + 1):
            start = found.first.start if at == found.first.line else 0
            end = found.last.end if at == found.last.line else len(lines[at])
            yield Slice(at, start, end), found
    for heading in read.headings:
        yield Slice(heading.line, 0, len(lines[heading.line])), heading
    for unused in read.unused:
        for at in range(unused.first, unused.last + 1):
            yield Slice(at, 0, len(lines[at])), unused


def _with_gaps(lines: Sequence[str], owned: Sequence[tuple[Slice, Owner]]) -> Iterator[tuple[Slice, Owner | None]]:
    """The slices with those between them, which hold nothing but white space."""
    waiting = 0
    for at, line in enumerate(lines):
        column, shown = 0, False
        while waiting < len(owned) and owned[waiting][0].line == at:
            piece, owner = owned[waiting]
            waiting += 1
            yield Slice(at, column, piece.end), owner
            column, shown = piece.end, True
        if not shown or line[column:].strip():
            yield Slice(at, column, len(line)), None


def page(documents: Sequence[ReadDocument]) -> str:
    """The HTML page of one or several documents."""
    writer = _Writer()
    parts = [writer.document(number, read) for number, read in enumerate(documents)]
    style = (files(__package__) / "page" / "reading.css").read_text("utf-8")
    frame = (files(__package__) / "page" / "reading.html").read_text("utf-8")
    title = documents[0].document.name if len(documents) == 1 else f"{len(documents)} documents"
    for name, text in (
        ("title", html.escape(title)),
        ("card-style", style_sheet()),
        ("style", style),
        ("contents", _contents(documents)),
        ("documents", "\n".join(parts)),
    ):
        frame = frame.replace(f"<!--{name}-->", text)
    return frame


def _contents(documents: Sequence[ReadDocument]) -> str:
    if len(documents) < 2:
        return ""
    rows = "".join(
        f'<li><a href="#document-{number}">{html.escape(read.document.name)}</a> <span>{_counts(read)}</span></li>'
        for number, read in enumerate(documents)
    )
    return f'<nav class="page-contents" aria-label="Documents"><ol>{rows}</ol></nav>'


@dataclass(slots=True)
class _Writer:
    renderer: Renderer = field(default_factory=Renderer)

    def document(self, number: int, read: ReadDocument) -> str:
        rows = "\n".join(self.row(segment, read) for segment in segments(read))
        return (
            f'<section class="page-document" id="document-{number}">\n{_head(read)}\n'
            f'<div class="page-rows">\n{rows}\n</div>\n</section>'
        )

    def row(self, segment: Segment, read: ReadDocument) -> str:
        owner = segment.owner
        kind = _kind(owner)
        lines = "".join(_line(piece, owner, read) for piece in segment.slices)
        beside = self.note(owner) if isinstance(owner, FoundNote) else _reason(owner)
        style = f"--lines:{len(segment.slices)}"
        return (
            f'<div class="page-row page-{kind}" style="{style}"><div class="page-lines">{lines}</div>'
            f'<div class="page-beside">{beside}</div></div>'
        )

    def note(self, found: FoundNote) -> str:
        note = whole_note(found)
        answer = (
            f'<div class="answer" dir="auto">{self.html(note.answer)}</div>'
            if note.answer
            else ""
            if note.answered
            else '<p class="page-none">no answer</p>'
        )
        options = "".join(
            f"<li{' class=right' if choice.correct else ''}>{self.html(choice.text)}</li>" for choice in note.choices
        )
        if options:
            answer = f'<ol class="options" type="A">{options}</ol>{answer}'
        badges = [
            text for text in (note.level, *note.tags, *found.flags, note.kind if note.kind != "qa" else None) if text
        ]
        shown = "".join(f'<span class="page-badge">{html.escape(text)}</span>' for text in badges)
        place = f"line {found.first.line + 1}"
        return (
            f'<div class="card"><div class="deckwright"><header><span>{place}</span>{shown}</header>'
            f'<div class="question" dir="auto">{self.html(note.question)}</div>{answer}</div></div>'
        )

    def html(self, text: str) -> str:
        made = with_mathml(self.renderer.render(text, _image).html)
        return re.sub(r"<(pre|table)>", r'<\1 tabindex="0">', made)  # scrolled by keyboard where they are wide


def _image(address: str, alternative: str) -> str:
    said = caption(alternative) or address.rsplit("/", 1)[-1]
    return f'<span class="picture">[picture: {html.escape(said)}]</span>'


def _kind(owner: Owner | None) -> str:
    if isinstance(owner, FoundNote):
        return "note" if owner.note.answered else "note page-unanswered"
    if isinstance(owner, Heading):
        return "heading"
    return "unused" if owner else "blank"


def _reason(owner: Owner | None) -> str:
    if isinstance(owner, Heading):
        return f"<p>{html.escape(owner.role)}: {html.escape(owner.text)}</p>"
    if isinstance(owner, Unused):
        return f"<p>not used: {html.escape(owner.reason)}</p>"
    return ""


def _line(piece: Slice, owner: Owner | None, read: ReadDocument) -> str:
    text = read.document.lines[piece.line]
    opened = f'<div data-line="{piece.line + 1}"><code>'  # shown by the style sheet: an element less for every line
    if not isinstance(owner, FoundNote):
        return f"{opened}{html.escape(text[piece.start : piece.end])}</code></div>"
    asks = owner.answer_line is None or piece.line < owner.answer_line
    out, at = [], piece.start
    for gone in (one for one in owner.removed if one.line == piece.line and one.start < piece.end):
        out.append(html.escape(text[at : gone.start]))
        out.append(f"<del>{html.escape(text[gone.start : gone.end])}</del>")
        at = gone.end
    out.append(html.escape(text[at : piece.end]))
    shown = "".join(out)
    return f"{opened}{f'<b>{shown}</b>' if asks else shown}</code></div>"


def _counts(read: ReadDocument) -> str:
    return f"{counted(len(read.notes), 'question')}, {sum(found.note.answered for found in read.notes)} answered"


def _head(read: ReadDocument) -> str:
    reading = read.reading
    unused = sum(part.last - part.first + 1 for part in read.unused)
    facts = [
        _counts(read),
        f"{counted(unused, 'line')} not used",
        f"encoding {read.document.encoding}",
    ]
    because = "; ".join(reading.because)
    return (
        f'<h2 class="page-name">{html.escape(read.document.name)}</h2><p class="page-facts">{" · ".join(facts)}</p>'
        f'<p class="page-facts">read by <b>{html.escape(reading.marker or "nothing")}</b>, confidence '
        f"{reading.confidence:.2f}: {html.escape(because)}</p>"
    )
