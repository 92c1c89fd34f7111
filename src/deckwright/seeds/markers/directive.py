"""Questions that a word of markup or a tag announces: `.. dropdown:: question`, `??? note "question"`, `… #card`."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from deckwright.seeds.document import Document
from deckwright.seeds.family import Family
from deckwright.seeds.inputs.org import tag_slots
from deckwright.seeds.markers.heading import heading_end
from deckwright.seeds.markers.label import behind_dress, strip_label
from deckwright.seeds.markers.mark import Mark
from deckwright.seeds.slices import Slice, Slot
from deckwright.text.blocks import Block, BlockKind, indent_of

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
    r"(?<![ \t])[ \t]*+(?<![\w&/#])(?:#(?P<tag>[^\W\d][\w/-]*)|\[\[(?P<link>[\w/ -]+)\]\])"
    r"(?=[ \t]*(?:#[\w/-]+[ \t]*)*$)"
)


_TAG_BEFORE = re.compile(r"#(?P<tag>[^\W\d][\w/-]*)[ \t]+(?=[^\s#])")


def find_tagged(document: Document, blocks: list[Block]) -> Iterator[Mark]:
    """Lines that end in a tag which many do: the cards of Logseq and Obsidian in `#card`, those of Org in `:drill:`."""
    found: dict[str, list[Mark]] = defaultdict(list)
    for at, block in enumerate(blocks):
        if block.kind not in (BlockKind.TEXT, BlockKind.ITEM, BlockKind.HEADING):
            continue
        line = document.lines[block.first]
        end = heading_end(line, block) if block.kind is BlockKind.HEADING else len(line.rstrip())
        own = tag_slots(line, block)
        for slot in own:
            number, text = strip_label(line, block.content, end)
            mark = Mark(Family("tagged", slot.text(document.lines)), block.first, indent_of(line)[1], text, end, number)
            found[mark.family.form].append(replace(mark, slots=own))
        if front := _TAG_BEFORE.match(line, block.content, end):
            family = Family("tagged", front["tag"].casefold())
            found[family.form].append(Mark(family, block.first, indent_of(line)[1], front.end(), end))
            continue
        match = _TAG.search(line, block.content, end)
        if match is None or not line[block.content : match.start()].strip():
            continue
        tag = (match["tag"] or match["link"]).casefold()
        text = behind_dress(line, block.content, match.start())
        start = indent_of(line)[1]
        mark = Mark(Family("tagged", tag), block.first, start, text, match.start())
        found[tag].append(_with_beneath(document, blocks, at, mark) if block.item else mark)
    yield from (mark for marks in found.values() if len(marks) >= 3 for mark in marks)


def _with_beneath(document: Document, blocks: Sequence[Block], at: int, mark: Mark) -> Mark:
    """The mark of an item, answered by what stands deeper than it, up to the next item that does not, or is one too."""
    item = blocks[at]
    last = item.first
    while at + 1 < len(blocks):
        at += 1
        block = blocks[at]
        deeper = block.indent > item.indent and block.kind is not BlockKind.HEADING
        if block.kind is not BlockKind.BLANK and (not deeper or _TAG.search(document.lines[block.first])):
            break
        last = block.last if deeper else last
    question = Slot("question", (Slice(mark.line, mark.text, mark.end),))
    body = [Slice(at, 0, len(document.lines[at])) for at in range(mark.line + 1, last + 1)]
    end = len(document.lines[last].rstrip())
    return replace(mark, end=end, last=last, slots=(question, Slot("answer", tuple(body))))
