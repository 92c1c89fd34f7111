"""The form of a package beside its content: archive and database are laid out as `build` lays them out.

Other versions of zlib and SQLite give the same content other bytes. What no version of them gives: bytes before, behind
or between the members, heads that say two things, another encoding or journal of the database, pages in no use.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from deckwright.decks.archive import DATABASE, MEDIA, unpacked

_LOCAL = "<4s2B4H3L2H"
_CENTRAL = "<4s4B4H3L5H2L"
_END = "<4s4H2LH"
_VERSION, _UNIX, _MODE = 20, 3, 0o644 << 16
_DAY = 1 << 5 | 1
"""1 January 1980, as an archive says it (https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, 4.4.6)."""
_CHUNK = 1 << 20
_HEADER = 100
_OF_A_WRITE = (slice(24, 32), slice(40, 44), slice(92, 96))
"""Of a database's header: how often it and its schema were written, and its size
(https://sqlite.org/fileformat2.html, 1.3)."""


def wrong_form(data: bytes, ours: bytes) -> str | None:
    """What in a package's form is otherwise than in `ours`, which holds the same; None where nothing is.

    Both have been read by `archive.read`: every member is deflated or stored, and within bounds.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as theirs, zipfile.ZipFile(io.BytesIO(ours)) as made:
        wrong = _wrong_archive(data, theirs.infolist())
        return wrong or _wrong_database(unpacked(theirs, DATABASE), unpacked(made, DATABASE))


def _wrong_archive(data: bytes, members: list[zipfile.ZipInfo]) -> str | None:
    names = [member.filename for member in members]
    if names != [DATABASE, MEDIA, *map(str, range(len(names) - 2))]:
        return "the members of the archive stand in another order"
    at = 0
    central = b""
    for member in members:
        name = member.filename.encode()
        sums = (member.CRC, member.compress_size, member.file_size)
        said = (_VERSION, 0, 0, zipfile.ZIP_DEFLATED, 0, _DAY, *sums, len(name), 0)
        head = struct.pack(_LOCAL, b"PK\3\4", *said) + name
        start = at + len(head)
        if data[at:start] != head:
            return f"the head of the member {member.filename}, or what stands before it"
        if not _is_one_stream(data[start : start + member.compress_size]):
            return f"the member {member.filename} holds more than it unpacks to"
        listed = (_VERSION, _UNIX, *said, 0, 0, 0, _MODE, at)
        central += struct.pack(_CENTRAL, b"PK\1\2", *listed) + name
        at = start + member.compress_size
    count = len(members)
    end = struct.pack(_END, b"PK\5\6", 0, 0, count, count, len(central), at, 0)
    return None if data[at:] == central + end else "the list of the members, or what stands before or behind it"


def _is_one_stream(packed: bytes) -> bool:
    """Whether a deflated member ends where its stream ends."""
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    while packed and not stream.eof:
        stream.decompress(packed, _CHUNK)
        packed = stream.unconsumed_tail
    return stream.eof and not stream.unused_data


def _wrong_database(theirs: bytes, ours: bytes) -> str | None:
    one, two = bytearray(theirs[:_HEADER]), bytearray(ours[:_HEADER])
    page = int.from_bytes(one[16:18], "big")
    pages = int.from_bytes(one[28:32], "big")
    for header in (one, two):
        for part in _OF_A_WRITE:
            header[part] = bytes(part.stop - part.start)
    if one != two:
        at = next(at for at in range(_HEADER) if one[at] != two[at])
        return f"the header of the database, byte {at}: {one[at]} and {two[at]}"
    return None if pages * page == len(theirs) else "the database holds more than its pages"
