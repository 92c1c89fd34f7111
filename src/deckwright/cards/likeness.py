"""How much of a text was kept: the measure by which a reworded note is known again.

In Chinese two texts that have nothing to do with each other share a tenth of their characters in order; in English
and its like they share half, as few letters make all words. So where words are spelt, words are compared as well.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import LCSseq

from deckwright.characters import is_cjk, letters_and_digits

KEPT = 0.6
"""Share of its characters that a question or an answer must keep to be the same one."""

_FILLER = re.compile(
    r"什么是|什麽是|何为|是什么|什么|为什么|为何|如何|怎么|怎样|哪些|哪个|请|简述|解释|介绍|说说|谈谈|之间|有|的|了|吗|呢|和|与|是|"
    r"\b(?:what|which|how|why|when|is|are|was|the|an?|of|do|does|did|in|to|and|or|for|you|it|its|explain|describe|"
    r"difference|between|s)\b",
    re.I,
)
_WORD = re.compile(r"[^\W\d_]+|\d+")


@lru_cache(maxsize=65536)
def bare(text: str) -> str:
    """A text without markup, white space, punctuation and case; as it is without space where nothing else is left."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return letters_and_digits(folded) or "".join(folded.split())


@lru_cache(maxsize=65536)
def gist(text: str) -> str:
    """A question without the words that every question has; the question where nothing else is left."""
    without = _without_filler(text).strip(" ?？。.!")
    return bare(without) if without else bare(text)


def _without_filler(text: str) -> str:
    return _FILLER.sub(" ", unicodedata.normalize("NFKC", text).casefold())


@lru_cache(maxsize=65536)
def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(unicodedata.normalize("NFKC", text).casefold()))


@lru_cache(maxsize=65536)
def _is_spelt(text: str) -> bool:
    """Whether a text is written in letters rather than characters."""
    letters = [char for char in text if char.isalpha()]
    return sum(map(is_cjk, letters)) * 3 < len(letters)


def kept(old: str, new: str) -> float:
    """The share of a bare text that another one kept, in order; 0 to 1.

    A short text hides in any long one as a scattered subsequence. So where the other text is far longer, the words
    must have stayed together: three characters in a row.
    """
    if old == new:
        return 1.0
    share = _share(old, new)
    if share >= KEPT and _close(old, new) < 0.5:
        share = min(share, _together(old, new))
    return share


def _share(old: Sequence[str], new: Sequence[str]) -> float:
    return LCSseq.similarity(old, new) / len(old) if old else 0.0


def _close(old: Sequence[str], new: Sequence[str]) -> float:
    return 2 * LCSseq.similarity(old, new) / (len(old) + len(new)) if old and new else 0.0


def _together(old: str, new: str) -> float:
    """The share of a text's runs of three characters that stand in another text."""
    runs = [old[at : at + 3] for at in range(max(1, len(old) - 2))]
    return sum(run in new for run in runs) / len(runs)


@dataclass(frozen=True, slots=True)
class Kept:
    """What one text kept of another: characters, the closeness that counts what was added too, and words.

    `words` is 1 where the text is not spelt in letters.
    """

    share: float
    close: float
    words: float
    spelt: bool

    @property
    def enough(self) -> bool:
        """Whether it is the same text, by itself or in its old place."""
        if self.share < KEPT:
            return False
        return not self.spelt or self.close >= 0.5 or self.words >= 0.5

    @property
    def half(self) -> bool:
        """Whether a person should have a look."""
        return self.close >= 0.5 and (not self.spelt or self.words >= 0.35)


NOTHING = Kept(0.0, 0.0, 0.0, False)


@lru_cache(maxsize=65536)
def compare(old: str, new: str) -> Kept:
    """What a new text kept of an old one."""
    one, two = bare(old), bare(new)
    spelt = _is_spelt(old)
    if one == two:
        return Kept(1.0, 1.0, 1.0, spelt)
    words = _share(_words(old), _words(new)) if spelt else 1.0
    return Kept(kept(one, two), _close(one, two), words, spelt)


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two notes are. `gist` is the share kept of the question without what every question says."""

    question: Kept
    gist: float
    answer: Kept

    @property
    def score(self) -> float:
        """Closeness of both, the closer counting twice."""
        less, more = sorted((self.question.close, self.answer.close))
        return 2 * more + less


def likeness(old_question: str, old_answer: str | None, new_question: str, new_answer: str | None) -> Likeness:
    """Compare a note as it was with one as it is."""
    answer = compare(old_answer, new_answer) if old_answer and new_answer else NOTHING
    question = compare(old_question, new_question)
    return Likeness(question, _gist_kept(old_question, new_question, question), answer)


def _gist_kept(old: str, new: str, question: Kept) -> float:
    return _together(gist(old), gist(new)) if question.spelt else _share(gist(old), gist(new))
