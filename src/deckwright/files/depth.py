"""Folders within folders, down to a depth: a clone may hold a thousand, and walking them takes Python's whole stack."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from deckwright.errors import DeckwrightError

DEEPEST = 100
"""Folders within one another; of names of a few letters Windows holds as many (260 characters in all)."""
_SHOWN = 6
"""Names of a path that are shown of one which is too deep."""


def walk(folder: Path) -> Iterator[tuple[str, list[str], list[str]]]:
    """As os.walk from the top down. Raises DeckwrightError for a folder that lies too deep."""
    top = len(folder.parts)
    for here, inner, names in os.walk(folder):
        check_depth(len(Path(here).parts) - top, here)
        yield here, inner, names


def check_depth(depth: int, path: str | Path) -> None:
    """Raise DeckwrightError for a path that lies `depth` folders deep, where these are too many."""
    if depth > DEEPEST:
        parts = Path(path).parts
        shown = Path(*parts[:-depth][-2:], *parts[len(parts) - depth :][:_SHOWN])
        raise DeckwrightError(
            f"holds more than {DEEPEST} folders within one another",
            file=f"{shown}/…",
            expected="a folder of documents",
            remedy="move it out of the project",
        )
