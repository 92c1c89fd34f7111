"""What stands beside the words of a question and is none of them: ornaments, and a word's other form after a slash."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from deckwright.cards.pairing.tables import Kind
from deckwright.cards.pairing.wording import kindred
from deckwright.cards.pairing.words import Word

_ENDS = tuple("?!.:…。？！：؟")
_SKINS = range(0x1F3FB, 0x1F400)
_JOINERS = "\ufe0f\u200d"

Words = Sequence[Word]


def without_ornaments(one: str, two: str) -> tuple[str, str]:
    """Two texts but for symbols (★, an emoji) before or behind, where only one of them has any.

    A symbol that gave way to another, or that belongs to a word (B♭), stays.
    """
    (head, text, tail), (front, other, back) = _apart(one), _apart(two)
    heads = (head, front) if head and front else ("", "")
    tails = (tail, back) if tail and back else ("", "")
    return f"{heads[0]}{text}{tails[0]}", f"{heads[1]}{other}{tails[1]}"


def _is_ornament(char: str) -> bool:
    return unicodedata.category(char) == "So" or char in _JOINERS or ord(char) in _SKINS


def _apart(text: str) -> tuple[str, str, str]:
    """The symbols before a text, set off by a space, the text, and the symbols behind its end."""
    text = text.strip()
    start, end = 0, len(text)
    while start < end and (_is_ornament(text[start]) or text[start].isspace()):
        start += 1
    if text[:start].isspace() or not text[start - 1 : start].isspace():
        start = 0
    while end > start and (_is_ornament(text[end - 1]) or text[end - 1].isspace()):
        end -= 1
    if text[:end][-1:] not in _ENDS:
        end = len(text)
    return text[:start], text[start:end], text[end:]


def in_one_form(one: Words, two: Words) -> tuple[Words, Words]:
    """The words of two texts, where of two forms of a word (baker/bakeress) only the one stands that both have."""
    return _with_forms_of(one, two), _with_forms_of(two, one)


def _with_forms_of(words: Words, others: Words) -> Words:
    if not any(word.norm == "/" for word in words):
        return words
    there = {word.norm for word in others}
    if "/" in there:
        return words
    found: list[Word] = []
    at = 0
    while at < len(words):
        beside = words[at : at + 3]
        kept = _kept_of(beside, there)
        found.append(kept or words[at])
        at += 3 if kept else 1
    return found


def _kept_of(beside: Words, there: set[str]) -> Word | None:
    """Of `word / word` the one that the other text has, if they are forms of one."""
    if len(beside) < 3 or beside[1].norm != "/":
        return None
    first, _, second = beside
    if any(word.kind is not Kind.CONTENT for word in (first, second)) or not kindred(first.norm, second.norm):
        return None
    return next((word for word in (first, second) if word.norm in there), None)
