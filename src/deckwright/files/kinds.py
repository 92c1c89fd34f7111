"""What is read, and up to which size: a file that never ends, or fills the memory, is refused."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: what it is called, how many bytes of one are read at most, what to do where it has more."""

    name: str
    most: int
    remedy: str | None = None


_AS_IT_WAS = "see in git what it was"
DOCUMENT = Kind("a document", 64 << 20, "split it")
CARDS = Kind("a card file", 32 << 20, "split it")
LOCK = Kind("the record of what was last read and released", 256 << 20, _AS_IT_WAS)
SETTINGS = Kind("the settings of a project", 4 << 20, _AS_IT_WAS)
PICTURE = Kind("a picture", (20 << 20) + 1, "make it smaller")  # one byte more than is packed, so that its size is told
PACKAGE = Kind("a package", 512 << 20, "make one of fewer or smaller pictures")
OTHER = Kind("a file made by deckwright", 64 << 20, "make it again")
