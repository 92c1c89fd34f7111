"""What a document says of itself at its top, in YAML, TOML or as properties: a title, tags for all its notes, its deck,
its language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from deckwright.seeds.headings import Heading
from deckwright.seeds.page import Page
from deckwright.seeds.vocabulary import names
from deckwright.text.blocks import BlockKind

_ENTRY = re.compile(r"(?P<key>[\w-]+)[ \t]*(?:::|[:=])[ \t]*(?P<value>.*)$")
_PROPERTY = re.compile(r"[\w-]+::[ \t]")
_LISTED = re.compile(r"[ \t]*-[ \t]+(?P<value>.+)$")
_SAID = {"deck": "deck", "anki-deck": "deck", "target-deck": "deck", "lang": "language", "language": "language"}
_AROUND = " \t\"'#[]"


@dataclass(frozen=True, slots=True)
class Front:
    """The title as a heading, if there is one, the tags, and as they are said the deck and the language."""

    title: Heading | None = None
    tags: tuple[str, ...] = ()
    deck: str | None = None
    language: str | None = None


def front_of(page: Page) -> Front:
    title: Heading | None = None
    tags: dict[str, None] = {}
    said_of: dict[str, str] = {}
    listing = False
    for at in _lines(page):
        line = page.lines[at]
        item, entry = _LISTED.match(line), _ENTRY.match(line)
        if item and listing:
            tags.update(dict.fromkeys(_parts(item["value"])))
        elif entry:
            listing = names("tags", entry["key"]) or entry["key"].lower() == "keywords"
            said = entry["value"].strip(_AROUND)
            if said and (what := _SAID.get(entry["key"].lower().replace("_", "-"))):
                said_of.setdefault(what, said)
            if listing:
                tags.update(dict.fromkeys(_parts(entry["value"])))
            elif entry["key"].lower() == "title" and said and title is None:
                title = Heading(at, 0, said, "title")
    nested = ("::".join(part for part in tag.split("/") if part) if page.hash_tags else tag for tag in tags)
    return Front(title, tuple(dict.fromkeys(nested)), said_of.get("deck"), said_of.get("language"))


def _lines(page: Page) -> Sequence[int]:
    """The lines between the rules, or those of properties (`title:: …`) that a text begins with."""
    first = page.blocks[0] if page.blocks else None
    if first and first.kind is BlockKind.FRONT_MATTER:
        return range(first.first + 1, first.last)
    last = 0
    while last < len(page.lines) and _PROPERTY.match(page.lines[last]):
        last += 1
    return range(last)


def _parts(text: str) -> Iterator[str]:
    sign = "," if "," in text or "[" in text else None
    yield from (part for one in text.split(sign) if (part := one.strip(_AROUND)))
