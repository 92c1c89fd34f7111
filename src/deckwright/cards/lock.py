"""deck.lock: what was last read from every seed and last released, one JSON line for each thing.

Machines write it, people commit it. Git merges it by union (.gitattributes), so two branches may leave two lines
for one id: they are merged fact by fact (facts.py), and the document is read again.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from deckwright.cards.facts import STAMPS, contradiction, merged
from deckwright.cards.locked import (
    UNSAID,
    Adopted,
    AdoptedField,
    Agreed,
    LockedMedium,
    LockedNote,
    LockedNoteType,
    LockedRelease,
    LockedSeed,
    ReleasedNote,
    ReleasedPackage,
    ReleasedType,
    release_line,
    without_none,
)
from deckwright.cards.lockschema import LOCK, SINCE_FORMAT_2, check_line, read_line
from deckwright.errors import DeckwrightError, Finding, quoted
from deckwright.note import Choice

__all__ = [
    "Adopted",
    "AdoptedField",
    "Agreed",
    "Lock",
    "LockedMedium",
    "LockedNote",
    "LockedNoteType",
    "LockedRelease",
    "LockedSeed",
    "ReleasedNote",
    "ReleasedPackage",
    "ReleasedType",
    "dump",
    "heads",
    "parse",
    "releases_in",
]

FILE = LOCK
DOUBLED = "lock-doubled"
"""The finding that branches left several lines of one thing."""
CHAIN = "lock-chain"
"""The finding about a release that is lost or was changed."""


@dataclass(frozen=True, slots=True)
class Doubled:
    """The lines that branches left of one note, and the note that they make together."""

    lines: tuple[LockedNote, ...]
    note: LockedNote


@dataclass(slots=True)
class Lock:
    """The whole file. `notes` is in seed order, then the order of the document; `releases` are by version.

    `doubled` and `doubled_seeds` have what branches left several lines of. They stay so until `join`, which is for who
    has read the documents again, or until a person settles what they say.
    """

    key: str
    format: int = 1
    seeds: dict[str, LockedSeed] = field(default_factory=dict)
    note_types: dict[str, LockedNoteType] = field(default_factory=dict)
    notes: dict[str, LockedNote] = field(default_factory=dict)
    releases: dict[str, LockedRelease] = field(default_factory=dict)
    media: dict[str, LockedMedium] = field(default_factory=dict)  # of an adopted deck, by name in Anki
    findings: list[Finding] = field(default_factory=list)
    doubled: dict[str, Doubled] = field(default_factory=dict)
    doubled_seeds: dict[str, list[LockedSeed]] = field(default_factory=dict)

    @property
    def last_release(self) -> LockedRelease | None:
        return max(self.releases.values(), key=lambda one: one.modified, default=None)

    @property
    def is_torn(self) -> bool:
        """Whether branches left several lines of one thing, and the documents were not read since."""
        return bool(self.doubled or self.doubled_seeds)

    def join(self) -> None:
        """From now on there is one line of everything."""
        self.doubled.clear()
        self.doubled_seeds.clear()

    def note(self, card_id: str | None) -> LockedNote:
        """What is known of a note; nothing but its id, if that is new."""
        return self.notes.get(card_id or "") or LockedNote(card_id or "")

    def released_deck(self, card_id: str) -> str | None:
        """The full name of the deck in which learners have a note; None where they have none, or no line says it."""
        last, released = self.last_release, self.note(card_id).released
        if last is None or released is None:
            return released.deck if released else None
        return last.deck_of(released)

    def readings(self, card_id: str) -> tuple[LockedNote, ...]:
        """The readings of a note that branches left beside the one that holds."""
        doubled = self.doubled.get(card_id)
        return doubled.lines if doubled else ()


def parse(text: str, key: str) -> Lock:
    """A lock from its text. Raises DeckwrightError for a line that cannot be one, or another project's lock."""
    lock = Lock(key)
    begun = False
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            kind, facts = read_line(line, number)
            begun = begun or kind == "format"
            if not begun:
                raise _headless(number)
            _take(lock, kind, facts, number)
    if not begun:
        raise _headless(1)
    lock.findings += _broken_chain(lock)
    if lock.is_torn:
        message = "branches were merged: `deckwright update` reads the documents again, and says what holds"
        lock.findings.append(Finding("info", DOUBLED, message, FILE))
    return lock


def heads(lock: Lock) -> list[LockedRelease]:
    """The releases that the next one follows: the last, and where two branches released, the last of the other."""
    followed = {digest for release in lock.releases.values() for digest in release.follows}
    last = lock.last_release
    found = [one for one in lock.releases.values() if one is last or (one.before and one.digest not in followed)]
    return sorted(found, key=lambda one: (one.modified, one.version))


def unchained(lock: Lock, known: Collection[str] = ()) -> list[LockedRelease]:
    """The releases that follow one which is neither here nor, by its digest, otherwise `known`."""
    there = {*known, *(release.digest for release in lock.releases.values())}
    return [release for release in lock.releases.values() if not there.issuperset(release.follows)]


def _broken_chain(lock: Lock) -> Iterator[Finding]:
    """Every release that follows one which is not here, or not as it was; and branches that no release joined."""
    broken = unchained(lock)
    for release in broken:
        message = f"the release before {release.version} is missing or was changed"
        remedy = "restore the file from git, or run `deckwright update --rebuild-lock`"
        yield Finding("warning", CHAIN, message, FILE, remedy=remedy)
    ends = [one.version for one in heads(lock)]
    if len(ends) > 1 and not broken:
        message = f"{', '.join(ends[:-1])} and {ends[-1]} were released on two branches, neither over the other"
        remedy = "look that all notes are as they should be; the next release joins them"
        yield Finding("warning", CHAIN, message, FILE, remedy=remedy)


def _headless(number: int) -> DeckwrightError:
    """Lines that are lost must not make a released deck look new."""
    return DeckwrightError(
        "does not begin as a lock does",
        file=FILE,
        line=number,
        expected='{"format": …, "key": …} on its first line',
        remedy="restore the file from git",
    )


def _take(lock: Lock, kind: str, line: dict[str, Any], number: int) -> None:
    if kind == "format":
        _check_key(lock, line["key"], number)
        lock.format = max(lock.format, line["format"])
    elif kind == "id":
        _merge(lock, _note(line), number)
    elif kind == "release":
        _take_release(lock, _release(line))
    elif kind == "note_type":
        _take_type(lock, _type(line))
    elif kind == "media":
        lock.media[line["media"]] = LockedMedium(line["media"], line["file"], line["sha256"])
    else:
        seed = LockedSeed(line["seed"], line["sha256"], _said(line["options"]), line.get("reader") or 1)
        if lock.seeds.get(seed.file, seed) != seed:
            lock.doubled_seeds.setdefault(seed.file, [lock.seeds[seed.file]]).append(seed)
        lock.seeds[seed.file] = seed


def _check_key(lock: Lock, key: str, number: int) -> None:
    if key != lock.key:
        raise DeckwrightError(
            f"belongs to the project {quoted(key)}",
            file=FILE,
            line=number,
            expected=f"{lock.key!r}, as in deckwright.yaml",
            remedy="a key is written once, since ids rest on it: put back the old one",
        )


def _said(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts of a record, without those that say nothing."""
    return {name: value for name, value in facts.items() if value is not None}


def _note(line: dict[str, Any]) -> LockedNote:
    facts: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in _said(line).items()
    }
    _choose(facts)
    if "released" in facts:
        facts["released"] = ReleasedNote(**_said(facts["released"]))
    if "agreed" in facts:
        agreed = {name: tuple(value) if isinstance(value, list) else value for name, value in facts["agreed"].items()}
        facts["agreed"] = Agreed(**_choose(agreed))
    if "adopted" in facts:
        facts["adopted"] = _adopted(facts["adopted"])
    return LockedNote(**facts)


def _adopted(said: Mapping[str, Any]) -> Adopted:
    fields = tuple(AdoptedField(*field) for field in said["fields"])
    return Adopted(fields, tuple(said.get("cards") or ()), dict(said.get("decks") or {}))


def _choose(facts: dict[str, Any]) -> dict[str, Any]:
    """Facts with their options as choices."""
    if "choices" in facts:
        facts["choices"] = tuple(Choice(text, correct) for text, correct in facts["choices"])
    return facts


def _type(line: dict[str, Any]) -> LockedNoteType:
    released = ReleasedType(**line["released"]) if line.get("released") else None
    return LockedNoteType(line["note_type"], line["digest"], line["modified"], released)


def _take_type(lock: Lock, kind: LockedNoteType) -> None:
    both = [one for one in (kind, lock.note_types.get(kind.kind)) if one]
    released = [one.released for one in both if one.released]
    last = max(released, key=lambda one: one.modified, default=None)
    lock.note_types[kind.kind] = replace(max(both, key=lambda one: one.modified), released=last)


def _release(line: dict[str, Any]) -> LockedRelease:
    facts = _said(line)
    packages = {file: ReleasedPackage(**_said(sent)) for file, sent in facts.pop("packages").items()}
    return LockedRelease(facts.pop("release"), packages=packages, **facts)


def releases_in(text: str) -> Iterator[LockedRelease]:
    """The releases of a lock's text, whatever its other lines are."""
    return (_release(facts) for facts in _said_in("release", text))


def key_in(text: str) -> str | None:
    """The project that a lock's text belongs to, whatever its other lines are."""
    return next((str(facts["key"]) for facts in _said_in("format", text)), None)


def _said_in(kind: str, text: str) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(text.split("\n"), 1):
        if f'"{kind}"' in line:
            with contextlib.suppress(DeckwrightError):
                found, facts = read_line(line, number)
                if found == kind:
                    yield facts


def _take_release(lock: Lock, release: LockedRelease) -> None:
    """Of two branches that both released a version, the later one counts."""
    other = lock.releases.get(release.version)
    lock.releases[release.version] = max(release, other or release, key=lambda one: one.modified)


def _merge(lock: Lock, note: LockedNote, number: int) -> None:
    other = lock.notes.get(note.id)
    if other is None:
        lock.notes[note.id] = note
        return
    both = merged(other, note)
    lock.notes[note.id] = both.note
    known = lock.doubled.get(note.id)
    stamps = {name: getattr(note, name) for name in STAMPS}
    if known is None and replace(other, **stamps) == note:
        return  # both were built, and nothing else
    lock.doubled[note.id] = Doubled((*(known.lines if known else (other,)), note), both.note)
    if both.unsettled:
        severity, message = contradiction(other, note, both.unsettled)
        lock.findings.append(Finding(severity, "lock-conflict", message, FILE, number))


def dump(lock: Lock, seed_order: Iterable[str]) -> str:
    """The text of a lock: releases, seeds in their order, note types, notes by seed and then as in the document.

    Raises DeckwrightError for a fact that `parse` would refuse: no lock is written that cannot be read again.
    """
    order = {file: at for at, file in enumerate(seed_order)}
    lines: list[dict[str, Any]] = []
    for release in sorted(lock.releases.values(), key=lambda one: one.modified):
        lines.append(release_line(release))
    for seed in sorted(lock.seeds.values(), key=lambda seed: (order.get(seed.file, len(order)), seed.file)):
        doubled = lock.doubled_seeds.get(seed.file, [])
        known = doubled if doubled and doubled[-1] == seed else [seed]
        lines += [{"seed": one.file, **without_none(one, "file")} for one in known]
    for kind in sorted(lock.note_types.values(), key=lambda kind: kind.kind):
        lines.append({"note_type": kind.kind, **without_none(kind, "kind")})
    lines += [{"media": one.name, "file": one.file, "sha256": one.sha256} for _, one in sorted(lock.media.items())]
    notes = sorted(lock.notes.values(), key=lambda note: order.get(note.seed or "", len(order)))
    lines += [_line(one) for note in notes for one in _lines_of(lock, note)]
    newer = any(_says_more_than_format_1(line) for line in lines)
    lines.insert(0, {"format": max(lock.format, 2 if newer else 1), "key": lock.key})
    for line in lines:
        check_line(line)
    return "".join(json.dumps(line, ensure_ascii=False, separators=(", ", ": ")) + "\n" for line in lines)


def _lines_of(lock: Lock, note: LockedNote) -> tuple[LockedNote, ...]:
    """The lines of a note: the one that it has, or those of branches, as long as nothing but its build is new."""
    doubled = lock.doubled.get(note.id)
    stamps = {name: getattr(note, name) for name in STAMPS}
    if doubled is None or replace(doubled.note, **stamps) != note:
        return (note,)
    return tuple(replace(one, **stamps) for one in doubled.lines)


def _says_more_than_format_1(line: Mapping[str, Any]) -> bool:
    inner = [one for one in line.values() if isinstance(one, dict)]
    inner += [one for group in inner for one in group.values() if isinstance(one, dict)]
    return any(SINCE_FORMAT_2 & one.keys() for one in (line, *inner))


def _line(note: LockedNote) -> dict[str, Any]:
    """A note's line, without what it has nothing to say of."""
    values = {name: getattr(note, name) for name in _NAMES}
    values["choices"] = _rows(note.choices)
    values["released"] = without_none(note.released) if note.released else None
    if note.agreed:
        agreed = asdict(note.agreed) | {"choices": _rows(note.agreed.choices)}
        values["agreed"] = {name: value for name, value in agreed.items() if value or value == ""}
    if note.adopted:
        fields = [[one.name, one.html, one.digest] for one in note.adopted.fields]
        values["adopted"] = {"fields": fields, "cards": list(note.adopted.cards)}
        values["adopted"] |= {"decks": dict(note.adopted.decks)} if note.adopted.decks else {}
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in values.items()
        if (value or value == 0) and value is not False and (name, value) not in UNSAID
    }


def _rows(choices: Iterable[Choice]) -> list[list[Any]]:
    return [[choice.text, choice.correct] for choice in choices]


_NAMES = (
    "id",
    "seed",
    "label",
    "section",
    "flags",
    "question",
    "answer",
    "level",
    "tags",
    "choices",
    "extra",
    "conflicts",
    "agreed",
    "kept",
    "digest",
    "digest_number",
    "modified",
    "released",
    "retired",
    "deleted",
    "doubt",
    "whole",
    "joined",
    "turns",
    "adopted",
)
"""What a note's line says, in its order."""
