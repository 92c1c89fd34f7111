"""The tree of blocks that a Markdown text is, and what is to be told of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from deckwright.errors import Severity


@dataclass(slots=True)
class Paragraph:
    text: str  # lines joined by LF


@dataclass(slots=True)
class Heading:
    level: int
    text: str


@dataclass(slots=True)
class Rule:
    pass


@dataclass(slots=True)
class Code:
    """`info` is what stands behind the opening fence."""

    text: str
    language: str
    info: str = ""


@dataclass(slots=True)
class Math:
    tex: str
    info: str = ""


@dataclass(slots=True)
class Html:
    text: str


Align = Literal["", "left", "right", "center"]


@dataclass(slots=True)
class Table:
    aligns: list[Align]
    rows: list[list[str]]  # the first is the head; all as long as it


@dataclass(slots=True)
class Quote:
    """`label` is what makes a note of it, as in `[!TIP] Words`, and `title` what is shown for that."""

    children: list[Node]
    label: str = ""
    title: str = ""


@dataclass(slots=True)
class Hidden:
    """What belongs to a text and is not shown by itself: a comment, the address of a link."""

    text: str


@dataclass(slots=True)
class Footnote:
    """What is said at the end; `label` begins with `^`."""

    label: str
    children: list[Node]


@dataclass(slots=True)
class ListNode:
    """`style` is "" for bullets, "1" for numbers, "i" for small Roman ones; `markers` are what the items began with."""

    style: Literal["", "1", "i"]
    start: int
    items: list[list[Node]]
    markers: list[str]
    tight: bool = True


Node = Paragraph | Heading | Rule | Code | Math | Html | Table | Quote | Hidden | Footnote | ListNode


_BOX = re.compile(r"\[([ xX])\] +(?=\S)")


def box_of(text: str) -> tuple[str, int] | None:
    """The check box that an item begins with, as it is shown, and the index where its words begin."""
    box = _BOX.match(text)
    return ("☐ " if box[1] == " " else "☑ ", box.end()) if box else None


@dataclass(frozen=True, slots=True)
class Told:
    """Something to be told of a text: a rule's code, what the matter is, and the words in the text that it is about."""

    code: str
    message: str
    words: str
    severity: Severity = "warning"


@dataclass(slots=True)
class Tree:
    """`told`: what cannot be shown."""

    text: str = ""
    nodes: list[Node] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    references: dict[str, tuple[str, str]] = field(default_factory=dict)
    named: frozenset[str] = frozenset()  # labels that a link or a footnote may name
    paired: frozenset[str] = frozenset()  # elements of HTML whose halves may stand in several blocks

    def in_shown_order(self, numbers: Mapping[str, int]) -> Iterator[Node]:
        """The blocks, then the footnotes by the numbers that they have got by then."""
        notes = [node for node in self.nodes if isinstance(node, Footnote)]
        yield from (node for node in self.nodes if not isinstance(node, Footnote))
        yield from sorted(notes, key=lambda note: numbers.get(note.label, len(numbers) + 1))
