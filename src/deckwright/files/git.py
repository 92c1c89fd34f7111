"""git, asked about a folder that may come from a stranger.

A repository's own configuration can name programs: fsmonitor, hooks, filters, pagers, signers. So git never sees it.
Every command runs in a view of the repository: a folder of its own with copies of HEAD, refs and index, with the few
harmless settings that tell how files are compared, and with the repository's objects. What a person has configured for
themselves (`~/.gitconfig`) holds as ever.
"""

from __future__ import annotations

import contextlib
import os
import re
import stat
import subprocess
import threading
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from deckwright.errors import DeckwrightError
from deckwright.files.depth import walk
from deckwright.files.kinds import Kind
from deckwright.files.reading import read_regular
from deckwright.files.repository import CONFIG, LINE, Place, check_work_tree, find_repository, is_partial
from deckwright.files.temporary import scratch

PATIENCE = 120
"""Seconds for one command: minutes are for who waits for a cold disk, hours for nobody."""
MOST = 64 << 20
"""Bytes that one command may answer, where nothing else is said: half a million paths of 130 bytes."""
NO_REPOSITORY = 128
"""The status of an answer where there is no repository; git's own is the same."""
_FILE = Kind("a file of a git repository", 256 << 20)  # an index of two million files; ours has hundreds

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
_OFF = (
    "core.fsmonitor=false",
    "core.untrackedCache=false",
    "log.showSignature=false",
    "log.mailmap=false",
    "gc.auto=0",
    "diff.external=",
)
"""Settings (of the person) that would cost time or start programs, and change no answer."""


class GitMissing(DeckwrightError):
    """git is not installed."""


class IncompleteClone(DeckwrightError):
    """What is asked for is not in this clone, which was made without a part of the history or of the files."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command of git said: its exit status, its output, its errors."""

    status: int
    output: bytes
    errors: str

    @property
    def text(self) -> str:
        return self.output.decode("utf-8", "replace")


def ask(root: Path, *arguments: str, stdin: bytes = b"", allowed: Collection[int] = (), most: int = MOST) -> Answer:
    """Ask git about a folder. Without a repository the answer is empty, with the status NO_REPOSITORY.

    `allowed` are the exit statuses besides 0 that are answers, `most` the bytes that there may be. Raises GitMissing;
    IncompleteClone where git fails in a clone that lacks objects; DeckwrightError where it fails otherwise, or the
    repository is not the folder's own.
    """
    place = find_repository(root)
    if place is None:
        return Answer(NO_REPOSITORY, b"", "not a git repository")
    check_work_tree(place, root, below=_name(arguments) == "status")
    with scratch() as within:
        view = within.folder / "view"
        _make_view(view, place)
        options = [part for setting in _OFF for part in ("-c", setting)]
        argv = ["git", "--no-pager", "-C", str(root), *options, *arguments]
        answer = _call(argv, _environment(view, place), within.folder, stdin, most, _name(arguments))
    if answer.status not in (0, *allowed):
        raise _failed(root, place, answer)
    return answer


def knows(root: Path, revision: str, *, allowed: Collection[int] = (1,)) -> bool:
    """Whether git knows what a revision names. Raises DeckwrightError where it ends with a status not `allowed`."""
    return not ask(root, "rev-parse", "--verify", "--quiet", revision, allowed=allowed).status


def check_whole(root: Path) -> None:
    """Raise IncompleteClone where a clone has only the newest part of the history; git itself would not say so."""
    if ask(root, "rev-parse", "--is-shallow-repository").text.strip() == "true":
        raise IncompleteClone(
            "this clone has only a part of the history",
            file=root,
            expected="the whole history, to see what was released",
            remedy="git fetch --unshallow",
        )


def _failed(root: Path, place: Place, answer: Answer) -> DeckwrightError:
    lines = [line.strip() for line in answer.errors.splitlines() if not line.startswith(("hint:", "warning:"))]
    said = " ".join(filter(None, lines)) or f"status {answer.status}"
    if is_partial(place):
        return IncompleteClone(
            f"this clone lacks what git is asked for ({said})",
            file=root,
            expected="a clone with all files of the whole history",
            remedy="clone again without --filter",
        )
    return DeckwrightError(f"git cannot read its repository ({said})", file=root, remedy="see what `git fsck` says")


def _make_view(view: Path, place: Place) -> None:
    view.mkdir()
    _copy_folder(place.common / "refs", view / "refs", LINE)
    if (place.common / "reftable").is_dir():
        _copy_folder(place.common / "reftable", view / "reftable", _FILE)
    # after the refs, as git reads them: one that is packed meanwhile is in at least one of the two
    for folder, names in ((place.own, ("HEAD", "index")), (place.common, ("packed-refs", "shallow"))):
        for name in names:
            _copy(folder / name, view / name, _FILE)
    _copy_heads(place, view)
    _copy(place.common / "info" / "exclude", view / "info" / "exclude", CONFIG)
    for name in os.listdir(place.own):  # noqa: PTH208
        if name.startswith("sharedindex."):  # the greater part of an index that is split
            _copy(place.own / name, view / name, _FILE)
    (view / "objects").mkdir()
    (view / "config").write_text(_settings(view, place), "utf-8")


def _copy_heads(place: Place, view: Path) -> None:
    """What other work trees have checked out, as refs: a commit may be held by nothing else."""
    for number, folder in enumerate((place.common, *_work_trees(place))):
        if folder != place.own:
            _copy(folder / "HEAD", view / "refs" / "work-trees" / str(number), LINE)


def _work_trees(place: Place) -> list[Path]:
    folder = place.common / "worktrees"
    return sorted(one for one in folder.iterdir() if one.is_dir()) if folder.is_dir() else []


def _settings(view: Path, place: Place) -> str:
    """The text of a configuration with what is harmless in the repository's own."""
    said = {"core.repositoryformatversion": "0"}
    theirs = place.common / "config"
    if os.path.lexists(theirs):
        argv = ["git", "config", "--file", "-", "--no-includes", "--null", "--list"]
        data = read_regular(theirs, str(theirs), CONFIG)
        answer = _call(argv, _environment(view, None), view.parent, data, MOST, "config")
        if answer.status:
            raise DeckwrightError(f"git cannot read it ({answer.errors})", file=theirs)
        for entry in answer.text.split("\0"):
            key, _, value = entry.partition("\n")
            if key in _SETTINGS and _PLAIN.fullmatch(value):
                said[key] = value
    lines = [f"[{key.partition('.')[0]}]\n\t{key.partition('.')[2]} = {value}" for key, value in said.items()]
    return "\n".join((*lines, "[core]\n\tbare = false\n"))


def _environment(view: Path, place: Place | None) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    kept |= {"GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0", "GIT_NO_REPLACE_OBJECTS": "1"}
    kept |= {"GIT_NO_LAZY_FETCH": "1", "GIT_ALLOW_PROTOCOL": "none", "GIT_PAGER": "cat"}
    if place:
        kept |= {"GIT_DIR": str(view), "GIT_WORK_TREE": str(place.top)}
        kept["GIT_OBJECT_DIRECTORY"] = str(place.common / "objects")
    return kept


def _name(arguments: Sequence[str]) -> str:
    """The command among the arguments of git: the first one, but for settings."""
    at = 0
    while arguments[at] == "-c":
        at += 2
    return arguments[at]


def _call(argv: list[str], environment: dict[str, str], folder: Path, stdin: bytes, most: int, command: str) -> Answer:
    """Run git, for PATIENCE seconds at most. `folder` is for passing files: of two pipes one could fill up unread."""
    given, errors = folder / "given", folder / "errors"
    given.write_bytes(stdin)
    late = threading.Event()
    with given.open("rb") as source, errors.open("wb") as sink:
        try:
            process = subprocess.Popen(argv, stdin=source, stdout=subprocess.PIPE, stderr=sink, env=environment)
        except FileNotFoundError:
            raise GitMissing("git is not installed", remedy="install it: a release is what git holds") from None
        except OSError as error:
            raise DeckwrightError(f"git cannot be started ({error.strerror})") from None

        def stop() -> None:
            late.set()
            process.kill()

        timer = threading.Timer(PATIENCE, stop)
        timer.start()
        try:
            with process:
                assert process.stdout
                output = process.stdout.read(most + 1)
                if len(output) > most:
                    process.kill()
        finally:
            timer.cancel()
    if late.is_set():
        problem = f"git {command} gave no answer within {PATIENCE} seconds"
        raise DeckwrightError(problem, remedy=f"see whether `git {command}` ends here")
    if len(output) > most:
        raise DeckwrightError(f"git {command} gave more than {_size(most)}", expected="a repository of a deck")
    return Answer(process.returncode, output, errors.read_bytes()[:MOST].decode("utf-8", "replace").strip())


def _size(most: int) -> str:
    return f"{most >> 20} MiB" if most >> 20 else f"{most:,} bytes"


def _copy(file: Path, to: Path, kind: Kind) -> None:
    try:
        data = read_regular(file, str(file), kind)
    except DeckwrightError:
        if os.path.lexists(file):
            raise
        return  # there is none, or it was packed and taken away just now
    to.parent.mkdir(parents=True, exist_ok=True)
    to.write_bytes(data)


def _copy_folder(folder: Path, to: Path, kind: Kind) -> None:
    to.mkdir(parents=True, exist_ok=True)
    for name, entry in _regular(folder):
        _copy(entry, to / name, kind)


def _regular(folder: Path) -> Iterator[tuple[str, Path]]:
    """The regular files below a folder, with their names from there; links are not followed."""
    for here, _, names in walk(folder):
        for name in names:
            path = Path(here) / name
            with contextlib.suppress(FileNotFoundError):  # packed and taken away just now
                if stat.S_ISREG(path.lstat().st_mode):
                    yield path.relative_to(folder).as_posix(), path
