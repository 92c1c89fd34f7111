"""Which pictures README shows."""

from __future__ import annotations

from typing import NamedTuple

CARD_SCALE, PAGE_SCALE = 1.5, 1.0
"""Pixels of a picture for each CSS pixel: README shows them at half their size or more."""


class Card(NamedTuple):
    """A side of a note's card in Anki's window; sizes in CSS pixels."""

    name: str
    note: str
    card: int
    side: str
    width: int
    height: int
    night: bool


class Page(NamedTuple):
    """A page in a browser: of the project, with a note's answer, or what a document in seeds/ was read as."""

    name: str
    path: str
    note: str | None
    width: int
    height: int


CARDS = (
    Card("card-light", "vxaytwuk26glb", 0, "back", 760, 900, False),
    Card("card-dark", "tjasgzierfvzq", 0, "back", 420, 1040, True),
)
PAGES = (
    Page("preview", "build/preview/index.html", "dkxr37eaei4tw", 1280, 800),
    Page("reading", "seeds/002_03238c384d889571.txt", None, 1280, 800),
)
