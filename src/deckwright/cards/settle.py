"""What a person decides: which side of a conflict is right, and which two notes are one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from deckwright.cards.lock import LockedNote
from deckwright.cards.merge import merge
from deckwright.cards.store import Card
from deckwright.cards.workspace import Workspace
from deckwright.errors import DeckwrightError
from deckwright.files import sole
from deckwright.project import Project


def settle(
    project: Project,
    *,
    same: Sequence[tuple[str, str]] = (),
    take_seed: Sequence[str] = (),
    keep_mine: Sequence[str] = (),
) -> list[str]:
    """Carry out decisions; returns the files that changed.

    `same`: (old, new) are one note, which keeps the old id. `take_seed`, `keep_mine`: ids of notes in conflict. Raises
    DeckwrightError where an id is unknown or a decision would lose what an editor wrote.
    """
    with sole(project.tree) as told:
        space = Workspace(project, told)
        for card_id in take_seed:
            note = _in_conflict(space, card_id)
            space.set_fields(card_id, {name: getattr(note, name) for name in note.conflicts})
            space.lock.notes[card_id] = replace(note, conflicts=())
        for card_id in keep_mine:
            space.lock.notes[card_id] = replace(_in_conflict(space, card_id), conflicts=())
        for old, new in same:
            _join(space, old, new)
        return space.finish("update")


def _in_conflict(space: Workspace, card_id: str) -> LockedNote:
    note = space.lock.notes.get(card_id)
    if note is None or space.card(card_id) is None:
        raise DeckwrightError(f"there is no note {card_id}", expected="the id of a note in cards/")
    if not note.conflicts:
        file, line = space.place(card_id)
        raise DeckwrightError(f"the note {card_id} is in no conflict", file=file, line=line)
    return note


def _join(space: Workspace, old_id: str, new_id: str) -> None:
    """The old note goes on with what the new one says; the new id is retired and never used again."""
    old, new = space.lock.notes.get(old_id), space.lock.notes.get(new_id)
    for card_id, note in ((old_id, old), (new_id, new)):
        if note is None or note.seed is None or space.card(card_id) is None:
            raise DeckwrightError(f"there is no note {card_id} from a seed", expected="the id of a note in cards/")
    old_card, new_card = space.card(old_id), space.card(new_id)
    assert old and new and old_card and new_card
    if not old.retired or new.retired:
        raise DeckwrightError(
            f"{old_id} and {new_id} are both in their seeds" if not old.retired else f"{new_id} is retired",
            file=old_card.file,
            line=old_card.line,
            expected="the id of a retired note, then that of a new one",
        )
    merged = merge(old, new_card.note, old_card.note)
    if _edited(new_card, new) and (merged.conflicts or _says_more(new_card)):
        raise DeckwrightError(
            f"{new_id} was edited and cannot be joined without losing some of it",
            file=new_card.file,
            line=new_card.line,
            remedy=f"move what you wrote there to {old_id}, and run this again",
        )
    if merged.changes:
        space.set_fields(old_id, merged.changes)
    file, index = space.where[new_id]
    space.splices[file.shown].remove(index)
    joined = replace(new, id=old_id, digest=old.digest, modified=old.modified, released=old.released)
    joined = replace(joined, digest_number=old.digest_number)
    joined = replace(joined, conflicts=tuple(merged.conflicts))
    gone = LockedNote(new_id, digest=new.digest, modified=new.modified, released=new.released, retired=space.now)
    notes = {note.id: joined if note is new else note for note in space.lock.notes.values() if note is not old}
    space.lock.notes = {note.id: note for note in (*notes.values(), gone)}


def _edited(card: Card, read: LockedNote) -> bool:
    note = card.note
    same = (note.question, note.answer, note.level) == (read.question, read.answer, read.level)
    return not same or set(note.tags) != set(read.tags) or _says_more(card)


def _says_more(card: Card) -> bool:
    """Whether an editor gave a card something that no seed says."""
    extras = (card.extra, card.answered_by, card.same_as, card.split_from, card.note.choices)
    return any(extras) or card.reverse or card.skip or card.note.kind != "qa"
