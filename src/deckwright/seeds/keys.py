"""A key: the answers to all questions at the end of a document, joined to them by number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise

from deckwright.blocks import Block, BlockKind
from deckwright.seeds.found import FoundNote, Unused
from deckwright.seeds.headings import section_count
from deckwright.seeds.markers.heading import heading_end
from deckwright.seeds.markers.mark import Mark
from deckwright.seeds.page import Page
from deckwright.seeds.slices import Slice
from deckwright.seeds.vocabulary import names, words

LEAST = 3
TRIED = 3
"""Lines that say that answers follow, from the end, that are tried: each answer may have one of its own."""

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
    """The line where a key begins, and its entries in order."""

    first: int
    entries: tuple[Entry, ...]


def find_key(page: Page, marks: Sequence[Mark], within: range) -> Key | None:
    """The key to numbered questions, under a line that says that answers follow; None where there is none."""
    numbers = [mark.number[-1] for mark in marks if mark.number]
    if len(numbers) < LEAST or len(numbers) < 0.6 * len(marks):
        return None
    told = (block for block in reversed(page.between(within.start, within.stop)) if begins_key(page, block))
    for block in islice(told, TRIED):
        before = [mark.number[-1] for mark in marks if mark.number and mark.line < block.first]
        if len(before) < LEAST:
            return None
        entries = tuple(_entries(page, block.last + 1, within.stop))
        met = {entry.number for entry in entries} & set(before)
        if len(met) >= max(LEAST, JOINED * len(set(before))) and len(entries) <= 1.5 * len(before) + 3:
            return Key(block.first, entries)
    return None


def begins_key(page: Page, block: Block) -> bool:
    """Whether a line says that answers follow."""
    if block.kind not in (BlockKind.HEADING, BlockKind.TEXT):
        return False
    line = page.lines[block.first]
    text = line[block.content : heading_end(line, block)].strip()
    return 2 < len(text) <= 60 and names("answer", re.sub(r"\s+(?:to|of|for|zu|a|de)\s.*$", "", text))


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
        sections = [piece.line for piece in pieces[1:] if section_count(piece.of(page.document))]
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


def join(page: Page, key: Key, notes: Sequence[FoundNote], stop: int) -> tuple[list[FoundNote], list[Unused]]:
    """The notes with their answers from the key, run by run where numbers begin again, and the lines of it not used."""
    asked = list(_runs([(at, note.label[-1]) for at, note in enumerate(notes) if note.label]))
    told = list(_runs([(at, entry.number) for at, entry in enumerate(key.entries)]))
    found = list(notes)
    taken: set[int] = set()
    for questions, answers in zip(asked, told, strict=False):
        by_number = {number: at for at, number in reversed(answers)}
        for at, number in questions:
            entry_at = by_number.get(number)
            if entry_at is not None and entry_at not in taken and found[at].note.answer is None:
                taken.add(entry_at)
                found[at] = _answered(page, found[at], key.entries[entry_at])
    used = {piece.line for at in taken for piece in key.entries[at].pieces}
    whole = {line for line in used if not _is_shared(line, key, taken)}
    left = [at for at in range(key.first, stop) if at not in whole and page.lines[at].strip()]
    return found, [Unused(at, at, "answer-key", "of the key at the end") for at in left]


def _is_shared(line: int, key: Key, taken: set[int]) -> bool:
    """Whether an entry that joined no question stands in a line too."""
    return any(
        at not in taken and any(piece.line == line for piece in entry.pieces) for at, entry in enumerate(key.entries)
    )


def _runs(numbered: Sequence[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    run: list[tuple[int, int]] = []
    for at, number in numbered:
        if run and number <= run[-1][1]:
            yield run
            run = []
        run.append((at, number))
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
