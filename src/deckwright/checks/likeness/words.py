"""A text -> its words that say something, and its runs of letters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import rjieba

from deckwright.cards.pairing.tables import Kind, Table, table
from deckwright.cards.pairing.words import Word, words_of
from deckwright.text.characters import HAN

_SMALL = (Kind.FUNCTION, Kind.ASK, Kind.LINK, Kind.LIGHT)
_DENSE = re.compile("[\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
"""Scripts of which two letters say as much as four of an alphabet."""
_JAPANESE = re.compile("[\u30a0-\u30ff]+|[\u3400-\u9fff々]+")


@cache
def _mainland() -> object:
    import opencc

    return opencc.OpenCC("tw2sp")


def in_mainland_words(text: str) -> str:
    """Traditional Chinese in simplified characters and the words of the mainland (資料庫 as 数据库)."""
    return str(_mainland().convert(text)) if HAN.search(text) else text  # type: ignore[attr-defined]


def content(text: str, language: str, *, plainly: bool = True) -> Iterator[str]:
    """The words that say something, as they are compared, in no order; some may come twice.

    Chinese is cut by a segmenter, Japanese into pairs of characters. `plainly` as in words_of.
    """
    run: list[Word] = []
    for word in words_of(text, language, plainly=plainly, uncut=True):
        if word.spaceless:
            run.append(word)
            continue
        yield from _segments(run, language)
        run.clear()
        if word.says:
            yield word.norm
    yield from _segments(run, language)


def _segments(run: list[Word], language: str) -> Iterator[str]:
    if not run:
        return
    text = "".join(word.raw for word in run)
    if language != "ja":
        yield from _chinese(text, table("zh"))
        return
    for part in _JAPANESE.findall(text):
        if part[0] >= "\u3400" and len(part) > 1:
            yield from (part[at : at + 2] for at in range(len(part) - 1))
        else:
            yield part


def _chinese(text: str, rows: Table) -> Iterator[str]:
    for word in set(rjieba.cut(text)):
        kind = rows.kinds.get(word)
        if kind is Kind.NUMBER:
            yield rows.numbers[word]
        elif kind not in _SMALL:
            yield rows.synonyms.get(word, word)


def letters(text: str) -> frozenset[str]:
    """Runs of letters and digits: two in scripts that say much with one, else four."""
    plain = "".join(filter(str.isalnum, text.casefold()))
    size = 2 if _DENSE.search(plain) else 4
    return frozenset(plain[at : at + size] for at in range(max(1, len(plain) - size + 1))) if plain else frozenset()
