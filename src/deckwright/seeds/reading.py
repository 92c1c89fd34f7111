"""Which reading explains a document best, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from deckwright.errors import DeckwrightError, counted
from deckwright.seeds.candidates import families
from deckwright.seeds.found import DOUBTFUL, Reading, RunnerUp
from deckwright.seeds.page import Page
from deckwright.seeds.regions import best_chain
from deckwright.seeds.results import Result, results
from deckwright.seeds.verdict import Evidence, doubts, in_favour, log_odds, verdict
from deckwright.seeds.wrong_pin import WrongPin

LEAST = 0.16
"""Below this probability nothing is taken for a question at all."""


@dataclass(frozen=True, slots=True)
class Pins:
    """What a person has said of a document: the family's name, a line that is a question."""

    marker: str | None = None
    like: str | None = None
    topics: bool = False
    columns: bool = False


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
    if (chain := best_chain(page, found, ranked)) is not None:
        ranked = [chain, *ranked]
    if not ranked or ranked[0].likely < LEAST or not ranked[0].notes:
        return Reading(
            None,
            0.0,
            (_why_nothing(ranked),),
            runner_up=next((as_rival(one) for one in ranked[:1] if one.notes), None),
        ), []
    best = _best(ranked)
    rivals = [as_rival(one) for one in ranked if one is not best and reads_otherwise(one, best)]
    because = _reasons(best) + tuple(
        f"lines {link.lines.start + 1} to {link.lines.stop} are read by {link.candidate.family.name}"
        for link in best.links
        if link.candidate.marks and link.candidate.family != best.candidate.family
    )
    evidence = evidence_of(best, rivals)
    likely = verdict(evidence.measures())
    rival = next(iter(rivals), None)
    return Reading(best.candidate.family.name, round(min(0.99, likely), 2), because, rival, doubts(evidence)), [best]


NEARLY = 0.5
"""Up to so much less in its favour (natural logarithm of the odds), a reading is nearly tied with the likeliest."""


def _best(ranked: Sequence[Result]) -> Result:
    """The likeliest reading, or one nearly tied with it that looks better as a whole."""
    least = log_odds(ranked[0].likely) - NEARLY
    tied = [one for one in ranked if one.notes and log_odds(one.likely) >= least]
    return max(tied, key=lambda one: in_favour(evidence_of(one, ())))


def evidence_of(best: Result, rivals: Sequence[RunnerUp]) -> Evidence:
    """What a chosen reading is judged by, as a whole."""
    return Evidence(best.likely, best.row, best.notes, best.unused, rivals)


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
    raise WrongPin(
        "marker",
        pins.marker,
        "nothing in it is marked so",
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
    raise WrongPin(
        "like",
        line,
        said,
        f"--like {line!r}: {said}",
        file=page.document.name,
        expected="the words of a line that is a question, or its number",
        remedy="copy a line out of the document, or pin a family with --marker",
    )


def _reasons(one: Result) -> tuple[str, ...]:
    row, candidate = one.row, one.candidate
    answered = sum(found.note.answered for found in one.notes)
    reasons = [f"{counted(len(one.notes), 'question')} of the kind {candidate.family.name}, {answered} with an answer"]
    if row["counted"]:
        reasons.append(f"numbers run on in {row['run'] + 0.5:.0%} of the steps")
    reasons.append(f"they read like questions to {row['like']:.0%}")
    reasons.append(f"{row['covered']:.0%} of the text lies in them")
    return tuple(reasons)
