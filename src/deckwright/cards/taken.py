"""What was read, taken over: each document's notes get their cards, keep them, or are held."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from deckwright.cards.conflicts import carried
from deckwright.cards.draft import Draft
from deckwright.cards.edits import Insert, SetFields, SetSeed
from deckwright.cards.lock import LockedNote
from deckwright.cards.matched import Matched, Read
from deckwright.cards.pairing.match import Doubt
from deckwright.cards.readings import ReadNote
from deckwright.cards.report import Change
from deckwright.cards.store import Card, CardFile
from deckwright.note import Note


def take_over(draft: Draft, matched: Matched) -> None:
    """Take over every document that was read."""
    _Taker(draft, matched).run()


class _Taker:
    def __init__(self, draft: Draft, matched: Matched) -> None:
        self.draft, self.notes, self.cards = draft, draft.notes, draft.cards
        self.read, self.old, self.pairing, self.kept = matched.read, matched.old, matched.pairing, matched.kept
        self.renamed: set[str] = set()  # card files that went with their document to another name

    def run(self) -> None:
        doubts = {doubt.new: doubt for doubt in self.pairing.doubts}
        self.kept |= {self.old[old].id for old in self.pairing.pairs.values()}
        self.kept |= {self.old[doubt.old].id for doubt in doubts.values()}
        returned = {self.old[old].id for old in self.pairing.pairs.values() if not self.old[old].doubt}
        for one in self.read:
            self.apply_document(one, doubts, returned)
        self.release_held(returned)

    def apply_document(self, one: Read, doubts: dict[int, Doubt], returned: set[str]) -> None:
        before = [note for note in self.notes.values() if note.seed == one.seed]
        if one.reading.known != self.draft.plan.seeds.get(one.seed):
            self.draft.plan.seeds[one.seed] = one.reading.known
        file = self.target(one)
        after: str | None = None
        lines: list[LockedNote] = []
        for at, read in enumerate(one.notes):
            old = self.pairing.pairs.get(one.first + at)
            if old is not None:
                note = self.keep(self.old[old], read, one, returned, file, after)
            elif doubt := doubts.get(one.first + at):
                note = self.hold(doubt, read, one)
            else:
                note = self.enter(read, one, file, after)
            lines.append(note)
            if note.id in self.cards.by_id and self.cards.file_of[note.id] is file:
                after = note.id
        self.reorder(lines, before)

    def release_held(self, returned: set[str]) -> None:
        """Held notes of documents that were not read, whose other note is back: they are notes of their own."""
        read = {one.seed for one in self.read}
        for note in list(self.notes.values()):
            if note.doubt in returned and note.seed not in read:
                self.notes[note.id] = replace(note, doubt=None, whole=False)
                self.draft.insert(self.notes[note.id])

    def reorder(self, lines: Sequence[LockedNote], before: Sequence[LockedNote]) -> None:
        """The notes of a document in its order; those that it lost stay behind the note they followed."""
        fresh = {note.id: note for note in lines}
        followers: dict[str | None, list[LockedNote]] = {}
        last: str | None = None
        for note in before:
            if note.id in fresh:
                last = note.id
            else:
                followers.setdefault(last, []).append(self.notes[note.id])
        for note in (*before, *lines):
            self.notes.pop(note.id, None)
        for note in followers.get(None, ()):
            self.notes[note.id] = note
        for note in lines:
            self.notes[note.id] = note
            for follower in followers.get(note.id, ()):
                self.notes[follower.id] = follower

    def keep(
        self, old: LockedNote, read: ReadNote, one: Read, returned: set[str], file: CardFile | None, after: str | None
    ) -> LockedNote:
        """A note that is known: its new reading, and what its card takes of it."""
        old = self.notes[old.id]
        note = read.note
        line = _read_line(old, one.seed, read)
        if old.doubt:
            other = self.notes.get(old.doubt)
            if other and other.id not in returned and other.id in self.cards.by_id:
                self.kept.add(other.id)
                return line
            line = replace(line, doubt=None, whole=False)
            if old.id not in self.cards.by_id:
                return self.write(line, note, one, file, after)
        card = self.draft.card(old.id)
        if card is None:
            return replace(line, deleted=True) if line.retired else line
        return self.carry(old, line, note, card, one)

    def carry(self, old: LockedNote, line: LockedNote, note: Note, card: Card, one: Read) -> LockedNote:
        """Give a card what its seed changed, or keep in mind that both sides changed it."""
        found = carried(old, note, card, self.draft.lock.readings(old.id))
        if found.changes:
            self.draft.plan.edits.append(SetFields(old.id, found.changes))
            fields = {name: (getattr(card.note, name), now) for name, now in found.changes.items()}
            self.draft.change(Change(old.id, "changed", note.question, card.file, one.seed, fields))
            one.report.changed.append(old.id)
        if old.retired:
            self.draft.change(Change(old.id, "returned", note.question, card.file, one.seed))
        elif old.seed != one.seed:
            self.draft.change(Change(old.id, "moved", note.question, card.file, one.seed))
        kept = () if found.conflicts else old.kept
        return replace(line, **found.facts, kept=kept, retired=None, deleted=False)

    def hold(self, doubt: Doubt, read: ReadNote, one: Read) -> LockedNote:
        """A new note that may be an old one: held until a person says."""
        old = self.old[doubt.old]
        card_id = self.draft.new_id(one.reading.seed.key, read.note)
        return replace(_read_line(LockedNote(card_id), one.seed, read), doubt=old.id, whole=doubt.whole)

    def enter(self, read: ReadNote, one: Read, file: CardFile | None, after: str | None) -> LockedNote:
        card_id = self.draft.new_id(one.reading.seed.key, read.note)
        return self.write(_read_line(LockedNote(card_id), one.seed, read), read.note, one, file, after)

    def write(self, line: LockedNote, note: Note, one: Read, file: CardFile | None, after: str | None) -> LockedNote:
        """A card for a note that has none."""
        self.draft.plan.edits.append(Insert(line.id, note, one.seed, file.shown if file else None, after))
        one.report.new.append(line.id)
        self.draft.change(Change(line.id, "new", note.question, file.shown if file else None, one.seed))
        return line

    def target(self, one: Read) -> CardFile | None:
        """The card file of a seed; that of a renamed seed goes with it."""
        for file in self.cards.files:
            if file.seed == one.seed:
                return file
        pairs = (self.pairing.pairs.get(one.first + at) for at in range(len(one.notes)))
        adopted = [self.old[old] for old in pairs if old is not None]
        files = Counter(
            self.cards.file_of[note.id].shown
            for note in adopted
            if note.seed not in self.draft.there and note.id in self.cards.file_of
        )
        for shown, _ in files.most_common():
            file = next(file for file in self.cards.files if file.shown == shown)
            if file.seed and file.seed not in self.draft.there and shown not in self.renamed:
                self.renamed.add(shown)
                self.draft.plan.edits.append(SetSeed(shown, one.seed))
                message = f"{file.seed} is now {one.seed}; rename it under `seeds:` in deckwright.yaml as well"
                self.draft.tell("info", "seed-renamed", message, shown)
                return file
        return None


def _read_line(base: LockedNote, file: str, read: ReadNote) -> LockedNote:
    """A note as it was read just now; what is known of its releases is kept."""
    return replace(
        base,
        seed=file,
        question=read.note.question,
        answer=read.note.answer,
        level=read.note.level,
        tags=read.note.tags,
        choices=read.note.choices,
        extra=read.note.extra,
        section=read.note.section,
        label=read.label,
        flags=read.flags,
    )
