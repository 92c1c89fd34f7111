"""All notes on one page, front and back beside each other: for proof-reading, for print, and without JavaScript."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from deckwright.previews.frame import framed
from deckwright.previews.gather import ShownNote
from deckwright.project import Project


def proof(project: Project, notes: Sequence[ShownNote]) -> str:
    """The HTML page. What is asked stands left, the turned card right; each of a note's cards has a row."""
    shown = "\n".join(_note(number, note) for number, note in enumerate(notes, 1))
    return framed("all.html", project, {"count": str(len(notes)), "notes": shown})


def _note(number: int, note: ShownNote) -> str:
    about = [note.id, f"{note.file}:{note.line}", note.level, note.status, *note.open]
    rows = "".join(
        f'<div class="page-turn"><div class="card">{_side(front)}</div><div class="card">{_side(back)}</div></div>'
        for front, back in note.sides
    )
    plain = "" if rows else f"<p>{escape(note.question)}</p>"
    told = "".join(f'<li lang="en">{escape(one.message)} [{escape(one.code)}]</li>' for one in note.wrong)
    findings = f'<ul class="page-findings">{told}</ul>' if told else ""
    return (
        f'<section class="page-note" id="{escape(note.id)}"><h2 class="page-number">{number}'
        f' <span lang="en">{escape(" · ".join(about))}</span></h2>{rows}{plain}{findings}</section>'
    )


def _side(side: str) -> str:
    """A side among others: Anki's mark of the answer would stand there many times, and wide boxes take the keyboard."""
    wide = r'<(pre|table|math display="block")>'
    if "<math>" in side:  # a formula in a line may make its whole part scroll
        wide = wide.replace(")>", r'|div class="(?:question|answer|text|extra)"(?: dir="auto")?)>')
    return re.sub(wide, r'<\1 tabindex="0">', side.replace(' id="answer"', ""))
