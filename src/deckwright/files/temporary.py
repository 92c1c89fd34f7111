"""A folder for passing files, and one line where there is no room for it."""

from __future__ import annotations

import contextlib
import errno
import os
import sqlite3
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from deckwright.errors import DeckwrightError

_NO_ROOM = {errno.ENOSPC, errno.EACCES, errno.EPERM, errno.EROFS, errno.EIO, getattr(errno, "EDQUOT", errno.ENOSPC)}
_SQLITE = ("disk is full", "unable to open", "readonly", "disk I/O")


@dataclass(frozen=True, slots=True)
class Scratch:
    """A folder of our own, which is gone at the end. Names are ours too."""

    folder: Path

    def write(self, name: str, data: bytes) -> Path:
        path = self.folder / name
        path.write_bytes(data)
        return path

    def read(self, name: str) -> bytes:
        return (self.folder / name).read_bytes()


@contextlib.contextmanager
def scratch() -> Iterator[Scratch]:
    """A new folder for passing files. Raises DeckwrightError where it cannot be made, or is full."""
    mask = os.umask(0o077)
    os.umask(mask & 0o077)  # a person's umask may take rights from their own files: not from passing ones
    try:
        yield from _scratch()
    finally:
        os.umask(mask)


def _scratch() -> Iterator[Scratch]:
    try:
        made = tempfile.TemporaryDirectory(prefix="deckwright-", ignore_cleanup_errors=True)
    except OSError as error:
        raise _no_room(os.strerror(error.errno) if error.errno else str(error)) from None
    with made as name:
        try:
            yield Scratch(Path(name))
        except OSError as error:
            if error.errno in _NO_ROOM:
                raise _no_room(str(error.strerror)) from None
            raise
        except sqlite3.OperationalError as error:
            if any(sign in str(error) for sign in _SQLITE):
                raise _no_room(str(error)) from None
            raise


def _no_room(said: str) -> DeckwrightError:
    folder = tempfile.tempdir or os.environ.get("TMPDIR") or "the folder for temporary files"
    return DeckwrightError(
        f"cannot be written ({said})", file=folder, expected="room for passing files", remedy="free some, or set TMPDIR"
    )
