"""A question's mark with the lines behind it, while they are being cut."""

from __future__ import annotations

from dataclasses import dataclass, field

from deckwright.seeds.found import Slice
from deckwright.seeds.markers.mark import Mark


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
