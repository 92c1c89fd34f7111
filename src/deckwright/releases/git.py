"""What a release asks of git: whether all is committed, which tags there are, the project as it stood at a revision."""

from __future__ import annotations

from pathlib import Path

from deckwright.cards import lock as locks
from deckwright.errors import DeckwrightError
from deckwright.files import put_file, put_link
from deckwright.files.git import ask, knows
from deckwright.files.objects import contents, entries, prefix, sizes
from deckwright.project import FILE

PARTS = (FILE, locks.FILE, "cards", "notetypes", "seeds")
"""What a build reads."""
MAX_BYTES = 4 << 30
"""Of all files of one revision: eight times what a package may have, since what is packed is among them."""


def check_repository(root: Path) -> None:
    """Raise DeckwrightError where a folder is in no git repository, or in one without a commit."""
    if not knows(root, "HEAD"):
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
    return knows(root, f"{name}^{{commit}}", allowed=(1, 128))


def tags(root: Path) -> frozenset[str]:
    """The names of all tags."""
    return frozenset(ask(root, "for-each-ref", "--format=%(refname:strip=2)", "refs/tags").text.split())


def export(root: Path, revision: str, folder: Path, within: str | None = None) -> None:
    """Write the project as it stands at a revision into a folder: settings, lock, cards, documents; byte for byte.

    `within` is the folder of the repository that held it then; where none is named, the one that holds it now. Raises
    DeckwrightError where the revision has no project there, or holds what must not be written.
    """
    there = prefix(root) if within is None else within
    found = [one for one in entries(root, revision, there, *PARTS, deep=True) if one.kind == "blob"]
    if FILE not in {entry.path for entry in found}:
        raise DeckwrightError(f"{revision} holds no {FILE}", expected="a revision in which this deck is a project")
    names = [entry.name for entry in found]
    size = sizes(root, names)
    if sum(size) > MAX_BYTES:
        raise DeckwrightError(f"{revision} holds more than {MAX_BYTES >> 30} GiB", expected="a deck")
    for entry, data in zip(found, contents(root, names, size), strict=True):
        if entry.mode == "120000":
            put_link(folder, entry.path, data.decode("utf-8", "surrogateescape"))
        else:
            put_file(folder, entry.path, data)
