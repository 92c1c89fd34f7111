"""What a killed run left behind: finished, or undone, as far as it is provably a run's own; else nothing is touched."""

from __future__ import annotations

import os
import shlex
import stat
from collections.abc import Iterator
from pathlib import Path

from deckwright.errors import DeckwrightError, Finding
from deckwright.files.depth import walk
from deckwright.files.errors import unwritable
from deckwright.files.journal import JOURNAL, Entry, Journal, digest_of, read_journal
from deckwright.files.ours import FOLDERS
from deckwright.files.place import check_place
from deckwright.files.staging import flush, is_temporary
from deckwright.files.tracked import tracked
from deckwright.files.tree import Tree


def recover(tree: Tree) -> list[Finding]:
    """Finish or undo what a killed run began in a project; says what it did.

    A journal is acted upon only where git does not track it, every file in it is in one of the two states that it
    names, and what takes a file's place is what it says. Raises DeckwrightError otherwise, and changes nothing.
    """
    left = [path for path in (tree.root / JOURNAL,) if os.path.lexists(path)]
    strays = list(_strays(tree.root))
    if not left and not strays:
        return []
    _check_not_tracked(tree.root, [*left, *strays])  # whatever it is, and whichever version's
    journal = read_journal(tree.root)
    if journal:
        for entry in journal.entries:
            _check_state(tree, entry, journal.what)
        finish(tree.root, journal)
    for path in strays:
        path.unlink(missing_ok=True)
    if journal:
        return [Finding("info", "recovered", f"finished what an interrupted {journal.what} had begun", JOURNAL)]
    return [Finding("info", "recovered", "undid what an interrupted run had begun; run it again")]


def finish(root: Path, journal: Journal) -> None:
    """Do what a journal says.

    Raises DeckwrightError where the system refuses, or somebody took away what is to take a place; the journal stays,
    and whoever comes next goes on there.
    """
    folders: dict[Path, None] = {}
    for entry in journal.entries:
        path = root / entry.file
        folders[path.parent] = None
        try:
            if entry.temporary is None:
                path.unlink(missing_ok=True)
            elif os.path.lexists(path.parent / entry.temporary):
                (path.parent / entry.temporary).replace(path)
            elif digest_of(path, entry.file) != entry.new:  # else it has taken its place already
                raise _taken_away(entry, journal.what)
        except OSError as error:
            raise unwritable(path, error) from None
    for folder in folders:
        flush(folder)
    (root / JOURNAL).unlink(missing_ok=True)
    flush(root)


def _taken_away(entry: Entry, what: str) -> DeckwrightError:
    return DeckwrightError(
        f"what the {what} was to write there is gone",
        file=entry.file,
        expected=f"nobody else to write here; {JOURNAL} is kept",
        remedy="put that file right (git shows what changed), delete the journal, and run the command again",
    )


def _check_state(tree: Tree, entry: Entry, what: str) -> None:
    path = tree.root / entry.file
    check_place(tree, path)
    now = digest_of(path, entry.file)
    if entry.temporary is None:
        sound = now in (entry.old, None)
    else:
        staged = digest_of(path.parent / entry.temporary, entry.temporary)
        sound = (now == entry.new and staged in (entry.new, None)) or (now == entry.old and staged == entry.new)
    if not sound:
        raise DeckwrightError(
            f"an interrupted {what} cannot be finished: {entry.file} is neither as it was then nor as it was to be",
            file=JOURNAL,
            remedy="put that file right (git shows what changed), delete the journal, and run the command again",
        )


def _check_not_tracked(root: Path, paths: list[Path]) -> None:
    names = [path.relative_to(root).as_posix() for path in paths]
    if found := tracked(root, names):
        raise DeckwrightError(
            "is tracked by git",
            file=found[0],
            expected="nothing that a run leaves behind in a repository",
            remedy=f"nothing was done; do not trust whoever put it there; git rm -f {shlex.quote(found[0])}",
        )


def _strays(root: Path) -> Iterator[Path]:
    """Temporary files that lie where ours do."""
    yield from _here(root)
    for name in FOLDERS:
        if os.path.islink(root / name):  # noqa: PTH114 - no error where the path is too long
            continue
        for folder, inner, _ in walk(root / name):
            inner[:] = sorted(one for one in inner if not one.startswith("."))
            yield from _here(Path(folder))


def _here(folder: Path) -> Iterator[Path]:
    try:
        names = sorted(os.listdir(folder))  # noqa: PTH208
    except OSError:
        return
    for name in names:
        if is_temporary(name) and stat.S_ISREG(os.lstat(folder / name).st_mode):
            yield folder / name
