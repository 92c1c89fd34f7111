"""The files of a zip that a person named, into a folder for passing files: what is wanted of it, within bounds."""

from __future__ import annotations

import contextlib
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

from deckwright.errors import DeckwrightError, counted
from deckwright.files.archive import put_file
from deckwright.files.errors import what_is
from deckwright.files.kinds import PACKAGE
from deckwright.files.reading import read_bytes
from deckwright.files.temporary import scratch
from deckwright.files.zips import BROKEN, opened

MOST_FILES = 50_000
"""Members that are unpacked; larger vaults are folders."""
MOST_BYTES = 1 << 30
"""Of all that is unpacked together."""
_UTF_8 = 0x800  # APPNOTE.TXT 4.4.4, bit 11: the name is UTF-8


@contextlib.contextmanager
def unpacked(path: Path, most: Callable[[str], int]) -> Iterator[Path]:
    """A folder with the members of a zip that have at most as many bytes as `most` says by their name.

    Nought leaves one out. Zips in it are those of an export in parts, and are opened, one deep. Raises DeckwrightError
    for what is no zip, a name that leads out of it, and more than MOST_FILES or MOST_BYTES.
    """
    data = read_bytes(path, str(path), PACKAGE)
    with scratch() as place:
        _Unpacking(path, place.folder, most).take(data)
        yield place.folder


class _Unpacking:
    def __init__(self, path: Path, folder: Path, most: Callable[[str], int]) -> None:
        self.path, self.folder, self.most = path, folder, most
        self.files = self.bytes = 0

    def take(self, data: bytes, depth: int = 0) -> None:
        try:
            with opened(data) as archive:
                for member in archive.infolist():
                    self._member(archive, member, depth)
        except BROKEN as error:
            raise DeckwrightError(
                f"cannot be unpacked ({error or type(error).__name__})",
                file=self.path,
                expected="a zip, without a password",
                remedy="unpack it and name the folder",
            ) from None

    def _member(self, archive: zipfile.ZipFile, member: zipfile.ZipInfo, depth: int) -> None:
        name = _name_of(member)
        inner = name.lower().endswith(".zip")
        most = PACKAGE.most if inner and depth == 0 else self.most(name)
        if member.is_dir() or not most or member.file_size > most:
            return
        self.files += 1
        self.bytes += member.file_size
        if self.files > MOST_FILES or self.bytes > MOST_BYTES:
            raise DeckwrightError(
                f"holds more than {counted(MOST_FILES, 'file')} or {MOST_BYTES >> 30} GiB",
                file=self.path,
                expected="an export of notes",
                remedy="unpack it and name the folder",
            )
        _check_name(name, member, self.path)
        with archive.open(member) as packed:
            data = packed.read(member.file_size + 1)
        if len(data) > member.file_size:
            raise zipfile.BadZipFile("a member is larger than it says")
        if inner:
            self.take(data, depth + 1)
        else:
            put_file(self.folder, name, data)


def _name_of(member: zipfile.ZipInfo) -> str:
    """A name with slashes; one that is UTF-8 without saying so, as many write it, is told by its bytes."""
    name = member.filename
    if not member.flag_bits & _UTF_8:
        with contextlib.suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    return name.replace("\\", "/")


def _check_name(name: str, member: zipfile.ZipInfo, path: Path) -> None:
    mode = member.external_attr >> 16
    link = what_is(mode) if mode & 0o170000 == 0o120000 else None
    pure = PurePosixPath(name)
    if pure.is_absolute() or ".." in pure.parts or link or (pure.parts and pure.parts[0].endswith(":")):
        said = f"is {link}" if link else "leads out of it"
        raise DeckwrightError(f"holds {name!r}, which {said}", file=path, expected="files in folders of the zip")
