"""Results: what a way of reading yields when a document, or some of its lines, are cut by it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from deckwright.seeds.candidates import SAYS_SO, TOPICS, Candidate, Found, candidates
from deckwright.seeds.cloze_lines import cloze_lines
from deckwright.seeds.damage import lost_questions
from deckwright.seeds.found import FoundNote, Unused
from deckwright.seeds.headings import Heading, outline
from deckwright.seeds.judge import features, probability
from deckwright.seeds.keys import find_keys, join
from deckwright.seeds.markers.mark import Mark
from deckwright.seeds.nested import nested_questions
from deckwright.seeds.page import Page
from deckwright.seeds.pairs import cut, kept_apart
from deckwright.seeds.wrapped import with_wrapped

FEWEST = 3
"""Notes from which on a pattern may stand for words that ask."""

LARGE = 400_000
"""Characters from which on only the likeliest readings are cut and judged."""
SOME = 6
MANY = 60
"""Readings that are cut and judged of any document: one family for each depth of a list must not make it slow."""


@dataclass(frozen=True, slots=True)
class Link:
    """Lines, and how they are read."""

    candidate: Candidate
    lines: range


@dataclass(frozen=True, slots=True)
class Result:
    """A reading of some lines, cut. `candidate` is the one that most of its notes are of."""

    links: tuple[Link, ...]
    marks: tuple[Mark, ...]
    notes: tuple[FoundNote, ...]
    headings: tuple[Heading, ...]
    unused: tuple[Unused, ...]
    likely: float
    row: dict[str, float]

    @property
    def candidate(self) -> Candidate:
        return max(self.links, key=lambda link: len(link.candidate.marks)).candidate


def results(page: Page, found: Sequence[Found], within: range) -> list[Result]:
    """All readings of some lines, the likeliest first."""
    made = candidates(page, found, within)
    most = SOME if sum(len(page.lines[at]) for at in within) > LARGE else MANY
    if len(made) > most:
        made = sorted(made, key=_promise, reverse=True)[:most]
    ranked = [result(page, (Link(one, within),)) for one in made]
    return sorted(ranked, key=lambda one: one.likely, reverse=True)


def _promise(one: Candidate) -> float:
    return (one.strength + one.like) * len(one.marks) / (len(one.marks) + 3)


def result(page: Page, links: Sequence[Link]) -> Result:
    """Some lines read by one way of writing after another."""
    marks: list[Mark] = []
    notes: list[FoundNote] = []
    headings: list[Heading] = []
    unused: list[Unused] = []
    for link in links:
        _read(page, link, marks, notes, headings, unused)
    within = range(links[0].lines.start, links[-1].lines.stop)
    whole = _joined([link.candidate for link in links])
    row = features(page, whole, notes, headings, unused, within)
    likely = probability(row) if _repeats(whole, len(notes)) else 0.0
    return Result(tuple(links), tuple(marks), tuple(notes), tuple(headings), tuple(unused), likely, row)


def _read(
    page: Page,
    link: Link,
    all_marks: list[Mark],
    all_notes: list[FoundNote],
    all_headings: list[Heading],
    all_unused: list[Unused],
) -> None:
    keys = find_keys(page, link.candidate.marks, link.lines)
    starts = [link.lines.start, *(key.lines.stop for key in keys)]
    for start, key in zip(starts, [*keys, None], strict=True):
        within = range(start, key.lines.start if key else link.lines.stop)
        asked = key.marks if key else [mark for mark in link.candidate.marks if mark.line >= start]
        inner = page.between(within.start, within.stop)
        marks = _with_more(page, asked, within) if asked else []
        headings = outline(page, inner, marks) if marks else []
        if within.start:
            headings = [replace(one, role="section") if one.role == "title" else one for one in headings]
        marks = list(kept_apart(page.document, marks, headings))
        notes, left = cut(page, marks, [*all_headings, *headings], within)
        all_unused += left
        if key is not None:
            notes, left = join(page, key, notes)
            all_unused += left
        all_marks += marks
        all_notes += notes
        all_headings += headings


def _joined(parts: Sequence[Candidate]) -> Candidate:
    """What is true of all marks of a chain together."""
    if len(parts) == 1:
        return parts[0]
    largest = max(parts, key=lambda one: len(one.marks))
    many = sum(len(one.marks) for one in parts) or 1
    return Candidate(
        largest.family,
        sum(one.strength * len(one.marks) for one in parts) / many,
        tuple(mark for one in parts for mark in one.marks),
        sum(one.like * len(one.marks) for one in parts) / many,
    )


def _repeats(candidate: Candidate, notes: int) -> bool:
    """Whether there is enough to go by: two topics are no pattern, two questions are questions."""
    return notes >= FEWEST or candidate.like >= TOPICS or candidate.strength >= SAYS_SO


def _with_more(page: Page, marks: Sequence[Mark], within: range) -> list[Mark]:
    """The marks with those that follow from them: lost questions, nested ones, deletions; and where questions go on."""
    inner = page.between(within.start, within.stop)
    found = [
        *marks,
        *lost_questions(page.document, inner, marks),
        *nested_questions(page.document, inner, marks),
        *cloze_lines(page.document, inner, marks),
    ]
    return list(with_wrapped(page.document, page.kind_at, sorted(found, key=lambda mark: (mark.line, mark.start))))
