"""Regular files only, and never more of one than its kind may have."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

from deckwright.errors import DeckwrightError
from deckwright.files.errors import what_is
from deckwright.files.kinds import DOCUMENT, Kind

# O_NONBLOCK: nothing that is put in the file's place after the look at it can hold us up.
_FLAGS = os.O_RDONLY
for _name in ("O_NONBLOCK", "O_NOFOLLOW", "O_NOCTTY", "O_CLOEXEC", "O_BINARY"):
    _FLAGS |= getattr(os, _name, 0)
_PIECE = 1 << 20  # bytes


def read_bytes(path: str | Path, name: str | None = None, kind: Kind = DOCUMENT) -> bytes:
    """The bytes of a file whose path a person typed: it may be a link to anywhere. `name` is how errors call it.

    Raises DeckwrightError where there is none, where it is no regular file, and where it is too large for its kind.
    """
    try:
        real = Path(os.path.realpath(path))
    except (OSError, ValueError) as error:
        raise _unreadable(name or str(path), error) from None
    return read_regular(real, name or str(path), kind)


def read_regular(path: Path, name: str, kind: Kind) -> bytes:
    """The bytes of a file that is no link. Raises DeckwrightError as `read_bytes` does."""
    try:
        _check_regular(os.lstat(path).st_mode, name, kind)  # opening a device can do something
        handle = os.open(path, _FLAGS)
        with os.fdopen(handle, "rb") as file:
            _check_regular(os.fstat(file.fileno()).st_mode, name, kind)
            if os.fstat(file.fileno()).st_size > kind.most:
                raise _too_large(name, kind)
            pieces, size = [], 0
            while piece := file.read(_PIECE):  # some systems' files hold more than they say
                pieces.append(piece)
                size += len(piece)
                if size > kind.most:
                    raise _too_large(name, kind)
            return b"".join(pieces)
    except FileNotFoundError:
        raise DeckwrightError("no such file", file=name, remedy="check the path") from None
    except (OSError, ValueError) as error:
        raise _unreadable(name, error) from None


def read_stdin(name: str, kind: Kind = DOCUMENT) -> tuple[bytes, int | None]:
    """What comes on standard input, and when it last changed (Unix seconds), if it is a file.

    Raises DeckwrightError where it cannot be read, and where it is too large for its kind.
    """
    try:
        state = os.fstat(sys.stdin.fileno())
        data = sys.stdin.buffer.read(kind.most + 1)
    except (OSError, ValueError) as error:
        raise _unreadable(name, error) from None
    if len(data) > kind.most:
        raise _too_large(name, kind)
    return data, int(state.st_mtime) if stat.S_ISREG(state.st_mode) else None


def is_file(path: str | Path) -> bool:
    """Whether a path that a person typed leads to a regular file."""
    return _mode(path, stat.S_ISREG)


def is_folder(path: str | Path) -> bool:
    """Whether a path that a person typed leads to a folder."""
    return _mode(path, stat.S_ISDIR)


def changed_at(path: str | Path) -> int:
    """When a file was last changed, in Unix seconds. Raises DeckwrightError where there is none."""
    try:
        return int(os.stat(path).st_mtime)  # noqa: PTH116
    except (OSError, ValueError) as error:
        raise _unreadable(str(path), error) from None


def _mode(path: str | Path, test: object) -> bool:
    try:
        mode = os.stat(path).st_mode  # noqa: PTH116
    except (OSError, ValueError):
        return False
    return bool(test(mode))  # type: ignore[operator]


def _check_regular(mode: int, name: str, kind: Kind) -> None:
    if not stat.S_ISREG(mode):
        raise DeckwrightError(f"is {what_is(mode)}", file=name, expected=f"{kind.name}, a regular file")


def _too_large(name: str, kind: Kind) -> DeckwrightError:
    return DeckwrightError(
        f"is larger than {kind.most >> 20} MiB", file=name, expected=f"{kind.name} of no more", remedy=kind.remedy
    )


def _unreadable(name: str, error: OSError | ValueError) -> DeckwrightError:
    said = error.strerror if isinstance(error, OSError) else str(error)
    return DeckwrightError(f"cannot be read ({said})", file=name)
