"""The ways in which a document could be read: families of marks, each without what is plainly none of it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from operator import attrgetter

from deckwright.errors import DeckwrightError
from deckwright.plugins import MEND
from deckwright.seeds.family import Family
from deckwright.seeds.headings import counted_lines, section_lines, titles_over
from deckwright.seeds.keys import begins_key
from deckwright.seeds.markers import Mark, MarkerKind, all_kinds
from deckwright.seeds.numbering import running
from deckwright.seeds.page import Page
from deckwright.seeds.parts import question_parts, without_contents
from deckwright.seeds.words import level_key, names_nothing_asked, question_likeness
from deckwright.text.blocks import BlockKind

SAYS_SO = 0.8
"""From this strength on a marker says itself that a question begins."""

CLEARLY_ASKS = 0.75
"""From this likeness on, on average, marks stand over questions."""

TOPICS = 0.55
"""Below this the marks stand over topics rather than questions, as the headings of an article do."""

ASKS = 0.85
"""From this likeness on one line alone is a question."""

COUNTED = ("number", "dotted")


@dataclass(frozen=True, slots=True)
class Candidate:
    """Marks that could be the questions of a document, or of a range of its lines.

    `strength` (0 to 1) is how much such marks say by being there; `like` how much their words read like questions.
    """

    family: Family
    strength: float
    marks: tuple[Mark, ...]
    like: float


@dataclass(frozen=True, slots=True)
class Found:
    """All marks of one family in a document."""

    family: Family
    strength: float
    marks: tuple[Mark, ...]


def families(page: Page) -> list[Found]:
    """All marks of a document, by family. Those of Obsidian's two ways of writing a card are one family as well."""
    found: list[Found] = []
    for kind in all_kinds():
        by_family: dict[Family, list[Mark]] = {}
        for mark in _marks(kind, page):
            by_family.setdefault(mark.family, []).append(mark)
        found += [Found(family, kind.strength, tuple(marks)) for family, marks in by_family.items()]
    found = _aligned(found)
    both = [one for one in found if one.family.kind in ("double-colon", "question-mark-line")]
    if len(both) == 2:
        inside = {line for mark in both[1].marks for line in range(mark.line, (mark.last or mark.line) + 1)}
        marks = [*both[1].marks, *(mark for mark in both[0].marks if mark.line not in inside)]
        joined = Found(Family("double-colon"), both[0].strength, tuple(sorted(marks, key=attrgetter("line"))))
        found = [joined if one is both[0] else one for one in found]
    return found


def _marks(kind: MarkerKind, page: Page) -> list[Mark]:
    """What a marker finds; one of another package may name its family with a word of its own.

    Raises DeckwrightError that names a marker which fails.
    """
    if page.columns is not None:
        return list(kind.by_columns(page.document, list(page.blocks), page.columns)) if kind.by_columns else []
    if not kind.foreign:
        return list(kind.find(page.document, list(page.blocks)))
    try:
        marks = list(kind.find(page.document, list(page.blocks)))
        return [_adopted(mark, page) for mark in marks]
    except Exception as error:
        raise DeckwrightError(
            f"the marker {kind.name!r} fails: {type(error).__name__}: {error}",
            file=page.document.name,
            expected="marks, as docs/markers.md describes them",
            remedy=MEND,
        ) from error


def _adopted(mark: Mark, page: Page) -> Mark:
    """A mark of another package: its family is a word that none of ours is taken for, its places are in the text."""
    line = page.lines[mark.line]
    if not 0 <= mark.start <= mark.text <= (len(line) if mark.last in (None, mark.line) else mark.text):
        raise ValueError(f"a mark in line {mark.line + 1} has its words outside of it")
    return replace(mark, family=Family("", str(mark.family)))


def _aligned(found: list[Found]) -> list[Found]:
    """Numbers set to the right are one family: ` 9.` above `10.`."""
    by_family = {one.family: one for one in found}
    for family, inner in list(by_family.items()):
        if family.kind != "number" or not family.depth:
            continue
        outer = by_family.get(replace(family, depth=family.depth - 1))
        if outer and max(mark.number for mark in inner.marks) < (10,) <= min(mark.number for mark in outer.marks):
            marks = tuple(sorted((*inner.marks, *outer.marks), key=attrgetter("line")))
            by_family[outer.family] = replace(outer, marks=tuple(replace(mark, family=outer.family) for mark in marks))
            del by_family[family]
    return list(by_family.values())


def candidates(page: Page, found: Sequence[Found], within: range) -> list[Candidate]:
    """The readings of a range of lines."""
    inner = page.between(within.start, within.stop)
    asked = question_parts(page.document, inner)
    headings = [block.first for block in inner if block.kind is BlockKind.HEADING]
    if not headings:
        keys = [block.first for block in inner if begins_key(page, block)]
        headings = [*section_lines(page.document, inner), *counted_lines(page.document, inner), *keys]
    made = []
    for one in found:
        first, last = (bisect_left(one.marks, at, key=attrgetter("line")) for at in (within.start, within.stop))
        marks = [mark for mark in one.marks[first:last] if (mark.last or mark.line) < within.stop]
        if not marks:
            continue
        marks = _where_asked(page, one, without_contents(page.document, _with_words_of_own(page, marks)), asked)
        if candidate := _kept(page, one, marks, headings):
            made.append(candidate)
    return made


def _kept(page: Page, one: Found, marks: list[Mark], headings: Sequence[int]) -> Candidate | None:
    texts = [mark.words(page.lines) for mark in marks]
    likeness = [question_likeness(text) for text in texts]
    keep = [at for at in range(len(marks)) if level_key(texts[at]) not in page.level_keys]
    if one.family.kind in COUNTED and keep:
        starts = headings or titles_over(page, [mark.line for mark in marks if mark.number[-1] == 1])
        chain = running([marks[at] for at in keep], [0.5 + likeness[at] / 2 for at in keep], starts)
        keep = _with_misplaced(page, marks, texts, [keep[at] for at in chain])
    if one.strength < SAYS_SO:
        asked = [at for at in keep if not names_nothing_asked(texts[at])]
        if asked and sum(likeness[at] for at in asked) >= CLEARLY_ASKS * len(asked):
            keep = asked  # "License" among questions is no question
    if len(keep) > FEW and _is_title(page, [marks[at] for at in keep], [likeness[at] for at in keep]):
        del keep[0]
    if not keep:
        return None
    like = sum(likeness[at] for at in keep) / len(keep)
    return Candidate(one.family, one.strength, _with_words(page, [marks[at] for at in keep]), like)


def _with_words_of_own(page: Page, marks: Sequence[Mark]) -> list[Mark]:
    """The marks without labels over others, `Questions:`, which have no words before the next mark comes."""
    kept = []
    for mark, following in pairwise([*marks, None]):
        told = mark and (mark.last or mark.words(page.lines).strip() or following is None)
        between = range(mark.line + 1, following.line) if mark and following else ()
        if mark and (told or any(page.lines[at].strip() for at in between)):
            kept.append(mark)
    return kept


FEW = 3
"""Headings of one level that do not yet tell the title among them from a question."""


def _is_title(page: Page, marks: Sequence[Mark], likeness: Sequence[float]) -> bool:
    """Whether the first of some headings is the document's title though it is of their level: nothing stands above it,
    it does not ask, and the others clearly do, or are numbered and it is not."""
    first, *others = marks
    above = (block for block in page.blocks if block.first < first.line)
    if first.family.kind != "heading" or likeness[0] >= TOPICS or any(block.kind not in _SILENT for block in above):
        return False
    numbered = not first.number and all(mark.number for mark in others)
    return numbered or sum(likeness[1:]) >= CLEARLY_ASKS * len(others)


_SILENT = (BlockKind.BLANK, BlockKind.FRONT_MATTER, BlockKind.COMMENT, BlockKind.MARKUP)

COUNTS = 0.5
"""Share of the marks with a number, and of the steps between them, from which on numbers count the questions."""


def _with_words(page: Page, marks: Sequence[Mark]) -> tuple[Mark, ...]:
    """The marks, a number left to the words where it counts nothing, or where two topics differ in it alone."""
    numbered = [mark for mark in marks if mark.number and mark.bare is not None and _is_plain(page, mark)]
    steps = sum(0 <= two.number[-1] - one.number[-1] <= 2 or two.number[-1] <= 1 for one, two in pairwise(numbered))
    enough = len(numbered) >= COUNTS * len(marks) and not (len(numbered) == 1 and len(marks) > 2)
    counting = enough and steps >= COUNTS * (len(numbered) - 1)
    fronts = Counter(mark.words(page.lines).strip() for mark in numbered)
    given = {
        mark.line
        for mark in numbered
        if not counting or (fronts[words := mark.words(page.lines).strip()] > 1 and question_likeness(words) < ASKS)
    }
    return tuple(
        replace(mark, text=mark.bare or 0, number=()) if mark.line in given and not mark.is_closed else mark
        for mark in marks
    )


def _is_plain(page: Page, mark: Mark) -> bool:
    """Whether the number stands there by itself, and not behind a word such as `Question`."""
    label = page.lines[mark.line][mark.bare : mark.text]
    return not any(map(str.isalpha, label))


def _with_misplaced(page: Page, marks: Sequence[Mark], texts: Sequence[str], chain: list[int]) -> list[int]:
    """The chain, and questions whose number is out of order, as when somebody has moved them.

    Only where the questions stand apart from what is above them by a blank line, and only those that do so too and
    ask: the numbered lists inside answers seldom do either.
    """

    def apart(at: int) -> bool:
        line = marks[at].line
        return line == 0 or not page.lines[line - 1].strip()

    if sum(map(apart, chain)) < 0.9 * len(chain) or len(chain) < 3:
        return chain
    moved = {at for at in range(len(marks)) if apart(at) and question_likeness(texts[at]) >= ASKS}
    return sorted(moved | set(chain))


def _where_asked(page: Page, one: Found, marks: list[Mark], asked: Sequence[range]) -> list[Mark]:
    """The marks under headings such as FAQ, where those elsewhere stand over topics, as in an article with an FAQ."""
    inside = [mark for mark in marks if _within(mark.line, asked)]
    outside = [mark for mark in marks if not _within(mark.line, asked)]
    if one.strength >= SAYS_SO or len(inside) < 2 or not outside:
        return marks
    likeness = [
        sum(question_likeness(mark.words(page.lines)) for mark in some) / len(some) for some in (inside, outside)
    ]
    return inside if likeness[0] >= CLEARLY_ASKS and likeness[1] < TOPICS else marks


def _within(line: int, ranges: Sequence[range]) -> bool:
    at = bisect_right(ranges, line, key=attrgetter("start")) - 1
    return at >= 0 and line in ranges[at]


def run_on(marks: Sequence[Mark]) -> float:
    """The share of marks whose number is the next one; 0.5 where they have none."""
    numbered = [mark.number for mark in marks if mark.number]
    if not numbered:
        return 0.5
    steps = sum(1 for one, two in pairwise(numbered) if two[-1] == one[-1] + 1)
    return (steps + 1) / len(marks)
