"""Rules about topics and levels."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator

from deckwright.checks.rule import Found, rule
from deckwright.decks.deck import Deck


@rule(
    "tag-variants",
    "warning",
    "tags that differ only by case, width, hyphens or spaces: Anki files them apart",
    example="- {question: …, tags: [Batch-Norm]}\n- {question: …, tags: [batch norm]}",
)
def tag_variants(deck: Deck) -> Iterator[Found]:
    uses = Counter(tag for card in deck.live() for tag in card.note.tags)
    forms: dict[str, set[str]] = defaultdict(set)
    for tag in uses:
        forms[_bare(tag)].add(tag)
    usual = {tag: max(variants, key=lambda one: (uses[one], one)) for variants in forms.values() for tag in variants}
    for card in deck.live():
        for tag in card.note.tags:
            if usual[tag] != tag:
                message = f"the tag {tag!r} is elsewhere written {usual[tag]!r}"
                yield Found(card, message, "tags", remedy="write one of them everywhere")


def _bare(tag: str) -> str:
    return re.sub(r"[\s_-]+", "", unicodedata.normalize("NFKC", tag).casefold())


@rule(
    "no-topic",
    "info",
    "a note without a tag: it is found under no topic; told once where no note has one",
    example="- {question: …, answer: …}",
)
def no_topic(deck: Deck) -> Iterator[Found]:
    cards = list(deck.live())
    bare = [card for card in cards if not card.note.tags]
    if len(bare) > 1 and len(bare) == len(cards):
        if any(card.note.level for card in cards):  # else the next rule says it
            message = f"none of the {len(cards)} notes has a topic"
            yield Found(cards[0], message, "question", remedy="give each one to three `tags`")
        return
    for card in bare:
        yield Found(card, "the note has no topic", "question", remedy="give it one to three `tags`")


@rule(
    "default-level",
    "info",
    "a note without a level of its own, which gets `default_level`; told once where no note has one",
    example="- {question: …, answer: …, tags: […]}",
)
def default_level(deck: Deck) -> Iterator[Found]:
    if not deck.project.levels:
        return
    cards = [card for card in deck.live() if card.fields is None]
    bare = [card for card in cards if card.note.level is None]
    level = deck.project.default_level
    if len(bare) > 1 and len(bare) == len(cards):
        what = "a level" if any(card.note.tags for card in cards) else "a level or a topic"
        message = f"none of the {len(cards)} notes has {what}; all get the level {level!r}"
        yield Found(cards[0], message, "question", remedy="set `level` where the deck is to be parted by it")
        return
    for card in bare:
        yield Found(card, f"the note has no level, and gets {level!r}", "question", remedy="set its `level`")
