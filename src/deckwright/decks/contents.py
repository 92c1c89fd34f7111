"""What a package holds, whichever library wrote it: the base of its content digest, and of comparisons."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from itertools import zip_longest
from typing import Any

from deckwright.decks import archive
from deckwright.decks.archive import Archive, Row, Table
from deckwright.decks.derivations import derivation
from deckwright.errors import DeckwrightError

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
    """Note types by id, notes in their order, the SHA-256 of the media by name; and the package as it was read."""

    types: Mapping[str, HeldType]
    notes: tuple[HeldNote, ...]
    media: Mapping[str, str]
    archive: Archive

    @property
    def digest(self) -> str:
        """The content digest, by the newest derivation."""
        return content_digest(self)


def _first(contents: Contents) -> Any:
    """Number 1: notes, note types, decks, media and times."""
    return {
        "types": {key: asdict(one) for key, one in contents.types.items()},
        "notes": [asdict(note) for note in contents.notes],
        "media": dict(contents.media),
    }


def _second(contents: Contents) -> Any:
    """Number 2: the whole package, every member and every value of every table."""
    held = contents.archive
    tables = {
        name: {"columns": table.columns, "rows": [[_plain(value) for value in row] for row in table.rows]}
        for name, table in held.tables.items()
    }
    return {"tables": tables, "schema": held.schema, "members": dict(held.members), "comment": held.comment}


DERIVATIONS: Mapping[int, Callable[[Contents], Any]] = {1: _first, 2: _second}
NUMBER = max(DERIVATIONS)
"""The derivation that new content digests are made by. One that was used never changes: releases are told by it."""


def content_digest(contents: Contents, number: int = NUMBER) -> str:
    """SHA-256 of a canonical dump of what a package holds, in hexadecimal, under a derivation's number.

    Raises DeckwrightError for a number that only a newer deckwright knows.
    """
    made = derivation(DERIVATIONS, number, "a content digest")(contents)
    return hashlib.sha256(_canonical(made).encode("utf-8", "surrogatepass")).hexdigest()


def _canonical(value: Any) -> str:
    """A value as digests are made of it: `true`, 1 and 1.0 are three things here, and one to Python."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _plain(value: Any) -> Any:
    """A value of a table as JSON can hold it; a text that is JSON as what it says, whatever its layout."""
    if isinstance(value, bytes):
        return {"bytes": value.hex()}
    if isinstance(value, float):
        return {"real": repr(value)}
    if isinstance(value, str) and value[:1] == "{" and value[-1:] == "}":
        try:
            return json.loads(value, object_pairs_hook=_object, parse_float=_finite, parse_constant=_finite)
        except (ValueError, RecursionError):
            return value
    return value


def _finite(text: str) -> float:
    """A number of JSON. Raises ValueError for one beyond all floats: 1e999 and 2e999 would be the same."""
    number = float(text)
    if not math.isfinite(number):
        raise ValueError("a number without an end")
    return number


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object of JSON. Raises ValueError where a key stands twice: readers differ in which they take."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands twice")
    return found


def read(data: bytes, file: str = "the package") -> Contents:
    """What a package holds. Raises DeckwrightError where the bytes are no package of the kind that `build` writes."""
    held = archive.read(data, file)
    try:
        media = {name: held.members[member] for member, name in held.media.items()}
        return _contents(held, media)
    except (KeyError, ValueError, TypeError, AttributeError, IndexError, OverflowError, RecursionError):
        raise DeckwrightError(
            "is no package that can be read here", file=file, expected="an .apkg made by `deckwright build`"
        ) from None


def _contents(held: Archive, media: Mapping[str, str]) -> Contents:
    (col,) = _rows(held.tables["col"], "models", "decks")
    models, decks = map(json.loads, col)
    types = {key: _type(key, model) for key, model in sorted(models.items())}
    cards: dict[int, list[HeldCard]] = {}
    for note, template, due, deck in _rows(held.tables["cards"], "nid", "ord", "due", "did"):
        cards.setdefault(note, []).append(HeldCard(template, due, _text(decks[str(deck)]["name"])))
    for sides in cards.values():
        sides.sort(key=lambda card: card.template)
    rows = _rows(held.tables["notes"], "guid", "mid", "mod", "tags", "flds", "id")
    return Contents(types, tuple(_notes(rows, types, cards)), dict(sorted(media.items())), held)


def _rows(table: Table, *columns: str) -> Iterator[tuple[Any, ...]]:
    at = [table.columns.index(name) for name in columns]
    for row in table.rows:
        yield tuple(row[one] for one in at)


def _type(key: str, model: dict[str, Any]) -> HeldType:
    return HeldType(
        key,
        _text(model["name"]),
        model["type"] == 1,
        int(model["mod"]),
        tuple((_text(one["name"]), int(one.get("id") or 0)) for one in model["flds"]),
        tuple(
            (_text(one["name"]), int(one.get("id") or 0), _text(one["qfmt"]), _text(one["afmt"]))
            for one in model["tmpls"]
        ),
        _text(model["css"]),
    )


def _text(value: Any) -> str:
    """Raises TypeError for what is no text: JSON and SQLite take any type anywhere."""
    if not isinstance(value, str):
        raise TypeError(type(value).__name__)
    return value


def _notes(
    rows: Iterator[tuple[Any, ...]], types: Mapping[str, HeldType], cards: Mapping[int, list[HeldCard]]
) -> Iterator[HeldNote]:
    for guid, kind, modified, tags, fields, number in rows:
        names = [name for name, _ in types[str(kind)].fields]
        texts = dict(zip(names, fields.split(SEPARATOR), strict=True))
        yield HeldNote(_text(guid), str(kind), int(modified), tuple(tags.split()), texts, tuple(cards.get(number, ())))


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
    return _otherwise(first.archive, second.archive)


def _otherwise(first: Archive, second: Archive) -> str | None:
    """The first difference in what no note, note type or picture says: schedules, options, members, the schema."""
    for name in sorted({*first.tables, *second.tables}):
        one, other = first.tables.get(name), second.tables.get(name)
        if one is None or other is None or one.columns != other.columns:
            return f"the table {name}"
        for at, rows in enumerate(zip_longest(one.rows, other.rows), 1):
            if repr(rows[0]) != repr(rows[1]) and (said := _unlike(name, at, one.columns, *rows)):
                return said
    for name in sorted({*first.members, *second.members} - {archive.MEDIA}):
        if first.members.get(name) != second.members.get(name):
            return f"the member {name!r}"
    if first.members.get(archive.MEDIA) != second.members.get(archive.MEDIA):
        return "the list of media"
    if first.schema != second.schema:
        return "the schema of the database"
    return "the comment of the archive" if first.comment != second.comment else None


def _unlike(table: str, at: int, columns: tuple[str, ...], one: Row | None, other: Row | None) -> str | None:
    """Where two rows differ; None where that is the layout of a JSON text alone."""
    if one is None or other is None:
        return f"the table {table}, row {at}, which only the {'second' if one is None else 'first'} has"
    for name, was, now in zip(columns, map(_plain, one), map(_plain, other), strict=True):
        if _canonical(was) != _canonical(now):
            place, was, now = _inner(name, was, now)
            return f"the table {table}, row {at}, {place}: {_short(was, now)}"
    return None


class _Missing:
    def __str__(self) -> str:
        return "nothing"


_MISSING = _Missing()


def _inner(name: str, one: Any, other: Any) -> tuple[str, Any, Any]:
    """The innermost value in which two JSON objects differ, with the way there; `_MISSING` is what one lacks."""
    while isinstance(one, dict) and isinstance(other, dict):
        for key in sorted({*one, *other}):
            was, now = one.get(key, _MISSING), other.get(key, _MISSING)
            if was is _MISSING or now is _MISSING or _canonical(was) != _canonical(now):
                break
        name, one, other = f"{name}.{key}", was, now
    return name, one, other


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
