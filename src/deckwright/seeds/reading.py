"""Which marks explain a document best, and why."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from operator import attrgetter

from deckwright.blocks import Block, BlockKind, between
from deckwright.errors import DeckwrightError
from deckwright.seeds.document import Document
from deckwright.seeds.markers import Mark, all_kinds
from deckwright.seeds.numbering import running
from deckwright.seeds.parts import Part, question_parts, silent_parts, without_contents
from deckwright.seeds.words import asks, level_key, level_keys, names_nothing_asked, question_likeness

LEAST_SCORE = 0.48
"""Below this no family of marks is taken for questions. Found by trying: documents of questions score 0.6 and
more, the headings and lists of articles less."""

LEAST_LIKENESS = 0.25
"""Below this the words under the marks are no questions, however regular the marks."""

TOPICS = 0.55
"""Below this the marks stand over topics rather than questions, as the headings of an article do."""

SAYS_SO = 0.8
"""From this strength on a marker says itself that a question begins."""

CLEARLY_ASKS = 0.75
"""From this likeness on, on average, marks stand over questions."""

PLAINLY = 0.6
"""The score from which a part of a document is read by marks of its own."""

DOUBTFUL = 0.6
"""Below this confidence a reading is to be looked at: most documents that were read wrongly, when tried, lie there."""

SHORT_BODY, FEW = 400, 8
"""A glossary has at least so many terms, half of them explained in at most so many characters."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The marks chosen for a document: `marker` is their family, `confidence` 0 to 1, `because` for people.

    `others` are parts of the document that are read by other marks.
    """

    marker: str | None
    confidence: float
    because: tuple[str, ...]
    marks: tuple[Mark, ...] = ()
    others: tuple[Part, ...] = ()
    rival: str | None = None  # the next best family

    @property
    def doubt(self) -> str | None:
        """What to look at, and how to pin another reading; None where the reading is sure."""
        if self.marker is None or self.confidence >= DOUBTFUL:
            return None
        other = f"--marker {self.rival}" if self.rival else "--marker NAME"
        return (
            f"confidence {self.confidence:.2f}; look at --format html, and pin another reading with {other}, or in "
            "deckwright.yaml with `marker:` under the seed"
        )


@dataclass(frozen=True, slots=True)
class _Family:
    name: str
    strength: float
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class _Region:
    """The lines that a reading should explain: their blocks, the line behind them, the characters up to each line."""

    blocks: Sequence[Block]
    stop: int
    weight: Sequence[int]
    total: int


@dataclass(frozen=True, slots=True)
class _Candidate:
    family: str
    marks: tuple[Mark, ...]
    score: float
    because: tuple[str, ...]
    like: float = 0.0  # how much its marks read like questions


def choose(
    document: Document,
    blocks: Sequence[Block],
    marker: str | None = None,
    level_words: Iterable[str] = (),
    topics: bool = False,
) -> Reading:
    """The best reading of a document, or the one that `marker` pins; with `topics`, the headings of an article that
    asks nothing are taken for its questions.

    Raises DeckwrightError where the pinned marker does not occur in the document.
    """
    words = level_keys(level_words)
    families = _families(document, list(blocks))
    weight = _weights(document, blocks)
    candidates = _candidates(document, blocks, families, weight, words)
    if marker is not None:
        return _pinned(document, marker, candidates)
    ranked = sorted(candidates, key=lambda candidate: candidate.score, reverse=True)
    if not ranked or ranked[0].score < LEAST_SCORE:
        headings = _topic_headings(candidates)
        if topics and headings:
            return Reading(
                headings.family, DOUBTFUL / 2, ("its headings, as topics", *headings.because), headings.marks
            )
        return Reading(None, 0.0, (_why_nothing(headings),))
    best = ranked[0]
    rival = next((other for other in ranked[1:] if _reads_otherwise(other, best)), None)
    margin = best.score - (rival.score if rival else 0.0)
    confidence = round(min(0.99, best.score * min(1.0, 0.8 + margin)), 2)
    others = tuple(_others(document, blocks, best, families, weight, words))
    because = best.because + tuple(
        f"lines {part.first + 1} to {part.last + 1} are read by {part.marks[0].family}" for part in others
    )
    return Reading(best.family, confidence, because, best.marks, others, rival.family if rival else None)


def _reads_otherwise(other: _Candidate, best: _Candidate) -> bool:
    """Whether a candidate takes other lines for questions, and not the same ones for another reason."""
    lines = {mark.line for mark in best.marks}
    same = sum(mark.line in lines for mark in other.marks)
    return same < 0.8 * len(other.marks) and other.family.split("-")[0] != best.family.split("-")[0]


def _topic_headings(candidates: Sequence[_Candidate]) -> _Candidate | None:
    """The headings of the level that has the most of them, and two at least."""
    headings = [one for one in candidates if one.family.startswith("heading-") and len(one.marks) > 1]
    return max(headings, key=lambda one: len(one.marks), default=None)


def _why_nothing(headings: _Candidate | None) -> str:
    if headings is None:
        return "nothing in it is marked like a question"
    level = headings.family.removeprefix("heading-")
    return (
        f"its {len(headings.marks)} headings of level {level} are topics rather than questions; "
        "--topics makes a note of each all the same"
    )


def _pinned(document: Document, marker: str, candidates: Sequence[_Candidate]) -> Reading:
    for candidate in candidates:
        if candidate.family == marker:
            return Reading(marker, 1.0, ("pinned", *candidate.because), candidate.marks)
    there = ", ".join(sorted(candidate.family for candidate in candidates)) or "none"
    raise DeckwrightError(
        f"there is no marker {marker!r} in it",
        file=document.name,
        expected=f"one that occurs ({there})",
        remedy="mend `marker:` in deckwright.yaml or --marker, or leave it out",
    )


def _families(document: Document, blocks: list[Block]) -> list[_Family]:
    """All marks of a document, by family. Those of Obsidian's two ways of writing a card are one family as well."""
    found: list[_Family] = []
    for kind in all_kinds():
        families: dict[str, list[Mark]] = {}
        for mark in kind.find(document, blocks):
            families.setdefault(mark.family, []).append(mark)
        found += [_Family(family, kind.strength, tuple(marks)) for family, marks in families.items()]
    found = _aligned(found)
    both = [family for family in found if family.name in ("double-colon", "question-mark-line")]
    if len(both) == 2:
        inside = {line for mark in both[1].marks for line in range(mark.line, (mark.last or mark.line) + 1)}
        marks = [*both[1].marks, *(mark for mark in both[0].marks if mark.line not in inside)]
        joined = _Family("double-colon", both[0].strength, tuple(sorted(marks, key=lambda mark: mark.line)))
        found = [joined if family is both[0] else family for family in found]
    return found


def _aligned(families: list[_Family]) -> list[_Family]:
    """Numbers set to the right are one family: ` 9.` above `10.`."""
    by_name = {family.name: family for family in families}
    for name, inner in list(by_name.items()):
        kind, _, indent = name.rpartition("-")
        counted = kind.startswith("number-") and indent.isdecimal()
        outer = by_name.get(f"{kind}-{int(indent) - 1}") if counted else None
        if outer and max(mark.number for mark in inner.marks) < (10,) <= min(mark.number for mark in outer.marks):
            marks = tuple(sorted((*inner.marks, *outer.marks), key=attrgetter("line")))
            by_name[outer.name] = replace(outer, marks=tuple(replace(mark, family=outer.name) for mark in marks))
            del by_name[name]
    return list(by_name.values())


def _candidates(
    document: Document,
    blocks: Sequence[Block],
    families: Sequence[_Family],
    weight: Sequence[int],
    level_words: set[str],
    within: range | None = None,
) -> list[_Candidate]:
    """What speaks for each family, in the whole document or within a range of its lines."""
    lines = within or range(len(document.lines))
    inner = between(blocks, lines.start, lines.stop)
    asked = question_parts(document, inner)
    region = _Region(inner, lines.stop, weight, weight[lines.stop] - weight[lines.start])
    found = []
    for family in families:
        first, last = (bisect_left(family.marks, at, key=attrgetter("line")) for at in (lines.start, lines.stop))
        marks = list(family.marks[first:last])
        if marks:
            marks = _where_asked(document, family, without_contents(document, marks), asked)
            found.append(_judge(document, region, family.name, family.strength, marks, level_words))
    return [candidate for candidate in found if candidate.marks]


def _where_asked(document: Document, family: _Family, marks: list[Mark], asked: Sequence[range]) -> list[Mark]:
    """The marks under headings such as FAQ, where those elsewhere stand over topics, as in an article with an FAQ."""
    inside = [mark for mark in marks if _within(mark.line, asked)]
    outside = [mark for mark in marks if not _within(mark.line, asked)]
    if family.strength >= SAYS_SO or len(inside) < 2 or not outside:
        return marks
    likeness = [
        sum(question_likeness(mark.words(document.lines)) for mark in some) / len(some) for some in (inside, outside)
    ]
    return inside if likeness[0] >= CLEARLY_ASKS and likeness[1] < TOPICS else marks


def _within(line: int, ranges: Sequence[range]) -> bool:
    at = bisect_right(ranges, line, key=attrgetter("start")) - 1
    return at >= 0 and line in ranges[at]


def _others(
    document: Document,
    blocks: Sequence[Block],
    best: _Candidate,
    families: Sequence[_Family],
    weight: Sequence[int],
    level_words: set[str],
) -> Iterator[Part]:
    """Sections in which the best reading finds nothing, and another one plainly finds questions."""
    rest = [family for family in families if family.name != best.family]
    for part in silent_parts(blocks, best.marks, len(document.lines)):
        lines = range(part.first, part.last + 1)
        found = _candidates(document, blocks, rest, weight, level_words, lines)
        other = max(found, key=lambda candidate: candidate.score, default=None)
        if other and other.score >= PLAINLY and other.like >= CLEARLY_ASKS and len(other.marks) >= 2:
            yield Part(part.first, part.last, other.marks)


def _weights(document: Document, blocks: Sequence[Block]) -> list[int]:
    """Running totals of the characters that a reading should explain, line by line: not headings or front matter."""
    totals = [0]
    outside = {BlockKind.FRONT_MATTER, BlockKind.COMMENT, BlockKind.HEADING}
    for block in blocks:
        for line in document.lines[block.first : block.last + 1]:
            totals.append(totals[-1] + (0 if block.kind in outside else len(line.strip())))
    return totals


def _judge(
    document: Document,
    region: _Region,
    family: str,
    strength: float,
    marks: Sequence[Mark],
    level_words: set[str],
) -> _Candidate:
    texts = [mark.words(document.lines) for mark in marks]
    likeness = [question_likeness(text) for text in texts]
    keep = [at for at in range(len(marks)) if level_key(texts[at]) not in level_words]
    counts = family.startswith(("number-", "dotted-"))
    if counts and keep:
        numbered = [marks[at] for at in keep]
        headings = [block.first for block in region.blocks if block.kind is BlockKind.HEADING]
        chain = running(numbered, [0.5 + likeness[at] / 2 for at in keep], headings)
        keep = _with_misplaced(document, marks, texts, [keep[at] for at in chain])
    elif sum(1 for at in keep if marks[at].number) >= 0.8 * len(keep):
        keep = [at for at in keep if marks[at].number or likeness[at] >= 0.8]
    if strength < SAYS_SO:
        asked = [at for at in keep if not names_nothing_asked(texts[at])]
        if asked and sum(likeness[at] for at in asked) >= CLEARLY_ASKS * len(asked):
            keep = asked  # "License" among questions is no question
    chosen = tuple(marks[at] for at in keep)
    if not chosen:
        return _Candidate(family, (), 0.0, ())
    like = sum(likeness[at] for at in keep) / len(keep)
    common, times = Counter(texts[at] for at in keep).most_common(1)[0]
    if (times > len(keep) / 2 and len(keep) > 2 and not asks(common)) or like < LEAST_LIKENESS:
        return _Candidate(family, chosen, 0.0, ())  # the same words over every one: "Answer", "Solution"
    run = _run(chosen) * (len(chosen) / len(marks) if counts else 1.0)
    body = _with_body(document, chosen, region.stop)
    span = _share_under(chosen, region)
    lone = len(chosen) == 1 and (like < 0.8 or span < 0.8)
    alone = 0.0 if lone else len(chosen) / (len(chosen) + 0.5)
    topics = like < TOPICS and strength < SAYS_SO and not _glossary(document, region, family, chosen, run)
    score = (0.3 * strength + 0.35 * like + 0.15 * run + 0.1 * body + 0.1 * span) * alone * (0.5 if topics else 1.0)
    return _Candidate(family, chosen, score, _reasons(family, chosen, like, run, body, span), like)


def _glossary(document: Document, region: _Region, family: str, marks: Sequence[Mark], run: float) -> bool:
    """Whether headings over topics are meant for cards: counted through, or the terms of a glossary.

    A glossary has no title above its terms and explains most of them shortly; an article has a few sections, long ones.
    """
    kind, _, depth = family.partition("-")
    if kind not in ("heading", "bold", "html"):
        return False
    if len(marks) >= 3 and run >= 0.8 and all(mark.number for mark in marks):
        return True
    if kind != "heading" or any(
        block.kind is BlockKind.HEADING and block.level < int(depth) for block in region.blocks
    ):
        return False
    bodies = sorted(
        sum(len(document.lines[at].strip()) for at in range(mark.line + 1, end))
        for mark, end in _ends(marks, region.stop)
    )
    return len(marks) >= FEW and bodies[len(bodies) // 2] <= SHORT_BODY


def _with_misplaced(document: Document, marks: Sequence[Mark], texts: Sequence[str], chain: list[int]) -> list[int]:
    """The chain, and questions whose number is out of order, as when somebody has moved them.

    Only where the questions stand apart from what is above them by a blank line, and only those that do so too and end
    in a question mark: the numbered lists inside answers seldom do either.
    """

    def apart(at: int) -> bool:
        line = marks[at].line
        return line == 0 or not document.lines[line - 1].strip()

    if sum(map(apart, chain)) < 0.9 * len(chain) or len(chain) < 3:
        return chain
    moved = {at for at in range(len(marks)) if apart(at) and asks(texts[at])}
    return sorted(moved | set(chain))


def _run(marks: Sequence[Mark]) -> float:
    """The share of marks whose number is the next one; 0.5 where they have none."""
    numbered = [mark.number for mark in marks if mark.number]
    if not numbered:
        return 0.5
    steps = sum(1 for one, two in pairwise(numbered) if two[-1] == one[-1] + 1)
    return (steps + 1) / len(marks)


def _share_under(marks: Sequence[Mark], region: _Region) -> float:
    """The share of the text that lies under the marks: from each to the next heading or bullet less deep.

    So an inner family, which explains only the corners of a document, does not win over the outer one.
    """
    kind, _, depth = marks[0].family.partition("-")
    asked = {mark.line for mark in marks}
    covered, inside = 0, False
    for block in region.blocks:
        if any(line in asked for line in range(block.first, block.last + 1)):
            inside = True
        elif (kind == "heading" and block.kind is BlockKind.HEADING and block.level <= int(depth)) or (
            kind == "bullet" and block.kind is BlockKind.ITEM and block.indent < int(depth)
        ):
            inside = False
        if inside:
            covered += region.weight[block.last + 1] - region.weight[block.first]
    return covered / (region.total or 1)


def _with_body(document: Document, marks: Sequence[Mark], stop: int) -> float:
    """The share of marks that have a line of anything before the next mark."""
    filled = sum(_has_body(document, mark, end) for mark, end in _ends(marks, stop))
    return filled / len(marks)


def _ends(marks: Sequence[Mark], stop: int) -> Iterator[tuple[Mark, int]]:
    """Each mark with the line before which what lies under it ends."""
    return zip(marks, [*(mark.line for mark in marks[1:]), stop], strict=True)


def _has_body(document: Document, mark: Mark, end: int) -> bool:
    if mark.resume is not None and document.lines[mark.last or mark.line][mark.resume : mark.stop].strip():
        return True
    return any(document.lines[at].strip() for at in range(mark.line + 1, end))


def _reasons(family: str, marks: Sequence[Mark], like: float, run: float, body: float, span: float) -> tuple[str, ...]:
    reasons = [f"{len(marks)} marks of the kind {family}, {body:.0%} with a body"]
    if any(mark.number for mark in marks):
        reasons.append(f"numbers run on in {run:.0%} of the steps")
    reasons.append(f"they read like questions to {like:.0%}")
    reasons.append(f"{span:.0%} of the text lies under them")
    return tuple(reasons)
