"""The table: what becomes of an old and a new record, by question, answer and place."""

from __future__ import annotations

from enum import StrEnum

from deckwright.cards.pairing.answers import AnswerChange, Witness
from deckwright.cards.pairing.difference import Level, QuestionChange
from deckwright.cards.pairing.wording import KEPT

SURELY = 0.8
"""Share of a question kept from which it needs no answer beside it, while only common words changed."""

SOMEWHAT = 0.3
"""Share of a question kept from which, in its old place, one asks whether it is the same."""

CLOSELY = 0.85
"""Share of an answer kept from which other words may have given way both there and in the question."""


class Verdict(StrEnum):
    SAME = "same"
    DOUBT = "doubt"
    ANOTHER = "another"


def verdict(question: QuestionChange, answer: AnswerChange, in_place: bool, speaks: bool) -> Verdict:
    """`in_place`: both stand between the same neighbours. `speaks`: the question says by itself what it asks."""
    if not speaks:
        return _by_answer(question, answer, in_place)
    match question.level:
        case Level.WORDS:
            return Verdict.SAME if answer.like or answer.missing or in_place else Verdict.DOUBT
        case Level.FORMS:
            like = answer.witness <= Witness.HELD if question.gave_way else answer.like
            return Verdict.SAME if like or answer.missing else Verdict.DOUBT
        case Level.GROWN:
            return _grown(question, answer, in_place)
        case Level.REPHRASED:
            return _rephrased(question, answer, in_place)
        case Level.REPLACED:
            return _replaced(question, answer)
        case Level.TOLD:
            return _told(question, answer, in_place)
    return _little(question, answer, in_place)


def _by_answer(question: QuestionChange, answer: AnswerChange, in_place: bool) -> Verdict:
    sure = answer.witness <= Witness.HELD or answer.kept >= CLOSELY
    if answer.like and answer.strong and sure:
        return Verdict.SAME
    asks_on = in_place and question.level <= Level.REPHRASED
    return Verdict.DOUBT if asks_on and (answer.like or answer.missing) else Verdict.ANOTHER


def _grown(question: QuestionChange, answer: AnswerChange, in_place: bool) -> Verdict:
    if answer.missing:
        return Verdict.SAME if in_place or question.kept >= SURELY else Verdict.DOUBT
    if answer.like:
        close = answer.witness <= Witness.HELD or answer.kept >= CLOSELY
        return Verdict.SAME if close and not answer.weak else Verdict.DOUBT
    return Verdict.DOUBT if in_place or question.kept > KEPT else Verdict.ANOTHER


def _rephrased(question: QuestionChange, answer: AnswerChange, in_place: bool) -> Verdict:
    if answer.missing:
        return Verdict.SAME if in_place or question.kept >= SURELY else Verdict.DOUBT
    if answer.witness is Witness.AGAINST:
        return Verdict.ANOTHER
    if answer.like and not answer.weak:
        close = answer.witness <= Witness.HELD or (answer.long and answer.kept >= CLOSELY)
        return Verdict.SAME if close else Verdict.DOUBT
    return Verdict.DOUBT


def _replaced(question: QuestionChange, answer: AnswerChange) -> Verdict:
    if answer.missing:
        return Verdict.DOUBT
    if answer.witness <= Witness.HELD and not answer.weak and _is_misspelt(question, answer):
        return Verdict.SAME
    if answer.witness is Witness.EQUAL and answer.strong and question.verb:
        return Verdict.SAME
    if answer.witness <= Witness.HELD:
        return Verdict.ANOTHER if answer.weak and not question.misspelt else Verdict.DOUBT
    return Verdict.DOUBT if question.slip or (question.misspelt and answer.like) else Verdict.ANOTHER


def _is_misspelt(question: QuestionChange, answer: AnswerChange) -> bool:
    """Whether a word was only spelt otherwise; an answer has to carry it."""
    return not question.turned and (question.slip or (question.misspelt and answer.strong))


def _told(question: QuestionChange, answer: AnswerChange, in_place: bool) -> Verdict:
    if answer.missing:
        return Verdict.DOUBT
    if answer.witness <= Witness.HELD and not answer.weak:
        if _is_misspelt(question, answer) or (answer.strong and not question.gave_way):
            return Verdict.SAME
        if answer.witness is Witness.EQUAL or not question.framed or question.misspelt:
            return Verdict.DOUBT
    if question.gave_way or question.turned:
        return Verdict.DOUBT if answer.like and not question.framed else Verdict.ANOTHER
    return Verdict.DOUBT if answer.like or in_place else Verdict.ANOTHER


def _little(question: QuestionChange, answer: AnswerChange, in_place: bool) -> Verdict:
    if answer.witness is Witness.EQUAL and answer.strong and not question.framed:
        return Verdict.SAME
    shared = question.kept >= SOMEWHAT or (answer.witness is Witness.EQUAL and question.kept > 0)
    if not in_place or not shared or question.framed or answer.witness is Witness.AGAINST:
        return Verdict.ANOTHER
    return Verdict.DOUBT if answer.like or not question.told else Verdict.ANOTHER
