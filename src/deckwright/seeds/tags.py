"""Tags that the words of a question earn, as deckwright.yaml says."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

from deckwright.characters import is_cjk


def tags_for(question: str, own: Iterable[str], words: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """A document's own tags and those that the question's words earn, each once, in the project's order.

    A word in Latin or the like counts where it stands alone, in any case: `dropout`, not `dropouts`. A word in
    Chinese or Japanese counts wherever it stands.
    """
    found = list(dict.fromkeys(own))
    text = _folded(question)
    for tag, ways in words.items():
        if tag not in found and any(_occurs(_folded(way), text) for way in ways if way):
            found.append(tag)
    return tuple(found)


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _occurs(word: str, text: str) -> bool:
    before = "" if is_cjk(word[0]) else r"(?<![A-Za-z0-9])"
    after = "" if is_cjk(word[-1]) else r"(?![A-Za-z0-9])"
    return re.search(before + re.escape(word) + after, text) is not None
