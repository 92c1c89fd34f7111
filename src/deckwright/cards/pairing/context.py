"""What only the whole project tells of a record: questions that many ask, answers that many give, labels that count."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise

from deckwright.cards.pairing.forms import like_form, weight
from deckwright.cards.pairing.records import Record, Standing
from deckwright.cards.pairing.tables import short_answers

SAYING = 3
"""What a short answer must weigh to be a witness."""

LONG = 24
"""What an answer must weigh so that chance gives it to no other note: letters, a character counting two."""

PLACEHOLDERS, MOSTLY = 4, 0.5
"""An answer that so many questions of a document have, and this share of them, stands for one that is to come."""

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

    @cached_property
    def _given(self) -> tuple[Counter[str], Counter[tuple[str, str]]]:
        """How many questions of a document are answered, and how many of them alike; on the side that has more."""
        whole, alike = Counter[str](), Counter[tuple[str, str]]()
        for side in (self.old, self.new):
            given = {(one.document, one.answer_like, one.like) for one in side if one.answer_like}
            whole |= Counter(document for document, _, _ in given)
            alike |= Counter((document, answer) for document, answer, _ in given)
        return whole, alike

    def stands_for_none(self, record: Record) -> bool:
        """Whether an answer is that of most of its document, and so is none as yet ("to follow").

        Not one that many questions rightly have: yes, a letter, a number.
        """
        whole, alike = self._given
        answer = record.answer_like
        count = alike[record.document, answer]
        if count < PLACEHOLDERS or count < MOSTLY * whole[record.document]:
            return False
        return weight(answer) >= SAYING and not answer.isnumeric() and answer not in short_answers()

    def shows(self, one: Record, two: Record) -> bool:
        """Whether two questions have the same code, enough of it, and no other has it."""
        return one.code == two.code and self._shown[one.code] if one.code else False

    @cached_property
    def _shown(self) -> dict[tuple[str, ...], bool]:
        """Code of questions -> whether it is long and that of one question on either side."""
        old, new = (Counter(one.code for one in side if one.code) for side in (self.old, self.new))
        return {
            code: old[code] == new[code] == 1 and sum(weight(like_form(block)) for block in code) >= LONG
            for code in old.keys() & new.keys()
        }

    def speaks(self, record: Record) -> bool:
        """Whether a question tells its note from all others by itself."""
        return record.speaks and any(counts[record.form] < 2 for counts in self._asked)

    def is_own(self, answer: str) -> bool:
        """Whether an answer (its like form) is that of one note only."""
        return all(counts[answer] < 2 for counts in self._answers)


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
