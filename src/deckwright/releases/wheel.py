"""This Deckwright as a wheel, packed from what is installed: the code that runs is the code that is handed on.

No build tool is needed, as there is nothing to build: the package is Python and data. The same code gives the same
bytes.
"""

from __future__ import annotations

import base64
import hashlib
import io
import zipfile
from collections.abc import Iterator
from importlib.metadata import Distribution
from importlib.resources import files
from importlib.resources.abc import Traversable

_WHEEL = "Wheel-Version: 1.0\nGenerator: deckwright\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can say


def wheel_name(record: Distribution) -> str:
    return f"deckwright-{record.version}-py3-none-any.whl"


def wheel(record: Distribution) -> bytes:
    """The bytes of the wheel, by the record of the installation."""
    info = f"deckwright-{record.version}.dist-info"
    content = dict(_code(files("deckwright"), "deckwright"))
    for name in ("METADATA", "entry_points.txt", *_licences(record)):
        content[f"{info}/{name}"] = (record.read_text(name) or "").encode()
    content[f"{info}/WHEEL"] = _WHEEL.encode()
    rows = [f"{name},sha256={_sum(data)},{len(data)}\n" for name, data in sorted(content.items())]
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in sorted(content.items()):
            archive.writestr(_entry(name), data)
        archive.writestr(_entry(f"{info}/RECORD"), "".join([*rows, f"{info}/RECORD,,\n"]))
    return packed.getvalue()


def _code(folder: Traversable, name: str) -> Iterator[tuple[str, bytes]]:
    for one in folder.iterdir():
        if one.name.startswith(".") or one.name == "__pycache__":
            continue
        if one.is_dir():
            yield from _code(one, f"{name}/{one.name}")
        else:
            yield f"{name}/{one.name}", one.read_bytes()


def _licences(record: Distribution) -> list[str]:
    listed = [file.as_posix().partition(".dist-info/")[2] for file in record.files or ()]
    return sorted(name for name in listed if name.startswith("licenses/"))


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    entry.create_system = 3  # the same on Windows
    return entry


def _sum(data: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
