"""Questions that a word of markup or a tag announces: `.. dropdown:: question`, `??? note "question"`, `… #card`."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from deckwright.blocks import Block, BlockKind, indent_of
from deckwright.seeds.document import Document
from deckwright.seeds.family import Family
from deckwright.seeds.markers.heading import heading_end
from deckwright.seeds.markers.label import behind_dress, strip_label
from deckwright.seeds.markers.mark import Mark

_DIRECTIVE = re.compile(
    r"[ \t]*(?:\.\.[ \t]+(?P<rst>[\w-]+)::|(?:\?\?\?\+?|!!!)[ \t]+(?P<fold>[\w-]+)|:::+[ \t]*\{?(?P<fence>[\w-]+)\}?)"
    r"[ \t]+(?P<quote>\"?)(?P<words>\S.*?)(?P=quote)[ \t]*$"
)


def find(document: Document, blocks: list[Block]) -> Iterator[Mark]:
    """Directives of reStructuredText, folds of MkDocs and of MyST, by their word."""
    for block in blocks:
        if block.kind not in (BlockKind.TEXT, BlockKind.ITEM, BlockKind.RULE):
            continue
        line = document.lines[block.first]
        if match := _DIRECTIVE.match(line):
            word = match["rst"] or match["fold"] or match["fence"]
            number, text = strip_label(line, *match.span("words"))
            end = match.end("words")
            yield Mark(Family("directive", word), block.first, indent_of(line)[1], text, end, number, last=block.first)


_TAG = re.compile(
    r"(?<![ \t])[ \t]*+(?<![\w&/])(?:#(?P<tag>[^\W\d][\w/-]*)|\[\[(?P<link>[\w/ -]+)\]\])(?=[ \t]*(?:#[\w/-]+[ \t]*)*$)"
)


def find_tagged(document: Document, blocks: list[Block]) -> Iterator[Mark]:
    """Lines that end in a tag which many do, as the cards of Logseq and Obsidian end in `#card`."""
    found: dict[str, list[Mark]] = defaultdict(list)
    for block in blocks:
        if block.kind not in (BlockKind.TEXT, BlockKind.ITEM, BlockKind.HEADING):
            continue
        line = document.lines[block.first]
        end = heading_end(line, block.content) if block.kind is BlockKind.HEADING else len(line.rstrip())
        match = _TAG.search(line, block.content, end)
        if match is None or not line[block.content : match.start()].strip():
            continue
        tag = (match["tag"] or match["link"]).casefold()
        text = behind_dress(line, block.content, match.start())
        found[tag].append(Mark(Family("tagged", tag), block.first, indent_of(line)[1], text, match.start()))
    yield from (mark for marks in found.values() if len(marks) >= 3 for mark in marks)
