"""A deck and the rules -> findings, in the order of the files, without those that are switched off."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from deckwright.checks.rule import Found, Rule
from deckwright.checks.rules import RULES
from deckwright.decks.deck import Deck
from deckwright.errors import DeckwrightError, Finding
from deckwright.files import settled
from deckwright.project import FILE, Project


@dataclass(slots=True)
class Checked:
    """A finding, what it was made of, and the line of the card file that it is about."""

    finding: Finding
    found: Found
    source: str | None = None


@dataclass(slots=True)
class CheckReport:
    """What `check` found. `off` counts what is switched off, by rule."""

    notes: int = 0
    checked: list[Checked] = field(default_factory=list)
    off: Counter[str] = field(default_factory=Counter)

    @property
    def findings(self) -> list[Finding]:
        return [one.finding for one in self.checked]


def check(project: Project, *, progress: Callable[[str], None] = lambda note: None) -> CheckReport:
    """Apply every rule to a project's cards. Raises DeckwrightError where they cannot be read."""
    settled(project.tree)
    return look(Deck.load(project, progress), progress)


def look(deck: Deck, progress: Callable[[str], None] = lambda note: None) -> CheckReport:
    """Apply every rule to a deck. Raises DeckwrightError where a rule is switched off that there is not."""
    _check_switches(deck.project)
    report = CheckReport(len(deck.cards))
    order = {file.shown: at for at, file in enumerate(deck.files)}
    lines = {file.shown: file.text.split("\n") for file in deck.files}
    deck.expect(sum(status in ("packed", "unanswered") for status in deck.status))
    for rule in RULES.values():
        progress(rule.code)
        switch = deck.project.checks.get(rule.code)
        for found in rule.find(deck):
            if (switch and switch.off) or _allowed(found, rule):
                report.off[rule.code] += 1
                continue
            finding = _finding(found, rule, deck)
            source = next(iter(lines[found.card.file][(finding.line or 1) - 1 : finding.line or 1]), None)
            report.checked.append(Checked(finding, found, source))
    report.checked.sort(key=lambda one: (order[one.found.card.file], one.finding.line or 0, one.finding.column or 0))
    return report


def _allowed(found: Found, rule: Rule) -> bool:
    return any(rule.code in card.allow for card in (found.card, *found.others))


def _finding(found: Found, rule: Rule, deck: Deck) -> Finding:
    switch = deck.project.checks.get(rule.code)
    severity = (switch and switch.severity) or rule.severity
    line, column = (found.line, found.column) if found.line else found.card.position(found.key, found.start)
    length = found.end - found.start if found.end and not found.line else 0
    return Finding(severity, rule.code, found.message, found.card.file, line, column, length, found.remedy)


def _check_switches(project: Project) -> None:
    for code, switch in project.checks.items():
        if code not in RULES:
            near = difflib.get_close_matches(code, RULES, 1)
            hint = f"did you mean {near[0]!r}?" if near else "`deckwright check --rules` names them all"
            raise DeckwrightError(f"there is no rule {code!r}; {hint}", file=FILE, line=switch.line)
