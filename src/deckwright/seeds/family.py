"""Family: what the marks of one reading have in common, as a value."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Family:
    """A kind of mark ("heading", "bullet", "number"), the form of its sign, and how deep it stands.

    `depth` is a heading's level, an item's indentation in columns, or how many parts a number has; None where the
    kind has no depth. Two marks belong together where all three are equal.
    """

    kind: str
    form: str = ""
    depth: int | None = None

    @property
    def name(self) -> str:
        """What people pin it by: `heading-2`, `number-dot-0`, `bold`."""
        return "-".join(str(part) for part in (self.kind, self.form, self.depth) if part not in ("", None))

    def __str__(self) -> str:
        return self.name
