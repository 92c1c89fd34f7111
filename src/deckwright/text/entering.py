"""Text on its way into cards/: NFC, LF, no tabs, no trailing spaces, nothing that YAML or Anki would choke on."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

from deckwright.names import NO_TEXT, cleaned
from deckwright.note import Note
from deckwright.text.blocks import BlockKind, indent_of, scan
from deckwright.text.cloze import from_brackets

BREAK_AFTER = "。？！；：;:.!?"
"""A line that ends so keeps its end when it is rendered, without a mark."""

_LINE_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_UNWANTED = re.compile(f"[{NO_TEXT}\ufeff]")


def entered(note: Note) -> Note:
    """A note of a reading, its texts as cards/ keeps them; hashcards' deletions as Anki writes them."""
    question = entering(note.question)
    return replace(
        note,
        question=from_brackets(question) if note.kind == "cloze" else question,
        answer=(entering(note.answer) or None) if note.answer else None,
        choices=tuple(replace(choice, text=entering(choice.text)) for choice in note.choices),
        tags=tuple(tag for said in note.tags if (tag := cleaned(said))),
        extra=(entering(note.extra) or None) if note.extra else None,
        section=tuple(cleaned(entering(text)) for text in note.section),
    )


def entering(text: str) -> str:
    """A text as cards/ keeps it. A hard break, two spaces at a line's end, becomes a backslash where it counts."""
    text = unicodedata.normalize("NFC", _UNWANTED.sub("", _LINE_BREAKS.sub("\n", text)))
    lines = text.replace("\t", "    ").split("\n")
    kept = [line.rstrip() for line in lines]
    breaks = any(line.endswith("  ") for line in lines)
    for at, kind in _kinds(kept).items() if breaks else ():
        if lines[at].endswith("  ") and kept[at] and _break_counts(kept, at, kind):
            kept[at] += "\\"
    return "\n".join(kept).strip("\n").lstrip()


def _kinds(lines: list[str]) -> dict[int, BlockKind]:
    return {line: block.kind for block in scan(lines) for line in range(block.first, block.last + 1)}


def _break_counts(lines: list[str], at: int, kind: BlockKind) -> bool:
    if kind not in (BlockKind.TEXT, BlockKind.ITEM) or lines[at][-1] in BREAK_AFTER or lines[at].endswith("\\"):
        return False
    following = "".join(lines[at + 1 : at + 2])
    outdented = indent_of(following)[0] < indent_of(lines[at])[0]
    return bool(following) and not outdented and _kinds([following]) == {0: BlockKind.TEXT}
