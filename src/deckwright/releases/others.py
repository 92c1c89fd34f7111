"""What lies in a folder of packages and no build has made: another package would be imported as if it were theirs."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from pathlib import Path

from deckwright.files import Tree
from deckwright.files.depth import check_depth
from deckwright.names import visible

_IMPORTED = re.compile(r"\.(?:apkg|colpkg|zip|ankiaddon|anki\d*b?)\W*$")
"""The end of what Anki opens, however it is written: systems pass over spaces and dots behind a name."""
_SHOWN = 5


def others(tree: Tree, folder: Path, known: Collection[str], own: str) -> Iterator[tuple[bool | None, str]]:
    """What is said of each, and False where it is a package; None where it is only told.

    `known` are the names that belong there, `own` is the name of a folder that is Deckwright's.
    """
    names = [name for path in _inside(tree, folder) if (name := path.relative_to(folder).as_posix()) not in known]
    imported = [name for name in names if _IMPORTED.search(name.lower())]
    for name in imported[:_SHOWN]:
        yield False, f"{visible(name)} is in the folder and in neither SHA256SUMS nor manifest.json"
    beside = list(dict.fromkeys(name.split("/")[0] + "/" * ("/" in name) for name in names if name not in imported))
    rest = [visible(name) for name in beside if name != own]
    if rest:
        more = f" and {len(rest) - _SHOWN} more" if len(rest) > _SHOWN else ""
        yield None, f"not looked at, as no build has made it: {', '.join(rest[:_SHOWN])}{more}"


def _inside(tree: Tree, folder: Path) -> Iterator[Path]:
    """Every file in a folder and in those in it, hidden ones too; each folder once, whichever links lead to it."""
    folders, seen = [folder], set[Path | None]()
    for one in folders:  # which grows
        if (real := tree.real(one)) not in seen:
            check_depth(len(one.parts) - len(folder.parts), one)
            seen.add(real)
            for path in tree.names(one):
                if tree.is_folder(path):
                    folders.append(path)
                else:
                    yield path
