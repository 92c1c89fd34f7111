"""Words that one document replaced throughout: a term renamed, a request put otherwise, a mark before all questions.

One question in which a word gave way asks for another thing, mostly. Where the same words gave way to the same ones in
several records, and nothing else did, the word was renamed: sure if answers bear it out, else worth asking.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import IntEnum

from deckwright.cards.pairing.answers import AnswerChange
from deckwright.cards.pairing.context import LONG, SAYING, Context
from deckwright.cards.pairing.forms import weight
from deckwright.cards.pairing.records import Record
from deckwright.cards.pairing.tables import Kind, table
from deckwright.cards.pairing.wording import SPAN, blocks
from deckwright.cards.pairing.words import Word, words_of

SEVERAL = 3
"""Records in which the same words gave way to the same ones, for it to be a rename."""

LOOK = 600
"""Characters of an answer in which a renamed word is looked for."""

Words = Sequence[Word]
Terms = tuple[tuple[str, ...], tuple[str, ...]]
"""The words that went, and those that came."""

Name = tuple[str, Terms]
"""A rename, by its document."""

Named = dict[Name, set[tuple[int, int]]]


class Renamed(IntEnum):
    """Whether what gave way in a question is no more than a rename."""

    NO = 0
    PERHAPS = 1
    SURELY = 2


class Renames:
    """The renames between two sides, from pairs that are known and pairs that may be."""

    def __init__(
        self,
        old: Sequence[Record],
        new: Sequence[Record],
        known: Mapping[int, int],
        maybe: Iterable[tuple[int, int]],
        context: Context,
    ) -> None:
        self.old, self.new, self.context = old, new, context
        self.terms = {one: terms for one in maybe if (terms := self._asked(*one))}
        self.borne = {one for one, terms in self.terms.items() if self._bears_out(*one, terms)}
        """Pairs whose answers are equal but for the rename."""
        self.found = _found(self._by_name(self.terms), self._by_name(self.borne), self._told(known))

    def _by_name(self, pairs: Iterable[tuple[int, int]]) -> Named:
        """The pairs of each rename."""
        found: Named = {}
        for one in pairs:
            found.setdefault((self.new[one[1]].document, self.terms[one]), set()).add(one)
        return found

    def _told(self, known: Mapping[int, int]) -> Named:
        """The notes that are known, in whose answers a word gave way, by what may be its rename."""
        found: Named = {}
        documents = {self.new[at].document for _, at in self.terms}
        for at, before in known.items():
            if self.new[at].document in documents:
                for terms in self._answered(before, at):
                    found.setdefault((self.new[at].document, terms), set()).add((before, at))
        return found

    def of(self, old: int, new: int) -> Renamed:
        """Whether two questions differ by a rename alone."""
        terms = self.terms.get((old, new))
        return self.found.get((self.new[new].document, terms), Renamed.NO) if terms else Renamed.NO

    def _asked(self, old: int, new: int) -> Terms | None:
        """The words that gave way in a question, if it is all that changed there."""
        one, two = self.old[old], self.new[new]
        if one.document != two.document or one.language != two.language or one.options != two.options:
            return None
        if one.code != two.code:
            return None
        before, after = one.words(one.language), two.words(one.language)
        found = list(_given_way(before, after, one.language, added=True))
        return found[0] if found and None not in found and len(set(found)) == 1 else None

    def _bears_out(self, old: int, new: int, terms: Terms) -> bool:
        """Whether an answer that is its own says the same, but for the words renamed."""
        one, two = self.old[old], self.new[new]
        said = weight(one.answer_like)
        if said < SAYING or not self.context.is_own(one.answer_like):
            return False
        if one.answer_form == two.answer_form:
            return True
        return said >= LONG and all(found == terms for found in _given_way(*self._said(one, two), one.language))

    def _answered(self, old: int, new: int) -> Iterator[Terms]:
        """The words that gave way in the answer of a note that is known."""
        one, two = self.old[old], self.new[new]
        if one.answer_like != two.answer_like and one.said and two.said:
            yield from {found for found in _given_way(*self._said(one, two), one.language) if found}

    @staticmethod
    def _said(one: Record, two: Record) -> tuple[Words, Words]:
        before, after = (words_of(side.said[:LOOK], one.language, plainly=False) for side in (one, two))
        return before, after

    def answered_alike(self, old: int, new: int, answer: AnswerChange) -> bool:
        """Whether the answers of two questions are alike, the renamed words aside, or one is missing."""
        return answer.like or answer.missing or (old, new) in self.borne


def _found(seen: Named, *bearing: Named) -> dict[Name, Renamed]:
    """The renames among what was seen in questions, with the pairs that bear it out."""
    found: dict[Name, Renamed] = {}
    for name, pairs in seen.items():
        out = set[tuple[int, int]]().union(*(some.get(name, set()) for some in bearing))
        if _number(out) >= SEVERAL and _number(pairs - out) <= _number(out):
            found[name] = Renamed.SURELY
        elif out and _number(pairs | out) >= SEVERAL:
            found[name] = Renamed.PERHAPS
    return found


def _number(pairs: Iterable[tuple[int, int]]) -> int:
    """How many records there are on the side that has fewer."""
    pairs = list(pairs)
    return min(len({old for old, _ in pairs}), len({new for _, new in pairs}))


def _given_way(one: Words, two: Words, language: str, *, added: bool = False) -> Iterator[Terms | None]:
    """What gave way to what, place by place; None where something came, went, or may not be renamed.

    With `added`, what came or went before all and behind all is a rename as well; of numbers in it only that they are.
    """
    found = list(blocks(one, two))
    for at, (same, left, right) in enumerate(found):
        if same or all(word.kind is Kind.FUNCTION for word in (*left, *right)):
            continue
        at_an_end = at in (0, len(found) - 1) and not (left and right)
        if left and right and _may_be_renamed(left, right, language):
            yield tuple(word.norm for word in left), tuple(word.norm for word in right)
        elif added and at_an_end and not any(word.kind is Kind.NEGATION for word in (*left, *right)):
            yield tuple(map(_counted, left)), tuple(map(_counted, right))
        else:
            yield None


_COUNT = re.compile(r"\d+")
_ROMAN = re.compile("[IVXL]+")


def _counted(word: Word) -> str:
    """A word without the number that it counts by: ①, IV, q7."""
    if word.kind is Kind.NUMBER or word.norm.isnumeric() or _ROMAN.fullmatch(word.raw):
        return "#"
    return _COUNT.sub("#", word.norm)


def _may_be_renamed(left: Words, right: Words, language: str) -> bool:
    """Whether a few words of content gave way to others, and none is the opposite of another."""
    for side in (left, right):
        if any(word.kind not in (Kind.CONTENT, Kind.GENERIC, Kind.LIGHT) for word in side):
            return False
        if sum(map(len, (word.norm for word in side))) < 2 or len(side) > SPAN * (2 if side[0].spaceless else 1):
            return False
    opposites = table(language).opposites
    return not any(opposites.get(word.norm, frozenset()) & {other.norm for other in right} for word in left)
