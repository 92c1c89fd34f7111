"""Pictures: what becomes of every `![…](…)` and `<img>`.

A local picture is packed under a name that holds its content's hash, since Anki never replaces a file of the same
name. One that is elsewhere or missing leaves its caption and a finding, and never a broken picture.
"""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from deckwright.decks.markdown.inline import ImageHtml
from deckwright.errors import Finding

SUFFIXES = {".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".avif", ".bmp"}
_NO_CAPTION = {
    "",
    "untitled",
    "image",
    "img",
    "picture",
    "pic",
    "photo",
    "alt",
    "alt text",
    "图片",
    "图像",
    "图",
    "screenshot",
}
_FILE_NAME = re.compile(r"\S*\.(?:png|jpe?g|gif|webp|svg|avif|bmp)", re.I)


def caption(alternative: str) -> str:
    """The alternative text, if it says anything: not `Untitled`, not `image`, not a file name."""
    text = " ".join(alternative.split())
    return "" if text.casefold() in _NO_CAPTION or _FILE_NAME.fullmatch(text) else text


@dataclass(slots=True)
class Pictures:
    """The pictures of one deck. `folders` are where a relative address is looked for, in this order."""

    folders: Sequence[Path]
    files: dict[str, bytes] = field(default_factory=dict)  # name in the package -> content
    _names: dict[Path, str] = field(default_factory=dict)

    def of_note(self, file: str, line: int | None, findings: list[Finding], used: set[str]) -> ImageHtml:
        """What renders the pictures of one note: tells into `findings`, and names what it packs in `used`."""

        def image(address: str, alternative: str) -> str:
            said = caption(alternative)
            problem = self._problem(address)
            if problem is None:
                name = self._pack(self._find(address))
                used.add(name)
                return f'<img src="{name}" alt="{html.escape(said)}">'
            findings.append(Finding("warning", *problem, file, line))
            return _stand_in(said, address if problem[0] == "image-remote" else None)

        return image

    def _problem(self, address: str) -> tuple[str, str] | None:
        """Why a picture cannot be packed: a finding's code and message."""
        scheme = urlsplit(address).scheme if ":" in address else ""
        if scheme in ("http", "https") or address.startswith("//"):
            return (
                "image-remote",
                f"the picture {address} is not packed, as it lies elsewhere; save it to cards/media/",
            )
        if scheme and len(scheme) > 1:
            return "image-unsafe", f"a picture from {scheme}: is not packed"
        if not address:
            return "image-missing", "a picture has no address"
        path = self._find(address)
        if path is None:
            where = ", ".join(dict.fromkeys(folder.name or str(folder) for folder in self.folders))
            return "image-missing", f"the picture {unquote(address)} is not there; looked in {where}"
        if path.suffix.lower() not in SUFFIXES:
            return "image-type", f"{unquote(address)} is no picture that Anki shows"
        return None

    def _find(self, address: str) -> Path | None:
        """The file of a relative address; never one outside the folders."""
        relative = PurePosixPath(unquote(address.split("?", 1)[0].split("#", 1)[0]))
        if relative.is_absolute() or "\0" in address:
            return None
        for folder in self.folders:
            path = (folder / relative).resolve()
            if path.is_relative_to(folder.resolve()) and path.is_file():
                return path
        return None

    def _pack(self, path: Path | None) -> str:
        assert path
        if path not in self._names:
            content = path.read_bytes()
            stem = re.sub(r"[^A-Za-z0-9]+", "-", path.stem).strip("-").lower()[:40] or "picture"
            name = f"{stem}-{hashlib.sha256(content).hexdigest()[:12]}{path.suffix.lower()}"
            self.files[name] = content
            self._names[path] = name
        return self._names[path]


def _stand_in(said: str, address: str | None) -> str:
    link = ""
    if address:
        url = f"https:{address}" if address.startswith("//") else address
        link = f'<a href="{html.escape(url)}">↗ {html.escape(urlsplit(url).netloc)}</a>'
    text = " ".join(part for part in (html.escape(said), link) if part)
    return f'<span class="picture">{text}</span>' if text else ""
