"""A document that changed, and a reader that is newer than the one that read it last.

A note whose last-read words still stand in the document keeps its last reading, whoever reads; the newer reader reads
what is left. So an upgrade of the tool changes no note, and one letter changed in a document changes one.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from deckwright.cards.lock import LockedNote
from deckwright.cards.readings import DocumentReading, ReadNote
from deckwright.cards.shelf import note_of
from deckwright.errors import Finding
from deckwright.identity import nfc
from deckwright.text.blocks import indent_of
from deckwright.text.definitions import LEAST_INDENT, label_defined

GAP = 40
"""Letters that may stand between two pieces of one note: its labels, which no text of it has."""
GROUP = 3
"""Letters of a note that are looked for together."""


@dataclass(slots=True)
class _Letters:
    """The letters and digits of a document, and the line of each."""

    text: str
    lines: list[int]
    taken: list[tuple[int, int]] = field(default_factory=list)  # ranges of letters that notes stand in, in order

    @classmethod
    def of(cls, lines: Sequence[str]) -> _Letters:
        found = [(char, number) for number, line in enumerate(lines) for char in nfc(line) if char.isalnum()]
        return cls("".join(char for char, _ in found), [number for _, number in found])

    def in_lines_of(self, whole: _Letters, found: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
        """Where pieces that stand in these letters stand in those of the whole document: their lines, to the end."""
        starts = [bisect_left(whole.lines, self.lines[start]) for start, _ in found]
        ends = [bisect_right(whole.lines, self.lines[end - 1]) for _, end in found]
        return list(zip(starts, ends, strict=True))

    def find(self, pieces: Sequence[str], start: int) -> list[tuple[int, int]]:
        """Where pieces stand, one soon after the other; nothing where they do not."""
        at = self.text.find(pieces[0], start)
        while at >= 0:
            found = [(at, at + len(pieces[0]))]
            for piece in pieces[1:]:
                end = found[-1][1]
                following = self.text.find(piece, end, end + GAP + len(piece))
                if following < 0:
                    break
                found.append((following, following + len(piece)))
            else:
                return found
            at = self.text.find(pieces[0], at + 1)
        return []

    def asks_between(self, found: Sequence[tuple[int, int]], begins: Sequence[tuple[int, str]]) -> bool:
        """Whether a whole question stands between the pieces of a note: it came into it."""
        for one, two in pairwise(found):
            start, end = one[1], two[0]
            for at in range(bisect_left(begins, (start, "")), len(begins)):
                first, question = begins[at]
                if first >= end:
                    break
                if self.text.find(question, first, end) >= 0:
                    return True
        return False

    def begins(self, notes: Iterable[ReadNote]) -> list[tuple[int, str]]:
        """Where notes begin, in order, and the letters of their questions."""
        return sorted((bisect_left(self.lines, note.first), _letters(note.note.question)) for note in notes)

    def holds(self, start: int, end: int, pieces: Sequence[str]) -> bool:
        """Whether half of the pieces, by groups of letters, stand in a range."""
        text = self.text[start:end]
        groups = {piece[at : at + GROUP] for piece in pieces for at in range(max(1, len(piece) - GROUP + 1))}
        return 2 * sum(group in text for group in groups) >= len(groups)

    def goes_on(self, end: int) -> bool:
        """Whether the line of the last letter has more, or the next line goes on."""
        return end < len(self.text) and self.lines[end] == self.lines[end - 1]


def _letters(text: str) -> str:
    return "".join(char for char in nfc(text) if char.isalnum())


def _pieces(note: LockedNote) -> list[str]:
    """The letters of question, options and answer, line by line, without those of definitions."""
    return [piece for line, defines in _lines(note) if not defines and (piece := _letters(line))]


def _defined(note: LockedNote) -> list[str]:
    """The letters of what a note defines for its links and footnotes: they stand at its document's end, or in it."""
    return [piece for line, defines in _lines(note) if defines and (piece := _letters(line))]


def _lines(note: LockedNote) -> Iterator[tuple[str, bool]]:
    """The lines of a note's texts, and whether each belongs to a definition."""
    for text in (note.question or "", *(choice.text for choice in note.choices), note.answer or ""):
        label: str | None = None
        for line in text.split("\n"):
            goes_on = label is not None and label.startswith("^") and indent_of(line)[0] >= LEAST_INDENT
            if line.strip() and not goes_on:
                label = label_defined(line)
            yield line, label is not None


def steady(reading: DocumentReading, base: Sequence[LockedNote]) -> DocumentReading:
    """A newer reader's reading, the notes that still stand there being as they were read last."""
    assert reading.document is not None and reading.notes is not None
    letters = _Letters.of(reading.document.lines)
    left = _Letters.of(reading.left.lines) if reading.left else None
    begins = letters.begins(reading.notes)
    placed: list[tuple[int, ReadNote]] = []
    changed: list[tuple[int, LockedNote]] = []
    at = 0
    for note in base:
        pieces = _pieces(note)
        ranges = _ranges(letters, left, pieces, at) if all(one in letters.text for one in _defined(note)) else []
        found = (ranges[0][0], ranges[-1][1]) if ranges else (0, 0)
        if (
            not ranges
            or letters.goes_on(found[1])
            or _overlaps(letters.taken, found)
            or letters.asks_between(ranges, begins)
        ):
            changed.append((at, note))
            continue
        at = found[1]
        insort(letters.taken, found)
        lines = letters.lines[found[0]], letters.lines[found[1] - 1]
        placed.append((found[0], ReadNote(note_of(note), note.label, note.flags, *lines)))
    covered = {line for _, one in placed for line in range(one.first, one.last + 1)}
    fresh = [one for one in reading.notes if one.first not in covered]
    firsts = sorted(one.first for _, one in placed)
    fresh = [one for one in fresh if bisect_right(firsts, one.first) == bisect_right(firsts, one.last)]
    placed += [(bisect_left(letters.lines, one.first), one) for one in fresh]
    placed += _unread(letters, changed, fresh)
    notes = [one for _, one in sorted(placed, key=lambda pair: pair[0])]
    return replace(reading, notes=notes, findings=[*reading.findings, *_told(reading, notes)])


def _ranges(letters: _Letters, left: _Letters | None, pieces: Sequence[str], at: int) -> list[tuple[int, int]]:
    """Where the pieces of a note stand: in the document, or in what a vault leaves of it."""
    if not pieces:
        return []
    if found := letters.find(pieces, at) or letters.find(pieces, 0):
        return found
    found = left.find(pieces, 0) if left else []
    return left.in_lines_of(letters, found) if left and found and not left.goes_on(found[-1][1]) else []


def _overlaps(taken: Sequence[tuple[int, int]], found: tuple[int, int]) -> bool:
    at = bisect_left(taken, found)  # they do not overlap each other
    return any(start < found[1] and found[0] < end for start, end in taken[max(at - 1, 0) : at + 1])


def _unread(
    letters: _Letters, changed: Sequence[tuple[int, LockedNote]], fresh: Sequence[ReadNote]
) -> list[tuple[int, ReadNote]]:
    """Notes that changed where the newer reader sees no question: as they were, where half of one stands there."""
    found = []
    firsts = sorted(one.first for one in fresh)
    for at, note in changed:
        behind = bisect_left(letters.taken, (at, -1))
        end = letters.taken[behind][0] if behind < len(letters.taken) else len(letters.text)
        if end <= at or not letters.holds(at, end, _pieces(note)):
            continue
        lines = letters.lines[at], letters.lines[end - 1]
        if bisect_left(firsts, lines[0]) == bisect_right(firsts, lines[1]):
            found.append((at, ReadNote(note_of(note), note.label, note.flags, *lines)))
    return found


def _told(reading: DocumentReading, notes: Sequence[ReadNote]) -> list[Finding]:
    """What the newer reader would do beyond what changed, in one line."""
    assert reading.notes is not None
    now = {_said(one) for one in notes}
    would = {_said(one) for one in reading.notes}
    if now == would:
        return []
    message = (
        f"a newer reader would read it otherwise: {len(would - now)} notes other or more, {len(now - would)} no longer "
        "so; `deckwright update --reread` takes that over"
    )
    return [Finding("info", "reads-otherwise", message, f"seeds/{reading.seed.file}")]


def _said(one: ReadNote) -> tuple[object, ...]:
    return (
        one.note.question,
        one.note.answer,
        one.note.level,
        frozenset(one.note.tags),
        one.note.choices,
        one.note.extra,
    )
