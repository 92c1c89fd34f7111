"""Two lines of one note, as two branches leave them, merged fact by fact.

Each fact counts its changes: of two values the one that changed more often is the later. Where both changed as often,
to other values, neither is: that is told, and the document, which is read again, says what holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from deckwright.cards.lockschema import FACTS

if TYPE_CHECKING:
    from deckwright.cards.lock import LockedNote


@dataclass(slots=True)
class Merged:
    """`unsettled` names facts of which neither line has the later; `readings` are both readings, where these are so."""

    note: LockedNote
    unsettled: list[str] = field(default_factory=list)
    readings: list[LockedNote] = field(default_factory=list)


def value(note: LockedNote, fact: str) -> tuple[Any, ...]:
    """A fact as it is compared: tags as a set, a retirement whenever it was."""
    found = {name: getattr(note, name) for name in FACTS[fact]}
    if "tags" in found:
        found["tags"] = frozenset(found["tags"])
    if "retired" in found:
        found["retired"] = bool(found["retired"])
    return tuple(found.values())


def merged(one: LockedNote, two: LockedNote) -> Merged:
    """One note of two lines; the same whichever comes first."""
    first, second = sorted((one, two), key=lambda note: repr(note))
    result = Merged(first)
    note = first
    for fact, names in FACTS.items():
        turns = first.turns.get(fact, 0), second.turns.get(fact, 0)
        if turns[1] > turns[0]:
            note = replace(note, **{name: getattr(second, name) for name in names})
        elif turns[0] == turns[1] and value(first, fact) != value(second, fact):
            result.unsettled.append(fact)
            note = replace(note, **_either(fact, first, second))
    if "reading" in result.unsettled:
        result.readings = [first, second]
    turns_of_both = {
        fact: max(first.turns.get(fact, 0), second.turns.get(fact, 0))
        for fact in FACTS
        if fact in first.turns or fact in second.turns
    }
    newer = max(first, second, key=lambda note: note.modified or 0)
    sent = [one.released for one in (first, second) if one.released]
    result.note = replace(
        note,
        digest=newer.digest,
        digest_number=newer.digest_number,
        modified=newer.modified,
        released=max(sent, key=lambda one: (one.modified, bool(one.out)), default=None),
        turns=turns_of_both,
    )
    return result


def _either(fact: str, one: LockedNote, two: LockedNote) -> Mapping[str, Any]:
    """What holds until the document is read: whatever is open stays open, what an editor deleted stays deleted."""
    if fact == "conflict":
        return {"conflicts": tuple(sorted({*one.conflicts, *two.conflicts}))}
    later = max((one, two), key=lambda note: (note.deleted, bool(note.doubt), not note.retired))
    return {name: getattr(later, name) for name in FACTS[fact]}


def counted(before: LockedNote | None, after: LockedNote) -> LockedNote:
    """A note with one turn more for each fact that is not as it was."""
    if before is None or before is after:
        return after
    turned = {fact: before.turns.get(fact, 0) + 1 for fact in FACTS if value(before, fact) != value(after, fact)}
    return replace(after, turns={**after.turns, **turned}) if turned else after
