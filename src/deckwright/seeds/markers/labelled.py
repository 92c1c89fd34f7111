"""Labels that no list of words knows: what recurs at the beginning of lines in one order, record after record.

`Klausimas: … Atsakymas: …`, `❓ … 💡 …`, headings `Front` and `Back`: words of any language, since it is their
going round that shows them. (Records by repetition: Datamaran, Gao and others 2018.)
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from deckwright.seeds.document import Document
from deckwright.seeds.family import Family
from deckwright.seeds.markers.mark import Mark
from deckwright.seeds.slices import Role, Slice, Slot
from deckwright.seeds.vocabulary import KINDS, names
from deckwright.text.blocks import Block, BlockKind, indent_of

LEAST = 3
"""Records from which on labels are a pattern."""

IN_ORDER = 0.8
"""Share of the labels behind which the same one must follow each time."""

DISTINCT = 0.75
"""Share of the questions that must differ; what is the same each time is no question."""

_INLINE = re.compile(
    r"(?P<word>[^\W\d_][^\n:：=\[\](){}]{0,30}?)[ \t]*+\d{0,4}[*_]*+[ \t]*+[:：][*_]*(?=[ \t]|[^\x00-\x7f]|$)[ \t]*"
)
_SIGN = re.compile(r"(?P<word>(?:[^\w\s\"'`*_#\[\](){}<>|$\\.,;:!¿¡«“「（【-]\ufe0f?){1,3})[ \t]+(?=\S)")
_ALONE = re.compile(r"[^\W\d_][^\n.?!。？！]{0,30}$")
_TAGS = re.compile(r"[ \t]+:[\w@:]+:$")
_DRESS = re.compile(r"[*_]{1,3}")
_ROLES: dict[str, Role] = {"question": "question", "front": "question", "answer": "answer", "back": "answer",
                           "level": "level", "tags": "tags"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Label:
    """A label: its line, its words as they are compared, where its text begins, how deep a heading it is (0: none)."""

    line: int
    key: str
    start: int
    text: int
    level: int


def find(document: Document, blocks: list[Block]) -> Iterator[Mark]:
    """Records of two labels and more that go round."""
    found = [label for block in blocks if (label := _label(document, block))]
    times = Counter(label.key for label in found)
    keys = {key for key, many in times.items() if many >= LEAST}
    for most in sorted({times[key] for key in keys}, reverse=True)[:3]:
        round_ = {key for key in keys if 0.6 * most <= times[key] <= most}
        labels = [label for label in found if label.key in round_]
        if order := _order(labels):
            yield from _records(document, blocks, [label for label in labels if label.key in order], order)
            return


def _label(document: Document, block: Block) -> _Label | None:
    if block.kind not in (BlockKind.TEXT, BlockKind.HEADING, BlockKind.ITEM, BlockKind.QUOTE):
        return None
    line = document.lines[block.first].rstrip()
    begin = block.content
    if line.startswith(":", begin):
        return None  # the drawers of Org
    if dress := _DRESS.match(line, begin):
        begin = dress.end()
    start = indent_of(line)[1]
    words = _TAGS.sub("", line[begin:]).strip("*_ \t:：[]【】")
    if (dress or block.kind is BlockKind.HEADING or line.endswith((":", "："))) and _ALONE.match(words):
        return _Label(block.first, f"{block.level}{_key(words)}", start, len(line), block.level)
    match = _INLINE.match(line, begin) or _SIGN.match(line, begin)
    if match and block.kind is not BlockKind.HEADING:
        return _Label(block.first, _key(match["word"]), start, match.end(), 0)
    return None


def _key(words: str) -> str:
    """What a label is compared by: what it is known to name, else its words."""
    return next((kind for kind in ("question", "answer") if names(kind, words)), words.casefold())


def _order(labels: Sequence[_Label]) -> list[str] | None:
    """The labels of a record in their order, the first one first; None where they do not go round."""
    if len({label.key for label in labels}) < 2:
        return None
    following: dict[str, Counter[str]] = defaultdict(Counter)
    for one, two in pairwise(labels):
        following[one.key][two.key] += 1
    order = [labels[0].key]
    right = 0
    while True:
        key, many = following[order[-1]].most_common(1)[0] if following[order[-1]] else ("", 0)
        right += many
        if key in order or not key:
            break
        order.append(key)
    total = sum(label.key in order for label in labels) - 1
    return order if len(order) >= 2 and key == order[0] and right >= IN_ORDER * total else None


def _records(document: Document, blocks: Sequence[Block], labels: Sequence[_Label], order: list[str]) -> Iterator[Mark]:
    shallow = [(block.first, block.level) for block in blocks if block.kind is BlockKind.HEADING]
    stops = _stops(labels, shallow, len(document.lines))
    records: list[list[tuple[_Label, tuple[Slice, ...]]]] = []
    for label, stop in zip(labels, stops, strict=True):
        if label.key == order[0] or not records:
            records.append([])
        records[-1].append((label, _text(document, label, stop)))
    roles = _roles(records, order)
    if not any(names("question", key.lstrip("0123456789")) for key in order) and _are_headed(
        document, blocks, [one[0][0] for one in records]
    ):
        return  # what stands above the labels is asked
    questions = [
        "".join(piece.of(document) for label, text in one if roles[label.key] == "question" for piece in text)
        for one in records
    ]
    if len(records) < LEAST or len(set(questions)) < DISTINCT * len(records):
        return
    told = all(any(names(kind, key.lstrip("0123456789")) for kind in KINDS) for key in order)
    for one in records:
        slots = tuple(Slot(role, text) for label, text in one if text and (role := roles[label.key]))
        asked = next((slot for slot in slots if slot.role == "question"), None)
        if asked is None or sum(slot.role == "question" for slot in slots) > 1:
            continue
        first, last = one[0][0], max(piece.line for slot in slots for piece in slot.slices)
        end = len(document.lines[last].rstrip())
        family = Family("labels", "known" if told else "")
        yield Mark(family, first.line, first.start, asked.slices[0].start, end, last=last, slots=slots)


def _are_headed(document: Document, blocks: Sequence[Block], firsts: Sequence[_Label]) -> bool:
    """Whether a line set apart stands right above the first label of nearly each record, as a term does."""
    kinds = {block.first: block.kind for block in blocks}
    headed = 0
    for label in firsts:
        at = label.line - 1
        while at > 0 and not document.lines[at].strip():
            at -= 1
        above = at <= 0 or not document.lines[at - 1].strip()
        headed += at >= 0 and (kinds.get(at) is BlockKind.HEADING or (above and kinds.get(at) is BlockKind.TEXT))
    return headed >= IN_ORDER * len(firsts)


def _stops(labels: Sequence[_Label], headings: Sequence[tuple[int, int]], end: int) -> list[int]:
    """The line where the text of each label ends: at the next label, or at a heading that is not beneath it."""
    stops = [label.line for label in labels[1:]] + [end]
    at = 0
    for number, label in enumerate(labels):
        while at < len(headings) and headings[at][0] <= label.line:
            at += 1
        below = at
        while below < len(headings) and headings[below][0] < stops[number]:
            if not label.level or headings[below][1] <= label.level:
                stops[number] = headings[below][0]
            below += 1
    return stops


def _text(document: Document, label: _Label, stop: int) -> tuple[Slice, ...]:
    pieces = [
        Slice(at, label.text if at == label.line else 0, len(document.lines[at])) for at in range(label.line, stop)
    ]
    if pieces and any(piece.of(document).strip() == ":PROPERTIES:" for piece in pieces[:2]):
        drawer = next((at for at, piece in enumerate(pieces) if ":END:" in piece.of(document)), -1)
        pieces = pieces[drawer + 1 :]
    while pieces and not pieces[-1].of(document).strip():
        pieces.pop()
    while pieces and not pieces[0].of(document).strip():
        pieces.pop(0)
    return tuple(pieces)


def _roles(records: Sequence[list[tuple[_Label, tuple[Slice, ...]]]], order: Sequence[str]) -> dict[str, Role | None]:
    """What each label stands before: by its word where that is known, else by its place."""
    filled = Counter(label.key for one in records for label, text in one if text)
    roles: dict[str, Role | None] = {}
    for key in order:
        word = key.lstrip("0123456789")
        roles[key] = next((role for kind, role in _ROLES.items() if names(kind, word)), None)
    free = [key for key in order if roles[key] is None and filled[key] >= 0.5 * len(records)]
    wanted: Role
    for wanted in ("question", "answer"):
        if wanted not in roles.values() and free:
            roles[free.pop(0)] = wanted
    for key in free:
        roles[key] = "extra"
    return roles
