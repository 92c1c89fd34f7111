"""What changed between two questions, and between two answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise

from rapidfuzz.distance import Indel, LCSseq

from deckwright.cards.pairing.context import LONG, Context
from deckwright.cards.pairing.forms import weight, without_points
from deckwright.cards.pairing.records import Record
from deckwright.cards.pairing.words import Kind, Table, Word, language_of, table, words_of

KEPT = 0.6
"""Share of a question or an answer, counted both ways, that must be kept for it to be the same."""

GROWN = 0.4
"""Share of an answer from which it is the same where words only came, or only went."""

HARDLY = 0.3
"""Share of a question below which nobody asks what it was that changed."""

SPELT_ALIKE = 0.7
"""From here on two words may be one, differently spelt."""

BELONGINGS_KEPT = 0.5
"""Share of a question's options that must be the same for them to be those of one question."""


class Level(IntEnum):
    """How far a question is from another."""

    WORDS = 0  # the same but for function words and markup
    FORMS = 1  # the same words in another order, or inflected otherwise
    OTHER = 2
    DISTINGUISHING = 3
    LITTLE = 4


@dataclass(frozen=True, slots=True)
class QuestionChange:
    """`kept`: share of the content kept, both ways. `slip`: what changed may be a slip of the pen.

    `tells`: whether a word that changed distinguishes, though little may be kept. `gave_way`: content went for other.
    `small_words`: function words changed.
    """

    level: Level
    kept: float
    slip: bool = False
    tells: bool = False
    gave_way: bool = False
    small_words: bool = False
    swapped: tuple[frozenset[str], frozenset[str]] = (frozenset(), frozenset())  # content that went, and that came


def compare_questions(old: Record, new: Record, context: Context) -> QuestionChange:
    """How far two questions are from each other."""
    language = (
        old.language if old.language == new.language else language_of(f"{old.asked} {new.asked} {new.said[:200]}")
    )
    one, two = old.words(language), new.words(language)
    if old.like == new.like and old.form[1] == new.form[1] and _signs(one) == _signs(two) and not _case(one, two):
        if old.code != new.code:
            return QuestionChange(Level.DISTINGUISHING, 1.0)
        pointed = without_points(old.asked) != old.asked or without_points(new.asked) != new.asked
        return QuestionChange(Level.FORMS if pointed and old.asked != new.asked else Level.WORDS, 1.0)
    went, came = _content(one) - _content(two), _content(two) - _content(one)
    kept = _kept(one, two, went, came)
    tells = kept >= HARDLY and _distinguishes(old, new, one, two, went, came, table(language), context)
    facts = kept, _slip(one, two), tells, bool(went and came), old.like != new.like, (frozenset(went), frozenset(came))
    if kept < KEPT or _options_kept(old, new) < BELONGINGS_KEPT:
        return QuestionChange(Level.LITTLE, *facts)
    if tells:
        return QuestionChange(Level.DISTINGUISHING, *facts)
    if went or came or old.options != new.options or not _asks_alike(one, two):
        return QuestionChange(Level.OTHER, *facts)
    if _order(one) != _order(two) and not _moved(_order(one), _order(two)):
        return QuestionChange(Level.DISTINGUISHING, *facts)
    same = _order(one) == _order(two) and _raws(one) == _raws(two)
    return QuestionChange(Level.WORDS if same else Level.FORMS, *facts)


def _content(words: Iterable[Word]) -> Counter[str]:
    return Counter(word.norm for word in words if word.kind not in (Kind.FUNCTION, Kind.ASK))


def _signs(words: Iterable[Word]) -> list[str]:
    return [word.norm for word in words if word.kind is Kind.SIGN or not word.norm.isalnum()]


def _order(words: Iterable[Word]) -> list[str]:
    return [word.norm for word in words if word.kind not in (Kind.FUNCTION, Kind.ASK)]


def _raws(words: Iterable[Word]) -> list[str]:
    """Content words as they stand, but for their case."""
    return [word.raw.casefold() for word in words if word.kind not in (Kind.FUNCTION, Kind.ASK)]


def _moved(one: Sequence[str], two: Sequence[str]) -> bool:
    """Whether phrases changed places; not so the characters or words of one (bee and honey are one pair in Chinese)."""
    a, b = (Counter(pairwise(words)) for words in (one, two))
    return 2 * sum((a & b).values()) >= KEPT * sum((a + b).values()) * 0.8 or all(
        word.isascii() or len(word) > 1 for word in one
    )


ADDED = 0.25
"""Share of a question that may be all that it was before, with more said around it."""


def _kept(one: Sequence[Word], two: Sequence[Word], went: Counter[str], came: Counter[str]) -> float:
    """Twice what is shared, over both; a word spelt alike counts in part. Where words only came, less is enough."""
    weights = {word.norm: word.weight for word in (*one, *two)}
    total = sum(word.weight for word in (*one, *two))
    lost = sum(weights[norm] * number for norm, number in (went + came).items())
    if not total:
        return 1.0
    regained = 0.0
    left = list(came.elements())
    for norm in went.elements():
        best = max(left, key=lambda other: Indel.normalized_similarity(norm, other), default=None)
        like = Indel.normalized_similarity(norm, best) if best else 0.0
        if best and like >= SPELT_ALIKE and len(norm) > 3:
            regained += like * (weights[norm] + weights[best])
            left.remove(best)
    share = (total - lost + regained) / total
    if not (went and came) and share >= ADDED and total - lost >= 2 * 4:
        return max(share, KEPT)
    return share


def _slip(one: Sequence[Word], two: Sequence[Word]) -> bool:
    """Whether one word changed as a slip of the pen changes it: two letters in turn, a letter doubled or left out."""
    raws = [Counter(word.raw.casefold() for word in words if word.kind is not Kind.FUNCTION) for words in (one, two)]
    went, came = list((raws[0] - raws[1]).elements()), list((raws[1] - raws[0]).elements())
    if len(went) != 1 or len(came) != 1:
        return False
    a, b = sorted((went[0], came[0]), key=len)
    differ = [at for at in range(len(a)) if a[at] != b[at]]
    if len(a) == len(b):
        return (
            len(differ) == 2
            and differ[1] == differ[0] + 1
            and a[differ[0]] + a[differ[1]] == b[differ[1]] + b[differ[0]]
        )
    at = differ[0] if differ else len(a)
    return len(b) == len(a) + 1 >= 6 and 0 < at < len(a) and a[at:] == b[at + 1 :]


def _options_kept(old: Record, new: Record) -> float:
    if not old.options or not new.options:
        return 1.0
    shared = sum((Counter(old.options) & Counter(new.options)).values())
    return 2 * shared / (len(old.options) + len(new.options))


_KINDS = (Kind.NUMBER, Kind.UNIT, Kind.NEGATION, Kind.SIGN)


def _distinguishes(
    old: Record,
    new: Record,
    one: Sequence[Word],
    two: Sequence[Word],
    went: Counter[str],
    came: Counter[str],
    rows: Table,
    context: Context,
) -> bool:
    changed = [word for word in (*one, *two) if word.norm in went or word.norm in came]
    main = [word.spaceless for word in (*one, *two) if word.kind in (Kind.CONTENT, Kind.FUNCTION, Kind.ASK)]
    mostly_spaceless = sum(main) * 2 > len(main)
    if old.belongings != new.belongings and set(old.code) != set(new.code):
        return True
    for word in changed:
        if word.spaceless and word.kind is Kind.NUMBER:
            continue
        if word.kind in _KINDS or word.name or word.norm in context.names:
            return True
        if mostly_spaceless and not word.spaceless:
            return True
    if _numerals(one, went) and _numerals(two, came):
        return True
    if _case(one, two) or _opposed(went, came, rows) or not _asks_not_other(one, two):
        return True
    return _is_one_word(went, came) and context.varies(one, two)


def _numerals(words: Iterable[Word], changed: Counter[str]) -> bool:
    return any(word.kind is Kind.NUMBER and word.norm in changed for word in words)


FEW = 2
"""So many words, or twice as many characters, that came or went make another thing of what is asked."""


def _is_one_word(went: Counter[str], came: Counter[str]) -> bool:
    """Whether words gave way to others, or one term came or went; more than that says where and when."""
    if went and came:
        return True
    changed = list((went + came).elements())
    return 0 < len(changed) <= (FEW if any(len(word) > 1 for word in changed) else 2 * FEW)


_PREFIXES = (
    ("hypo", "hyper"), ("intra", "inter"), ("endo", "exo"), ("macro", "micro"), ("pre", "post"), ("mono", "poly"),
    ("homo", "hetero"), ("in", "ex"), ("ab", "ad"), ("af", "ef"), ("under", "over"), ("up", "down"), ("ein", "aus"),
    ("sub", "super"), ("ante", "post"), ("maxi", "mini"), ("pro", "anti"), ("bio", "abio"), ("intro", "extro"),
    ("гипо", "гипер"), ("микро", "макро"), ("моно", "поли"), ("интра", "интер"), ("гомо", "гетеро"),
)  # fmt: skip
_DENIALS = (
    "un",
    "in",
    "im",
    "ir",
    "il",
    "non",
    "anti",
    "de",
    "dis",
    "des",
    "dé",
    "a",
    "an",
    "ent",
    "не",
    "анти",
    "де",
    "без",
)


def _denied(one: str, two: str) -> bool:
    """Whether one word is the other with a prefix that turns it round."""
    if one[-3:] != two[-3:]:
        return False
    if len(one) > len(two):
        one, two = two, one
    if len(one) >= 4 and two.endswith(one) and two[: -len(one)] in _DENIALS:
        return True
    pairs = (*_PREFIXES, *((b, a) for a, b in _PREFIXES))
    return any(one.startswith(a) and two.startswith(b) and one[len(a) :] == two[len(b) :] for a, b in pairs)


def _opposed(went: Counter[str], came: Counter[str], rows: Table) -> bool:
    """Whether one of a pair of opposites gave way to the other, or came or went by itself."""
    if went and came:
        return any(
            bool(rows.opposites.get(one, frozenset()) & set(came)) or any(_denied(one, two) for two in came)
            for one in went
        )
    alone = (went + came).total() == 1
    return _is_one_word(went, came) and any(norm in rows.opposites for norm in (*went, *came) if alone or len(norm) > 1)


def _case(one: Sequence[Word], two: Sequence[Word]) -> bool:
    """Whether a word changed its case other than by beginning a sentence or being a name (Co, CO; mg, Mg)."""
    raws: dict[str, set[str]] = {}
    for word in one:
        raws.setdefault(word.norm, set()).add(word.raw)
    for word in two:
        there = raws.get(word.norm)
        if not there or word.raw in there or word.kind is not Kind.CONTENT:
            continue
        for raw in there:
            if raw.casefold() == word.raw.casefold() and _cased(raw, word.raw):
                return True
    return False


def _cased(one: str, two: str) -> bool:
    if one == two:
        return False
    if len(one) <= 2:
        return True
    capitals = [[at for at, char in enumerate(word) if char.isupper()] for word in (one, two)]
    return len(one) == len(two) and bool(capitals[0]) and bool(capitals[1]) and capitals[0] != capitals[1]


def _asked(words: Iterable[Word]) -> set[str]:
    return {word.asks for word in words if word.asks}


def _asks_not_other(one: Sequence[Word], two: Sequence[Word]) -> bool:
    """False where one asks for a person, say, and the other for a time."""
    a, b = _asked(one) - {"thing"}, _asked(two) - {"thing"}
    return not a or not b or bool(a & b)


def _asks_alike(one: Sequence[Word], two: Sequence[Word]) -> bool:
    a, b = _asked(one) - {"thing"}, _asked(two) - {"thing"}
    return a == b or (a | b) <= {"manner"}


@dataclass(frozen=True, slots=True)
class AnswerChange:
    """What an answer witnesses.

    `like`: kept both ways, or contained; `unswapped`: no word of it gave way to another, though some may have come or
    gone. `long`: chance gives it to no other note; `brief`: both are short. `own`: no other note has it. `weak`: it
    says only yes, no or a letter, or other notes say it too. `otherwise`: it changed numbers, names, negations or
    opposites of its own; `followed`: it changed with the question, in the same words.
    """

    missing: bool = False
    both_missing: bool = False
    like: bool = False
    unswapped: bool = False
    long: bool = False
    brief: bool = False
    own: bool = False
    weak: bool = False
    otherwise: bool = False
    followed: bool = False
    kept: float = 0.0


def compare_answers(old: Record, new: Record, question: QuestionChange, context: Context) -> AnswerChange:
    """What two answers say of whether their notes are one."""
    one, two = old.answer_like, new.answer_like
    if not one or not two:
        return AnswerChange(missing=True, both_missing=not one and not two)
    own = context.is_own(one) and context.is_own(two)
    long = min(weight(one), weight(two)) >= LONG
    brief = max(weight(one), weight(two)) < LONG * 2
    language = new.language or old.language
    rows = table(language)
    weak = not own or one in rows.short or two in rows.short or weight(one) < 3
    if one == two:
        return AnswerChange(like=True, unswapped=True, long=long, brief=brief, own=own, weak=weak, kept=1.0)
    kept, contained = answer_kept(old, new, long)
    if kept < GROWN and not contained:
        return AnswerChange(long=long, brief=brief, own=own, weak=weak, kept=kept)
    otherwise, unswapped, followed = _answer_words(old, new, question, language)
    if kept < KEPT and not contained and not unswapped:
        return AnswerChange(long=long, brief=brief, own=own, weak=weak, kept=kept)
    return AnswerChange(
        like=True,
        unswapped=unswapped,
        long=long,
        brief=brief,
        own=own,
        weak=weak,
        otherwise=otherwise,
        followed=followed,
        kept=kept,
    )


CLOSE_LOOK = 2000
"""Characters of an answer that are compared; what follows says little more, and takes time."""


def answer_kept(old: Record, new: Record, long: bool) -> tuple[float, bool]:
    """The share of two answers that is the same, both ways, and whether one holds the other in one piece."""
    one, two = old.answer_like[:CLOSE_LOOK], new.answer_like[:CLOSE_LOOK]
    contained = long and (one in new.answer_like or two in old.answer_like)
    contained = contained or _goes_on(old.answer_form, new.answer_form) or _goes_on(new.answer_form, old.answer_form)
    spaceless = weight(one) > 1.5 * len(one)
    if spaceless:
        return LCSseq.similarity(one, two) * 2 / (len(one) + len(two)), contained
    a = [word.norm for word in words_of(old.said[:CLOSE_LOOK], old.language)]
    b = [word.norm for word in words_of(new.said[:CLOSE_LOOK], old.language)]
    shared = LCSseq.similarity(a, b)
    by_words = 2 * shared / max(1, len(a) + len(b))
    by_letters = Indel.normalized_similarity(one, two)
    return (max(by_words, by_letters if by_letters >= 0.85 else 0.0)), contained


def _goes_on(one: str, two: str) -> bool:
    """Whether an answer says what another does, and then more in a sentence of its own."""
    one = one.rstrip(" .。!;；,，")
    return (
        len(one) >= 2 and two.startswith(one) and two[len(one) :].lstrip()[:1] in (".", "。", ";", "；", ":", "(", "（")
    )


def _answer_words(old: Record, new: Record, question: QuestionChange, language: str) -> tuple[bool, bool, bool]:
    """Whether an answer changed what tells notes apart, beyond what its question did; whether no word gave way."""
    one, two = (words_of(side.said[:CLOSE_LOOK], language) for side in (old, new))
    a, b = [word.norm for word in one], [word.norm for word in two]
    unswapped = LCSseq.similarity(a, b) == min(len(a), len(b))
    went, came = Counter(a) - Counter(b), Counter(b) - Counter(a)
    gone, come = question.swapped
    rest_went = [word for word in one if word.norm in went and word.norm not in gone]
    rest_came = [word for word in two if word.norm in came and word.norm not in come]
    few = len(rest_went) + len(rest_came) <= 3 or not unswapped
    negated = few and any(word.kind is Kind.NEGATION for word in (*rest_went, *rest_came))
    opposites = table(language).opposites
    opposed = any(opposites.get(word.norm, frozenset()) & set(came) for word in rest_went)
    told = any(map(_tells, rest_went)) and any(map(_tells, rest_came))
    numbered = few and any(word.kind is Kind.NUMBER for word in (*rest_went, *rest_came))
    followed = bool(gone & set(went)) or bool(come & set(came))
    return negated or opposed or told or numbered, unswapped, followed


def _tells(word: Word) -> bool:
    return word.kind in (Kind.NUMBER, Kind.NEGATION) or word.name


def question_share(old: str, new: str) -> float:
    """The share of two questions that both have, for a person to see."""
    language = language_of(f"{old} {new}")
    one, two = words_of(old, language), words_of(new, language)
    a, b = Counter(word.norm for word in one), Counter(word.norm for word in two)
    return 2 * (a & b).total() / max(1, (a + b).total())


def answer_share(old: str | None, new: str | None) -> float:
    """The share of two answers that both have, for a person to see."""
    if not old or not new:
        return 0.0
    one, two = Record("", old), Record("", new)
    return 1.0 if one.answer_like == two.answer_like else answer_kept(one, two, long=False)[0]
