"""Whether git tracks a file."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from deckwright.files.git import GitMissing, ask
from deckwright.names import same_name


def tracked(root: Path, names: Iterable[str]) -> list[str]:
    """Those of the paths from `root` that git tracks, in whatever case; none where there is no git or no repository.

    Raises DeckwrightError where git cannot tell.
    """
    try:
        listed = ask(root, "ls-files", "-z").output
    except GitMissing:
        return []
    held = {same_name(os.fsdecode(name)) for name in listed.split(b"\0") if name}
    return [name for name in names if same_name(name) in held]
