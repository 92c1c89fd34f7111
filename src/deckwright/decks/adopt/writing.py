"""Adopted notes as card files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from deckwright.cards.store import FORMAT
from deckwright.files.names import wrong_with
from deckwright.files.yamltext import entry, list_entry, one_line
from deckwright.names import LONGEST, deck_name, same_name, trouble

MOST = 4 << 20
"""Characters of a card file; what is more goes into the next."""
_ID = re.compile(r"[a-z][a-z0-9]*")


@dataclass(frozen=True, slots=True)
class WrittenNote:
    """A note for a card file: `fields` by name, of which `html` are HTML."""

    id: str
    kind: str
    fields: Mapping[str, str]
    html: tuple[str, ...]
    tags: tuple[str, ...]
    skip: bool = False


def written(note: WrittenNote) -> str:
    """A note as it stands in a card file; fields without a text are left out."""
    lines = [f"  - id: {note.id if _ID.fullmatch(note.id) else _quoted(note.id)}\n", entry("kind", note.kind, 4)]
    texts = {name: text for name, text in note.fields.items() if text}
    lines.append("    fields:\n" if texts else "    fields: {}\n")
    lines += [entry(one_line(name, in_list=True), text, 6) for name, text in texts.items()]
    if note.html:
        lines.append(list_entry("html", note.html, 4))
    if note.tags:
        lines.append(list_entry("tags", note.tags, 4))
    if note.skip:
        lines.append("    skip: true\n")
    return "".join(lines)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def card_files(deck: str | None, description: str, notes: Iterable[WrittenNote]) -> Iterator[str]:
    """The texts of the card files of one deck."""
    head = entry("format", FORMAT, 0) + (entry("deck", deck, 0) if deck else "")
    head += (entry("description", description, 0) if deck and description else "") + "notes:\n"
    held: list[str] = []
    size = 0
    for note in notes:
        text = written(note)
        if held and size + len(text) > MOST:
            yield head + "\n".join(held)
            held, size = [], 0
        held.append(text)
        size += len(text)
    yield head + "\n".join(held)


def deck_in_file(name: str) -> str:
    """A deck's name as a card file can name it: as it is, if that may be."""
    return name if not any(trouble(part, LONGEST) for part in name.split("::")) else deck_name(name)


def free_name(text: str, taken: set[str], fallback: str) -> str:
    """A name for a file or a folder, without its ending, that every system can hold and nothing else has."""
    bare = re.sub(r"[^\w.-]+", "-", text).strip("-._")[:60].strip("-._") or fallback
    bare = bare if not wrong_with(bare) else f"{fallback}-{bare}"
    name, count = bare, 1
    while same_name(name) in taken:
        count += 1
        name = f"{bare}-{count}"
    taken.add(same_name(name))
    return name
