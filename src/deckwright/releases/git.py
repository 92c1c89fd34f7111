"""What a release asks of git: whether all is committed, which tags there are, the project as it stood at a revision."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from deckwright.cards import lock as locks
from deckwright.errors import DeckwrightError
from deckwright.files import put_file, put_link
from deckwright.files.git import ask
from deckwright.project import FILE

PARTS = (FILE, locks.FILE, "cards", "seeds")
"""What a build reads."""
MAX_BYTES = 4 << 30
"""Of all files of one revision."""
AT_ONCE = 64 << 20
"""Bytes of files that are held in memory together, unless one alone has more."""
_HEAD = 200
"""More bytes than git puts round the content of a file."""


def check_repository(root: Path) -> None:
    """Raise DeckwrightError where a folder is in no git repository, or in one without a commit."""
    if ask(root, "rev-parse", "--verify", "--quiet", "HEAD", allowed=(1,)).status:
        raise DeckwrightError(
            "is in no git repository with a commit",
            file=root,
            expected="the deck in git: what was released must be found again",
            remedy="git init && git add . && git commit -m 'The deck'",
        )


def uncommitted(root: Path) -> list[str]:
    """The files of a project that are changed, new or in conflict, as git shows them (`M cards/a.yaml`)."""
    options = ("--porcelain", "--untracked-files=all", "--ignore-submodules=all", "--no-renames")
    return ask(root, "-c", "core.quotePath=false", "status", *options, "--", ".").text.splitlines()


def is_revision(root: Path, name: str) -> bool:
    """Whether git knows a commit by this name."""
    if name.startswith("-") or "\0" in name:
        return False
    return not ask(root, "rev-parse", "--verify", "--quiet", f"{name}^{{commit}}", allowed=(1, 128)).status


def tags(root: Path) -> frozenset[str]:
    """The names of all tags."""
    return frozenset(ask(root, "for-each-ref", "--format=%(refname:strip=2)", "refs/tags").text.split())


@dataclass(frozen=True, slots=True)
class _Entry:
    mode: str
    blob: str
    path: str


def export(root: Path, revision: str, folder: Path) -> None:
    """Write the project as it stands at a revision into a folder: settings, lock, cards, documents; byte for byte.

    Raises DeckwrightError where the revision has none, or holds what must not be written.
    """
    entries = list(_entries(root, revision))
    if FILE not in {entry.path for entry in entries}:
        raise DeckwrightError(f"{revision} holds no {FILE}", expected="a revision in which this deck is a project")
    for entry, data in zip(entries, _blobs(root, revision, entries), strict=True):
        if entry.mode == "120000":
            put_link(folder, entry.path, data.decode("utf-8", "surrogateescape"))
        else:
            put_file(folder, entry.path, data)


def _entries(root: Path, revision: str) -> Iterator[_Entry]:
    for line in ask(root, "ls-tree", "-r", "-z", revision, "--", *PARTS).output.split(b"\0"):
        if line:
            head, _, path = line.partition(b"\t")
            mode, kind, blob = head.decode().split()
            if kind == "blob":
                yield _Entry(mode, blob, path.decode("utf-8", "surrogateescape"))


def _blobs(root: Path, revision: str, entries: list[_Entry]) -> Iterator[bytes]:
    """The content of every entry, in their order."""
    wanted = "".join(f"{entry.blob}\n" for entry in entries).encode()
    told = ask(root, "cat-file", "--batch-check=%(objectsize)", stdin=wanted).text.splitlines()
    if not all(size.isdecimal() for size in told) or sum(map(int, told)) > MAX_BYTES:
        raise DeckwrightError(f"git cannot read all of {revision}, or it is too large", expected="a whole clone")
    sizes = list(map(int, told))
    for part in _parts(sizes):
        wanted = "".join(f"{entry.blob}\n" for entry in entries[part]).encode()
        most = sum(sizes[part]) + _HEAD * len(sizes[part])
        held = ask(root, "cat-file", "--batch=", stdin=wanted, most=most).output
        at = 0
        for size in sizes[part]:
            start = held.index(b"\n", at) + 1
            yield held[start : start + size]
            at = start + size + 1


def _parts(sizes: Sequence[int]) -> Iterator[slice]:
    """Neighbours that are read together: up to AT_ONCE bytes, or one that has more."""
    start = held = 0
    for at, size in enumerate(sizes):
        if at > start and held + size > AT_ONCE:
            yield slice(start, at)
            start, held = at, 0
        held += size
    if sizes:
        yield slice(start, len(sizes))
