"""Where the git repository of a folder lies, and that nothing in it leads anywhere else.

git itself follows what a repository says of other places: links, `commondir`, `alternates`. A folder that came from a
stranger could so have another repository of this machine read.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from deckwright.errors import DeckwrightError
from deckwright.files.depth import walk
from deckwright.files.errors import what_is
from deckwright.files.kinds import Kind
from deckwright.files.reading import is_file, is_folder, read_regular

LINE = Kind("a file of a git repository", 1 << 16)  # a path or a name, of 4,096 bytes at most on Linux, or some of them
CONFIG = Kind("the settings of a git repository", 4 << 20)
_NEEDED = ("HEAD", "objects", "refs")
"""Without these git takes a folder for no repository, and looks further up."""
_FOLDERS = ("info", "objects", "refs", "reftable")
_OPENED = (".gitignore", ".gitattributes", ".gitmodules")
"""What git reads of a work tree besides the files that it is asked for."""
_WORK_TREE = re.compile(r"^[^\S\n]*+worktree[^\S\n]*+=[^\S\n]*+(.*\S)", re.M | re.I)


@dataclass(frozen=True, slots=True)
class Place:
    """A repository: its work tree's top, the folder of that work tree's HEAD and index, the folder of all the rest."""

    top: Path
    own: Path
    common: Path


def find_repository(root: Path) -> Place | None:
    """The repository that a folder lies in, None where there is none.

    Raises DeckwrightError where it is not the folder's own, or something in it leads out of it.
    """
    folder = _real(root)
    for top in (folder, *folder.parents):
        found = top / ".git"
        if os.path.islink(found):  # noqa: PTH114 - no error where the path is too long
            raise DeckwrightError("is a link", file=found, expected="a git repository of this folder's own")
        if is_file(found):
            place = _linked(found)
        elif is_folder(found) and os.path.lexists(found / "commondir"):
            raise _knows_nothing(found, "clone again")
        elif is_folder(found) and all(os.path.lexists(found / name) for name in _NEEDED):
            place = Place(top, found, found)
        else:
            continue
        _check_stays(place.common)
        return place
    return None


def check_work_tree(place: Place, root: Path, *, below: bool) -> None:
    """Raise DeckwrightError where a file that git itself opens in a folder is none, or too large for one.

    Those of the folder and of all above it; with `below`, of all in it too. git would wait for a FIFO for ever.
    """
    folder = _real(root)
    for here in (folder, *folder.parents):
        _check_opened(here)
        if here == place.top:
            break
    for path, inner, _ in walk(folder) if below else ():
        nested = {name for name in inner if os.path.lexists(Path(path, name, ".git"))}
        inner[:] = [name for name in inner if name != ".git" and name not in nested]
        _check_opened(Path(path))
        for name in nested:
            _check_nested(Path(path, name, ".git"))


def _check_nested(own: Path) -> None:
    """Of a repository in a folder, git asks for the commit that it stands at, and for nothing else."""
    if own.is_file():
        own = own.parent / _line(own).removeprefix("gitdir:").strip()
    _check_opened(own, ("HEAD", "commondir", "config", "packed-refs"))
    for path, _, names in walk(own / "refs"):
        _check_opened(Path(path), names)


def _check_opened(folder: Path, names: Iterable[str] = _OPENED) -> None:
    for name in names:
        path = folder / name
        try:
            found = path.stat()
        except (OSError, ValueError):
            continue
        if not stat.S_ISREG(found.st_mode):
            problem = f"is {what_is(found.st_mode)}"
        elif found.st_size > CONFIG.most:
            problem = f"is larger than {CONFIG.most >> 20} MiB"
        else:
            continue
        raise DeckwrightError(problem, file=path, expected="a file that git can read", remedy="move it away")


def is_partial(place: Place) -> bool:
    """Whether a clone was made without some of the objects (`git clone --filter`)."""
    packs = place.common / "objects" / "pack"
    return packs.is_dir() and any(name.endswith(".promisor") for name in os.listdir(packs))  # noqa: PTH208


def _linked(file: Path) -> Place:
    """The repository that a `.git` file names: of a work tree or submodule that knows this very file."""
    said = _line(file)
    own = _real(file.parent / said.removeprefix("gitdir:").strip())
    if not said.startswith("gitdir:") or not os.path.lexists(own / "HEAD"):
        raise _knows_nothing(file, "clone again")
    if os.path.lexists(own / "gitdir") and os.path.lexists(own / "commondir"):
        common = _real(own / _line(own / "commondir"))
        if _real(own / _line(own / "gitdir")) == _real(file) and own.parent == common / "worktrees":
            return Place(file.parent, own, common)
    elif not os.path.lexists(own / "commondir") and _is_module(own, file.parent):
        return Place(file.parent, own, own)
    raise _knows_nothing(file, _way_back(own))


def _way_back(own: Path) -> str:
    """What makes a repository known again that is kept elsewhere: the file that names it must not be lost."""
    mine = "`git worktree repair`" if os.path.lexists(own / "commondir") else "put it here, in that file's place"
    return f"if it is yours, {mine}; else clone again"


def _is_module(own: Path, folder: Path) -> bool:
    """Whether a repository is that of a submodule, kept by a repository above, and says that its files are here."""
    if not any(own.is_relative_to(_real(parent) / ".git" / "modules") for parent in folder.parents):
        return False
    settings = read_regular(own / "config", str(own / "config"), CONFIG).decode("utf-8", "replace")
    return any(_real(own / said.strip('"')) == _real(folder) for said in _WORK_TREE.findall(settings))


def _check_stays(common: Path) -> None:
    """Raise DeckwrightError where what git is to read of a repository itself lies elsewhere, or is no file."""
    for name in _FOLDERS:
        path = common / name
        if os.path.lexists(path) and (path.is_symlink() or not path.is_dir()):
            raise _leads_away(path)
    waiting = [common / "objects"]
    while waiting:
        try:
            with os.scandir(waiting.pop()) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(Path(entry.path))
                    elif not entry.is_file(follow_symlinks=False):
                        raise _leads_away(Path(entry.path))
        except OSError as error:
            raise DeckwrightError(f"cannot be read ({error.strerror})", file=common / "objects") from None
    alternates = common / "objects" / "info" / "alternates"
    if os.path.lexists(alternates) and any(line[:1] != "#" for line in _line(alternates).splitlines()):
        raise DeckwrightError(
            "names another repository to read from",
            file=alternates,
            expected="a repository that holds all of its own",
            remedy="git repack -a -d, then delete that file; or clone again without --shared and --reference",
        )


def _leads_away(path: Path) -> DeckwrightError:
    return DeckwrightError(
        f"is {what_is(os.lstat(path).st_mode)}",
        file=path,
        expected="files and folders of the git repository's own",
        remedy="clone the repository again",
    )


def _knows_nothing(file: Path, remedy: str) -> DeckwrightError:
    return DeckwrightError("names a repository that knows nothing of this folder", file=file, remedy=remedy)


def _line(file: Path) -> str:
    return read_regular(file, str(file), LINE).decode("utf-8", "replace").strip()


def _real(path: Path) -> Path:
    try:
        return Path(os.path.realpath(path))
    except (OSError, ValueError) as error:
        raise DeckwrightError(f"is no path ({error})", file=str(path).replace("\0", "\ufffd")) from None
