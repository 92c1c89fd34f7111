"""Zip archives written by hand, so that they can lie, and the collections that lie in them."""

from __future__ import annotations

import json
import sqlite3
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

ENCRYPTED = 1
STORED = 0
DEFLATED = 8


@dataclass(frozen=True)
class Member:
    """A member as it is written: `data` are the packed bytes, the rest is what the headers claim of them."""

    name: str | bytes
    data: bytes
    method: int = STORED
    size: int | None = None  # None: as many as `data`
    crc: int | None = None
    flags: int = 0
    attributes: int = 0
    packed: int | None = None
    extra: bytes = b""
    local_name: bytes | None = None


def member(name: str | bytes, content: bytes) -> Member:
    """An honest member."""
    return Member(name, deflated(content), DEFLATED, len(content), zlib.crc32(content))


def deflated(content: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(content) + packer.flush()


def zeros(size: int) -> bytes:
    """The deflated form of so many zeros; a block is packed once and repeated."""
    block = 1 << 24
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    one = packer.compress(b"\0" * block) + packer.flush(zlib.Z_FULL_FLUSH)
    return one * (size // block) + packer.flush()


def zstandard(size: int) -> bytes:
    """A Zstandard frame of so many zeros: blocks of 128 KiB that repeat one byte."""
    block = 128 * 1024
    count = max(1, size // block)
    header = b"\x28\xb5\x2f\xfd\x00\x38"
    one = struct.pack("<I", (block << 3) | 2)[:3] + b"\0"
    last = struct.pack("<I", (block << 3) | 3)[:3] + b"\0"
    return header + one * (count - 1) + last


def archive(
    members: Iterable[Member], *, entries: int | None = None, comment: bytes = b"", offset: int = 0, same: bool = False
) -> bytes:
    """A zip file; `entries` and `offset` are what its end claims, `same` lets all members name the first one's data."""
    body = bytearray()
    directory = bytearray()
    count = 0
    for one in members:
        name = one.name.encode() if isinstance(one.name, str) else one.name
        size = len(one.data) if one.size is None else one.size
        crc = zlib.crc32(one.data) if one.crc is None else one.crc
        packed = len(one.data) if one.packed is None else one.packed
        flags = one.flags | 0x800
        facts = (flags, one.method, 0, 0x21, crc, packed & 0xFFFFFFFF, size & 0xFFFFFFFF)
        start = 0 if same else len(body)
        if not same or not body:
            inner = name if one.local_name is None else one.local_name
            body += struct.pack("<IHHHHHIIIHH", 0x04034B50, 20, *facts, len(inner), 0) + inner + one.data
        directory += struct.pack(
            "<IHHHHHHIIIHHHHHII",
            0x02014B50,
            0x031E,
            20,
            *facts,
            len(name),
            len(one.extra),
            0,
            0,
            0,
            one.attributes,
            start,
        )
        directory += name + one.extra
        count += 1
    total = count if entries is None else entries
    end = struct.pack(
        "<IHHHHIIH",
        0x06054B50,
        0,
        0,
        total & 0xFFFF,
        total & 0xFFFF,
        len(directory),
        (len(body) + offset) & 0xFFFFFFFF,
        len(comment),
    )
    return bytes(body + directory + end + comment)


def members(package: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(package) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def changed(package: Path, change: Callable[[sqlite3.Connection], None]) -> bytes:
    """The package with its collection changed by SQL."""
    content = members(package)
    with tempfile.TemporaryDirectory(prefix="torture-") as folder:
        path = Path(folder) / "collection"
        path.write_bytes(content["collection.anki2"])
        database = sqlite3.connect(path, isolation_level=None)
        change(database)
        database.close()
        content["collection.anki2"] = path.read_bytes()
    return archive([member(name, data) for name, data in content.items()])


def sql(*statements: str) -> Callable[[sqlite3.Connection], None]:
    def change(database: sqlite3.Connection) -> None:
        database.execute("pragma writable_schema = on")
        for statement in statements:
            database.execute(statement)

    return change


def column(name: str, change: Callable[[str], object]) -> Callable[[sqlite3.Connection], None]:
    """The collection's column of JSON, changed as text."""

    def rewrite(database: sqlite3.Connection) -> None:
        (old,) = database.execute(f"select {name} from col").fetchone()
        database.execute(f"update col set {name} = ?", (change(old),))

    return rewrite


def each(facts: dict[str, object]) -> Callable[[str], str]:
    """Every object of a JSON mapping with these facts as well."""
    return lambda text: json.dumps({key: value | facts for key, value in json.loads(text).items()})
