"""Slice: a piece of a line, and the parts of a record that are made of such pieces."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from deckwright.seeds.document import Document

Role = Literal["question", "answer", "option", "chosen", "right", "level", "tags", "extra"]
"""What a part of a record is: `chosen` is an option that is right, `right` says which one is."""


@dataclass(frozen=True, slots=True)
class Slice:
    """`lines[line][start:end]`, all counted from 0."""

    line: int
    start: int
    end: int

    def of(self, document: Document) -> str:
        return document.lines[self.line][self.start : self.end]


@dataclass(frozen=True, slots=True)
class Slot:
    """A part of a record: its role, and where it stands; one of several lines has a slice for each."""

    role: Role
    slices: tuple[Slice, ...]
    name: str = ""
    """What the document calls it: the head of its column."""

    def text(self, lines: Sequence[str]) -> str:
        return "\n".join(lines[one.line][one.start : one.end] for one in self.slices)


def tight(piece: Slice, document: Document) -> Slice | None:
    """A slice without white space at its ends; None where there is nothing else in it."""
    text = piece.of(document)
    if not text.strip():
        return None
    start = piece.start + len(text) - len(text.lstrip())
    return Slice(piece.line, start, start + len(text.strip()))
