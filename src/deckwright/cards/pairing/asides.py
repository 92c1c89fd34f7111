"""What stands beside the words of a question and is none of them: ornaments, and a word's other form after a slash."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from deckwright.cards.pairing.tables import Kind
from deckwright.cards.pairing.wording import kindred
from deckwright.cards.pairing.words import Word

_ENDS = "?!.:…。？！：؟"
_SKINS = range(0x1F3FB, 0x1F400)

Words = Sequence[Word]


def without_ornaments(one: Words, two: Words, old: str, new: str) -> tuple[Words, Words]:
    """The words of two texts but for symbols (★, an emoji) before or behind, where only one of them has any.

    A symbol that gave way to another, or that belongs to a word (B♭), stays.
    """
    (head, tail), (front, back) = _ornaments(old), _ornaments(new)
    heads = (head, front) if not (head and front) else (False, False)
    tails = (tail, back) if not (tail and back) else (False, False)
    return _bare(one, heads[0], tails[0]), _bare(two, heads[1], tails[1])


def _is_ornament(char: str) -> bool:
    return unicodedata.category(char) == "So" or ord(char) in _SKINS


def _ornaments(text: str) -> tuple[bool, bool]:
    """Whether symbols stand before a text, and behind its end."""
    text = text.strip().replace("\ufe0f", "").replace("\u200d", "")
    start, end = 0, len(text)
    while start < end and _is_ornament(text[start]):
        start += 1
    while end > start and _is_ornament(text[end - 1]):
        end -= 1
    head = 0 < start < end and text[start].isspace()
    tail = 0 < end < len(text) and text[:end].rstrip()[-1:] in _ENDS
    return head, tail and end > start


def _bare(words: Words, head: bool, tail: bool) -> Words:
    start, end = 0, len(words)
    while head and start < end and words[start].kind is Kind.SIGN and _is_ornament(words[start].raw):
        start += 1
    while tail and end > start and words[end - 1].kind is Kind.SIGN and _is_ornament(words[end - 1].raw):
        end -= 1
    return words[start:end]


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
