"""What another library's bytes may not differ in: the layout of the archive, the header of the database, its indexes."""

from __future__ import annotations

import contextlib
import io
import sqlite3
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from deckwright.decks import archive
from deckwright.decks.archive import DATABASE
from deckwright.decks.form import wrong_form
from deckwright.decks.formats import PACKAGE
from deckwright.decks.notetype import note_type
from deckwright.decks.package import Bundle, DatedType, PackedNote
from deckwright.errors import DeckwrightError


@pytest.fixture(scope="module")
def package() -> bytes:
    kind = DatedType(note_type("k-key", "qa", "en"), 1_700_000_000)
    fields = ["<p>Q", "<p>A", *[""] * (len(kind.type.fields) - 2)]
    pictures = {f"{name}.png": name.encode() * 40 for name in "ab"}
    notes = [
        PackedNote(
            f"id{at}", "qa", "D", (f"{fields[0]}{at}", *fields[1:]), (), 1_700_000_000, media=frozenset(pictures)
        )
        for at in range(40)
    ]
    return PACKAGE.write(Bundle(notes, {"qa": kind}, pictures))


def again(package: bytes, change: Callable[[list[tuple[zipfile.ZipInfo, bytes]]], object], level: int = 9) -> bytes:
    """Packed again, as `build` packs, with members changed."""
    with zipfile.ZipFile(io.BytesIO(package)) as opened:
        members = [(info, opened.read(info)) for info in opened.infolist()]
    change(members)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as made:
        for info, data in members:
            info._compresslevel = level  # type: ignore[attr-defined]
            made.writestr(info, data)
    return buffer.getvalue()


def rewritten(package: bytes, tmp_path: Path, *statements: str) -> bytes:
    """With a database to which something was done."""

    def change(members: list[tuple[zipfile.ZipInfo, bytes]]) -> None:
        path = tmp_path / "x.db"
        path.write_bytes(members[0][1])
        with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as database:
            for statement in statements:
                database.execute(statement)
        members[0] = (members[0][0], path.read_bytes()[:96] + members[0][1][96:100] + path.read_bytes()[100:])

    return again(package, change)


def test_other_libraries_may_give_other_bytes(package: bytes, tmp_path: Path) -> None:
    for other in (
        package,
        again(package, lambda members: None, 1),
        rewritten(package, tmp_path, "VACUUM"),
    ):
        assert wrong_form(other, package) is None
        assert archive.read(other, "x").tables == archive.read(package, "x").tables


def _extra(members: list[tuple[zipfile.ZipInfo, bytes]]) -> None:
    members[0][0].extra = b"\x75\x70\x06\x00\x01abcde"


def _comment(members: list[tuple[zipfile.ZipInfo, bytes]]) -> None:
    members[1][0].comment = b"x"


def _link(members: list[tuple[zipfile.ZipInfo, bytes]]) -> None:
    members[2][0].external_attr = 0o120777 << 16


def _dos(members: list[tuple[zipfile.ZipInfo, bytes]]) -> None:
    members[2][0].create_system = 0


def _day(members: list[tuple[zipfile.ZipInfo, bytes]]) -> None:
    members[2][0].date_time = (2026, 1, 1, 0, 0, 0)


def _stored(members: list[tuple[zipfile.ZipInfo, bytes]]) -> None:
    members[2][0].compress_type = zipfile.ZIP_STORED


def _order(members: list[tuple[zipfile.ZipInfo, bytes]]) -> None:
    members[2:] = members[:1:-1]


@pytest.mark.parametrize("change", [_extra, _comment, _link, _dos, _day, _stored, _order])
def test_members_that_no_library_writes_so(
    package: bytes, change: Callable[[list[tuple[zipfile.ZipInfo, bytes]]], None]
) -> None:
    assert wrong_form(again(package, change), package)


def test_bytes_round_the_archive(package: bytes) -> None:
    assert wrong_form(b"MZ#!/bin/sh\n" + package, package)
    assert wrong_form(package + b"x", package)
    commented = bytearray(package + b"x")
    commented[-3:-1] = struct.pack("<H", 1)
    assert wrong_form(bytes(commented), package)


def test_a_local_head_that_says_otherwise_than_the_list(package: bytes) -> None:
    for at in (6, 14, 18, 22, 31):
        data = bytearray(package)
        data[at] ^= 1
        assert wrong_form(bytes(data), package), at


def test_what_hides_between_members_or_behind_a_stream(package: bytes) -> None:
    hidden = struct.pack("<4s2B4H3L2H", b"PK\3\4", 20, 0, 0, 8, 0, 33, 0, 2, 0, 1, 0) + b"x\x03\x00"
    with zipfile.ZipFile(io.BytesIO(package)) as opened:
        start, second = opened.start_dir, opened.infolist()[1].header_offset
        sizes = [info.compress_size for info in opened.infolist()]
    for at, grown in ((second, False), (second, True)):
        data = bytearray(package)
        data[at:at] = hidden
        list_at = start + len(hidden)
        data[-6:-2] = struct.pack("<L", list_at)
        here = list_at
        for number in range(len(sizes)):
            name_length = struct.unpack_from("<H", data, here + 28)[0]
            if number:
                offset = struct.unpack_from("<L", data, here + 42)[0]
                struct.pack_into("<L", data, here + 42, offset + len(hidden))
            elif grown:
                struct.pack_into("<L", data, here + 20, sizes[0] + len(hidden))
                struct.pack_into("<L", data, 18, sizes[0] + len(hidden))
            here += 46 + name_length
        with zipfile.ZipFile(io.BytesIO(bytes(data))) as opened:
            assert len(opened.read(DATABASE)) > 1000
        assert wrong_form(bytes(data), package)


@pytest.mark.parametrize(
    "statements",
    [
        ("PRAGMA application_id = 7",),
        ("PRAGMA journal_mode = WAL",),
        ("PRAGMA auto_vacuum = FULL", "VACUUM"),
        ("PRAGMA page_size = 8192", "VACUUM"),
        ("PRAGMA secure_delete = OFF", "CREATE TABLE x(y)", "INSERT INTO x VALUES(randomblob(20000))", "DROP TABLE x"),
    ],
)
def test_a_database_that_is_not_laid_out_so(package: bytes, tmp_path: Path, statements: tuple[str, ...]) -> None:
    assert wrong_form(rewritten(package, tmp_path, *statements), package)


def test_bytes_behind_the_database(package: bytes) -> None:
    def longer(members: list[tuple[zipfile.ZipInfo, bytes]]) -> None:
        members[0] = (members[0][0], members[0][1] + bytes(4096))

    assert wrong_form(again(package, longer), package)


def test_an_index_that_says_otherwise_than_its_table(package: bytes, tmp_path: Path) -> None:
    def emptied(members: list[tuple[zipfile.ZipInfo, bytes]]) -> None:
        path = tmp_path / "x.db"
        path.write_bytes(members[0][1])
        with contextlib.closing(sqlite3.connect(path)) as database:
            [root] = database.execute("SELECT rootpage FROM sqlite_master WHERE name = 'ix_cards_nid'").fetchone()
        data = bytearray(members[0][1])
        size = struct.unpack_from(">H", data, 16)[0]
        at = (root - 1) * size
        data[at : at + size] = struct.pack(">BHHHB", 10, 0, 0, size % 65536, 0) + bytes(size - 8)
        members[0] = (members[0][0], bytes(data))

    with pytest.raises(DeckwrightError, match=r"x: its database is corrupt \(.*ix_cards_nid"):
        archive.read(again(package, emptied), "x")
