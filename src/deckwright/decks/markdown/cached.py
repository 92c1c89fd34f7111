"""Texts rendered in another run are not rendered again; many at once are rendered on all cores.

What a text becomes follows from its letters and from the code and libraries that render it, and from nothing else;
texts with pictures follow from the pictures too, and are not kept.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import asdict
from functools import cache
from importlib.metadata import version
from multiprocessing import get_context

from deckwright.decks.markdown.inline import ImageHtml
from deckwright.decks.markdown.nodes import Told
from deckwright.decks.markdown.render import Rendered, Renderer, plain_image
from deckwright.files.cache import Cache, code_digest, user_cache
from deckwright.files.processes import cores, safe_path
from deckwright.project import Project

MANY = 1500
"""Texts from which a second process saves more than its start costs (about 0.3 s; a text takes about 1 ms)."""

MOST = 8
"""Processes at once; each holds the libraries, some 50 MB."""

CHUNK = 100
"""Texts that a process gets at a time."""

LIBRARIES = ("markdown", "nh3", "pygments", "math-core")
"""Those that shape a field."""


class CachedRenderer(Renderer):
    """Renders as `Renderer` does, byte for byte. `keep` writes what is new to the cache."""

    def __init__(self, store: Cache) -> None:
        super().__init__()
        self._store = store
        self._known: dict[str, Rendered] = {}
        self._new: dict[str, Rendered] = {}

    @classmethod
    def of(cls, project: Project, *, cached: bool = True) -> CachedRenderer:
        """With what the user's cache holds of this very code and these libraries; nothing if not `cached`."""
        return cls(Cache(user_cache(project.root) if cached else None, shaped_by()))

    def expect(self, texts: Iterable[str]) -> None:
        """Look texts up that will be rendered; where many are not known, render them on all cores."""
        wanted = {_key(text): text for text in texts}
        found = self._store.read(wanted)
        self._known.update((wanted[key], made) for key, value in found.items() if (made := _read(value)))
        missing = [text for text in wanted.values() if text not in self._known]
        for text, made in _rendered_together(missing):
            self._known[text] = self._new[text] = made

    def render(self, text: str, image: ImageHtml = plain_image) -> Rendered:
        if (known := self._known.get(text)) is not None:
            return known
        shown: list[str] = []

        def noted(address: str, alternative: str) -> str:
            shown.append(address)
            return image(address, alternative)

        made = super().render(text, noted)
        if not shown:
            self._known[text] = self._new[text] = made
        return made

    def keep(self) -> None:
        """Write what was rendered since to the cache."""
        self._store.write({_key(text): _written(made) for text, made in self._new.items()})
        self._new.clear()


@cache
def shaped_by() -> str:
    """A digest of all that shapes what a text becomes: our own code, the libraries, Python."""
    libraries = [version(name) for name in LIBRARIES]
    return hashlib.sha256(f"{sys.version} {libraries} {code_digest('decks', 'text')}".encode()).hexdigest()[:32]


def _key(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _written(made: Rendered) -> bytes:
    return json.dumps([made.html, [asdict(told) for told in made.told], made.formulas]).encode()


def _read(value: bytes) -> Rendered | None:
    try:
        html, told, formulas = json.loads(value)
        return Rendered(html, tuple(Told(**one) for one in told), tuple(formulas))
    except (ValueError, TypeError):
        return None


def _rendered_together(texts: Sequence[str]) -> Iterator[tuple[str, Rendered]]:
    """Texts with what they become, from all cores; nothing where they are few, or where processes cannot be had."""
    if len(texts) < MANY or cores() < 2:
        return
    chunks = [texts[first : first + CHUNK] for first in range(0, len(texts), CHUNK)]
    try:
        with safe_path(), ProcessPoolExecutor(min(cores(), MOST), mp_context=get_context("spawn")) as pool:
            for chunk, made in zip(chunks, pool.map(_render_chunk, chunks), strict=True):
                yield from ((text, one) for text, one in zip(chunk, made, strict=True) if one is not None)
    except (BrokenProcessPool, OSError):
        return  # what is missing is rendered here


def _render_chunk(texts: Sequence[str]) -> list[Rendered | None]:
    renderer = _own_renderer()
    return [_without_pictures(renderer, text) for text in texts]


@cache
def _own_renderer() -> Renderer:
    return Renderer()


def _without_pictures(renderer: Renderer, text: str) -> Rendered | None:
    """What a text becomes; None for one that has pictures, or cannot be rendered: it is looked at again in its turn."""

    def image(address: str, alternative: str) -> str:
        raise ValueError(address)

    try:
        return renderer.render(text, image)
    except Exception:
        return None
