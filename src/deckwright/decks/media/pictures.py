"""Pictures: what becomes of every `![…](…)` and `<img>`.

A local picture is packed under a name that holds its content's hash, since Anki never replaces a file of the same
name. One that is elsewhere, missing or broken leaves its caption and a finding, and never a broken picture.
"""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from posixpath import normpath
from urllib.parse import unquote

from deckwright.decks.markdown.inline import ImageHtml
from deckwright.decks.media.fetch import Fetcher, FetchError
from deckwright.decks.media.ground import Ground
from deckwright.decks.media.look import SOUNDS, SUFFIXES, look, too_large
from deckwright.errors import DeckwrightError, Finding
from deckwright.files import PICTURE, NotAFile, Tree

LONGEST_SHOWN = 200
"""Characters of an address in a finding."""
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
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]+:", re.I)  # one letter is a drive's
_HOST = re.compile(r"https?://([^/?#]*)", re.I)
_FILE_NAME = re.compile(r"\S*\.(?:png|jpe?g|gif|webp|svg|avif|bmp)", re.I)


def caption(alternative: str) -> str:
    """The alternative text, if it says anything: not `Untitled`, not `image`, not a file name."""
    text = " ".join(alternative.split())
    return "" if text.casefold() in _NO_CAPTION or _FILE_NAME.fullmatch(text) else text


@dataclass(frozen=True, slots=True)
class _Packed:
    """A picture's name in the package, None where it is not packed, what is told of it, and the ground it needs."""

    name: str | None
    told: tuple[tuple[str, str], ...] = ()
    ground: Ground = ""


@dataclass(slots=True)
class Pictures:
    """The pictures of one deck.

    `folders` are where a relative address is looked for, in this order; none may lead out of `tree`. `beside` is a
    folder that the person named for them, the last to be looked in. `fetcher` has those from elsewhere that were
    fetched.
    """

    folders: Sequence[Path]
    tree: Tree
    fetcher: Fetcher | None = None
    shown: Callable[[Path], str] = str  # a path as people see it
    beside: Tree | None = None
    files: dict[str, bytes] = field(default_factory=dict)  # name in the package -> content
    sources: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Name in the package -> SHA-256 of the file it was made of, with one kind of line ends, and byte for byte."""
    _packed: dict[Path, _Packed] = field(default_factory=dict)

    def of_note(
        self,
        file: str,
        place: Callable[[str], tuple[int, int]],
        findings: list[Finding],
        used: set[str],
        folder: Path | None = None,
    ) -> ImageHtml:
        """What renders the pictures of one note: tells into `findings`, and names what it packs in `used`.

        `place` tells line and column of an address; `folder` is that of the note's document, looked in before the last.
        Raises NotAFile, with `file` and its line, for what stands in the place of a picture and is no file of the
        project.
        """

        def image(address: str, alternative: str) -> str:
            said = caption(alternative)
            try:
                packed = self._picture(address, folder)
            except NotAFile as odd:
                what = f"the picture {odd.file} {odd.problem}"
                raise NotAFile(
                    what, file=file, line=place(address)[0], expected=odd.expected, remedy=odd.remedy
                ) from None
            findings.extend(Finding("warning", *told, file, *place(address)) for told in packed.told)
            if packed.name:
                used.add(packed.name)
                if packed.name.endswith(SOUNDS):
                    return f'<span class="sound">{packed.name}</span>'
                ground = f' class="on-{packed.ground}"' if packed.ground else ""
                return f'<img src="{packed.name}" alt="{html.escape(said)}"{ground}>'
            return _stand_in(said, address if _is_remote(address) else None)

        return image

    def _picture(self, address: str, folder: Path | None) -> _Packed:
        if not address:
            return _Packed(None, (("image-missing", "a picture has no address"),))
        if _is_remote(address):
            return self._remote(f"https:{address}" if address.startswith("//") else address)
        if scheme := _SCHEME.match(address):
            return _Packed(None, (("image-unsafe", f"a picture from {scheme[0]} is not packed"),))
        return self._local(address, folder)

    def _remote(self, url: str) -> _Packed:
        secure = re.sub("^http:", "https:", url, flags=re.I)
        path = self.fetcher.kept(secure) if self.fetcher else None
        if path is None and self.fetcher and self.fetcher.fetching:
            try:
                path = self.fetcher.get(secure)
            except FetchError as error:
                return _Packed(None, (("image-not-fetched", f"the picture {shortened(url)} was not fetched: {error}"),))
        if path is None:
            remedy = "build with --fetch-media" if self.fetcher else "save it beside"
            return _Packed(
                None, (("image-remote", f"the picture {shortened(url)} is not packed, as it lies elsewhere; {remedy}"),)
            )
        tree = self.fetcher.tree if self.fetcher else self.tree
        tree.check_file(path)
        return self._pack(path, url, tree)

    def _local(self, address: str, of_document: Path | None) -> _Packed:
        shown, places = shortened(unquote(address)), self._places(of_document)
        relative = PurePosixPath(unquote(address.split("?", 1)[0].split("#", 1)[0]))
        if relative.is_absolute() or "\0" in address or "%00" in address:
            return _Packed(None, (("image-outside", f"the picture {shown} is refused: its path does not begin here"),))
        if relative.suffix.lower() in (*SUFFIXES, *SOUNDS):
            for tree, folder in places:
                tree.check_file(folder / relative, shown)
        paths = [(tree, tree.real(folder / relative)) for tree, folder in places]
        for tree, path in paths:
            if path and tree.there(path):
                return self._pack(path, shown, tree)
        if any(path is None for _, path in paths):
            root = self.tree.root
            outside = f"the picture {shown} is refused: it lies outside of {root.name or root}"
            return _Packed(None, (("image-outside", outside),))
        place = self.shown(Path(normpath((self.folders[0] / relative).as_posix())))
        remedy = f"; put it at {place}" if len(place) <= LONGEST_SHOWN else ""
        return _Packed(None, (("image-missing", f"the picture {shown} is not there{remedy}"),))

    def _places(self, of_document: Path | None) -> list[tuple[Tree, Path]]:
        """Where a relative address is looked for, each folder with the tree that it may not lead out of."""
        folders = [*self.folders[:-1], *([of_document] if of_document else []), *self.folders[-1:]]
        return [
            *((self.tree, folder) for folder in folders),
            *([(self.beside, self.beside.root)] if self.beside else []),
        ]

    def _pack(self, path: Path, shown: str, tree: Tree) -> _Packed:
        if path not in self._packed:
            self._packed[path] = self._looked_at(path, shown, tree)
        return self._packed[path]

    def _looked_at(self, path: Path, shown: str, tree: Tree) -> _Packed:
        if path.suffix.lower() not in (*SUFFIXES, *SOUNDS):
            return _Packed(None, (("image-type", f"{shown} is no picture that Anki shows, and no sound"),))
        try:
            if problem := too_large(tree.size(path, shown), shown):
                return _Packed(None, (problem,))
            content = tree.read_bytes(path, shown, PICTURE)
        except DeckwrightError as error:
            return _Packed(None, (("image-missing", f"the picture {shown} {error.problem}"),))
        as_it_is = hashlib.sha256(content).hexdigest()
        if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):  # SVG: to XML, all line ends are one
            content = content.replace(b"\r\n", b"\n")
        seen = look(content, path.suffix, shown)
        if seen.content is None:
            return _Packed(None, seen.told)
        stem = re.sub(r"[^A-Za-z0-9]+", "-", path.stem).strip("-").lower()[:40] or "picture"
        name = f"{stem}-{hashlib.sha256(seen.content).hexdigest()[:12]}{seen.suffix}"
        self.files[name] = seen.content
        self.sources[name] = hashlib.sha256(content).hexdigest(), as_it_is
        return _Packed(name, seen.told, seen.ground)


def shortened(address: str) -> str:
    """An address as findings show it."""
    return address if len(address) <= LONGEST_SHOWN else f"{address[:LONGEST_SHOWN]}…"


def _is_remote(address: str) -> bool:
    return address.startswith("//") or address[:8].lower().startswith(("http://", "https://"))


def _stand_in(said: str, address: str | None) -> str:
    link = ""
    if address:
        url = f"https:{address}" if address.startswith("//") else address
        host = _HOST.match(url)
        link = f'<a href="{html.escape(url)}">↗ {html.escape(host[1] if host else url)}</a>'
    text = " ".join(part for part in (html.escape(said), link) if part)
    return f'<span class="picture">{text}</span>' if text else ""
