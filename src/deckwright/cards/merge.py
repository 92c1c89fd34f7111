"""Three ways, field by field: the last reading, the new one, the card as people have it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from deckwright.note import Choice

FIELDS = ("question", "answer", "level", "choices", "extra")
CONFLICTS = (*FIELDS, "kind")
"""What may be in conflict: the fields of a note, and its kind, which never changes once learners have it."""
TEXTS = ("question", "answer", "choices", "extra")
"""The fields that belong together: one state's question with another's answer would be neither."""
Value = str | tuple[str, ...] | tuple[Choice, ...] | None


class Content(Protocol):
    """What a seed says of a note."""

    @property
    def question(self) -> str | None: ...

    @property
    def answer(self) -> str | None: ...

    @property
    def level(self) -> str | None: ...

    @property
    def tags(self) -> tuple[str, ...]: ...

    @property
    def choices(self) -> tuple[Choice, ...]: ...

    @property
    def extra(self) -> str | None: ...


@dataclass(slots=True)
class Merged:
    """`changes`: what the card takes from the seed; `conflicts`: fields that both sides changed."""

    changes: dict[str, Value] = field(default_factory=dict)
    conflicts: list[str] = field(default_factory=list)


def merge(was: Content, now: Content, mine: Content, others: Sequence[Content] = ()) -> Merged:
    """What becomes of a card. Tags merge as sets; of the rest an editor's change stays, and two changes conflict.

    `others` are last readings beside `was`, as two branches leave them: a card that says what any of them says was
    not edited, and says what the seed says now.
    """
    merged = Merged()
    for name in FIELDS:
        before, after, kept = (getattr(one, name) for one in (was, now, mine))
        if after == kept:
            continue
        if kept == before or any(kept == getattr(other, name) for other in others):
            merged.changes[name] = after
        elif after != before:
            merged.conflicts.append(name)
    tags = merged_tags(was.tags, now.tags, mine.tags)
    if tags != mine.tags:
        merged.changes["tags"] = tags
    return merged


def merged_tags(was: tuple[str, ...], now: tuple[str, ...], mine: tuple[str, ...]) -> tuple[str, ...]:
    """The editor's tags, less those that the seed lost, and those that it gained."""
    lost = set(was) - set(now)
    kept = [tag for tag in mine if tag not in lost]
    return (*kept, *(tag for tag in now if tag not in was and tag not in kept))
