"""What a person decides: which side of a conflict is right, and which two notes are one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from deckwright.cards import told
from deckwright.cards.apply import apply
from deckwright.cards.conflicts import carried, settled
from deckwright.cards.edits import Remove, SetFields
from deckwright.cards.facts import STAMPS
from deckwright.cards.known import compared, is_edited, says_more
from deckwright.cards.lock import LockedNote
from deckwright.cards.plan import Plan
from deckwright.cards.shelf import Cards, insertion, note_of
from deckwright.cards.store import Card
from deckwright.cards.workspace import Workspace
from deckwright.errors import DeckwrightError
from deckwright.files import sole
from deckwright.project import Project
from deckwright.seeds.choices import without_choices


def settle(
    project: Project,
    *,
    same: Sequence[tuple[str, str]] = (),
    different: Sequence[tuple[str, str]] = (),
    take_seed: Sequence[str] = (),
    keep_mine: Sequence[str] = (),
) -> list[str]:
    """Carry out decisions; returns the files that changed.

    `same`: (old, new) are one note, which keeps the old id; `different`: they are not, so that the new one is packed
    under its own id and the old one retired. `take_seed`, `keep_mine`: ids of notes in conflict. Raises
    DeckwrightError where an id is unknown or a decision would lose what an editor wrote; then nothing is written.
    """
    with sole(project.tree) as recovered:
        space = Workspace(project, recovered)
        settler = _Settler(space)
        for card_id in take_seed:
            settler.take_seed(card_id)
        for card_id in keep_mine:
            settler.keep_mine(card_id)
        for old, new in same:
            settler.same(old, new)
        for old, new in different:
            settler.different(old, new)
        settler.close()
        apply(settler.plan, space)
        return space.finish("update")


def pairs_in(project: Project, said: Sequence[str]) -> list[tuple[str, str]]:
    """Ids two by two, or documents, each of which stands for all its open doubts. Raises DeckwrightError for others."""
    space = Workspace(project)
    open_ones = list(told.doubts(space.lock.notes))
    found: list[tuple[str, str]] = []
    rest = list(said)
    while rest:
        name = rest.pop(0)
        seed = name.removeprefix("seeds/")
        if name not in space.lock.notes and seed in space.lock.seeds:
            found += [(one.old.id, one.new.id) for one in open_ones if one.new.seed == seed]
        elif rest:
            found.append((name, rest.pop(0)))
        else:
            raise DeckwrightError(
                f"{name} stands alone", expected="OLD NEW, two ids; or a document, for all its open doubts"
            )
    return found


class _Settler:
    def __init__(self, space: Workspace) -> None:
        self.lock, self.now = space.lock, space.now
        self.cards = Cards.of(space.files)
        self.plan = Plan(dict(space.lock.notes), dict(space.lock.seeds))
        self.notes = self.plan.notes
        self.doubted = {note.doubt for note in self.notes.values() if note.doubt}
        self.joined: set[str] = set()

    # Conflicts

    def in_conflict(self, card_id: str) -> tuple[LockedNote, Card]:
        note, card = self.notes.get(card_id), self.cards.by_id.get(card_id)
        if note is None or card is None:
            raise DeckwrightError(f"there is no note {card_id}", expected="the id of a note in cards/")
        if not note.conflicts:
            raise DeckwrightError(f"the note {card_id} is in no conflict", file=card.file, line=card.line)
        return note, card

    def take_seed(self, card_id: str) -> None:
        note, card = self.in_conflict(card_id)
        if "kind" not in note.conflicts:
            self.close_conflict(*settled(note, card, take_seed=True))
            return
        _, changes = settled(_as_card_can(note, card), card, take_seed=True)
        self.close_conflict(replace(note, conflicts=(), agreed=None, kept=("kind",)), changes)

    def keep_mine(self, card_id: str) -> None:
        note, card = self.in_conflict(card_id)
        self.close_conflict(*settled(note, card, take_seed=False))

    def close_conflict(self, note: LockedNote, changes: dict[str, Any]) -> None:
        self.notes[note.id] = note
        if changes:
            self.plan.edits.append(SetFields(note.id, changes))

    # Doubts

    def same(self, old_id: str, new_id: str) -> None:
        """The old note goes on with what the new one says; the new id is retired and never used again."""
        old, new = self.known(old_id), self.known(new_id)
        _check_order(old, new)
        card = self.cards.by_id.get(old_id)
        if card is None:
            raise DeckwrightError(f"there is no card of {old_id}", expected="the id of a note in cards/")
        if not (old.retired or old_id in self.doubted) or new.retired:
            raise DeckwrightError(
                f"{old_id} and {new_id} are both in their seeds" if not old.retired else f"{new_id} is retired",
                file=card.file,
                line=card.line,
                expected="the id of a retired note, then that of a new one",
            )
        self.join(old, card, new)
        self.joined.add(old_id)

    def known(self, card_id: str) -> LockedNote:
        note = self.notes.get(card_id)
        if note is None or note.seed is None or not (note.doubt or card_id in self.cards.by_id):
            raise DeckwrightError(f"there is no note {card_id} from a seed", expected="the id of a note in cards/")
        return note

    def join(self, old: LockedNote, card: Card, new: LockedNote) -> None:
        new_card = self.cards.by_id.get(new.id)
        said = compared(new_card.note) if new_card else note_of(new)
        found = carried(old, said, card)
        if new_card:
            _check_edits(new_card, new, bool(found.conflicts), old.id)
            self.plan.edits.append(Remove(new.id))
        if found.changes:
            self.plan.edits.append(SetFields(old.id, found.changes))
        stamps = {name: getattr(old, name) for name in STAMPS}
        joined = replace(
            new,
            id=old.id,
            doubt=None,
            whole=False,
            turns=old.turns,
            kept=(),
            **(found.facts | stamps),
        )
        stamps = {name: getattr(new, name) for name in STAMPS}
        gone = LockedNote(new.id, retired=self.now, joined=old.id, turns=new.turns, **stamps)
        order = [joined if note.id == new.id else note for note in self.notes.values() if note.id != old.id]
        self.notes.clear()
        self.notes.update({note.id: note for note in (*order, gone)})

    def different(self, old_id: str, new_id: str) -> None:
        joined = self.notes.get(new_id)
        if joined and joined.joined == old_id and old_id in self.notes:
            self.part(self.notes[old_id], joined)
            return
        new = self.known(new_id)
        _check_order(self.known(old_id), new)
        if new.doubt != old_id:
            raise DeckwrightError(
                f"whether {old_id} and {new_id} are one is in no doubt", expected="the two ids that `update` names"
            )
        self.release(new)

    def part(self, old: LockedNote, new: LockedNote) -> None:
        """Two notes that were settled to be one are two after all: the new one has what the old one was last read."""
        stamps = {name: getattr(new, name) for name in STAMPS}
        nothing = {"joined": None, "conflicts": (), "agreed": None, "kept": (), "retired": None, "turns": new.turns}
        parted = replace(old, id=new.id, **(nothing | stamps))
        order = [parted if note.id == old.id else note for note in self.notes.values() if note.id != new.id]
        gone = replace(old, retired=self.now, conflicts=(), agreed=None)
        self.notes.clear()
        self.notes.update({note.id: note for note in (*order, gone)})
        self.write(parted)

    def release(self, new: LockedNote) -> None:
        """A held note is one of its own: it gets its card."""
        self.notes[new.id] = replace(new, doubt=None, whole=False)
        self.write(self.notes[new.id])

    def write(self, note: LockedNote) -> None:
        """A card for a note, unless it has one."""
        if note.id not in self.cards.by_id:
            self.plan.edits.append(insertion(self.notes, self.cards, note))

    def close(self) -> None:
        """Old notes that nobody doubts any more are gone from their documents; what is held for a joined one is new."""
        for note in list(self.notes.values()):
            if note.doubt in self.joined:
                self.release(note)
        held = {note.doubt for note in self.notes.values() if note.doubt}
        for old_id in self.doubted - held - self.joined:
            old = self.notes.get(str(old_id))
            if old and not old.retired:
                self.notes[old.id] = replace(old, retired=self.now)


def _check_order(old: LockedNote, new: LockedNote) -> None:
    if old.doubt == new.id:
        raise DeckwrightError(
            f"{new.id} is the old note, and {old.id} the new one",
            expected=f"{new.id} {old.id}",
            remedy="turn them round",
        )


def _as_card_can(note: LockedNote, card: Card) -> LockedNote:
    """A reading as a card of another kind can hold it. Raises DeckwrightError where it cannot."""
    if card.note.kind == "choice" or not note.choices:
        raise DeckwrightError(
            f"{note.id} is a {card.note.kind} note for learners, and {note.seed} makes it a {note.kind} note; a kind "
            "never changes",
            file=card.file,
            line=card.line,
            remedy=f"keep it with `deckwright update --keep-mine {note.id}`, or edit its card",
        )
    said = without_choices(note_of(note))
    return replace(note, question=said.question, answer=said.answer, choices=())


def _check_edits(card: Card, read: LockedNote, conflicting: bool, old_id: str) -> None:
    if is_edited(card, read) and (conflicting or says_more(card) or card.note.kind != "qa"):
        raise DeckwrightError(
            f"{read.id} was edited and cannot be joined without losing some of it",
            file=card.file,
            line=card.line,
            remedy=f"move what you wrote there to {old_id}, and run this again",
        )


def open_things(project: Project) -> tuple[dict[str, LockedNote], dict[str, Card]]:
    """The notes of the lock and the cards, in which what is open can be found."""
    space = Workspace(project)
    return space.lock.notes, Cards.of(space.files).by_id
