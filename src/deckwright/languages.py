"""Which languages a deck can say it is in: tags of BCP 47, such as zh, zh-Hant or pt-BR."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from typing import TypeVar

T = TypeVar("T")

# https://www.loc.gov/standards/iso639-2/php/code_list.php, the two-letter ones
_LIST = """
aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el
en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu
ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na
nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so
sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
"""
_CODES = frozenset(_LIST.split())
_NAMES = {
    "arabic": "ar", "chinese": "zh", "cn": "zh", "中文": "zh", "汉语": "zh", "czech": "cs", "cz": "cs", "danish": "da",
    "deutsch": "de", "dutch": "nl", "english": "en", "finnish": "fi", "francais": "fr", "french": "fr", "german": "de",
    "greek": "el", "gr": "el", "hebrew": "he", "hindi": "hi", "hungarian": "hu", "italian": "it", "japanese": "ja",
    "jp": "ja", "日本語": "ja", "korean": "ko", "한국어": "ko", "latin": "la", "mandarin": "zh", "norwegian": "no",
    "polish": "pl", "portuguese": "pt", "russian": "ru", "русский": "ru", "spanish": "es", "espanol": "es",
    "swedish": "sv", "turkish": "tr", "ukrainian": "uk", "ua": "uk", "vietnamese": "vi", "vn": "vi",
}  # fmt: skip
_LEFTWARD = frozenset(["ar", "arc", "ckb", "dv", "fa", "he", "iw", "ks", "ku", "ps", "sd", "syr", "ug", "ur", "yi"])
_LEFTWARD_SCRIPTS = frozenset(["adlm", "arab", "hebr", "mand", "nkoo", "rohg", "samr", "syrc", "thaa"])
_TRADITIONAL = frozenset(["hant", "tw", "hk", "mo"])
"""Of Chinese: the script, or regions that write it."""
_FORM = re.compile(
    r"""(?P<first>[a-z]{2,3}) (-[a-z]{3}){0,3}    # the language; one that is part of it, as in zh-yue
    (-[a-z]{4})?                                  # script, as in zh-Hant
    (-([a-z]{2}|[0-9]{3}))?                       # region, as in pt-BR or es-419
    (-([a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*          # variants, as in de-1996
    (-[a-wyz0-9](-[a-z0-9]{2,8})+)*               # extensions
    (-x(-[a-z0-9]{1,8})+)?                        # what two have agreed upon
    """,
    re.I | re.ASCII | re.X,
)  # https://www.rfc-editor.org/rfc/rfc5646#section-2.1
EXPECTED = "a tag of BCP 47: a language, then script and region where they matter, such as en, zh-Hant or pt-BR"


def is_language(tag: str) -> bool:
    """Whether a tag is well formed and begins with a language: of two letters a known one, of three any."""
    match = _FORM.fullmatch(tag.replace("_", "-"))
    return match is not None and (len(match["first"]) == 3 or match["first"].lower() in _CODES)


def runs_left(tag: str) -> bool:
    """Whether a language is written from right to left; the script counts, where a tag names one."""
    first, *more = re.split("[-_]", tag.lower())
    script = next((part for part in more if len(part) == 4 and part.isalpha()), "")
    return script in _LEFTWARD_SCRIPTS if script else first in _LEFTWARD


def nearest_language(text: str) -> str:
    """The tag that was probably meant."""
    word = text[:40].casefold()
    first = re.split(r"[-_ ]", word)[0]
    near = difflib.get_close_matches(word, [*_NAMES, *_CODES], 1, 0.7) or difflib.get_close_matches(first, _NAMES, 1)
    return _NAMES.get(near[0], near[0]) if near else "en"


def in_language(tables: Mapping[str, T], language: str | None) -> T:
    """What is said to learners in the deck's language, by the table nearest to its tag; English where there is none."""
    first, *more = re.split("[-_]", (language or "en").lower())
    traditional = first == "zh" and not _TRADITIONAL.isdisjoint(more) and "hans" not in more
    names = ["zh-Hant", "zh"] if traditional else [first]
    return next((tables[name] for name in names if name in tables), tables["en"])
