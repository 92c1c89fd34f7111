"""Which numbers run on through a document: 1. 2. 3. … and not the lists that begin again inside an answer."""

from __future__ import annotations

from collections.abc import Sequence

from deckwright.seeds.markers.mark import Mark

MAX_GAP = 6
"""Numbers that may be missing in a row before a count is no longer the same one."""


def running(marks: Sequence[Mark], weights: Sequence[float], section_starts: Sequence[int] = ()) -> list[int]:
    """The indices of the marks whose numbers run on, chosen so that their weights add up to the most.

    A number may be used twice or missing; a count may begin again only after one of the lines in
    `section_starts`. Each mark looks at a fixed number of predecessors, so time grows with their number.
    """
    best: dict[tuple[int, ...], tuple[float, int]] = {}  # last number of a chain -> its weight, its last mark
    by_prefix: dict[tuple[int, ...], tuple[float, int]] = {}
    overall: tuple[float, int] = (0.0, -1)
    before_section: tuple[float, int] = (0.0, -1)
    previous: list[int] = []
    starts = sorted(section_starts)
    section = 0
    for at, (mark, weight) in enumerate(zip(marks, weights, strict=True)):
        while section < len(starts) and starts[section] < mark.line:
            section += 1
            before_section = overall
        score, link = _extend(mark.number, best, by_prefix, before_section)
        score += weight
        previous.append(link)
        prefix = mark.number[:-1]
        for table, key in ((best, mark.number), (by_prefix, prefix)):
            if score > table.get(key, (0.0, -1))[0]:
                table[key] = (score, at)
        overall = max(overall, (score, at))
    chain: list[int] = []
    at = overall[1]
    while at >= 0:
        chain.append(at)
        at = previous[at]
    return chain[::-1]


def _extend(
    number: tuple[int, ...],
    best: dict[tuple[int, ...], tuple[float, int]],
    by_prefix: dict[tuple[int, ...], tuple[float, int]],
    before_section: tuple[float, int],
) -> tuple[float, int]:
    """The best chain that this number can go on from, with what the step is worth; (…, -1) begins a new one."""
    prefix, last = number[:-1], number[-1]
    options = [(0.5 if last <= 1 else 0.0, -1)]
    if before_section[1] >= 0 and last <= 1:
        options.append((before_section[0] + 0.5, before_section[1]))
    for gap in range(MAX_GAP + 1):
        if found := best.get((*prefix, last - gap)):
            options.append((found[0] + (0.5 if gap == 1 else 0.1 if gap == 0 else 0.4 - gap * 0.05), found[1]))
    if prefix and last <= 1 and (found := by_prefix.get((*prefix[:-1], prefix[-1] - 1))):
        options.append((found[0] + 0.5, found[1]))
    return max(options)
