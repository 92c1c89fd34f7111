"""Which marks explain a document best, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from deckwright.blocks import Block, BlockKind
from deckwright.errors import DeckwrightError
from deckwright.seeds.document import Document
from deckwright.seeds.markers import REGISTRY, Mark
from deckwright.seeds.numbering import running
from deckwright.seeds.words import asks, level_key, level_keys, question_likeness

LEAST_SCORE = 0.48
"""Below this no family of marks is taken for questions. Found by trying: documents of questions score 0.6 and
more, the headings and lists of articles less."""

LEAST_LIKENESS = 0.25
"""Below this the words under the marks are no questions, however regular the marks."""

TOPICS = 0.55
"""Below this the marks stand over topics rather than questions, as the headings of an article do."""

SAYS_SO = 0.8
"""From this strength on a marker says itself that a question begins."""

SHORT_BODY, FEW = 400, 8
"""A glossary has at least so many terms, half of them explained in at most so many characters."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The marks chosen for a document: `marker` is their family, `confidence` 0 to 1, `because` for people."""

    marker: str | None
    confidence: float
    because: tuple[str, ...]
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class _Candidate:
    family: str
    marks: tuple[Mark, ...]
    score: float
    because: tuple[str, ...]


def choose(
    document: Document, blocks: Sequence[Block], marker: str | None = None, level_words: Iterable[str] = ()
) -> Reading:
    """The best reading of a document, or the one that `marker` pins.

    Raises DeckwrightError where the pinned marker does not occur in the document.
    """
    candidates = _candidates(document, list(blocks), level_keys(level_words))
    if marker is not None:
        return _pinned(document, marker, candidates)
    ranked = sorted(candidates, key=lambda candidate: candidate.score, reverse=True)
    if not ranked or ranked[0].score < LEAST_SCORE:
        return Reading(None, 0.0, (_why_nothing(ranked),))
    best = ranked[0]
    rival = next((other for other in ranked[1:] if other.family.split("-")[0] != best.family.split("-")[0]), None)
    margin = best.score - (rival.score if rival else 0.0)
    confidence = round(min(0.99, best.score * min(1.0, 0.8 + margin)), 2)
    return Reading(best.family, confidence, best.because, best.marks)


def _why_nothing(ranked: Sequence[_Candidate]) -> str:
    headings = next((one for one in ranked if one.family.startswith("heading-") and one.score), None)
    if headings is None:
        return "nothing in it is marked like a question"
    level = headings.family.removeprefix("heading-")
    return (
        f"its {len(headings.marks)} headings of level {level} are topics rather than questions; "
        f"--marker {headings.family} makes a note of each all the same"
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


def _candidates(document: Document, blocks: list[Block], level_words: set[str]) -> list[_Candidate]:
    weight = _weights(document, blocks)
    found: list[_Candidate] = []
    for kind in REGISTRY:
        families: dict[str, list[Mark]] = {}
        for mark in kind.find(document, blocks):
            families.setdefault(mark.family, []).append(mark)
        for family, marks in families.items():
            found.append(_judge(document, blocks, family, kind.strength, marks, weight, level_words))
    return [candidate for candidate in found if candidate.marks]


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
    blocks: Sequence[Block],
    family: str,
    strength: float,
    marks: Sequence[Mark],
    weight: Sequence[int],
    level_words: set[str],
) -> _Candidate:
    texts = [document.lines[mark.line][mark.text : mark.end] for mark in marks]
    likeness = [question_likeness(text) for text in texts]
    keep = [at for at in range(len(marks)) if level_key(texts[at]) not in level_words]
    counts = family.startswith(("number-", "dotted-"))
    if counts and keep:
        numbered = [marks[at] for at in keep]
        headings = [block.first for block in blocks if block.kind is BlockKind.HEADING]
        chain = running(numbered, [0.5 + likeness[at] / 2 for at in keep], headings)
        keep = _with_misplaced(document, marks, texts, [keep[at] for at in chain])
    elif sum(1 for at in keep if marks[at].number) >= 0.8 * len(keep):
        keep = [at for at in keep if marks[at].number or likeness[at] >= 0.8]
    chosen = tuple(marks[at] for at in keep)
    if not chosen:
        return _Candidate(family, (), 0.0, ())
    like = sum(likeness[at] for at in keep) / len(keep)
    common, times = Counter(texts[at] for at in keep).most_common(1)[0]
    if (times > len(keep) / 2 and len(keep) > 2 and not asks(common)) or like < LEAST_LIKENESS:
        return _Candidate(family, chosen, 0.0, ())  # the same words over every one: "Answer", "Solution"
    run = _run(chosen) * (len(chosen) / len(marks) if counts else 1.0)
    body = _with_body(document, chosen)
    span = _share_under(chosen, blocks, weight)
    lone = len(chosen) == 1 and (like < 0.8 or span < 0.8)
    alone = 0.0 if lone else len(chosen) / (len(chosen) + 0.5)
    topics = like < TOPICS and strength < SAYS_SO and not _glossary(document, blocks, family, chosen, run)
    score = (0.3 * strength + 0.35 * like + 0.15 * run + 0.1 * body + 0.1 * span) * alone * (0.5 if topics else 1.0)
    return _Candidate(family, chosen, score, _reasons(family, chosen, like, run, body, span))


def _glossary(document: Document, blocks: Sequence[Block], family: str, marks: Sequence[Mark], run: float) -> bool:
    """Whether headings over topics are meant for cards: counted through, or the terms of a glossary.

    A glossary has no title above its terms and explains most of them shortly; an article has a few sections, long ones.
    """
    kind, _, depth = family.partition("-")
    if kind not in ("heading", "bold", "html"):
        return False
    if len(marks) >= 3 and run >= 0.8 and all(mark.number for mark in marks):
        return True
    if kind != "heading" or any(block.kind is BlockKind.HEADING and block.level < int(depth) for block in blocks):
        return False
    bodies = sorted(
        sum(len(document.lines[at].strip()) for at in range(mark.line + 1, end)) for mark, end in _ends(document, marks)
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


def _share_under(marks: Sequence[Mark], blocks: Sequence[Block], weight: Sequence[int]) -> float:
    """The share of the text that lies under the marks: from each to the next heading or bullet less deep.

    So an inner family, which explains only the corners of a document, does not win over the outer one.
    """
    kind, _, depth = marks[0].family.partition("-")
    asked = {mark.line for mark in marks}
    covered, inside = 0, False
    for block in blocks:
        if any(line in asked for line in range(block.first, block.last + 1)):
            inside = True
        elif (kind == "heading" and block.kind is BlockKind.HEADING and block.level <= int(depth)) or (
            kind == "bullet" and block.kind is BlockKind.ITEM and block.indent < int(depth)
        ):
            inside = False
        if inside:
            covered += weight[block.last + 1] - weight[block.first]
    return covered / (weight[-1] or 1)


def _with_body(document: Document, marks: Sequence[Mark]) -> float:
    """The share of marks that have a line of anything before the next mark."""
    filled = sum(_has_body(document, mark, end) for mark, end in _ends(document, marks))
    return filled / len(marks)


def _ends(document: Document, marks: Sequence[Mark]) -> Iterator[tuple[Mark, int]]:
    """Each mark with the line before which what lies under it ends."""
    return zip(marks, [*(mark.line for mark in marks[1:]), len(document.lines)], strict=True)


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
