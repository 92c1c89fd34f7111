"""Lock, cards and readings -> what an update does. Nothing is written here, and nothing read.

last readings (lock) ─┐
new readings ─────────┴─ pair ──► pairs, doubts, new, gone
pairs ── merge with the cards ──► what the cards take, and conflicts
doubts ──► the old note stays as it is, the new one is held in the lock
new ──► written where they stand in the document;  gone ──► retired, kept in cards/
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from deckwright.cards import told
from deckwright.cards.conflicts import carried
from deckwright.cards.draft import Draft, Plan
from deckwright.cards.edits import Insert, SetFields
from deckwright.cards.gone import let_go, take_out
from deckwright.cards.lock import Lock
from deckwright.cards.matched import match
from deckwright.cards.named import name_cards, put_back
from deckwright.cards.readings import DocumentReading
from deckwright.cards.report import Change, Likeness
from deckwright.cards.shelf import Cards, note_of
from deckwright.cards.store import Card, CardFile
from deckwright.cards.taken import take_over
from deckwright.project import Project

__all__ = ["Plan", "plan", "plan_names"]


def plan(
    project: Project,
    lock: Lock,
    files: Sequence[CardFile],
    readings: Sequence[DocumentReading],
    *,
    now: int,
    progress: Callable[[str], None] = lambda what: None,
) -> Plan:
    """What bringing cards/ and the lock up to date does. `now` in Unix seconds. Pure: the same for the same input."""
    draft = Draft(project, lock, Cards.of(files), {reading.seed.file for reading in readings}, now)
    name_cards(draft)
    put_back(draft)
    matched = match(draft, readings, progress)
    take_over(draft, matched)
    let_go(draft, matched)
    take_out(draft)
    _close_conflicts(draft)
    return _done(draft)


def plan_names(project: Project, lock: Lock, files: Sequence[CardFile], *, now: int) -> Plan:
    """The part of a plan that a build needs: notes without an id get one; a card put back is live again."""
    draft = Draft(project, lock, Cards.of(files), set(), now)
    name_cards(draft)
    put_back(draft)
    return _done(draft)


def _done(draft: Draft) -> Plan:
    """The plan, with every doubt and conflict that nobody has settled."""
    fresh = {edit.id for edit in draft.plan.edits if isinstance(edit, Insert)}
    known = {one: note for one, note in draft.notes.items() if one not in fresh}
    draft.plan.open += told.everything_open(known, _cards_as_they_will_be(draft), since=draft.lock.notes)
    for doubt in told.doubts(draft.notes):
        draft.change(
            Change(
                doubt.old.id,
                "unsure",
                doubt.new.question or "",
                draft.cards.place(doubt.old.id)[0],
                doubt.new.seed,
                other=doubt.new.id,
                likeness=Likeness(*doubt.kept),
            )
        )
    for note, card, name in told.conflicts(draft.notes, draft.cards.by_id):
        fields = {name: (getattr(card.note, name), getattr(note, name))}
        draft.change(Change(note.id, "conflict", card.note.question, card.file, note.seed, fields))
    return draft.plan


def _cards_as_they_will_be(draft: Draft) -> Iterator[Card]:
    """The cards that were there, with what the plan changes; but for those that it takes out."""
    changed: dict[str, dict[str, Any]] = {}
    for edit in draft.plan.edits:
        if isinstance(edit, SetFields):
            changed.setdefault(edit.id, {}).update(edit.fields)
    for one, card in draft.cards.by_id.items():
        if one not in draft.removed:
            yield replace(card, id=one, note=replace(card.note, **changed.get(one, {})))


def _close_conflicts(draft: Draft) -> None:
    """A conflict is over where the card says what the seed says, or the seed again what it said before."""
    taken = {edit.id for edit in draft.plan.edits if isinstance(edit, SetFields)}
    for note in list(draft.notes.values()):
        card = draft.card(note.id)
        if not note.conflicts or not card or note.retired or note.id in taken:
            continue
        found = carried(note, note_of(note), card)
        if found.changes:
            draft.plan.edits.append(SetFields(note.id, found.changes))
            fields = {name: (getattr(card.note, name), now) for name, now in found.changes.items()}
            draft.change(Change(note.id, "changed", note.question or "", card.file, note.seed, fields))
        draft.notes[note.id] = replace(note, **found.facts)
