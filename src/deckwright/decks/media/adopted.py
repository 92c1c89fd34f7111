"""The media of an adopted deck: under the names that its notes call them, wherever they lie in cards/media/."""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from deckwright.cards.lock import LockedMedium
from deckwright.cards.store import Card
from deckwright.decks.markdown.inline import ImageHtml
from deckwright.decks.media.pictures import Pictures, caption
from deckwright.errors import Finding
from deckwright.files import Kind

MEDIUM = Kind("a file of media", 100 << 20, "make it smaller")
_SOUND = re.compile(r"\[sound:([^\]]+)\]", re.I)
_SOURCE = re.compile(
    r"""<(?:img|audio|video|source|object|embed|script|link|track)\b[^>]*?\b(?:src|data|href)\s*=\s*"""
    r"""(?:"([^"]*)"|'([^']*)'|([^\s>"']+))""",
    re.I,
)
_STYLE = re.compile(r"""url\(\s*["']?([^"')]+)["']?\s*\)|@import\s+["']([^"']+)["']""", re.I)
_ELSEWHERE = re.compile(r"(?:[a-z][a-z0-9+.-]+:|//)", re.I)
_SOUNDS = re.compile(r"[\w.-]+\.(?:mp3|ogg|oga|opus|wav|m4a|flac|aac|mp4|webm|mpg|mpeg|mkv|avi|3gp|spx)", re.I)


def references(page: str) -> Iterator[str]:
    """The names of files that HTML or a style sheet calls for, as it writes them; none of them lies elsewhere."""
    found = [match[1] for match in _SOUND.finditer(page)]
    found += [next(filter(None, match.groups()), "") for match in _SOURCE.finditer(page)]
    found += [match[1] or match[2] for match in _STYLE.finditer(page)]
    for name in found:
        if name and not _ELSEWHERE.match(name) and "{{" not in name:
            yield html.unescape(name)


@dataclass(slots=True)
class AdoptedMedia:
    """The media of one deck; what is read lands in `pictures.files`, under its name in Anki."""

    known: Mapping[str, LockedMedium]
    pictures: Pictures
    folder: Path

    def used(self, page: str, card: Card, findings: list[Finding], *, tell: bool) -> set[str]:
        """The names of the files that a field calls for and that are there; with `tell`, the others are told."""
        found = set()
        for name in references(page):
            if self.take(name):
                found.add(name)
            elif self.take(unquote(name)):
                found.add(unquote(name))
            elif tell and name not in self.pictures.files:
                message = f"the file {name} is not there; looked in media"
                findings.append(Finding("warning", "image-missing", message, card.file, card.line))
        return found

    def take(self, name: str) -> bool:
        """Read a file by its name in Anki, if it is there."""
        if name in self.pictures.files:
            return True
        file = self.known[name].file if name in self.known else name
        path = self.folder / file
        if not file or "/" in file or "\\" in file or "\0" in file or file in (".", ".."):
            return False
        tree = self.pictures.tree
        if not tree.there(path) or not tree.is_file(path):
            return False
        data = tree.read_bytes(path, f"cards/media/{file}", MEDIUM)
        self.pictures.files[name] = data
        self.pictures.sources[name] = (hashlib.sha256(data).hexdigest(),) * 2
        return True

    def digest(self, name: str) -> str:
        return self.pictures.sources[name][0]

    def image(
        self, file: str, place: Callable[[str], tuple[int, int]], findings: list[Finding], used: set[str]
    ) -> ImageHtml:
        """What renders the pictures of a note, as `Pictures.of_note` does: those that the deck came with keep their
        names."""
        other = self.pictures.of_note(file, place, findings, used)

        def image(address: str, alternative: str) -> str:
            name = next((one for one in (address, unquote(address)) if one in self.known), None)
            if name is None or not self.take(name):
                return other(address, alternative)
            used.add(name)
            return medium(name, alternative)

        return image


def medium(name: str, alternative: str) -> str:
    """A file under its own name as HTML has it."""
    if _SOUNDS.fullmatch(name):
        return f'<span class="sound">{name}</span>'
    said = caption(alternative)
    alt = f' alt="{html.escape(said)}"' if said else ""
    return f'<img src="{html.escape(name)}"{alt}>'
