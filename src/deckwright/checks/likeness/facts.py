"""What is known of two notes, each a number from 0 to 1."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from rapidfuzz import fuzz

from deckwright.cards.pairing.answers import AnswerChange, Witness, compare_answers
from deckwright.cards.pairing.context import Context
from deckwright.cards.pairing.difference import Level, QuestionChange, compare_questions
from deckwright.cards.pairing.verdict import evidence
from deckwright.checks.likeness.candidates import Weights
from deckwright.checks.likeness.said import Said

MUCH = 20.0
"""What shared words weigh from which on more tell no more."""

FEW_WORDS = 10
"""Words of the shorter answer from which on more tell no more."""

CLEAR = 0.5
"""A lead over the next likest note from which on more tells no more."""

_PAIRING = (
    "forms", "grown", "rephrased", "replaced", "told", "kept", "letters", "covered", "phrased", "several", "named",
    "first", "ended", "framed", "turned", "weak", "held", "against",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Overlap:
    """How much of two sets both have, by weight: of the lighter one, of both together, and absolutely."""

    held: float
    share: float
    weight: float


def overlap(one: frozenset[str], two: frozenset[str], weights: Weights) -> Overlap:
    a, b, both = weights.whole(one), weights.whole(two), weights.of(one & two)
    return Overlap(both / min(a, b) if a and b else 0.0, both / (a + b - both) if a or b else 0.0, both)


Sides = tuple[Overlap, Overlap]
"""How much two questions, and two answers, have in common by runs of letters."""


@dataclass(frozen=True, slots=True)
class Near:
    """Two notes by index, the earlier first, how alike all their words are, and how much by letters."""

    first: int
    second: int
    words: Overlap
    letters: Overlap

    @property
    def likeness(self) -> float:
        return (self.words.held + self.letters.held) / 2


@dataclass(frozen=True, slots=True)
class Standing:
    """`mutual`: each is the other's likest; `lead`: how much liker they are than either to any third."""

    mutual: bool
    lead: float


@dataclass(frozen=True, slots=True)
class Compared:
    """What changed from one note to another, and all that is known of the two."""

    question: QuestionChange
    answer: AnswerChange
    facts: dict[str, float]


@dataclass(frozen=True, slots=True)
class Among:
    """What only all notes together tell: what words and runs of letters weigh, which answers several give."""

    words: Weights
    context: Context


def compare(one: Said, two: Said, near: Near, sides: Sides, standing: Standing, among: Among) -> Compared:
    """All that is known of two notes."""
    question = compare_questions(one.record, two.record)
    answer = compare_answers(one.record, two.record, among.context)
    known = evidence(question, answer, in_place=False)
    facts = {
        "bias": 1.0,
        **_by_words(one, two, near, among.words),
        **_by_letters(one, two, near, sides),
        "mutual": float(standing.mutual),
        "lead": max(-CLEAR, min(CLEAR, standing.lead)),
        "kinds differ": float("cloze" in (one.kind, two.kind) and one.kind != two.kind),
        **{name: known[name] for name in _PAIRING},
        "little": float(question.level is Level.LITTLE),
        "like": float(answer.witness is Witness.LIKE),
        "answer kept": answer.kept,
    }
    return Compared(question, answer, facts)


def _by_words(one: Said, two: Said, near: Near, weights: Weights) -> dict[str, float]:
    only = [weights.of(one.asked - two.asked), weights.of(two.asked - one.asked)]
    explained = weights.of((one.asked - two.asked) & two.answered) + weights.of((two.asked - one.asked) & one.answered)
    numbers = one.numbers, two.numbers
    return {
        "words held": near.words.held,
        "question found": min(_found(one.asked, two.words, weights), _found(two.asked, one.words, weights)),
        "answer found": max(_found(one.answered, two.words, weights), _found(two.answered, one.words, weights)),
        "answered by it": explained / sum(only) if sum(only) else 0.0,
        "both ask more": min(*only, MUCH) / MUCH,
        "numbers shared": float(not numbers[0].isdisjoint(numbers[1])),
        "numbers differ": float(all(numbers) and numbers[0].isdisjoint(numbers[1])),
        "brief": min(len(one.answered), len(two.answered), FEW_WORDS) / FEW_WORDS,
    }


def _by_letters(one: Said, two: Said, near: Near, sides: Sides) -> dict[str, float]:
    questions, answers = sides
    lengths = sorted((len(one.shown), len(two.shown)))
    return {
        "letters held": near.letters.held,
        "letters": min(near.letters.weight, MUCH) / MUCH,
        "question letters held": questions.held,
        "answer letters held": answers.held,
        "answer letters": min(answers.weight, MUCH) / MUCH,
        "spelt alike": fuzz.ratio(one.shown, two.shown) / 100,
        "as long": lengths[0] / max(1, lengths[1]),
    }


def _found(words: Collection[str], there: frozenset[str], weights: Weights) -> float:
    """The share of some words, by weight, that another note has."""
    whole = weights.of(words)
    return weights.of([word for word in words if word in there]) / whole if whole else 0.0
