"""How far a question is from another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import IntEnum
from itertools import starmap

from rapidfuzz.distance import Indel

from deckwright.cards.pairing.asides import in_one_form, without_ornaments
from deckwright.cards.pairing.forms import without_points
from deckwright.cards.pairing.records import Record
from deckwright.cards.pairing.shared import Shared, shared
from deckwright.cards.pairing.tables import Kind, language_of, phrases_in, table
from deckwright.cards.pairing.telling import asked, asks_for_other, other_case, renames, tells, turns
from deckwright.cards.pairing.wording import KEPT, Change, change, is_verb, misspelt, slip
from deckwright.cards.pairing.words import Word, words_of

BELONGINGS_KEPT = 0.5
"""Share of a question's options that must be the same for them to be those of one question."""


class Level(IntEnum):
    """How far a question is from another."""

    WORDS = 0  # the same but for small words and markup
    FORMS = 1  # the same words, inflected otherwise, or asked with another small verb
    GROWN = 2  # more is said of the same thing, or less
    REPHRASED = 3  # words gave way to others, and so did the wording around them
    REPLACED = 4  # words gave way to others in a wording that stayed
    TOLD = 5  # a distinguishing word came, went or gave way
    LITTLE = 6  # less than KEPT is left


@dataclass(frozen=True, slots=True)
class QuestionChange:
    """`kept`: share of the content kept, both ways; `letters`: of all letters, those of small words too.

    `slip`: what changed may be a slip of the pen. `misspelt`: it is spelt much alike. `verb`: it is a verb.
    `framed`: words gave way in a wording that stayed. `gave_way`: content went for other.
    `turned`: a number, a negation, a sign or code changed, a name or an opposite gave way, or another kind of thing is
    asked for. `counted`: a term stands alone, and only the number that it bears among its like changed.
    """

    level: Level
    kept: float
    letters: float = 1.0
    slip: bool = False
    misspelt: bool = False
    verb: bool = False
    framed: bool = False
    gave_way: bool = False
    turned: bool = False
    counted: bool = False
    shared: Shared = field(default_factory=Shared)


def compare_questions(old: Record, new: Record) -> QuestionChange:
    """How far two questions are from each other."""
    bare = without_ornaments(old.asked, new.asked)
    old, new = (
        side if side.asked == text else replace(side, question=text, label="")
        for side, text in zip((old, new), bare, strict=True)
    )
    language = old.language
    if language != new.language:
        language = language_of(f"{old.asked} {new.asked} {new.said[:200]}", old.around)
    asks = [phrases_in(side.asked, language) for side in (old, new)]
    narrowed = [tuple(said for said, narrows in side if narrows) for side in asks]
    plainly = not (all(narrowed) and narrowed[0] != narrowed[1])  # in which year, in which month
    said = old.words(language, plainly=plainly), new.words(language, plainly=plainly)
    one, two = in_one_form(*said)
    formed = (one, two) != said
    if old.like == new.like and old.options == new.options and _signs_stay(old, new, one, two):
        if old.code != new.code:
            return QuestionChange(Level.TOLD, 1.0)
        pointed = without_points(old.asked) != old.asked or without_points(new.asked) != new.asked
        return QuestionChange(Level.FORMS if pointed and old.asked != new.asked else Level.WORDS, 1.0)
    found = change(one, two)
    if asks[0] != asks[1]:
        found = replace(found, framed=False, rephrased=True)  # it is asked in other words as well
    told = _other_code(old, new) or tells(one, two, found, table(language))
    level = _level(old, new, one, two, found, told)
    literal = [side.words(language, plainly=False) for side in (old, new)] if any(asks) else [one, two]
    spelt = slip(*literal), misspelt(*literal)
    turned = turns(found, table(language)) or other_case(one, two) or asks_for_other(one, two)
    return QuestionChange(
        max(level, Level.FORMS) if narrowed[0] != narrowed[1] or formed else level,
        found.kept,
        Indel.normalized_similarity(old.like, new.like),
        *spelt,
        found.framed and is_verb(one, two, table(language).subjects),
        found.framed,
        found.gave_way,
        turned or (renames(found) and not any(spelt)),
        _is_counted(one, two, found),
        shared(one, two, found),
    )


def _is_counted(one: Sequence[Word], two: Sequence[Word], found: Change) -> bool:
    """Whether one term stands with a number (bank 2, the second of two words of one spelling), which changed."""
    changed = (*found.went, *found.came)
    alone = all(len(words) <= 2 and words[0].kind is Kind.CONTENT for words in (one, two) if words)
    return bool(changed) and alone and all(word.kind is Kind.NUMBER for word in changed)


def _level(old: Record, new: Record, one: Sequence[Word], two: Sequence[Word], found: Change, told: bool) -> Level:
    if _options_kept(old, new) < BELONGINGS_KEPT:
        return Level.LITTLE
    if found.framed:
        return Level.TOLD if told else Level.REPLACED
    if found.kept < KEPT:
        return Level.LITTLE
    if told or found.exchanged:
        return Level.TOLD
    inflected = found.kindred or (not found.any and found.inflected)
    if inflected or (not found.any and _put_otherwise(old, new, one, two, found)):
        return Level.FORMS
    if not found.any:
        return Level.WORDS
    return Level.REPHRASED if found.gave_way else Level.GROWN


def _put_otherwise(old: Record, new: Record, one: Sequence[Word], two: Sequence[Word], found: Change) -> bool:
    """Whether the same words are linked otherwise, asked with another small verb, or ask for something else."""
    if found.swapped or _small(one) != _small(two) or asked(one) != asked(two) or old.options != new.options:
        return True
    if table(new.language).inflects:  # case follows from how it is put
        put = [[word.norm for word in words] for words in (one, two)]
        return put[0] == put[1] and not found.rephrased and any(True for _ in _paired(one, two))
    return any(starmap(_are_forms, _paired(one, two)))


def _small(words: Iterable[Word]) -> Counter[str]:
    """Small words that do not come and go for nothing: prepositions, light verbs, who and whom."""
    return Counter(
        word.norm for word in words if word.kind in (Kind.LINK, Kind.LIGHT) or word.asks in ("person", "place")
    )


def _paired(one: Iterable[Word], two: Iterable[Word]) -> Iterator[tuple[Word, Word]]:
    """The words of one norm that are written otherwise."""
    left, right = ([word for word in words if word.says] for words in (one, two))
    there = {word.raw.casefold() for word in right}
    for word in left:
        if word.raw.casefold() not in there:
            yield from ((word, other) for other in right if other.norm == word.norm)


def _are_forms(one: Word, two: Word) -> bool:
    """Whether two words of one norm may be two words after all (puerto, puerta), not a plural or two of one meaning."""
    a, b = sorted((one.raw.casefold(), two.raw.casefold()), key=len)
    return a.startswith(one.norm) and b.startswith(one.norm) and not b.startswith(a)


def _other_code(old: Record, new: Record) -> bool:
    return old.belongings != new.belongings and set(old.code) != set(new.code)


def _signs_stay(old: Record, new: Record, one: Sequence[Word], two: Sequence[Word]) -> bool:
    return old.form == new.form or (_signs(one) == _signs(two) and not other_case(one, two))


def _signs(words: Iterable[Word]) -> list[str]:
    return [word.norm for word in words if word.kind in (Kind.SIGN, Kind.CODE) or not word.norm.isalnum()]


def _options_kept(old: Record, new: Record) -> float:
    if not old.options or not new.options:
        return 1.0
    shared = sum((Counter(old.options) & Counter(new.options)).values())
    return 2 * shared / (len(old.options) + len(new.options))


def question_share(old: str, new: str) -> float:
    """The share of two questions that both have, for a person to see."""
    language = language_of(f"{old} {new}")
    one, two = words_of(old, language), words_of(new, language)
    a, b = Counter(word.norm for word in one), Counter(word.norm for word in two)
    return 2 * (a & b).total() / max(1, (a + b).total())
