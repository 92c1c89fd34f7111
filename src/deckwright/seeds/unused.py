"""Lines that went into no note, with the reason."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from deckwright.seeds.document import Document
from deckwright.seeds.found import Unused
from deckwright.text.blocks import BlockKind

REASONS = {
    "front-matter": "front matter: about the document, not in it",
    "comment": "a comment",
    "markup": "how the text is set or kept, and none of its words",
    "private": "a remark that its vault keeps to itself, between %% and %%",
    "link": "a link to a place within its vault",
    "block-id": "an id by which a vault knows a place",
    "definitions": "what links and footnotes lead to: the notes that name it have got it",
    "table-of-contents": "a table of contents: links into this document",
    "before-first-question": "stands before the first question",
    "section-text": "stands under a heading, before its first question",
    "no-question": "no question was found in the document",
}
_TOC_LINE = re.compile(r"\s*+(?:(?:[-*+]|\d+[.)])\s*+)?(?:\[TOC\]|\[(?:[^\[\]]|\[[^\[\]]*\])*\]\(#[^)]*\))\s*$", re.I)


def is_contents(line: str) -> bool:
    """Whether a line is a link into its document and nothing else."""
    return _TOC_LINE.match(line) is not None


def unused_ranges(
    document: Document, kind_at: Mapping[int, BlockKind], loose: Sequence[int], any_marks: bool, within: range
) -> list[Unused]:
    first_heading_or_note = min(set(within) - set(loose), default=within.start) if within.start == 0 else 0
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
            found.append(Unused(line, line, code, REASONS[code]))
    return found


def _code(line: str, kind: BlockKind, before_all: bool, any_marks: bool) -> str:
    if kind is BlockKind.FRONT_MATTER:
        return "front-matter"
    if kind in (BlockKind.COMMENT, BlockKind.MARKUP):
        return kind.value
    if is_contents(line):
        return "table-of-contents"
    if not any_marks:
        return "no-question"
    return "before-first-question" if before_all else "section-text"
