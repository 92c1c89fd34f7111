"""What a plan does to card files, one value for each kind of change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from deckwright.note import Note


@dataclass(frozen=True, slots=True)
class SetFields:
    """Give a note's card other values."""

    id: str
    fields: dict[str, Any]


@dataclass(frozen=True, slots=True)
class SetId:
    """Write an id into the card at an index of a file, as people see the file."""

    file: str
    index: int
    id: str


@dataclass(frozen=True, slots=True)
class SetSeed:
    """Say that a file's notes come from another seed."""

    file: str
    seed: str


@dataclass(frozen=True, slots=True)
class Remove:
    """Take a note's card out."""

    id: str


@dataclass(frozen=True, slots=True)
class Insert:
    """Write a card for a note of a seed, behind that of `after`, or before all, or into a file of its own."""

    id: str
    note: Note
    seed: str
    file: str | None
    after: str | None = None


Edit = SetFields | SetId | SetSeed | Remove | Insert
