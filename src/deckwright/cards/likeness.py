"""How much of a text was kept: the measure by which a reworded note is known again."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import LCSseq

KEPT = 0.6
"""Share of its characters that a question or an answer must keep to be the same one (CONTRACT: at least 60 %)."""

DOUBTFUL = 0.4
"""From here on a pair is shown to a person."""

_FILLER = re.compile(
    r"什么是|什麽是|何为|是什么|什么|为什么|为何|如何|怎么|怎样|哪些|哪个|请|简述|解释|介绍|说说|谈谈|之间|有|的|了|吗|呢|和|与|是|"
    r"\b(?:what|which|how|why|when|is|are|was|the|an?|of|do|does|did|in|to|and|or|for|you|it|its|explain|describe|"
    r"difference|between|s)\b",
    re.I,
)


@lru_cache(maxsize=65536)
def bare(text: str) -> str:
    """A text without markup, white space, punctuation and case; as it is without space where nothing else is left."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    letters = "".join(char for char in folded if char.isalnum())
    return letters or "".join(folded.split())


@lru_cache(maxsize=65536)
def gist(text: str) -> str:
    """A question without the words that every question has."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return bare(_FILLER.sub(" ", folded)) if _FILLER.sub(" ", folded).strip(" ?？。.!") else bare(text)


def kept(old: str, new: str) -> float:
    """The share of a bare text that another one kept, in order; 0 to 1.

    A short text hides in any long one as a scattered subsequence. So where the other text is far longer, the words
    must have stayed together: three characters in a row.
    """
    if old == new:
        return 1.0
    if not old or not new:
        return 0.0
    common = LCSseq.similarity(old, new)
    share = common / len(old)
    if share >= KEPT and 2 * common / (len(old) + len(new)) < 0.5:
        share = min(share, _together(old, new))
    return share


def _share(old: str, new: str) -> float:
    return LCSseq.similarity(old, new) / len(old) if old else 0.0


def _together(old: str, new: str) -> float:
    """The share of a text's runs of three characters that stand in another text."""
    runs = [old[at : at + 3] for at in range(max(1, len(old) - 2))]
    return sum(run in new for run in runs) / len(runs)


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two notes are: what was kept of question, of the question's gist, and of the answer.

    `answer` is None where one of the two has none. `question_close` and `closeness` (question and answer together)
    count what was added as well, so that a short text is closer to its own new wording than to a long one that
    happens to hold it.
    """

    question: float
    gist: float
    answer: float | None
    question_close: float
    closeness: float

    @property
    def best(self) -> float:
        return max(self.question, self.answer or 0.0)

    @property
    def worth_telling(self) -> bool:
        """Whether a person should decide: a good part was kept, and not just letters that any two texts share."""
        return self.best >= DOUBTFUL and self.closeness >= 1.0


def likeness(old_question: str, old_answer: str | None, new_question: str, new_answer: str | None) -> Likeness:
    """Compare a note as it was with one as it is."""
    questions = bare(old_question), bare(new_question)
    answers = (bare(old_answer), bare(new_answer)) if old_answer and new_answer else None
    question_close = _close(*questions)
    one, two = sorted([question_close, _close(*answers) if answers else 0.0])
    return Likeness(
        kept(*questions),
        _share(gist(old_question), gist(new_question)),
        kept(*answers) if answers else None,
        question_close,
        2 * two + one,
    )


def _close(old: str, new: str) -> float:
    return 1.0 if old == new else 2 * LCSseq.similarity(old, new) / ((len(old) + len(new)) or 1)
