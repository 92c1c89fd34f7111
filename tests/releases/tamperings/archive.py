"""Tamperings with the archive: members, names, order, heads, pictures."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Callable

from tests.releases.tamperings.catalogue import Catalogue
from tests.releases.tamperings.forge import COLLECTION, WHOLE, Forger, Package

ARCHIVED = Catalogue()
LEVEL = "deck-advanced.apkg"


def zipped(name: str, change: Callable[[Package], object], content: bool = False, package: str = WHOLE) -> None:
    def do(forger: Forger) -> None:
        with forger.package(package) as opened:
            change(opened)

    ARCHIVED.add(f"zip-{name}", do, package, content=content)


def raw(name: str, change: Callable[[bytearray], object]) -> None:
    """Change the package's bytes, as an archive's reader would not."""

    def do(forger: Forger) -> None:
        data = bytearray((forger.build / WHOLE).read_bytes())
        change(data)
        forger.replace(WHOLE, bytes(data))

    ARCHIVED.add(f"zip-{name}", do)


def picture(package: Package) -> str:
    return next(key for key, name in package.media.items() if name.endswith(".png"))


def media(package: Package, change: Callable[[dict[str, str]], object]) -> None:
    names = package.media
    change(names)
    package.media = names


def all_infos(package: Package, **values: object) -> None:
    for info, _ in package.members:
        for key, value in values.items():
            setattr(info, key, value)


def another_collection(package: Package, name: str, text: str) -> None:
    package.add(name, package[COLLECTION].replace(b"signals", text.encode()))


zipped("member-added", lambda package: package.add("readme.txt", b"x"), content=True)
zipped("member-in-a-folder", lambda package: package.add("sub/readme.txt", b"x"), content=True)
zipped("member-outside", lambda package: package.add("../readme.txt", b"x"), content=True)
zipped("member-folder", lambda package: package.add("sub/", b""), content=True)
zipped("member-renamed", lambda package: setattr(package.info(picture(package)), "filename", "7"), content=True)
zipped("member-order", lambda package: package.members.reverse())
zipped("member-doubled", lambda package: package.members.append(package.members[-1]))
zipped("collection-doubled-first", lambda package: package.members.insert(0, forged_collection(package)))
zipped("collection-doubled-last", lambda package: package.members.append(forged_collection(package)))
zipped("collection-empty", lambda package: package.__setitem__(COLLECTION, b""), content=True)
zipped("collection-longer", lambda package: package.__setitem__(COLLECTION, package[COLLECTION] + bytes(4096)))
zipped("collection-removed", lambda package: package.remove(COLLECTION), content=True)
zipped("anki21", lambda package: another_collection(package, "collection.anki21", "forgery"), content=True)
zipped("anki21b", lambda package: another_collection(package, "collection.anki21b", "forgery"), content=True)
zipped("meta", lambda package: package.add("meta", b"\x08\x03"), content=True)
zipped("comment", lambda package: setattr(package, "comment", b"forged"))
zipped("comment-of-a-member", lambda package: setattr(package.members[0][0], "comment", b"forged"))
zipped("extra-of-a-member", lambda package: setattr(package.members[0][0], "extra", b"\xfe\xca\x01\x00x"))
zipped("time-stamps", lambda package: all_infos(package, date_time=(2026, 1, 2, 3, 4, 6)))
zipped("level", lambda package: setattr(package, "level", 1))
zipped("stored", lambda package: all_infos(package, compress_type=zipfile.ZIP_STORED))
zipped("stored-level-package", lambda package: all_infos(package, compress_type=zipfile.ZIP_STORED), package=LEVEL)
zipped("permissions", lambda package: all_infos(package, external_attr=0o777 << 16))
zipped("system", lambda package: all_infos(package, create_system=0))
zipped("link", lambda package: all_infos(package, external_attr=0o120777 << 16))
zipped(
    "media-renamed", lambda package: media(package, lambda m: m.update({picture(package): "other.png"})), content=True
)
zipped(
    "media-path", lambda package: media(package, lambda m: m.update({picture(package): "../../x.png"})), content=True
)
zipped("media-entry-added", lambda package: media(package, lambda m: m.update({"9": "gone.png"})), content=True)
zipped("media-entry-removed", lambda package: media(package, lambda m: m.pop(picture(package))), content=True)
zipped("media-spaces", lambda package: package.__setitem__("media", package["media"] + b"\n"))
zipped("media-map-removed", lambda package: package.remove("media"), content=True)
zipped("media-map-no-json", lambda package: package.__setitem__("media", b"{"), content=True)
zipped("media-map-a-list", lambda package: package.__setitem__("media", b"[1]"), content=True)
zipped(
    "media-bytes", lambda package: package.__setitem__(picture(package), package[picture(package)] + b"x"), content=True
)
zipped("media-missing", lambda package: package.remove(picture(package)), content=True)


def forged_collection(package: Package) -> tuple[zipfile.ZipInfo, bytes]:
    return package.info(COLLECTION), package[COLLECTION].replace(b"signals", b"forgery")


def more_media(package: Package) -> None:
    media(package, lambda names: names.update({"9": "_forged.js"}))
    package.add("9", b"alert(1)")


zipped("media-added", more_media, content=True)


def flags(data: bytearray, bit: int) -> None:
    """Set a flag in every head of a member, in the archive's list and before the member."""
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        here = data.find(sign)
        while here >= 0:
            data[here + at] |= bit
            here = data.find(sign, here + 4)


def corrupt(data: bytearray) -> None:
    start = 30 + len(COLLECTION)
    data[start : start + 8] = b"\xff" * 8


def other_name_before(data: bytearray) -> None:
    """The name before the member is another than in the archive's list."""
    at = data.find(COLLECTION.encode())
    data[at : at + 10] = b"Collection"


def wrong_sum(data: bytearray) -> None:
    at = data.find(b"PK\x01\x02") + 16
    data[at : at + 4] = struct.pack("<I", zlib.crc32(b"forged"))


raw("bytes-behind", lambda data: data.extend(b"forged"))
raw("bytes-before", lambda data: data.__setitem__(slice(0, 0), b"#!/bin/sh\n"))
raw("cut-off", lambda data: data.__delitem__(slice(len(data) // 2, None)))
raw("empty", lambda data: data.clear())
raw("no-archive", lambda data: data.__setitem__(slice(None), b"forged"))
raw("encrypted", lambda data: flags(data, 1))
raw("corrupt", corrupt)
raw("wrong-checksum", wrong_sum)
raw("other-name-before", other_name_before)
