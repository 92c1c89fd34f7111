"""Rules about lists, tables and code that say too much, or something else than they seem to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from deckwright.checks.enumerations import enumerated
from deckwright.checks.language import language_of
from deckwright.checks.listed import Item
from deckwright.checks.plain import BLOT, Text, notes, texts
from deckwright.checks.rule import Found, rule
from deckwright.checks.tongues import SPACELESS, TONGUES
from deckwright.decks.deck import Deck
from deckwright.text.blocks import Block, BlockKind
from deckwright.text.characters import letters_and_digits
from deckwright.text.table import table_cells

MOST_ITEMS = 7
"""What a person can hold at once (Miller 1956), and so grade himself on."""
MOST_CODE = 40
"""Lines of code on one card: more than a screen."""
LEAST_REPEATED = 6
"""Characters: a shorter passage may well stand twice."""


@rule(
    "long-list",
    "warning",
    f"a list of more than {MOST_ITEMS} items: nobody can tell whether he knew them all",
    example="- question: What does a pilot check?\n  answer: (a list of ten items, and the question does not say ten)",
)
def long_list(deck: Deck) -> Iterator[Found]:
    for card, of in notes(deck):
        question, answer = of.get("question"), of.get("answer")
        if card.note.kind != "qa" or not question or not answer:
            continue
        named, counts = enumerated(answer.own)
        if len(in_line := _in_line(answer)) > MOST_ITEMS:
            named, counts = in_line, {len(in_line)}
        if named and all(_COUNTED_ON.fullmatch(one) for one in named):
            continue  # a series is known by its rule
        if min(counts, default=0) > MOST_ITEMS and counts.isdisjoint(numbers_in(question.said)):
            remedy = "ask for a few of them, or say in the question how many there are"
            yield Found(card, f"{len(named)} things are named", "answer", 0, len(answer.text), remedy)
        for items in answer.lists:
            if len(items) > MOST_ITEMS and len(items) not in numbers_in(question.said):
                start = answer.starts[items[MOST_ITEMS].line]
                end = answer.text.find("\n", start) if "\n" in answer.text[start:] else len(answer.text)
                remedy = "ask for a few of them, or say in the question how many there are"
                yield Found(card, f"the list has {len(items)} items", "answer", start, end, remedy)


_COUNTED_ON = re.compile(r"[\s$*`]*[-+−]?\d[\d.,/^{}!]*[\s$*`]*")
_BROKEN = re.compile(r"<br ?/?>", re.I)
_CIRCLED = re.compile("[①-⑳❶-❿]|[(（][0-9]{1,2}[)）]")


def _in_line(answer: Text) -> list[str]:
    """The items of a list that is written in one line: between breaks, or behind numbers in circles or brackets."""
    for mark, text in ((_BROKEN, answer.running), (_CIRCLED, answer.own)):
        parts = [part for part in mark.split(text) if part.strip()]
        if len(parts) > 1:
            return parts
    return []


def numbers_in(text: str) -> set[int]:
    """The numbers that a text names, in digits or in words."""
    found = {int(one) for one in re.findall(r"\d{1,3}", text)}
    language = language_of(text)
    if language:
        for at, said in enumerate(TONGUES[language].numbers.split(), 2):
            for word in said.split("/"):
                edge = "" if language in SPACELESS else r"\b"
                if re.search(f"{edge}{re.escape(word)}{edge}", text, re.I):
                    found.add(at)
    return found


@rule(
    "list-numbering",
    "warning",
    "a numbered list that leaves a number out or has one twice: Markdown counts anew, and the card says something else",
    example="answer: |-\n  1. first\n  2. second\n  4. fourth",
)
def list_numbering(deck: Deck) -> Iterator[Found]:
    for one in texts(deck):
        for items in one.lists:
            counted = [item.number for item in items if item.number is not None]
            if len(counted) < 3 or counted[0] != 1 or set(counted) == {1}:
                continue
            for before, item in pairwise(items):
                if item.number is None or before.number is None or item.number == before.number + 1:
                    continue
                start = one.starts[item.line]
                message = f"the list goes on from {before.number} with {item.number}"
                yield Found(one.card, message, one.key, start, start + 1, "number it as it is meant")
                break


@rule(
    "count-mismatch",
    "warning",
    "a list of more or fewer items than the question, or the line above it, says",
    example="- question: What are the three states of matter?\n  answer: |-\n    - solid\n    - liquid",
)
def count_mismatch(deck: Deck) -> Iterator[Found]:
    for card, of in notes(deck):
        question, answer = of.get("question"), of.get("answer")
        if card.note.kind != "qa" or not question or not answer:
            continue
        found = [items for items in answer.lists if len(items) > 1]
        named, counts = enumerated(answer.own)
        said = counted(question.own)
        if named and len(said) == 1 and said.isdisjoint(counts):
            message = f"{len(named)} things are named, and {min(said)} are announced"
            yield Found(card, message, "answer", 0, len(answer.text), "count again")
        if len(found) != 1:
            continue
        items = found[0]
        start = answer.starts[items[0].line]
        lead = answer.said[:start].strip()
        asked = counted(question.own)
        told = _announced(lead) if len(lead) < 60 and lead.endswith((":", "：")) else set()
        named_in_all = sum(max(enumerated(item.words)[1], default=1) for item in items)
        for said in (asked, told):
            if said and said.isdisjoint((len(items), named_in_all)) and len(said) == 1 and max(said) < 13:
                message = f"the list has {len(items)} items, and {min(said)} are announced"
                yield Found(card, message, "answer", start, start + 1, "count again")
                break


_THERE_ARE = re.compile(r"\b(?:there are|these are|es gibt|hay|il y a)\b|有", re.I)


def _announced(lead: str) -> set[int]:
    """How many things the line above a list announces."""
    return counted(lead) or (numbers_in(lead) if len(lead) < 30 and _THERE_ARE.search(lead) else set())


def counted(text: str) -> set[int]:
    """How many things a text announces: three reasons, 四大发明."""
    language = language_of(text)
    if language is None or not TONGUES[language].counted:
        return set()
    found = set()
    for at, said in enumerate(TONGUES[language].numbers.split(), 2):
        number = "|".join([*(re.escape(word) for word in said.split("/")), rf"(?<!\d){at}(?!\d)"])
        if re.search(TONGUES[language].counted.replace("{n}", f"(?:{number})"), text, re.I):
            found.add(at)
    return found


@rule(
    "repeated-passage",
    "warning",
    "an answer that says the same paragraph or item twice",
    example="answer: |-\n  - it is fast and small\n  - it is fast and small",
)
def repeated_passage(deck: Deck) -> Iterator[Found]:
    for one in texts(deck):
        span = _repeated(one) if one.key == "answer" else None
        if span:
            yield Found(one.card, "this is said twice", one.key, *span, "delete one of them")


_CLAUSE_AGAIN = re.compile(r"(?<![^，,；;。.\n])([^，,；;。.\n]{8,})[，,；;]\s*(\1)(?=[，,；;。.\n]|$)")


def _clause_again(text: str) -> re.Match[str] | None:
    clauses = re.split("[，,；;。.\\n]", text)
    beside = any(len(one) >= 8 and one.strip() == other.strip() for one, other in pairwise(clauses))
    return _CLAUSE_AGAIN.search(text) if beside else None


def _repeated(one: Text) -> tuple[int, int] | None:
    """The first paragraph, sentence, clause or item of one list that stands there a second time."""
    again = _clause_again(one.own)
    if again and BLOT not in again[1]:
        return again.span(2)
    for passages in (_paragraphs(one), _sentences(one), *(_items(one, items) for items in one.lists)):
        seen: set[str] = set()
        for start, passage in passages:
            end = start + len(passage)
            bare = letters_and_digits(one.said[start:end].casefold())
            if len(bare) >= LEAST_REPEATED and bare in seen:
                return start, end
            seen.add(bare)
    return None


_SENTENCE = re.compile(r"([^。！？.!?]+)([。！？.!?]*)")  # each sign once, whether or not a sentence ends
LEAST_SENTENCE = 8
"""Characters before its stop from which on a sentence is looked at."""


def _sentences(one: Text) -> list[tuple[int, str]]:
    """The sentences of paragraphs, with their places; verse is in lines, and may well return."""
    found = []
    for start, paragraph in _paragraphs(one):
        said = one.own[start : start + len(paragraph)]
        if "\n" not in paragraph and BLOT not in said:
            whole = (match for match in _SENTENCE.finditer(said) if match[2] and len(match[1]) >= LEAST_SENTENCE)
            found += [(start + match.start(), match[0]) for match in whole]
    return found


def _items(one: Text, items: Sequence[Item]) -> list[tuple[int, str]]:
    """The items of one list, with their places."""
    return [(one.text.index(item.words, one.starts[item.line]), item.words) for item in items]


def _paragraphs(one: Text) -> list[tuple[int, str]]:
    """Paragraphs outside of code, lists and tables, with their places."""
    if "\n" not in one.text and letters_and_digits(one.own[:40]):
        return [(0, one.text)]
    lines, blocks = one.lines, one.blocks
    found: list[tuple[int, str]] = []
    paragraph: list[int] = []
    inside = {at for block in blocks if block.kind is BlockKind.ITEM for at in (block.last + 1,)}
    for block in [*blocks, Block(BlockKind.BLANK, len(lines), len(lines))]:
        if block.kind is BlockKind.TEXT and block.first not in inside:
            paragraph += range(block.first, block.last + 1)
            continue
        if paragraph and letters_and_digits(one.own[one.starts[paragraph[0]] :]):
            found.append((one.starts[paragraph[0]], "\n".join(lines[at] for at in paragraph)))
        paragraph = []
    return found


@rule(
    "long-code",
    "warning",
    f"more than {MOST_CODE} lines of code on one card",
    example="answer: (a listing of sixty lines)",
)
def long_code(deck: Deck) -> Iterator[Found]:
    for one in texts(deck):
        if len(one.lines) <= MOST_CODE:
            continue
        fences = {at for block in one.blocks if block.kind is BlockKind.FENCE for at in (block.first, block.last)}
        shown = sorted((one.code - fences) | _preformatted(one))
        count = sum(bool(one.lines[at].strip()) for at in shown)
        if count > MOST_CODE:
            start = one.starts[shown[0]]
            end = start + len(one.lines[shown[0]])
            remedy = "show the lines that answer the question"
            yield Found(one.card, f"the card shows {count} lines of code", one.key, start, end, remedy)


_PRE = re.compile(r"<pre\b[^<>]*>(.*?)(?:</pre\s*>|\Z)", re.I | re.S)


def _preformatted(one: Text) -> set[int]:
    """The lines (from 0) between the tags of a text that is set as it stands."""
    found: set[int] = set()
    for match in _PRE.finditer(one.running) if "<pre" in one.text.casefold() else ():
        first = one.text.count("\n", 0, match.start(1))
        found.update(range(first, first + match[1].count("\n") + 1))
    return found


@rule(
    "ragged-table",
    "warning",
    "a row of a table with fewer cells than its head; the rest stays empty",
    example="answer: |-\n  | a | b |\n  |---|---|\n  | 1 |",
)
def ragged_table(deck: Deck) -> Iterator[Found]:
    for one in texts(deck):
        if "|" not in one.text:
            continue
        lines = one.lines
        for block in one.blocks:
            if block.kind is not BlockKind.TABLE:
                continue
            head = len(table_cells(lines[block.first]))
            for at in range(block.first + 2, block.last + 1):
                cells = len(table_cells(lines[at]))
                if cells < head and lines[at].strip():
                    start = one.starts[at]
                    message = f"the row has {cells} of {head} cells"
                    yield Found(one.card, message, one.key, start, start + len(lines[at]), "add what is missing")


_BAR_LINE = re.compile(r"\s*\|.*\|\s*$|[^｜\n]*[^\s｜][^｜\n]*｜[^\n]*$|\s*｜.*$")
_DASHES = re.compile(r"\s*[-—–:]{2,}(?:[\s|+]+[-—–:]{2,})+\s*")
_TAB_LINES = re.compile(r"(?m)(?:^[^\t\n]*[^\s][^\t\n]*\t[^\n]*\S[^\n]*(?:\n|\Z)){3,}")


@rule(
    "table-broken",
    "warning",
    "lines with bars that are no table, as the line of dashes beneath the head is missing or wrong",
    example="answer: |-\n  | a | b |\n  | 1 | 2 |",
)
def table_broken(deck: Deck) -> Iterator[Found]:
    for one in texts(deck):
        if one.text.count("|") + one.text.count("｜") < 2:
            yield from _tabbed(one)
            continue
        lines = one.lines
        inside = {
            at
            for block in one.blocks
            if block.kind in (BlockKind.TABLE, BlockKind.FENCE, BlockKind.MATH)
            for at in range(block.first, block.last + 1)
        }
        dashes = next((at for at in range(1, len(lines) - 1) if at not in inside and _is_dashes(lines, at)), None)
        if dashes is not None:
            start = one.starts[dashes]
            remedy = "write it as `|---|---|`, with as many parts as the head has"
            yield Found(one.card, "this line makes no table", one.key, start, start + len(lines[dashes]), remedy)
            continue
        bars = [at for at, line in enumerate(lines) if at not in inside and _BAR_LINE.match(line)]
        bars += [at for at in range(len(lines)) if at not in inside and at not in bars and _is_one_of_three(lines, at)]
        run = next((at for at in sorted(bars) if at + 1 in bars and len(_cells(lines[at])) > 1), None)
        if run is not None:
            start = one.starts[run]
            remedy = "write a line such as `|---|---|` beneath the head"
            yield Found(one.card, "these lines make no table", one.key, start, start + len(lines[run]), remedy)


def _cells(line: str) -> list[str]:
    return line.strip("｜").split("｜") if "｜" in line else table_cells(line)


def _is_dashes(lines: Sequence[str], at: int) -> bool:
    """Whether a line is meant as the one beneath a table's head."""
    return bool(_DASHES.fullmatch(lines[at])) and "|" in lines[at - 1] and "|" in lines[at + 1]


def _tabbed(one: Text) -> Iterator[Found]:
    """Three lines and more with as many tabs each: cells of a sheet, which Markdown runs together."""
    match = _TAB_LINES.search(one.own) if "\t" in one.text else None
    counts = {line.count("\t") for line in match[0].strip("\n").split("\n")} if match else set()
    if match and len(counts) == 1:
        remedy = "write `| a | b |` with a line `|---|---|` beneath the head"
        yield Found(one.card, "these lines make no table", one.key, *match.span(), remedy)


def _is_one_of_three(lines: Sequence[str], at: int) -> bool:
    """Whether a line is one of three and more with as many bars, and blanks beside each."""
    counts = [line.count(" | ") for line in lines[max(at - 2, 0) : at + 3]]
    mine = lines[at].count(" | ")
    return mine > 0 and counts.count(mine) > 2
