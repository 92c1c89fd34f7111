"""The formats in which a deck leaves: one small file each, all with one signature, in one registry.

A format is given a `Bundle` (rendered notes, their note types, what they show) and returns the bytes of one file; it
reads nothing and writes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Protocol

from deckwright.decks.formats import apkg, text
from deckwright.decks.package import Bundle, check
from deckwright.errors import DeckwrightError, nearest
from deckwright.plugins import MEND, brought


class Writer(Protocol):
    """What makes the bytes of a file of a bundle: the same ones for the same bundle."""

    def __call__(self, bundle: Bundle, /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Format:
    """A way out: `suffix`, with its dot, ends its files' names; `media` says whether they hold what notes show."""

    name: str
    suffix: str
    writer: Writer
    media: bool = False
    foreign: bool = True
    """Whether another package brings it."""

    def write(self, bundle: Bundle) -> bytes:
        """The bytes of a file.

        Raises DeckwrightError for a note that Anki would take badly (an id used twice, an empty front, a separator in a
        field, a missing picture), and for a format of another package that fails.
        """
        check(bundle.notes, bundle.media)
        return self._foreign(bundle) if self.foreign else self.writer(bundle)

    def _foreign(self, bundle: Bundle) -> bytes:
        try:
            made = self.writer(bundle)
            problem = None if isinstance(made, bytes) else f"makes a {type(made).__name__}"
        except Exception as error:
            problem = f"fails: {type(error).__name__}: {error}"
        if problem:
            expected = "the bytes of a file, as docs/formats.md describes"
            raise DeckwrightError(f"the format {self.name!r} {problem}", expected=expected, remedy=MEND)
        return made


PACKAGE = Format("apkg", ".apkg", apkg.write, media=True, foreign=False)
"""Anki's own, which `build` makes."""

REGISTRY = (PACKAGE, Format("text", ".txt", text.write, foreign=False))

GROUP = "deckwright.formats"
"""The group of entry points by which other packages bring formats: each names a Format."""


@cache
def all_formats() -> tuple[Format, ...]:
    """The formats of this package, then those that installed packages bring, by name.

    Raises DeckwrightError for an entry point that cannot be loaded, is no Format, or takes a name that is taken.
    """
    return (*REGISTRY, *brought(GROUP, Format, [one.name for one in REGISTRY]))


def named(name: str) -> Format:
    """Raises DeckwrightError where no format has that name."""
    found = {one.name: one for one in all_formats()}
    if name not in found:
        raise DeckwrightError(f"there is no format {name!r}", expected=nearest(name, found))
    return found[name]


__all__ = ["GROUP", "PACKAGE", "REGISTRY", "Format", "Writer", "all_formats", "named"]
