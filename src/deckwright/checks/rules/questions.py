"""Rules about questions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deckwright.checks.language import language_of, tokens_of
from deckwright.checks.plain import notes
from deckwright.checks.rule import Found, rule
from deckwright.checks.subjects import TASK
from deckwright.checks.tongues import SPACELESS, words
from deckwright.decks.deck import Deck
from deckwright.errors import Severity

_MARK = re.compile(
    r"[?？]+(?=\W*\w)(?!\s*(?:后|後|之|前|和|与|表示|号|为什么[？?]?$|"
    r"why\W*$|warum\W*$|如果可以|若可以|if so|wenn ja))",
    re.I,
)
_CLAUSE_END = re.compile(r"[,，;；?？。]|\band\b|以及|并且", re.I)
_ASKS = re.compile(
    r"什么|什麽|什麼|如何|怎么|怎样|为何|有何|哪些|哪个|哪里|何时|是否|吗|\b(?:what|how|why|when|which|who|where)\b",
    re.I,
)
_SINGLE = re.compile(r"if |when |although |如果|若|当|既然|虽然", re.I)
MANY = 3
"""Things asked at once, from which on it is more than a hint."""


@rule(
    "several-questions",
    "info",
    "a question that asks several things; a card that asks one is reviewed faster and remembered better",
    example="- question: What is a GAN? How is it trained?",
)
def several_questions(deck: Deck) -> Iterator[Found]:
    for card, of in notes(deck):
        question = of.get("question")
        if card.note.kind != "qa" or not question:
            continue
        marks = list(_MARK.finditer(question.own))
        clauses = [clause for clause in _CLAUSE_END.split(question.own) if _ASKS.search(clause)]
        begun = _begun(question.own)
        tasks = list(TASK.finditer(question.own))
        asked = max(len(marks) + 1, len(clauses), len(tasks), begun)
        if asked < 2 or _SINGLE.match(question.text) or (not marks and _reason(question.own)):
            continue
        at = marks[0].span() if marks else (0, 0)
        remedy = "split it into notes of one question each (`split_from`)"
        severity: Severity | None = "warning" if asked >= MANY else None
        yield Found(card, f"the question asks {asked} things", "question", *at, remedy=remedy, severity=severity)


def _begun(question: str) -> int:
    """How many clauses begin by asking, in a language that parts words: was …, wozu … und wie …"""
    language = language_of(question)
    if language is None or language in SPACELESS:
        return 0
    parts = re.split(rf"[,;?]\s*|\s(?:{_AND})\s", question.strip("¿ "))
    asks, small = words("asks", language), words("small", language)
    heads = [tokens_of(part, 0)[:2] for part in parts]
    return sum(bool(head) and (head[0] in asks or (head[-1] in asks and head[0] in small)) for head in heads)


_AND = "and|und|y|e|et|и|és|en|och"


def _reason(question: str) -> bool:
    """A question that asks whether and, in the same breath, why or how."""
    return re.search(r"[吗嗎][？?，,]\s*(?:如果|若|为什么|為什麼|怎么)", question) is not None


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
