"""manifest.json as others may have made it: read into what it says, or refused by the fact that is otherwise."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from deckwright.errors import DeckwrightError
from deckwright.files.shapes import DERIVATION, FILE, NAME, TIME, Flag, ListOf, MapOf, Record, Text, Whole, check, loads

_COUNT = Whole(0, 1 << 53, "a count")
_PACKAGE = Record(
    {
        "file": FILE,
        "level": NAME,
        "deck": NAME,
        "sha256": NAME,
        "content_digest": NAME,
        "content_digest_number": DERIVATION,
        "notes": _COUNT,
        "cards": _COUNT,
    },
    required=("file",),
    open=True,
)
_NOTE = Record(
    {
        "id": NAME,
        "digest": NAME,
        "digest_number": DERIVATION,
        "level": NAME,
        "deck": NAME,
        "search": NAME,
        "modified": TIME,
        "file": NAME,
        "line": _COUNT,
        "kind": NAME,
        "question": Text(),
        "tags": ListOf(Text()),
        "reverse": Flag(),
        "parts": MapOf(NAME, NAME),
    },
    required=("id",),
    open=True,
)
_MANIFEST = Record(
    {
        "version": NAME,
        "released": TIME,
        "key": NAME,
        "deck": NAME,
        "slug": NAME,
        "levels": MapOf(NAME, NAME),
        "tool": MapOf(NAME, NAME),
        "packages": ListOf(_PACKAGE),
        "notes": ListOf(_NOTE),
    },
    required=("notes",),
    open=True,
)
"""Other versions of deckwright write more facts or fewer: those of other names are passed over."""
_WHOLE = Record(
    {
        **_MANIFEST.facts,
        "packages": ListOf(replace(_PACKAGE, required=("file", "sha256", "content_digest", "notes"))),
        "notes": ListOf(replace(_NOTE, required=("id", "digest", "modified"))),
    },
    required=("tool", "packages", "notes"),
    open=True,
)


def read_manifest(path: Path, data: bytes, *, whole: bool = False) -> dict[str, Any]:
    """What a manifest.json says, every fact with its type; with `whole`, all that `verify` holds packages against.

    Raises DeckwrightError where it is none.
    """
    remedy = "make it again with `deckwright build`"
    try:
        found = loads(data)
    except ValueError:
        found = None
    if not isinstance(found, dict):
        expected = "a manifest.json of `deckwright build`"
        raise DeckwrightError("is no manifest", file=path, expected=expected, remedy=remedy)
    check(found, _WHOLE if whole else _MANIFEST, str(path), remedy=remedy)
    return found
