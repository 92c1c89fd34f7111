"""The files of a git revision into a folder of ours: nothing of it is written anywhere else."""

from __future__ import annotations

import errno
import os
from pathlib import Path, PurePosixPath

from deckwright.errors import DeckwrightError
from deckwright.files.depth import check_depth
from deckwright.files.tree import in_git


def put_file(folder: Path, name: str, data: bytes) -> None:
    """Write a file of a revision, by its path from the project's folder. Raises DeckwrightError where that leads out,
    into `.git`, or through a link."""
    try:
        _place(folder, name).write_bytes(data)
    except (OSError, ValueError) as error:
        raise _cause(name, error) from None


def put_link(folder: Path, name: str, target: str) -> None:
    """Make a link of a revision that leads to another place in the project. Raises DeckwrightError where it leads out,
    or may do so once another link is there: the file itself was expected."""
    try:
        path = _place(folder, name)
        if not _stays(PurePosixPath(name).parent, PurePosixPath(target)):
            raise DeckwrightError(
                "is a link that leads out of the project",
                file=name,
                expected="the file itself, or a link that goes up first and then down",
                remedy="put it there and commit",
            )
        path.symlink_to(target)
    except (OSError, ValueError) as error:
        raise _cause(name, error) from None


def _stays(folder: PurePosixPath, target: PurePosixPath) -> bool:
    """Whether a link in a folder stays inside, by its words alone, whatever else becomes a link.

    It goes up only from the folder, which is none (`_place`), and no higher than the project; behind a name, which
    could be a link, it does not go up.
    """
    up = next((at for at, part in enumerate(target.parts) if part != ".."), len(target.parts))
    return not target.is_absolute() and up <= len(folder.parts) and ".." not in target.parts[up:]


def _cause(name: str, error: OSError | ValueError) -> Exception:
    """What is told of a file that cannot be written."""
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        return error  # whoever made the folder says which one is full
    said = error.strerror if isinstance(error, OSError) else str(error)
    return DeckwrightError(f"cannot be written here ({said})", file=name, remedy="rename it and commit")


def _place(folder: Path, name: str) -> Path:
    pure = PurePosixPath(name)
    path = folder / pure
    if pure.is_absolute() or ".." in pure.parts or in_git(Path(name)) or _through_link(folder, path):
        raise DeckwrightError("leads out of the project", file=name, remedy="take it out of the repository")
    check_depth(len(pure.parts) - 1, name)
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def _through_link(folder: Path, path: Path) -> bool:
    """Whether a folder above a path, or what has its name already, is a link."""
    while path != folder:
        if os.path.islink(path):  # noqa: PTH114
            return True
        path = path.parent
    return False
