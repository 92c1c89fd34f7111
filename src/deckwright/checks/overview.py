"""The state of a deck in numbers: what became of its notes; what was found, by rule, file, level and topic."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from deckwright.cards.choose import Status
from deckwright.cards.store import Card
from deckwright.checks.run import CheckReport
from deckwright.decks.deck import Deck
from deckwright.errors import Severity
from deckwright.project import Level

MOST_TOPICS = 24
"""Rows of the table over levels and topics: the topics with the most notes; the others share one row."""


@dataclass(slots=True)
class Tally:
    """Findings of a rule, or in a file, by severity; `noted` notes have one, of `notes` that there are."""

    name: str
    notes: int
    found: Counter[Severity] = field(default_factory=Counter)
    noted: int = 0


@dataclass(slots=True)
class Cell:
    """How many notes there are of a level and topic, and how many of them have a finding."""

    notes: int = 0
    noted: int = 0


@dataclass(slots=True)
class Row:
    """The notes of a topic, by level; None is no topic. `rest` counts the topics that share the row."""

    topic: str | None
    cells: Sequence[Cell]
    rest: int = 0


@dataclass(slots=True)
class Overview:
    """`rules` and `files` begin with the most findings; `status` counts notes, and `open` conflicts and doubts."""

    notes: int
    noted: int
    status: Counter[Status]
    open: Counter[str]
    rules: Sequence[Tally]
    files: Sequence[Tally]
    levels: Sequence[Level]
    topics: Sequence[Row]

    @property
    def found(self) -> Counter[Severity]:
        return sum((one.found for one in self.files), Counter[Severity]())


def overview(deck: Deck, report: CheckReport) -> Overview:
    """What `check` found in a deck, counted. A note counts once in a cell, whatever was found in it."""
    rules, noted_by = _rules(deck, report)
    in_file = Counter(card.file for card in deck.cards)
    files = {file.shown: Tally(file.shown, in_file[file.shown]) for file in deck.files}
    for one in report.checked:
        files[one.found.card.file].found[one.finding.severity] += 1
    for card in deck.cards:
        files[card.file].noted += id(card) in noted_by
    levels = _levels(deck)
    return Overview(
        len(deck.cards),
        len(noted_by),
        Counter(deck.status),
        Counter(name for card in deck.cards for name in deck.waiting(card)),
        rules,
        _sorted(files.values()),
        levels,
        _topics(deck, [level.key for level in levels], noted_by),
    )


def _rules(deck: Deck, report: CheckReport) -> tuple[list[Tally], set[int]]:
    """The rules that found something, and the identities of the cards they found it in."""
    cards: dict[str, set[int]] = defaultdict(set)
    rules: dict[str, Tally] = {}
    for one in report.checked:
        tally = rules.setdefault(one.finding.code, Tally(one.finding.code, len(deck.cards)))
        tally.found[one.finding.severity] += 1
        cards[one.finding.code].add(id(one.found.card))
    for code, found in cards.items():
        rules[code].noted = len(found)
    return _sorted(rules.values()), set().union(*cards.values())


def _sorted(tallies: Iterable[Tally]) -> list[Tally]:
    """What matters most first: errors, then warnings, then what is only for information."""
    return sorted(
        tallies, key=lambda one: (-one.found["error"], -one.found["warning"], -one.found["info"], -one.notes, one.name)
    )


def _level(deck: Deck, card: Card) -> str:
    return deck.project.level_of(card.note) or ""


def _levels(deck: Deck) -> list[Level]:
    """The project's levels, then those that notes name and the project has not; without any, one for all notes."""
    levels = list(deck.project.levels)
    known = {level.key for level in levels}
    return levels + [Level(key, key or "notes") for key in sorted({_level(deck, card) for card in deck.cards} - known)]


def _topics(deck: Deck, levels: Sequence[str], noted: set[int]) -> list[Row]:
    cells: dict[str | None, dict[str, Cell]] = defaultdict(lambda: {key: Cell() for key in levels})
    counts = Counter(topic for card in deck.cards for topic in set(card.note.tags))
    shown = {topic for topic, _ in sorted(counts.items(), key=lambda one: (-one[1], one[0]))[:MOST_TOPICS]}
    rest = {key: Cell() for key in levels}
    for card in deck.cards:
        of: set[str | None] = set(card.note.tags) or {None}
        rows = [cells[topic] for topic in of if topic is None or topic in shown]
        for row in [*rows, rest] if of - shown - {None} else rows:
            cell = row[_level(deck, card)]
            cell.notes += 1
            cell.noted += id(card) in noted
    named = sorted((one for one in cells if one is not None), key=lambda one: (-counts[one], one))
    made = [Row(topic, list(cells[topic].values())) for topic in named]
    if more := len(counts) - len(shown):
        made.append(Row(None, list(rest.values()), more))
    return [*made, Row(None, list(cells[None].values()))] if None in cells else made
