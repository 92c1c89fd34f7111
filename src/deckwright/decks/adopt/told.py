"""What is told of an adopted deck: what stays HTML, what holds scripts, what did not fit."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from urllib.parse import unquote

from deckwright.cards.lock import LockedMedium
from deckwright.decks.adopt.media import called_for
from deckwright.decks.adopt.same import has_script
from deckwright.decks.adopt.writing import deck_in_file
from deckwright.decks.foreign.deck import ForeignDeck
from deckwright.decks.media.adopted import references
from deckwright.errors import Finding, counted, quoted

_RENAMED = re.compile(r'[:{}"]|^[#/^\s]|\s$')
"""What Anki takes out of the names of fields (rslib/src/notetype/fields.rs, `fix_name`)."""
SHOWN = 5
"""Names that a finding lists."""


def of_guid(file: str, guid: str, problem: str, card_id: str) -> Finding:
    message = (
        f"the GUID {quoted(guid)} {problem}: the note is kept as {card_id} with `skip: true`, and not packed; learners "
        "keep theirs"
    )
    return Finding("warning", "adopt-guid", message, file)


def of_fields(file: str, converted: Mapping[str, Counter[str | None]]) -> Iterator[Finding]:
    """How many fields of a deck stay HTML, and why."""
    for deck, reasons in converted.items():
        kept = Counter({why: count for why, count in reasons.items() if why})
        if kept:
            why = ", ".join(f"{reason} ({count})" for reason, count in kept.most_common(SHOWN))
            total = reasons.total()
            message = f"{deck or 'notes without cards'}: {kept.total()} of {total} fields stay HTML: {why}"
            yield Finding("info", "adopt-html", message, file)


def of_deck(deck: ForeignDeck, media: Mapping[str, LockedMedium], latest: int) -> Iterator[Finding]:
    """Everything but fields; `latest` is the last time that a clock may show (Unix seconds)."""
    used = {note.type for note in deck.notes}
    for number, one in deck.types.items():
        sides = [side for side in one.type.templates if has_script(side["qfmt"] + side["afmt"])]
        if number in used and sides:
            names = ", ".join(side["name"] for side in sides)
            message = f"the note type {one.type.name} runs scripts ({names}); they are kept, and run in Anki only"
            yield Finding("warning", "adopt-script", message, deck.file)
        odd = [name for name in one.type.field_names if _RENAMED.search(name)]
        if number in used and odd:
            message = (
                f"Anki has fields of the note type {one.type.name} under other names than this deck ({_some(odd)}): it "
                "takes a package of it for another type's, and updates none of its notes; adopt an export of a "
                "collection that holds the deck"
            )
            yield Finding("warning", "adopt-field-name", message, deck.file)
    checks = (
        ("adopt-script", "warning", "with scripts; these are kept", lambda note: any(map(has_script, note.fields))),
        ("adopt-no-card", "warning", "without a card, and given none here", lambda note: not note.cards),
        ("adopt-time", "warning", "changed in the future: the time is set to tomorrow",
         lambda note: note.modified > latest),
        ("adopt-decks", "info", "with cards in several decks; deck.lock keeps which",
         lambda note: len({card.deck for card in note.cards}) > 1),
        ("adopt-deck-name", "warning", "in a deck whose name cannot be kept; new learners get another",
         lambda note: any(deck_in_file(card.deck) != card.deck for card in note.cards)),
    )  # fmt: skip
    for code, severity, what, is_one in checks:
        found = [note.guid for note in deck.notes if is_one(note)]
        if found:
            message = f"{counted(len(found), 'note')} {what}: {_some(found)}"
            yield Finding("warning" if severity == "warning" else "info", code, message, deck.file)
    homes = {note.cards[0].deck for note in deck.notes if note.cards}
    left = sorted(
        name for name in deck.descriptions if name not in homes and any(one.startswith(name) for one in homes)
    )
    if left:
        message = f"the descriptions of decks without notes of their own do not come along: {_some(left)}"
        yield Finding("info", "adopt-description", message, deck.file)
    yield from _of_media(deck, media)


def _of_media(deck: ForeignDeck, media: Mapping[str, LockedMedium]) -> Iterator[Finding]:
    renamed = [f"{one.name!r} as {one.file}" for one in media.values() if one.file != one.name]
    if renamed:
        message = (
            f"{counted(len(renamed), 'file')} of other names in cards/media/ than in Anki, which keeps its own: "
            f"{_some(renamed)}"
        )
        yield Finding("info", "adopt-media-name", message, deck.file)
    left = len(deck.media) - len(media)
    if left:
        message = f"{counted(left, 'file')} of the collection, called for by none of these notes, left where it was"
        yield Finding("info", "adopt-media-left", message, deck.file)
    called = set(called_for(deck))
    unused = sorted(name for name in media if name not in called and not name.startswith("_"))
    if unused:
        message = f"{counted(len(unused), 'file')} called for by no note, and brought along: {_some(unused)}"
        yield Finding("info", "adopt-media-unused", message, deck.file)
    if missing := sorted(_missing(deck)):
        message = f"{counted(len(missing), 'file')} called for by notes and not in the deck: {_some(missing)}"
        yield Finding("warning", "adopt-media-missing", message, deck.file)


def _missing(deck: ForeignDeck) -> set[str]:
    """The names of files that fields call for and that the deck has not."""
    called = {name for note in deck.notes for text in note.fields for name in references(text)}
    return {name for name in called if not deck.media.keys() & {name, unquote(name)}}


def _some(names: list[str]) -> str:
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return ", ".join(map(quoted, names[:SHOWN])) + more
