"""The language that documents are written in, told by their script; languages of one script by their small words."""

from __future__ import annotations

import re
from collections.abc import Iterable

from deckwright.cards.pairing.forms import simplified
from deckwright.cards.pairing.tables import language_of

_LOOKED_AT = 20_000
"""Characters of all documents together."""
_CODE = re.compile(r"^(`{3,}|~{3,}).*?^\1|`[^`\n]*`|https?://\S+|<[^<>\n]*>", re.S | re.M)
_KANA = re.compile("[\u3041-\u30ff]")
_HAN = re.compile("[\u3400-\u9fff]")
_HANGUL = re.compile("[\u1100-\u11ff\uac00-\ud7af]")
_OF_SCRIPT = {
    "he": re.compile("[\u05d0-\u05ea]"),
    "ar": re.compile("[\u0620-\u064a\u066e-\u06d3]"),
    "el": re.compile("[\u0370-\u03ff]"),
    "th": re.compile("[\u0e00-\u0e7f]"),
}
"""Where no small word is known: the language that most write a script for."""
_KANA_OF_JAPANESE = 0.15
"""Of Chinese characters and kana. Japanese has about half; Chinese names a brand or a word in kana."""
_CHANGED_OF_TRADITIONAL = 0.05
"""Of the Chinese characters. In traditional text about a third are others than in simplified."""
_EASTERN = 0.15
"""Of the letters: one character stands for what takes five Latin letters, and technical terms are Latin."""


def document_language(lines: Iterable[str]) -> str | None:
    """A tag of BCP 47: zh or zh-Hant, ja, ko, or of another script; None for Latin letters.

    Their languages are not told from each other: a wrong one would be worse than none."""
    text = _CODE.sub(" ", "\n".join(lines)[: 4 * _LOOKED_AT])[:_LOOKED_AT]
    letters = sum(map(str.isalpha, text))
    kana, han, hangul = (len(script.findall(text)) for script in (_KANA, _HAN, _HANGUL))
    if not letters:
        return None
    if hangul > max(_EASTERN * letters, kana + han):
        return "ko"
    if kana + han > _EASTERN * letters:
        if kana > _KANA_OF_JAPANESE * (kana + han):
            return "ja"
        plain = simplified(text)
        changed = sum(one != other for one, other in zip(text, plain, strict=False))
        return "zh-Hant" if changed > _CHANGED_OF_TRADITIONAL * han else "zh"
    if sum(char.isascii() and char.isalpha() for char in text) * 2 > letters:
        return None
    language = language_of(text)
    if language not in ("", "en", "zh", "ja", "ko"):
        return language
    return next((tag for tag, script in _OF_SCRIPT.items() if 2 * len(script.findall(text)) > letters), None)
