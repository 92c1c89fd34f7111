"""Packages of strangers for `diff` and `verify`: bombs, lies, links, and collections of any shape."""

from __future__ import annotations

import os
import zlib
from collections.abc import Callable
from pathlib import Path

from .archives import (
    DEFLATED,
    ENCRYPTED,
    Member,
    archive,
    changed,
    column,
    each,
    member,
    members,
    sql,
    zeros,
    zstandard,
)
from .harness import Box, Family
from .manifests import resum

FAMILY = Family("packages")
HUGE = 3 << 30
LINK = 0o120777 << 16
Make = Callable[[Path], bytes]


def held(box: Box, content: bytes) -> None:
    """The package beside an honest one, in a folder of packages with right sums, and alone."""
    good = (box.project / "build/notes.apkg").read_bytes()
    box.write("good.apkg", good)
    box.write("evil.apkg", content)
    box.run("diff", "good.apkg", "evil.apkg")
    box.write("build/notes.apkg", content)
    resum(box)
    box.run("verify")


def package(make: Make) -> Callable[[Box], None]:
    def carry_out(box: Box) -> None:
        held(box, make(box.project / "build/notes.apkg"))

    return carry_out


def replaced(*new: Member, without: tuple[str, ...] = ()) -> Make:
    """The honest package with members added, or put in the place of its own."""

    def make(path: Path) -> bytes:
        names = {one.name for one in new} | set(without)
        return archive([*(member(name, data) for name, data in members(path).items() if name not in names), *new])

    return make


def collection(name: str, content: bytes) -> Make:
    return replaced(member(name, content))


def broken(path: Path) -> bytes:
    good = members(path)
    first = member("collection.anki2", good["collection.anki2"])
    data = first.data[:200] + bytes(byte ^ 0xFF for byte in first.data[200:400]) + first.data[400:]
    return archive([Member(first.name, data, DEFLATED, first.size, first.crc), member("media", good["media"])])


def locked(path: Path) -> bytes:
    return archive([Member(name, data, flags=ENCRYPTED) for name, data in members(path).items()])


def overlapping(path: Path) -> bytes:
    data = zeros(1 << 28)
    return archive([Member(str(number), data, DEFLATED, 1 << 28) for number in range(300)], same=True)


def doubled(path: Path) -> bytes:
    good = members(path)
    return archive([member(name, data) for name, data in [*good.items(), *good.items()]])


def differing(path: Path) -> bytes:
    """The name in front of a member is another than the one in the directory."""
    good = members(path)
    return archive([Member(name, data, local_name=b"../../outside/x") for name, data in good.items()])


def sixty_four(path: Path) -> bytes:
    """Sizes that an extra field of zip64 gives, and gives wrongly."""
    good = members(path)
    lies = b"\x01\x00\x18\x00" + b"\xff" * 24
    return archive([Member(name, data, size=-1, packed=-1, extra=lies) for name, data in good.items()])


def short_extra(path: Path) -> bytes:
    good = members(path)
    return archive(
        [Member(name, data, size=-1, packed=-1, extra=b"\x01\x00\x02\x00\xff\xff") for name, data in good.items()]
    )


ZIPS: dict[str, Make] = {
    "a collection of 3 GB": replaced(Member("collection.anki2", zeros(HUGE), DEFLATED, HUGE)),
    "a collection of 3 GB that claims 4 KB": replaced(Member("collection.anki2", zeros(HUGE), DEFLATED, 4096)),
    "media of 3 GB": replaced(Member("media", zeros(HUGE), DEFLATED, HUGE)),
    "a picture of 3 GB": replaced(Member("0", zeros(HUGE), DEFLATED, HUGE), member("media", b'{"0": "x.svg"}')),
    "300 pictures of 256 MB that are one": overlapping,
    "a collection of Zstandard, 3 GB": replaced(
        Member("collection.anki21b", zstandard(HUGE)),
        Member("meta", b"\x08\x03"),
        Member("media", zstandard(HUGE)),
        without=("media",),
    ),
    "Zstandard that is none": replaced(
        Member("collection.anki21b", b"\x28\xb5\x2f\xfdrubbish"), Member("meta", b"\x08\x03")
    ),
    "a collection packed by LZMA and bzip2": replaced(
        Member("collection.anki2", b"BZh9" + b"\0" * 99, 12), Member("media", b"\x09\x14\x05\x00]" + b"\0" * 99, 14)
    ),
    "a method that nobody knows": replaced(Member("collection.anki2", b"x", 99)),
    "corrupt deflate": broken,
    "deflate that ends early": replaced(Member("collection.anki2", zlib.compress(b"x" * 999)[2:9], DEFLATED, 999)),
    "a wrong checksum": replaced(Member("media", b"{}", crc=1)),
    "encrypted members": locked,
    "every member twice": doubled,
    "names that differ inside": differing,
    "zip64 that lies": sixty_four,
    "zip64 that is cut off": short_extra,
    "cut in half": lambda path: path.read_bytes()[: path.stat().st_size // 2],
    "its end alone": lambda path: path.read_bytes()[-60:],
    "empty": lambda path: b"",
    "an empty zip": lambda path: archive([]),
    "no zip": lambda path: b"PK\x03\x04" + b"x" * 999,
    "65,535 entries claimed": lambda path: archive([member("media", b"{}")], entries=65535),
    "an offset that is negative": lambda path: archive([member("media", b"{}")], offset=-5000),
    "an offset beyond the end": lambda path: archive([member("media", b"{}")], offset=1 << 30),
    "60,000 members": lambda path: archive([Member(f"m{number}", b"") for number in range(60_000)]),
    "300,000 members": lambda path: archive([Member("m", b"")] * 300_000, same=True),
    "1,000 members with names of 60 KB": lambda path: archive(
        [Member(f"{number}".ljust(60_000), b"") for number in range(1000)], same=True
    ),
    "names that go up": replaced(
        member("../../outside/precious.txt", b"x"), member("/etc/x", b"x"), member("..\\x", b"x")
    ),
    "members that are links": replaced(
        Member("0", b"../../outside/media/private.svg", attributes=LINK), member("media", b'{"0": "private.svg"}')
    ),
    "the collection is a link": replaced(Member("collection.anki2", b"../../outside/precious.txt", attributes=LINK)),
    "names with escapes": replaced(
        member("\x1b[2J", b"x"), member(b"\xff\xfe", b"x"), member("a\nb", b"x"), member("a\0b", b"x")
    ),
    "a comment with escapes": lambda path: archive(
        [member(n, d) for n, d in members(path).items()], comment=b"\x1b[2J" * 999
    ),
    "a member more": replaced(member("run.js", b"alert(1)")),
    "media is a list": replaced(member("media", b"[]")),
    "media is 100,000 brackets": replaced(member("media", b"[" * 100_000)),
    "media names go up": replaced(
        member("media", b'{"0": "../../outside/x", "1": "/nowhere/x", "../x": "y"}'),
        member("0", b"x"),
        member("1", b"x"),
    ),
    "media names are numbers": replaced(member("media", b'{"0": 7, "1": null, "2": ["x"]}'), member("0", b"x")),
    "media names have escapes": replaced(
        member("media", b'{"0": "\\u001b[2J\\n", "1": "\\ud800"}'), member("0", b"x"), member("1", b"x")
    ),
    "media is not there": lambda path: archive([member("collection.anki2", members(path)["collection.anki2"])]),
    "the collection is not there": lambda path: archive([member("media", b"{}")]),
    "the collection is empty": collection("collection.anki2", b""),
    "the collection is no database": collection("collection.anki2", b"x" * 9999),
    "the collection is cut off": lambda path: collection("collection.anki2", members(path)["collection.anki2"][:5000])(
        path
    ),
    "the collection claims pages of 1 byte": lambda path: collection(
        "collection.anki2", (good := members(path)["collection.anki2"])[:16] + b"\0\1" + good[18:]
    )(path),
    "the collection is rubbish behind its head": lambda path: collection(
        "collection.anki2", members(path)["collection.anki2"][:100] + os.urandom(40_000)
    )(path),
    "two collections that differ": lambda path: replaced(member("collection.anki21", b"x" * 999))(path),
}
for title, make_ in ZIPS.items():
    FAMILY.add(f"zip: {title}", package(make_))

COUNTING = "with recursive n(x) as (select 1 union all select x + 1 from n)"
SLOW = "instr(x, y)"
LONG = (
    "create table t (x, y, g as (1))",
    "insert into t (x, y) values (replace(hex(zeroblob(1500000)), '0', 'a'), replace(hex(zeroblob(750000)), '0', 'a') || 'b')",
    "create index i on t (x)",
)


def planted(kind: str, was: str, now: str) -> tuple[str, ...]:
    """A statement changed in the schema alone, so that nothing of it was computed yet."""
    return (f"update sqlite_master set sql = replace(sql, '{was}', '{now}') where type = '{kind}' and tbl_name = 't'",)


TABLES: dict[str, tuple[str, ...]] = {
    "col is a view without an end": (
        "drop table col",
        f"create view col as {COUNTING} select x id, x crt, x mod, x scm, x ver, x dty, x usn, x ls, '' conf, '' models, '' decks, '' dconf, '' tags from n",
    ),
    "notes are a view without an end": (
        "drop table notes",
        f"create view notes as {COUNTING} select x id, 'g' || x guid, 1 mid, 1 mod, 0 usn, '' tags, 'q' flds, '' sfld, 0 csum, 0 flags, '' data from n",
    ),
    "cards are a view without rows or an end": (
        "drop table cards",
        f"create view cards as {COUNTING} select x id, x nid, x did, 0 ord from n where x < 0",
    ),
    "a view of itself": ("drop table notes", "create view notes as select * from notes"),
    "a view of cells of 1.9 GB": (
        "alter table notes rename to old",
        "create view notes as select id, guid, mid, mod, usn, tags, hex(zeroblob(950000000)) flds, sfld, csum, flags, data from old",
    ),
    "a trigger": ("create trigger t after insert on notes begin delete from notes; end",),
    "a column that is generated": ("alter table notes add column g as (hex(zeroblob(400000000)))",),
    "an index of an expression": (*LONG, *planted("index", "t (x)", f"t ({', '.join([SLOW] * 9)})")),
    "an index of a part": (*LONG, *planted("index", "t (x)", f"t (x) where {SLOW}")),
    "a column that is generated in half a minute": (*LONG, *planted("table", "(1)", f"({SLOW} + {SLOW} + {SLOW})")),
    "a check of half a minute": (*LONG, *planted("table", "as (1)", f"check ({SLOW} + {SLOW} + {SLOW})")),
    "no notes": ("drop table notes",),
    "no col": ("drop table col",),
    "col without rows": ("delete from col",),
    "two rows in col": (
        "insert into col select 2, crt, mod, scm, ver, dty, usn, ls, conf, models, decks, dconf, tags from col",
    ),
    "no cards": ("drop table cards", "drop table revlog", "drop table graves"),
    "a schema that is rubbish": ("update sqlite_master set sql = 'create table notes (x' where name = 'notes'",),
    "a virtual table": (
        "drop table notes",
        "create virtual table notes using fts5(id, guid, mid, mod, usn, tags, flds, sfld, csum, flags, data)",
    ),
    "a table with other columns": ("drop table notes", "create table notes (a, b)", "insert into notes values (1, 2)"),
    "fields that are a blob": ("update notes set flds = x'fffe00'",),
    "fields that are null": (
        "drop table notes",
        "create table notes (id, guid, mid, mod, usn, tags, flds, sfld, csum, flags, data)",
        "insert into notes (id) values (null)",
    ),
    "fields that are a number": ("update notes set flds = 7, tags = 8, guid = 9, mid = 'x', mod = 'y'",),
    "fields of 40 MB": ("update notes set flds = hex(zeroblob(20000000))",),
    "fields without separators": ("update notes set flds = 'x'",),
    "fields with 100,000 separators": ("update notes set flds = replace(hex(zeroblob(50000)), '0', char(31))",),
    "fields with escapes": (
        "update notes set flds = replace(flds, 'What', char(27) || '[2J'), guid = char(27) || id, tags = ' ' || char(27) || ' '",
    ),
    "fields with half of a surrogate": ("update notes set flds = cast(x'eda080' as text) || flds",),
    "guids that are one": ("update notes set guid = 'x'",),
    "guids that are blobs": ("update notes set guid = x'ff' || id",),
    "ids of 2^63": (
        "update notes set id = 9223372036854775807 where id = (select max(id) from notes)",
        "update notes set mod = -9223372036854775808",
    ),
    "cards of no note": ("update cards set nid = 5, did = 'x', ord = 'y'",),
    "cards in no deck": ("update cards set did = -1, ord = 99999999999",),
    "200,000 notes": (
        "with recursive n(x) as (select 1 union all select x + 1 from n where x < 200000) insert into notes select 10 + x, 'g' || x, mid, mod, usn, tags, flds, sfld, csum, flags, data from n, (select * from notes limit 1)",
    ),
    "a version of the future": ("update col set ver = 99, scm = 'x', crt = 'y'",),
    "a text encoding that is UTF-16": ("pragma encoding = 'UTF-16'", "vacuum"),
}
for title, statements in TABLES.items():
    FAMILY.add(f"collection: {title}", package(lambda path, statements=statements: changed(path, sql(*statements))))  # type: ignore[misc]

COLUMNS: dict[str, tuple[str, Callable[[str], object]]] = {
    "models are 100,000 brackets": ("models", lambda _: "[" * 100_000),
    "models are a list": ("models", lambda _: "[]"),
    "models are a blob": ("models", lambda _: b"\xff\xfe"),
    "models are a number": ("models", lambda _: 7),
    "models hold a number": ("models", lambda _: '{"1": 2}'),
    "models without fields": ("models", each({"flds": None, "tmpls": "x"})),
    "models with names of escapes": (
        "models",
        each({"name": "\x1b[2J", "css": "\x1b[2J", "flds": [{"name": "\x1b", "ord": "x"}]}),
    ),
    "models with ids that are text": ("models", each({"id": "x", "mod": "y", "flds": [1], "tmpls": [None]})),
    "decks are a list": ("decks", lambda _: "[1]"),
    "decks are 100,000 objects": ("decks", lambda _: '{"a":' * 100_000),
    "decks with names that are lists": ("decks", each({"name": ["x"], "desc": None, "id": "y"})),
    "decks with names of escapes": ("decks", each({"name": "\x1b[2J::\n::x", "desc": "\x1b]0;x\x07"})),
    "decks with names of HTML": (
        "decks",
        each({"name": "<img src=x onerror=alert(1)>", "desc": "<script>alert(1)</script>"}),
    ),
    "deck options are NaN": ("dconf", lambda _: '{"1": NaN, "2": 1e999}'),
    "settings are text": ("conf", lambda _: "x"),
    "a number of 100,000 digits": ("decks", lambda _: '{"1": ' + "9" * 100_000 + "}"),
}
for title, (name_, edit) in COLUMNS.items():
    FAMILY.add(f"collection: {title}", package(lambda path, name=name_, edit=edit: changed(path, column(name, edit))))  # type: ignore[misc]


@FAMILY.attack("diff of a folder, a FIFO, /dev/zero, a file that is no package")
def no_package(box: Box) -> None:
    os.mkfifo(box.project / "pipe.apkg")
    (box.project / "zero.apkg").symlink_to(box.device("zero"))
    (box.project / "dir.apkg").mkdir()
    box.write("text.apkg", "text\n")
    for name in ("pipe.apkg", "zero.apkg", "dir.apkg", "text.apkg", "deckwright.yaml", "cards"):
        box.run("diff", name, "build/notes.apkg", expect="refused")
        box.run("diff", "build/notes.apkg", name, expect="refused")


@FAMILY.attack("verify a folder whose packages lead outside")
def linked(box: Box) -> None:
    box.write(box.outside / "notes.apkg", (box.project / "build/notes.apkg").read_bytes())
    box.link("build/notes.apkg", box.outside / "notes.apkg")
    box.run("verify")
    box.run("build")
