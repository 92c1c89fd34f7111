"""What a release asks of git: whether all is committed, and the project as it stood at a revision."""

from __future__ import annotations

import subprocess
from pathlib import Path

from deckwright.cards import lock as locks
from deckwright.errors import DeckwrightError
from deckwright.files import unpack
from deckwright.project import FILE

PARTS = (FILE, locks.FILE, "cards", "seeds")
"""What a build reads."""


def _run(root: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, check=False)
    except FileNotFoundError:
        raise DeckwrightError("git is not installed", remedy="install it: a release is what git holds") from None


def _text(root: Path, *arguments: str) -> str:
    return _run(root, *arguments).stdout.decode("utf-8", "replace")


def check_repository(root: Path) -> None:
    """Raise DeckwrightError where a folder is in no git repository, or in one without a commit."""
    if _run(root, "rev-parse", "--verify", "--quiet", "HEAD").returncode:
        raise DeckwrightError(
            "is in no git repository with a commit",
            file=root,
            expected="the deck in git: what was released must be found again",
            remedy="git init && git add . && git commit -m 'The deck'",
        )


def uncommitted(root: Path) -> list[str]:
    """The files of a project that are changed, new or in conflict, as git shows them (`M cards/a.yaml`)."""
    listed = _text(root, "-c", "core.quotePath=false", "status", "--porcelain", "--untracked-files=all", "--", ".")
    return listed.splitlines()


def is_revision(root: Path, name: str) -> bool:
    return (
        not name.startswith("-") and not _run(root, "rev-parse", "--verify", "--quiet", f"{name}^{{commit}}").returncode
    )


def commit_of_release(root: Path, version: str) -> str | None:
    """The commit by which deck.lock first said that a version was released; None where this clone has none."""
    line = f'{{"release": "{version}", '
    commits = _text(root, "log", "--reverse", "--format=%H", f"-S{line}", "--", locks.FILE).split()
    return next((one for one in commits if _text(root, "show", f"{one}:./{locks.FILE}").count(line)), None)


def export(root: Path, revision: str, folder: Path) -> None:
    """Write the project as it stands at a revision into a folder: settings, lock, cards, documents.

    Raises DeckwrightError where the revision has none.
    """
    present = _text(root, "ls-tree", "--name-only", revision, "--", *PARTS).split()
    if FILE not in present:
        raise DeckwrightError(f"{revision} holds no {FILE}", expected="a revision in which this deck is a project")
    archive = _run(root, "archive", "--format=tar", revision, "--", *present)
    if archive.returncode:
        raise DeckwrightError(f"git cannot read {revision}: {archive.stderr.decode('utf-8', 'replace').strip()}")
    unpack(archive.stdout, folder)
