"""Which sources a person named for a project: what deckwright.yaml says of others may be a stranger's word."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from deckwright.files.cache import Cache, user_cache

_STORE = "sources-1"


def remember(root: Path, paths: Iterable[Path]) -> None:
    """Keep, in the user's own cache, that a person named these for the project in a folder."""
    Cache(user_cache(root), _STORE).write({_key(root, path): b"1" for path in paths})


def is_named(root: Path, path: Path) -> bool:
    """Whether a person named it, for the project in this very folder; or whether it lies in the project."""
    key = _key(root, path)
    return path.resolve().is_relative_to(root.resolve()) or bool(Cache(user_cache(root), _STORE).read([key]))


def _key(root: Path, path: Path) -> bytes:
    return hashlib.sha256(f"{root.resolve()}\0{path.resolve()}".encode("utf-8", "surrogateescape")).digest()
