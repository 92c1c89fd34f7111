"""The table: what becomes of an old and a new record, by question, answer and place."""

from __future__ import annotations

from enum import StrEnum

from deckwright.cards.pairing.difference import AnswerChange, Level, QuestionChange

SURELY = 0.8
"""Share of a question kept from which it needs no answer beside it, while only common words changed."""


SOMEWHAT = 0.4
"""Share of a question kept from which, in its old place, one asks whether it is the same."""

CLOSELY = 0.85
"""Share of an answer kept from which other words may have given way both there and in the question."""


MOSTLY = 0.85
"""Share of a question kept from which a short answer of its own is witness enough that words gave way in it."""

HALF = 0.5
"""Share below which two short answers say different things."""


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
            placed = in_place and not (question.small_words and answer.brief)
            return Verdict.SAME if answer.like or answer.missing or placed else Verdict.DOUBT
        case Level.FORMS:
            return Verdict.SAME if answer.like or answer.missing else Verdict.DOUBT
        case Level.OTHER:
            return _other_words(question, answer, in_place)
        case Level.DISTINGUISHING:
            return _distinguished(question, answer)
    if answer.like and answer.unswapped and answer.long and answer.own and not answer.otherwise:
        return Verdict.SAME
    asks_on = in_place and not question.tells and question.kept >= SOMEWHAT
    if not asks_on or _both_gave_way(question, answer):
        return Verdict.ANOTHER
    return Verdict.DOUBT


def _both_gave_way(question: QuestionChange, answer: AnswerChange) -> bool:
    """Whether another thing is asked and another told: words for words, and one short answer for another or none."""
    if not question.gave_way or question.slip or answer.missing:
        return False
    return answer.weak if answer.like else answer.brief and answer.kept < HALF


def _by_answer(question: QuestionChange, answer: AnswerChange, in_place: bool) -> Verdict:
    sure = answer.unswapped or answer.kept >= CLOSELY
    if answer.like and answer.long and answer.own and not answer.otherwise and sure:
        return Verdict.SAME
    asks_on = in_place and question.level <= Level.OTHER
    return Verdict.DOUBT if asks_on and (answer.like or answer.missing) else Verdict.ANOTHER


def _other_words(question: QuestionChange, answer: AnswerChange, in_place: bool) -> Verdict:
    if answer.missing:
        return Verdict.SAME if in_place or question.kept >= SURELY else Verdict.DOUBT
    if not answer.like and _both_gave_way(question, answer):
        return Verdict.ANOTHER
    if question.slip and answer.like and answer.long and answer.own:
        return Verdict.SAME
    if not answer.like or answer.weak or answer.otherwise:
        return Verdict.DOUBT
    if question.gave_way and not answer.long and question.kept < MOSTLY and not question.slip:
        return Verdict.DOUBT
    if answer.unswapped or (answer.long and (not question.gave_way or answer.kept >= CLOSELY)):
        return Verdict.SAME
    return Verdict.DOUBT


def _distinguished(question: QuestionChange, answer: AnswerChange) -> Verdict:
    if answer.missing:
        return Verdict.DOUBT
    if not answer.like:
        return Verdict.ANOTHER
    if answer.otherwise:
        return Verdict.ANOTHER
    if (
        answer.unswapped
        and answer.own
        and (question.slip or not answer.followed)
        and (answer.long or (question.slip and not answer.weak))
    ):
        return Verdict.SAME
    if answer.weak and question.gave_way and not question.slip:
        return Verdict.ANOTHER
    return Verdict.DOUBT
