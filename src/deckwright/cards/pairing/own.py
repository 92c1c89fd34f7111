"""Of notes that are said to be the same: whether they ask what they asked."""

from __future__ import annotations

from collections.abc import Sequence

from deckwright.cards.pairing.answers import compare_answers
from deckwright.cards.pairing.context import Context
from deckwright.cards.pairing.difference import Level, compare_questions
from deckwright.cards.pairing.records import Record
from deckwright.cards.pairing.verdict import Verdict, verdict


def own_verdicts(old: Sequence[Record], new: Sequence[Record]) -> list[Verdict]:
    """Each the next of the other side.

    A question whose words are as they were asks the same, whatever it is answered.
    """
    context = Context(old, new, ())
    return [_own_verdict(one, two, context) for one, two in zip(old, new, strict=True)]


def _own_verdict(one: Record, two: Record, context: Context) -> Verdict:
    if one.form == two.form:
        return Verdict.SAME
    question, answer = compare_questions(one, two), compare_answers(one, two, context)
    if question.level <= Level.GROWN:
        return Verdict.SAME
    return verdict(question, answer, True, context.speaks(one) and context.speaks(two))
