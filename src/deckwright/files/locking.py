"""One run at a time in a project, and none before what was interrupted is finished."""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from deckwright.errors import DeckwrightError, Finding
from deckwright.files.journal import JOURNAL
from deckwright.files.recovery import recover
from deckwright.files.tree import Tree

PATIENCE = 10.0
"""Seconds that a command which only reads waits for one that is just writing."""
_held: dict[Path, int] = {}


@contextlib.contextmanager
def sole(tree: Tree, *, wait: float = 0.0) -> Iterator[list[Finding]]:
    """The only run at work in a project; a second one would take the first one's files for those of a killed run.

    What a killed run left is finished first, and what was done is yielded: whatever is decided from files is to be
    read inside. May be entered again by the same run. Raises DeckwrightError where another process is at work (after
    `wait` seconds), and where what was left cannot be finished.
    """
    root = Path(os.path.realpath(tree.root))
    if _held.get(root):
        yield []
        return
    lock = FileLock(_lock_file(root))
    try:
        lock.acquire(timeout=wait)
    except Timeout:
        raise DeckwrightError(
            "another deckwright is at work here",
            file=tree.root,
            remedy="wait until it is done, then run this again",
        ) from None
    except OSError as error:
        raise DeckwrightError(f"cannot be locked ({error.strerror})", file=lock.lock_file) from None
    _held[root] = 1
    try:
        yield recover(tree)
    finally:
        _held[root] = 0
        lock.release()


def held(tree: Tree) -> bool:
    """Whether this run is the one at work in a project."""
    return bool(_held.get(Path(os.path.realpath(tree.root))))


def settled(tree: Tree) -> list[Finding]:
    """Finish what was interrupted before a project is only read; says what it did. Raises DeckwrightError as `sole`."""
    if held(tree) or not os.path.lexists(tree.root / JOURNAL):
        return []
    with sole(tree, wait=PATIENCE) as told:
        return told


def _lock_file(root: Path) -> str:
    """Not in the project, where git would see it and a stranger could have put something in its place."""
    name = hashlib.sha256(os.path.normcase(root).encode("utf-8", "surrogateescape")).hexdigest()[:32]
    wrong: OSError | None = None
    for folder in _folders():
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            if _is_own(folder):
                return str(folder / f"{name}.lock")
        except OSError as error:
            wrong = error
    said = f" ({wrong.strerror})" if wrong else ""
    raise DeckwrightError(
        f"there is no folder for the lock that keeps two runs apart{said}",
        remedy="make ~/.cache or the folder for temporary files writable",
    )


def _folders() -> Iterator[Path]:
    """Where a user's own passing files lie: as the system says, else beside the temporary ones."""
    for name in ("LOCALAPPDATA", "XDG_CACHE_HOME"):
        if (given := os.environ.get(name)) and Path(given).is_absolute():
            yield Path(given) / "deckwright" / "locks"
    with contextlib.suppress(RuntimeError):
        yield Path.home() / ".cache" / "deckwright" / "locks"
    yield Path(tempfile.gettempdir()) / f"deckwright-{os.getuid() if hasattr(os, 'getuid') else 'locks'}"


def _is_own(folder: Path) -> bool:
    """Whether a folder is one, and nobody else's."""
    found = os.lstat(folder)
    mine = not hasattr(os, "getuid") or found.st_uid == os.getuid()
    return stat.S_ISDIR(found.st_mode) and mine and os.access(folder, os.W_OK)
