"""Cards that people wrote, moved or put back: each gets its id, or is live again."""

from __future__ import annotations

from dataclasses import replace

from deckwright.cards.draft import Draft
from deckwright.cards.edits import SetId
from deckwright.cards.known import compared
from deckwright.cards.lock import LockedNote
from deckwright.cards.report import Change
from deckwright.cards.store import Card, CardFile
from deckwright.project import seed_key

Missing = dict[tuple[str, str | None], list[LockedNote]]


def name_cards(draft: Draft) -> None:
    """Notes without an id get their own back, where their words are those of a missing card; or a new one."""
    missing = _missing_by_words(draft)
    for file in draft.cards.files:
        for index, card in enumerate(file.cards):
            if card.id is None:
                _name(draft, file, index, card, missing)
            elif card.id not in draft.notes:
                draft.notes[card.id] = LockedNote(card.id)


def _missing_by_words(draft: Draft) -> Missing:
    found: Missing = {}
    for note in draft.notes.values():
        if note.question and note.id not in draft.cards.by_id and not note.doubt:
            found.setdefault((note.question, note.answer), []).append(note)
    return found


def _name(draft: Draft, file: CardFile, index: int, card: Card, missing: Missing) -> None:
    mine = compared(card.note)
    known = missing.get((mine.question, mine.answer), [])
    if known:
        own = next((note for note in known if note.seed == file.seed), known[0])
        known.remove(own)
        draft.plan.edits.append(SetId(file.shown, index, own.id))
        draft.cards.by_id[own.id] = card
        draft.cards.file_of[own.id] = file
        message = f"has its id {own.id} back: its words are those of that note, whose card was missing"
        draft.tell("info", "id-restored", message, card.file, card.line)
        draft.change(Change(own.id, "restored", card.note.question, card.file, own.seed))
        return
    key = file.seed and draft.project.seed(file.seed).key
    card_id = draft.new_id(key or seed_key(file.path.name), card.note)
    draft.plan.edits.append(SetId(file.shown, index, card_id))
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
