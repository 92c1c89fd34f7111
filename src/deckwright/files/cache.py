"""A store of results that take long to work out, in the user's own cache folder. Losing it loses time alone.

A folder that others may write to, or that lies in a project, is never used: what is found there could be anybody's.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path

from platformdirs import user_cache_path

from deckwright.files.owner import is_own

LARGEST = 256 << 20
"""Bytes that a store may grow to; then what was written first is forgotten, half of it."""

UNUSED = 30 * 24 * 3600
"""Seconds after which a store of another version of the tool is deleted."""

PATIENCE = 2.0
"""Seconds to wait for another process that writes."""

AT_ONCE = 500
"""Keys that are asked for in one statement; SQLite takes 999 at least."""


class Cache:
    """Bytes by key. Every fault of the file makes it empty; none is raised."""

    def __init__(self, folder: Path | None, name: str) -> None:
        """`name` says what shaped the contents: another name is another store. None as `folder`: nothing is kept."""
        self._file = folder / f"{name}.sqlite" if folder else None

    def read(self, keys: Iterable[bytes]) -> dict[bytes, bytes]:
        """Those of the keys that are known."""
        wanted = list(dict.fromkeys(keys))
        if self._file is None or not self._file.exists():
            return {}
        found: dict[bytes, bytes] = {}
        try:
            with _opened(self._file) as base:
                for first in range(0, len(wanted), AT_ONCE):
                    part = wanted[first : first + AT_ONCE]
                    marks = ",".join("?" * len(part))
                    found.update(base.execute(f"SELECT key, value FROM known WHERE key IN ({marks})", part))
            os.utime(self._file)
        except (sqlite3.Error, OSError):
            self._forget()
            return {}
        return found

    def write(self, items: Mapping[bytes, bytes]) -> None:
        """Keep these too."""
        if self._file is None or not items:
            return
        try:
            with _opened(self._file) as base:
                base.executemany("INSERT OR REPLACE INTO known VALUES (?, ?)", items.items())
            if self._file.stat().st_size > LARGEST:
                _halve(self._file)
            _tidy(self._file)
        except (sqlite3.Error, OSError):
            self._forget()

    def _forget(self) -> None:
        """Without the file, unless another process has it in hand."""
        try:
            if self._file:
                self._file.unlink(missing_ok=True)
        except OSError:
            self._file = None


class _opened:
    """A connection, closed at the end, with what was done in it committed."""

    def __init__(self, file: Path) -> None:
        self._base = sqlite3.connect(file, timeout=PATIENCE)

    def __enter__(self) -> sqlite3.Connection:
        self._base.execute("CREATE TABLE IF NOT EXISTS known (key BLOB PRIMARY KEY, value BLOB NOT NULL)")
        return self._base

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            if kind is None:
                self._base.commit()
        finally:
            self._base.close()


def code_digest(*folders: str) -> str:
    """A digest of the tool's own code in these folders of the package."""
    digest = hashlib.sha256()
    for folder in folders:
        for file in sorted((Path(__file__).parent.parent / folder).rglob("*.py")):
            digest.update(f"{file.name}\0".encode() + file.read_bytes())
    return digest.hexdigest()


def _halve(file: Path) -> None:
    with _opened(file) as base:
        base.execute("DELETE FROM known WHERE rowid <= (SELECT (min(rowid) + max(rowid)) / 2 FROM known)")
        base.commit()
        base.execute("VACUUM")


def _tidy(kept: Path) -> None:
    """Without the stores of other versions that nobody used for long."""
    last = kept.stat().st_mtime - UNUSED
    for other in kept.parent.glob("*.sqlite"):
        if other != kept and other.stat().st_mtime < last:
            other.unlink(missing_ok=True)


def user_cache(*forbidden: Path) -> Path | None:
    """The user's cache folder for this tool, made if need be; None where there is none that is the user's alone.

    `forbidden` are folders that it must not lie in: a project may come from a stranger.
    """
    try:
        folder = user_cache_path("deckwright", appauthor=False) / "results"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        real = folder.resolve(strict=True)
        inside = any(real.is_relative_to(other.resolve()) for other in forbidden)
        own = is_own(folder, others=0o077) and is_own(folder.parent, others=0o022)
    except (OSError, RuntimeError, ValueError):  # no HOME, a file in its place, no room
        return None
    return folder if own and not inside else None
