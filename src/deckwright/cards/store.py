"""Card files: YAML -> the notes in them, with errors that name the line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from deckwright.errors import DeckwrightError
from deckwright.note import KINDS, Choice, Kind, Note
from deckwright.yamltext import Fields, compose, line_of

FORMAT = "1"
FILE_KEYS = ("format", "seed", "notes")
NOTE_KEYS = (
    "id",
    "question",
    "answer",
    "choices",
    "level",
    "tags",
    "kind",
    "extra",
    "reverse",
    "answered_by",
    "same_as",
    "split_from",
    "skip",
)
"""In the order in which a machine writes them."""


@dataclass(frozen=True, slots=True)
class Card:
    """A note in a card file, with what only card files say. `line` counts from 1, `file` is as people see it."""

    id: str | None
    note: Note
    file: str
    line: int
    extra: str | None = None
    reverse: bool = False
    answered_by: str | None = None
    same_as: str | None = None
    split_from: str | None = None
    skip: bool = False


@dataclass(slots=True)
class CardFile:
    """A file of cards/: its text and the notes in it, in order."""

    path: Path
    shown: str
    text: str
    seed: str | None
    cards: list[Card]
    nodes: list[yaml.MappingNode] = field(default_factory=list)
    notes_node: yaml.Node | None = None


def load_all(folder: Path, shown: str = "cards") -> list[CardFile]:
    """The card files of a folder, by name. Raises DeckwrightError for the first thing that is wrong."""
    if folder.exists() and not folder.is_dir():
        raise DeckwrightError("is a file", file=shown, expected="the folder of card files")
    files = [load(path, f"{shown}/{path.name}") for path in sorted(folder.glob("*.yaml"))]
    _check_ids(files)
    return files


def load(path: Path, shown: str) -> CardFile:
    """One card file."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DeckwrightError(
            "is not UTF-8",
            file=shown,
            line=error.object[: error.start].count(b"\n") + 1,
            remedy="save it as UTF-8",
        ) from None
    except OSError as error:
        raise DeckwrightError(f"cannot be read ({error.strerror})", file=shown) from None
    return parse(text, path, shown)


def parse(text: str, path: Path, shown: str) -> CardFile:
    """A card file from its text."""
    fields = Fields(compose(text, shown), shown, "the file", FILE_KEYS)
    if fields.text("format") != FORMAT:
        raise fields.error("format", f"format: {FORMAT}; a newer file needs a newer deckwright")
    nodes = fields.nodes("notes")
    cards = [_card(node, shown) for node in nodes]
    mappings = [node for node in nodes if isinstance(node, yaml.MappingNode)]
    return CardFile(path, shown, text, fields.text("seed"), cards, mappings, fields.values.get("notes"))


def _card(node: yaml.Node, shown: str) -> Card:
    fields = Fields(node, shown, "a note", NOTE_KEYS)
    kind = fields.text("kind") or "qa"
    if kind not in KINDS:
        raise fields.error("kind", f"one of {', '.join(KINDS)}")
    note = Note(
        question=fields.required("question"),
        answer=fields.text("answer") or None,
        level=fields.text("level"),
        tags=fields.texts("tags"),
        choices=tuple(_choice(choice, shown) for choice in fields.nodes("choices")),
        kind=_kind(kind),
    )
    return Card(
        id=fields.text("id"),
        note=note,
        file=shown,
        line=line_of(node),
        extra=fields.text("extra") or None,
        reverse=fields.flag("reverse"),
        answered_by=fields.text("answered_by"),
        same_as=fields.text("same_as"),
        split_from=fields.text("split_from"),
        skip=fields.flag("skip"),
    )


def _kind(text: str) -> Kind:
    return next(kind for kind in KINDS if kind == text)


def _choice(node: yaml.Node, shown: str) -> Choice:
    fields = Fields(node, shown, "a choice", ("text", "correct"))
    return Choice(fields.required("text"), fields.flag("correct"))


def _check_ids(files: Iterable[CardFile]) -> None:
    places: dict[str, Card] = {}
    for file in files:
        for card in file.cards:
            if card.id is None:
                continue
            if other := places.get(card.id):
                raise DeckwrightError(
                    f"the id {card.id} is already that of the note at {other.file}:{other.line}",
                    file=card.file,
                    line=card.line,
                    expected="every id once",
                    remedy="delete the id of the copy; `deckwright update` gives it its own",
                )
            places[card.id] = card


def cards_in(files: Iterable[CardFile]) -> Iterator[Card]:
    for file in files:
        yield from file.cards
