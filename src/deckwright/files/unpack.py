"""An archive of git's into a folder of ours: nothing in it is written anywhere else."""

from __future__ import annotations

import io
import os
import tarfile
from pathlib import Path

from deckwright.errors import DeckwrightError


def unpack(archive: bytes, folder: Path) -> None:
    """Write the files, folders and links of a tar archive into an empty folder.

    A link is made as it is and never written through; whether it leads out is asked by whoever reads it. Raises
    DeckwrightError for a name that leads out, and for what is none of these.
    """
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        for member in tar:
            path = folder / member.name
            if Path(member.name).is_absolute() or ".." in Path(member.name).parts or _through_link(folder, path):
                raise DeckwrightError(
                    "leads out of the archive", file=member.name, remedy="take it out of the repository"
                )
            if member.isdir():
                path.mkdir(parents=True, exist_ok=True)
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            content = tar.extractfile(member) if member.isreg() else None
            if content is not None:
                path.write_bytes(content.read())
            elif member.issym():
                path.symlink_to(member.linkname)
            else:
                raise DeckwrightError("is neither a file nor a folder", file=member.name)


def _through_link(folder: Path, path: Path) -> bool:
    """Whether a folder above a path, or what has its name already, is a link."""
    while path != folder:
        if os.path.islink(path):  # noqa: PTH114
            return True
        path = path.parent
    return False
