"""Keys: answers that stand behind all questions of a document, or of a part of it, joined to them by number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, islice, pairwise

from deckwright.seeds.found import FoundNote, Unused
from deckwright.seeds.headings import section_count
from deckwright.seeds.markers.heading import heading_end
from deckwright.seeds.markers.mark import Mark
from deckwright.seeds.page import Page
from deckwright.seeds.slices import Slice
from deckwright.seeds.vocabulary import names, words
from deckwright.seeds.words import question_likeness
from deckwright.text.blocks import Block, BlockKind

LEAST = 3
TRIED = 3
"""Lines that say that answers follow, from the end, that are tried: each answer may have one of its own."""

ASKS = 0.75
"""From this likeness on, on average, lines are questions, whatever the key says."""

JOINED = 0.6
"""Share of the questions whose numbers must stand in a key."""

_WORDS = rf"(?:(?:{words('question')}|no|第)[ \t]*[.:]?[ \t]*)?"
_ENTRY = re.compile(
    rf"[ \t]*(?:[-*•+#>]+[ \t]+)?[*_]*{_WORDS}(?P<number>\d{{1,3}})[*_]*(?:[ \t]*题)?"
    r"(?:[ \t]*[.)\]:：、．=>)）-]+[*_]*[ \t]*|[ \t]+)(?=[^\s\d]|\d)",
    re.I,
)
_INLINE = re.compile(
    r"(?<![\w.])(?P<number>\d{1,3})[ \t]*(?:[.)\]:：、．=)）]|[-–—]+>?)?[ \t]*"
    r"(?=[(\[（]?(?:[A-Ha-h]{1,5}|[TFVtf]|true|false|[①-⑧√×✓✗对错])[)\]）]?(?![^\W\d_]))",
    re.I,
)

_RANGE = re.compile(
    r"(?<![\w.])(?P<first>\d{1,3})[ \t]*[-–—~～至][ \t]*(?P<last>\d{1,3})[ \t.:：、)）]*"
    r"(?P<letters>(?:[A-Ha-h√×✓✗][ \t,，]*){2,})"
)
_NUMBERED = re.compile(r"(?<![\w.])(?P<number>\d{1,3})[ \t]*[.．、:：)）][ \t]*(?=[^\s\d]|\d)")


@dataclass(frozen=True, slots=True)
class Entry:
    """An answer in a key: its number, and its pieces, the first with the number before its words."""

    number: int
    words: int
    pieces: tuple[Slice, ...]


@dataclass(frozen=True, slots=True)
class Key:
    """The lines of a key, its entries in order, and the marks that it answers."""

    lines: range
    entries: tuple[Entry, ...]
    marks: tuple[Mark, ...]


def find_keys(page: Page, marks: Sequence[Mark], within: range) -> list[Key]:
    """The keys to numbered questions: one behind each part, or one at the end of all. One begins under a line that says
    that answers follow, or where all numbers come again and nothing is asked."""
    numbered = [mark for mark in marks if mark.number]
    if len(numbered) < LEAST or len(numbered) < 0.6 * len(marks):
        return []
    told = [block.first for block in page.between(within.start, within.stop) if begins_key(page, block)]
    told += _again(page, numbered)
    if len(parts := _one_a_part(page, marks, sorted(told), within)) > 1:
        return parts
    for first in islice(sorted(told, reverse=True), TRIED):
        asked = [mark for mark in numbered if mark.line < first]
        if len(asked) < LEAST:
            return []
        entries = tuple(_entries(page, first, within.stop))
        if len(entries) <= 1.5 * len(asked) + 3 and _answers(entries, asked):
            begin = _without_lists(page, asked, entries)
            kept = tuple(mark for mark in marks if begin <= mark.line < first)
            return [Key(range(first, within.stop), entries, kept)]
    return []


def _answers(entries: Sequence[Entry], asked: Sequence[Mark]) -> bool:
    numbers = {mark.number[-1] for mark in asked if mark.number}
    met = numbers & {entry.number for entry in entries}
    return len(met) >= max(LEAST, JOINED * len(numbers))


def _one_a_part(page: Page, marks: Sequence[Mark], told: Sequence[int], within: range) -> list[Key]:
    """Keys that stand behind the parts of a document: each is as many counts long as the questions before it."""
    keys: list[Key] = []
    start, failed = within.start, 0
    for first, until in pairwise([*told, within.stop]):
        asked = [mark for mark in marks if start <= mark.line < first]
        numbers = [mark.number[-1] for mark in asked if mark.number]
        if len(numbers) < LEAST or failed == TRIED:
            continue
        counts = len(list(_runs(numbers)))
        found = list(_entries(page, first, until))
        runs = list(_runs([entry.number for entry in found]))
        own = sum(len(run) for run in runs[:counts])
        if not _answers(found[:own], asked):
            failed += 1
            continue
        start = until
        if own < len(found):
            start = found[own].pieces[0].line
            last = found[own - 1].pieces[-1].line
            start = next((at for at in page.headings if last <= at < start), start)
        entries = found[:own]
        entries[-1] = replace(entries[-1], pieces=tuple(one for one in entries[-1].pieces if one.line < start))
        keys.append(Key(range(first, start), tuple(entries), tuple(asked)))
    return keys


ASKS_LESS = 0.3
"""How much less what is counted again must read like questions to be the answers to them."""


def _again(page: Page, marks: Sequence[Mark]) -> list[int]:
    """The line where the numbers of all questions come again, over what asks nothing: none, or one."""
    runs = list(_runs([mark.number[-1] for mark in marks]))
    half = len(runs) // 2
    if not half or runs[:half] != runs[half:]:
        return []
    likely = [
        sum(question_likeness(mark.words(page.lines)) for mark in some) / len(some)
        for some in (marks[: len(marks) // 2], marks[len(marks) // 2 :])
    ]
    if likely[0] - likely[1] < ASKS_LESS:
        return []
    first = marks[len(marks) // 2].line
    while first > marks[len(marks) // 2 - 1].line + 1 and page.lines[first - 1].strip():
        first -= 1
    return [first]


def _without_lists(page: Page, marks: Sequence[Mark], entries: Sequence[Entry]) -> int:
    """The line of the first question: counts before it that hardly ask and have no answers in the key are lists, such
    as directions."""
    runs = list(_runs([mark.number[-1] for mark in marks]))
    likely = [question_likeness(mark.words(page.lines)) for mark in marks]
    first = _offset(runs, list(_runs([entry.number for entry in entries])), likely)
    lead = sum(map(len, runs[:first]))
    return marks[lead].line if lead and sum(likely[:lead]) < ASKS * lead else marks[0].line


def _offset(asked: Sequence[list[int]], told: Sequence[list[int]], likely: Sequence[float]) -> int:
    """The count of questions that the first one of a key answers: numbers must agree, and those left over ask least."""
    ends = [0, *accumulate(map(len, asked))]

    def agree(at: int) -> tuple[int, float]:
        met = sum(len({*one} & {*two}) for one, two in zip(asked[at:], told, strict=False))
        behind = ends[min(len(asked), at + len(told))]
        return met, -sum(likely[: ends[at]]) - sum(likely[behind:])

    return max(range(max(1, len(asked) - len(told) + 1)), key=agree)


def begins_key(page: Page, block: Block) -> bool:
    """Whether a line says that answers follow."""
    if block.kind not in (BlockKind.HEADING, BlockKind.TEXT):
        return False
    line = page.lines[block.first]
    text = line[block.content : heading_end(line, block)].strip()
    return 2 < len(text) <= 60 and names(
        "answer", re.sub(r"(?:\s+(?:to|of|for|zu|a|de)\s.*|は)?[、，,:：]*$", "", text)
    )


def _entries(page: Page, first: int, stop: int) -> Iterator[Entry]:
    """The entries between two lines; one goes on to where the next begins."""
    starts: list[tuple[int, int, int, int]] = []  # line, start, words, number
    for at in range(first, stop):
        text = page.lines[at]
        inline = list(_in_line(text))
        if len(inline) >= 2:
            starts += [(at, 0 if one is inline[0] else one[0], *one[1:]) for one in inline]
        elif entry := _ENTRY.match(text):
            starts.append((at, 0, entry.end(), int(entry["number"])))
    if not starts:
        return
    for (line, start, behind, number), following in pairwise([*starts, (stop, 0, 0, 0)]):
        last = following[0] if following[1] and following[0] < stop else following[0] - 1
        pieces = [
            Slice(at, start if at == line else 0, following[1] if at == following[0] else len(page.lines[at]))
            for at in range(line, last + 1)
        ]
        sections = [
            piece.line
            for piece in pieces[1:]
            if section_count(piece.of(page.document)) or page.kind_at.get(piece.line) is BlockKind.HEADING
        ]
        pieces = [piece for piece in pieces if not sections or piece.line < sections[0]]
        filled = [piece for piece in pieces if piece.of(page.document).strip()]
        if filled:
            yield Entry(number, behind, tuple(pieces[: pieces.index(filled[-1]) + 1]))


def _in_line(text: str) -> Iterator[tuple[int, int, int]]:
    """The answers that stand in one line: where each begins, where its words do, its number. `1-5 BADCB`, `1. B 2. C`,
    and others whose numbers go up one by one."""
    found = list(_INLINE.finditer(text))
    if match := _RANGE.search(text):
        first, last = int(match["first"]), int(match["last"])
        letters = [at for at in range(*match.span("letters")) if text[at].isalnum() or text[at] in "√×✓✗"]
        if len(letters) == last - first + 1:
            spans = [match.start(), *letters[1:]]
            yield from ((start, at, first + n) for n, (start, at) in enumerate(zip(spans, letters, strict=True)))
            if match.end() < len(text):
                yield from (
                    (one[0] + match.end(), one[1] + match.end(), one[2]) for one in _in_line(text[match.end() :])
                )
            return
    if len(found) < 2:
        found = list(_NUMBERED.finditer(text))
        counts = [int(match["number"]) for match in found]
        if any(two != one + 1 for one, two in pairwise(counts)):
            return
    for match in found:
        yield match.start(), match.end(), int(match["number"])


def join(page: Page, key: Key, notes: Sequence[FoundNote]) -> tuple[list[FoundNote], list[Unused]]:
    """The notes with their answers from the key, run by run where numbers begin again, and the lines of it not used."""
    places = [at for at, note in enumerate(notes) if note.label]
    asked = list(_runs([notes[at].label[-1] for at in places]))
    told = list(_runs([entry.number for entry in key.entries]))
    found = list(notes)
    taken: set[int] = set()
    first = _offset(asked, told, [question_likeness(notes[at].note.question) for at in places])
    at = sum(map(len, asked[:first]))
    begin = 0
    for questions, answers in zip(asked[first:], told, strict=False):
        by_number = {number: begin + n for n, number in reversed(list(enumerate(answers)))}
        for number in questions:
            entry_at = by_number.get(number)
            place = places[at]
            if entry_at is not None and entry_at not in taken and found[place].note.answer is None:
                taken.add(entry_at)
                found[place] = _answered(page, found[place], key.entries[entry_at])
            at += 1
        begin += len(answers)
    used = {piece.line for at in taken for piece in key.entries[at].pieces}
    whole = {line for line in used if not _is_shared(line, key, taken)}
    left = [at for at in key.lines if at not in whole and page.lines[at].strip()]
    return found, [Unused(at, at, "answer-key", "of a key, behind the questions") for at in left]


def _is_shared(line: int, key: Key, taken: set[int]) -> bool:
    """Whether an entry that joined no question stands in a line too."""
    return any(
        at not in taken and any(piece.line == line for piece in entry.pieces) for at, entry in enumerate(key.entries)
    )


def _runs(numbers: Sequence[int]) -> Iterator[list[int]]:
    """The counts that some numbers make up: one ends where they do not go up."""
    run: list[int] = []
    for number in numbers:
        if run and number <= run[-1]:
            yield run
            run = []
        run.append(number)
    if run:
        yield run


def _answered(page: Page, found: FoundNote, entry: Entry) -> FoundNote:
    first, *more = entry.pieces
    words = [replace(first, start=entry.words), *more]
    answer = "\n".join(piece.of(page.document) for piece in words).strip()
    number = Slice(first.line, first.start, entry.words)
    trimmed = number.of(page.document)
    lead = len(trimmed) - len(trimmed.lstrip())
    number = Slice(first.line, first.start + lead, first.start + len(trimmed.rstrip()))
    removed = (*found.removed, number) if trimmed.strip() else found.removed
    return replace(
        found, note=replace(found.note, answer=answer), answer_line=first.line, removed=removed, elsewhere=entry.pieces
    )
