"""Fixes: a few characters of a card file become others, and every other byte stays.

A safe one leaves what the card shows as it is (mend.py proves it). The others are suggestions: they are made only where
they are asked for, and each is shown.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from deckwright.cards import store
from deckwright.cards.store import Card, CardFile
from deckwright.checks.mend import line_starts, place, shows
from deckwright.checks.run import Checked, CheckReport, look
from deckwright.decks.deck import Deck
from deckwright.decks.markdown import Renderer
from deckwright.decks.prepare import texts_of
from deckwright.errors import DeckwrightError
from deckwright.files import sole, write_together
from deckwright.project import Project

Edit = tuple[int, int, str, Checked]
"""`text[start:end]` of a card file becomes other text, for a finding."""


@dataclass(slots=True)
class FixReport:
    """What was found and fixed, or would be: findings by file, the difference as a unified diff, and what is left."""

    found: CheckReport
    fixed: list[Checked] = field(default_factory=list)
    skipped: list[Checked] = field(default_factory=list)  # written so that a machine cannot change it in place
    difference: str = ""
    written: list[str] = field(default_factory=list)


def fix(
    project: Project,
    *,
    suggested: bool = False,
    dry_run: bool = False,
    renderer: Renderer | None = None,
    progress: Callable[[str], None] = lambda note: None,
) -> FixReport:
    """Make every safe fix in cards/, and those that are only suggested if wished.

    Raises DeckwrightError where the files cannot be read or written.
    """
    with sole(project.tree):
        deck = Deck.load(project, progress, renderer=renderer)
        report = FixReport(look(deck))
        writes = {}
        for file in deck.files:
            text = _fixed(file, report.found, report, suggested)
            if text != file.text:
                writes[file.path] = file.encoded(text)
                report.difference += "".join(_difference(file.shown, file.text, text))
        if writes and not dry_run:
            written = write_together(project.tree, writes, what="check --fix")
            report.written = [project.shown(path) for path in written]
        return report


def _fixed(file: CardFile, found: CheckReport, report: FixReport, suggested: bool) -> str:
    text = file.text
    starts = line_starts(text)
    edits: list[Edit] = []
    for checked in found.checked:  # in the order of the file
        if checked.found.card.file != file.shown or checked.found.fix is None:
            continue
        if checked.mend == "suggested" and not suggested:
            continue
        at = place(checked.found, checked.finding.line, checked.finding.column, text, starts)
        if checked.mend and at and (not edits or edits[-1][1] <= at[0]):
            edits.append((*at, checked.found.fix, checked))
        else:
            report.skipped.append(checked)
    kept = _sound(file, edits)
    if not suggested:
        kept = _showing_the_same(kept)
    report.fixed += [checked for *_, checked in kept]
    sound = {id(checked) for *_, checked in kept}
    report.skipped += [checked for *_, checked in edits if id(checked) not in sound]
    return _with(text, kept)


def _showing_the_same(edits: list[Edit]) -> list[Edit]:
    """The edits of those texts that show what they showed after all their edits together."""
    shown = shows()
    by_text: dict[tuple[int, str], list[Edit]] = {}
    for edit in edits:
        by_text.setdefault((id(edit[3].found.card), edit[3].found.key), []).append(edit)
    kept: set[int] = set()
    for together in by_text.values():
        found = together[0][3].found
        old = new = dict(texts_of(found.card))[found.key]
        for *_, checked in reversed(together):
            new = new[: checked.found.start] + str(checked.found.fix) + new[checked.found.end :]
        if shown(old) == shown(new):
            kept.update(id(edit) for edit in together)
    return [edit for edit in edits if id(edit) in kept]


def _sound(file: CardFile, edits: list[Edit]) -> list[Edit]:
    """The edits that leave everything else as it was; halved until those that do not are found."""
    if not edits or _only_those(file, _with(file.text, edits), edits):
        return edits
    if len(edits) == 1:
        return []
    half = len(edits) // 2
    first, second = _sound(file, edits[:half]), _sound(file, edits[half:])
    both = [*first, *second]
    return both if _only_those(file, _with(file.text, both), both) else first


def _with(text: str, edits: list[Edit]) -> str:
    """A text with edits made, which are in its order."""
    pieces, at = [], 0
    for start, end, new, _ in edits:
        pieces += [text[at:start], new]
        at = end
    return "".join([*pieces, text[at:]])


def _only_those(file: CardFile, text: str, edits: list[Edit]) -> bool:
    """Whether a changed file reads as the old one with just the texts changed that were meant."""
    try:
        cards = store.parse(text, file.path, file.shown).cards
    except DeckwrightError:
        return False
    meant = {_id_of(card): dict(texts_of(card)) for card in file.cards}
    for *_, checked in reversed(edits):
        found = checked.found
        texts = meant[_id_of(found.card)]
        texts[found.key] = texts[found.key][: found.start] + str(found.fix) + texts[found.key][found.end :]
    return len(cards) == len(file.cards) and all(
        dict(texts_of(new)) == meant[_id_of(old)] and _rest(new) == _rest(old)
        for old, new in zip(file.cards, cards, strict=True)
    )


def _id_of(card: Card) -> str:
    return card.id or f"line {card.line}"


def _rest(card: Card) -> tuple[object, ...]:
    note = card.note
    html = {name: text for name, text in (card.fields or {}).items() if name in card.html}
    said = (note.level, note.tags, note.kind, card.reverse, card.skip, card.same_as, card.split_from, card.deck)
    return (card.id, *said, html)


def _difference(name: str, old: str, new: str) -> Iterator[str]:
    for line in difflib.unified_diff(old.splitlines(), new.splitlines(), name, name, n=0, lineterm=""):
        yield line + "\n"
