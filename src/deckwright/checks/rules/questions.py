"""Rules about questions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deckwright.checks.rule import Found, rule
from deckwright.decks.deck import Deck
from deckwright.text.prose import prose

_MARK = re.compile(r"[?？]+(?=\s*\S)")
_CLAUSE_END = re.compile(r"[,，;；?？。]|\band\b|以及|并且", re.I)
_ASKS = re.compile(
    r"什么|什麽|什麼|如何|怎么|怎样|为何|哪些|哪个|哪里|何时|是否|吗|\b(?:what|how|why|when|which|who|where)\b", re.I
)
_SINGLE = re.compile(r"if |when |although |如果|若|当|既然|虽然", re.I)


@rule(
    "several-questions",
    "info",
    "a question that asks several things; a card that asks one is reviewed faster and remembered better",
    example="- question: What is a GAN? How is it trained?",
)
def several_questions(deck: Deck) -> Iterator[Found]:
    for card in deck.live():
        words = prose(card.note.question)
        marks = list(words.matches(_MARK))
        clauses = [clause for clause in _CLAUSE_END.split(words.words()) if _ASKS.search(clause)]
        if card.note.kind != "qa" or (not marks and len(clauses) < 2) or _SINGLE.match(card.note.question):
            continue
        at = marks[0].span() if marks else (0, 0)
        remedy = "split it into notes of one question each (`split_from`)"
        asked = max(len(marks) + 1, len(clauses))
        yield Found(card, f"the question asks {asked} things", "question", *at, remedy=remedy)


@rule(
    "wants-a-look",
    "info",
    "a note that the reader cut from running text or was not sure of",
    example="(a note whose line in deck.lock has the flag `split-from-running-text`)",
)
def wants_a_look(deck: Deck) -> Iterator[Found]:
    for card in deck.live():
        locked = deck.locked(card)
        for flag in locked.flags if locked else ():
            said = {
                "split-from-running-text": "was cut from running text, since the document had lost its line ends",
                "unnumbered": "stood without a number among numbered ones",
                "nested": "was a question inside another one's list",
            }.get(flag, f"was read with the flag {flag!r}")
            remedy = "look whether it is whole, then say so: `allow: {wants-a-look: seen}`"
            yield Found(card, f"the note {said}", "question", remedy=remedy)
