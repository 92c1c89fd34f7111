"""An archive that git made of a revision -> plain files in a folder.

What a revision holds was committed by anybody, so nothing is taken on trust: names stay inside the folder, a link
becomes the file it leads to within the archive, and all is checked before the first byte is written. (The filters that
`tarfile` has for this came with Python 3.11.4, and refuse by exceptions of their own.)
"""

from __future__ import annotations

import posixpath
import tarfile
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from deckwright.errors import DeckwrightError

LARGEST = 256 << 20
"""Bytes of one file."""
TOTAL = 2 << 30
"""Bytes of all."""
MOST = 100_000
"""How many files."""
_LINKS = 8  # one may lead to another, so often

Files = dict[str, tarfile.TarInfo]
"""The name to write -> the regular member whose bytes it gets."""


def unpack(archive: BinaryIO, folder: Path, revision: str) -> None:
    """Write the files of a tar archive into a folder; links become copies.

    `revision` is what errors call the archive. Raises DeckwrightError, before anything is written, where it is damaged,
    too large, or holds what is no file inside it.
    """
    try:
        with tarfile.open(fileobj=archive, mode="r:") as tar:
            for name, member in checked(tar.getmembers(), revision).items():
                path = folder / name
                path.parent.mkdir(parents=True, exist_ok=True)
                data = tar.extractfile(member)
                assert data is not None  # a regular file has data
                path.write_bytes(data.read())
    except tarfile.TarError as error:
        raise DeckwrightError(f"what git packed of {revision} cannot be read ({error})") from None


def checked(members: Iterable[tarfile.TarInfo], revision: str) -> Files:
    """What is to be written. Raises DeckwrightError for what must not be."""
    regular: Files = {}
    links: dict[str, str] = {}
    for member in members:
        name = _name(member.name, revision)
        if member.issym():
            links[name] = member.linkname
        elif member.type in (tarfile.REGTYPE, tarfile.AREGTYPE):
            regular[name] = member
        elif not member.isdir():
            raise _refused(revision, name, "is neither a file nor a folder")
    files = regular | {name: regular[_target(name, regular, links, revision)] for name in links}
    _bound(files, revision)
    for name in files:
        for parent in PurePosixPath(name).parents:
            if str(parent) in files:
                raise _refused(revision, str(parent), "is a file and a folder")
    return files


def _name(name: str, revision: str) -> str:
    parts = PurePosixPath(name).parts
    unsafe = not parts or name.startswith("/") or ".." in parts or any(part.lower() == ".git" for part in parts)
    if unsafe or not (Path("x") / name).is_relative_to("x"):  # a drive's letter, on Windows
        raise _refused(revision, name or "a file without a name", "is no name of a file in a project")
    return str(PurePosixPath(name))


def _target(name: str, regular: Files, links: Mapping[str, str], revision: str) -> str:
    """The regular file that a link leads to in the end."""
    at = name
    for _ in range(_LINKS):
        said = links[at]
        at = posixpath.normpath(posixpath.join(posixpath.dirname(at), said))
        if at in regular:
            return at
        if at not in links:
            break
    raise _refused(revision, name, f"is a link to {links[name]!r}, which is no file of the project there")


def _bound(files: Files, revision: str) -> None:
    for name, member in files.items():
        if member.size > LARGEST:
            raise DeckwrightError(f"{revision}: {name!r} is too large; expected {LARGEST >> 20} MiB at most")
    if len(files) > MOST:
        raise DeckwrightError(f"{revision} holds {len(files)} files; expected {MOST} files at most")
    if sum(member.size for member in files.values()) > TOTAL:
        raise DeckwrightError(f"{revision} is too large; expected {TOTAL >> 20} MiB at most")


def _refused(revision: str, name: str, why: str) -> DeckwrightError:
    return DeckwrightError(
        f"{name!r} {why}",
        file=revision,
        expected="regular files only",
        remedy="put the file itself there and commit it, or leave it out",
    )
