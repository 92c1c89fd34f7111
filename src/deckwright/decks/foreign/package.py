"""A package or collection file of any age -> its tables and its media, read within bounds.

Which database counts: the newest (https://github.com/ankitects/anki, rslib/src/import_export/package/meta.rs); older
Ankis find a stand-in beside it that asks for an upgrade.
"""

from __future__ import annotations

import functools
import io
import json
import sqlite3
import zipfile
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import zstandard

from deckwright.decks import archive
from deckwright.decks.archive import MAX_DATABASE, MAX_MEMBERS, MAX_RATIO, MAX_TOTAL, RATIO_FROM, Table, unpacked
from deckwright.decks.foreign.wire import Message
from deckwright.errors import DeckwrightError
from deckwright.files import BROKEN, opened

NEWEST = "collection.anki21b"
DATABASES = (NEWEST, "collection.anki21", archive.DATABASE)
MAX_FILE = RATIO_FROM * 5
"""Bytes of one file of media, unpacked: a film is no flash card."""
_CHUNK = 1 << 20
_WINDOW = 1 << 27
"""Bytes of what a compressed member may look back on: as much as Anki's own settings ever ask for."""


@dataclass(frozen=True, slots=True)
class Opened:
    """The tables that were asked for, and the media by name, each read when it is called."""

    tables: Mapping[str, Table]
    media: Mapping[str, Callable[[], bytes]]


@contextmanager
def package(path: Path, wanted: Collection[str]) -> Iterator[Opened]:
    """Open a package or collection file. Raises DeckwrightError where it is none, or harmful to open."""
    file = str(path)
    try:
        with opened(path) as zipped:
            found = _contents(zipped, file, wanted)
            yield found
    except sqlite3.DataError:
        raise DeckwrightError(
            f"holds a value of more than {archive.MAX_VALUE >> 20} MiB", file=file, expected="a package of cards"
        ) from None
    except (*BROKEN, RecursionError, sqlite3.Error, sqlite3.Warning, zstandard.ZstdError):
        raise DeckwrightError(
            "is no package that can be read here", file=file, expected="an .apkg or .colpkg that Anki exported"
        ) from None


def _contents(zipped: zipfile.ZipFile, file: str, wanted: Collection[str]) -> Opened:
    names = [member.filename for member in zipped.infolist()]
    if len(set(names)) < len(names) or len(names) > MAX_MEMBERS:
        raise ValueError("two members of one name, or too many")
    database = next(name for name in (*DATABASES, "") if name in names or not name)
    if not database:
        raise ValueError("no database")
    packed = database == NEWEST
    data = _member(zipped, database, packed, MAX_DATABASE, file)
    tables = archive.tables(data, file, wanted)
    listed = _media(_member(zipped, archive.MEDIA, packed, MAX_DATABASE, file), packed) if "media" in names else {}
    there = {name: member for name, member in listed.items() if member in names}
    total = [MAX_TOTAL]

    def read(member: str) -> bytes:
        content = _member(zipped, member, packed, MAX_FILE, file)
        total[0] -= len(content)
        if total[0] < 0:
            raise _swollen("all media", MAX_TOTAL, file)
        return content

    return Opened(tables, {name: functools.partial(read, member) for name, member in there.items()})


def _media(data: bytes, packed: bool) -> dict[str, str]:
    """Name in Anki -> member. Raises ValueError where it is no such list."""
    if packed:
        entries = Message.of(data).messages(1)
        return {
            entry.text(1): str(at if (old := entry.optional(255)) is None else old) for at, entry in enumerate(entries)
        }
    found = json.loads(data or b"{}")
    if not isinstance(found, dict) or not all(isinstance(name, str) for name in found.values()):
        raise ValueError("no list of media")
    return {name: member for member, name in found.items()}


def _member(zipped: zipfile.ZipFile, name: str, packed: bool, most: int, file: str) -> bytes:
    """A member, unpacked twice where Anki packed it twice."""
    info = zipped.getinfo(name)
    swollen = info.file_size > RATIO_FROM and info.file_size > MAX_RATIO * max(1, info.compress_size)
    if swollen or info.file_size > most:
        raise _swollen(name, info.file_size, file)
    data = unpacked(zipped, name)
    if not packed:
        return data
    with zstandard.ZstdDecompressor(max_window_size=_WINDOW).stream_reader(io.BytesIO(data)) as stream:
        content = bytearray()
        while piece := stream.read(_CHUNK):
            content += piece
            if len(content) > most or (len(content) > RATIO_FROM and len(content) > MAX_RATIO * len(data)):
                raise _swollen(name, len(content), file)
    return bytes(content)


def _swollen(name: str, size: int, file: str) -> DeckwrightError:
    return DeckwrightError(
        f"{name!a} in it would unpack to {size >> 20} MiB or more",
        file=file,
        expected="a package of cards, no zip bomb",
    )
