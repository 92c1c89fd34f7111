"""Where a file is written: looked at before anything is, so that a refusal changes nothing."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from deckwright.errors import DeckwrightError
from deckwright.files.errors import leads_out, unwritable, what_is
from deckwright.files.names import check_name
from deckwright.files.ours import is_ours
from deckwright.files.tree import Tree, in_git


def check_place(tree: Tree, path: Path) -> None:
    """Raise DeckwrightError where a project's file may not be written or deleted: it is none of ours, or its place is
    not free (`check_free`)."""
    shown = tree.shown(path)
    if not os.path.lexists(path):
        for part in Path(shown).parts:
            check_name(part, shown)
    if not path.is_relative_to(tree.root) or not is_ours(shown):
        raise DeckwrightError("is no file that deckwright writes", file=shown, expected="one of a project's own")
    check_free(tree, path)


def check_free(tree: Tree, path: Path) -> None:
    """Raise DeckwrightError where a link stands in the way to a file, or what has its name is no file."""
    shown = tree.shown(path)
    check_parents(tree, path)
    try:
        mode = os.lstat(path).st_mode
    except FileNotFoundError:
        return
    except OSError as error:
        raise unwritable(path, error) from None
    if stat.S_ISLNK(mode):
        raise DeckwrightError(
            "is a link",
            file=shown,
            expected="a file, as writing would take the link's place",
            remedy="put the file there",
        )
    if not stat.S_ISREG(mode):
        raise DeckwrightError(f"is {what_is(mode)}", file=shown, expected="a file", remedy="move it away")


def check_parents(tree: Tree, path: Path) -> None:
    """Raise DeckwrightError where a folder between the project's and a file is none, or is a link that the person has
    not allowed to be followed."""
    folder = tree.root
    for part in path.relative_to(tree.root).parts[:-1]:
        folder = folder / part
        try:
            mode = os.lstat(folder).st_mode
        except FileNotFoundError:
            return
        except OSError as error:
            raise unwritable(path, error) from None
        if stat.S_ISLNK(mode):
            real = tree.real(folder)
            if not tree.follow_links or real is None or in_git(real):
                raise _through_link(tree, folder)
        elif not stat.S_ISDIR(mode):
            raise unwritable(path, NotADirectoryError())
        elif tree.real(folder) is None:  # by what looks like a folder, as Windows has it
            raise leads_out(tree.shown(folder))


def _through_link(tree: Tree, folder: Path) -> DeckwrightError:
    if tree.real(folder) is None:
        return leads_out(tree.shown(folder))
    return DeckwrightError(
        "is a link",
        file=tree.shown(folder),
        expected="a folder of its own to write to",
        remedy="make it a folder, or pass --follow-links if the link is yours",
    )
