"""Which language a short text is in: by its script, and where scripts are shared by letters and small words.

Only what is sure is told, as findings rest on it. What was tried instead (text of one question each): py3langid needs
0.7 s and NumPy to start and names a language for every text; lingua needs 22 ms a text and 1.1 GB.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache, lru_cache

from deckwright.cards.pairing.tables import small_words
from deckwright.checks.tongues import words
from deckwright.text.characters import HAN

_LATIN = ("en", "de", "es", "fr", "pt", "it", "vi")
_HIRAGANA = re.compile("[\u3041-\u309f]")
_KANA = re.compile("[\u3041-\u30ff]")
_HANGUL = re.compile("[\uac00-\ud7af]+")
_CYRILLIC = re.compile("[\u0400-\u052f]+")
_LATIN_WORD = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]+")
_WORD = re.compile(
    r"(?<!\w)[^\W\d_\u3040-\u30ff\u3400-\u9fff]+(?:['’][^\W\d_]+)*(?![\d_])|[\u3040-\u30ff\u3400-\u9fff]"
)
_ONLY_CHINESE = re.compile("[这這们們么麼吗嗎呢怎哪说吧啊您咱]|什么|是什|哪些|的是|为什")
_HIRAGANA_OF_JAPANESE = 0.15
"""Of Chinese characters and kana. Japanese has more; Chinese names a brand or a word in kana."""
_NOT_RUSSIAN = re.compile("[^\u0410-\u044f\u0401\u0451\u0300\u0301]|ъ(?![еёюя])", re.I)
"""Letters of Ukrainian, Serbian, Kazakh; the hard sign as Bulgarian has it."""
_VIETNAMESE = re.compile("[ơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.I)
_LETTERS = {
    "en": "", "de": "äöüß", "es": "áéíñóúü", "fr": "àâæçéèêëîïôœùûüÿ", "pt": "ãáâàçéêíóõôúü", "it": "àèéìíîòóùú",
}  # fmt: skip
_OTHERS = {
    "ro": "și şi este sunt care pe cu din în nu sau mai la ce cum pentru prin unei unui cea cel lui a o un se fost",
    "hr": "je su i u na se da za od koji koja koje što kako nije ili kao po iz te bi biti gdje kada sa o",
    "cs": "je jsou a v na se že pro do s z který která které co jak není nebo jako po být kde když o má",
    "da": "er og det den en et i på til af for med som ikke har var kan der hvad hvordan hvor når fra blev",
    "fi": "on ja ei se että joka jotka mikä mitä miten missä kun tai oli ovat kuin hän myös mutta",
    "hu": "a az és egy hogy nem van is mi mit hogyan hol mikor vagy volt amely ez ezt azt meg de",
    "ca": "el la els les i de del amb que és són per un una en no com què quan on va ser més o als",
    "la": "et in est non ad cum quod qui quae sunt ut sed ex ab aut quid esse de si atque",
}
"""Languages of Latin letters without a row, told from those that have one by their small words."""
_SURE = 0.25
_ENOUGH = 0.12
"""Of the words of a text in a language at least so many are small ones."""
_ONLY_ITS = 3
"""So many small words that only it has tell a language from one much like it: em, da, dos are not Spanish."""
_STRANGE = 0.25
"""Of the words: so many with letters that a language has not are no names and no loan words."""


def tokens_of(text: str, least: int = 1) -> list[str]:
    """The words of a text in a language that parts them, in lower case; clitics (l'eau, who's) are parted too."""
    found = []
    for word in _WORD.findall(text.casefold()):
        found += [word] if "n't" in word or "n’t" in word else re.split("['’]", word)
    return [word.replace("’", "'") for word in found if len(word) >= least]


@lru_cache(maxsize=4096)
def language_of(text: str) -> str | None:
    """The language that a text is in, of those with a row in TONGUES; None where that cannot be told."""
    han, kana = len(HAN.findall(text)), len(_KANA.findall(text))
    latin, hangul, cyrillic = (len(script.findall(text)) for script in (_LATIN_WORD, _HANGUL, _CYRILLIC))
    if hangul and hangul >= max(latin, cyrillic) and hangul * 2 >= han + kana:
        return "ko"
    if han + kana and han + kana >= max(cyrillic, hangul) and (han + kana >= latin or not _in_latin(text)):
        return _eastern(text, han, kana)
    if cyrillic > latin:
        return "ru" if not any(map(_NOT_RUSSIAN.search, _CYRILLIC.findall(text))) else None
    return _in_latin(text) if latin > han + kana else None


def _eastern(text: str, han: int, kana: int) -> str | None:
    if not kana or _ONLY_CHINESE.search(text):
        return "zh" if han > 1 or not kana else None
    if not han or len(_HIRAGANA.findall(text)) > _HIRAGANA_OF_JAPANESE * (han + kana):
        return "ja"
    return "ja" if kana * 3 > han else None


def _in_latin(text: str) -> str | None:
    """The language of a text in Latin letters; none where another one is as likely."""
    said = [word for word in tokens_of(text) if _LATIN_WORD.match(word)]
    if not said:
        return None
    if sum(_VIETNAMESE.search(word) is not None for word in said) > _STRANGE * len(said):
        return "vi"
    counts = Counter({one: _small(said, one) for one in _LATIN if not _is_strange(said, one)})
    best = max(counts, key=lambda one: counts[one], default="")
    if not best or counts[best] < max(1, _ENOUGH * len(said)):
        return None
    others = Counter({one: count for one, count in counts.items() if one != best})
    others.update({one: sum(word in known for word in said) for one, known in _strangers().items()})
    for one, count in small_words(text)[1].items():
        others[one] = max(others[one], count) if one not in _LATIN else others[one]
    return best if counts[best] > max(others.values(), default=0) else None


def _is_strange(said: list[str], language: str) -> bool:
    """Whether so many words have letters that a language has not that they are no names."""
    known = _LETTERS.get(language)
    if known is None:
        return False
    strange = sum(any(char > "\x7f" and char not in known for char in word) for word in said)
    return strange > _STRANGE * len(said)


@cache
def _strangers() -> dict[str, frozenset[str]]:
    return {one: frozenset(said.split()) for one, said in _OTHERS.items()}


def is_latin(language: str) -> bool:
    """Whether a language shares its script with most others."""
    return language in _LATIN


def unlike(text: str, asked: str, told: str) -> bool:
    """Whether a text in one Latin language is surely not in the other."""
    if asked not in _LATIN or told not in _LATIN:
        return True
    said = tokens_of(text)
    if not is_surely(text, told, 3):
        return False
    if _small(said, told) >= 3 * _small(said, asked):
        return True
    one, other = _small_words(told).intersection(said), _small_words(asked).intersection(said)
    return len(one - other) >= _ONLY_ITS and not other - one


def is_surely(text: str, language: str, least: int = 2) -> bool:
    """Whether a quarter of a text's words are small ones of a language, and `least` of them unlike: no other language
    without a row, no name with a `von` in it."""
    if language not in _LATIN:
        return True
    said = tokens_of(text)
    known = _small_words(language)
    return _small(said, language) >= _SURE * len(said) and len(known.intersection(said)) >= least


@cache
def _small_words(language: str) -> frozenset[str]:
    return words("small", language) | words("asks", language)


def _small(said: list[str], language: str) -> int:
    known = _small_words(language)
    return sum(word in known for word in said)
