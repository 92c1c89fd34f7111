"""What lies in a folder, to be compared before and after."""

from __future__ import annotations

import os
import stat
import zipfile
from pathlib import Path

LARGE = 64 * 1024 * 1024
"""Of a file that is larger, only the size is compared, in bytes."""
READ_BACK = 4 * 1024 * 1024
"""How much of a command's output is looked at, in bytes."""


def snapshot(path: Path) -> dict[str, tuple[str, bytes]]:
    """Every path at or below `path`, with its kind and content; special files are not opened, links not followed."""
    try:
        facts = path.lstat()
    except OSError:
        return {}
    if stat.S_ISLNK(facts.st_mode):
        return {str(path): ("link", os.fsencode(path.readlink()))}
    if stat.S_ISREG(facts.st_mode):
        unread = facts.st_size >= LARGE or not os.access(path, os.R_OK)
        return {str(path): ("file", b"%d" % facts.st_size if unread else path.read_bytes())}
    if not stat.S_ISDIR(facts.st_mode):
        return {str(path): ("special", b"")}
    found = {str(path): ("folder", b"")}
    for inner in path.iterdir():
        found |= snapshot(inner)
    return found


def unpacked(path: Path, content: bytes) -> bytes:
    """The content of a file, and of the members of a package."""
    if path.suffix != ".apkg":
        return content
    try:
        with zipfile.ZipFile(path) as archive:
            members = [archive.read(info) for info in archive.infolist() if info.file_size < READ_BACK]
    except Exception:  # a package of an attack may be broken in every way that a library has not foreseen
        return content
    return b"\0".join([content, *members])
