"""Whether what deckwright.yaml pins for a document can be: the name of a marker, of an encoding."""

from __future__ import annotations

import codecs
import difflib
from typing import TypedDict

from deckwright.seeds.markers import REGISTRY, all_kinds


class Pinned(TypedDict):
    """How a person says that documents are to be read, by the names that deckwright.yaml has for it."""

    encoding: str | None
    marker: str | None
    like: str | None
    columns: str | None


def unknown_marker(name: str) -> str | None:
    """The nearest marker of another name, where there is none of this one; None where there is.

    A family of marks is named after its marker, with its depth behind: `heading-2`. Markers that other packages bring
    name theirs as they like.
    """
    kinds = [kind.name for kind in all_kinds()]
    if len(kinds) > len(REGISTRY) or any(name == kind or name.startswith(f"{kind}-") for kind in kinds):
        return None
    stem, _, depth = name[:80].rpartition("-") if name[-1:].isdigit() else (name[:80], "", "")
    near = (difflib.get_close_matches(stem, kinds, 1) or ["heading"])[0]
    depth = depth or ("2" if near == "heading" else "")
    return f"{near}-{depth}" if depth else near


def is_encoding(name: str) -> bool:
    """Whether Python has a text encoding of this name."""
    try:
        return codecs.lookup(name)._is_text_encoding
    except (LookupError, ValueError):
        return False
