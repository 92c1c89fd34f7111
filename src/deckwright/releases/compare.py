"""Two editions of a deck -> what changed for a learner, note by note, and the searches that find it in Anki."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from deckwright.decks.searches import any_of, in_deck
from deckwright.releases.editions import Edition, EditionNote, Texts
from deckwright.releases.words import Edit, edits

Way = Literal["new", "reworded", "corrected", "re-levelled", "retagged", "reversed", "retired"]
WAYS: tuple[Way, ...] = ("new", "reworded", "corrected", "re-levelled", "retagged", "reversed", "retired")
"""In the order in which they are told: reworded is another question, corrected another answer, extra or picture."""

PARTS = ("question", "answer", "extra")


@dataclass(frozen=True, slots=True)
class Change:
    """A note that is not as it was: in which ways, as it was and as it is. One of the two is None for new, retired."""

    ways: tuple[Way, ...]
    old: EditionNote | None
    new: EditionNote | None

    @property
    def note(self) -> EditionNote:
        """The note as it is, or was."""
        note = self.new or self.old
        assert note is not None
        return note

    def edits(self) -> Iterator[tuple[str, list[Edit]]]:
        """The parts whose words changed, where both sides have words."""
        if self.old is None or self.new is None:
            return
        for was, now in ((self.old.markdown, self.new.markdown), (self.old.shown, self.new.shown)):
            if was is not None and now is not None:
                changed = [part for part in PARTS if was.get(part) != now.get(part)]
                yield from ((part, edits(was.get(part, ""), now.get(part, ""))) for part in changed)
                return


@dataclass(frozen=True, slots=True)
class Search:
    """What to type into Anki's browser: cards of another deck that still lie in their `old` one, or retired notes."""

    way: Literal["re-levelled", "retired"]
    text: str
    notes: int
    old: str | None = None
    new: str | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed between two editions, in the order of the new one; the retired stand last."""

    old: Edition
    new: Edition
    changes: tuple[Change, ...]
    searches: tuple[Search, ...]

    def counts(self) -> Counter[Way]:
        return Counter(way for change in self.changes for way in change.ways)

    def of(self, way: Way) -> list[Change]:
        return [change for change in self.changes if way in change.ways]


def compare(old: Edition, new: Edition) -> Difference:
    """What a learner of the old edition finds changed when importing the new one."""
    changes = [
        Change(ways, old.notes.get(note.id), note)
        for note in new.notes.values()
        if (ways := _ways(old.notes.get(note.id), note))
    ]
    changes += [Change(("retired",), note, None) for note in old.notes.values() if note.id not in new.notes]
    return Difference(old, new, tuple(changes), tuple(_searches(old, new, changes)))


def _ways(old: EditionNote | None, new: EditionNote) -> tuple[Way, ...]:
    if old is None:
        return ("new",)
    ways: list[Way] = []
    parts = _changed_parts(old, new)
    if "question" in parts:
        ways.append("reworded")
    if parts - {"question"}:
        ways.append("corrected")
    if old.level != new.level:
        ways.append("re-levelled")
    if old.topics != new.topics:
        ways.append("retagged")
    if None not in (old.reverse, new.reverse) and old.reverse != new.reverse:
        ways.append("reversed")
    if not ways and _otherwise_changed(old, new):
        ways.append("corrected")
    return tuple(ways)


def _changed_parts(old: EditionNote, new: EditionNote) -> set[str]:
    """By the first form of their texts that both have."""
    forms: Iterable[tuple[Texts | None, Texts | None]] = (
        (old.markdown, new.markdown),
        (old.marks, new.marks),
        (old.shown, new.shown),
    )
    for was, now in forms:
        if was is not None and now is not None:
            return {part for part in {*was, *now} if was.get(part) != now.get(part)}
    return set()


def _otherwise_changed(old: EditionNote, new: EditionNote) -> bool:
    """A picture, say: by the digest, where both have one of the same derivation, else by the time."""
    if old.digest and new.digest and old.digest[0] == new.digest[0]:
        return old.digest != new.digest
    return None not in (old.modified, new.modified) and old.modified != new.modified


def _searches(old: Edition, new: Edition, changes: list[Change]) -> Iterator[Search]:
    moved: dict[tuple[str, str], list[str]] = {}
    for note in new.notes.values():
        before = old.notes.get(note.id)
        had, has = before and old.deck_of(before), new.deck_of(note)
        if before and had and has and had != has:
            moved.setdefault((had, has), []).append(before.found_by)
    for (was, now), searches in moved.items():
        yield Search("re-levelled", in_deck(was, searches), len(searches), was, now)
    if retired := [change.note.found_by for change in changes if change.ways == ("retired",)]:
        yield Search("retired", any_of(retired), len(retired))
