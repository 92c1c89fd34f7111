"""What git holds: the files of a revision, and their content, byte for byte, whatever attributes say of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from deckwright.files.git import ask

AT_ONCE = 64 << 20
"""Bytes of files that are held in memory together, unless one alone has more: as many as one document may have."""
_HEAD = 100
"""More bytes than git puts round the content of a file: a digest of 64 signs, the kind, the size, two line ends
(git-cat-file(1), "BATCH OUTPUT")."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A file or folder of a revision: its mode, its kind (blob, tree, commit), its object's name, its path."""

    mode: str
    kind: str
    name: str
    path: str


def prefix(root: Path) -> str:
    """Where a folder lies in its repository, with a slash at the end; nothing for the repository's own folder."""
    return ask(root, "rev-parse", "--show-prefix").output.decode("utf-8", "surrogateescape").rstrip("\n")


def entries(root: Path, revision: str, within: str, *names: str, deep: bool = False) -> Iterator[Entry]:
    """Those of the names that stand in a folder of the repository (as `prefix` says it); with `deep` all in them."""
    paths = [f"{within}{name}" for name in names]
    options = ("-r",) if deep else ()
    for line in ask(root, "ls-tree", *options, "-z", "--full-tree", revision, "--", *paths).output.split(b"\0"):
        if line:
            head, _, path = line.partition(b"\t")
            mode, kind, name = head.decode().split()
            yield Entry(mode, kind, name, path.decode("utf-8", "surrogateescape").removeprefix(within))


def sizes(root: Path, names: Sequence[str]) -> list[int]:
    """How many bytes objects have. Raises IncompleteClone or DeckwrightError where one is not there."""
    told = ask(root, "cat-file", "--batch-check=%(objectsize)", stdin=_lines(names)).text.splitlines()
    for name, size in zip(names, told, strict=True):
        if not size.isdecimal():
            ask(root, "cat-file", "-e", name)  # says why
    return list(map(int, told))


def contents(root: Path, names: Sequence[str], size: Sequence[int]) -> Iterator[bytes]:
    """The bytes of objects, in their order; `size` is that of each."""
    for part in _parts(size):
        most = sum(size[part]) + _HEAD * len(size[part])
        held = ask(root, "cat-file", "--batch=", stdin=_lines(names[part]), most=most).output
        at = 0
        for length in size[part]:
            start = held.index(b"\n", at) + 1
            yield held[start : start + length]
            at = start + length + 1


def _lines(names: Sequence[str]) -> bytes:
    return "".join(f"{name}\n" for name in names).encode()


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
