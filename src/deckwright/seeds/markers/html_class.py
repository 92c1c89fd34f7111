"""`<div class="question">…</div>`: elements of one class, one after another, as pages fold their answers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from deckwright.blocks import Block, indent_of
from deckwright.seeds.document import Document
from deckwright.seeds.family import Family
from deckwright.seeds.markers.html import html_lines
from deckwright.seeds.markers.label import strip_label
from deckwright.seeds.markers.mark import Mark

LEAST = 3
"""Elements of a class from which on it may be that of the questions."""

_ELEMENT = re.compile(
    r"\s*<(?P<tag>div|p|span|button|a|strong|b|li|label)\b(?=[^<>]*\bclass=[\"'](?P<class>[\w-]+))[^<>]*>\s*"
    r"(?P<words>[^<>\s](?:(?!</?(?:div|p|li|button)\b).)*?)\s*</(?P=tag)>",
    re.I,
)


def find(document: Document, blocks: list[Block]) -> Iterator[Mark]:
    found: dict[str, list[Mark]] = defaultdict(list)
    for at, line in html_lines(document, blocks):
        if match := _ELEMENT.match(line):
            family = Family("html-class", match["class"].lower())
            number, text = strip_label(line, *match.span("words"))
            start, end = indent_of(line)[1], match.end("words")
            found[family.form].append(Mark(family, at, start, text, end, number, last=at, resume=match.end()))
    yield from (mark for marks in found.values() if len(marks) >= LEAST for mark in marks)
