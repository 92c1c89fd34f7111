"""Which changes of words tell one question, or one answer, from another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from deckwright.cards.pairing.tables import Kind, Table
from deckwright.cards.pairing.wording import Change, spelt_alike
from deckwright.cards.pairing.words import Word

_KINDS = (Kind.NUMBER, Kind.UNIT, Kind.NEGATION, Kind.SIGN, Kind.CODE)


def turns(found: Change, rows: Table) -> bool:
    """Whether a number, a negation, a sign or code came or went, or an opposite gave way to another."""
    for word in (*found.went, *found.came):
        if word.kind in (Kind.NEGATION, Kind.SIGN, Kind.CODE) or (word.kind is Kind.NUMBER and not word.spaceless):
            return True
    return found.exchanged or (found.gave_way and opposed(found, rows))


def renames(found: Change) -> bool:
    """Whether a name gave way to another, and not to one that is spelt much alike."""
    if found.kindred or not all(any(word.name for word in side) for side in (found.went, found.came)):
        return False
    return not (len(found.went) == len(found.came) == 1 and spelt_alike(found.went[0].norm, found.came[0].norm))


def tells(one: Sequence[Word], two: Sequence[Word], found: Change, rows: Table) -> bool:
    """Whether a question with this change asks for another thing."""
    main = [word.spaceless for word in (*one, *two) if word.kind in (Kind.CONTENT, Kind.FUNCTION, Kind.ASK)]
    mostly_spaceless = sum(main) * 2 > len(main)
    for word in (*found.went, *found.came):
        if word.spaceless and word.kind is Kind.NUMBER:
            continue
        named = word.name and not (found.kindred and not found.framed)
        if word.kind in _KINDS or named or (mostly_spaceless and not word.spaceless):
            return True
    if all(any(word.kind is Kind.NUMBER for word in side) for side in (found.went, found.came)):
        return True
    return other_case(one, two) or opposed(found, rows) or asks_for_other(one, two) or _letters(found)


def contradicts(found: Change, rows: Table) -> bool:
    """Whether an answer with this change says another thing: by a number, name, negation, opposite, code, or order."""
    if any(word.kind is Kind.NEGATION for word in (*found.went, *found.came)) and one_place(found):
        return True
    if found.exchanged:
        return True
    both = all(any(_is_fact(word) for word in side) for side in (found.went, found.came))
    return both or (found.gave_way and opposed(found, rows))


def _is_fact(word: Word) -> bool:
    return word.kind in (Kind.NUMBER, Kind.CODE) or word.name


def _letters(found: Change) -> bool:
    """Whether a single letter gave way to another."""
    return all(any(len(word.norm) == 1 and not word.spaceless for word in side) for side in (found.went, found.came))


FEW = 2
"""So many words, or twice as many characters, that came or went make another thing of what is asked."""


def one_place(found: Change) -> bool:
    """Whether words gave way to others, or one term came or went; more than that says where and when."""
    changed = (*found.went, *found.came)
    return found.gave_way or 0 < len(changed) <= (FEW if any(len(word.norm) > 1 for word in changed) else 2 * FEW)


_PREFIXES = (
    ("hypo", "hyper"), ("intra", "inter"), ("endo", "exo"), ("macro", "micro"), ("pre", "post"), ("mono", "poly"),
    ("homo", "hetero"), ("in", "ex"), ("ab", "ad"), ("af", "ef"), ("under", "over"), ("up", "down"), ("ein", "aus"),
    ("sub", "super"), ("ante", "post"), ("maxi", "mini"), ("pro", "anti"), ("bio", "abio"), ("intro", "extro"),
    ("гипо", "гипер"), ("микро", "макро"), ("моно", "поли"), ("интра", "интер"), ("гомо", "гетеро"),
)  # fmt: skip
_DENIALS = ("un", "in", "im", "ir", "il", "non", "anti", "de", "dis", "des", "dé", "a", "an", "ent", "не", "анти", "де",
            "без")  # fmt: skip


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


def opposed(found: Change, rows: Table) -> bool:
    """Whether one of a pair of opposites gave way to the other, or came or went by itself."""
    went, came = ([word.norm for word in side] for side in (found.went, found.came))
    if went and came:
        return any(
            bool(rows.opposites.get(one, frozenset()) & set(came)) or any(_denied(one, two) for two in came)
            for one in went
        )
    alone = len(went) + len(came) == 1
    return one_place(found) and any(norm in rows.opposites for norm in (*went, *came) if alone or len(norm) > 1)


def other_case(one: Sequence[Word], two: Sequence[Word]) -> bool:
    """Whether a word changed its case other than by beginning a sentence or being a name (Co, CO; mg, Mg)."""
    if _is_shouted(one) != _is_shouted(two):
        return False
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


SHOUTED = 3
"""So many words in capitals at least, and no others, are written so for their looks."""


def _is_shouted(words: Sequence[Word]) -> bool:
    return len(words) >= SHOUTED and all(word.raw.isupper() or not word.raw.isalpha() for word in words)


def _cased(one: str, two: str) -> bool:
    if one == two:
        return False
    if len(one) <= 2:
        return True
    capitals = [[at for at, char in enumerate(word) if char.isupper()] for word in (one, two)]
    return len(one) == len(two) and bool(capitals[0]) and bool(capitals[1]) and capitals[0] != capitals[1]


def asked(words: Iterable[Word]) -> set[str]:
    """What is asked for: a person, a time; a thing is anything."""
    return {word.asks for word in words if word.asks} - {"thing"}


def asks_for_other(one: Sequence[Word], two: Sequence[Word]) -> bool:
    """Whether one asks for a person, say, and the other for a time."""
    a, b = asked(one), asked(two)
    return bool(a and b and not a & b)
