"""deck.lock: what was last read from every seed and last released, one JSON line for each thing.

Machines write it, people commit it. Git merges it by union (.gitattributes), so two branches may leave two lines
for one id: they are merged fact by fact (facts.py), and the document is read again.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from deckwright.cards.facts import merged
from deckwright.cards.lockschema import LOCK, SINCE_FORMAT_2, read_line
from deckwright.errors import DeckwrightError, Finding, quoted
from deckwright.note import Choice

FILE = LOCK
CHAIN = "lock-chain"
"""The finding about a release that is lost or was changed."""


@dataclass(frozen=True, slots=True)
class ReleasedNote:
    """A note as it was last sent to learners: digest, time (Unix seconds), kind, level, and the digest of its HTML.

    `out` is the version that first came without it, `digest_number` the derivation that made the digest (none = 1).
    """

    digest: str
    modified: int
    kind: str = "qa"
    level: str | None = None
    html: str | None = None
    out: str | None = None
    digest_number: int = 1


@dataclass(frozen=True, slots=True)
class ReleasedType:
    """A note type as last released; fields and templates are name -> id: where these change, Anki updates no note."""

    digest: str
    modified: int
    fields: Mapping[str, int]
    templates: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class ReleasedPackage:
    """A package as released: SHA-256 of its bytes, and the digest of its content with its derivation's number."""

    sha256: str
    content_digest: str
    content_digest_number: int = 1


@dataclass(frozen=True, slots=True)
class LockedRelease:
    """A release: when (Unix seconds), under which names learners have it, its packages, what they were made with.

    `before` is the digest of the release before it, so that a line that is lost or changed is noticed; where branches
    had both released, it names the last of each, with spaces between.
    """

    version: str
    modified: int
    deck: str
    slug: str
    levels: Mapping[str, str]  # key -> name
    packages: Mapping[str, ReleasedPackage]  # by file name
    tools: Mapping[str, str] = field(default_factory=dict)  # name -> version
    files: Mapping[str, str] = field(default_factory=dict)  # what stands beside the packages -> SHA-256
    before: str | None = None

    @property
    def follows(self) -> tuple[str, ...]:
        """The digests of the releases before it."""
        return tuple((self.before or "").split())

    @property
    def digest(self) -> str:
        """SHA-256 of the line that says it, in hexadecimal, whatever its layout."""
        line = json.dumps(_release_line(self), ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(line.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class LockedNote:
    """A note as last read (`question` to `section`), and as last built (`digest`, `modified` in Unix seconds).

    `conflicts` are the fields that seed and editor both changed and nobody has settled yet. `released` is what
    learners have of it, `retired` the time since when it is no longer packed, `deleted` whether an editor took its
    card away. With `doubt`, the id of another note, it is held: it may be that one, and has no card until a person
    says that it is not; `whole` where all of its document is in doubt. `turns` counts the changes of each fact.
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
    released: ReleasedNote | None = None
    retired: int | None = None
    choices: tuple[Choice, ...] = ()
    digest_number: int = 1
    deleted: bool = False
    doubt: str | None = None
    whole: bool = False
    turns: Mapping[str, int] = field(default_factory=dict)
    extra: str | None = None

    @property
    def is_live(self) -> bool:
        """Whether it stands in its document, as far as is known, and is to be packed."""
        return not self.retired and not self.doubt


@dataclass(frozen=True, slots=True)
class LockedSeed:
    """The bytes of a seed (SHA-256), the options it was last read with, and the number of the reader that did."""

    file: str
    sha256: str
    options: dict[str, Any]
    reader: int = 1


@dataclass(frozen=True, slots=True)
class LockedNoteType:
    """A note type's template and style: digest, and the time it last changed."""

    kind: str
    digest: str
    modified: int
    released: ReleasedType | None = None


@dataclass(slots=True)
class Lock:
    """The whole file. `notes` is in seed order, then the order of the document; `releases` are by version."""

    key: str
    format: int = 1
    seeds: dict[str, LockedSeed] = field(default_factory=dict)
    note_types: dict[str, LockedNoteType] = field(default_factory=dict)
    notes: dict[str, LockedNote] = field(default_factory=dict)
    releases: dict[str, LockedRelease] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    torn: set[str] = field(default_factory=set)  # documents of which there are two lines for one thing
    bases: dict[str, list[LockedNote]] = field(default_factory=dict)  # id -> its readings on two branches

    @property
    def last_release(self) -> LockedRelease | None:
        return max(self.releases.values(), key=lambda one: one.modified, default=None)

    def note(self, card_id: str | None) -> LockedNote:
        """What is known of a note; nothing but its id, if that is new."""
        return self.notes.get(card_id or "") or LockedNote(card_id or "")


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
    return lock


def heads(lock: Lock) -> list[LockedRelease]:
    """The releases that the next one follows: the last, and where two branches released, the last of the other."""
    followed = {digest for release in lock.releases.values() for digest in release.follows}
    last = lock.last_release
    found = [one for one in lock.releases.values() if one is last or (one.before and one.digest not in followed)]
    return sorted(found, key=lambda one: (one.modified, one.version))


def _broken_chain(lock: Lock) -> Iterator[Finding]:
    """Every release that follows one which is not here, or not as it was; and branches that no release joined."""
    known = {release.digest for release in lock.releases.values()}
    broken = [release for release in lock.releases.values() if not known.issuperset(release.follows)]
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
    else:
        seed = LockedSeed(line["seed"], line["sha256"], _said(line["options"]), line.get("reader") or 1)
        if lock.seeds.get(seed.file, seed) != seed:
            lock.torn.add(seed.file)
        lock.seeds[seed.file] = seed


def _check_key(lock: Lock, key: str, number: int) -> None:
    if key != lock.key:
        raise DeckwrightError(
            f"belongs to the project {quoted(key)}",
            file=FILE,
            line=number,
            expected=f"{lock.key!r}, as in deckwright.yaml",
        )


def _said(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts of a record, without those that say nothing."""
    return {name: value for name, value in facts.items() if value is not None}


def _note(line: dict[str, Any]) -> LockedNote:
    facts: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in _said(line).items()
    }
    if "choices" in facts:
        facts["choices"] = tuple(Choice(text, correct) for text, correct in facts["choices"])
    if "released" in facts:
        facts["released"] = ReleasedNote(**_said(facts["released"]))
    return LockedNote(**facts)


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
    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith('{"release"'):
            with contextlib.suppress(DeckwrightError):
                kind, facts = read_line(line, number)
                if kind == "release":
                    yield _release(facts)


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
    lock.torn |= {one.seed for one in (other, note) if one.seed}
    if both.readings:
        lock.bases.setdefault(note.id, []).extend(both.readings)
    if both.unsettled:
        message = f"two branches changed {', '.join(both.unsettled)} of the note {note.id}; look at its card"
        lock.findings.append(Finding("warning", "lock-conflict", message, FILE, number))


def dump(lock: Lock, seed_order: Iterable[str]) -> str:
    """The text of a lock: releases, seeds in their order, note types, notes by seed and then as in the document."""
    order = {file: at for at, file in enumerate(seed_order)}
    lines: list[dict[str, Any]] = []
    for release in sorted(lock.releases.values(), key=lambda one: one.modified):
        lines.append(_release_line(release))
    for seed in sorted(lock.seeds.values(), key=lambda seed: (order.get(seed.file, len(order)), seed.file)):
        lines.append({"seed": seed.file, **_without_none(seed, "file")})
    for kind in sorted(lock.note_types.values(), key=lambda kind: kind.kind):
        lines.append({"note_type": kind.kind, **_without_none(kind, "kind")})
    notes = sorted(lock.notes.values(), key=lambda note: order.get(note.seed or "", len(order)))
    lines += [_line(note) for note in notes]
    newer = any(_says_more_than_format_1(line) for line in lines)
    lines.insert(0, {"format": max(lock.format, 2 if newer else 1), "key": lock.key})
    return "".join(json.dumps(line, ensure_ascii=False, separators=(", ", ": ")) + "\n" for line in lines)


def _without_none(thing: Any, *names: str) -> dict[str, Any]:
    """A record for JSON, without the fields named and without what goes without saying, at any depth."""

    def said(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
        return {name: value for name, value in pairs if value is not None and (name, value) not in _UNSAID}

    return {name: value for name, value in asdict(thing, dict_factory=said).items() if name not in names}


def _release_line(release: LockedRelease) -> dict[str, Any]:
    return {"release": release.version, **_without_none(release, "version")}


def _says_more_than_format_1(line: Mapping[str, Any]) -> bool:
    inner = [one for one in line.values() if isinstance(one, dict)]
    inner += [one for group in inner for one in group.values() if isinstance(one, dict)]
    return any(SINCE_FORMAT_2 & one.keys() for one in (line, *inner))


_UNSAID: tuple[tuple[str, object], ...] = (
    ("digest_number", 1),
    ("content_digest_number", 1),
    ("files", {}),
    ("reader", 1),
)
"""What a line leaves out, as it goes without saying."""


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
        "choices",
        "extra",
        "conflicts",
        "digest",
        "digest_number",
        "modified",
        "released",
        "retired",
        "deleted",
        "doubt",
        "whole",
        "turns",
    )
    values = {name: getattr(note, name) for name in names}
    values["choices"] = [[choice.text, choice.correct] for choice in note.choices]
    values["released"] = _without_none(note.released) if note.released else None
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in values.items()
        if (value or value == 0) and value is not False and (name, value) not in _UNSAID
    }
