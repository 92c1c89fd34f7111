"""Whether a question names anything beside the words that ask."""

from __future__ import annotations

import re
from itertools import pairwise

from deckwright.checks.language import tokens_of
from deckwright.checks.tongues import SPACELESS, pieces, words
from deckwright.text.characters import letters_and_digits

_IS = frozenset(["is", "ist", "es", "est", "é", "è"])
_ARTICLES = frozenset(["a", "an", "ein", "eine", "un", "una", "une", "um", "uma"])
_ANY = frozenset(
    ["example", "different", "other", "beispiel", "ejemplo", "exemple", "exemplo", "esempio", "otra", "otro", "autre"]
)


def is_hollow(question: str, language: str) -> bool:
    """Whether nothing is left of a question without the words that ask and those that name an aspect."""
    if not words("hollow", language):
        return False
    if language in SPACELESS:
        defined = re.match(r"\s*(?:什么是|什麼是)(.{2,})", question)
        if defined and not pieces("back", language).search(defined[1]):
            return False
        return not letters_and_digits(pieces("hollow", language).sub("", question))
    known = words("hollow", language) | words("small", language)
    said = tokens_of(question)
    if len(said) == 3 and said[1] in _IS and said[2] not in words("small", language):
        return False  # What is time?
    if any(one in _ARTICLES and other not in _ANY for one, other in pairwise(said)):
        return False  # What is a limit?
    return (
        bool(said)
        and all(word in known for word in said)
        and not (len(said) == 1 and said[0] not in words("asks", language))
    )
