"""The bytes of a package -> what it holds, whichever library wrote it: the base of its content digest."""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import sqlite3
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from deckwright.errors import DeckwrightError
from deckwright.files import scratch

SEPARATOR = "\x1f"
"""Between the fields of a note in Anki's database."""


@dataclass(frozen=True, slots=True)
class HeldType:
    """A note type: its fields and templates with their ids, and when it last changed (Unix seconds)."""

    id: str
    name: str
    cloze: bool
    modified: int
    fields: tuple[tuple[str, int], ...]
    templates: tuple[tuple[str, int, str, str], ...]  # name, id, front, back
    css: str


@dataclass(frozen=True, slots=True)
class HeldCard:
    """One side of a note: which template, which place among the new cards, and its deck."""

    template: int
    due: int
    deck: str


@dataclass(frozen=True, slots=True)
class HeldNote:
    """A note: GUID, note type, when it last changed (Unix seconds), the HTML of its fields by name, its cards."""

    guid: str
    type: str
    modified: int
    tags: tuple[str, ...]
    fields: Mapping[str, str]
    cards: tuple[HeldCard, ...]

    @property
    def deck(self) -> str:
        return self.cards[0].deck if self.cards else ""


@dataclass(frozen=True, slots=True)
class Contents:
    """Note types by id, notes in their order, the SHA-256 of the media by name."""

    types: Mapping[str, HeldType]
    notes: tuple[HeldNote, ...]
    media: Mapping[str, str]

    @property
    def digest(self) -> str:
        """SHA-256 of a canonical dump of all that a learner gets, in hexadecimal."""
        return hashlib.sha256(json.dumps(asdict(self), ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def read(data: bytes, file: str = "the package") -> Contents:
    """What a package holds. Raises DeckwrightError where the bytes are no package of the kind that `build` writes."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            database = archive.read("collection.anki2")
            names = json.loads(archive.read("media"))
            media = {name: hashlib.sha256(archive.read(number)).hexdigest() for number, name in names.items()}
        types, notes = _tables(database)
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError, sqlite3.Error, NotImplementedError):
        raise DeckwrightError(
            "is no package that can be read here", file=file, expected="an .apkg made by `deckwright build`"
        ) from None
    return Contents(types, notes, dict(sorted(media.items())))


def _tables(database: bytes) -> tuple[dict[str, HeldType], tuple[HeldNote, ...]]:
    with scratch() as folder:
        path = folder.write("collection.anki2", database)
        with contextlib.closing(sqlite3.connect(path)) as connection:
            models, decks = map(json.loads, connection.execute("select models, decks from col").fetchone())
            types = {key: _type(key, model) for key, model in sorted(models.items())}
            cards: dict[int, list[HeldCard]] = {}
            for note, template, due, deck in connection.execute("select nid, ord, due, did from cards order by ord"):
                cards.setdefault(note, []).append(HeldCard(template, due, decks[str(deck)]["name"]))
            rows = connection.execute("select id, guid, mid, mod, tags, flds from notes order by id")
            return types, tuple(_notes(rows, types, cards))


def _type(key: str, model: dict[str, Any]) -> HeldType:
    return HeldType(
        key,
        model["name"],
        model["type"] == 1,
        int(model["mod"]),
        tuple((one["name"], int(one.get("id") or 0)) for one in model["flds"]),
        tuple((one["name"], int(one.get("id") or 0), one["qfmt"], one["afmt"]) for one in model["tmpls"]),
        model["css"],
    )


def _notes(
    rows: sqlite3.Cursor, types: Mapping[str, HeldType], cards: Mapping[int, list[HeldCard]]
) -> Iterator[HeldNote]:
    for number, guid, kind, modified, tags, fields in rows:
        names = [name for name, _ in types[str(kind)].fields]
        texts = dict(zip(names, fields.split(SEPARATOR), strict=True))
        yield HeldNote(guid, str(kind), modified, tuple(tags.split()), texts, tuple(cards.get(number, ())))


def difference(first: Contents, second: Contents) -> str | None:
    """The first thing in which two packages differ, in words; None where they hold the same."""
    for key in sorted({*first.types, *second.types}):
        if first.types.get(key) != second.types.get(key):
            name = (first.types.get(key) or second.types[key]).name
            return f"the note type {name}{_part(first.types.get(key), second.types.get(key))}"
    ours, theirs = ({note.guid: note for note in one.notes} for one in (first, second))
    for guid in sorted(ours.keys() ^ theirs.keys()):
        return f"the note {guid}{_part(ours.get(guid), theirs.get(guid))}"
    for guid, note in ours.items():
        if replace(note, cards=()) != replace(theirs[guid], cards=()):
            return f"the note {guid}{_part(note, theirs[guid])}"
    for guid, note in ours.items():
        if note.deck != theirs[guid].deck:
            return f"the note {guid}, in {note.deck} and in {theirs[guid].deck}"
    if first.notes != second.notes:
        return "the order of the notes"
    for name in sorted({*first.media, *second.media}):
        if first.media.get(name) != second.media.get(name):
            return f"the picture {name}"
    return None


def _part(first: Any, second: Any) -> str:
    """The part in which two things differ: `, modified: 17 and 18`."""
    if first is None or second is None:
        return f", which only the {'second' if first is None else 'first'} has"
    one, other = _flat(first), _flat(second)
    for name in one:
        if one[name] != other.get(name):
            return f", {name}: {_short(one[name], other.get(name))}"
    return ""


def _flat(thing: Any) -> dict[str, Any]:
    found = asdict(thing)
    return {**found.pop("fields"), **found} if isinstance(thing, HeldNote) else found


def _short(one: Any, other: Any, width: int = 60) -> str:
    """Two values from where they part."""
    first, second = str(one), str(other)
    at = next((at for at, pair in enumerate(zip(first, second, strict=False)) if pair[0] != pair[1]), 0)
    start = max(0, at - 10)
    return f"{first[start : start + width]!r} and {second[start : start + width]!r}"
