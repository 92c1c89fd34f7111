"""The bytes of a package -> its members and the tables of its database, read within bounds: it may come from anybody.

Nothing of the package is run: views, triggers and virtual tables are refused, queries are stopped in time, and what
would unpack to more than a package holds is not unpacked.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import sqlite3
import sys
import time
import zipfile
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from deckwright.errors import DeckwrightError
from deckwright.files import BROKEN, opened, scratch
from deckwright.names import visible

DATABASE = "collection.anki2"
MEDIA = "media"

MAX_MEMBERS = 100_000
MAX_TOTAL = 2 << 30
"""Bytes of all members, unpacked."""
MAX_DATABASE = 512 << 20
"""Bytes of the database, and of the list of media."""
MAX_RATIO = 200
"""Unpacked to packed, of members above `RATIO_FROM` bytes; deflate reaches 1,032 (https://www.zlib.net/zlib_tech.html)
on nothing but zeros, a real collection about 20."""
RATIO_FROM = 20 << 20
"""The largest picture that is packed: one of a single colour is no bomb."""
MAX_SECONDS = 20.0
"""For all queries of one database."""
MAX_VALUE = 4 << 20
"""Bytes of one value in the database: of a field's text, what compares two of them takes 60 times as many."""
MAX_VALUES = 256 << 20
"""Bytes of all values of the database and their rows, in memory; what reads them takes about as many again."""

_CHUNK = 1 << 20
_NAMES = {kind: kind.__name__ for kind in (str, int, float, bytes, type(None))}
"""Written down once: `__name__` makes a new text each time, of more bytes than the value."""
_KEY = 16
"""Bytes of a value's two places in what its row is sorted by."""
_STATEMENTS = {"table": ("CREATE TABLE ",), "index": ("CREATE INDEX ", "CREATE UNIQUE INDEX ")}
"""How SQLite writes down the statements of what may stand in a package (https://www.sqlite.org/schematab.html); views,
triggers and virtual tables begin otherwise. The index of a key has no statement."""

_OF_FILTERED = "CREATE INDEX idx_cards_odid ON cards (odid) WHERE odid != 0"
"""The one index with a condition that Anki itself makes; it computes nothing."""

_ROWID = -1
"""As what an index of a column has its row's number; an expression has -2 (https://sqlite.org/pragma.html)."""

Value = str | int | float | bytes | None
Row = tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The names of the columns, and the rows in the order of their ids."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Archive:
    """A package's database, table by table, and its other members.

    `schema` are the statements that made the database, with its user version; `members` has the SHA-256 of each member
    but the database, `media` the names that learners' media get by the member that holds them.
    """

    tables: Mapping[str, Table]
    schema: tuple[str, ...]
    members: Mapping[str, str]
    media: Mapping[str, str]
    comment: str = ""


def read(data: bytes, file: str) -> Archive:
    """Raises DeckwrightError where the bytes are no package of the kind that `build` writes, or harmful to open."""
    try:
        with opened(data) as archive:
            _check_members(archive, file)
            database = unpacked(archive, DATABASE)
            names = json.loads(unpacked(archive, MEDIA))
            if not isinstance(names, dict) or not all(isinstance(name, str) for name in names.values()):
                raise ValueError("no list of media")
            members = {name: _digest(archive, name) for name in sorted(archive.namelist()) if name != DATABASE}
            comment = archive.comment.hex()
        tables, schema = _tables(database, file)
    except sqlite3.DataError:
        raise DeckwrightError(
            f"holds a value of more than {MAX_VALUE >> 20} MiB", file=file, expected="a package of cards"
        ) from None
    except (*BROKEN, RecursionError, sqlite3.Error, sqlite3.Warning):
        raise DeckwrightError(
            "is no package that can be read here", file=file, expected="an .apkg made by `deckwright build`"
        ) from None
    return Archive(tables, schema, members, names, comment)


def tables(database: bytes, file: str, wanted: Collection[str]) -> dict[str, Table]:
    """Those of the tables of a database of Anki's that are wanted and there, whatever its schema.

    Raises DeckwrightError, or what sqlite3 raises, where it is no database that may be opened.
    """
    return _tables(database, file, wanted)[0]


def _check_members(archive: zipfile.ZipFile, file: str) -> None:
    members = archive.infolist()
    if len({member.filename for member in members}) < len(members):
        raise DeckwrightError("holds two members of one name", file=file, expected="a package that Anki wrote")
    total = sum(member.file_size for member in members)
    limits = {DATABASE: MAX_DATABASE, MEDIA: MAX_DATABASE}
    for member in members:
        swollen = member.file_size > RATIO_FROM and member.file_size > MAX_RATIO * max(1, member.compress_size)
        if swollen or member.file_size > limits.get(member.filename, MAX_TOTAL):
            raise DeckwrightError(
                f"{member.filename!a} in it would unpack to {member.file_size >> 20} MiB",
                file=file,
                expected="a package of cards, and no zip bomb",
            )
    if total > MAX_TOTAL or len(members) > MAX_MEMBERS:
        raise DeckwrightError(
            f"would unpack to {total >> 20} MiB in {len(members)} members",
            file=file,
            expected=f"{MAX_TOTAL >> 20} MiB in {MAX_MEMBERS} members at most",
        )


def unpacked(archive: zipfile.ZipFile, name: str) -> bytes:
    """A member, and no more of it than the directory says; `ZipFile.read` unpacks 2 GiB at once before it looks."""
    with archive.open(name) as member:
        return member.read(archive.getinfo(name).file_size)


def _digest(archive: zipfile.ZipFile, name: str) -> str:
    digest = hashlib.sha256()
    with archive.open(name) as member:
        while piece := member.read(_CHUNK):
            digest.update(piece)
    return digest.hexdigest()


def _tables(
    database: bytes, file: str, wanted: Collection[str] | None = None
) -> tuple[dict[str, Table], tuple[str, ...]]:
    with scratch() as folder:
        path = folder.write(DATABASE, database)
        with contextlib.closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
            _bound(connection)
            if wanted is not None:
                connection.create_collation("unicase", _unicase)
            schema = list(_schema(connection))
            names = sorted(name for kind, name, _ in schema if kind == "table")
            for name in names:
                _check_columns(connection, name)
            _check_whole(connection, file)
            said = tuple(sorted(f"{kind} {name}: {' '.join(sql.split())}" for kind, name, sql in schema))
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            held = _Held(file)
            taken = [name for name in names if wanted is None or name in wanted]
            return {name: _table(connection, name, held) for name in taken}, (*said, f"user_version {version}")


def _unicase(one: str, two: str) -> int:
    """Names as Anki orders them: without a look at their case."""
    first, second = one.casefold(), two.casefold()
    return (first > second) - (first < second)


def _bound(connection: sqlite3.Connection) -> None:
    if hasattr(connection, "setlimit"):  # not with every stand-in for the standard library's sqlite3
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MAX_VALUE)
        connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    deadline = time.monotonic() + MAX_SECONDS
    connection.set_progress_handler(lambda: int(time.monotonic() > deadline), 100_000)
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA query_only = ON")
    connection.execute("PRAGMA cell_size_check = ON")
    connection.execute("PRAGMA ignore_check_constraints = ON")


def _check_columns(connection: sqlite3.Connection, table: str) -> None:
    """Raise ValueError for a table with columns or indexes that are computed: they hold more than is stored, and no
    deadline stops a function of SQLite's that has begun."""
    if any(column[-1] for column in connection.execute(f"PRAGMA table_xinfo({_quoted(table)})")):
        raise ValueError("a computed column")
    for _, name, _, _, partial in connection.execute(f"PRAGMA index_list({_quoted(table)})").fetchall():
        columns = connection.execute(f"PRAGMA index_xinfo({_quoted(name)})")
        if any(number < _ROWID for _, number, *_ in columns) or (partial and not _is_of_filtered(connection, name)):
            raise ValueError("a computed index")


def _is_of_filtered(connection: sqlite3.Connection, index: str) -> bool:
    rows = connection.execute("SELECT sql FROM sqlite_master WHERE type = 'index' AND name = ?", (index,)).fetchall()
    return [" ".join(str(sql).split()) for (sql,) in rows] == [_OF_FILTERED]


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _check_whole(connection: sqlite3.Connection, file: str) -> None:
    """Raise DeckwrightError where an index says otherwise than its table, or a page is broken or in no use: who reads
    by the index would see another deck than who reads the table."""
    [said] = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if said != "ok":
        first = str(said).strip().splitlines()[-1]
        raise DeckwrightError(
            f"its database is corrupt ({visible(first)[:100]})", file=file, expected="one that SQLite finds whole"
        )


def _schema(connection: sqlite3.Connection) -> Iterator[tuple[str, str, str]]:
    """Kind, name and statement of everything in the database. Raises ValueError for what is no table or index."""
    for kind, name, sql, page in connection.execute(
        "SELECT type, name, coalesce(sql, ''), rootpage FROM sqlite_master"
    ):
        if not isinstance(name, str) or not isinstance(sql, str) or not isinstance(page, int) or page < 1:
            raise ValueError(f"a {kind} that is stored nowhere")
        if not sql.startswith(_STATEMENTS.get(kind, ())) and (kind, sql) != ("index", ""):
            raise ValueError(f"a {kind}")
        yield kind, name, sql


@dataclass(slots=True)
class _Held:
    """What all values together take in memory, while they are fetched."""

    file: str
    size: int = 0

    def rows(self, cursor: Iterable[Row]) -> Iterator[Row]:
        """Raises DeckwrightError where it is more than a package may hold."""
        for row in cursor:
            self.size += sys.getsizeof(row) + sum(map(sys.getsizeof, row)) + _KEY * len(row)
            if self.size > MAX_VALUES:
                raise DeckwrightError(
                    f"holds more than {MAX_VALUES >> 20} MiB of values", file=self.file, expected="a package of cards"
                )
            yield row


def _table(connection: sqlite3.Connection, name: str, held: _Held) -> Table:
    cursor = connection.execute(f"SELECT * FROM {_quoted(name)}")
    columns = tuple(column[0] for column in cursor.description)
    return Table(columns, tuple(sorted(held.rows(cursor), key=_order)))


def _order(row: Row) -> list[Any]:
    """Rows by their first value, which is their id where they have one; the others decide where that is equal."""
    return [part for value in row for part in (_NAMES[type(value)], 0 if value is None else value)]
