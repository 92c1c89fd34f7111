"""The tables of a collection, in the schema of before 2020 (11) or of today (18) -> note types, decks, notes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from deckwright.decks.archive import Table
from deckwright.decks.contents import SEPARATOR
from deckwright.decks.foreign.deck import ForeignCard, ForeignNote
from deckwright.decks.foreign.wire import Message

TABLES = ("col", "notes", "cards", "notetypes", "fields", "templates", "decks")
_NEW = 0
"""Type of a card that nobody has seen."""


@dataclass(frozen=True, slots=True)
class ForeignPlace:
    """A deck of a collection: its full name, its description, whether it is a filtered one."""

    name: str
    description: str = ""
    filtered: bool = False


def models(tables: Mapping[str, Table]) -> dict[int, dict[str, Any]]:
    """The note types as Anki's JSON has them, by id."""
    if "notetypes" not in tables:
        (said,) = _rows(tables, "col", "models")
        return {int(key): model for key, model in json.loads(said[0]).items()}
    fields, templates = _parts(tables, "fields", _field), _parts(tables, "templates", _template)
    return {
        number: _model(number, name, modified, Message.of(config), fields.get(number, []), templates.get(number, []))
        for number, name, modified, config in _rows(tables, "notetypes", "id", "name", "mtime_secs", "config")
    }


def _parts(tables: Mapping[str, Table], table: str, made: Any) -> dict[int, list[dict[str, Any]]]:
    found: dict[int, list[dict[str, Any]]] = {}
    for owner, at, name, config in sorted(
        _rows(tables, table, "ntid", "ord", "name", "config"), key=lambda row: row[:2]
    ):
        found.setdefault(owner, []).append({"name": name, "ord": at, **made(Message.of(config))})
    return found


# The numbers are those of Anki's proto/anki/notetypes.proto and decks.proto; the keys those of its older JSON.


def _field(config: Message) -> dict[str, Any]:
    return {
        "sticky": config.flag(1),
        "rtl": config.flag(2),
        "font": config.text(3),
        "size": config.number(4),
        "description": config.text(5),
        "plainText": config.flag(6),
        "collapsed": config.flag(7),
        "excludeFromSearch": config.flag(8),
        **({"id": number} if (number := config.optional(9)) is not None else {}),
        "tag": config.optional(10),
        "preventDeletion": config.flag(11),
        **_other(config),
    }


def _template(config: Message) -> dict[str, Any]:
    return {
        "qfmt": config.text(1),
        "afmt": config.text(2),
        "bqfmt": config.text(3),
        "bafmt": config.text(4),
        "did": config.number(5) or None,
        "bfont": config.text(6),
        "bsize": config.number(7),
        **({"id": number} if (number := config.optional(8)) is not None else {}),
        **_other(config),
    }


def _model(
    number: int, name: str, modified: int, config: Message, fields: list[Any], templates: list[Any]
) -> dict[str, Any]:
    return {
        "id": number,
        "name": name,
        "type": config.number(1),
        "mod": modified,
        "sortf": config.number(2),
        "did": None,
        "flds": fields,
        "tmpls": templates,
        "css": config.text(3),
        "latexPre": config.text(5),
        "latexPost": config.text(6),
        "latexsvg": config.flag(7),
        "req": [_requirement(one) for one in config.messages(8)],
        **({"originalStockKind": kind} if (kind := config.number(9)) else {}),
        **({"originalId": origin} if (origin := config.optional(10)) is not None else {}),
        **_other(config),
    }


def _requirement(config: Message) -> list[Any]:
    return [config.number(1), ("none", "any", "all")[min(config.number(2), 2)], config.numbers(3)]


def _other(config: Message) -> dict[str, Any]:
    """What add-ons wrote."""
    said = json.loads(config.data(255) or b"{}")
    return said if isinstance(said, dict) else {}


def places(tables: Mapping[str, Table]) -> dict[int, ForeignPlace]:
    """The decks by id."""
    if "decks" not in tables:
        (said,) = _rows(tables, "col", "decks")
        return {
            int(key): ForeignPlace(str(one["name"]), str(one.get("desc") or ""), bool(one.get("dyn")))
            for key, one in json.loads(said[0]).items()
        }
    found = {}
    for number, name, kind in _rows(tables, "decks", "id", "name", "kind"):
        way = Message.of(kind)
        normal = Message.of(way.data(1))
        found[number] = ForeignPlace(name.replace(SEPARATOR, "::"), normal.text(4), 2 in way.values)
    return found


def notes(tables: Mapping[str, Table], decks: Mapping[int, ForeignPlace]) -> Iterator[ForeignNote]:
    """The notes, in the order in which a new learner meets them. Raises KeyError for a card without a deck."""
    cards: dict[int, list[ForeignCard]] = {}
    rows = _rows(tables, "cards", "nid", "ord", "did", "odid", "type", "due", "odue")
    for owner, at, deck, home, kind, due, home_due in rows:
        place = (home_due if home else due) if kind == _NEW else None
        cards.setdefault(owner, []).append(ForeignCard(at, decks[home or deck].name, place))
    found = []
    for number, guid, kind, modified, tags, fields in _rows(
        tables, "notes", "id", "guid", "mid", "mod", "tags", "flds"
    ):
        sides = tuple(sorted(cards.get(number, ()), key=lambda card: card.ord))
        first = next((card.due for card in sides if card.due is not None), None)
        note = ForeignNote(str(guid), kind, modified, tuple(tags.split()), tuple(fields.split(SEPARATOR)), sides)
        found.append(((first is None, first or 0, number), note))
    found.sort(key=lambda one: one[0])
    return (note for _, note in found)


def _rows(tables: Mapping[str, Table], table: str, *columns: str) -> Iterator[tuple[Any, ...]]:
    held = tables[table]
    at = [held.columns.index(name) for name in columns]
    for row in held.rows:
        yield tuple(row[one] for one in at)
