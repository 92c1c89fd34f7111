"""Questions that only their options show: what stands above `A. one`, `B. two`, up to what closes the record before."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from deckwright.seeds.document import Document
from deckwright.seeds.family import Family
from deckwright.seeds.lettering import OPTION, alphabet
from deckwright.seeds.markers.label import ANSWER, ANSWER_ALONE, strip_label
from deckwright.seeds.markers.mark import Mark
from deckwright.seeds.slices import Role, Slice, Slot
from deckwright.text.blocks import Block, BlockKind, indent_of

LEAST = 4
"""Runs of options from which on they are the pattern of a document."""

NUMBERED = 0.9
"""Share of the questions with a number from which on these are signs enough."""

LONGEST = 8
"""Filled lines of a question above its options."""

_BARE = re.compile(r"[(\[]?(?:\d{1,4}|[A-Ha-h])[)\].]?$")
_SIGNS = re.compile(r"[^\w\s]+$")
_WORD = re.compile(r"[\W_]*(?P<word>[^\W\d_][^:：=\d]{0,30}?)[ \t]*+\d{0,4}[ \t]*+[:：=]")


@dataclass(frozen=True, slots=True)
class _Run:
    """The lines of the options of one question, and where the words of each begin."""

    lines: tuple[int, ...]
    words: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Gap:
    """The lines between two runs that close the record above, and those that ask in the one below."""

    closing: tuple[int, ...]
    question: tuple[int, ...]


def find(document: Document, blocks: list[Block]) -> Iterator[Mark]:
    kinds = {block.first: block for block in blocks}
    runs = list(_runs(document, blocks))
    if len(runs) < LEAST:
        return
    often = _often(document, runs)
    starts = [0, *(run.lines[-1] + 1 for run in runs)]
    gaps = [
        _gap(document, kinds, range(start, stop), often, before)
        for start, stop, before in zip(
            starts, [*(run.lines[0] for run in runs), len(document.lines)], [None, *runs], strict=True
        )
    ]
    asked = [gap for gap in gaps[:-1] if gap.question]
    if len(asked) < LEAST:
        return
    numbered = [_label(document, kinds, gap.question[0]) for gap in asked]
    many = sum(bool(number) for number, _ in numbered)
    if many >= NUMBERED * len(asked):
        return  # then the numbers show the questions
    counted = many >= 0.5 * len(asked)
    explained = sum(len(gap.closing) > 1 for gap in gaps[1:]) >= 0.5 * len(runs)
    for run, gap, following in zip(runs, gaps, gaps[1:], strict=False):
        if gap.question:
            more: Role = "answer" if explained else "extra"
            yield _mark(document, kinds, run, gap, following.closing, counted, more)


def _runs(document: Document, blocks: Sequence[Block]) -> Iterator[_Run]:
    """Lines lettered or numbered from the first letter on; of those within the others, the outer ones."""
    lines: list[int] = []
    words: list[int] = []
    letters = ""
    away = 0
    for block in blocks:
        if block.kind is BlockKind.BLANK:
            continue
        plain = block.kind in (BlockKind.TEXT, BlockKind.ITEM, BlockKind.QUOTE)
        match = OPTION.match(document.lines[block.first]) if plain else None
        if match and lines and len(lines) < len(letters) and match["letter"] == letters[len(lines)]:
            lines.append(block.first)
            words.append(match.end())
            away = 0
            continue
        first = alphabet(match["letter"]) if match else ""
        away += 1
        if not (first or away > 1):
            continue
        if len(lines) > 1:
            yield _Run(tuple(lines), tuple(words))
        lines, words, letters = ([block.first], [match.end()], first) if match and first else ([], [], "")
    if len(lines) > 1:
        yield _Run(tuple(lines), tuple(words))


def _often(document: Document, runs: Sequence[_Run]) -> set[str]:
    """The words that recur between the options of records, of any language: `Answer`, `Kategorie`."""
    seen: Counter[str] = Counter()
    for one, two in pairwise(runs):
        between = (document.lines[at] for at in range(one.lines[-1] + 1, two.lines[0]))
        seen.update({key for line in between if (key := _key(line))})
    return {key for key, times in seen.items() if times >= max(3, 0.3 * len(runs))}


def _key(line: str) -> str:
    """What may recur in a line: the word before its sign, or all of a short line."""
    if match := _WORD.match(line):
        return match["word"].casefold()
    return line.strip().casefold() if len(line) <= 40 else ""


def _gap(document: Document, kinds: dict[int, Block], lines: range, often: set[str], before: _Run | None) -> _Gap:
    filled = [at for at in lines if document.lines[at].strip()]
    bare = 1 if filled and _names_one(document, filled[0], before) else 0
    closing, rest = filled[:bare], filled[bare:]
    question: list[int] = []
    for at in reversed(rest):
        parted = question and any(not document.lines[between].strip() for between in range(at + 1, question[-1]))
        block = kinds.get(at)
        heads = block is not None and block.kind in (BlockKind.HEADING, BlockKind.RULE)
        stands = _stands_between(document.lines[at], often) or _is_labelled(document.lines[at], often)
        if parted or stands or (heads and question) or len(question) == LONGEST:
            break
        question.append(at)
    above = (at for at in rest if question and at < question[-1])
    closing += takewhile(lambda at: not _stands_between(document.lines[at], often), above)
    return _Gap(tuple(closing), tuple(reversed(question)))


def _names_one(document: Document, at: int, run: _Run | None) -> tuple[int, int] | None:
    """Where a line names the right one of some options: by its letter or number, or word for word."""
    line = document.lines[at]
    start, end = len(line) - len(line.lstrip()), len(line.rstrip())
    if _BARE.match(line.strip()):
        return start, end
    match = OPTION.match(line)
    start = match.end() if match else start
    said = line[start:end].casefold()
    words = (
        [document.lines[at][text:].strip().casefold() for at, text in zip(run.lines, run.words, strict=True)]
        if run
        else []
    )
    return (start, end) if said in words else None


def _stands_between(line: str, often: set[str]) -> bool:
    """Whether a line is a number, signs, or words that stand between all records."""
    bare = line.strip()
    return bool(_BARE.match(bare) or _SIGNS.match(bare) or (bare.casefold() in often and not _is_labelled(line, often)))


def _is_labelled(line: str, often: set[str]) -> bool:
    bare = line.strip().strip("*_")
    match = _WORD.match(line)
    return bool(ANSWER.match(bare) or ANSWER_ALONE.match(bare) or (match and match["word"].casefold() in often))


def _label(document: Document, kinds: dict[int, Block], at: int) -> tuple[tuple[int, ...], int]:
    line = document.lines[at]
    start = kinds[at].content if at in kinds and kinds[at].kind is BlockKind.HEADING else indent_of(line)[1]
    return strip_label(line, start, len(line.rstrip()))


def _mark(
    document: Document, kinds: dict[int, Block], run: _Run, gap: _Gap, closing: Sequence[int], counted: bool, more: Role
) -> Mark:
    first = gap.question[0]
    line = document.lines[first]
    start = indent_of(line)[1]
    number, text = _label(document, kinds, first)
    if not counted:
        number, text = (), kinds[first].content if first in kinds and kinds[first].kind is BlockKind.HEADING else start
    pieces = [Slice(at, 0, len(document.lines[at])) for at in range(first, gap.question[-1] + 1)]
    pieces[0] = Slice(first, text, len(line.rstrip()))
    slots = [Slot("question", tuple(pieces))]
    rest = range(run.lines[0], run.lines[-1] + 1)
    behind = list(closing)
    if behind and (place := _names_one(document, behind[0], run)):
        stops = [*run.lines[1:], run.lines[-1] + 1]
        for at, words, stop in zip(run.lines, run.words, stops, strict=True):
            goes_on = [Slice(below, 0, len(document.lines[below])) for below in range(at + 1, stop)]
            slots.append(Slot("option", (Slice(at, words, len(document.lines[at].rstrip())), *goes_on)))
        slots.append(Slot("right", (Slice(behind[0], *place),)))
        behind = behind[1:]
        rest = range(0)
    else:
        more = "answer"
    body = [Slice(at, 0, len(document.lines[at])) for at in (*rest, *behind)]
    if body:
        slots.append(Slot(more, tuple(body)))
    last = max(piece.line for slot in slots for piece in slot.slices)
    end = len(document.lines[last].rstrip())
    return Mark(Family("optioned"), first, start, text, end, number, last=last, slots=tuple(slots))
