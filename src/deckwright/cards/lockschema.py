"""What stands in a line of deck.lock, by the fact that tells its kind: the whole format, in one table.

A new fact is a row here and a field of its class in lock.py. Nothing is read that has no row.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from deckwright.cards.merge import CONFLICTS
from deckwright.errors import DeckwrightError, quoted
from deckwright.files.shapes import (
    DERIVATION,
    FILE,
    NAME,
    TIME,
    VERSION,
    Flag,
    ListOf,
    MapOf,
    OneOf,
    Record,
    Row,
    Shape,
    Text,
    Whole,
    Wrong,
    check,
    loads,
)

LOCK = "deck.lock"
FORMATS = (1, 2)
"""Number 2 has facts that number 1 has not; a lock is written as number 1 as long as it needs none of them."""
SINCE_FORMAT_2 = frozenset(
    {
        "digest_number",
        "content_digest_number",
        "files",
        "before",
        "deleted",
        "doubt",
        "whole",
        "turns",
        "reader",
        "agreed",
        "kept",
        "joined",
        "extra",
        "adopted",
        "media",
    }
)
FACTS: Mapping[str, tuple[str, ...]] = {
    "reading": ("seed", "question", "answer", "tags", "section", "label", "flags", "choices", "extra"),
    "level": ("level",),
    "state": ("retired", "deleted"),
    "conflict": ("conflicts", "agreed", "kept"),
    "doubt": ("doubt", "whole", "joined"),
}
"""What is merged as one thing where two branches leave two lines of one note; `turns` counts the changes of each."""
_RESTORE = "restore it from git"
_PATH = Text("the path of a document in seeds/", re.compile(r"(?!/)(?!.*(^|/)\.\.(/|$))[^\x00-\x1f\x7f]+"))
_FILLED = Text("a text", re.compile(r".*\S.*", re.DOTALL))

_CHOICES = ListOf(Row((_FILLED, Flag())))
_AGREED = Record(
    {
        "question": _FILLED,
        "answer": Text(),
        "level": Text(),
        "tags": ListOf(Text()),
        "choices": _CHOICES,
        "extra": Text(),
    },
    required=("question",),
)
_RELEASED_NOTE = Record(
    {
        "digest": NAME,
        "digest_number": DERIVATION,
        "modified": TIME,
        "kind": NAME,
        "level": NAME,
        "html": NAME,
        "out": VERSION,
        "deck": NAME,
        "search": NAME,
    },
    required=("digest", "modified"),
)
_RELEASED_TYPE = Record(
    {"digest": NAME, "modified": TIME, "fields": MapOf(NAME, Whole()), "templates": MapOf(NAME, Whole())},
    required=("digest", "modified", "fields", "templates"),
)
_ADOPTED = Record(
    {
        "fields": ListOf(Row((NAME, Text(), NAME))),
        "cards": ListOf(Whole(0)),
        "decks": MapOf(NAME, NAME),
    },
    required=("fields",),
)
_MEDIUM = Record({"media": NAME, "file": FILE, "sha256": NAME}, required=("media", "file", "sha256"))
_HEADER = Record({"format": OneOf(FORMATS), "key": NAME}, required=("format", "key"))
_NOTE = Record(
    {
        "id": NAME,
        "seed": _PATH,
        "label": ListOf(Whole()),
        "section": ListOf(Text()),
        "flags": ListOf(NAME),
        "question": _FILLED,
        "answer": Text(),
        "level": Text(),
        "tags": ListOf(Text()),
        "choices": _CHOICES,
        "conflicts": ListOf(OneOf(CONFLICTS)),
        "agreed": _AGREED,
        "kept": ListOf(OneOf(CONFLICTS)),
        "extra": Text(),
        "digest": NAME,
        "digest_number": DERIVATION,
        "modified": TIME,
        "released": _RELEASED_NOTE,
        "retired": TIME,
        "deleted": Flag(),
        "doubt": NAME,
        "whole": Flag(),
        "joined": NAME,
        "turns": MapOf(OneOf(tuple(FACTS)), Whole(0)),
        "adopted": _ADOPTED,
    },
    required=("id",),
    needs={"seed": "question", "released": "modified", "digest": "modified", "doubt": "seed"},
)
_PACKAGE = Record(
    {"sha256": NAME, "content_digest": NAME, "content_digest_number": DERIVATION}, required=("sha256", "content_digest")
)
_RELEASE = Record(
    {
        "release": VERSION,
        "modified": TIME,
        "deck": NAME,
        "slug": NAME,
        "levels": MapOf(NAME, NAME),
        "packages": MapOf(FILE, _PACKAGE),
        "tools": MapOf(NAME, NAME),
        "files": MapOf(FILE, NAME),
        "before": NAME,
    },
    required=("release", "modified", "deck", "slug", "levels", "packages"),
)
_OPTIONS = Record(
    {
        "marker": NAME,
        "like": NAME,
        "columns": NAME,
        "encoding": NAME,
        "vault": OneOf(("true", "false")),
        "tags": ListOf(NAME),
    }
)
_SEED = Record(
    {"seed": _PATH, "sha256": NAME, "options": _OPTIONS, "reader": DERIVATION},
    required=("seed", "sha256", "options"),
)
_NOTE_TYPE = Record(
    {"note_type": NAME, "digest": NAME, "modified": TIME, "released": _RELEASED_TYPE},
    required=("note_type", "digest", "modified"),
)
LINES: Mapping[str, Shape] = {
    "format": _HEADER,
    "id": _NOTE,
    "release": _RELEASE,
    "note_type": _NOTE_TYPE,
    "media": _MEDIUM,
    "seed": _SEED,
}
"""The fact that tells a line's kind -> what else stands there. The first that a line has counts: notes name a seed."""


def read_line(text: str, number: int) -> tuple[str, dict[str, Any]]:
    """A line's kind and its facts, each of which has its type. Raises DeckwrightError that names the line."""
    try:
        found = loads(text)
    except ValueError as error:
        raise _no_line(number, f" ({error})") from None
    kind = next((name for name in LINES if isinstance(found, dict) and name in found), None)
    if kind is None:
        raise _no_line(number)
    if kind == "format" and found[kind] not in FORMATS:
        raise DeckwrightError(
            f"has format {quoted(found[kind])}",
            file=LOCK,
            line=number,
            expected=f"format {' or '.join(map(str, FORMATS))}",
            remedy="upgrade deckwright",
        )
    check(found, LINES[kind], LOCK, number, _RESTORE)
    return kind, found


def check_line(facts: Mapping[str, Any]) -> None:
    """Hold a line that is to be written against its shape. Raises DeckwrightError that names what it is about."""
    kind = next((name for name in LINES if name in facts), "id")
    try:
        LINES[kind].check(facts, "")
    except Wrong as wrong:
        what = f"of the {kind} {quoted(facts.get(kind))}, {wrong.at} {wrong.problem}"
        raise DeckwrightError(
            f"would hold what cannot be read again: {what}",
            file=LOCK,
            expected=wrong.expected,
            remedy="nothing is written; mend the card, document or setting that it comes from",
        ) from None


def _no_line(number: int, why: str = "") -> DeckwrightError:
    return DeckwrightError(
        f"is no line of a lock{why}",
        file=LOCK,
        line=number,
        expected=f"one JSON object with {', '.join(LINES)}",
        remedy="restore the file from git, or write it anew with `deckwright update --rebuild-lock`",
    )
