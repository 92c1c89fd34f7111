"""Files written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from deckwright.errors import DeckwrightError


def write_whole(path: Path, data: bytes) -> None:
    """Replace a file: a temporary one beside it, flushed to disk, renamed over it.

    Raises DeckwrightError where the folder cannot be made or written; the old file is then as it was.
    """
    temporary: str | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(_mode(path))
        Path(temporary).replace(path)
    except OSError as error:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        raise _unwritable(path, error) from None


def _mode(path: Path) -> int:
    """The permissions of the file that is replaced, or those a new file would get."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _unwritable(path: Path, error: OSError) -> DeckwrightError:
    for parent in path.parents:
        if parent.exists() and not parent.is_dir():
            return DeckwrightError(
                "is a file",
                file=parent,
                expected="a folder to write to",
                remedy="move it away or name another folder",
            )
    return DeckwrightError(
        f"cannot be written ({error.strerror})", file=path, remedy="check the permissions and the space left"
    )
