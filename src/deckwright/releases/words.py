"""Two texts -> what stayed, went and came, word by word; in Chinese and Japanese, character by character."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from rapidfuzz.distance import Indel

from deckwright.text.characters import is_cjk

What = Literal["same", "removed", "added"]

FORMULA = r"\$\$.+?\$\$|\$[^$\n]+\$|\\\((?:(?!\\\().)+?\\\)|\\\[(?:(?!\\\[).)+?\\\]"
_TOKEN = re.compile(rf"{FORMULA}|[^\W_]+|\s+|.", re.DOTALL)  # a formula is one word


@dataclass(frozen=True, slots=True)
class Edit:
    """A stretch of text and what became of it."""

    what: What
    text: str


def tokens(text: str) -> Iterator[str]:
    """The words of a text, with what is between them."""
    for match in _TOKEN.finditer(text):
        word = match[0]
        if word[0].isalnum() and any(map(is_cjk, word)):
            for cjk, run in [(cjk, "".join(chars)) for cjk, chars in groupby(word, is_cjk)]:
                yield from run if cjk else [run]
        else:
            yield word


def edits(old: str, new: str) -> list[Edit]:
    """The stretches of both texts in order; where one took another's place, what went stands before what came.

    The longest common sequence of words, then without the scraps in it: a single character or a comma that happens to
    stand in both is no island worth keeping between two changes.
    """
    before, after = list(tokens(old)), list(tokens(new))
    found: list[tuple[bool, str, str]] = []  # same?, went, came
    for step in Indel.opcodes(before, after):
        went, came = before[step.src_start : step.src_end], after[step.dest_start : step.dest_end]
        _add(found, step.tag == "equal", "".join(went), "".join(came))
    return list(_edits(_without_scraps(found)))


def _add(found: list[tuple[bool, str, str]], same: bool, went: str, came: str) -> None:
    if found and found[-1][0] == same:
        _, before, after = found.pop()
        went, came = before + went, after + came
    found.append((same, went, came))


def _without_scraps(found: Sequence[tuple[bool, str, str]]) -> list[tuple[bool, str, str]]:
    kept: list[tuple[bool, str, str]] = []
    for at, (same, went, came) in enumerate(found):
        inside = 0 < at < len(found) - 1
        _add(kept, same and not (inside and _is_scrap(went)), went, came)
    return kept


def _is_scrap(text: str) -> bool:
    bare = re.sub(r"[\W_]", "", text)
    return "\n" not in text and (not bare or (len(bare) == 1 and is_cjk(bare)))


def _edits(found: Sequence[tuple[bool, str, str]]) -> Iterator[Edit]:
    for same, went, came in found:
        if same:
            yield Edit("same", went)
            continue
        if went:
            yield Edit("removed", went)
        if came:
            yield Edit("added", came)


def shortened(found: Sequence[Edit], around: int = 24) -> Iterator[Edit]:
    """The edits with long stretches that stayed cut to what is around a change, `…` in place of the rest."""
    for at, edit in enumerate(found):
        text = edit.text
        before, after = at > 0, at < len(found) - 1
        room = around * (before + after)
        if edit.what != "same" or len(text) <= room + around:
            yield edit
            continue
        head, tail = text[:around] if before else "", text[-around:] if after else ""
        yield Edit("same", f"{head}…{tail}")
