"""What becomes of an old and a new record, by question, answer and place.

Whether they are one is estimated from a few facts about both (`evidence`), weighed as benchmarks/learn_pairing.py
learned it. What no estimate may outweigh stands in `_asks_another`: a wrong pair is worse than a question asked.
"""

from __future__ import annotations

from dataclasses import fields
from enum import StrEnum
from math import exp

from deckwright.cards.pairing.answers import AnswerChange, Witness
from deckwright.cards.pairing.difference import Level, QuestionChange
from deckwright.cards.pairing.shared import Shared
from deckwright.cards.pairing.weights import WEIGHTS
from deckwright.cards.pairing.wording import KEPT

SURE = {"equal": 0.78, "like": 0.75}
"""From this likelihood on a pair is one, unasked."""

UNLIKELY = {"equal": 0.12, "like": 0.1, "other": 0.1}
"""Below this likelihood nobody is asked."""

UNLIKELY_IF_WEAK = 0.2
"""The same, of an answer that is no witness."""

SURELY = 0.8
"""Share of a question kept from which it needs no answer beside it, while only common words changed."""

SOMEWHAT = 0.3
"""Share of a question kept from which, in its old place, one asks whether it is the same."""

CLOSELY = 0.85
"""Share of an answer kept from which other words may have given way both there and in the question."""

SPELT_ALMOST = 0.88
"""Share of the letters of a question and of its answer that stay when a letter slips in both."""

LITTLE_SAID, MUCH_SAID = 8, 30
"""What an answer weighs up to which every letter tells much, and up to which it tells anything."""

_SHARED = tuple(one.name for one in fields(Shared))


class Verdict(StrEnum):
    SAME = "same"
    DOUBT = "doubt"
    ANOTHER = "another"


def verdict(question: QuestionChange, answer: AnswerChange, in_place: bool, speaks: bool) -> Verdict:
    """`in_place`: both stand between the same neighbours. `speaks`: the question says by itself what it asks."""
    plain = by_rule(question, answer, in_place, speaks)
    if plain is not None:
        return plain
    kind = kind_of(answer)
    likely = likelihood(question, answer, in_place)
    if kind in SURE and likely >= SURE[kind] and not _asks_another(question, answer):
        return Verdict.SAME
    least = UNLIKELY_IF_WEAK if answer.weak else UNLIKELY[kind]
    return Verdict.DOUBT if likely >= least or _is_worth_asking(question, answer, in_place) else Verdict.ANOTHER


def by_rule(question: QuestionChange, answer: AnswerChange, in_place: bool, speaks: bool) -> Verdict | None:
    """What needs no estimate; None where it does."""
    if not speaks:
        return _by_answer(question, answer, in_place)
    if answer.missing:
        return _by_question(question, in_place)
    if question.level is Level.WORDS:
        return Verdict.SAME if answer.like or in_place else Verdict.DOUBT
    if _is_misspelt(question, answer) or _says_more(question, answer):
        return Verdict.SAME
    if answer.witness is Witness.EQUAL and answer.strong:  # but left for right, or 7 for 8, in a wording that stayed
        return Verdict.DOUBT if question.framed and question.turned else Verdict.SAME
    return None


def _by_answer(question: QuestionChange, answer: AnswerChange, in_place: bool) -> Verdict:
    sure = answer.witness <= Witness.HELD or answer.kept >= CLOSELY
    if answer.like and answer.strong and (sure or (in_place and question.level is Level.WORDS)):
        return Verdict.SAME
    asks_on = question.level <= (Level.REPHRASED if in_place else Level.WORDS)
    may_be = answer.like or answer.missing or (answer.strong and answer.kept >= KEPT)
    return Verdict.DOUBT if asks_on and may_be else Verdict.ANOTHER


def _by_question(question: QuestionChange, in_place: bool) -> Verdict:
    if question.level <= Level.FORMS:
        return Verdict.SAME
    if question.level <= Level.REPHRASED:
        return Verdict.SAME if in_place or question.kept >= SURELY else Verdict.DOUBT
    if question.level < Level.LITTLE:
        return Verdict.DOUBT
    shared = in_place and question.kept >= SOMEWHAT and not question.framed
    return Verdict.DOUBT if shared else Verdict.ANOTHER


def _asks_another(question: QuestionChange, answer: AnswerChange) -> bool:
    """Whether something changed that no likelihood outweighs, and the answer does not carry it."""
    if question.framed:
        return not (question.verb and answer.witness is Witness.EQUAL and not answer.weak)
    if answer.nods and question.level > Level.FORMS:
        return True  # yes is the answer to half of all that one may ask
    if answer.witness is Witness.LIKE and answer.kept < CLOSELY and (question.gave_way or question.level > Level.FORMS):
        return True
    return question.turned and not answer.strong


def _is_worth_asking(question: QuestionChange, answer: AnswerChange, in_place: bool) -> bool:
    """Whether it may be one, however unlikely."""
    if question.level is Level.FORMS or question.slip or (question.misspelt and answer.like):
        return True
    if in_place and question.level is Level.GROWN and answer.witness is not Witness.AGAINST:
        return True  # nothing that was asked went
    if answer.like and not answer.weak and not question.turned and min(question.letters, answer.kept) >= SPELT_ALMOST:
        return True  # letters slipped, in both perhaps
    if answer.witness is Witness.EQUAL and not answer.weak and question.counted:
        return True
    return answer.witness is Witness.EQUAL and not (question.gave_way or question.turned)


def _is_misspelt(question: QuestionChange, answer: AnswerChange) -> bool:
    """Whether a word was only spelt otherwise; an answer has to carry it."""
    if question.turned or answer.weak or answer.witness > Witness.HELD:
        return False
    return question.slip or (question.misspelt and answer.strong)


def _says_more(question: QuestionChange, answer: AnswerChange) -> bool:
    """Whether a question only says more, or less, or the same in other forms, and is answered as before."""
    if answer.witness is not Witness.EQUAL or question.gave_way or question.turned or question.level is Level.LITTLE:
        return False
    return question.level is Level.FORMS or not answer.nods


def likelihood(question: QuestionChange, answer: AnswerChange, in_place: bool) -> float:
    """How likely two records are one, from 0 to 1."""
    weights = WEIGHTS[kind_of(answer)]
    facts = evidence(question, answer, in_place)
    return 1 / (1 + exp(-sum(weight * facts[name] for name, weight in weights.items())))


def evidence(question: QuestionChange, answer: AnswerChange, in_place: bool) -> dict[str, float]:
    """The facts by which the likelihood is estimated, each from 0 to 1."""
    return {
        "bias": 1.0,
        **{level.name.lower(): float(question.level is level) for level in Level if Level.WORDS < level < Level.LITTLE},
        "kept": question.kept,
        "letters": question.letters,
        **{name: getattr(question.shared, name) for name in _SHARED},
        "framed": float(question.framed),
        "gave way": float(question.gave_way),
        "misspelt": float(question.misspelt or question.slip),
        "verb": float(question.verb),
        "turned": float(question.turned),
        "in place": float(in_place),
        "short": min(answer.weight, LITTLE_SAID) / LITTLE_SAID,
        "said": min(answer.weight, MUCH_SAID) / MUCH_SAID,
        "weak": float(answer.weak),
        "held": float(answer.witness is Witness.HELD),
        "against": float(answer.witness is Witness.AGAINST),
    }


def kind_of(answer: AnswerChange) -> str:
    """Which weights are those of an answer."""
    if answer.witness is Witness.EQUAL:
        return "equal"
    return "like" if answer.like else "other"
