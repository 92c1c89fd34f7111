"""A package where the person asked for it: it replaces another package, and nothing else."""

from __future__ import annotations

import os
import re
import stat
import zipfile
from collections.abc import Iterable
from pathlib import Path

from deckwright.errors import DeckwrightError
from deckwright.files.errors import what_is
from deckwright.files.names import check_name
from deckwright.files.staging import put
from deckwright.files.tree import in_git
from deckwright.files.zips import BROKEN, opened

SUFFIX = ".apkg"
_SQLITE = b"SQLite format 3\0"
_ZSTANDARD = b"\x28\xb5\x2f\xfd"
_COLLECTIONS = {"collection.anki2": _SQLITE, "collection.anki21": _SQLITE, "collection.anki21b": _ZSTANDARD}
"""The databases of a package, by what their bytes begin with."""
_BESIDE = re.compile(r"media|meta|[0-9]{1,9}")
"""The other members of a package: pictures and sounds are numbered."""
_OTHER = "name another file with -o"


def check_output(output: Path, inputs: Iterable[Path]) -> Path:
    """The file that is to be written: `output`, or the package in the same folder that it is a link to.

    Raises DeckwrightError for a name that does not end in .apkg, for one of the inputs by whatever name, for a link to
    another folder or to what is called otherwise, and for what is there and is no package of Anki's.
    """
    _check_suffix(output, output)
    real = Path(os.path.realpath(output))
    if in_git(real):
        raise DeckwrightError("lies in the folder of a git repository itself", file=output, remedy=_OTHER)
    if any(_same(real, one) for one in inputs):
        raise DeckwrightError("is one of the documents", file=output, expected="a file of its own", remedy=_OTHER)
    try:
        mode = os.lstat(real).st_mode
    except (OSError, ValueError):
        if os.path.lexists(output):
            raise _nowhere(output) from None
        check_name(output.name, str(output), _OTHER)
        return real
    if stat.S_ISLNK(mode):  # to itself
        raise _nowhere(output)
    if not stat.S_ISREG(mode):
        raise DeckwrightError(f"is {what_is(mode)}", file=output, expected="a package, or no file yet", remedy=_OTHER)
    _check_suffix(output, real)
    if output.is_symlink() and real.parent != Path(os.path.realpath(output.parent)):
        raise DeckwrightError(
            "is a link to another folder", file=output, expected="a package, or no file yet", remedy=_OTHER
        )
    if not _is_package(real):
        raise DeckwrightError(
            "is there and is no package of Anki's", file=output, expected="a package, or no file yet", remedy=_OTHER
        )
    return real


def write_output(output: Path, data: bytes, inputs: Iterable[Path]) -> None:
    """Write a package. Raises DeckwrightError as `check_output`, or where it cannot be written; the old one stays."""
    put(check_output(output, inputs), data)


def _check_suffix(output: Path, path: Path) -> None:
    if path.suffix.lower() != SUFFIX:
        what = "is no name of a package" if path is output else f"is a link to {path.name!r}, which is no package"
        raise DeckwrightError(what, file=output, expected=f"one that ends in {SUFFIX}", remedy=_OTHER)


def _nowhere(output: Path) -> DeckwrightError:
    return DeckwrightError("is a link that leads nowhere", file=output, remedy=_OTHER)


def _same(path: Path, other: Path) -> bool:
    """Whether two paths are one file, also by links of either kind."""
    if os.path.realpath(other) == str(path):
        return True
    try:
        return path.samefile(other)
    except (OSError, ValueError):
        return False


def _is_package(path: Path) -> bool:
    """Whether a file is a zip with a collection of Anki's in it, and nothing more or in front that no package has."""
    try:
        with opened(path) as archive:
            names = set(archive.namelist())
            held = names & set(_COLLECTIONS)
            if (
                not held
                or min(one.header_offset for one in archive.infolist())
                or not all(_BESIDE.fullmatch(name) for name in names - held)
            ):
                return False
            return all(_begins(archive, name, _COLLECTIONS[name]) for name in held)
    except (*BROKEN, OSError):
        return False


def _begins(archive: zipfile.ZipFile, name: str, start: bytes) -> bool:
    with archive.open(name) as member:
        return member.read(len(start)) == start
