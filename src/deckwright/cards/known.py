"""What is known of notes, as pairing takes it: lock lines and readings as records."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import replace

from deckwright.cards.lock import LockedNote
from deckwright.cards.pairing.context import labels
from deckwright.cards.pairing.records import Record, Standing
from deckwright.cards.readings import ReadNote
from deckwright.cards.store import Card
from deckwright.note import Choice, Note
from deckwright.seeds.inputs.vault import as_shown
from deckwright.text.entering import entering


def compared(note: Note) -> Note:
    """A card's note as it is compared: YAML style, trailing spaces and width of a tab are no edits."""
    return replace(
        note,
        question=entering(note.question),
        answer=(entering(note.answer) or None) if note.answer else None,
        choices=tuple(Choice(entering(one.text), one.correct) for one in note.choices),
        extra=(entering(note.extra) or None) if note.extra else None,
    )


def says_more(card: Card) -> bool:
    """Whether an editor gave a card something that no seed says."""
    extras = (card.answered_by, card.same_as, card.split_from, card.allow)
    return any(extras) or card.reverse or card.skip


def is_edited(card: Card, read: LockedNote) -> bool:
    """Whether a card says other than its last reading."""
    mine = compared(card.note)
    same = (mine.question, mine.answer, mine.level) == (read.question, read.answer, read.level)
    same = same and (mine.choices, mine.extra) == (read.choices, read.extra) and set(mine.tags) == set(read.tags)
    return not same or says_more(card)


def standing(note: LockedNote, cards: Mapping[str, Card], gone: Container[str]) -> Standing:
    if note.id in gone:
        return Standing.RETIRED
    if note.doubt:
        return Standing.HELD
    if note.id not in cards:
        return Standing.MISSING
    return Standing.RETIRED if note.retired else Standing.LIVE


def is_light(note: LockedNote, cards: Mapping[str, Card]) -> bool:
    """Whether nobody has anything of a note to lose: never packed, never edited."""
    card = cards.get(note.id)
    return note.digest is None and note.released is None and not (card and is_edited(card, note))


def records_of(
    notes: Sequence[LockedNote],
    cards: Mapping[str, Card],
    gone: Container[str] = frozenset(),
    vaults: Container[str] = frozenset(),
) -> list[Record]:
    """Lock lines in the order of the lock; a place is an index among the notes of one seed.

    `gone` are ids of notes that stand in no document, though they are packed: old ones of a doubt. `vaults` are the
    seeds that are read as a vault shows them: an older reader may have kept their signs.
    """
    by_seed: dict[str, list[int]] = {}
    for at, note in enumerate(notes):
        by_seed.setdefault(note.seed or "", []).append(at)
    found: dict[int, Record] = {}
    for seed, ats in by_seed.items():
        shown = as_shown if seed in vaults else str
        questions = [shown(notes[at].question or "") for at in ats]
        for place, (at, question, label) in enumerate(zip(ats, questions, labels(questions), strict=True)):
            note = notes[at]
            found[at] = Record(
                question,
                shown(note.answer) if note.answer else note.answer,
                tuple((one.text, one.correct) for one in note.choices),
                note.section,
                seed,
                place,
                standing(note, cards, gone),
                label,
                is_light(note, cards),
            )
    return [found[at] for at in range(len(notes))]


def records_read(seed: str, notes: Sequence[ReadNote]) -> list[Record]:
    """A reading, in the order of its document."""
    counting = labels([one.note.question for one in notes])
    return [
        Record(
            one.note.question,
            one.note.answer,
            tuple((choice.text, choice.correct) for choice in one.note.choices),
            one.note.section,
            seed,
            place,
            label=label,
        )
        for place, (one, label) in enumerate(zip(notes, counting, strict=True))
    ]
