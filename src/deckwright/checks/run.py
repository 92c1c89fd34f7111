"""A deck and the rules -> findings, in the order of the files, without those that are switched off."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from deckwright.checks import mend
from deckwright.checks.rule import Found, Mend, Rule
from deckwright.checks.rules import RULES
from deckwright.decks.deck import Deck
from deckwright.decks.markdown import Renderer
from deckwright.errors import DeckwrightError, Finding
from deckwright.files import settled
from deckwright.project import FILE, Project
from deckwright.seeds import collector


@dataclass(slots=True)
class Checked:
    """A finding, what it was made of, the line of the card file that it is about, and whether `--fix` can mend it."""

    finding: Finding
    found: Found
    source: str | None = None
    mend: Mend | None = None


@dataclass(slots=True)
class CheckReport:
    """What `check` found. `off` counts what is switched off, by rule."""

    notes: int = 0
    checked: list[Checked] = field(default_factory=list)
    off: Counter[str] = field(default_factory=Counter)

    @property
    def findings(self) -> list[Finding]:
        return [one.finding for one in self.checked]


def check(
    project: Project, *, renderer: Renderer | None = None, progress: Callable[[str], None] = lambda note: None
) -> CheckReport:
    """Apply every rule to a project's cards. Raises DeckwrightError where they cannot be read."""
    settled(project.tree)
    with collector.held_off():
        return look(Deck.load(project, progress, renderer=renderer))


def look(deck: Deck) -> CheckReport:
    """Apply every rule to a deck. Raises DeckwrightError where a rule is switched off that there is not."""
    _check_switches(deck.project)
    report = CheckReport(len(deck.cards))
    order = {file.shown: at for at, file in enumerate(deck.files)}
    lines = {file.shown: file.text.split("\n") for file in deck.files}
    deck.expect(sum(1 for _ in deck.live()) + len(RULES))
    for rule in RULES.values():
        deck.step(rule.code)
        switch = deck.project.checks.get(rule.code)
        for found in rule.find(deck):
            if (switch and switch.off) or _allowed(found, rule):
                report.off[rule.code] += 1
                continue
            finding = _finding(found, rule, deck)
            source = next(iter(lines[found.card.file][(finding.line or 1) - 1 : finding.line or 1]), None)
            report.checked.append(Checked(finding, found, source))
    _grade(report, {file.shown: file.text for file in deck.files})
    deck.renderer.keep()
    report.checked.sort(key=lambda one: (order[one.found.card.file], one.finding.line or 0, one.finding.column or 0))
    return report


def _grade(report: CheckReport, texts: Mapping[str, str]) -> None:
    """Tell of each fix whether it is safe; one that the file has no place for is none."""
    shown = mend.shows()
    starts: dict[str, list[int]] = {}
    for one in report.checked:
        if one.found.fix is None:
            continue
        file = one.found.card.file
        begin = starts.setdefault(file, mend.line_starts(texts[file]))
        if mend.place(one.found, one.finding.line, one.finding.column, texts[file], begin):
            one.mend = mend.grade(one.found, shown)


def _allowed(found: Found, rule: Rule) -> bool:
    """Whether a note says why the rule need not hold for it; what it says of another note is that rule's own matter."""
    if found.always or found.allowed:
        return found.allowed
    return any(isinstance(card.allow.get(rule.code), str) for card in (found.card, *found.others))


def _finding(found: Found, rule: Rule, deck: Deck) -> Finding:
    switch = deck.project.checks.get(rule.code)
    severity = (switch and switch.severity) or found.severity or rule.severity
    line, column = (found.line, found.column) if found.line else found.card.position(found.key, found.start)
    length = found.end - found.start if found.end and not found.line else 0
    return Finding(severity, rule.code, found.message, found.card.file, line, column, length, found.remedy)


def _check_switches(project: Project) -> None:
    for code, switch in project.checks.items():
        if code not in RULES:
            near = difflib.get_close_matches(code, RULES, 1)
            hint = f"did you mean {near[0]!r}?" if near else "`deckwright check --rules` names them all"
            raise DeckwrightError(f"there is no rule {code!r}; {hint}", file=FILE, line=switch.line)
