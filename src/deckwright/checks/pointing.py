"""Whether a question points back: it has a pronoun, and names nothing before it that the pronoun could stand for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import rjieba

from deckwright.checks.plain import BLOT
from deckwright.checks.tongues import pattern, words

_TOKEN = re.compile(rf"[^\W\d_]+(?:['’][^\W\d_]+)?|\d+|{BLOT}+")
_AFTER = frozenset(
    ["to", "that", "when", "if", "for", "like", "whether", "until", "because", "zu", "dass", "wenn", "ob"]
)
"""Behind these stands what an impersonal `it` announces: how long does it take to boil an egg."""
_CHINESE_NAMES = ("n", "eng", "j", "i", "l", "m", "x", "t", "s")
"""Tags of what a pronoun can stand for: nouns, names, abbreviations, phrases, numbers, what the segmenter knows not."""


def points_back(question: str, language: str) -> bool:
    """Whether a question, its quotations and code blotted out, speaks of something that it does not name."""
    if language == "zh":
        return _in_chinese(question)
    if pattern("clitics", language).search(question.strip()):
        return True
    return any(True for _ in _alone(question, language))


def _alone(question: str, language: str) -> Iterator[int]:
    """The pronouns, by index of the word, before which nothing is named."""
    said = _TOKEN.findall(question)
    stand_in, owning = words("pronouns", language), words("owners", language)
    if not stand_in:
        return
    for at, word in enumerate(said):
        plain = word.casefold()
        if (at and word[0].isupper()) or plain not in stand_in | owning or _names(said[at + 1 :]):
            continue
        new = [other for other in said[:at] if not _is_known(other, language)]
        is_object = plain in stand_in and at == len(said) - 1 and new == said[at - 1 : at] and new[0].islower()
        if (not new or is_object) and not _names(said[1:at]) and _AFTER.isdisjoint(map(str.casefold, said[at + 1 :])):
            yield at


def _is_known(word: str, language: str) -> bool:
    plain = word.casefold()
    return any(plain in words(field, language) for field in ("small", "asks", "hollow"))


def _names(said: Sequence[str]) -> bool:
    """Whether one of some words is a name, a number, or is quoted."""
    return any(not word[0].isalpha() or word[0].isupper() for word in said)


def _in_chinese(question: str) -> bool:
    if BLOT in question or not any(word in question for word in words("pronouns", "zh")):
        return False
    tagged: list[tuple[str, str]] = rjieba.tag(question)
    for at, (word, _) in enumerate(tagged):
        if word not in words("pronouns", "zh") or (word == "该" and not _is_noun(tagged[at + 1 : at + 2])):
            continue
        before = [pair for pair in tagged[:at] if pair[0] not in words("hollow", "zh") and pair[0].isalnum()]
        if not any(tag.startswith(_CHINESE_NAMES) for _, tag in before):
            return True
    return False


def _is_noun(tagged: Sequence[tuple[str, str]]) -> bool:
    return any(tag.startswith(("n", "vn")) for _, tag in tagged)
