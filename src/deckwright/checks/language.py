"""Which language a short text is in: by its script, and where scripts are shared by its small words."""

from __future__ import annotations

import re
from functools import lru_cache

from deckwright.checks.tongues import TONGUES, words
from deckwright.text.characters import HAN

_LATIN = ("en", "de", "es", "fr", "pt", "it", "vi")
_SCRIPTS = (
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("ko", re.compile("[\uac00-\ud7af]")),
    ("ru", re.compile("[\u0400-\u04ff]")),
    ("zh", HAN),
)
_WORD = re.compile(
    r"(?<!\w)[^\W\d_\u3040-\u30ff\u3400-\u9fff]+(?:['’][^\W\d_]+)*(?![\d_])|[\u3040-\u30ff\u3400-\u9fff]"
)
_VIETNAMESE = re.compile("[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.I)
_SURE = 0.25
_ENOUGH = 0.12
"""Of the words of a text in a language at least so many are small ones."""


def tokens_of(text: str, least: int = 1) -> list[str]:
    """The words of a text in a language that parts them, in lower case; clitics (l'eau, who's) are parted too."""
    found = []
    for word in _WORD.findall(text.casefold()):
        found += [word] if "n't" in word or "n’t" in word else re.split("['’]", word)
    return [word.replace("’", "'") for word in found if len(word) >= least]


@lru_cache(maxsize=4096)
def language_of(text: str) -> str | None:
    """The language that a text is in, of those with a row in TONGUES; None where that cannot be told."""
    letters = len(_WORD.findall(text))
    for language, script in _SCRIPTS:
        count = len(script.findall(text))
        if count and (count >= letters or language == "ja" or count >= 4):
            return language
    if _VIETNAMESE.search(text):
        return "vi"
    said = tokens_of(text)
    if not said:
        return None
    counts = {one: _small(said, one) for one in _LATIN if one in TONGUES}
    best = max(counts, key=lambda one: counts[one])
    others = max(count for one, count in counts.items() if one != best)
    enough = counts[best] >= max(1, _ENOUGH * len(said)) and counts[best] > others
    return best if enough else None


def is_latin(language: str) -> bool:
    """Whether a language shares its script with most others."""
    return language in _LATIN


def unlike(text: str, asked: str, told: str) -> bool:
    """Whether a text in one Latin language is surely not in the other."""
    if asked not in _LATIN or told not in _LATIN:
        return True
    said = tokens_of(text)
    return is_surely(text, told, 3) and _small(said, told) >= 3 * _small(said, asked)


def is_surely(text: str, language: str, least: int = 2) -> bool:
    """Whether a quarter of a text's words are small ones of a language, and `least` of them unlike: no other language
    without a row, no name with a `von` in it."""
    if language not in _LATIN:
        return True
    said = tokens_of(text)
    known = words("small", language) | words("asks", language)
    return _small(said, language) >= _SURE * len(said) and len(known.intersection(said)) >= least


def _small(said: list[str], language: str) -> int:
    known = words("small", language) | words("asks", language)
    return sum(word in known for word in said)
