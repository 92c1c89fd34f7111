"""git, asked about a folder that may come from a stranger.

A repository's own configuration can name programs: fsmonitor, hooks, filters, pagers, signers. So git never sees it.
Every command runs in a view of the repository: a folder of its own with copies of HEAD, refs and index, with the few
harmless settings that tell how files are compared, and with the repository's objects. What a person has configured for
themselves (`~/.gitconfig`) holds as ever.
"""

from __future__ import annotations

import os
import re
import stat
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from deckwright.errors import DeckwrightError
from deckwright.files.kinds import Kind
from deckwright.files.reading import read_regular
from deckwright.files.temporary import scratch

PATIENCE = 300
"""Seconds for one command."""
_LINE = Kind("a file of a git repository", 1 << 16)
_FILE = Kind("a file of a git repository", 256 << 20)

_SETTINGS = (
    "core.autocrlf",
    "core.eol",
    "core.filemode",
    "core.ignorecase",
    "core.precomposeunicode",
    "core.symlinks",
    "core.repositoryformatversion",
    "extensions.objectformat",
    "extensions.refstorage",
)
"""Those of a repository's settings that are taken over: none of them names a program or a path."""
_PLAIN = re.compile(r"[A-Za-z0-9]+")
_OFF = ("core.fsmonitor=false", "core.untrackedCache=false", "log.showSignature=false", "gc.auto=0", "diff.external=")
"""Settings (of the person) that would cost time or start programs, and change no answer."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command of git said: its exit status, its output, its errors."""

    status: int
    output: bytes
    errors: str

    @property
    def text(self) -> str:
        return self.output.decode("utf-8", "replace")


def run(root: Path, *arguments: str, stdin: bytes | None = None) -> Answer:
    """Ask git about a folder. Raises DeckwrightError where git is not installed, or the repository is not the folder's.

    Without a repository the status is git's own (128).
    """
    place = _repository(root)
    if place is None:
        return Answer(128, b"", "not a git repository")
    with scratch() as place_of_view:
        view = place_of_view.folder
        _make_view(view, place)
        environment = _environment(view, place)
        options = [part for setting in _OFF for part in ("-c", setting)]
        return _call(["git", "--no-pager", "-C", str(root), *options, *arguments], environment, stdin)


@dataclass(frozen=True, slots=True)
class _Place:
    """A repository: its work tree's top, the folder of that work tree's HEAD and index, the folder of all the rest."""

    top: Path
    own: Path
    common: Path


def _repository(root: Path) -> _Place | None:
    folder = root.resolve()
    for top in (folder, *folder.parents):
        found = top / ".git"
        if found.is_symlink() or not (found.is_dir() or found.is_file()):
            if found.is_symlink():
                raise DeckwrightError("is a link", file=found, expected="a git repository of this folder's own")
            continue
        own = found if found.is_dir() else _linked(found)
        common = own
        if (own / "commondir").is_file():
            common = (own / _line(own / "commondir")).resolve()
        return _Place(top, own, common)
    return None


def _linked(file: Path) -> Path:
    """The folder that a `.git` file names: of a work tree or submodule that knows this very file."""
    said = _line(file)
    own = (file.parent / said.removeprefix("gitdir:").strip()).resolve()
    back = own / "gitdir"
    if said.startswith("gitdir:") and (own / "HEAD").is_file():
        if back.is_file() and (own / _line(back)).resolve() == file.resolve():
            return own
        if any(own.is_relative_to(parent.resolve() / ".git" / "modules") for parent in file.parent.parents):
            return own
    raise DeckwrightError(
        "names a repository that knows nothing of this folder", file=file, remedy="delete it, or clone again"
    )


def _make_view(view: Path, place: _Place) -> None:
    for folder, names in ((place.own, ("HEAD", "index")), (place.common, ("packed-refs", "shallow", "info/exclude"))):
        for name in names:
            _copy(folder / name, view / name)
    for name in ("refs", "reftable"):
        if name == "refs" or (place.common / name).is_dir():
            _copy_folder(place.common / name, view / name)
    (view / "objects").mkdir()
    (view / "config").write_text(_settings(view, place), "utf-8")


def _settings(view: Path, place: _Place) -> str:
    """The text of a configuration with what is harmless in the repository's own."""
    copied = view / "config.theirs"
    _copy(place.common / "config", copied)
    said = {"core.repositoryformatversion": "0"}
    if copied.exists():
        argv = ["git", "config", "--file", str(copied), "--no-includes", "--null", "--list"]
        for entry in _call(argv, _environment(view, None), None).text.split("\0"):
            key, _, value = entry.partition("\n")
            if key in _SETTINGS and _PLAIN.fullmatch(value):
                said[key] = value
    lines = [f"[{key.partition('.')[0]}]\n\t{key.partition('.')[2]} = {value}" for key, value in said.items()]
    return "\n".join((*lines, "[core]\n\tbare = false\n"))


def _environment(view: Path, place: _Place | None) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    kept |= {"GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0", "GIT_NO_REPLACE_OBJECTS": "1"}
    kept |= {"GIT_NO_LAZY_FETCH": "1", "GIT_ALLOW_PROTOCOL": "none", "GIT_PAGER": "cat"}
    if place:
        kept |= {"GIT_DIR": str(view), "GIT_WORK_TREE": str(place.top)}
        kept["GIT_OBJECT_DIRECTORY"] = str(place.common / "objects")
    return kept


def _call(argv: list[str], environment: dict[str, str], stdin: bytes | None) -> Answer:
    try:
        done = subprocess.run(
            argv, input=stdin or b"", capture_output=True, env=environment, check=False, timeout=PATIENCE
        )
    except FileNotFoundError:
        raise DeckwrightError("git is not installed", remedy="install it: a release is what git holds") from None
    except subprocess.TimeoutExpired:
        raise DeckwrightError(f"git {argv[-1]} gave no answer within {PATIENCE} seconds") from None
    return Answer(done.returncode, done.stdout, done.stderr.decode("utf-8", "replace").strip())


def _line(file: Path) -> str:
    return read_regular(file, str(file), _LINE).decode("utf-8", "replace").strip()


def _copy(file: Path, to: Path) -> None:
    if os.path.lexists(file):
        data = read_regular(file, str(file), _FILE)
        to.parent.mkdir(parents=True, exist_ok=True)
        to.write_bytes(data)


def _copy_folder(folder: Path, to: Path) -> None:
    to.mkdir(parents=True, exist_ok=True)
    for name, entry in _regular(folder):
        _copy(entry, to / name)


def _regular(folder: Path) -> Iterator[tuple[str, Path]]:
    """The regular files below a folder, with their names from there; links are not followed."""
    for here, _, names in os.walk(folder):
        for name in names:
            path = Path(here) / name
            if stat.S_ISREG(path.lstat().st_mode):
                yield path.relative_to(folder).as_posix(), path
