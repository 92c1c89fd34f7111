"""Rules about short answers: a number without its unit, one answer to several questions."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from deckwright.cards.store import Card
from deckwright.cards.told import short
from deckwright.checks.plain import Text, notes
from deckwright.checks.rule import Found, rule
from deckwright.decks.deck import Deck
from deckwright.text.blocks import BlockKind
from deckwright.text.table import table_cells

_VALUE = re.compile(
    r"(?P<lead>(?:[^\d\n]{0,24}?[\s:：]\s*|[约約大概不超过超過至少最多近]{0,4}))"
    r"(?P<number>[-+−]?\d[\d.,\u00a0\u202f ]*(?:[×x·]\s*10\S*)?|\$[-+]?\d[\d.,]*(?:[^$]*)\$)"
    r"(?P<unit>[^\d\n]{0,16}[²³⁻¹]*)",
)
_MAGNITUDE = re.compile(
    r"^[百千万萬亿億]+(?![米克瓦卡赫伏安])\s*|^(?:thousand|million|billion|Mio\.?|Mrd\.?|k)(?=\s|$)\s*", re.I
)
_NO_UNIT = re.compile(r"[\s.,;:。；，、()（）]*")
_COUNTS = re.compile(
    r"\b(?:how many|wie viele|cuánt[oa]s|combien de|quant[oia]s|coefficient|ratio|index|indices|refractive|factor|"
    r"version|year|score|ph|koeffizient|brechzahl|índice|coeficiente|indice)\b"
    r"|几|幾|第[^，]{0,6}[个位]|多少[个個人次种種位名岁]|率|系数|係數|指数|指數|比值|版本|年份|哪一?年|次数|個数|いくつ",
    re.I,
)
"""It asks for a number that has no unit: a count, a ratio, a year."""
CLOSELY = 0.8
"""The same, of two questions of which one is enough to tell."""
FRAME = 0.55
"""Two questions ask alike if so much of the shorter stands at the head and the end of both."""


@dataclass(frozen=True, slots=True)
class _Value:
    lead: str
    unit: str


def _value(text: str) -> _Value | None:
    """A number with what stands before and behind it, if a text is that alone."""
    match = _VALUE.fullmatch(text.strip())
    if not match:
        return None
    unit = _MAGNITUDE.sub("", match["unit"].strip(" .。"))
    return _Value(match["lead"].strip(), "" if _NO_UNIT.fullmatch(unit) else unit)


@rule(
    "missing-unit",
    "warning",
    "a number without a unit, where its siblings have one",
    example="answer: |-\n  - air: 340 m/s\n  - water: 1500\n  - steel: 5200 m/s",
)
def missing_unit(deck: Deck) -> Iterator[Found]:
    for _, of in notes(deck):
        if "answer" in of:
            yield from _bare_items(of["answer"])
            yield from _bare_cells(of["answer"])
    yield from _bare_answers(deck)


def _bare_items(answer: Text) -> Iterator[Found]:
    for items in answer.lists:
        values = [_value(_told(item.words)) for item in items]
        units = Counter(value.unit for value in values if value and value.unit)
        if len(items) < 3 or sum(units.values()) < 2 or sum(value is not None for value in values) < len(items):
            continue
        if len(units) > 1 and units.most_common(1)[0][1] < 2:
            continue
        for item, value in zip(items, values, strict=True):
            if value and not value.unit:
                start = answer.starts[item.line]
                end = start + len(answer.lines[item.line])
                unit = units.most_common(1)[0][0]
                yield Found(
                    answer.card, f"the other items have the unit {unit!r}", "answer", start, end, "write the unit"
                )


def _told(words: str) -> str:
    """What an item says of the thing before its colon, or of the words before the number at its end."""
    if re.search("[:：]", words):
        return re.split("[:：]", words)[-1]
    match = re.fullmatch(r"\s*[^\d\n]{1,20}\s(\d[^\n]*)", words)
    return match[1] if match else ""


def _bare_cells(answer: Text) -> Iterator[Found]:
    """Cells of a column, of which others have a unit."""
    lines = answer.lines
    for block in answer.blocks if "|" in answer.text else ():
        if block.kind is not BlockKind.TABLE:
            continue
        rows = [table_cells(lines[at]) for at in range(block.first + 2, block.last + 1)]
        for column in zip_longest(*rows, fillvalue=""):
            values = [_value(cell) for cell in column]
            units = Counter(value.unit for value in values if value and value.unit)
            if len(units) != 1 or units.total() < 2 or sum(value is not None for value in values) < len(rows):
                continue
            for at, value in enumerate(values, block.first + 2):
                if value and not value.unit:
                    start = answer.starts[at]
                    message = f"the other rows have the unit {next(iter(units))!r}"
                    yield Found(answer.card, message, "answer", start, start + len(lines[at]), "write the unit")


def _bare_answers(deck: Deck) -> Iterator[Found]:
    """Notes of one file whose questions are framed alike."""
    framed: dict[tuple[str, str], list[tuple[str, Card, _Value]]] = defaultdict(list)
    for card, of in notes(deck):
        if card.note.kind == "qa" and "answer" in of and len(of["answer"].text) <= 40:
            value = _value(of["answer"].text)
            if value and len(value.lead.split()) <= 2:
                question = card.note.question.strip()
                for frame in {question[:4], question[-4:]}:
                    framed[card.file, frame].append((question, card, value))
    told: set[int] = set()
    for group in framed.values():
        bare = [one for one in group if not one[2].unit]
        with_unit = [one for one in group if one[2].unit]
        if len(with_unit) < 2:
            continue
        for question, card, _ in bare[:200]:
            alike = [other for other in with_unit[:200] if _alike(question, other[0])]
            units = {value.unit for *_, value in alike}
            unit, times = next(iter(Counter(value.unit for *_, value in alike).most_common(1)), ("", 0))
            closely = any(_alike(question, other[0], CLOSELY) for other in alike)
            if _COUNTS.search(question):
                continue
            mixed = len(units) > 1 and len(alike) > 1
            if (times >= (1 if closely else 2) or mixed) and id(card) not in told and unit not in question:
                told.add(id(card))
                others = tuple(other for _, other, value in alike if value.unit == unit)[:3]
                message = f"answers of questions like this one have the unit {unit!r}"
                yield Found(card, message, "answer", 0, len(card.note.answer or ""), "write the unit", others=others)


def _alike(one: str, other: str, share: float = FRAME) -> bool:
    least = min(len(one), len(other))
    head = next((at for at in range(least) if one[at] != other[at]), least)
    tail = next((at for at in range(least - head) if one[-1 - at] != other[-1 - at]), least - head)
    return head + tail >= share * least


_ARTICLE = re.compile(r"^(?:the|an?|der|die|das|ein|eine|el|la|los|las|le|les|un|une|the)\s+(?=\w)|^l['’]", re.I)
SHORT = 24
"""Characters: a longer answer that stands twice is told as nearly the same answer."""
MOST = 4
"""Of notes with one answer; where there are more, it is a class that many things belong to."""


@rule(
    "same-short-answer",
    "info",
    "one short answer to several questions: a learner may answer by habit",
    example="- {question: Which gas do plants take up?, answer: Carbon dioxide}\n"
    "- {question: Which gas makes dough rise?, answer: Carbon dioxide}",
)
def same_short_answer(deck: Deck) -> Iterator[Found]:
    having: dict[str, list[Card]] = defaultdict(list)
    for card in deck.live():
        answer = card.note.answer or ""
        if card.note.kind == "qa" and 0 < len(answer) <= SHORT and "\n" not in answer:
            bare = _ARTICLE.sub("", re.sub(r"^[*_`\s]+|[*_`\s.。!！]+$", "", answer))
            bare = bare if answer.isupper() else bare[:1].upper() + bare[1:]
            if len(bare) > 1 and not bare.isdigit():
                having[bare].append(card)
    for bare, cards in having.items():
        asked = {card.note.question.strip() for card in cards}
        if 1 < len(cards) <= MOST and len(asked) == len(cards):
            others = ", ".join(f"{short(card.note.question)!r}" for card in cards[1:])
            message = f"{bare!r} is also the answer to {others}"
            remedy = "let the questions ask for what sets them apart, if it matters"
            yield Found(
                cards[0], message, "answer", 0, len(cards[0].note.answer or ""), remedy, others=tuple(cards[1:])
            )
