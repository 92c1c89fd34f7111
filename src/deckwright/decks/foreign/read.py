"""A package, a collection or a CrowdAnki folder -> ForeignDeck."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from deckwright.cards.notetypes import AdoptedType
from deckwright.decks.archive import Table
from deckwright.decks.foreign import crowdanki
from deckwright.decks.foreign.deck import ForeignDeck, ForeignNote, ForeignType, kind_name
from deckwright.decks.foreign.package import package
from deckwright.decks.foreign.schema import TABLES, models, notes, places
from deckwright.errors import DeckwrightError, Finding, nearest
from deckwright.files import is_folder
from deckwright.note import KINDS

SUFFIXES = (".apkg", ".colpkg")


@contextmanager
def foreign(path: Path, decks: Collection[str] = ()) -> Iterator[ForeignDeck]:
    """A deck that others made; of one with several, with `decks` only those, and the decks within them.

    Raises DeckwrightError where it is none, where it may do harm to open it, or has no deck of such a name.
    """
    if is_folder(path):
        yield _chosen(crowdanki.read(path), decks)
        return
    if path.suffix.lower() not in SUFFIXES:
        raise DeckwrightError(
            "is no deck of Anki's", file=path, expected="an .apkg, a .colpkg, or a folder that CrowdAnki exported"
        )
    with package(path, TABLES) as held:
        whole = path.suffix.lower() == ".colpkg"
        try:
            deck = _deck(str(path), held.tables)
        except (KeyError, TypeError, AttributeError, IndexError, OverflowError) as error:
            raise ValueError("no collection") from error
        deck.media, deck.whole = held.media, whole
        yield _chosen(deck, decks)


def _deck(file: str, tables: Mapping[str, Table]) -> ForeignDeck:
    where = places(tables)
    found = list(notes(tables, where))
    used = {note.type for note in found}
    kinds = typed({number: model for number, model in models(tables).items() if number in used})
    if wrong := next((note for note in found if len(note.fields) != len(kinds[note.type].type.fields)), None):
        raise DeckwrightError(
            f"the note {wrong.guid} has {len(wrong.fields)} fields, and its type {len(kinds[wrong.type].type.fields)}",
            file=file,
            remedy="run Check Database in Anki, and export it anew",
        )
    deck = ForeignDeck(file, kinds, found, {one.name: one.description for one in where.values() if one.description})
    filtered = sorted(one.name for one in where.values() if one.filtered)
    if filtered:
        message = f"filtered decks do not come along; their cards are in their home decks: {', '.join(filtered[:5])}"
        deck.told.append(Finding("info", "adopt-filtered", message, file))
    return deck


def typed(said: Mapping[int, Mapping[str, Any]]) -> dict[int, ForeignType]:
    """Note types of Anki's JSON, each under a name of its own for cards to call it."""
    taken: set[str] = set(KINDS)
    found: dict[int, ForeignType] = {}
    for number, model in said.items():
        kind = kind_name(str(model["name"]), taken)
        found[number] = ForeignType(AdoptedType.of({**model, "id": number}, kind), int(model.get("mod") or 0))
    return found


def _chosen(deck: ForeignDeck, wanted: Collection[str]) -> ForeignDeck:
    """The deck with the notes of the decks that are wanted."""
    names = sorted({card.deck for note in deck.notes for card in note.cards})
    if not wanted and deck.whole:
        raise DeckwrightError(
            "is a whole collection", file=deck.file, expected=f"--deck with one of: {', '.join(_roots(names)[:20])}"
        )
    for one in wanted:
        if not any(_within(name, [one]) for name in names):
            near = nearest(one, names) if names else "another"
            raise DeckwrightError(f"has no deck {one!r} with cards", file=deck.file, remedy=f"did you mean {near}?")
    if wanted:
        deck.notes = [note for note in deck.notes if _is_in(note, wanted)]
    if not deck.notes:
        raise DeckwrightError("holds no notes", file=deck.file, expected="a deck with cards")
    return deck


def _is_in(note: ForeignNote, wanted: Collection[str]) -> bool:
    return any(_within(card.deck, wanted) for card in note.cards)


def _within(name: str, wanted: Collection[str]) -> bool:
    return any(name == one or name.startswith(f"{one}::") for one in wanted)


def _roots(names: Collection[str]) -> list[str]:
    return list(dict.fromkeys(name.split("::")[0] for name in names))
