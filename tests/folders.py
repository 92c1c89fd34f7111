"""Folders as nobody makes them by hand."""

from __future__ import annotations

import os
from pathlib import Path


def deep(folder: Path, levels: int, document: bytes) -> None:
    """Folders below a folder, and x.md in the last; step by step, as no system takes so long a path at once."""
    folder.mkdir(exist_ok=True)
    here = os.open(folder, os.O_RDONLY)
    for _ in range(levels):
        os.mkdir("d", dir_fd=here)
        inner = os.open("d", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = inner
    last = os.open("x.md", os.O_WRONLY | os.O_CREAT, dir_fd=here)
    os.write(last, document)
    os.close(last)
    os.close(here)
