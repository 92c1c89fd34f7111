"""HTML: what a page has around its text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from deckwright.seeds.inputs.ends import Ends
from deckwright.text.blocks import Block, BlockKind, Claim

_AROUND = "head|script|style|nav|footer|aside|form|svg|noscript|template"
_OPENING = re.compile(rf"[ \t]*<(?P<name>{_AROUND})(?=[\s>])", re.I)
_CLOSING = re.compile(rf".*</(?P<name>{_AROUND})\s*>[ \t]*$", re.I)
_FRAME = re.compile(
    r"[ \t]*(?:</?(?:html|body|main|article|section|div|header|dl|center|font|span)\b[^<>]*>[ \t]*)+$"
    r"|[ \t]*<!doctype[^>]*>[ \t]*$",
    re.I,
)


def claim(lines: Sequence[str]) -> Claim:
    closing = Ends(lines, _CLOSING)

    def block(at: int) -> Block | None:
        if match := _OPENING.match(lines[at]):
            own = _CLOSING.match(lines[at])
            last = at if own and own["name"].lower() == match["name"].lower() else closing.behind(at, match["name"])
            return Block(BlockKind.MARKUP, at, last) if last is not None else None
        return Block(BlockKind.MARKUP, at, at) if _FRAME.match(lines[at]) else None

    return block
