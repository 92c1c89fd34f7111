"""Which reading explains a document best, and why."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from deckwright.characters import letters_and_digits
from deckwright.errors import DeckwrightError
from deckwright.seeds.candidates import CLEARLY_ASKS, SAYS_SO, TOPICS, Candidate, Found, candidates, families
from deckwright.seeds.cloze_lines import cloze_lines
from deckwright.seeds.damage import lost_questions
from deckwright.seeds.found import DOUBTFUL, FoundNote, Reading, RunnerUp, Unused
from deckwright.seeds.headings import Heading, outline
from deckwright.seeds.judge import features, probability
from deckwright.seeds.keys import find_key, join
from deckwright.seeds.markers.mark import Mark
from deckwright.seeds.nested import nested_questions
from deckwright.seeds.page import Page
from deckwright.seeds.pairs import cut, kept_apart
from deckwright.seeds.parts import silent_parts
from deckwright.seeds.verdict import Evidence, doubts, verdict
from deckwright.seeds.wrapped import with_wrapped

LEAST = 0.16
"""Below this probability nothing is taken for a question at all."""

PLAINLY = 0.25
"""The probability from which a silent part of a document with questions is read by marks of its own, if they ask."""

SILENT = 6
"""Lines between closed records from which on they may hold records of another kind."""

AGAIN = 0.2
"""Share of the questions of a part that may stand elsewhere, word for word."""

FEWEST = 3
"""Notes from which on a pattern may stand for words that ask."""

LARGE = 400_000
"""Characters from which on only the likeliest readings are cut and judged."""
SOME = 6
MANY = 60
"""Readings that are cut and judged of any document: one family for each depth of a list must not make it slow."""


@dataclass(frozen=True, slots=True)
class Result:
    """A reading of some lines, cut."""

    candidate: Candidate
    marks: tuple[Mark, ...]
    notes: tuple[FoundNote, ...]
    headings: tuple[Heading, ...]
    unused: tuple[Unused, ...]
    likely: float
    row: dict[str, float]


@dataclass(frozen=True, slots=True)
class Pins:
    """What a person has said of a document: the family's name, a line that is a question."""

    marker: str | None = None
    like: str | None = None
    topics: bool = False
    columns: bool = False


def results(page: Page, found: Sequence[Found], within: range) -> list[Result]:
    """All readings of some lines, the likeliest first."""
    made = candidates(page, found, within)
    most = SOME if sum(len(page.lines[at]) for at in within) > LARGE else MANY
    if len(made) > most:
        made = sorted(made, key=_promise, reverse=True)[:most]
    ranked = [_result(page, one, within) for one in made]
    return sorted(ranked, key=lambda one: one.likely, reverse=True)


def _promise(one: Candidate) -> float:
    return (one.strength + one.like) * len(one.marks) / (len(one.marks) + 3)


def _result(page: Page, candidate: Candidate, within: range) -> Result:
    stop = within.stop
    key = find_key(page, candidate.marks, within)
    if key is not None:
        candidate = replace(candidate, marks=tuple(mark for mark in candidate.marks if mark.line < key.first))
        within = range(within.start, key.first)
    inner = page.between(within.start, within.stop)
    marks = _with_more(page, candidate.marks, within)
    headings = outline(page, inner, marks)
    if within.start:
        headings = [replace(one, role="section") if one.role == "title" else one for one in headings]
    marks = list(kept_apart(page.document, marks, headings))
    notes, unused = cut(page, marks, headings, within)
    if key is not None:
        notes, left = join(page, key, notes, stop)
        unused = [*unused, *left]
        within = range(within.start, stop)
    row = features(page, candidate, notes, headings, unused, within)
    likely = probability(row) if _repeats(candidate, len(notes)) else 0.0
    return Result(candidate, tuple(marks), tuple(notes), tuple(headings), tuple(unused), likely, row)


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


def choose(page: Page, pins: Pins) -> tuple[Reading, list[Result]]:
    """The best reading of a document, part by part, or the one that is pinned.

    Raises DeckwrightError where what is pinned does not occur in the document.
    """
    whole = range(len(page.lines))
    found = families(page)
    ranked = results(page, found, whole)
    if pins.columns and not ranked:
        raise DeckwrightError(
            "has no rows with such columns",
            file=page.document.name,
            expected="a table, comma-separated values, or lines that one sign cuts into as many parts",
            remedy="mend `columns:` in deckwright.yaml or --columns, or leave it out",
        )
    if pins.marker is not None or pins.like is not None or pins.columns:
        best = _pinned(page, pins, ranked)
        return Reading(best.candidate.family.name, 1.0, ("pinned", *_reasons(best))), [best]
    if pins.topics and (not ranked or ranked[0].likely < LEAST) and (topics := _topic_headings(ranked)):
        because = ("its headings, as topics", *_reasons(topics))
        return Reading(topics.candidate.family.name, DOUBTFUL / 2, because), [topics]
    if not ranked or ranked[0].likely < LEAST or not ranked[0].notes:
        return Reading(
            None,
            0.0,
            (_why_nothing(ranked),),
            runner_up=next((as_rival(one) for one in ranked[:1] if one.notes), None),
        ), []
    best = ranked[0]
    rivals = [as_rival(one) for one in ranked[1:] if reads_otherwise(one, best)]
    parts = with_silent(page, found, best)
    because = _reasons(best) + tuple(
        f"lines {part.unused[0].first + 1} and on are read by {part.candidate.family.name}"
        if part.unused
        else f"lines {part.notes[0].first.line + 1} and on are read by {part.candidate.family.name}"
        for part in parts
        if part.candidate.family != best.candidate.family
    )
    evidence = evidence_of(page, best, parts, rivals)
    likely = verdict(evidence.measures())
    rival = next(iter(rivals), None)
    return Reading(best.candidate.family.name, round(min(0.99, likely), 2), because, rival, doubts(evidence)), parts


def evidence_of(page: Page, best: Result, parts: Sequence[Result], rivals: Sequence[RunnerUp]) -> Evidence:
    """What a chosen reading is judged by, as a whole."""
    notes = [note for part in parts for note in part.notes]
    unused = [one for part in parts for one in part.unused]
    return Evidence(page, best.likely, best.row["worded"], best.row["covered"], notes, unused, rivals)


def with_silent(page: Page, found: Sequence[Found], best: Result) -> list[Result]:
    """The best reading, and others for the lines in which it finds nothing and they plainly find questions: sections,
    and runs of lines before the first and behind the last note."""
    rest = [one for one in found if one.family != best.candidate.family]
    others: list[tuple[range, Result]] = []
    asked = set(map(_words, best.notes))
    for lines in _silent(page, best):
        ranked = [one for one in results(page, rest, lines) if len(one.notes) >= 2]
        if not ranked or ranked[0].likely < PLAINLY or ranked[0].row["like"] < CLEARLY_ASKS:
            continue
        again = sum(_words(note) in asked for note in ranked[0].notes)
        if again < AGAIN * len(ranked[0].notes):  # else it is a table of contents, or the same without answers
            others.append((lines, ranked[0]))
    if not others:
        return [best]
    parts: list[Result] = []
    at = 0
    for lines, other in [*others, (range(len(page.lines), len(page.lines)), None)]:
        mine = tuple(mark for mark in best.candidate.marks if at <= mark.line < lines.start)
        if lines.start > at:
            parts.append(_result(page, replace(best.candidate, marks=mine), range(at, lines.start)))
        if other:
            parts.append(other)
        at = lines.stop
    return parts


def _words(note: FoundNote) -> str:
    return letters_and_digits(note.note.question.partition("\n")[0]).casefold()


def _silent(page: Page, best: Result) -> list[range]:
    """Ranges of lines without a note, in order; none lies in another."""
    if any(note.elsewhere for note in best.notes):
        return []
    found = [range(part.first, part.last + 1) for part in silent_parts(page.blocks, best.marks, len(page.lines))]
    taken = sorted((note.first.line, note.last.line) for note in best.notes)
    if taken and best.candidate.marks and best.candidate.marks[0].is_closed:
        gaps = [range(taken[0][0]), *(range(one[1] + 1, two[0]) for one, two in pairwise(taken))]
        gaps.append(range(max(last for _, last in taken) + 1, len(page.lines)))
        for gap in gaps:
            for part in found:
                if part.start < gap.stop and gap.start < part.stop:
                    gap = range(part.stop, gap.stop) if part.start <= gap.start else range(gap.start, part.start)
            found += [gap] if len(gap) >= SILENT else []
    firsts = [first for first, _ in taken]

    def free(part: range) -> bool:
        at = bisect_left(firsts, part.stop)
        return all(last < part.start for _, last in taken[max(0, at - 2) : at])

    return sorted((part for part in found if free(part)), key=lambda part: part.start)


def reads_otherwise(other: Result, best: Result) -> bool:
    """Whether a reading takes other lines for questions, and not the same ones for another reason."""
    lines = {mark.line for mark in best.marks}
    same = sum(mark.line in lines for mark in other.marks)
    return bool(other.notes) and (same < 0.8 * len(other.marks) or len(other.marks) < 0.8 * len(best.marks))


def as_rival(one: Result) -> RunnerUp:
    return RunnerUp(one.candidate.family.name, len(one.notes), one.likely)


def _topic_headings(ranked: Sequence[Result]) -> Result | None:
    """The headings of the level that has the most of them, and two at least."""
    headings = [one for one in ranked if one.candidate.family.kind == "heading" and len(one.marks) > 1]
    return max(headings, key=lambda one: len(one.marks), default=None)


def _why_nothing(ranked: Sequence[Result]) -> str:
    if headings := _topic_headings(ranked):
        return (
            f"its {len(headings.marks)} headings of level {headings.candidate.family.depth} are topics rather than "
            "questions; --topics makes a note of each all the same"
        )
    if ranked and ranked[0].notes:
        best = ranked[0]
        return (
            f"nothing in it is surely a question; the likeliest are {len(best.notes)} of the kind "
            f"{best.candidate.family.name} (--marker {best.candidate.family.name} takes them)"
        )
    return "nothing in it is marked like a question"


def _pinned(page: Page, pins: Pins, ranked: Sequence[Result]) -> Result:
    if pins.like is not None:
        return _like(page, pins.like, ranked)
    if pins.marker is None:
        return ranked[0]
    for one in ranked:
        if one.candidate.family.name == pins.marker:
            return one
    there = ", ".join(sorted(one.candidate.family.name for one in ranked)) or "none"
    raise DeckwrightError(
        f"there is no marker {pins.marker!r} in it",
        file=page.document.name,
        expected=f"one that occurs ({there})",
        remedy="mend `marker:` in deckwright.yaml or --marker, or leave it out",
    )


def _like(page: Page, line: str, ranked: Sequence[Result]) -> Result:
    """The likeliest reading in which a line, given by its words or its number, begins a question."""
    wanted = " ".join(line.split())
    places = {at for at, text in enumerate(page.lines) if wanted and wanted in " ".join(text.split())}
    if line.strip().isdecimal() and 0 < int(line) <= len(page.lines):
        places = {int(line) - 1}
    for one in ranked:
        if any(mark.line in places for mark in one.candidate.marks):
            return one
    said = "nothing reads it as a question" if places else "no line of it says that"
    raise DeckwrightError(
        f"--like {line!r}: {said}",
        file=page.document.name,
        expected="the words of a line that is a question, or its number",
        remedy="copy a line out of the document, or pin a family with --marker",
    )


def _reasons(one: Result) -> tuple[str, ...]:
    row, candidate = one.row, one.candidate
    answered = sum(found.note.answered for found in one.notes)
    reasons = [f"{len(one.notes)} questions of the kind {candidate.family.name}, {answered} with an answer"]
    if row["counted"]:
        reasons.append(f"numbers run on in {row['run'] + 0.5:.0%} of the steps")
    reasons.append(f"they read like questions to {row['like']:.0%}")
    reasons.append(f"{row['covered']:.0%} of the text lies in them")
    return tuple(reasons)
