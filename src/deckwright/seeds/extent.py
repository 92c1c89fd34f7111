"""A question's mark with the lines behind it, while they are being cut."""

from __future__ import annotations

from dataclasses import dataclass, field

from deckwright.note import Choice
from deckwright.seeds.markers.mark import Mark
from deckwright.seeds.slices import Slice, Slot


@dataclass(slots=True)
class Extent:
    """A mark and the lines behind it, up to the next mark or heading."""

    mark: Mark
    body: list[Slice]
    section: tuple[str, ...]
    level: str | None
    question: list[Slice] = field(default_factory=list)
    removed: list[Slice] = field(default_factory=list)
    options: list[Slice] = field(default_factory=list)
    extra: list[Slot] = field(default_factory=list)
    right: list[Slot] = field(default_factory=list)
    choices: list[Choice] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    question_has_options: bool = False
