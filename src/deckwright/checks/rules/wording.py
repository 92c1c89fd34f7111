"""Rules about punctuation, terms and odd characters; their fixes are certain."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from deckwright.checks.rule import Found, rule
from deckwright.decks.deck import Deck
from deckwright.decks.prepare import texts_of
from deckwright.text.characters import as_word
from deckwright.text.prose import Prose

_HAN = "\u3400-\u9fff\u3040-\u30ff"
_FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", ".": "。", "(": "（", ")": "）"}
_HALF = re.compile(
    rf"(?:(?<=[{_HAN}）”』」])|(?<=[{_HAN}]\)))(?:[,;:?!](?=[{_HAN}A-Za-z0-9]|\s*$|\n)|\.(?=\s*(?:\n|$)|[{_HAN}]))"
    rf"|(?<=[A-Za-z0-9%)])[,;:?!](?=[{_HAN}])",
)
_LAST = re.compile(r"(?<=[A-Za-z0-9%])[?!](?=\s*$|\n)")  # of a line with Chinese in it
_HAN_CHARACTER = re.compile(rf"[{_HAN}]")
_BRACKETS = re.compile(rf"(?<=[{_HAN}])\((?P<inner>[^()\n]*[{_HAN}][^()\n]*)\)")
_ODD = re.compile("\t|(?<![ \u3000])[ \u3000]++(?=\n|$)|[\u200b\u2060\ufeff\u00ad]")


@rule(
    "mixed-punctuation",
    "warning",
    "half-width punctuation between Chinese words",
    example="answer: 首先,它很快;其次,它很小.",
    fixable=True,
)
def mixed_punctuation(deck: Deck) -> Iterator[Found]:
    for card, key, words in deck.words():
        for start, end, full in _half_width(words):
            half = words.text[start:end]
            yield Found(card, f"{half!r} among Chinese words", key, start, end, f"write {full!r}", full)


def _half_width(words: Prose) -> Iterator[tuple[int, int, str]]:
    for match in words.matches(_HALF):
        yield match.start(), match.end(), _FULL[match[0]]
    for match in words.matches(_LAST):
        if _HAN_CHARACTER.search(words.text, words.text.rfind("\n", 0, match.start()) + 1, match.start()):
            yield match.start(), match.end(), _FULL[match[0]]
    for match in words.matches(_BRACKETS):
        yield match.start(), match.start() + 1, "（"
        yield match.end() - 1, match.end(), "）"


@rule(
    "glossary",
    "warning",
    "a term written otherwise than the project's `glossary:` has it",
    example="glossary: {梯度消失: [梯度弥散]}   # and an answer that says 梯度弥散",
    fixable=True,
)
def glossary(deck: Deck) -> Iterator[Found]:
    terms = {other: term for term, others in deck.project.glossary.items() for other in others}
    if not terms:
        return
    longest = sorted((*terms, *deck.project.glossary), key=len, reverse=True)
    pattern = re.compile("|".join(as_word(one) for one in longest))
    for card, key, words in deck.words():
        for match in words.matches(pattern):
            if term := terms.get(match[0]):
                message = f"{match[0]!r} is {term!r} in the glossary"
                yield Found(card, message, key, *match.span(), f"write {term!r}", term)


@rule(
    "untidy-text",
    "info",
    "tabs, spaces at line ends, invisible characters, letters that are not composed (NFC)",
    example='answer: "a\\tb"',
    fixable=True,
)
def untidy_text(deck: Deck) -> Iterator[Found]:
    for card in deck.live():
        for key, text in texts_of(card):
            for match in _ODD.finditer(text):
                yield Found(card, _named(match[0]), key, *match.span(), "delete it", "    " if match[0] == "\t" else "")
            for start, end, composed in _decomposed(text):
                yield Found(card, f"{composed!r} is not composed (NFC)", key, start, end, "compose it", composed)


def _named(odd: str) -> str:
    if odd == "\t":
        return "a tab"
    if odd.strip(" \u3000"):
        return f"the invisible character U+{ord(odd):04X}"
    return "spaces at the end of the line"


def _decomposed(text: str) -> Iterator[tuple[int, int, str]]:
    if unicodedata.is_normalized("NFC", text):
        return
    for match in re.finditer(r".[\u0300-\u036f\u3099\u309a]+", text):
        composed = unicodedata.normalize("NFC", match[0])
        if composed != match[0]:
            yield match.start(), match.end(), composed
