"""seeds/ -> cards/ and deck.lock: read what changed, plan, apply.

A seed is read again only if its bytes or its options changed, or two branches left two lines of it in the lock.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from deckwright.cards.apply import apply
from deckwright.cards.edits import SetFields
from deckwright.cards.lock import DOUBLED, Lock, LockedNote
from deckwright.cards.plan import Plan, plan, plan_names
from deckwright.cards.readings import DocumentReading, check_seeds_are_there, readings
from deckwright.cards.report import Change, Likeness, SeedReport, UpdateReport
from deckwright.cards.steady import steady
from deckwright.cards.store import Card, CardFile
from deckwright.cards.workspace import Workspace
from deckwright.files import sole
from deckwright.project import Project

__all__ = ["Change", "Likeness", "SeedReport", "UpdateReport", "name_notes", "needs_names", "update"]


def update(
    project: Project,
    *,
    reread: bool = False,
    rebuild_lock: bool = False,
    dry_run: bool = False,
    progress: Callable[[str], None] = lambda file: None,
) -> UpdateReport:
    """Bring cards/ and deck.lock up to date with seeds/. Nothing is written unless all of it can be.

    Raises DeckwrightError where a seed, a card file or the lock cannot be read, and leaves all as it was.
    """
    with sole(project.tree) as recovered:
        space = Workspace(project, recovered, rebuild_lock=rebuild_lock)
        check_seeds_are_there(project, space.seeds, space.lock)
        anew = rebuild_lock and not space.lock.notes
        if anew:
            space.lock.notes = from_cards(space.lock, space.files)
            reread = True
        found = readings(project, space.seeds, space.lock, reread=reread, progress=progress)
        found = [_steadied(one, space.lock) for one in found]
        made = plan(project, space.lock, space.files, found, now=space.now, progress=progress)
        space.lock.join()
        space.findings = [finding for finding in space.findings if finding.code != DOUBLED]
        if anew:
            _keep_words(made)
        return _carry_out(made, space, dry_run)


def _keep_words(made: Plan) -> None:
    """Where nothing tells what was last read, whatever a card says otherwise than its document is an editor's word."""
    made.edits = [edit for edit in made.edits if not isinstance(edit, SetFields)]
    made.changes = [change for change in made.changes if change.action != "changed"]
    for report in made.reports:
        report.changed.clear()


def _steadied(reading: DocumentReading, lock: Lock) -> DocumentReading:
    """A newer reader's reading, with what the last one read and still stands."""
    before = lock.seeds.get(reading.seed.file)
    if not reading.by_newer or before is None:
        return reading
    base = [note for note in lock.notes.values() if note.seed == reading.seed.file and note.question]
    stands = [note for note in base if note.is_live or note.doubt or note.deleted]
    doubted = {note.doubt for note in base}
    kept = steady(reading, [note for note in stands if note.id not in doubted])
    return replace(kept, known=replace(kept.known, reader=before.reader))


def name_notes(project: Project) -> UpdateReport:
    """Give every note without an id its own, and read nothing. Where all have theirs, nothing is written."""
    with sole(project.tree) as recovered:
        space = Workspace(project, recovered)
        made = plan_names(project, space.lock, space.files, now=space.now)
        made.open.clear()
        return _carry_out(made, space, dry_run=not made.edits and not made.changes)


def needs_names(lock: Lock, cards: Iterable[Card]) -> bool:
    """Whether a card has no id, one that nobody gave, or that of a note which an editor had deleted."""
    notes = lock.notes
    return any(card.id not in notes or notes[card.id].deleted for card in cards)


def from_cards(lock: Lock, files: Iterable[CardFile]) -> dict[str, LockedNote]:
    """The notes of a lock as if their cards were what was last read."""
    notes = dict(lock.notes)
    for file in files:
        for card in file.cards if file.seed else ():
            if card.id:
                said = card.note
                notes[card.id] = replace(
                    lock.note(card.id),
                    seed=file.seed,
                    question=said.question,
                    answer=said.answer,
                    level=said.level,
                    tags=said.tags,
                    choices=said.choices,
                    extra=said.extra,
                )
    return notes


def _carry_out(made: Plan, space: Workspace, dry_run: bool) -> UpdateReport:
    apply(made, space)
    written = space.finish("update", dry_run=dry_run)
    return UpdateReport(made.reports, made.changes, [*space.findings, *made.open], written)
