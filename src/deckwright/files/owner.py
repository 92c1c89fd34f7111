"""Whose a folder is."""

from __future__ import annotations

import os
import stat
from pathlib import Path


def is_own(folder: Path, *, others: int = 0) -> bool:
    """Whether a folder is one and no link, the user's, and none of the bits `others` is set in its mode.

    Raises OSError where there is none.
    """
    found = folder.lstat()
    mine = not hasattr(os, "getuid") or (found.st_uid == os.getuid() and not found.st_mode & others)
    return stat.S_ISDIR(found.st_mode) and mine
