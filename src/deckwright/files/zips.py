"""A zip that may come from anybody, opened within bounds: the list of its members is not read where it is too long."""

from __future__ import annotations

import contextlib
import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

MAX_DIRECTORY = 10_000_000
"""Bytes of the list of members: 46 of each, and its name; `ZipFile` makes an object of 500 bytes of each."""
BROKEN = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    struct.error,
    EOFError,
    KeyError,
    ValueError,
    TypeError,
    OverflowError,
    RuntimeError,  # an encrypted member
    NotImplementedError,
)
"""What opening and reading a broken zip raises."""


class _Source(io.BufferedReader):
    """What `ZipFile` reads from; it reads the list of members at once, before it looks at any."""

    bounded = True

    def read(self, size: int | None = -1, /) -> bytes:
        if not self.bounded:
            return super().read(size)
        data = super().read(MAX_DIRECTORY + 1 if size is None or size < 0 else min(size, MAX_DIRECTORY + 1))
        if len(data) > MAX_DIRECTORY:
            raise zipfile.LargeZipFile("the list of members")
        return data


@contextlib.contextmanager
def opened(source: bytes | Path) -> Iterator[zipfile.ZipFile]:
    """A zip whose members are stored or deflated, as Anki reads them. Raises one of BROKEN for anything else."""
    raw = io.BytesIO(source) if isinstance(source, bytes) else io.FileIO(source)
    with _Source(raw) as file, zipfile.ZipFile(file) as archive:
        file.bounded = False
        if any(one.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for one in archive.infolist()):
            raise NotImplementedError("another way of packing")
        yield archive
