"""Whether git tracks a file."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from deckwright.errors import DeckwrightError
from deckwright.files.git import run


def tracked(root: Path, names: Sequence[str]) -> list[str]:
    """Those of the paths from `root` that git tracks; none where there is no git or no repository."""
    try:
        listed = run(root, "--literal-pathspecs", "ls-files", "-z", "--", *names).output
    except DeckwrightError:
        return []
    return [os.fsdecode(name) for name in listed.split(b"\0") if name]
