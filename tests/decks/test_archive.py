"""Packages from anybody: opened within bounds, or refused in one line."""

from __future__ import annotations

import io
import json
import sqlite3
import struct
import time
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from deckwright.decks import archive, contents
from deckwright.errors import DeckwrightError

Members = dict[str, bytes]


def database(tmp_path: Path, *statements: str) -> bytes:
    path = tmp_path / "made.anki2"
    path.unlink(missing_ok=True)
    connection = sqlite3.connect(path)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()
    return path.read_bytes()


def zipped(members: Members, comment: bytes = b"") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in members.items():
            made.writestr(name, data)
        made.comment = comment
    return buffer.getvalue()


def refused(data: bytes, said: str, read: Callable[[bytes, str], object] = contents.read) -> None:
    started = time.monotonic()
    with pytest.raises(DeckwrightError, match=said) as caught:
        read(data, "deck.apkg")
    assert time.monotonic() - started < 40 and "\n" not in str(caught.value)


VIEW = "CREATE VIEW col AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT * FROM n"


@pytest.mark.parametrize(
    "statement",
    [VIEW, "CREATE VIRTUAL TABLE col USING fts5(x)", "CREATE TABLE col (x)", "CREATE TABLE notes (id)"],
)
def test_a_database_that_is_no_collection(tmp_path: Path, statement: str) -> None:
    refused(zipped({"collection.anki2": database(tmp_path, statement), "media": b"{}"}), "is no package that can be")


def test_a_trigger(tmp_path: Path) -> None:
    made = database(tmp_path, "CREATE TABLE t (x)", "CREATE TRIGGER r AFTER INSERT ON t BEGIN SELECT 1; END")
    refused(zipped({"collection.anki2": made, "media": b"{}"}), "is no package that can be")


def test_what_would_unpack_to_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = zipped({"collection.anki2": b"", "media": b"{}", "0": bytes(21 << 20)})
    refused(bomb, "'0' in it would unpack to 21 MiB; expected a package of cards, and no zip bomb")
    monkeypatch.setattr(archive, "MAX_TOTAL", 1 << 20)
    refused(zipped({"collection.anki2": b"", "media": b"{}", "0": bytes(700_000), "1": bytes(700_000)}), "in 4 members")


def test_as_much_as_a_package_may_hold_is_read(tmp_path: Path) -> None:
    noise = b"".join(str(number).encode() for number in range(3_000_000))  # 20 MB that deflate makes 2 to 3 times less
    made = zipped({"collection.anki2": database(tmp_path, "CREATE TABLE t (x)"), "media": b"{}", "0": noise})
    assert archive.read(made, "deck.apkg").members["0"]


def test_two_members_of_one_name() -> None:
    with pytest.warns(UserWarning):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as made:
            made.writestr("media", b"{}")
            made.writestr("media", b"{}")
    refused(buffer.getvalue(), "holds two members of one name")


def test_damage_of_every_kind(tmp_path: Path) -> None:
    members = {"collection.anki2": database(tmp_path, "CREATE TABLE col (models, decks)"), "media": b"{}"}
    good = zipped(members)
    for at in range(0, len(good), 7):
        spoiled = bytearray(good)
        spoiled[at] ^= 0xFF
        with pytest.raises(DeckwrightError):
            contents.read(bytes(spoiled), "deck.apkg")
    for length in range(0, len(good), 31):
        refused(good[:length], "is no package")
    for media in (b"[]", b"{", b'{"0": 1}', b'{"0": "a.png"}', b"[" * 100_000, b"\xff"):
        refused(zipped({**members, "media": media}), "is no package")


def test_an_encrypted_member(tmp_path: Path) -> None:
    good = bytearray(zipped({"collection.anki2": database(tmp_path, "CREATE TABLE t (x)"), "media": b"{}"}))
    for start in (good.index(b"PK\x03\x04"), good.index(b"PK\x01\x02")):
        good[start + (6 if good[start + 2] == 3 else 8)] |= 1
    refused(bytes(good), "is no package")


def test_json_with_a_key_twice_is_another_content(tmp_path: Path) -> None:
    def digest(text: str) -> str:
        made = database(tmp_path, "CREATE TABLE t (id INTEGER PRIMARY KEY, x TEXT)")
        path = tmp_path / "made.anki2"
        connection = sqlite3.connect(path)
        connection.execute("INSERT INTO t VALUES (1, ?)", (text,))
        connection.commit()
        connection.close()
        assert made
        held = archive.read(zipped({"collection.anki2": path.read_bytes(), "media": b"{}"}), "deck.apkg")
        return contents.content_digest(contents.Contents({}, (), {}, held))

    plain = json.dumps({"a": 1})
    assert digest(plain) == digest('{"a":1}')
    assert digest('{"a": 1e9}') == digest('{"a":1E9}')
    assert len({digest(f'{{"a": {number}}}') for number in ("1e999", "2e999", "-1e999", "Infinity", "NaN")}) == 5
    assert digest(plain) != digest('{"a": 2, "a": 1}') and digest(plain) != digest('{"a": 2}')


def test_columns_that_are_computed(tmp_path: Path) -> None:
    """A few bytes in the file, 60 MB for each row in memory."""
    for kind in ("", " STORED"):
        made = database(tmp_path, f"CREATE TABLE notes (id INTEGER PRIMARY KEY, b AS (hex(zeroblob(100))){kind})")
        refused(zipped({"collection.anki2": made, "media": b"{}"}), "is no package that can be", archive.read)


SLOW = "instr(x, y)"
"""Seconds on what is below, as many comparisons as the product of two lengths, and again for each time it stands."""
LONG = "INSERT INTO t (x, y) VALUES (replace(hex(zeroblob(500000)), '0', 'a'), replace(hex(zeroblob(250000)), '0', 'a') || 'b')"


@pytest.mark.parametrize(
    ("table", "was", "now"),
    [
        ("x, y", "i ON t (x)", f"i ON t ({SLOW}, {SLOW} + 1, {SLOW} + 2)"),
        ("x, y", "i ON t (x)", f"i ON t (x) WHERE {SLOW}"),
        ("x, y, g AS (1) NOT NULL", "(1)", f"({SLOW})"),
        ("x, y, CHECK (1)", "(1)", f"({SLOW})"),
    ],
    ids=["expression", "partial", "generated", "check"],
)
def test_what_one_step_of_a_database_computes(tmp_path: Path, table: str, was: str, now: str) -> None:
    """No deadline stops a single step, so none that computes is taken."""
    made = [f"CREATE TABLE t ({table})", LONG, "CREATE INDEX i ON t (x)", *planted(was, now)]
    data = zipped({"collection.anki2": database(tmp_path, *made), "media": b"{}"})
    started = time.process_time()
    if "CHECK" in table:
        assert len(archive.read(data, "deck.apkg").tables["t"].rows) == 1
    else:
        refused(data, "is no package that can be read", archive.read)
    assert time.process_time() - started < 2


def planted(was: str, now: str) -> list[str]:
    """A statement of the schema changed by hand, so that what it says was never computed."""
    return ["PRAGMA writable_schema = ON", f"UPDATE sqlite_master SET sql = replace(sql, '{was}', '{now}')"]


@pytest.mark.parametrize("page", [0, 2])
def test_a_virtual_table_behind_a_comment(tmp_path: Path, page: int) -> None:
    hidden = "'CREATE /*' || hex(zeroblob(20)) || '*/ VIRTUAL TABLE v USING fts5(a)'"
    made = database(
        tmp_path,
        "CREATE VIRTUAL TABLE v USING fts5(a)",
        "INSERT INTO v VALUES ('hello')",
        "PRAGMA writable_schema = ON",
        f"UPDATE sqlite_master SET sql = {hidden}, rootpage = {page} WHERE name = 'v'",
    )
    refused(zipped({"collection.anki2": made, "media": b"{}"}), "is no package that can be", archive.read)


def test_a_table_whose_name_says_virtual(tmp_path: Path) -> None:
    made = database(tmp_path, "CREATE TABLE virtual_view (x UNIQUE)", "INSERT INTO virtual_view VALUES (7)")
    held = archive.read(zipped({"collection.anki2": made, "media": b"{}"}), "deck.apkg")
    assert held.tables["virtual_view"].rows == ((7,),)


def test_statements_that_are_no_text(tmp_path: Path) -> None:
    for value in ("7", "x'00'"):
        made = database(
            tmp_path, "CREATE TABLE t (x)", "PRAGMA writable_schema = ON", f"UPDATE sqlite_master SET sql = {value}"
        )
        refused(zipped({"collection.anki2": made, "media": b"{}"}), "is no package that can be", archive.read)


class TestTheLimits:
    """Each where it stands: what is just within is read, what is just beyond is refused."""

    def directory(self, *members: tuple[str, int, int]) -> bytes:
        """A package that is nothing but its directory: names, bytes packed, bytes unpacked."""
        entries = b"".join(
            struct.pack("<4s4B4H3L5H2L", b"PK\x01\x02", 20, 3, 20, 0, 0, 8, 0, 33, 0, packed, size, len(name), *[0] * 6)
            + name.encode()
            for name, packed, size in members
        )
        count = len(members) & 0xFFFF
        return entries + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, len(entries), 0, 0)

    def bounded(self, within: bytes, beyond: bytes, said: str) -> None:
        refused(within, "is no package that can be read", archive.read)  # as nothing is in it
        refused(beyond, said)

    @pytest.mark.parametrize("name", ["collection.anki2", "media"])
    def test_a_member_that_goes_on_behind_what_it_says(self, name: str) -> None:
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
            for one in ("collection.anki2", "media"):
                made.writestr(one, bytes(1 << 28 if one == name else 4096))
        small = struct.pack("<L", 4096)
        crc = struct.pack("<L", zlib.crc32(bytes(4096)))
        data = packed.getvalue().replace(struct.pack("<L", zlib.crc32(bytes(1 << 28))), crc)
        data = data.replace(struct.pack("<L", 1 << 28), small)
        tracemalloc.start()
        try:
            refused(data, "is no package that can be read", archive.read)
            assert tracemalloc.get_traced_memory()[1] < 1 << 24
        finally:
            tracemalloc.stop()

    def test_members(self) -> None:
        names = [(f"{number}", 0, 0) for number in range(100_001)]
        self.bounded(self.directory(*names[:-1]), self.directory(*names), "in 100001 members")

    def test_the_list_of_members(self) -> None:
        """What makes it long is not read: hundreds of MB would be taken for it before anything can be looked at."""
        with pytest.raises(DeckwrightError) as beyond:
            archive.read(self.directory(*[("n" * 54, 0, 0)] * 100_001), "deck.apkg")  # 100 bytes each
        assert "is no package that can be read" in str(beyond.value)
        with pytest.raises(DeckwrightError, match="two members of one name"):
            archive.read(self.directory(*[("n" * 54, 0, 0)] * 100_000), "deck.apkg")
        many = self.directory(*[("n" * 54, 0, 0)] * 1_000_000)
        started = time.process_time()
        tracemalloc.start()
        try:
            refused(many, "is no package that can be read", archive.read)
            assert tracemalloc.get_traced_memory()[1] < 1 << 26
        finally:
            tracemalloc.stop()
        assert time.process_time() - started < 5

    def test_all_together(self) -> None:
        half = 1 << 30
        within = (("a", half, half), ("b", half, half))
        self.bounded(self.directory(*within), self.directory(*within, ("c", 1, 1)), "would unpack to 2048 MiB in 3")

    @pytest.mark.parametrize("name", ["collection.anki2", "media"])
    def test_database_and_list_of_media(self, name: str) -> None:
        most = 512 << 20
        within, beyond = self.directory((name, most, most)), self.directory((name, most, most + 1))
        self.bounded(within, beyond, f"'{name}' in it would unpack to 512 MiB")

    def test_how_much_is_packed_into_a_byte(self) -> None:
        size = 21 << 20
        within, beyond = self.directory(("a", size // 200 + 1, size)), self.directory(("a", size // 200 - 1, size))
        self.bounded(within, beyond, "no zip bomb")
        self.bounded(self.directory(("a", 1, 20 << 20)), self.directory(("a", 1, (20 << 20) + 1)), "no zip bomb")

    def filled(self, tmp_path: Path, columns: int, rows: int) -> bytes:
        many = ", ".join(f"c{number}" for number in range(columns))
        count = f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {rows})"
        return database(tmp_path, f"CREATE TABLE t ({many})", f"INSERT INTO t (c0) {count} SELECT NULL FROM n")

    def test_all_values(self, tmp_path: Path) -> None:
        for rows, fits in ((3353, True), (3354, False)):
            data = zipped({"collection.anki2": self.filled(tmp_path, 2000, rows), "media": b"{}"})
            if fits:
                assert len(archive.read(data, "deck.apkg").tables["t"].rows) == rows
            else:
                refused(data, "holds more than 256 MiB of values; expected a package of cards")

    def test_texts_count_by_their_length(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(archive, "MAX_VALUES", 1 << 20)
        for value in ("hex(zeroblob(200000))", "zeroblob(400000)"):
            rows = [f"INSERT INTO t VALUES ({value})"] * 3
            for table in (["CREATE TABLE t (x)", *rows], ["CREATE TABLE t (x)", *rows[:2], "CREATE TABLE u (x)"]):
                made = database(
                    tmp_path, *table, *(["INSERT INTO u SELECT x FROM t"] if table[-1][-5:] == "u (x)" else [])
                )
                refused(zipped({"collection.anki2": made, "media": b"{}"}), "holds more than 1 MiB of values")

    def test_one_value(self, tmp_path: Path) -> None:
        for size, fits in ((4 << 20, True), ((4 << 20) + 1, False)):
            buffer = io.BytesIO()
            with zipfile.ZipFile(buffer, "w") as made:
                made.writestr("media", b"{}")
                table = database(tmp_path, "CREATE TABLE t (x)", f"INSERT INTO t VALUES (zeroblob({size}))")
                made.writestr("collection.anki2", table)
            if fits:
                assert len(archive.read(buffer.getvalue(), "deck.apkg").tables["t"].rows) == 1
            else:
                refused(buffer.getvalue(), "holds a value of more than 4 MiB", archive.read)

    def test_seconds(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        data = zipped({"collection.anki2": self.filled(tmp_path, 1, 50_000), "media": b"{}"})
        for seconds, fits in ((19.9, True), (20.1, False)):
            times = iter([0.0])
            monkeypatch.setattr(archive, "time", SimpleNamespace(monotonic=lambda: next(times, seconds)))  # noqa: B023
            if fits:
                assert archive.read(data, "deck.apkg").tables["t"].rows
            else:
                with pytest.raises(DeckwrightError, match="is no package that can be read"):
                    archive.read(data, "deck.apkg")


def test_what_differs_is_what_the_digest_tells_apart() -> None:
    """`true`, 1 and 1.0 are one to Python; a null is not the same as nothing."""

    def held(value: object) -> contents.Contents:
        table = archive.Table(("id", "conf"), ((1, value),))  # type: ignore[arg-type]
        return contents.Contents({}, (), {}, archive.Archive({"col": table}, (), {}, {}))

    values = ['{"a": 1}', '{"a": true}', '{"a": 1.0}', '{"a": 1, "b": null}', '{"a": [1]}', '{"a": [true]}', 1, 1.0]
    for one in values:
        for other in values:
            said = contents.difference(held(one), held(other))
            assert (said is None) == (held(one).digest == held(other).digest) == (one is other), (one, other)
    said = contents.difference(held('{"a": 1}'), held('{"a": 1, "b": null}'))
    assert said == "the table col, row 1, conf.b: 'nothing' and 'None'"
