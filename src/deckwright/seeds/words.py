"""Words that make a line read like a question, and words for levels."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

from deckwright.seeds.vocabulary import level_words, within, words

_ASKS = re.compile(within("asks"), re.I)
_TELLS = re.compile(rf"{within('tells')}|.*(?:{words('told')})[.。!！]?$", re.I)
_ANSWERS = re.compile(rf"(?:{words('answer', 'explained')})\s*(?:[:：]|$)", re.I)
QUESTION_MARKS = ("?", "？", "؟", "՞", "⸮", "‽", "?!", "？！", "?！")
_CLOSERS = " \t*_`\"'”’）)】]」』~\u200d\ufe0f"
_SENTENCE_END = "。；;.!！"


def asks(text: str) -> bool:
    """Whether a text ends in a question mark, but for closing quotes, emphasis and signs."""
    bare = text.rstrip(_CLOSERS)
    while bare and unicodedata.category(bare[-1]) in ("So", "Sk", "Cn"):
        bare = bare[:-1].rstrip(_CLOSERS)
    return bare.endswith(QUESTION_MARKS)


def names_answer(text: str) -> bool:
    """Whether a line is a label for an answer: `Answer: D`, `答案`, `Solution`."""
    return _ANSWERS.match(text.strip(" \t*_#`")) is not None


_SECTIONS = re.compile(rf"(?:{words('sections')})$", re.I)
_LINK = re.compile(r"\[([^\[\]]*)\]\([^()]*\)")
_RELEASE = re.compile(
    r"[\[(]?v?\d+\.\d+(?:\.\d+|\.x)*(?:-[\w.]+)?[\])]?"
    r"(?:\s*$|\s*[-–—/(:,]+\s*(?:\(?\d|\w+ \d{1,2}\b|unreleased|$)|\s+\(?\d{4}\b)"
    r"|\d{4}-\d{2}-\d{2}\b",
    re.I,
)
_CALL = re.compile(r"`?[\w.$#-]+`?\([^()?？]*\)`?(?:\s*(?:=>|:|->).*)?$")


def names_nothing_asked(text: str) -> bool:
    """Whether a line names a part of an article, a release, or a function, as headings that ask nothing do."""
    text = _LINK.sub(r"\1", text)
    bare = text.strip(" \t*_#`:：.。[]")
    return bool(_SECTIONS.match(bare) or _RELEASE.match(bare) or _CALL.match(text.strip(" \t*_#")))


_QUESTION_PART = re.compile(within("faq"), re.I)


def names_questions(text: str) -> bool:
    """Whether a heading says that questions stand under it: FAQ, Q&A, 常见问题, Preguntas frecuentes."""
    return _QUESTION_PART.search(text) is not None


TELLS = 0.85
"""The likeness of a line that tells somebody to explain something."""


def question_likeness(text: str) -> float:
    """How much a line reads like a question, 0 to 1: by its mark, its words, or its being short like a topic."""
    bare = text.strip(" \t*_#`")
    if not bare or names_answer(bare):
        return 0.0
    if asks(bare):
        return 1.0
    if len(bare) > 200:
        return 0.0
    if names_nothing_asked(bare):
        return 0.1
    ends = bare[-1] in _SENTENCE_END
    if _TELLS.match(bare):
        return TELLS
    if _ASKS.search(bare):
        return 0.45 if ends else 0.8
    return 0.1 if ends or len(bare) > 80 else 0.4


_LEVEL_PREFIX = re.compile(rf"(?:{words('level')})\s*[:：]?\s*", re.I)


def level_keys(more: Iterable[str] = ()) -> set[str]:
    """The words for levels, as they are compared: those that everybody uses, and a project's own."""
    return {*_common_levels(), *map(level_key, more)}


@cache
def _common_levels() -> frozenset[str]:
    return frozenset(map(level_key, level_words()))


def level_key(text: str) -> str:
    """A level word as it is compared: NFKC, lower case, without markup or punctuation around it."""
    text = unicodedata.normalize("NFKC", text).casefold().replace("\ufe0f", "")
    text = text.strip(" \t\u3000#*_:()[]【】<>《》「」-—.,。、")
    return _LEVEL_PREFIX.sub("", text, count=1) if _LEVEL_PREFIX.match(text) else text
