"""What a card takes of a new reading; and where seed and editor changed one thing, that the whole note waits.

While a conflict is open the card stays as it is, in every field: a new question beside the answer to the old one would
be neither note. The lock keeps the reading that both sides began with, so that what waits is known until it is settled.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any

from deckwright.cards.known import compared
from deckwright.cards.locked import Agreed, LockedNote
from deckwright.cards.merge import FIELDS, TEXTS, Content, Merged, merge
from deckwright.cards.store import Card
from deckwright.note import Note


@dataclass(slots=True)
class Carried:
    """What a card takes, or else what is in conflict and the reading to go back to."""

    changes: dict[str, Any] = field(default_factory=dict)
    conflicts: tuple[str, ...] = ()
    agreed: Agreed | None = None

    @property
    def facts(self) -> dict[str, Any]:
        """As a lock line has it."""
        return {"conflicts": self.conflicts, "agreed": self.agreed}


def carried(old: LockedNote, now: Note, card: Card, others: Sequence[Content] = ()) -> Carried:
    """What becomes of a card whose note was read as `old` and is `now`. `others`: its readings on other branches."""
    mine = compared(card.note)
    merged = merge(old.base, now, mine, others)
    if old.conflicts and old.agreed is None:
        return _as_before(old, now, mine, merged)
    changes: dict[str, Any] = dict(merged.changes)
    conflicts = [*merged.conflicts]
    if now.kind not in (old.base.kind, card.note.kind):
        if card.note.kind == old.base.kind and not old.released:
            changes["kind"] = now.kind
        else:
            conflicts.append("kind")
    if not conflicts:
        return Carried(changes)
    if {*conflicts} & {*TEXTS}:  # what was kept with another text goes or stays with it
        stood = (one for one in (*old.kept, *old.conflicts) if one in TEXTS)
        conflicts += [one for one in stood if getattr(now, one) != getattr(mine, one)]
        conflicts = list(dict.fromkeys(conflicts))
    return Carried(conflicts=tuple(conflicts), agreed=old.agreed or agreed(old))


def _as_before(old: LockedNote, now: Note, mine: Note, merged: Merged) -> Carried:
    """A conflict of a lock that knows no reading to go back to: its card took the other fields at once."""
    still = [name for name in old.conflicts if getattr(now, name) != getattr(mine, name)]
    return Carried(dict(merged.changes), tuple(name for name in FIELDS if name in merged.conflicts or name in still))


def agreed(note: LockedNote) -> Agreed:
    """A note's last reading, as the base of merges to come."""
    return Agreed(**{one.name: getattr(note, one.name) for one in fields(Agreed)})


def waiting(note: LockedNote, card: Card) -> list[str]:
    """Fields that the seed alone changed, and that wait until the conflict is settled."""
    if note.agreed is None:
        return []
    return [name for name in merge(note.agreed, note, compared(card.note)).changes if name != "tags"]


def settled(note: LockedNote, card: Card, *, take_seed: bool) -> tuple[LockedNote, dict[str, Any]]:
    """A note whose conflict a person settled, and what its card takes.

    With `take_seed` all that the seed changed; else what it says beside the texts, which stay together as they are.
    """
    merged = merge(note.base, note, compared(card.note))
    changes: dict[str, Any] = dict(merged.changes) if note.agreed else {}
    if not take_seed:
        held = TEXTS if {*note.conflicts} & {*TEXTS, "kind"} else ()
        kept = tuple(dict.fromkeys([*note.conflicts, *(name for name in changes if name in held)]))
        changes = {name: value for name, value in changes.items() if name not in held}
        return replace(note, conflicts=(), agreed=None, kept=kept), changes
    changes |= {name: getattr(note, name) for name in note.conflicts if name != "kind"}
    return replace(note, conflicts=(), agreed=None, kept=()), changes
