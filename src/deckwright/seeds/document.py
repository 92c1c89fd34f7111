"""Bytes -> a document: its text, its encoding, its lines."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from pathlib import Path

from deckwright.errors import DeckwrightError
from deckwright.files import Tree, read_bytes
from deckwright.seeds.seven_bits import check_not_shifted
from deckwright.seeds.wrong_pin import WrongPin

SUFFIXES = (".md", ".markdown", ".txt", ".org", ".adoc", ".rst", ".tex", ".html", ".csv", ".tsv")
"""What is read when a folder is named."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LIKELY = (
    "gb18030", "big5", "cp932", "euc_jp", "cp949", "cp1252", "cp1250", "cp1251", "koi8_r", "cp1253", "cp1254",
    "utf_16_le", "utf_16_be",
)  # fmt: skip
_SAMPLE = 1 << 16  # bytes that detection looks at
_LINE_END = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True, slots=True)
class Document:
    """A text and where it came from. Lines end at LF, CRLF or CR only and are held without their ends."""

    name: str
    encoding: str
    lines: tuple[str, ...]


def split_lines(text: str) -> tuple[str, ...]:
    """Lines of a text; an end of line at its very end begins no further one."""
    lines = _LINE_END.split(text)
    if lines and not lines[-1]:
        lines.pop()
    return tuple(lines)


def decode(data: bytes, name: str, encoding: str | None = None) -> Document:
    """A document from its bytes: a byte order mark decides, then strict UTF-8, then detection; or `encoding` alone.

    Raises DeckwrightError for bytes that are no text in that encoding, and for an encoding Python lacks.
    """
    codec = encoding or next((codec for bom, codec in _BOMS if data.startswith(bom)), None) or _detected(data)
    if not encoding and codec == "utf-8":
        check_not_shifted(data, name)
    try:
        codec = codecs.lookup(codec).name
        text = data.decode(codec)
    except LookupError:
        raise DeckwrightError(
            f"there is no encoding {codec!r}", file=name, expected="a name such as utf-8, gb18030 or shift_jis"
        ) from None
    except (UnicodeError, ValueError) as error:
        raise _undecodable(data, name, codec, encoding, error) from None
    if "\0" in text:
        line = len(_LINE_END.findall(text[: text.index("\0")])) + 1
        raise DeckwrightError(
            "holds a NUL character, as binary files do",
            file=name,
            line=line,
            expected="a text document",
            remedy="export it as text, or pass --encoding utf-16-le if it is UTF-16 without a byte order mark",
        )
    return Document(name, codec, split_lines(text))


def _detected(data: bytes) -> str:
    """UTF-8 where the bytes are that, else the likeliest of the encodings that documents have; UTF-8 if none is."""
    if half := _half_zeros(data):
        return half
    try:
        data.decode("utf-8")
        return "utf-8"
    except UnicodeDecodeError:
        from charset_normalizer import from_bytes

        for found in from_bytes(data[:_SAMPLE], cp_isolation=list(_LIKELY)):
            if _is_text(data, found.encoding):
                return found.encoding
        return "utf-8"


def _half_zeros(data: bytes) -> str | None:
    """UTF-16 without a mark, where every other byte of Latin text is zero; it would pass for UTF-8 with NULs."""
    even, odd = data[0::2].count(0), data[1::2].count(0)
    if not data or min(even, odd) or max(even, odd) * 4 < len(data):
        return None
    codec = "utf-16-le" if odd else "utf-16-be"
    return codec if _is_text(data, codec) else None


def _is_text(data: bytes, codec: str) -> bool:
    try:
        text = data.decode(codec)
    except UnicodeError:
        return False
    return not any(char < " " and char not in "\t\n\r\f" for char in text)


def _undecodable(data: bytes, name: str, codec: str, asked: str | None, error: Exception) -> DeckwrightError:
    at = error.start if isinstance(error, UnicodeDecodeError) else 0
    line = data.count(b"\n", 0, at) + 1
    if b"\0" in data[:8192] and not asked and codec == "utf-8":
        return DeckwrightError(
            "is a binary file", file=name, expected="a text document", remedy="export it as text or Markdown"
        )
    if asked:
        why = f"byte {at} does not fit, in line {line}"
        problem = f"is not {codec}: byte {at} does not fit"
        return WrongPin("encoding", asked, why, problem, file=name, line=line, remedy="try another --encoding")
    return DeckwrightError(
        f"is not {'UTF-8' if codec == 'utf-8' else codec}: byte {at} does not fit",
        file=name,
        line=line,
        expected="UTF-8, or an encoding that can be told from the bytes",
        remedy="pass --encoding, for example --encoding gb18030",
    )


def load(path: Path, encoding: str | None = None, name: str | None = None, within: Tree | None = None) -> Document:
    """Read a document from a file that a person named, or that was found `within` a folder.

    Raises DeckwrightError where that cannot be done.
    """
    shown = name or str(path)
    return decode(within.read_bytes(path, shown) if within else read_bytes(path, shown), shown, encoding)
