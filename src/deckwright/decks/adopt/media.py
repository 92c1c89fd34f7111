"""The files of an adopted deck: which of them come along, and under which names they lie in cards/media/."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from deckwright.cards.lock import LockedMedium
from deckwright.decks.foreign.deck import ForeignDeck
from deckwright.decks.media.adopted import references
from deckwright.files.names import wrong_with
from deckwright.names import hidden, same_name

_PLAIN = re.compile(r"[^<>\n]{1,200}")


def wanted(deck: ForeignDeck) -> list[str]:
    """The names of the files that come along: of a whole collection those that the notes or their types call for."""
    if not deck.whole:
        return sorted(deck.media)
    called = set(called_for(deck))
    return sorted(name for name in deck.media if name in called or name.startswith("_"))


def called_for(deck: ForeignDeck) -> Iterator[str]:
    """The names that fields, templates and styles call for; a field may be no more than a name."""
    for note in deck.notes:
        for text in note.fields:
            yield from _called(references(text))
            if _PLAIN.fullmatch(text):
                yield text.strip()
    for one in deck.types.values():
        for page in (one.type.css, *(side[name] for side in one.type.templates for name in ("qfmt", "afmt"))):
            yield from _called(references(page))


def _called(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        yield name
        yield unquote(name)


def placed(name: str, data: bytes, taken: set[str]) -> LockedMedium:
    """Where a file goes: under its own name, if every system can hold that and no other file has it."""
    digest = hashlib.sha256(data).hexdigest()
    file = name
    fits = not wrong_with(name) and not hidden(name) and "/" not in name and not name.startswith(".")
    if not fits or same_name(name) in taken or name == "fetched":
        stem, dot, suffix = name.rpartition(".")
        bare = re.sub(r"[^A-Za-z0-9]+", "-", stem or name).strip("-").lower()[:40] or "file"
        ending = re.sub(r"[^A-Za-z0-9]", "", suffix)[:8] if dot and stem else ""
        file = f"{bare}-{digest[:12]}{f'.{ending}' if ending else ''}"
        count = 1
        while same_name(file) in taken:
            count += 1
            file = f"{bare}-{digest[:12]}-{count}{f'.{ending}' if ending else ''}"
    taken.add(same_name(file))
    return LockedMedium(name, file, digest)
