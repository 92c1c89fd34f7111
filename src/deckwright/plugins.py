"""What other installed packages bring, by entry points: markers that find questions, formats that a deck leaves in."""

from __future__ import annotations

from collections.abc import Collection
from importlib.metadata import EntryPoint, entry_points
from typing import Protocol, TypeVar

from deckwright.errors import DeckwrightError

MEND = "mend or uninstall the package that brings it"


class Named(Protocol):
    @property
    def name(self) -> str: ...


T = TypeVar("T", bound=Named)


def brought(group: str, kind: type[T], taken: Collection[str]) -> tuple[T, ...]:
    """What installed packages name in a group of entry points, in order of the entry points' names.

    `taken` are names that those in Deckwright itself have. Raises DeckwrightError, with the entry point's name, for one
    that cannot be loaded, is no `kind`, or has a name that is taken.
    """
    what = group.rpartition(".")[2].removesuffix("s")  # deckwright.markers: a marker
    found: dict[str, T] = {}
    for point in sorted(entry_points(group=group), key=lambda one: one.name):
        one = _loaded(point, kind, what)
        if one.name in taken or one.name in found:
            other = "one of Deckwright's own does" if one.name in taken else "another one does"
            raise DeckwrightError(
                f"the {what} {point.name!r} calls itself {one.name!r}, as {other}",
                expected="a name of its own",
                remedy=f"rename it in the package that brings it; taken are {', '.join([*taken, *found])}",
            )
        found[one.name] = one
    return tuple(found.values())


def _loaded(point: EntryPoint, kind: type[T], what: str) -> T:
    try:
        one = point.load()
    except Exception as error:
        raise DeckwrightError(
            f"the {what} {point.name!r} cannot be loaded: {error}",
            expected=f"what its package says under {point.group}: {point.value}",
            remedy=MEND,
        ) from error
    if not isinstance(one, kind):
        raise DeckwrightError(
            f"the {what} {point.name!r} is a {type(one).__name__}", expected=f"a {kind.__name__}", remedy=MEND
        )
    return one
