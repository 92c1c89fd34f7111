"""The language that documents are written in, told by their script; languages of one script by their small words."""

from __future__ import annotations

import re
from collections.abc import Iterable

from deckwright.cards.pairing.forms import simplified
from deckwright.cards.pairing.tables import language_of, small_words
from deckwright.text.characters import HAN

_LOOKED_AT = 20_000
"""Characters of all documents together."""
_CODE = re.compile(r"^(`{3,}|~{3,}).*?^\1|`[^`\n]*`|https?://\S+|<[^<>\n]*>", re.S | re.M)
_KANA = re.compile("[\u3041-\u30ff]")
_HANGUL = re.compile("[\u1100-\u11ff\uac00-\ud7af]")
_OF_SCRIPT = {
    "he": re.compile("[\u05d0-\u05ea]"),
    "el": re.compile("[\u0370-\u03ff]"),
    "th": re.compile("[\u0e00-\u0e7f]"),
}
"""Where no small word is known: the language that most write a script for."""
_ARABIC = re.compile("[\u0620-\u064a\u066e-\u06d3]")
_OF_ARABIC = {
    "ur": re.compile("[\u0679\u0688\u0691\u06ba\u06c1\u06d2]"),
    "fa": re.compile("[\u067e\u0686\u0698\u06a9\u06af]"),
}
"""Letters of Arabic script that one language has, and Arabic itself has not; Urdu has those of Persian as well."""
_LEAST_OWN = 0.02
"""Of the letters. Urdu has more than 0.1 of its own, Persian about 0.05; in Arabic a foreign name has one."""
_KANA_OF_JAPANESE = 0.15
"""Of Chinese characters and kana. Japanese has about half; Chinese names a brand or a word in kana."""
_CHANGED_OF_TRADITIONAL = 0.05
"""Of the Chinese characters. In traditional text about a third are others than in simplified."""
_EASTERN = 0.15
"""Of the letters: one character stands for what takes five Latin letters, and technical terms are Latin."""
_LEAST_SMALL = 12
"""Small words (the, der, les) that tell a language of Latin letters; fewer may be chance, or quoted."""
_SMALL_OF_WORDS = 0.3
"""Of the words. A text of some length has 0.34 to 0.6 in its own language, in the nearest other one up to 0.28."""
_BEFORE_THE_NEXT = 2
"""Times as many as in the next language: Galician is not Portuguese, nor a list of vocabulary of either language."""


def document_language(lines: Iterable[str]) -> str | None:
    """A tag of BCP 47: zh or zh-Hant, ja, ko, of another script, or of Latin letters where small words leave no doubt.

    None where they do: a wrong language would be worse than none."""
    text = _CODE.sub(" ", "\n".join(lines)[: 4 * _LOOKED_AT])[:_LOOKED_AT]
    letters = sum(map(str.isalpha, text))
    kana, han, hangul = (len(script.findall(text)) for script in (_KANA, HAN, _HANGUL))
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
        return _latin_language(text)
    if 2 * len(_ARABIC.findall(text)) > letters:
        own = (tag for tag, form in _OF_ARABIC.items() if len(form.findall(text)) > _LEAST_OWN * letters)
        return next(own, "ar")
    language = language_of(text)
    if language not in ("", "en", "zh", "ja", "ko"):
        return language
    return next((tag for tag, script in _OF_SCRIPT.items() if 2 * len(script.findall(text)) > letters), None)


def _latin_language(text: str) -> str | None:
    words, found = small_words(text)
    (language, most), (_, next_most) = [*found.most_common(2), ("", 0), ("", 0)][:2]
    sure = most >= max(_LEAST_SMALL, _SMALL_OF_WORDS * words, _BEFORE_THE_NEXT * next_most)
    return language if sure else None
