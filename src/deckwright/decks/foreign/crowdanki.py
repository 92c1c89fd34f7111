"""A folder that CrowdAnki exported (deck.json and media/) -> ForeignDeck."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from deckwright.cards import clock
from deckwright.cards.notetypes import AdoptedType
from deckwright.decks.adopted import cards_of
from deckwright.decks.foreign.deck import ForeignCard, ForeignDeck, ForeignNote, ForeignType, kind_name
from deckwright.decks.media.adopted import MEDIUM
from deckwright.errors import DeckwrightError, Finding
from deckwright.files import Kind, Tree
from deckwright.files.shapes import loads
from deckwright.identity import number
from deckwright.note import KINDS

MEDIA = "media"
_DECK = Kind("a deck", 256 << 20, "split it")


def read(folder: Path) -> ForeignDeck:
    """Raises DeckwrightError where the folder holds no such deck."""
    tree = Tree(folder)
    paths = [folder / "deck.json", folder / f"{folder.resolve().name}.json"]
    path = next((one for one in paths if tree.there(one)), None)
    if path is None:
        raise DeckwrightError("holds no deck", file=folder, expected="deck.json, as CrowdAnki exports it")
    try:
        said = loads(tree.read_bytes(path, str(path), _DECK))
        types = _types(said)
        deck = ForeignDeck(str(path), {one.type.id: one for one in types.values()}, [])
        deck.notes = list(_notes(said, types, ""))
        deck.descriptions = dict(_descriptions(said, ""))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise DeckwrightError("is no deck of CrowdAnki's", file=path, expected="deck.json as it exports it") from None
    deck.media = dict(_media(tree, folder / MEDIA))
    message = (
        "CrowdAnki keeps neither the ids of note types nor times: learners who imported by it get the notes anew under "
        "other types, unless they export to you from Anki itself"
    )
    deck.told.append(Finding("warning", "adopt-crowdanki", message, str(path)))
    return deck


def _types(said: Mapping[str, Any]) -> dict[str, ForeignType]:
    found: dict[str, ForeignType] = {}
    taken: set[str] = set(KINDS)
    for model in _models(said):
        kind = kind_name(model["name"], taken)
        uuid = model["crowdanki_uuid"]
        made = {
            "latexPre": "",
            "latexPost": "",
            "req": [],
            "sortf": 0,
            "did": None,
            **model,
            "id": number("type", uuid),
        }
        for part in ("__type__", "crowdanki_uuid", "vers", "tags"):
            made.pop(part, None)
        found[uuid] = ForeignType(AdoptedType.of(made, kind), clock.now())
    return found


def _models(said: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    yield from said.get("note_models") or ()
    for child in said.get("children") or ():
        yield from _models(child)


def _notes(said: Mapping[str, Any], types: Mapping[str, ForeignType], above: str) -> Iterator[ForeignNote]:
    deck = f"{above}::{said['name'].split('::')[-1]}" if above else said["name"]
    for one in said.get("notes") or ():
        kind = types[one["note_model_uuid"]].type
        fields = tuple(map(str, one["fields"]))
        if len(fields) != len(kind.fields):
            raise ValueError("a note with other fields than its type")
        cards = tuple(ForeignCard(at, deck) for at in _cards(kind, fields))
        tags = tuple(tag for said in one.get("tags") or () for tag in str(said).split())
        yield ForeignNote(str(one["guid"]), kind.id, clock.now(), tags, fields, cards)
    for child in said.get("children") or ():
        yield from _notes(child, types, deck)


def _cards(kind: AdoptedType, fields: tuple[str, ...]) -> tuple[int, ...]:
    return cards_of(kind, fields, None) or (0,)


def _descriptions(said: Mapping[str, Any], above: str) -> Iterator[tuple[str, str]]:
    deck = f"{above}::{said['name'].split('::')[-1]}" if above else said["name"]
    if said.get("desc"):
        yield deck, str(said["desc"])
    for child in said.get("children") or ():
        yield from _descriptions(child, deck)


def _media(tree: Tree, folder: Path) -> Iterator[tuple[str, Callable[[], bytes]]]:
    for path in tree.names(folder) if tree.is_folder(folder) else ():
        if tree.is_file(path):
            yield path.name, functools.partial(tree.read_bytes, path, str(path), MEDIUM)
