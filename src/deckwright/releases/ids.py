"""Whether every released note still has its id, and every released id its note: reviews go by the id alone."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from deckwright.cards.pairing.match import pair
from deckwright.cards.pairing.own import own_verdicts
from deckwright.cards.pairing.records import Record, Standing
from deckwright.cards.pairing.verdict import Verdict
from deckwright.cards.store import Card
from deckwright.decks.describe import parts_of
from deckwright.errors import DeckwrightError, quoted
from deckwright.releases.editions import Texts


def changed_ids(
    sent: Mapping[str, Texts], cards: Mapping[str, Card], kept: Collection[str] = (), read: Collection[str] = ()
) -> list[DeckwrightError]:
    """Everything that speaks against the ids of the notes that are packed.

    `sent` has the texts of every note as it was released, by id; `kept` are the ids of notes of which a person says
    that they are right, `read` those of notes that came from documents.
    """
    return [*other_ids(sent, cards, kept, read), *exchanged_ids(sent, cards, kept)] or [*taken_ids(sent, cards, kept)]


def other_ids(
    sent: Mapping[str, Texts], cards: Mapping[str, Card], kept: Collection[str] = (), read: Collection[str] = ()
) -> Iterator[DeckwrightError]:
    """Released notes whose cards are gone, while cards that nobody has say the same: their ids were changed.

    What is the same is judged as between a document and its last reading, of which the released notes are: a question
    that speaks for itself, whatever is answered, or an answer that is witness enough. A note from a document was judged
    when it was read, against live notes; it is held against the gone ones as against retired ones. `sent`, `kept` and
    `read` are as for `changed_ids`.
    """
    for card_id in kept:
        if card_id not in cards:
            raise DeckwrightError(f"there is no note {card_id}", expected="the id of a note whose id is right")
    gone = [note_id for note_id in sent if note_id not in cards]
    new = [card_id for card_id in cards if card_id not in sent and card_id not in kept]
    was = {note_id: _record(sent[note_id]) for note_id in gone}
    now = {card_id: _record(parts_of(cards[card_id])) for card_id in new}
    rest = [_record(parts_of(card)) for card_id, card in cards.items() if card_id in sent]
    found = pair([replace(one, standing=Standing.RETIRED) for one in was.values()], [*now.values()], rest)
    same = {new[at]: gone[before] for at, before in found.pairs.items()}
    lost = [note_id for note_id in gone if note_id not in same.values()]
    mine = [card_id for card_id in new if card_id not in same and card_id not in read]
    rest += [record for card_id, record in now.items() if card_id not in mine]
    found = pair([was[one] for one in lost], [now[one] for one in mine], rest)
    same |= {mine[at]: lost[before] for at, before in found.pairs.items()}
    asked = [(mine[doubt.new], lost[doubt.old]) for doubt in found.doubts]
    same |= {second: first for second, first in asked if was[first].form == now[second].form}
    for card_id in new:
        if card_id in same and cards[card_id].split_from != same[card_id]:
            yield _other_id(same[card_id], card_id, cards[card_id])


def _record(texts: Texts) -> Record:
    return Record(texts.get("question", ""), texts.get("answer"))


def exchanged_ids(
    sent: Mapping[str, Texts], cards: Mapping[str, Card], kept: Collection[str] = ()
) -> Iterator[DeckwrightError]:
    """Released notes that ask what another one asked when it was released, and no longer does.

    `sent` and `kept` are as for `other_ids`.
    """
    now = {card_id: parts_of(card).get("question") for card_id, card in cards.items()}
    owner = {texts.get("question"): note_id for note_id, texts in sent.items()}
    for card_id, question in now.items():
        was = owner.get(question)
        if card_id in kept:
            continue
        if card_id in sent and was and was != card_id and sent[card_id].get("question") != question != now.get(was):
            yield _other_id(was, card_id, cards[card_id])


def taken_ids(
    sent: Mapping[str, Texts], cards: Mapping[str, Card], kept: Collection[str] = ()
) -> Iterator[DeckwrightError]:
    """Released ids under which another question is asked now, and another answer given.

    Where what was asked stands under another id, that one is named. A deck that was translated asks what it asked.
    `sent` and `kept` are as for `other_ids`.
    """
    both = [card_id for card_id in cards if sent.get(card_id)]
    was = {card_id: _record(sent[card_id]) for card_id in both}
    now = {card_id: _record(parts_of(card)) for card_id, card in cards.items()}
    own = dict(zip(both, own_verdicts([was[one] for one in both], [now[one] for one in both]), strict=True))
    unsure = [card_id for card_id in both if own[card_id] is not Verdict.SAME]
    if not unsure:
        return
    others = [one for one in cards if one not in sent or was[one] != now[one]]
    rest = [now[one] for one in cards if one in sent and was[one] == now[one]]
    found = pair([was[one] for one in unsure], [now[one] for one in others], rest)
    told = set(kept)
    for at, before in sorted(found.pairs.items()):
        first, second = unsure[before], others[at]
        if first == second:
            continue
        if not told & {first, second}:
            yield _other_id(first, second, cards[second])
        told |= {first, second}
    turned = {one for one in unsure if was[one].language != now[one].language}
    translated = turned if len(turned) * 2 > len(both) else set()
    for card_id in unsure:
        answered = sent[card_id].get("answer") == parts_of(cards[card_id]).get("answer")
        if own[card_id] is Verdict.ANOTHER and not answered and card_id not in told | translated:
            yield _another_question(card_id, sent[card_id], cards[card_id])


def _another_question(card_id: str, sent: Texts, card: Card) -> DeckwrightError:
    return DeckwrightError(
        f"the id {card_id} was released with another question, {quoted(sent.get('question', ''))}, and another answer",
        file=card.file,
        line=card.line,
        expected="an id that stays with its question: in Anki the reviews of the one would go to the other",
        remedy=f"take the id away: the note gets its own; if it is the same note, release with `--keep-id {card_id}`",
    )


def _other_id(was: str, card_id: str, card: Card) -> DeckwrightError:
    return DeckwrightError(
        f"this note was released under the id {was} and has the id {card_id}",
        file=card.file,
        line=card.line,
        expected="the id that learners have: under another they get it as a new note, without their reviews",
        remedy=f"write `id: {was}`; if it is another note, release with `--keep-id {card_id}`",
    )
