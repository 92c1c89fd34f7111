"""Cards that people wrote, moved or put back: each gets its id, or is live again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from deckwright.cards.draft import Draft
from deckwright.cards.edits import SetId
from deckwright.cards.known import compared, records_of
from deckwright.cards.lock import LockedNote
from deckwright.cards.pairing.match import pair
from deckwright.cards.pairing.records import Record, Standing
from deckwright.cards.report import Change
from deckwright.cards.store import Card, CardFile
from deckwright.declared import seed_key


@dataclass(frozen=True, slots=True)
class _Nameless:
    """A card without an id, or with one that a person wrote; and where it is."""

    file: CardFile
    index: int
    card: Card


def name_cards(draft: Draft) -> None:
    """Cards without an id, or with one that nobody gave, get back that of a note whose card is missing; or a new one.

    Their own back: where their words are those of that note, or where a document that said so would be the same note.
    """
    nameless = [
        _Nameless(file, index, card)
        for file in draft.cards.files
        for index, card in enumerate(file.cards)
        if card.id is None or card.id not in draft.notes
    ]
    if not nameless:
        return
    missing = _missing(draft)
    rest = [one for one in nameless if not _word_for_word(draft, one, missing)]
    left = [note for notes in missing.values() for note in notes]
    rest = list(_much_the_same(draft, rest, [note for note in left if note.is_live]))
    for one in rest:
        _name(draft, one)


Missing = dict[tuple[str, str | None], list[LockedNote]]


def _missing(draft: Draft) -> Missing:
    """Notes whose cards are missing, by their words."""
    found: Missing = {}
    for note in draft.notes.values():
        if note.question and note.id not in draft.cards.by_id and not note.doubt:
            found.setdefault((note.question, note.answer), []).append(note)
    return found


def _word_for_word(draft: Draft, one: _Nameless, missing: Missing) -> bool:
    mine = compared(one.card.note)
    known = missing.get((mine.question, mine.answer), [])
    if not known:
        return False
    own = next((note for note in known if note.seed == one.file.seed), known[0])
    known.remove(own)
    _give_back(draft, one, own, "its words are those of that note, whose card was missing")
    return True


def _much_the_same(draft: Draft, nameless: list[_Nameless], missing: list[LockedNote]) -> Iterator[_Nameless]:
    """Give their ids back to cards that were also edited; those that are new, or may be, are left."""
    if not nameless or not missing:
        yield from nameless
        return
    old = [replace(record, standing=Standing.LIVE, light=False) for record in records_of(missing, {})]
    new = [_record(one) for one in nameless]
    found = pair(old, new)
    doubts = {doubt.new: missing[doubt.old] for doubt in found.doubts}
    for at, one in enumerate(nameless):
        if at in found.pairs:
            own = missing[found.pairs[at]]
            _give_back(draft, one, own, "it says much the same as that note, whose card was missing")
        elif (
            (other := doubts.get(at)) and one.file.seed == other.seed and new[at].form == old[missing.index(other)].form
        ):
            _give_back(draft, one, other, "it asks what that note asked, whose card was missing")
        else:
            if other:
                _tell_likely(draft, one, other)
            yield one


def _record(one: _Nameless) -> Record:
    mine = compared(one.card.note)
    choices = tuple((choice.text, choice.correct) for choice in mine.choices)
    return Record(mine.question, mine.answer, choices, (), one.file.seed or one.file.shown, one.index)


def _give_back(draft: Draft, one: _Nameless, own: LockedNote, why: str) -> None:
    card, cards = one.card, draft.cards
    draft.plan.edits.append(SetId(one.file.shown, one.index, own.id))
    if card.id:
        cards.by_id.pop(card.id, None)
        cards.file_of.pop(card.id, None)
    cards.by_id[own.id] = card
    cards.file_of[own.id] = one.file
    instead = f", instead of {card.id}" if card.id else ""
    draft.tell("info", "id-restored", f"has its id {own.id} back{instead}: {why}", card.file, card.line)
    draft.change(Change(own.id, "restored", card.note.question, card.file, own.seed))


def _tell_likely(draft: Draft, one: _Nameless, other: LockedNote) -> None:
    message = (
        f"it may be the note {other.id}, whose card is missing: if so, write `id: {other.id}`; until then it is a note "
        "of its own"
    )
    draft.tell("warning", "id-missing", message, one.card.file, one.card.line)


def _name(draft: Draft, one: _Nameless) -> None:
    card, file = one.card, one.file
    if card.id:
        draft.notes[card.id] = LockedNote(card.id)
        return
    key = file.seed and draft.project.seed(file.seed).key
    card_id = draft.new_id(key or seed_key(file.path.name), card.note)
    draft.plan.edits.append(SetId(file.shown, one.index, card_id))
    draft.notes[card_id] = LockedNote(card_id)
    draft.change(Change(card_id, "named", card.note.question, card.file))


def put_back(draft: Draft) -> None:
    """A card whose note an editor had deleted, and that is there again, is live again."""
    for note in list(draft.notes.values()):
        if note.deleted and note.id in draft.cards.by_id:
            draft.notes[note.id] = replace(note, deleted=False, retired=None)
            card = draft.cards.by_id[note.id]
            message = f"the card of {note.id} was deleted, and is back: it is packed again"
            draft.tell("info", "put-back", message, card.file, card.line)
            draft.change(Change(note.id, "returned", card.note.question, card.file, note.seed))
