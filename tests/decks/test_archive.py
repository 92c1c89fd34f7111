"""Packages from anybody: opened within bounds, or refused in one line."""

from __future__ import annotations

import io
import json
import sqlite3
import time
import zipfile
from pathlib import Path

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


def refused(data: bytes, said: str) -> None:
    started = time.monotonic()
    with pytest.raises(DeckwrightError, match=said) as caught:
        contents.read(data, "deck.apkg")
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
    bomb = zipped({"collection.anki2": b"", "media": b"{}", "0": bytes(20 << 20)})
    refused(bomb, "'0' in it would unpack to 20 MiB; expected a package of cards, and no zip bomb")
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
    assert digest(plain) != digest('{"a": 2, "a": 1}') and digest(plain) != digest('{"a": 2}')
