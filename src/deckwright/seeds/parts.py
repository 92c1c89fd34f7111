"""Parts of a document that are read by marks of their own: an FAQ inside an article, a second dialect."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from deckwright.seeds.document import Document
from deckwright.seeds.markers.heading import heading_end
from deckwright.seeds.markers.mark import Mark
from deckwright.seeds.words import names_questions
from deckwright.text.blocks import Block, BlockKind
from deckwright.text.characters import letters_and_digits


def question_parts(document: Document, blocks: Sequence[Block]) -> list[range]:
    """The lines under headings that say that questions stand there, such as FAQ."""
    found: list[range] = []
    start, level = 0, 0
    for block in blocks:
        if block.kind is not BlockKind.HEADING:
            continue
        if level and block.level <= level:
            found.append(range(start, block.first))
            level = 0
        line = document.lines[block.first]
        if not level and names_questions(line[block.content : heading_end(line, block)]):
            start, level = block.first + 1, block.level
    if level:
        found.append(range(start, len(document.lines)))
    return found


_TARGET = re.compile(r"(?<=\])\([^()]*\)")


def said(question: str) -> str:
    """The letters of a question's first line, without the targets of links, which a table of contents has."""
    return letters_and_digits(_TARGET.sub("", question.partition("\n")[0])).casefold()


CLOSE = 4
"""Lines from one entry of a table of contents to the next, half of the time at most: there are no answers between."""


def without_contents(document: Document, marks: list[Mark]) -> list[Mark]:
    """The marks without those of a table of contents that names the questions before they are asked.

    That is a run of three or more entries close together, at least two of which stand again behind the run, and which
    make up three in ten of what comes there, further apart; a document cut short may not come to all of them.
    """
    words = [said(mark.words(document.lines)) for mark in marks]
    seen: set[str] = set()
    cut = next((at for at, text in enumerate(words) if text in seen or seen.add(text)), 0)  # type: ignore[func-returns-value]
    before, behind = _half_gap(marks[:cut]), _half_gap(marks[cut:])
    close = before <= CLOSE and before < behind
    again = sum(text in seen for text in words[cut:])
    if cut < 3 or len(seen) < cut or not close or again < max(2, 0.3 * (len(words) - cut)):
        return marks
    return marks[cut:]


def _half_gap(marks: Sequence[Mark]) -> int:
    """Lines from one mark to the next, half of the time at most."""
    gaps = sorted(two.line - one.line for one, two in pairwise(marks))
    return gaps[len(gaps) // 2] if gaps else 0
