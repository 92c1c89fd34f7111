"""What stands open in a project, or is not packed, and is said by every command until a person settles it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from deckwright.cards.choose import same_as_left_out, same_as_problems, statuses
from deckwright.cards.conflicts import waiting
from deckwright.cards.lock import LockedNote
from deckwright.cards.pairing.answers import answer_share
from deckwright.cards.pairing.difference import question_share
from deckwright.cards.store import Card
from deckwright.errors import Finding
from deckwright.text.entering import entering

NAMED = 3
"""So many notes of one kind are named; of the others there is only the number."""


def short(value: Any, length: int = 60) -> str:
    """The beginning of a text, or of a list of choices, in one line."""
    text = value if isinstance(value, str) else " | ".join(choice.text for choice in value or ())
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1] + "…"


BEFORE = 15
"""So many characters are shown before the place where two long texts begin to differ."""


def both_short(one: Any, two: Any, length: int = 60) -> tuple[str, str]:
    """Two texts, each in one line; where they are cut, they are cut around the place where they differ."""
    lines = [short(text, 1 << 30) for text in (one, two)]
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(*lines, strict=False)))
    start = max(same - BEFORE, 0) if max(map(len, lines)) > length and same >= length - BEFORE else 0
    first, second = ((("…" if start else "") + short(line[start:], length)) for line in lines)
    return first, second


@dataclass(frozen=True, slots=True)
class OpenDoubt:
    """A note as it is packed, and the one that is held back since it may be the same."""

    old: LockedNote
    new: LockedNote

    @property
    def kept(self) -> tuple[float, float]:
        """Shares of question and answer that both have."""
        return (
            question_share(self.old.question or "", self.new.question or ""),
            answer_share(self.old.answer, self.new.answer),
        )


def doubts(notes: Mapping[str, LockedNote]) -> Iterator[OpenDoubt]:
    """Every doubt that nobody has settled, in the order of the lock."""
    for note in notes.values():
        if note.doubt and note.doubt in notes:
            yield OpenDoubt(notes[note.doubt], note)


def conflicts(notes: Mapping[str, LockedNote], cards: Mapping[str, Card]) -> Iterator[tuple[LockedNote, Card, str]]:
    """Every field that seed and editor both changed, while its note is packed."""
    for note in notes.values():
        card = cards.get(note.id)
        if card and note.is_live:
            for name in note.conflicts:
                yield note, card, name


def asked_together(notes: Mapping[str, LockedNote]) -> Iterator[list[OpenDoubt]]:
    """Doubts one by one, but all of a document that is in doubt as a whole at once."""
    whole: dict[str, list[OpenDoubt]] = defaultdict(list)
    for doubt in doubts(notes):
        if doubt.new.whole:
            whole[str(doubt.new.seed)].append(doubt)
        else:
            yield [doubt]
    yield from whole.values()


def doubt_message(those: list[OpenDoubt], cards: Mapping[str, Card]) -> str:
    """Both texts of a doubt, or of some of a document's; `cards` by id."""
    seed, many = those[0].new.seed, len(those)
    if not those[0].new.whole:
        question, answer = those[0].kept
        kept = f"question {question:.0%}, answer {answer:.0%} kept"
        return f"is {_told_apart(those[0])} in {seed}? {kept}; {_until(those, cards)}"
    pairs = "; ".join(_told_apart(one, 40) for one in those[:NAMED])
    more = f"; and {many - NAMED} more, which `deckwright update --settle` shows" if many > NAMED else ""
    return (
        f"{many} questions of {seed} gave way to as many others in the same order, as in a translation: {pairs}{more}; "
        f"are they the same? {_until(those, cards)}"
    )


def _told_apart(doubt: OpenDoubt, length: int = 60) -> str:
    """Both notes of a doubt, so that one sees where they differ."""
    old, new = doubt.old, doubt.new
    asked = both_short(old.question, new.question, length)
    answered = both_short(old.answer, new.answer, length * 2 // 3)
    return f"{asked[0]!r} ({old.id}; {answered[0]!r}) now {asked[1]!r} ({new.id}; {answered[1]!r})"


def _until(those: list[OpenDoubt], cards: Mapping[str, Card]) -> str:
    """What holds meanwhile."""
    packed = [card for one in those if (card := cards.get(one.old.id)) and not card.skip and not card.same_as]
    if len(packed) == len(those):
        return f"until it is settled the old {'one is' if len(those) == 1 else 'ones are'} packed as before"
    return "until it is settled no new one is packed, and an old one that is marked in cards/ is not either"


def doubt_remedy(those: list[OpenDoubt]) -> str:
    """The commands that settle a doubt."""
    old, new = those[0].old, those[0].new
    which = str(new.seed) if new.whole else f"{old.id} {new.id}"
    return f"if so: deckwright update --same {which}, if not: deckwright update --different {which}"


def open_findings(notes: Mapping[str, LockedNote], cards: Mapping[str, Card]) -> Iterator[Finding]:
    """Doubts and conflicts as findings, each with the command that settles it."""
    for those in asked_together(notes):
        card = None if those[0].new.whole else cards.get(those[0].old.id)
        file, line = (card.file, card.line) if card else (f"seeds/{those[0].new.seed}", None)
        yield Finding("error", "unsure", f"{doubt_message(those, cards)}; {doubt_remedy(those)}", file, line)
    for note, card, name in conflicts(notes, cards):
        message = f"{conflict_message(note, card, name)}; {conflict_remedy(note)}"
        yield Finding("error", "conflict", message, card.file, card.line)


def conflict_message(note: LockedNote, card: Card, name: str) -> str:
    """Both sides of a conflict, and what waits with it."""
    if name == "kind":
        said = f"{note.id} is a {card.note.kind} note, which learners have, and {note.seed} makes it a {note.kind} note"
    else:
        mine, theirs = both_short(getattr(card.note, name), getattr(note, name))
        said = f"{name} of {note.id} was changed both here and in {note.seed}; here: {mine!r}, in the seed: {theirs!r}"
    others = "".join(
        f", {one} now {both_short(getattr(card.note, one), getattr(note, one))[1]!r}" for one in waiting(note, card)
    )
    return f"{said}{f' (with it waits what only the seed changed{others})' if others else ''}"


def conflict_remedy(note: LockedNote) -> str:
    """The commands that settle a conflict."""
    return (
        f"until it is settled the note is packed as it is here: deckwright update --keep-mine {note.id} "
        f"or --take-seed {note.id}"
    )


LEFT_OUT_REMEDY = "to say that this is meant, give it `skip: true`; to have it packed, put it back into its document"


def left_out_cards(notes: Mapping[str, LockedNote], cards: Iterable[Card]) -> Iterator[tuple[list[Card], str]]:
    """Cards that are there, bear no mark, and are not packed, with the reason; together by file and reason."""
    found: dict[tuple[str, str], list[Card]] = defaultdict(list)
    for card in cards:
        note = notes.get(str(card.id))
        if note is not None and note.retired and not (card.skip or card.same_as):
            found[card.file, _why(note)].append(card)
    yield from ((those, why) for (_, why), those in found.items())


def left_out_message(those: list[Card], why: str) -> str:
    named = ", ".join(str(card.id) for card in those[:NAMED])
    more = f" and {len(those) - NAMED} more" if len(those) > NAMED else ""
    many = f"{len(those)} notes are" if len(those) > 1 else "the note is"
    return f"{many} not packed: {why} ({named}{more})"


def _why(note: LockedNote) -> str:
    if note.seed:
        return f"gone from {note.seed}"
    return f"{note.joined} goes on for it" if note.joined else "its question is in no document any more"


def missing_cards(notes: Mapping[str, LockedNote], cards: Mapping[str, Card]) -> Iterator[tuple[str, str]]:
    """Documents of which cards are gone since the last update, with what is said of them."""
    found: dict[str, list[LockedNote]] = defaultdict(list)
    for note in notes.values():
        if note.seed and note.is_live and note.id not in cards:
            found[note.seed].append(note)
    for seed, gone in found.items():
        named = ", ".join(f"{note.id} ({short(note.question, 40)})" for note in gone[:NAMED])
        more = f" and {len(gone) - NAMED} more" if len(gone) > NAMED else ""
        what = f"the card of {named} is" if len(gone) == 1 else f"the cards of {named}{more} are"
        yield seed, f"{what} not in cards/, and not packed"


def exchanged_ids(notes: Mapping[str, LockedNote], cards: Mapping[str, Card]) -> Iterator[tuple[Card, LockedNote]]:
    """Cards that ask what another note was last read to ask, and whose own question no card under their id asks."""
    asked = Counter(note.question for note in notes.values() if note.question)
    owner = {note.question: note for note in notes.values() if note.question and asked[note.question] == 1}
    for card in cards.values():
        own = notes.get(str(card.id))
        if own is None or not own.question or own.question == card.note.question:
            continue
        question = entering(card.note.question)
        other = owner.get(question)
        if other is None or other.id == card.id or other.doubt or question == own.base.question:
            continue
        there = cards.get(other.id)
        if there is None or entering(there.note.question) != question:
            yield card, other


def exchanged_message(card: Card, other: LockedNote) -> str:
    return (
        f"this note has the id {card.id}, and asks what {other.id} asks in {other.seed}: learners would get it with "
        "the reviews of the other"
    )


MISSING_REMEDY = "put it back into cards/, or run `deckwright update`, which takes that for a deletion"
EXCHANGED_REMEDY = "if the ids changed places, put them back; if the question was meant to change, word it otherwise"


def everything_open(
    notes: Mapping[str, LockedNote], cards: Iterable[Card], since: Mapping[str, LockedNote] | None = None
) -> list[Finding]:
    """What every command says: what is not packed without a mark, doubts, conflicts.

    `since` are the notes before an update, which says of each that it retires why it does.
    """
    there = list(cards)
    known = [card for card in there if since is None or ((before := since.get(str(card.id))) and before.retired)]
    left_out = [
        Finding("info", "not-packed", left_out_message(those, why), those[0].file, those[0].line)
        for those, why in left_out_cards(notes, known)
    ]
    by_id = {str(card.id): card for card in there}
    missing = [
        Finding("warning", "card-missing", message, f"seeds/{seed}", remedy=MISSING_REMEDY)
        for seed, message in missing_cards(notes, by_id)
    ]
    exchanged = [
        Finding(
            "warning", "ids-exchanged", exchanged_message(card, other), card.file, card.line, remedy=EXCHANGED_REMEDY
        )
        for card, other in exchanged_ids(notes, by_id)
    ]
    return [*left_out, *missing, *exchanged, *same_as_findings(notes, there), *open_findings(notes, by_id)]


def same_as_findings(notes: Mapping[str, LockedNote], cards: Sequence[Card]) -> Iterator[Finding]:
    """Every `same_as` that leads to no note, in a circle, or to a note that is left out."""
    for card, problem in same_as_problems(cards):
        yield Finding("error", "same-as", problem, card.file, card.line, remedy="mend it or take it out")
    for card, message in same_as_left_out(cards, statuses(cards, notes)):
        yield Finding("warning", "same-as-left-out", message, card.file, card.line)
