"""Records whose parts have headings of their own: `Front` and `Back`, `Question 1` and `Answer 1`, an item with its
question as text above a heading `Answer`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from deckwright.seeds.document import Document
from deckwright.seeds.family import Family
from deckwright.seeds.inputs.org import tag_slots
from deckwright.seeds.markers.heading import heading_end
from deckwright.seeds.markers.mark import Mark
from deckwright.seeds.slices import Role, Slice, Slot
from deckwright.seeds.vocabulary import names
from deckwright.text.blocks import Block, BlockKind, indent_of

LEAST = 2
"""Records from which on headings are the names of parts."""

OFTEN = 0.5
"""Share of the records that must have one heading word for word before it says nothing: `Item`, `Card`."""

LISTED = 3
"""Numbers that both parts begin lines with, the same ones, from which on they are many records."""

_NAMED: dict[str, Role] = {
    "question": "question", "front": "question", "answer": "answer", "back": "answer", "explained": "extra",
    "more": "extra",
}  # fmt: skip
_COUNT = re.compile(r"[\s.#:№-]*\d{1,4}[\s.:)]*$")


@dataclass(slots=True)
class _Part:
    """What stands under a heading, without the lines that are markup; `role` where the heading names a part."""

    block: Block
    role: Role | None
    lines: list[int] = field(default_factory=list)


def find(document: Document, blocks: list[Block]) -> Iterator[Mark]:
    parts = _parts(document, blocks)
    found = [(mark, _above(parts, at)) for at in range(len(parts)) if (mark := _record(document, parts, at))]
    if len(found) < LEAST:
        return
    words = [_words(document, above) if above else "" for _, above in found]
    times = Counter(words)
    for (mark, above), said in zip(found, words, strict=True):
        line = document.lines[above.first] if above else ""
        if above and (times[said] >= OFTEN * len(found) or not any(map(str.isalpha, said))):
            slots = (*mark.slots, *tag_slots(line, above))
            yield replace(mark, line=above.first, start=indent_of(line)[1], slots=slots)
        else:
            yield mark


def _above(parts: Sequence[_Part], at: int) -> Block | None:
    """The heading of a record, over those of its parts; `at` is its answer's."""
    beside = parts[at - 1].role == "question"
    over = parts[at - 2] if beside and at > 1 else None if beside else parts[at - 1]
    own = over and not over.role and over.block.level < parts[at].block.level and not (beside and over.lines)
    return over.block if over and own else None


def _words(document: Document, block: Block) -> str:
    line = document.lines[block.first]
    return line[block.content : heading_end(line, block)].strip()


def _parts(document: Document, blocks: Sequence[Block]) -> list[_Part]:
    found: list[_Part] = []
    for block in blocks:
        part = found[-1] if found else None
        if block.kind is BlockKind.HEADING:
            role = _role(document, block)
            if role is None and part and part.role and block.level > part.block.level:
                part.lines.append(block.first)  # a heading within an answer
            else:
                found.append(_Part(block, role))
        elif part and block.kind is not BlockKind.MARKUP:
            part.lines += range(block.first, block.last + 1)
    for part in found:
        while part.lines and not document.lines[part.lines[-1]].strip():
            part.lines.pop()
    return found


def _role(document: Document, block: Block) -> Role | None:
    words = _COUNT.sub("", _words(document, block))
    return next((role for kind, role in _NAMED.items() if names(kind, words)), None)


def _record(document: Document, parts: Sequence[_Part], at: int) -> Mark | None:
    """The record whose answer is the part at an index."""
    answer, above = parts[at], parts[at - 1] if at else None
    if answer.role != "answer" or above is None or not above.lines:
        return None
    beside = above.role == "question" and above.block.level == answer.block.level
    if not beside and (above.role or above.block.level >= answer.block.level):
        return None
    if len(counted := _counts(document, answer)) >= LISTED and counted == _counts(document, above):
        return None  # many questions, and the key to them
    slots = [_slot(document, "question", above), _slot(document, "answer", answer)]
    last = (answer.lines or [answer.block.first])[-1]
    for more in parts[at + 1 :]:
        if more.role != "extra" or more.block.level != answer.block.level:
            break
        slots.append(_slot(document, "extra", more))
        last = (more.lines or [more.block.first])[-1]
    first = above.block.first if beside else slots[0].slices[0].line
    start = len(document.lines[first]) - len(document.lines[first].lstrip())
    end = len(document.lines[last].rstrip())
    text = min(start, end)
    return Mark(Family("fields"), first, start, text, end, last=last, slots=tuple(slots))


_NUMBER = re.compile(r"[ \t]*(\d{1,3})[.)、．]")


def _counts(document: Document, part: _Part) -> list[str]:
    return [match[1] for at in part.lines if (match := _NUMBER.match(document.lines[at]))]


def _slot(document: Document, role: Role, part: _Part) -> Slot:
    lines = part.lines
    while lines and not document.lines[lines[0]].strip():
        lines = lines[1:]
    return Slot(role, tuple(Slice(at, 0, len(document.lines[at])) for at in lines))
