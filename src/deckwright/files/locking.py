"""One run at a time in a project, and none before what was interrupted is finished."""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from deckwright.errors import DeckwrightError, Finding
from deckwright.files.journal import JOURNAL
from deckwright.files.owner import is_own
from deckwright.files.reading import is_folder
from deckwright.files.recovery import recover
from deckwright.files.tree import Tree

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

PATIENCE = 10.0
"""Seconds that a command which only reads waits for one that is just writing."""
_AGAIN = 0.05
"""Seconds between two looks."""
_held: dict[Path, int] = {}
"""The thread at work in a project of this process."""


@contextlib.contextmanager
def sole(tree: Tree, *, wait: float = 0.0) -> Iterator[list[Finding]]:
    """The only run at work in a project; a second one would take the first one's files for those of a killed run.

    What a killed run left is finished first, and what was done is yielded: whatever is decided from files is to be
    read inside. May be entered again by the same thread. Raises DeckwrightError where another process or thread is at
    work (after `wait` seconds), and where what was left cannot be finished.
    """
    root = Path(os.path.realpath(tree.root))
    if held(tree):
        yield []
        return
    with _own_lock(root, wait), _folders_lock(root, wait):
        _held[root] = threading.get_ident()
        try:
            yield recover(tree)
        finally:
            del _held[root]


def held(tree: Tree) -> bool:
    """Whether this run is the one at work in a project."""
    return _held.get(Path(os.path.realpath(tree.root))) == threading.get_ident()


def settled(tree: Tree) -> list[Finding]:
    """Finish what was interrupted before a project is only read; says what it did. Raises DeckwrightError as `sole`."""
    if held(tree) or not os.path.lexists(tree.root / JOURNAL):
        return []
    with sole(tree, wait=PATIENCE) as told:
        return told


@contextlib.contextmanager
def _own_lock(root: Path, wait: float) -> Iterator[None]:
    """Keeps apart the runs of one user on one machine, on every system."""
    lock = FileLock(_lock_file(root))
    try:
        lock.acquire(timeout=wait)
    except Timeout:
        raise _at_work(root) from None
    except OSError as error:
        raise DeckwrightError(f"cannot be locked ({error.strerror})", file=lock.lock_file) from None
    try:
        yield
    finally:
        lock.release()


@contextlib.contextmanager
def _folders_lock(root: Path, wait: float) -> Iterator[None]:
    """Keeps apart those too who have other folders for passing files: two users, a container and its host.

    It is on the project's folder itself, so it leaves nothing there; a system without such locks goes without.
    """
    if fcntl is None or not is_folder(root):
        yield
        return
    try:
        handle = os.open(root, os.O_RDONLY)
    except OSError:
        yield
        return
    try:
        end = time.monotonic() + wait
        while not _locked(handle):
            if time.monotonic() >= end:
                raise _at_work(root)
            time.sleep(_AGAIN)
        yield
    finally:
        os.close(handle)


def _locked(handle: int) -> bool:
    """Whether a folder is ours now; also where its file system knows no locks."""
    assert fcntl is not None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True
    return True


def _at_work(root: Path) -> DeckwrightError:
    return DeckwrightError(
        "another deckwright is at work here", file=root, remedy="wait until it is done, then run this again"
    )


def _lock_file(root: Path) -> str:
    """Not in the project, where git would see it and a stranger could have put something in its place."""
    name = hashlib.sha256(os.path.normcase(root).encode("utf-8", "surrogateescape")).hexdigest()[:32]
    wrong: OSError | None = None
    for folder in _folders():
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            if is_own(folder) and os.access(folder, os.W_OK):
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
