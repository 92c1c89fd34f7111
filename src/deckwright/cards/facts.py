"""Two lines of one note, as two branches leave them, merged fact by fact.

Each fact counts its changes: of two values the one that changed more often is the later. Where both changed as often,
to other values, neither is: that is told, and the document, which is read again, says what holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from deckwright.cards.locked import LockedNote
from deckwright.cards.lockschema import FACTS
from deckwright.errors import Severity

STAMPS = ("digest", "digest_number", "modified", "released")
"""What a build or a release writes of a note; of two lines the later one's counts."""


@dataclass(slots=True)
class Merged:
    """`unsettled` names facts of which neither line has the later."""

    note: LockedNote
    unsettled: list[str] = field(default_factory=list)


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
        return {
            "conflicts": tuple(sorted({*one.conflicts, *two.conflicts})),
            "agreed": one.agreed or two.agreed,
            "kept": tuple(sorted({*one.kept, *two.kept})),
        }
    if fact == "doubt" and (one.joined or two.joined):
        return {"doubt": None, "whole": False, "joined": one.joined or two.joined}
    later = max((one, two), key=lambda note: (note.deleted, bool(note.doubt), not note.retired))
    return {name: getattr(later, name) for name in FACTS[fact]}


def contradiction(one: LockedNote, two: LockedNote, facts: list[str]) -> tuple[Severity, str]:
    """What is said of facts that two branches changed to other values: an error where both settled one thing."""
    joined = one.joined or two.joined
    if "doubt" in facts and joined and not (one.doubt or two.doubt):
        message = (
            f"on one branch {one.id} was settled to be the note {joined}, on another to be a note of its own; {joined} "
            f"goes on for it; if they are two: deckwright update --different {joined} {one.id}"
        )
        return "error", message
    if "conflict" in facts and one.kept != two.kept and not (one.conflicts or two.conflicts):
        message = (
            f"on one branch a conflict of {one.id} was settled by the editor's words, on another by its document's; "
            "look at its card: git has both"
        )
        return "error", message
    return "warning", f"two branches changed {', '.join(facts)} of the note {one.id}; look at its card"


def counted(before: LockedNote | None, after: LockedNote) -> LockedNote:
    """A note with one turn more for each fact that is not as it was."""
    if before is None or before is after:
        return after
    turned = {fact: before.turns.get(fact, 0) + 1 for fact in FACTS if value(before, fact) != value(after, fact)}
    return replace(after, turns={**after.turns, **turned}) if turned else after
