"""What no document has any more, or an editor took out: retired, unless a copy goes on, or a doubt holds it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from deckwright.cards import told
from deckwright.cards.draft import Draft
from deckwright.cards.edits import Insert, Remove
from deckwright.cards.known import is_edited
from deckwright.cards.lock import LockedNote
from deckwright.cards.matched import Matched
from deckwright.cards.report import Change, SeedReport
from deckwright.errors import are


def let_go(draft: Draft, matched: Matched) -> None:
    """Retire what is gone from its document."""
    _Leaver(draft, matched).run()


class _Leaver:
    def __init__(self, draft: Draft, matched: Matched) -> None:
        self.draft, self.notes, self.cards = draft, draft.notes, draft.cards
        self.matched = matched
        self.swaps: dict[str, LockedNote] = {}  # id of a copy -> the note that goes on in its place
        self.by_words: dict[object, list[str]] = {}

    def run(self) -> None:
        """Old notes that no record is: retired, unless a doubt holds them, or a copy goes on under their id."""
        read = {one.seed for one in self.matched.read}
        reports = {one.seed: one.report for one in self.matched.read}
        counts: Counter[str] = Counter()
        known = {note.id for note in self.matched.old}
        doubted = {note.doubt for note in self.notes.values() if note.id in self.matched.kept or note.id not in known}
        for old in self.matched.old:
            note = self.notes[old.id]
            if note.id in doubted:
                self.keep_doubted(note)
                continue
            if note.id in self.matched.kept or note.seed in self.draft.there - read:
                continue
            if note.doubt:
                self.let_go(note)
            elif note.id not in self.cards.by_id:
                self.notes[note.id] = replace(note, retired=note.retired or self.draft.now, deleted=False)
            elif not note.retired and not self.take_over(note):
                if note.seed not in self.draft.there:
                    counts[str(note.seed)] += 1
                self.retire(note, reports.get(str(note.seed)))
        for seed, number in counts.items():
            message = f"the seed is gone; its {are(number, 'note')} retired: kept in cards/, no longer packed"
            self.draft.tell("warning", "seed-gone", message, f"seeds/{seed}")
        self.swap()
        if there := self.draft.there:
            self.draft.plan.seeds = {file: seed for file, seed in self.draft.plan.seeds.items() if file in there}

    def keep_doubted(self, note: LockedNote) -> None:
        """An old note of a doubt stays in the deck, also where another branch had retired it."""
        if note.retired and note.id in self.cards.by_id:
            self.notes[note.id] = replace(note, retired=None, deleted=False)
            self.draft.change(Change(note.id, "returned", note.question or "", self.cards.place(note.id)[0], note.seed))

    def let_go(self, note: LockedNote) -> None:
        """A held note whose question is gone again: its id is not used for another."""
        self.notes[note.id] = LockedNote(note.id, retired=self.draft.now, turns=note.turns)

    def take_over(self, note: LockedNote) -> bool:
        """A copy that stands elsewhere, and gives way, goes on under this note's id."""
        for copy in self.copies(note):
            if (
                copy.id not in self.swaps
                and copy.seed in self.draft.there
                and copy.is_live
                and self.gives_way(copy, note)
            ):
                if copy.id in self.cards.by_id:
                    self.draft.plan.edits.append(Remove(copy.id))
                    self.draft.removed.add(copy.id)
                else:
                    self.draft.plan.edits = [
                        edit for edit in self.draft.plan.edits if not (isinstance(edit, Insert) and edit.id == copy.id)
                    ]
                places = {name: getattr(copy, name) for name in ("seed", "section", "label", "flags", "tags")}
                self.swaps[copy.id] = replace(note, **places)
                self.draft.change(
                    Change(note.id, "moved", note.question or "", self.cards.place(note.id)[0], copy.seed)
                )
                return True
        return False

    def gives_way(self, copy: LockedNote, note: LockedNote) -> bool:
        """Whether nothing is lost with the id of a copy: no edit, no release; of two built, the later goes.

        Of two built at once, that of a document which took over all that is gone: a copy made for a new name.
        """
        card = self.draft.card(copy.id)
        if copy.released or (card and is_edited(card, copy)):
            return False
        if copy.digest is None or note.released:
            return True
        built = note.modified or 0, copy.modified or 0
        return note.digest is not None and (
            built[0] < built[1] or (built[0] == built[1] and self.is_copied(note, copy))
        )

    def is_copied(self, note: LockedNote, copy: LockedNote) -> bool:
        """Whether all notes of a document that is gone have copies in another one."""
        mine = [one for one in self.matched.old if one.seed == note.seed and one.is_live]
        return note.seed not in self.draft.there and all(
            any(other.seed == copy.seed for other in self.copies(one)) for one in mine
        )

    def swap(self) -> None:
        """Put the notes that take over where their copies stood."""
        if not self.swaps:
            return
        going = {note.id for note in self.swaps.values()}
        order = [self.swaps.get(note.id, note) for note in self.notes.values() if note.id not in going]
        self.notes.clear()
        self.notes.update({note.id: note for note in order})
        self.notes.update({copy: LockedNote(copy, retired=self.draft.now) for copy in self.swaps})

    def copies(self, note: LockedNote) -> Iterable[LockedNote]:
        """Notes of the same words, as they were when the first was looked for."""
        if not self.by_words:
            for one in self.notes.values():
                self.by_words.setdefault((one.question, one.answer, one.choices), []).append(one.id)
        found = self.by_words.get((note.question, note.answer, note.choices), [])
        return [self.notes[one] for one in found if one != note.id]

    def retire(self, note: LockedNote, report: SeedReport | None) -> None:
        self.notes[note.id] = replace(note, retired=self.draft.now)
        file, line = self.cards.place(note.id)
        self.draft.change(Change(note.id, "retired", note.question or "", file, note.seed))
        if report:
            report.retired.append(note.id)
            message = f"the question is gone from {note.seed}; {note.id} is retired: kept here, no longer packed"
            self.draft.tell("warning", "gone-from-seed", message, file, line)


def take_out(draft: Draft) -> None:
    """Notes whose cards an editor took out of cards/: they stay out, and what was held for one is a note of its own."""
    fresh = {edit.id for edit in draft.plan.edits if isinstance(edit, Insert)}
    doubted = {note.doubt: note for note in draft.notes.values() if note.doubt}
    for note in list(draft.notes.values()):
        if note.seed and note.is_live and note.id not in draft.cards.by_id and note.id not in fresh:
            draft.notes[note.id] = replace(note, retired=draft.now, deleted=note.id not in doubted)
            draft.change(Change(note.id, "deleted", note.question or "", None, note.seed))
            message = f"{note.id} ({told.short(note.question)}) was deleted from cards/ and is retired"
            draft.tell("info", "deleted", message, note.seed)
    for old, held in doubted.items():
        known = draft.notes.get(str(old))  # a lock changed by hand may name none
        if known is None or known.retired:
            draft.notes[held.id] = replace(held, doubt=None, whole=False)
            draft.insert(draft.notes[held.id])
