"""A look at a picture's bytes: is it one, of which type, how large; SVG without what could run or load."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass

from PIL import Image

from deckwright.decks.media.ground import Ground, of_raster, of_svg
from deckwright.decks.media.svg import Unfit, cleaned

LARGE = 1 << 20
"""Bytes from which on a picture is told: a deck of such is slow to synchronise."""
HUGE = 20 << 20
"""Bytes from which on a picture is not packed."""

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
SOUNDS = (".mp3", ".ogg", ".oga", ".opus", ".wav", ".m4a", ".aac", ".flac")
"""Files that Anki plays. They are packed as they are: Anki's player has to judge what is in them."""
SUFFIXES = frozenset({*_SUFFIX.values(), ".jpeg", ".svg"})


@dataclass(frozen=True, slots=True)
class Look:
    """`content` and `suffix` as packed, None where it cannot be; `told` are findings' codes and messages."""

    content: bytes | None
    suffix: str
    told: tuple[tuple[str, str], ...] = ()
    ground: Ground = ""


def look(content: bytes, suffix: str, name: str) -> Look:
    """Judge a picture by its bytes; `suffix` is what its name says, with the dot."""
    if problem := too_large(len(content), name):
        return Look(None, suffix, (problem,))
    if suffix.lower() in SOUNDS:
        return Look(content, suffix.lower())
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
    return Look(seen.content, said, tuple(told), seen.ground)


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
                ground = of_raster(picture)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        return Look(None, "", (("image-huge", f"the picture {name} has too many pixels, and is not packed"),))
    except Exception:  # Pillow's readers raise whatever their format's code does
        return Look(None, "", (("image-broken", f"the picture {name} cannot be read as one, and is not packed"),))
    return Look(content, _SUFFIX[kind], ground=ground)


def _svg(content: bytes, name: str) -> Look:
    """An SVG that has passed an allow-list: no scripts, handlers, foreign HTML, nothing from elsewhere."""
    try:
        clean, fewer = cleaned(content, HUGE)
    except Unfit as unfit:
        return Look(None, "", ((unfit.code, f"the picture {name} {unfit.said}, and is not packed"),))
    told = (("image-cleaned", f"parts of {name} that could run or load something were taken out"),)
    return Look(clean, ".svg", told if fewer else (), of_svg(clean))
