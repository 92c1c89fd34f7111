"""When every note and note type last changed: by these times Anki tells what an import has to update.

A build gives what is new or changed its own time. A release gives its time to all that changed since the release
before, so that whoever has that one, or any build between, gets the change. No time ever goes backwards.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from deckwright.cards import clock
from deckwright.cards import lock as locks
from deckwright.cards.lock import Lock, LockedNote, LockedNoteType, ReleasedNote, ReleasedType
from deckwright.cards.store import Card
from deckwright.decks.digests import NUMBER, as_entered, is_digest, note_digest
from deckwright.decks.formats.apkg import NUMBER as NEWEST
from deckwright.decks.notetype import NoteType
from deckwright.decks.package import DatedType
from deckwright.decks.prepare import Prepared
from deckwright.decks.setting import Setting
from deckwright.errors import DeckwrightError

DAY = 86_400


@dataclass(slots=True)
class Stamps:
    """Gives times and writes them into the lock: those of a build, or with `version` of a release.

    `redrawn` are the notes whose content is as released and whose HTML is not: `rerender` sends them to learners.
    """

    lock: Lock
    now: int = field(default_factory=clock.now)  # Unix seconds
    version: str | None = None
    rerender: bool = False
    redrawn: list[str] = field(default_factory=list)

    def begin(self, lock: Lock) -> None:
        """Take up a project's lock; a release comes after the one before it, were both made within a second.

        Raises DeckwrightError where the lock knows a release or a note type that lies ahead.
        """
        self.lock = lock
        for release in lock.releases.values():
            self._check(release.modified, f"{release.version} was released", locks.FILE)
        for kind in lock.note_types.values():
            self._check(kind.modified, f"the note type {kind.kind} was last changed", locks.FILE)
        if self.version and lock.last_release:
            self.now = max(self.now, lock.last_release.modified + 1)

    def note(self, card: Card, prepared: Prepared, setting: Setting) -> int:
        """The time of a note's last change. Raises DeckwrightError where that lies ahead."""
        locked = self.lock.note(card.id)
        self._check(locked.modified, f"the note {locked.id} was last changed", card.file, card.line)
        known = locked.released if self.version else locked
        same = known is not None and self._same(known, prepared)
        if known is not None and same and locked.modified is not None:
            digest, number, modified = known.digest, known.digest_number, locked.modified
        else:
            digest, number, modified = note_digest(as_entered(prepared.content)), NUMBER, self._later(locked.modified)
        stamped = replace(locked, digest=digest, digest_number=number, modified=modified)
        if self.version and digest:
            html = locked.released.html if same and locked.released else prepared.under(number).html_digest
            level = setting.level or None
            sent = ReleasedNote(
                digest,
                modified,
                card.note.kind,
                level,
                html,
                digest_number=number,
                deck=setting.apart,
                search=prepared.search,
            )
            stamped = replace(stamped, released=sent)
        self.lock.notes[locked.id] = stamped
        return modified

    def writing(self, packed: Mapping[str, str]) -> int:
        """The number under which packages are written: that of the last release while all is as it was sent."""
        last = self.lock.last_release
        if self.version or last is None or not as_released(self.lock, packed):
            return NEWEST
        return last.number

    def note_type(self, made: NoteType) -> DatedType:
        """A note type with the time of its last change."""
        before = self.lock.note_types.get(made.kind)
        known = before.released if self.version and before else before
        same = bool(known and known.digest == made.digest)
        modified = before.modified if before and same else self._later(before.modified if before else None)
        released = before.released if before else None
        if self.version:
            templates = {name: template_id for name, template_id, _, _ in made.templates}
            released = ReleasedType(made.digest, modified, dict(made.fields), templates)
        self.lock.note_types[made.kind] = LockedNoteType(made.kind, made.digest, modified, released)
        return DatedType(made, modified)

    def leave_out(self, packed: Collection[str]) -> None:
        """Write down which notes this release is the first to come without."""
        for note in list(self.lock.notes.values()):
            if note.released and note.id not in packed and not note.released.out:
                self.lock.notes[note.id] = replace(note, released=replace(note.released, out=self.version))

    def _same(self, known: LockedNote | ReleasedNote, prepared: Prepared) -> bool:
        """Whether a note is as it was, by the derivation that made the digest then; or as good as that."""
        if not is_digest(known.digest, prepared.content, known.digest_number):
            return False
        if not isinstance(known, ReleasedNote) or known.html == prepared.html_digest:
            return True
        # An older number's HTML is as good as it was, and the newest one's another: a rerender sends it.
        self.redrawn.append(prepared.content.card.id or "")
        return not self.rerender

    def _later(self, before: int | None) -> int:
        return self.now if before is None else max(self.now, before + 1)

    def _check(self, modified: int | None, what: str, file: str, line: int | None = None) -> None:
        if modified is not None and modified > self.now + DAY:
            raise DeckwrightError(
                f"{what} more than a day from now",
                file=file,
                line=line,
                expected="a clock that goes right",
                remedy="set the clock, or mend `modified` in deck.lock",
            )


def as_released(lock: Lock, packed: Mapping[str, str]) -> str | None:
    """The version of the last release, where the notes and note types are those that it sent; else None.

    `packed` are the ids of the notes that are packed, each with the name of its deck.
    """
    same = notes_as_released(lock, packed) and all(
        _unchanged(kind, kind.released) for kind in lock.note_types.values() if kind.released
    )
    return lock.last_release.version if same and lock.last_release else None


def notes_as_released(lock: Lock, packed: Mapping[str, str]) -> bool:
    """Whether the notes that are packed are those of the last release, as it sent them and in the same decks."""
    sent = {
        note.id: lock.released_deck(note.id) for note in lock.notes.values() if note.released and not note.released.out
    }
    return packed.keys() == sent.keys() and all(
        _unchanged(lock.notes[one], lock.notes[one].released) and sent[one] in (None, deck)
        for one, deck in packed.items()
    )


def _unchanged(now: LockedNote | LockedNoteType, then: ReleasedNote | ReleasedType | None) -> bool:
    return then is not None and _stamp_of(now) == _stamp_of(then)


def _stamp_of(one: LockedNote | LockedNoteType | ReleasedNote | ReleasedType) -> tuple[str | None, int, int | None]:
    return one.digest, getattr(one, "digest_number", 1), one.modified
