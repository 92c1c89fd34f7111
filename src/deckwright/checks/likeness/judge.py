"""What two notes are to each other.

How likely they ask the same was learned by benchmarks/learn_likeness.py. Questions in the same words are not estimated:
nothing but their answers tells whether they are about one thing.
"""

from __future__ import annotations

from enum import StrEnum
from math import exp

from deckwright.cards.pairing import verdict as pairing
from deckwright.cards.pairing.answers import Witness, compare_answers
from deckwright.cards.pairing.context import Context
from deckwright.cards.pairing.difference import Level
from deckwright.cards.pairing.verdict import SURELY, by_rule
from deckwright.checks.likeness.facts import Compared
from deckwright.checks.likeness.said import Said
from deckwright.checks.likeness.values import is_other_unit, same_value
from deckwright.checks.likeness.weights import RELATED, SAME

SURE = 0.7
"""From this likelihood on they ask the same, at warning level."""

MAYBE = 0.15
"""From this likelihood on they may: a look will tell."""

BRIEF = 0.2
"""Two words, as facts.FEW_WORDS counts: an answer of no more is one that other questions have too."""

SHARED = 0.6
"""Share of the shorter answer, in words, from which on two questions in the same words are about one thing."""


class Verdict(StrEnum):
    COPY = "copy"  # question and answer are equal letter for letter
    SAME = "same"
    MAYBE = "maybe"
    AMBIGUOUS = "ambiguous"  # asked in the same words, and answered otherwise


_UNANSWERED = {pairing.Verdict.SAME: Verdict.SAME, pairing.Verdict.DOUBT: Verdict.MAYBE}
"""Without an answer the questions alone tell, as they do when a document is read again."""


def verdict(one: Said, two: Said, compared: Compared, context: Context) -> Verdict | None:
    """What two notes are to each other; None where they are two."""
    if in_same_words(one, two):
        return of_same_words(one, two, context)
    if compared.answer.missing:
        speaks = context.speaks(one.record) and context.speaks(two.record)
        plain = by_rule(compared.question, compared.answer, in_place=False, speaks=speaks)
        return _UNANSWERED.get(plain) if plain else None
    likely = likelihood(compared.facts)
    equal = compared.answer.witness is Witness.EQUAL
    if likely >= SURE and (equal or not _only_answered_alike(compared.facts)):
        return Verdict.SAME
    if one.record.language != two.record.language and one.asked.isdisjoint(two.asked):
        return None  # what words tell of two languages is no more than a name in their answers
    return Verdict.MAYBE if likely >= MAYBE or _hardly_changed(compared) else None


_NOTHING_SHARED = ("question letters held", "question found", "answered by it", "kinds differ")


def _only_answered_alike(facts: dict[str, float]) -> bool:
    """Whether questions that share neither words nor letters share most of a short answer: many things have it."""
    return facts["brief"] <= BRIEF and not any(facts[name] for name in _NOTHING_SHARED)


def _hardly_changed(compared: Compared) -> bool:
    """Whether one question only says a little more than the other."""
    question = compared.question
    return question.level <= Level.GROWN and question.kept >= SURELY and not question.turned and not question.framed


def in_same_words(one: Said, two: Said) -> bool:
    """Whether two questions have the same words that say something, in the same order, and the same options."""
    if one.key == two.key:
        return True
    return one.kind == two.kind == "qa" and bool(one.spoken) and one.spoken == two.spoken


def of_same_words(one: Said, two: Said, context: Context) -> Verdict:
    """What two notes are whose questions are in the same words."""
    if one.key == two.key and one.reply == two.reply:
        return Verdict.COPY
    answer = compare_answers(one.record, two.record, context)
    if is_other_unit(one.reply, two.reply):
        return Verdict.AMBIGUOUS
    if answer.like or answer.missing or same_value(one.reply, two.reply):
        return Verdict.SAME
    words = [{word for word in side.answered if word[0].isalnum()} for side in (one, two)]
    numbers = [{word for word in side if word[0].isdigit()} for side in words]
    differ = answer.witness is Witness.AGAINST or (all(numbers) and numbers[0].isdisjoint(numbers[1]))
    shared = len(words[0] & words[1]) / min(map(len, words)) if all(words) else 0.0
    return Verdict.SAME if shared >= SHARED and not differ else Verdict.AMBIGUOUS


def likelihood(facts: dict[str, float]) -> float:
    """From 0 to 1: that both are about one matter, times that they then ask the same of it."""
    return _estimate(RELATED, facts) * _estimate(SAME, facts)


def _estimate(weights: dict[str, float], facts: dict[str, float]) -> float:
    return 1 / (1 + exp(-sum(weight * facts[name] for name, weight in weights.items())))
