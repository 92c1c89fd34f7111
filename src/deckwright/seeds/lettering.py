"""Options under a question: how their lines begin, and which letter comes after which."""

from __future__ import annotations

import re
from dataclasses import dataclass

from deckwright.seeds.vocabulary import words

MOST = 12
"""Options of a question; a longer lettered list is a list."""

_ALPHABETS = (
    "ABCDEFGHIJKL", "abcdefghijkl", "АБВГДЕЖЗИК", "абвгдежзик", "АБВГҐДЕЄ", "абвгґдеє", "ΑΒΓΔΕΖ", "αβγδεζ", "กขคงจฉ",
    "①②③④⑤⑥⑦⑧", "ㄱㄴㄷㄹㅁ", "アイウエオカ", "أبجدهو", "ابجدهو", "אבגדהו", "ⒶⒷⒸⒹⒺ", "ⓐⓑⓒⓓⓔ",
)  # fmt: skip
LETTERS = "".join(sorted(set("".join(_ALPHABETS))))
TICK = "✓✔√☑✅✗✘☒"
OPTION = re.compile(
    r"[ \t>]*+(?P<bullet>(?:[-+•·○●◯]|\*(?=[ \t]))[ \t]*+)?(?P<box>[\[(][ xX✓✔√]?[\])][ \t]*+|[☐☑☒✅][ \t]*+)?"
    rf"(?P<dress>[*_]{{1,3}})?(?P<tick>(?:[*+=#→>~{TICK}]|-+>)+[ \t]*+)?(?P<open>[\[(（【<])?[ \t]*+"
    rf"(?P<letter>[{LETTERS}]|\d{{1,2}})"
    r"(?:(?P<close>[ \t]*[.)）\]】、．:：>]+|[ \t]+[-–—](?=[ \t]))[ \t\u00a0\u3000]*"
    r"|(?<=[①-⑧ⒶⒷⒸⒹⒺⓐⓑⓒⓓⓔ])[ \t]*|(?P<bare>[ \t]{2,}|\t))(?=\S)"
)
"""`A. words`, `- [x] b) words`, `**1)** words`; with a box or a tick where it says that it is right."""

SAYS_RIGHT = re.compile(
    rf"(?:(?<![ \t])[ \t]++|(?<![ \t{TICK}*←]))"
    rf"(?:[{TICK}*←]++|<[-=]+|[(（\[{{]\s*+(?:{words('right')}|[√✓✔xv])\s*+[)）\]}}])[ \t*]*+$",
    re.I,
)
"""What stands behind an option that is right."""


@dataclass(frozen=True, slots=True)
class Option:
    """Where an option begins: the piece of the body, the index behind its sign, and whether a sign says it is right."""

    at: int
    start: int
    text: int
    letter: str
    ticked: bool
    end: int | None = None
    """The index behind its words, where a sign follows that says that it is right."""


def alphabet(letter: str) -> str:
    """The letters, or numbers, that a first one begins; none where it begins nothing."""
    if letter in "1":
        return "123456789"
    return next((letters for letters in _ALPHABETS if letters[0] == letter), "")
