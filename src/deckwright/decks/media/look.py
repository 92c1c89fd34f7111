"""A look at a picture's bytes: is it one, of which type, how large; SVG without what could run or load."""

from __future__ import annotations

import io
import re
import warnings
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass

import py_svg_hush
from PIL import Image

LARGE = 1 << 20
"""Bytes from which on a picture is told: a deck of such is slow to synchronise."""
HUGE = 20 << 20
"""Bytes from which on a picture is not packed."""

MAX_DEPTH = 500
"""Elements within elements in an SVG; a drawing program's groups are some ten deep, the parser's stack ends at some
thousands."""
MAX_TAGS = 1_000_000
_TAG = re.compile(rb"<(/?)[A-Za-z][^<>]*?(/?)>")
_SETS_LINK = re.compile(rb"<(?:animate|set)\w*\b[^<>]*\battributeName\s*=\s*[\"']?\s*(?:xlink:)?href\b[^<>]*>", re.I)
"""An animation that changes where a link leads, even to a script; the library lets it pass."""

_SUFFIX = {
    "PNG": ".png",
    "JPEG": ".jpg",
    "MPO": ".jpg",
    "GIF": ".gif",
    "WEBP": ".webp",
    "AVIF": ".avif",
    "BMP": ".bmp",
}
_OPENED = tuple(name for name in _SUFFIX if name != "MPO")  # Pillow opens those as JPEG
_ALIKE = {".jpg": {".jpg", ".jpeg"}}
SUFFIXES = frozenset({*_SUFFIX.values(), ".jpeg", ".svg"})


@dataclass(frozen=True, slots=True)
class Look:
    """`content` and `suffix` as packed, None where it cannot be; `told` are findings' codes and messages."""

    content: bytes | None
    suffix: str
    told: tuple[tuple[str, str], ...] = ()


def look(content: bytes, suffix: str, name: str) -> Look:
    """Judge a picture by its bytes; `suffix` is what its name says, with the dot."""
    if problem := too_large(len(content), name):
        return Look(None, suffix, (problem,))
    seen = _svg(content, name) if _is_svg(content) else _raster(content, name)
    if seen.content is None:
        return seen
    told = list(seen.told)
    said = suffix.lower()
    if said not in _ALIKE.get(seen.suffix, {seen.suffix}):
        told.append(("image-mislabelled", f"the picture {name} is in truth {seen.suffix[1:].upper()}; rename it"))
        said = seen.suffix
    if len(content) > LARGE:
        told.append(("image-large", f"the picture {name} has {_mib(len(content))}; make it smaller"))
    return Look(seen.content, said, tuple(told))


def too_large(size: int, name: str) -> tuple[str, str] | None:
    """What is told of a picture of so many bytes, if it is not packed for that; ask before it is read."""
    return ("image-huge", f"the picture {name} has {_mib(size)}, and is not packed") if size > HUGE else None


def _mib(size: int) -> str:
    return f"{size / (1 << 20):.1f} MiB"


def _is_svg(content: bytes) -> bool:
    head = content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    return head.startswith((b"<?xml", b"<svg", b"<!--", b"<!DOCTYPE")) and b"<svg" in content[:65536]


def _raster(content: bytes, name: str) -> Look:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=_OPENED) as picture:
                kind = picture.format or ""
                picture.load()
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        return Look(None, "", (("image-huge", f"the picture {name} has too many pixels, and is not packed"),))
    except Exception:  # Pillow's readers raise whatever their format's code does
        return Look(None, "", (("image-broken", f"the picture {name} cannot be read as one, and is not packed"),))
    return Look(content, _SUFFIX[kind])


def _svg(content: bytes, name: str) -> Look:
    """An SVG that has passed an allow-list: no scripts, handlers, foreign HTML, nothing from elsewhere."""
    if content.count(b"<") > MAX_TAGS or _depth(content) > MAX_DEPTH:
        return Look(None, "", (("image-broken", f"the picture {name} is nested too deeply, and is not packed"),))
    try:
        clean = bytes(py_svg_hush.filter_svg(_SETS_LINK.sub(b"", content)))
        before, after = _measure(content), _measure(clean)
    except Exception:  # the library raises its own errors, expat others
        return Look(None, "", (("image-broken", f"the picture {name} is no well-formed SVG, and is not packed"),))
    told = (("image-cleaned", f"parts of {name} that could run or load something were taken out"),)
    return Look(clean, ".svg", told if after < before else ())


def _depth(content: bytes) -> int:
    """How deep elements stand in each other at most, as far as tags tell: the library is not asked beyond its stack."""
    depth = deepest = 0
    for match in _TAG.finditer(content):
        if match[1]:
            depth -= 1
        elif not match[2]:
            depth += 1
            deepest = max(deepest, depth)
    return deepest


def _measure(content: bytes) -> int:
    """Elements and attributes that count; comments and metadata do not."""
    root = ElementTree.fromstring(content)
    return sum(1 + sum("}" not in name for name in element.attrib) for element in root.iter())
