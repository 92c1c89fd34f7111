"""Where records stand between those that are paired already."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from deckwright.cards.pairing.records import Record, Standing


@dataclass(frozen=True, slots=True)
class Gap:
    """The pairs above and below (as indices of old records), and which of how many between them a record is."""

    document: str
    above: int | None
    below: int | None
    rank: int
    size: int

    @property
    def is_held(self) -> bool:
        return self.above is not None or self.below is not None


class Places:
    """The gaps of all records, for the pairs of one moment (new -> old)."""

    def __init__(self, old: Sequence[Record], new: Sequence[Record], pairs: Mapping[int, int]) -> None:
        partner = {one: (new[at].document, at) for at, one in pairs.items()}
        live = [at for at, record in enumerate(old) if record.standing is not Standing.RETIRED]
        self.old = _gaps(old, live, {at: at for at in live if at in partner})
        self.new = _gaps(new, range(len(new)), pairs)
        self.under = [record.under for record in old], [record.under for record in new]
        self.partner = {one: at for at, one in pairs.items()}

    def under_same(self, old: int, new: int) -> bool:
        """Whether both stand under the same headings, or under those that their neighbours' gave way to."""
        before, after = self.under
        if before[old] == after[new]:
            return True
        gap = self.old[old]
        beside = [at for at in (gap.above, gap.below) if at is not None and before[at] == before[old]]
        return bool(beside) and all(after[self.partner[at]] == after[new] for at in beside)

    def same(self, old: int, new: int) -> bool:
        """Whether both stand between the same neighbours, one at least, and as the same of as many."""
        one, two = self.old.get(old), self.new.get(new)
        if one is None or two is None or not one.is_held:
            return False
        return (one.above, one.below, one.rank, one.size) == (two.above, two.below, two.rank, two.size)


def _gaps(records: Sequence[Record], which: Sequence[int], anchors: Mapping[int, int]) -> dict[int, Gap]:
    """`anchors`: record -> the old record of its pair. An anchor's own gap is that between the anchors beside it."""
    by_document: dict[str, list[int]] = {}
    for at in which:
        by_document.setdefault(records[at].document, []).append(at)
    found: dict[int, Gap] = {}
    for document, ats in by_document.items():
        ats.sort(key=lambda at: records[at].place)
        held = [at for at in ats if at in anchors]
        beside = [None, *(anchors[at] for at in held), None]
        for rank, at in enumerate(held):
            found[at] = Gap(document, beside[rank], beside[rank + 2], 0, 1)
        passed, between = 0, list[int]()
        for one in [*ats, None]:
            if one is not None and one not in anchors:
                between.append(one)
                continue
            for rank, inner in enumerate(between):
                found[inner] = Gap(document, beside[passed], beside[passed + 1], rank, len(between))
            passed, between = passed + 1, []
    return found


def rising(steps: Sequence[int]) -> list[int]:
    """The longest run of indices at which the steps rise."""
    ends: list[int] = []
    tails: list[int] = []
    before: list[int] = []
    for at, step in enumerate(steps):
        length = bisect_left(ends, step)
        ends[length : length + 1] = [step]
        tails[length : length + 1] = [at]
        before.append(tails[length - 1] if length else -1)
    found = [tails[-1]] if tails else []
    while found and before[found[-1]] >= 0:
        found.append(before[found[-1]])
    return found[::-1]
