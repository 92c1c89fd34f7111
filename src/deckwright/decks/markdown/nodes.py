"""The tree of blocks that a Markdown text is, and what is to be told of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal


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
    text: str
    language: str


@dataclass(slots=True)
class Math:
    tex: str


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
    children: list[Node]


@dataclass(slots=True)
class ListNode:
    """`style` is "" for bullets, "1" for numbers, "i" for small Roman ones."""

    style: Literal["", "1", "i"]
    start: int
    items: list[list[Node]]
    tight: bool = True


Node = Paragraph | Heading | Rule | Code | Math | Html | Table | Quote | ListNode


@dataclass(frozen=True, slots=True)
class Told:
    """Something to be told of a text: a rule's code, what the matter is, and the words in the text that it is about."""

    code: str
    message: str
    words: str


@dataclass(slots=True)
class Tree:
    """`told`: what cannot be shown."""

    nodes: list[Node] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
