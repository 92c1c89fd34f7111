"""For a new record the few old ones that it may be: by their rarest words and runs of letters, never all with all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from deckwright.cards.pairing.records import Record
from deckwright.cards.pairing.tables import Kind

COMMON = 40
"""A mark that more old records have than this leads to none of them."""

RAREST = 24
"""So many of a record's marks are looked up, the rarest first."""

NEAREST = 6
"""So many old records are compared with a new one."""

GRAM = 4
ANSWERED = 160
"""Characters of an answer whose marks are taken."""


class Index:
    """Old records by their marks."""

    def __init__(self, records: Sequence[Record], which: Iterable[int]) -> None:
        self.records = records
        self.postings: dict[str, list[int]] = {}
        for at in which:
            for mark in set(marks(records[at])):
                self.postings.setdefault(mark, []).append(at)

    def near(self, record: Record) -> list[int]:
        """The old records that share most of a record's rarest marks, the nearest first."""
        found = [self.postings[mark] for mark in set(marks(record)) if mark in self.postings]
        found = sorted((one for one in found if len(one) <= COMMON), key=lambda one: (len(one), one))[:RAREST]
        votes: Counter[int] = Counter()
        for posting in found:
            for at in posting:
                votes[at] += 1
        return [at for at, _ in sorted(votes.items(), key=lambda vote: (-vote[1], vote[0]))[:NEAREST]]


def marks(record: Record) -> Iterator[str]:
    """What may lead to a record: content words, runs of letters, pairs of characters, code, the answer as a whole."""
    like = record.like
    yield from (f"q{like[at : at + GRAM]}" for at in range(max(1, len(like) - GRAM + 1)))
    content = [word for word in record.words(record.language) if word.kind is Kind.CONTENT]
    yield from (f"w{word.norm}" for word in content)
    pairs: Callable[[str], Iterator[str]] = lambda text: (text[at : at + 2] for at in range(len(text) - 1))  # noqa: E731
    if any(word.spaceless for word in content):
        yield from (f"q{pair}" for pair in pairs(like))
    yield from (f"c{block}" for block in record.code)
    answer = record.answer_like
    if answer:
        yield f"={answer}"
        head = answer[:ANSWERED]
        yield from (
            f"a{head[at : at + GRAM + 2]}" for at in range(0, max(1, len(head) - GRAM - 1), 3 if head.isascii() else 1)
        )
