"""Rules about answers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deckwright.checks.rule import Found, rule
from deckwright.decks.deck import Deck
from deckwright.text.characters import is_cjk, letters_and_digits
from deckwright.text.inline import TokenKind, tokens
from deckwright.text.prose import prose

LONGEST = 800
"""Characters of Chinese, or as much as they say in other scripts (a word counts for two)."""

_LATIN_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d+")


@rule(
    "no-answer",
    "warning",
    "a question without an answer; it is not packed",
    example="- question: What is dropout?",
)
def no_answer(deck: Deck) -> Iterator[Found]:
    for card in deck.live():
        if not card.note.answered:
            remedy = "mark the right choices, or write an answer" if card.note.choices else "write an answer"
            yield Found(card, "the question has no answer, and is not packed", "question", remedy=remedy)


@rule(
    "answer-repeats-question",
    "warning",
    "an answer that says what the question says, and no more",
    example="- {question: What is a GAN?, answer: What is a GAN}",
)
def answer_repeats_question(deck: Deck) -> Iterator[Found]:
    for card in deck.live():
        question = letters_and_digits(card.note.question.casefold())
        answer = letters_and_digits((card.note.answer or "").casefold())
        if answer and card.note.kind == "qa" and (answer == question or (len(answer) > 4 and answer in question)):
            yield Found(
                card, "the answer only repeats the question", "answer", remedy="write what the learner is to know"
            )


@rule(
    "answer-only-link",
    "warning",
    "an answer that is only an address: a learner cannot review what stands elsewhere",
    example="- {question: What is a GAN?, answer: https://example.org/gan}",
)
def answer_only_link(deck: Deck) -> Iterator[Found]:
    for card in deck.live():
        answer = card.note.answer or ""
        found = tokens(answer)
        if card.note.kind != "qa" or not any(one.kind in (TokenKind.URL, TokenKind.LINK_OPEN) for one in found):
            continue
        rest, inside = [], False
        at = 0
        for token in found:
            if not inside:
                rest.append(answer[at : token.start])
            inside = token.kind is TokenKind.LINK_OPEN or (inside and token.kind is not TokenKind.LINK_CLOSE)
            at = token.end
        rest.append(answer[at:])
        if not letters_and_digits(re.sub(_LEAD_TO_LINK, "", "".join(rest))):
            remedy = "write what stands there in a few words; the link can go into `extra`"
            yield Found(card, "the answer is only a link", "answer", 0, len(answer.split("\n")[0]), remedy)


_LEAD_TO_LINK = re.compile(r"(?:see|link|source|reference|refer to|参考|参见|详见|链接|来源|见)\s*[:：]?", re.I)


@rule(
    "answer-too-long",
    "warning",
    "an answer too long for a card: what is more than a screen is not recalled but read",
    example="- question: What is deep learning?\n  answer: (nine hundred characters of Chinese, or 450 words)",
)
def answer_too_long(deck: Deck) -> Iterator[Found]:
    for card in deck.live():
        size = reading_size(card.note.answer or "")
        if size > LONGEST:
            remedy = "split it into notes that ask one thing each (`split_from`), or leave out what is not asked"
            yield Found(
                card, f"the answer is {size} characters long; a card has {LONGEST} at most", "answer", remedy=remedy
            )


def reading_size(text: str) -> int:
    """How much there is to read: characters of Chinese, two for a word of other scripts; no code, no formulas."""
    words = prose(text).words()
    return sum(is_cjk(char) and char.isalnum() for char in words) + 2 * sum(
        not is_cjk(word[0]) for word in _LATIN_WORD.findall(re.sub(r"[\u3040-\u9fff]", " ", words))
    )
