"""Rule about simplified and traditional Chinese in one note."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache

from opencc import OpenCC

from deckwright.checks.plain import Text, notes
from deckwright.checks.rule import Found, rule
from deckwright.checks.subjects import OF_SCRIPTS
from deckwright.decks.deck import Deck
from deckwright.text.characters import HAN

_KANA = re.compile("[\u3040-\u30ff]")
SHARE = 0.45
"""A script with a larger share of the telling characters is one of two that the note is in on purpose."""


@rule(
    "mixed-script",
    "warning",
    "simplified and traditional Chinese in one note",
    example="answer: 深度学习是機器學習的一个分支。",
)
def mixed_script(deck: Deck) -> Iterator[Found]:
    for card, of in notes(deck):
        told = [set(one.own) for one in of.values()]
        if not any(map(_SCRIPTS[0].of, told)) or not any(map(_SCRIPTS[1].of, told)):
            continue
        whole = "\n".join(one.text for one in of.values())
        if _KANA.search(whole) or OF_SCRIPTS.search(whole):
            continue
        simplified: list[tuple[str, int]] = []
        traditional: list[tuple[str, int]] = []
        for key, one in of.items():
            for found, script in zip((simplified, traditional), _SCRIPTS, strict=True):
                telling = script.of(set(one.own))
                found += [(key, at) for at, char in enumerate(one.own) if char in telling] if telling else []
        if 0 < len(traditional) < len(simplified):
            traditional = [place for place in traditional if not _stays(of[place[0]].own, place[1])]
        few, many = sorted((simplified, traditional), key=len)
        if few and (len(few) <= SHARE * (len(few) + len(many)) or _in_one_word(of, few, many)):
            key, at = few[0]
            end = next((place for place in range(at, at + 9) if (key, place) not in few), at + 1)
            names = ("simplified", "traditional") if few is simplified else ("traditional", "simplified")
            message = f"{of[key].text[at:end]!r} is {names[0]} in a note in {names[1]} characters"
            yield Found(card, message, key, at, end, f"write it in {names[1]} characters")


def _stays(text: str, at: int) -> bool:
    """Whether a character is right in simplified Chinese where it stands, as in a name (乾隆)."""
    begin = max(at - 4, 0)
    around = text[begin : at + 5]
    simple = str(_converters()[1].convert(around))
    return len(simple) == len(around) and simple[at - begin] == text[at]


def _in_one_word(of: Mapping[str, Text], few: list[tuple[str, int]], many: list[tuple[str, int]]) -> bool:
    """Whether both scripts stand side by side, and no line is in one of them alone: nobody quotes a character."""
    lines = [{(key, of[key].own.count("\n", 0, at)) for key, at in side} for side in (few, many)]
    beside = {(key, at + step) for key, at in few for step in (-1, 1)}
    return not beside.isdisjoint(many) and bool(lines[0] & lines[1])


@cache
def _converters() -> tuple[OpenCC, OpenCC]:
    return OpenCC("s2t"), OpenCC("t2s")


def _only_simplified(char: str) -> bool:
    """Whether a character is written in simplified Chinese alone: Big5 has it not, and it has a traditional form."""
    if not HAN.match(char) or _in(char, "big5"):
        return False
    return _in(char, "gb2312") and str(_converters()[0].convert(char)) != char


def _only_traditional(char: str) -> bool:
    if not HAN.match(char) or _in(char, "gb2312"):
        return False
    return _in(char, "big5") and str(_converters()[1].convert(char)) != char


def _in(char: str, charset: str) -> bool:
    try:
        char.encode(charset)
    except UnicodeEncodeError:
        return False
    return True


class _Script:
    """The characters that are of one script alone; each is looked up once."""

    def __init__(self, is_one: Callable[[str], bool]) -> None:
        self._is_one = is_one
        self._known: set[str] = set()
        self._ones: set[str] = set()

    def of(self, chars: set[str]) -> set[str]:
        new = chars - self._known
        self._ones.update(filter(self._is_one, new))
        self._known |= new
        return chars & self._ones


_SCRIPTS = (_Script(_only_simplified), _Script(_only_traditional))
