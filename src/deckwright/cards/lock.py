"""deck.lock: what was last read from every seed and last released, one JSON line for each thing.

Machines write it, people commit it. Git merges it by union (.gitattributes), so two branches may leave two lines
for one id: then the later release data wins, and two different readings are told.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from deckwright.errors import DeckwrightError, Finding

FORMAT = 1
FILE = "deck.lock"


@dataclass(frozen=True, slots=True)
class LockedNote:
    """A note as last read (`question` to `section`), and as last built (`digest`, `modified` in Unix seconds).

    `conflicts` are the fields that seed and editor both changed and nobody has settled yet. `released` holds the
    digest and time of the last release, `retired` the time since when it is no longer packed.
    Notes that never came from a seed have no `seed` and no question.
    """

    id: str
    seed: str | None = None
    question: str | None = None
    answer: str | None = None
    level: str | None = None
    tags: tuple[str, ...] = ()
    section: tuple[str, ...] = ()
    label: tuple[int, ...] = ()
    flags: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()
    digest: str | None = None
    modified: int | None = None
    released: dict[str, Any] | None = None
    retired: int | None = None

    @property
    def reading(self) -> tuple[Any, ...]:
        return (self.seed, self.question, self.answer, self.level, frozenset(self.tags))


@dataclass(frozen=True, slots=True)
class LockedSeed:
    """The bytes of a seed (SHA-256) and the options it was last read with."""

    file: str
    sha256: str
    options: dict[str, Any]


@dataclass(frozen=True, slots=True)
class LockedNoteType:
    """A note type's template and style: digest, and the time it last changed."""

    kind: str
    digest: str
    modified: int


@dataclass(slots=True)
class Lock:
    """The whole file. `notes` is in seed order, then the order of the document."""

    key: str
    seeds: dict[str, LockedSeed] = field(default_factory=dict)
    note_types: dict[str, LockedNoteType] = field(default_factory=dict)
    notes: dict[str, LockedNote] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def note(self, card_id: str | None) -> LockedNote:
        """What is known of a note; nothing but its id, if that is new."""
        return self.notes.get(card_id or "") or LockedNote(card_id or "")


def parse(text: str, key: str) -> Lock:
    """A lock from its text. Raises DeckwrightError for a line that cannot be one, or another project's lock."""
    lock = Lock(key)
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            _take(lock, _object(line, number), number)
    return lock


def _object(line: str, number: int) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise DeckwrightError(
            "is no line of a lock",
            file=FILE,
            line=number,
            expected="one JSON object",
            remedy="restore the file from git, or write it anew with `deckwright update --rebuild-lock`",
        )
    return found


def _take(lock: Lock, line: dict[str, Any], number: int) -> None:
    try:
        if "format" in line:
            _check_header(lock, line, number)
        elif "id" in line:
            _merge(lock, _note(line), number)
        elif "seed" in line:
            seed = LockedSeed(line["seed"], line["sha256"], dict(line["options"]))
            lock.seeds[seed.file] = seed
        else:
            kind = LockedNoteType(line["note_type"], line["digest"], int(line["modified"]))
            other = lock.note_types.get(kind.kind)
            lock.note_types[kind.kind] = max(kind, other, key=lambda one: one.modified) if other else kind
    except (KeyError, TypeError, ValueError):
        raise DeckwrightError(
            "lacks what a line of a lock says", file=FILE, line=number, remedy="restore it from git"
        ) from None


def _check_header(lock: Lock, line: dict[str, Any], number: int) -> None:
    if line["format"] != FORMAT:
        raise DeckwrightError(
            f"has format {line['format']}",
            file=FILE,
            line=number,
            expected=f"format {FORMAT}",
            remedy="upgrade deckwright",
        )
    if line["key"] != lock.key:
        raise DeckwrightError(
            f"belongs to the project {line['key']!r}",
            file=FILE,
            line=number,
            expected=f"{lock.key!r}, as in deckwright.yaml",
        )


def _note(line: dict[str, Any]) -> LockedNote:
    names = ("id", "seed", "question", "answer", "level", "digest", "modified", "released", "retired")
    plain = {name: line.get(name) for name in names}
    lists = {name: tuple(line.get(name, ())) for name in ("tags", "section", "label", "flags", "conflicts")}
    return LockedNote(**plain, **lists)  # type: ignore[arg-type]


def _merge(lock: Lock, note: LockedNote, number: int) -> None:
    other = lock.notes.get(note.id)
    if other is None:
        lock.notes[note.id] = note
        return
    if other.reading != note.reading:
        message = f"two branches read the note {note.id} differently; the later line is taken; look at its card"
        lock.findings.append(Finding("warning", "lock-conflict", message, FILE, number))
    newer = max(other, note, key=lambda one: one.modified or 0)
    released = [one.released for one in (other, note) if one.released]
    latest = max(released, key=lambda data: int(data.get("modified", 0))) if released else None
    lock.notes[note.id] = replace(note, digest=newer.digest, modified=newer.modified, released=latest)


def dump(lock: Lock, seed_order: Iterable[str]) -> str:
    """The text of a lock: seeds in their order, note types, notes by seed and then as they stand in the document."""
    order = {file: at for at, file in enumerate(seed_order)}
    lines: list[dict[str, Any]] = [{"format": FORMAT, "key": lock.key}]
    for seed in sorted(lock.seeds.values(), key=lambda seed: (order.get(seed.file, len(order)), seed.file)):
        lines.append({"seed": seed.file, "sha256": seed.sha256, "options": seed.options})
    for kind in sorted(lock.note_types.values(), key=lambda kind: kind.kind):
        lines.append({"note_type": kind.kind, "digest": kind.digest, "modified": kind.modified})
    notes = sorted(lock.notes.values(), key=lambda note: order.get(note.seed or "", len(order)))
    lines += [_line(note) for note in notes]
    return "".join(json.dumps(line, ensure_ascii=False, separators=(", ", ": ")) + "\n" for line in lines)


def _line(note: LockedNote) -> dict[str, Any]:
    """A note's line, without what it has nothing to say of."""
    names = (
        "id",
        "seed",
        "label",
        "section",
        "flags",
        "question",
        "answer",
        "level",
        "tags",
        "conflicts",
        "digest",
        "modified",
        "released",
        "retired",
    )
    values = {name: getattr(note, name) for name in names}
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in values.items()
        if value or value == 0
    }
