"""Files written whole or not at all, one by one or many together.

Many files are written under a journal: first all of them under other names, then the journal that says which takes
whose place, then the places are taken. A run that is killed before the journal has changed nothing; one that is killed
after it is finished by whoever comes next.
"""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from deckwright.errors import DeckwrightError, Finding

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

JOURNAL = ".deckwright-journal"
TEMPORARY = ".deckwright-tmp"


def write_whole(path: Path, data: bytes) -> None:
    """Replace a file: a temporary one beside it, flushed to disk, renamed over it.

    Raises DeckwrightError where the folder cannot be made or written; the old file is then as it was.
    """
    staged = _stage(path, data)
    try:
        staged.replace(path)
    except OSError as error:
        staged.unlink(missing_ok=True)
        raise _unwritable(path, error) from None


def write_together(
    root: Path, writes: Mapping[Path, bytes], deletes: Sequence[Path] = (), *, what: str = "a run"
) -> list[Path]:
    """Replace and delete files under one journal in `root`, in the order given; returns those that changed.

    Files that hold the same bytes already are not touched. Raises DeckwrightError where one cannot be written, and then
    none has been.
    """
    changed = what_changes(writes)
    gone = [path for path in deletes if path.exists()]
    if not changed and not gone:
        return []
    staged: list[tuple[Path, Path]] = []
    try:
        for path, data in changed.items():
            staged.append((_stage(path, data), path))
        write_whole(root / JOURNAL, _journal(root, staged, gone, what))
    except DeckwrightError:
        for temporary, _ in staged:
            temporary.unlink(missing_ok=True)
        raise
    _finish(root)
    return [*changed, *gone]


_held: dict[Path, int] = {}


@contextlib.contextmanager
def sole(root: Path) -> Iterator[None]:
    """The only run at work in a project; a second one would take the first one's files for those of a killed run.

    May be entered again by the same run. Raises DeckwrightError where another process is at work. Where the system has
    no such locks, none is held.
    """
    root = root.resolve()
    if _held.get(root) or fcntl is None:
        _held[root] = _held.get(root, 0) + 1
        try:
            yield
        finally:
            _held[root] -= 1
        return
    try:
        handle = os.open(root, os.O_RDONLY)
    except OSError as error:
        raise DeckwrightError(f"cannot be opened ({error.strerror})", file=root) from None
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise DeckwrightError(
                "another deckwright is at work here", file=root, remedy="wait until it is done, then run this again"
            ) from None
        _held[root] = 1
        yield
    finally:
        _held[root] = 0
        os.close(handle)


def what_changes(writes: Mapping[Path, bytes]) -> dict[Path, bytes]:
    """Those of the writes that would make a file other than it is."""
    return {path: data for path, data in writes.items() if _content(path) != data}


def recover(root: Path) -> list[Finding]:
    """Finish or undo what a killed run began in a project; says what it did."""
    what = _finish(root)
    strays = [path for path in _strays(root) if path.is_file()]
    for path in strays:
        path.unlink(missing_ok=True)
    if what:
        return [Finding("info", "recovered", f"finished what an interrupted {what} had begun", JOURNAL)]
    if strays:
        return [Finding("info", "recovered", "undid what an interrupted run had begun; run it again")]
    return []


def _journal(root: Path, staged: Sequence[tuple[Path, Path]], gone: Sequence[Path], what: str) -> bytes:
    def inside(path: Path) -> str:
        return os.path.relpath(path, root)

    renames = [[inside(temporary), inside(path)] for temporary, path in staged]
    return json.dumps({"what": what, "renames": renames, "deletes": [inside(path) for path in gone]}).encode()


def _finish(root: Path) -> str | None:
    """Do what the journal says, if there is one; returns whose it was."""
    journal = root / JOURNAL
    try:
        plan = json.loads(journal.read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, ValueError):
        raise DeckwrightError(
            "cannot be read", file=journal, expected="the journal of an interrupted run", remedy="delete it"
        ) from None
    for temporary, path in plan["renames"]:
        with contextlib.suppress(FileNotFoundError):  # it has taken its place already
            (root / temporary).replace(root / path)
    for path in plan["deletes"]:
        (root / path).unlink(missing_ok=True)
    for folder in {(root / path).parent for _, path in plan["renames"]}:
        _flush_folder(folder)
    journal.unlink(missing_ok=True)
    return str(plan["what"])


def _strays(root: Path) -> Iterator[Path]:
    inner = ("cards", "cards/media", "cards/media/fetched", "build", "build/preview", "build/preview/media", "seeds")
    ours = (*inner, ".github", ".github/workflows")
    for folder in (root, *(root / name for name in ours)):
        yield from folder.glob(f".*{TEMPORARY}")


def _stage(path: Path, data: bytes) -> Path:
    """The data, flushed to disk under another name beside the file it is for."""
    temporary: str | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=TEMPORARY)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(_mode(path))
    except OSError as error:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        raise _unwritable(path, error) from None
    return Path(temporary)


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def _flush_folder(folder: Path) -> None:
    with contextlib.suppress(OSError):  # not every system opens folders
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


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
