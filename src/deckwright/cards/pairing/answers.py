"""What two answers witness of whether their notes are one."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import IntEnum

from rapidfuzz.distance import Indel, LCSseq

from deckwright.cards.pairing.context import LONG, SAYING, Context
from deckwright.cards.pairing.forms import like_form, weight
from deckwright.cards.pairing.records import Record
from deckwright.cards.pairing.tables import Kind, short_answers, table
from deckwright.cards.pairing.telling import contradicts
from deckwright.cards.pairing.wording import KEPT, Change, change
from deckwright.cards.pairing.words import Word, words_of

APART = 0.2
"""Share of two long answers below which nobody looks further."""

PARTLY = 0.4
"""Share of a long answer that tells of an equal question that it is still the same."""

CLOSE_LOOK = 2000
"""Characters of an answer that are compared; what follows says little more, and takes time."""

FEW = 6
"""Words of two answers together up to which a number or a name is all that they say."""


class Witness(IntEnum):
    """What one answer is to another."""

    EQUAL = 0
    HELD = 1  # one says what the other says, and more
    LIKE = 2
    MISSING = 3
    OTHER = 4
    AGAINST = 5  # alike, but for a number, a name, a negation, an opposite


@dataclass(frozen=True, slots=True)
class AnswerChange:
    """`weight`: that of the lighter of the two. `own`: no other note has it. `nods`: it says only yes or no, or true.
    `weak`: it does so, or is but a letter or a small number, or other notes say it too. `kept`: share kept, both ways.
    """

    witness: Witness
    weight: int = 0
    own: bool = False
    nods: bool = False
    weak: bool = False
    kept: float = 0.0

    @property
    def long(self) -> bool:
        """Whether chance gives it to no other note."""
        return self.weight >= LONG

    @property
    def like(self) -> bool:
        return self.witness <= Witness.LIKE

    @property
    def partly(self) -> bool:
        """Whether a part of a long answer was kept, and nothing speaks against the two."""
        return self.long and self.kept >= PARTLY and self.witness is not Witness.AGAINST

    @property
    def missing(self) -> bool:
        return self.witness is Witness.MISSING

    @property
    def strong(self) -> bool:
        return self.long and self.own


def compare_answers(old: Record, new: Record, context: Context) -> AnswerChange:
    """What two answers say of whether their notes are one."""
    one, two = old.answer_like, new.answer_like
    if not one or not two:
        return AnswerChange(Witness.MISSING)
    if max(weight(one), weight(two)) >= LONG and context.stands_for_none(old) != context.stands_for_none(new):
        return AnswerChange(Witness.MISSING)  # it was written out since; a short one may be another of its kind
    own = context.is_own(one) and context.is_own(two)
    nods = not short_answers().isdisjoint((one, two))
    weak = not own or nods or min(weight(one), weight(two)) < SAYING or (_only_counts(old) and _only_counts(new))
    witness, kept = _witness(old, new)
    return AnswerChange(witness, min(weight(one), weight(two)), own, nods, weak, kept)


def _only_counts(record: Record) -> bool:
    """Whether an answer is one small number, in whatever spelling."""
    words = words_of(record.said[:CLOSE_LOOK], record.language, plainly=False)
    return len(words) == 1 and words[0].kind is Kind.NUMBER and len(words[0].norm) < SAYING


def _witness(old: Record, new: Record) -> tuple[Witness, float]:
    equal = old.answer_like == new.answer_like
    kept = 1.0 if equal else answer_kept(old, new)
    shorter, longer = sorted((old.answer_like, new.answer_like), key=len)
    if kept < APART and weight(shorter) >= LONG and shorter[:CLOSE_LOOK] not in longer:
        return Witness.OTHER, kept
    language = new.language or old.language
    one, two = (_said(side.said, language) for side in (old, new))
    found = change(one, two)
    if _nod(old) != _nod(new) and _nod(old) and _nod(new):
        return Witness.AGAINST, kept
    if equal and not contradicts(found, table(language)):
        return (Witness.EQUAL if _signs(one) == _signs(two) else Witness.LIKE), kept
    if equal:
        return Witness.AGAINST, kept
    if contradicts(found, table(language)):
        return (Witness.AGAINST if kept >= KEPT or len(one) + len(two) <= FEW else Witness.OTHER), kept
    if weight(shorter) < LONG and not _holds_forms(one, two):
        return (Witness.LIKE if kept >= KEPT else Witness.OTHER), kept
    if not found.any and not found.inflected and not found.moved and any(word.says for word in one):
        return Witness.EQUAL, max(kept, KEPT)
    if not found.moved and _holds(old, new, one, two, found):
        return Witness.HELD, max(kept, KEPT)
    return (Witness.LIKE if kept >= KEPT else Witness.OTHER), kept


def _nod(record: Record) -> str:
    """The yes or no at the head of an answer, or ""."""
    head = re.match(r"\W*(\w+)", record.said[:CLOSE_LOOK])
    return like_form(head[1]) if head and like_form(head[1]) in short_answers() else ""


def _signs(words: tuple[Word, ...]) -> list[str]:
    """What is no letter in running text (`delete[]`); of code nothing, which may stand without its marks."""
    if any(word.kind is Kind.CODE for word in words):
        return []
    return [word.norm for word in words if word.kind is Kind.SIGN or word.raw[-1:] in ")]+#*"]


def _holds_forms(one: tuple[Word, ...], two: tuple[Word, ...]) -> bool:
    """Whether the words of one stand in the other to the letter; an ending tells two short answers (mela, melo)."""
    a, b = ({word.raw.casefold() for word in side if word.kind is Kind.CONTENT} for side in (one, two))
    return a <= b or b <= a


def _said(text: str, language: str) -> tuple[Word, ...]:
    """The words of an answer, in which small verbs say something."""
    found = words_of(text[:CLOSE_LOOK], language, plainly=False)
    return tuple(replace(word, kind=Kind.CONTENT) if word.kind is Kind.LIGHT else word for word in found)


def _holds(old: Record, new: Record, one: tuple[Word, ...], two: tuple[Word, ...], found: Change) -> bool:
    """Whether one answer says all that the other says."""
    a, b = sorted((old.answer_like[:CLOSE_LOOK], new.answer_like[:CLOSE_LOOK]), key=len)
    if not found.gave_way or (weight(a) >= LONG and a in b):
        return all(any(word.says for word in side) for side in (one, two))
    numbers = [[word.norm for word in side if word.kind is Kind.NUMBER] for side in (one, two)]
    rest = [[word for word in side if word.kind is Kind.CONTENT] for side in (found.went, found.came)]
    return bool(numbers[0]) and numbers[0] == numbers[1] and not all(rest)


def answer_kept(old: Record, new: Record) -> float:
    """The share of two answers that is the same, both ways."""
    one, two = old.answer_like[:CLOSE_LOOK], new.answer_like[:CLOSE_LOOK]
    if weight(one) > 1.5 * len(one):
        return LCSseq.similarity(one, two) * 2 / (len(one) + len(two))
    a = [word.norm for word in words_of(old.said[:CLOSE_LOOK], old.language, plainly=False)]
    b = [word.norm for word in words_of(new.said[:CLOSE_LOOK], old.language, plainly=False)]
    by_words = 2 * LCSseq.similarity(a, b) / max(1, len(a) + len(b))
    by_letters = Indel.normalized_similarity(one, two)
    return max(by_words, by_letters if by_letters >= 0.85 else 0.0)


def answer_share(old: str | None, new: str | None) -> float:
    """The share of two answers that both have, for a person to see."""
    if not old or not new:
        return 0.0
    one, two = Record("", old), Record("", new)
    return 1.0 if one.answer_like == two.answer_like else answer_kept(one, two)
