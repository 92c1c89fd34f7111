"""Data under another name beside the file it is for, flushed to disk: a rename puts it in place."""

from __future__ import annotations

import contextlib
import os
import re
import stat
import tempfile
from collections.abc import Iterable
from itertools import takewhile
from pathlib import Path

from deckwright.files.errors import unwritable

TEMPORARY = ".deckwright-tmp"
_FORM = re.compile(rf"\.[a-z0-9_]{{4,16}}{re.escape(TEMPORARY)}")


def stage(path: Path, data: bytes) -> Path:
    """The temporary file of one to be, in a folder that is made if there is none.

    Raises DeckwrightError where there cannot be one; then there is none, nor a new folder.
    """
    temporary: str | None = None
    new = missing_folders(path)
    try:
        for folder in reversed(new):
            _make_folder(folder)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=TEMPORARY)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(_mode(path))
    except BaseException as error:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        take_away_empty(new)
        if isinstance(error, OSError):
            raise unwritable(path, error) from None
        raise
    return Path(temporary)


def put(path: Path, data: bytes) -> None:
    """Replace a file by itself. Raises DeckwrightError where that cannot be; the old one is then as it was."""
    staged = stage(path, data)
    try:
        staged.replace(path)
    except OSError as error:
        staged.unlink(missing_ok=True)
        raise unwritable(path, error) from None
    flush(path.parent)


def missing_folders(path: Path) -> list[Path]:
    """The folders above a file that are not there, from the inmost."""
    return list(takewhile(lambda folder: not os.path.lexists(folder), path.parents))


def take_away_empty(folders: Iterable[Path]) -> None:
    """Take away folders as far as they are there and hold nothing; the inmost ones come first."""
    for folder in folders:
        with contextlib.suppress(OSError):
            folder.rmdir()


def _make_folder(folder: Path) -> None:
    """A folder that its owner can use, whatever the person's umask says."""
    folder.mkdir(exist_ok=True)
    mode = folder.stat().st_mode
    if mode & stat.S_IRWXU != stat.S_IRWXU:
        folder.chmod(stat.S_IMODE(mode) | stat.S_IRWXU)


def is_temporary(name: str) -> bool:
    """Whether a file's name is one that `stage` gives."""
    return _FORM.fullmatch(name) is not None


def flush(folder: Path) -> None:
    """Have the names in a folder on disk, as far as the system can."""
    with contextlib.suppress(OSError):  # not every system opens folders
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _mode(path: Path) -> int:
    """The permissions of the file that is replaced, or those a new file would get; its owner's ones at least."""
    with contextlib.suppress(OSError):
        mode = os.lstat(path).st_mode
        if stat.S_ISREG(mode):
            return mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask | 0o600
