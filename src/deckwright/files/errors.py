"""How it is said that a file cannot be read or written."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from deckwright.errors import DeckwrightError

_KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISLNK, "a link"),
    (stat.S_ISFIFO, "a FIFO"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


class NotAFile(DeckwrightError):
    """Where a file is meant stands something else, or a link that leads out: whoever put it there is not trusted, and
    no command goes on over it."""


def what_is(mode: int) -> str:
    """A file's type in words, from its mode: `a folder`, `a FIFO`."""
    return next((name for test, name in _KINDS if test(mode)), "no regular file")


def unwritable(path: Path, error: OSError) -> DeckwrightError:
    for parent in path.parents:
        if os.path.exists(parent) and not os.path.isdir(parent):  # noqa: PTH110, PTH112 - no error of their own
            return DeckwrightError(
                "is a file",
                file=parent,
                expected="a folder to write to",
                remedy="move it away or name another folder",
            )
    return DeckwrightError(
        f"cannot be written ({error.strerror or error})", file=path, remedy="check the permissions and the space left"
    )


def leads_out(name: str) -> NotAFile:
    return NotAFile(
        "leads out of the folder by a link",
        file=name,
        expected="nothing but what lies inside",
        remedy="put the file itself there, or pass --follow-links if the link is yours",
    )
