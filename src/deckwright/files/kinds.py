"""What is read, and up to which size: a file that never ends, or fills the memory, is refused."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: what it is called, and how many bytes of one are read at most."""

    name: str
    most: int


DOCUMENT = Kind("a document", 64 << 20)
CARDS = Kind("a card file", 32 << 20)
LOCK = Kind("the record of what was last read and released", 256 << 20)
SETTINGS = Kind("the settings of a project", 4 << 20)
PICTURE = Kind("a picture", (20 << 20) + 1)  # one byte more than is packed, so that its size is told
PACKAGE = Kind("a package", 512 << 20)
OTHER = Kind("a file made by deckwright", 64 << 20)
