"""What a release asks of git: whether all is committed, which tags there are, the project as it stood at a revision."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from deckwright.cards import lock as locks
from deckwright.errors import DeckwrightError
from deckwright.files import put_file, put_link
from deckwright.files.git import run
from deckwright.project import FILE

PARTS = (FILE, locks.FILE, "cards", "seeds")
"""What a build reads."""
MAX_BYTES = 4 << 30
"""Of all files of one revision."""


def check_repository(root: Path) -> None:
    """Raise DeckwrightError where a folder is in no git repository, or in one without a commit."""
    if run(root, "rev-parse", "--verify", "--quiet", "HEAD").status:
        raise DeckwrightError(
            "is in no git repository with a commit",
            file=root,
            expected="the deck in git: what was released must be found again",
            remedy="git init && git add . && git commit -m 'The deck'",
        )


def uncommitted(root: Path) -> list[str]:
    """The files of a project that are changed, new or in conflict, as git shows them (`M cards/a.yaml`)."""
    options = ("--porcelain", "--untracked-files=all", "--ignore-submodules=all", "--no-renames")
    return run(root, "-c", "core.quotePath=false", "status", *options, "--", ".").text.splitlines()


def is_revision(root: Path, name: str) -> bool:
    return not name.startswith("-") and not run(root, "rev-parse", "--verify", "--quiet", f"{name}^{{commit}}").status


def tags(root: Path) -> frozenset[str]:
    """The names of all tags."""
    return frozenset(run(root, "for-each-ref", "--format=%(refname:strip=2)", "refs/tags").text.split())


def is_shallow(root: Path) -> bool:
    """Whether a part of the history is missing here."""
    return run(root, "rev-parse", "--is-shallow-repository").text.strip() == "true"


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
    listed = run(root, "ls-tree", "-r", "-z", revision, "--", *PARTS)
    if listed.status:
        raise DeckwrightError(f"git cannot read {revision}: {listed.errors}")
    for line in listed.output.split(b"\0"):
        if line:
            head, _, path = line.partition(b"\t")
            mode, kind, blob = head.decode().split()
            if kind == "blob":
                yield _Entry(mode, blob, path.decode("utf-8", "surrogateescape"))


def _blobs(root: Path, revision: str, entries: list[_Entry]) -> Iterator[bytes]:
    """The content of every entry, in their order."""
    wanted = "".join(f"{entry.blob}\n" for entry in entries).encode()
    sizes = run(root, "cat-file", "--batch-check=%(objectsize)", stdin=wanted).text.split()
    if not all(size.isdecimal() for size in sizes) or sum(map(int, sizes)) > MAX_BYTES:
        raise DeckwrightError(f"git cannot read all of {revision}, or it is too large", expected="a whole clone")
    held = run(root, "cat-file", "--batch=", stdin=wanted).output
    at = 0
    for size in map(int, sizes):
        start = held.index(b"\n", at) + 1
        yield held[start : start + size]
        at = start + size + 1
