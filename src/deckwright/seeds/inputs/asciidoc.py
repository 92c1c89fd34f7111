"""AsciiDoc (https://docs.asciidoctor.org/asciidoc/latest/): attributes, anchors, delimited blocks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from deckwright.seeds.inputs.ends import Ends
from deckwright.text.blocks import Block, BlockKind, Claim

_FENCE = re.compile(r"(?P<name>-{4,}|\.{4,}|`{3,}|/{4,})[ \t]*$")
_MARKUP = re.compile(
    r"\[\[[\w.:, -]+\]\][ \t]*$|\[(?!\[)[\w.#%\"'=, -]*\][ \t]*$|\+[ \t]*$|:!?[\w-]+!?:(?:[ \t].*)?$"
    r"|(?:ifdef|ifndef|ifeval|endif|include|toc)::\S*\[.*\][ \t]*$|(?:={4,}|\*{4,}|_{4,}|--)[ \t]*$"
)
_ANCHOR = re.compile(r"\[\[[\w.:, -]+\]\](?=\S)")
_COMMENT = re.compile(r"//(?!/)")


def claim(lines: Sequence[str]) -> Claim:
    fences = Ends(lines, _FENCE)

    def block(at: int) -> Block | None:
        line = lines[at]
        bare = not at or not lines[at - 1].strip() or _MARKUP.match(lines[at - 1]) is not None
        if bare and (match := _FENCE.match(line)) and (last := fences.behind(at, match["name"])) is not None:
            return Block(BlockKind.COMMENT if line[0] == "/" else BlockKind.FENCE, at, last)
        if _COMMENT.match(line):
            return Block(BlockKind.COMMENT, at, at)
        if anchor := _ANCHOR.match(line):
            return Block(BlockKind.TEXT, at, at, content=anchor.end())
        return Block(BlockKind.MARKUP, at, at) if _MARKUP.match(line) else None

    return block
