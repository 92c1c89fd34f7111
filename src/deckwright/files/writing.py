"""Files written whole or not at all, one by one or many together.

Many files are written under a journal: first all of them under other names, then the journal that says which takes
whose place, then the places are taken. A run that is killed before the journal has changed nothing; one that is killed
after it is finished by whoever comes next, before that one looks at anything.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from deckwright.errors import DeckwrightError
from deckwright.files.journal import JOURNAL, Entry, Journal, digest, digest_of
from deckwright.files.kinds import Kind
from deckwright.files.locking import held, sole
from deckwright.files.ours import Run, may
from deckwright.files.place import check_free, check_place
from deckwright.files.reading import read_regular
from deckwright.files.recovery import finish
from deckwright.files.staging import flush, missing_folders, put, stage, take_away_empty
from deckwright.files.tree import Tree


def write_whole(tree: Tree, path: Path, data: bytes) -> None:
    """Replace one file in a folder: a temporary one beside it, flushed to disk, renamed over it.

    Raises DeckwrightError where a link stands in the way, or it cannot be written; the old file is then as it was.
    """
    check_free(tree, path)
    put(path, data)


def write_together(tree: Tree, writes: Mapping[Path, bytes], deletes: Sequence[Path] = (), *, what: Run) -> list[Path]:
    """Replace and delete files of a project under one journal, in the order given; returns those that changed.

    Files that hold the same bytes already are not touched. Raises DeckwrightError where one is none that this command
    writes, or cannot be written, and then none has been, or the places are partly taken: then the journal is there, and
    whoever comes next finishes it. So too where something interrupted waits that was not finished before the caller
    looked at the files (`sole`).
    """
    if not held(tree):
        if os.path.lexists(tree.root / JOURNAL):
            raise DeckwrightError(
                "an interrupted run is not finished", file=tree.root / JOURNAL, remedy="run this again"
            )
        with sole(tree):
            return write_together(tree, writes, deletes, what=what)
    changed = what_changes(tree, writes)
    for path in (*changed, *deletes):
        _check_right(tree, path, what, stays=path in changed)
    gone = [path for path in deletes if os.path.lexists(path)]
    for path in gone:
        check_place(tree, path)
    if changed or gone:
        finish(tree.root, _begin(tree, changed, gone, what))
    return [*changed, *gone]


def what_changes(tree: Tree, writes: Mapping[Path, bytes]) -> dict[Path, bytes]:
    """Those of the writes that would make a file other than it is. Raises DeckwrightError as `write_together` does for
    a file that may not be written."""
    for path in writes:
        check_place(tree, path)
    return {path: data for path, data in writes.items() if not _holds(path, data)}


@contextlib.contextmanager
def whole_or_nothing(tree: Tree, writes: Mapping[Path, bytes], *, what: Run) -> Iterator[None]:
    """Write files of a project (`write_together`) that are of use only if what follows succeeds.

    Where it does not, what was there before is there again, with no folder more, also on a disk that is full: the new
    files go first. What is left under a journal is left to whoever finishes it.
    """
    before = {path: tree.read_bytes(path) for path in writes if tree.there(path)}
    made = [folder for path in writes for folder in missing_folders(path)]
    try:
        write_together(tree, writes, what=what)
        yield
    except BaseException:
        if not os.path.lexists(tree.root / JOURNAL):
            for path in writes.keys() - before.keys():
                check_place(tree, path)
                path.unlink(missing_ok=True)
            take_away_empty(sorted(made, key=lambda folder: len(folder.parts), reverse=True))
            write_together(tree, before, what=what)
        raise


def _check_right(tree: Tree, path: Path, what: Run, *, stays: bool) -> None:
    """Raise DeckwrightError for what could not be finished either, if the run were killed."""
    shown = path.relative_to(tree.root).as_posix()
    if not may(what, shown, is_there=os.path.lexists(path), stays=stays):
        does = "writes" if stays else "deletes"
        raise DeckwrightError(f"is no file that `{what}` {does}", file=shown, expected="one of its own")


def _begin(tree: Tree, changed: Mapping[Path, bytes], gone: Sequence[Path], what: Run) -> Journal:
    """Stage all, and write the journal: from then on the run can only be finished."""
    staged: list[Path] = []
    entries: list[Entry] = []
    new = [folder for path in changed for folder in missing_folders(path)]
    try:
        for path, data in changed.items():
            name = path.relative_to(tree.root).as_posix()
            old = digest_of(path, name)
            staged.append(stage(path, data))
            entries.append(Entry(name, old, digest(data), staged[-1].name))
        for path in gone:
            name = path.relative_to(tree.root).as_posix()
            entries.append(Entry(name, digest_of(path, name), None, None))
        for folder in _folders(tree.root, staged):  # the journal promises names that must be on disk before it
            flush(folder)
        journal = Journal(what, tuple(entries))
        put(tree.root / JOURNAL, journal.encoded())
    except BaseException:
        if not os.path.lexists(tree.root / JOURNAL):
            for temporary in staged:
                with contextlib.suppress(OSError):
                    temporary.unlink()
            take_away_empty(sorted(new, key=lambda folder: len(folder.parts), reverse=True))
        raise
    return journal


def _folders(root: Path, files: Sequence[Path]) -> list[Path]:
    """The folders that files lie in, up to the root: any of them may be new."""
    found = {folder for file in files for folder in file.parents if folder.is_relative_to(root)}
    return sorted(found, key=lambda folder: len(folder.parts), reverse=True)


def _holds(path: Path, data: bytes) -> bool:
    """Whether a file is there and holds these bytes."""
    try:
        return os.lstat(path).st_size == len(data) and read_regular(path, str(path), Kind("a file", len(data))) == data
    except (OSError, DeckwrightError):
        return False
