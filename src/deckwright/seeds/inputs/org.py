"""Org mode (https://orgmode.org/worg/org-syntax.html): headlines with keywords and tags, drawers, blocks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from deckwright.seeds.document import Document
from deckwright.seeds.inputs.ends import Ends
from deckwright.seeds.slices import Slice, Slot
from deckwright.text.blocks import Block, BlockKind, Claim

_HEADLINE = re.compile(
    r"(?P<stars>\*+)[ \t]+(?:(?:TODO|DONE|NEXT|WAIT(?:ING)?|HOLD|CANCELL?ED)[ \t]+)?(?:\[#\w\][ \t]*)?"
)
_OUTLINE = re.compile(r"\*{2,} \S")
_TAGS = re.compile(r"(?:^|[ \t]+)(?P<tags>:(?:[\w@#%]+:)+)[ \t]*$")
_OPENING = re.compile(r"[ \t]*#\+begin_(?P<name>\w+)", re.I)
_CLOSING = re.compile(r"[ \t]*#\+end_(?P<name>\w+)[ \t]*$", re.I)
_DRAWER = re.compile(r"[ \t]*:(?!END:)[\w-]+:[ \t]*$", re.I)
_DRAWN = re.compile(r"[ \t]*:(?P<name>END):[ \t]*$", re.I)
_KEYWORD = re.compile(r"[ \t]*#\+(?P<name>\w+):[ \t]*")
_PLANNING = re.compile(r"[ \t]*(?:SCHEDULED|DEADLINE|CLOSED|CLOCK):[ \t]*[\[<]")
_COMMENT = re.compile(r"[ \t]*#(?:[ \t]|$)")
_VERBATIM = {"src", "example", "export"}


def is_org(document: Document) -> bool:
    """Whether a text is an outline: by its name, or by its headlines: those of two stars and more are unknown to
    Markdown."""
    if document.name.lower().endswith(".org"):
        return True
    return sum(_OUTLINE.match(line) is not None for line in document.lines) >= 3


def tag_slots(line: str, block: Block) -> tuple[Slot, ...]:
    """The tags behind the words of a headline, `:exam:draw:`."""
    match = _TAGS.search(line, block.end) if block.end is not None else None
    words = re.finditer(r"[^:\s]+", match["tags"]) if match else ()
    start = match.start("tags") if match else 0
    return tuple(Slot("tags", (Slice(block.first, start + one.start(), start + one.end()),)) for one in words)


def claim(lines: Sequence[str]) -> Claim:
    blocks, drawers = Ends(lines, _CLOSING), Ends(lines, _DRAWN)

    def block(at: int) -> Block | None:
        line = lines[at]
        if match := _HEADLINE.match(line):
            tags = _TAGS.search(line, match.end())
            end = tags.start() if tags else None
            return Block(BlockKind.HEADING, at, at, 0, match.end(), level=len(match["stars"]), end=end)
        if match := _OPENING.match(line):
            last = blocks.behind(at, match["name"])
            if match["name"].lower() in _VERBATIM and last is not None:
                return Block(BlockKind.FENCE, at, last)
            return Block(BlockKind.MARKUP, at, at)
        if _DRAWER.match(line) and (last := drawers.behind(at, "end")) is not None:
            return Block(BlockKind.MARKUP, at, last)
        if (match := _KEYWORD.match(line)) and match["name"].lower() == "title" and line[match.end() :].strip():
            return Block(BlockKind.HEADING, at, at, 0, match.end())
        if match or _PLANNING.match(line) or _CLOSING.match(line) or _COMMENT.match(line):
            return Block(BlockKind.MARKUP, at, at)
        return None

    return block
