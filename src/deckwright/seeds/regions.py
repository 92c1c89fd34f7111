"""Regions: a document whose parts are written in different ways is read by a chain of them.

The document is parted at its headings, at rules and where closed records leave a gap. Every part is read in every way
that occurs; the chain is chosen that has the most questions surely, a change of the way having its price (Viterbi
1967). Whether the chain reads the document better than one way alone is judged on what it yields, as of all readings.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from deckwright.seeds.candidates import Candidate, Found
from deckwright.seeds.family import Family
from deckwright.seeds.page import Page
from deckwright.seeds.parts import said
from deckwright.seeds.results import LARGE, Link, Result, result, results
from deckwright.seeds.unused import is_contents
from deckwright.text.blocks import BlockKind

PRICE = 1.5
"""Sure questions that a change of the way of writing must win."""

DOUBTS = (0.25, 0.5)
"""The probabilities at which a way of writing is worth nothing in a part: a chain is made with each."""

GAIN = 0.05
"""How much likelier than the best single way a chain must be."""

PLAINLY = 0.6
"""How likely the others are to be right in their parts that a chain adds to the questions of the best single way."""

SILENT = 6
"""Lines between closed records from which on they may hold records of another kind."""

MOST = 24
"""Parts of a document; more of them are parted at the outermost headings alone, of which twice as many will do."""

AGAIN = 0.2
"""Share of the questions of a part that may stand elsewhere, word for word: a table of contents repeats all."""


def best_chain(page: Page, found: Sequence[Found], ranked: Sequence[Result]) -> Result | None:
    """The best reading of a document part by part; None where one way of writing does as well."""
    parts = _parts(page, ranked)
    if not 2 <= len(parts) <= 2 * MOST or sum(map(len, page.lines)) > LARGE:
        return None
    sure = {one.candidate.family: one.likely for one in ranked}
    likely: list[dict[Family, float]] = []
    many: list[int] = []
    for lines in parts:
        told = [one for one in results(page, found, lines) if one.notes]
        likely.append({one.candidate.family: max(one.likely, sure.get(one.candidate.family, 0.0)) for one in told})
        many.append(len(max(told, key=lambda one: likely[-1][one.candidate.family]).notes) if told else 0)
    chains: list[Result] = []
    for doubt in DOUBTS:
        worth = [
            {family: (value - doubt) * times for family, value in here.items()}
            for here, times in zip(likely, many, strict=True)
        ]
        chosen = _cheapest(worth, PRICE)
        if len(set(chosen)) > 1:
            for at, family in enumerate(chosen):  # a change comes where the first question of the new kind does
                if family not in likely[at] and (not at or chosen[at - 1] != family):
                    chosen[at] = chosen[at - 1] if at else None
            read = _read(page, found, parts, chosen)
            chain = result(page, [Link(one.candidate if one else NONE, lines) for lines, one in read.items()])
            if not ranked or chain.likely > ranked[0].likely + GAIN:
                chains.append(chain)
            elif mean := _adds(chain, ranked[0], [one for one in read.values() if one]):
                chains.append(replace(chain, likely=mean))
    return max(chains, key=lambda one: one.likely, default=None)


NONE = Candidate(Family("none"), 0.0, (), 0.0)


def _adds(chain: Result, best: Result, told: Sequence[Result]) -> float:
    """How likely a chain is right that has all questions of the best single way, and others of which each part is
    plainly one; 0 where it is none. What is written in two ways looks less even than it is, taken together."""
    more = {note.first.line for note in chain.notes} > {note.first.line for note in best.notes}
    if not more or any(one.likely < PLAINLY for one in told if one.candidate.family != best.candidate.family):
        return 0.0
    likely = [max(one.likely, best.likely * (one.candidate.family == best.candidate.family)) for one in told]
    many = [len(one.notes) for one in told]
    return sum(value * times for value, times in zip(likely, many, strict=True)) / sum(many)


def _cheapest(worth: Sequence[dict[Family, float]], price: float) -> list[Family | None]:
    """The way of writing of each part, None for none, that together are worth the most less the price of changes."""
    best: dict[Family | None, tuple[float, tuple[Family | None, ...]]] = {None: (0.0, ())}
    best.update({family: (0.0, ()) for here in worth for family in here})
    for here in worth:
        top = max(best.values(), key=lambda one: one[0])
        following: dict[Family | None, tuple[float, tuple[Family | None, ...]]] = {}
        for family, kept in best.items():
            score, path = kept if kept[0] >= top[0] - price else (top[0] - price, top[1])
            following[family] = (score + (here.get(family, 0.0) if family else 0.0), (*path, family))
        best = following
    return list(max(best.values(), key=lambda one: one[0])[1])


def _read(
    page: Page, found: Sequence[Found], parts: Sequence[range], chosen: Sequence[Family | None]
) -> dict[range, Result | None]:
    """Neighbours of one family joined and read anew; what repeats the questions of a larger one is left out."""
    spans: list[tuple[Family | None, range]] = []
    for lines, family in zip(parts, chosen, strict=True):
        if spans and spans[-1][0] == family:
            lines = range(spans.pop()[1].start, lines.stop)
        spans.append((family, lines))
    made = {
        lines: next((one for one in results(page, found, lines) if one.candidate.family == family), None)
        for family, lines in spans
    }
    asked: set[str] = set()
    for lines, one in made.items():
        if one and not any(note.note.answered for note in one.notes) and _is_contents(page, one):
            made[lines] = None
    for lines, one in sorted(made.items(), key=lambda item: _told(item[1]), reverse=True):
        words = [said(note.note.question) for note in one.notes] if one else []
        if sum(text in asked for text in words) > AGAIN * len(words):
            made[lines] = None
        asked.update(words)
    return made


def _is_contents(page: Page, one: Result) -> bool:
    """Whether all that is asked are links into the document, whatever they lead to."""
    return all(is_contents(page.lines[note.first.line]) for note in one.notes)


def _told(one: Result | None) -> tuple[int, int]:
    """How many notes there are with an answer, and without: of two parts with the same questions the larger stays."""
    return (sum(note.note.answered for note in one.notes), len(one.notes)) if one else (0, 0)


def _parts(page: Page, ranked: Sequence[Result]) -> list[range]:
    """The ranges of lines between headings of the outermost kind, rules, and the gaps that closed records leave."""
    headings = [block for block in page.blocks if block.kind is BlockKind.HEADING]
    levels = sorted({block.level for block in headings})
    top = next((at for at in levels if sum(block.level <= at for block in headings) >= 2), 0)
    outer = {block.first for block in headings if block.level <= top}
    inner = outer | {block.first for block in headings if block.level <= top + 1}
    inner |= {block.first for block in page.blocks if block.kind is BlockKind.RULE}
    starts = inner if len(inner) < MOST else outer
    best = ranked[0] if ranked else None
    if best and best.candidate.marks and best.candidate.marks[0].is_closed and len(starts) < MOST:
        told = sorted((note.first.line, note.last.line + 1) for note in best.notes)
        for (_, end), (begin, _) in pairwise([(0, 0), *told, (len(page.lines), len(page.lines))]):
            starts |= {end, begin} if begin - end >= SILENT else set()
    places = sorted({at for at in starts if 0 < at < len(page.lines)})
    return [range(one, two) for one, two in pairwise([0, *places, len(page.lines)])]
