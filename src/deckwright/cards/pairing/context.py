"""What only the whole project tells of a record: frames, names, questions that many ask, answers that many give."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import pairwise

from deckwright.cards.pairing.records import Record, Standing
from deckwright.cards.pairing.words import Kind, Word

LONG = 16
"""What an answer must weigh so that chance gives it to no other note: letters, a character counting two."""

SEEN = 200
"""So many questions of one beginning are looked at for one of the same frame."""

FILLER = {False: 4, True: 8}
"""Words, or characters without spaces, that may fill a frame."""

Norms = tuple[str, ...]
Form = tuple[str, tuple[str, ...]]


class Context:
    """Both sides together. Working out anything is in step with their number."""

    def __init__(self, old: Sequence[Record], new: Sequence[Record], idle: Sequence[Record] = ()) -> None:
        self.old, self.new, self.idle = old, new, idle

    @cached_property
    def _asked(self) -> tuple[Counter[Form], Counter[Form]]:
        """How many answers a question has on either side; copies are one."""
        live = [record for record in self.old if record.standing is not Standing.RETIRED]
        old, new = ({(one.form, one.answer_form) for one in (*side, *self.idle)} for side in (live, self.new))
        return Counter(form for form, _ in old), Counter(form for form, _ in new)

    @cached_property
    def _answers(self) -> tuple[Counter[str], Counter[str]]:
        """How many questions an answer has on either side; copies are one."""
        old, new = ({(one.answer_like, one.like) for one in (*side, *self.idle)} for side in (self.old, self.new))
        return Counter(answer for answer, _ in old), Counter(answer for answer, _ in new)

    def speaks(self, record: Record) -> bool:
        """Whether a question tells its note from all others by itself."""
        return record.speaks and any(counts[record.form] < 2 for counts in self._asked)

    def is_own(self, answer: str) -> bool:
        """Whether an answer (its like form) is that of one note only."""
        return all(counts[answer] < 2 for counts in self._answers)

    @cached_property
    def names(self) -> frozenset[str]:
        """Words that are written with a capital within a sentence somewhere."""
        return frozenset(
            word.norm for record in (*self.old, *self.new) for word in record.words(record.language) if word.name
        )

    @cached_property
    def _questions(self) -> tuple[list[Norms], list[Norms]]:
        found = {norms(record.words(record.language)) for record in (*self.old, *self.new)}
        return sorted(found), sorted(one[::-1] for one in found)

    def varies(self, one: Sequence[Word], two: Sequence[Word]) -> bool:
        """Whether two questions differ in one place, where another question of their frame differs from both."""
        a, b = norms(one), norms(two)
        before, after = _shared(a, b)
        if not before and not after:
            return False
        fillers = {a[before : len(a) - after], b[before : len(b) - after]}
        head, tail = a[:before], a[len(a) - after :]
        spaceless = any(word.spaceless for word in (*one, *two))
        known = {word.norm for word in (*one, *two) if word.kind in (Kind.FUNCTION, Kind.ASK)}
        for found in self._of_frame(head, tail):
            filler = found[len(head) : len(found) - len(tail)]
            if filler and filler not in fillers and len(filler) <= FILLER[spaceless] and not known.issuperset(filler):
                return True
        return False

    def _of_frame(self, head: Norms, tail: Norms) -> Iterable[Norms]:
        forward, backward = self._questions
        if head:
            lines, key, other = forward, head, tail
        else:
            lines, key, other = backward, tail[::-1], ()
        first = bisect_left(lines, key)
        for found in lines[first : first + SEEN]:
            if found[: len(key)] != key:
                return
            whole = found if head else found[::-1]
            if len(whole) >= len(head) + len(tail) and (not other or whole[-len(other) :] == other):
                yield whole


def norms(words: Iterable[Word]) -> Norms:
    return tuple(word.norm for word in words)


def _shared(one: Norms, two: Norms) -> tuple[int, int]:
    """How many words two questions share at their beginning and at their end."""
    least = min(len(one), len(two))
    before = next((at for at in range(least) if one[at] != two[at]), least)
    after = next((at for at in range(least - before) if one[-1 - at] != two[-1 - at]), least - before)
    return before, after


_LABEL = re.compile(
    r"\W*(?:[^\W\d_]{0,12}[ .:：#№]{0,3})?\d{1,4}(?!\d)\W*[题题问問]?(?:[.:)、）．。：\]-]+\s*|\s+|$)"
    r"|第\s*\d+\s*[题题问問道]\W*"
)


def labels(questions: Sequence[str]) -> list[str]:
    """For each question of a document, in order, the label at its head that counts through the document, or ""."""
    found = [(match[0] if (match := _LABEL.match(text)) else "") for text in questions]
    stems: Counter[str] = Counter(re.sub(r"\d+", "#", label) for label in found if label)
    counting = {stem for stem, number in stems.items() if number >= 3 and _counts(stem, found)}
    return [label if re.sub(r"\d+", "#", label) in counting else "" for label in found]


def _counts(stem: str, found: Sequence[str]) -> bool:
    numbers = [int(re.findall(r"\d+", label)[0]) for label in found if label and re.sub(r"\d+", "#", label) == stem]
    steps = sum(later == earlier + 1 for earlier, later in pairwise(numbers))
    return steps * 2 >= len(numbers) - 1
