"""MediaWiki (https://www.mediawiki.org/wiki/Help:Formatting): headings between equals signs, anchors, templates."""

from __future__ import annotations

import re
from collections.abc import Sequence

from deckwright.text.blocks import Block, BlockKind, Claim

_HEADING = re.compile(r"(?P<signs>={1,6})[ \t]*(?=[^\s=])(?P<words>.*[^\s=])[ \t]*(?P=signs)[ \t]*$")
_MARKUP = re.compile(
    r"(?:__[A-Z]+__|\{\{[^{}]*\}\}|\[\[(?:Category|Kategorie):[^\[\]]*\]\]|<(?:br|hr)\s*/?>)[ \t]*$", re.I
)

LEAST = 3
"""Such headings from which on a text that has no others is in MediaWiki."""


def is_mediawiki(lines: Sequence[str]) -> bool:
    headed = sum(_HEADING.match(line) is not None for line in lines)
    return headed >= LEAST and not any(line.startswith(("# ", "## ")) for line in lines)


def claim(lines: Sequence[str]) -> Claim:
    def block(at: int) -> Block | None:
        line = lines[at]
        if match := _HEADING.match(line):
            start, end = match.span("words")
            return Block(BlockKind.HEADING, at, at, 0, start, level=len(match["signs"]), end=end)
        return Block(BlockKind.MARKUP, at, at) if _MARKUP.match(line) else None

    return block
