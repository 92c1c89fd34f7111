"""Prepared notes -> the bytes of an .apkg, the same every time.

genanki writes notes, cards and note types; here each of them gets its own modification time, and the zip is
written with fixed dates, modes and order. Schema 11, deflated: what every Anki reads.
"""

from __future__ import annotations

import contextlib
import io
import itertools
import json
import re
import sqlite3
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import genanki

from deckwright import identity
from deckwright.cards.notetypes import AdoptedType
from deckwright.decks.package import Bundle, DatedType, PackedNote
from deckwright.files import scratch

NUMBER = 2
"""Of the way in which packages are written: another way gets the next number, and this one stays.

Number 2 has another look (see notetype), decks with a description, and feet that say whose answer it is.
"""

SQLITE_VERSION = 3_040_001
"""Written into the database's header for whichever library wrote it (bytes 96-99, https://sqlite.org/fileformat2.html)."""


class _Model(genanki.Model):  # type: ignore[misc]
    modified: int

    def to_json(self, timestamp: float, deck_id: int) -> Any:
        return super().to_json(self.modified, deck_id)


class _Note(genanki.Note):  # type: ignore[misc]
    modified: int

    def write_to_db(self, cursor: Any, timestamp: float, deck_id: int, id_gen: Iterator[int]) -> None:
        super().write_to_db(cursor, self.modified, deck_id, id_gen)

    def _cloze_cards(self) -> list[genanki.Card]:
        """One card for each number. genanki's pattern does not see deletions within deletions."""
        numbers = {int(number) for number in re.findall(r"\{\{c(\d+)::", self.fields[0])}
        return [genanki.Card(number - 1) for number in sorted(numbers)]

    def _check_invalid_html_tags_in_fields(self) -> None:
        """Left out: its pattern takes quadratic time, and the HTML has passed an allow-list."""


class _Side(genanki.Card):  # type: ignore[misc]
    """A card of an adopted note, which may lie in another deck than its note."""

    def __init__(self, at: int, deck_id: int | None) -> None:
        super().__init__(at)
        self.deck_id = deck_id

    def write_to_db(
        self, cursor: Any, timestamp: float, deck_id: int, note_id: int, id_gen: Iterator[int], due: int = 0
    ) -> None:
        super().write_to_db(cursor, timestamp, self.deck_id or deck_id, note_id, id_gen, due)


class _AdoptedNote(_Note):
    """A note of an adopted type has the cards that it came with, or that Anki would make."""

    sides: Sequence[_Side]

    @property
    def cards(self) -> Sequence[_Side]:
        return self.sides


class _AdoptedModel(_Model):
    """An adopted note type, all of it as it came."""

    adopted: AdoptedType

    def to_json(self, timestamp: float, deck_id: int) -> Any:
        return self.adopted.as_json(self.modified)


def write(bundle: Bundle) -> bytes:
    """The bytes of a package."""
    models = {kind: _model(dated) for kind, dated in bundle.types.items()}
    decks: dict[str, genanki.Deck] = {}

    def deck(name: str) -> genanki.Deck:
        new = genanki.Deck(identity.number("deck", name), name, bundle.descriptions.get(name, ""))
        return decks.setdefault(name, new)

    for position, note in enumerate(bundle.notes, 1):
        kind = _Note if note.ords is None else _AdoptedNote
        made = kind(models[note.kind], list(note.fields), guid=note.id, tags=list(note.tags), due=position)
        made.modified = note.modified
        if note.ords is not None:
            made.sides = [_Side(at, deck(note.decks[at]).deck_id if at in note.decks else None) for at in note.ords]
        deck(note.deck).add_note(made)
    return _zip(_database(list(decks.values()), bundle.notes), bundle.shown)


def _model(dated: DatedType) -> _Model:
    note_type = dated.type
    model = (_AdoptedModel if note_type.adopted else _Model)(
        note_type.id,
        note_type.name,
        fields=[{"name": name, "id": field_id} for name, field_id in note_type.fields],
        templates=[
            {"name": name, "id": template_id, "qfmt": front, "afmt": back}
            for name, template_id, front, back in note_type.templates
        ],
        css=note_type.css,
        model_type=genanki.Model.CLOZE if note_type.cloze else genanki.Model.FRONT_BACK,
    )
    model.modified = dated.modified
    if note_type.adopted:
        model.adopted = note_type.adopted
    return model


def _database(decks: list[genanki.Deck], notes: Sequence[PackedNote]) -> bytes:
    first = min((note.modified for note in notes), default=0)
    with scratch() as folder:
        path = folder.folder / "collection.anki2"
        with contextlib.closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA secure_delete = ON")
            genanki.Package(decks).write_to_db(connection.cursor(), first, itertools.count(first * 1000))
            connection.commit()
            connection.execute("VACUUM")
        data = bytearray(folder.read(path.name))
    data[96:100] = SQLITE_VERSION.to_bytes(4, "big")
    return bytes(data)


def _zip(database: bytes, media: Mapping[str, bytes]) -> bytes:
    names = {str(number): name for number, name in enumerate(media)}
    entries = [("collection.anki2", database), ("media", json.dumps(names, ensure_ascii=False).encode())]
    entries += [(number, media[name]) for number, name in names.items()]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in entries:
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.create_system, info.external_attr = 3, 0o644 << 16
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return buffer.getvalue()
