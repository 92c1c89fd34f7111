"""How likely it is that a reading is right, by what it yields.

A reading is cut first and judged afterwards: how many notes there are and how alike, how much of the document they
explain, what reads like a question and was left in an answer or left out. The weights are learned (see weights.py).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from deckwright.seeds.candidates import Candidate, run_on
from deckwright.seeds.found import FoundNote, Unused
from deckwright.seeds.headings import Heading
from deckwright.seeds.page import Page
from deckwright.seeds.vocabulary import names
from deckwright.seeds.weights import WEIGHTS
from deckwright.seeds.words import asks, names_nothing_asked, names_questions, question_likeness
from deckwright.text.blocks import BlockKind

_GROUPS = {
    "heading": "heading", "html-heading": "heading", "outline": "heading", "bold": "bold",
    "bullet": "item", "leaf": "item", "html-path": "item",
    "number": "number", "dotted": "number", "count": "number", "inline-number": "number",
    "question-line": "line", "line": "line", "stanza": "stanza", "pair": "pair",
    "table": "row", "csv": "row", "tabs": "row", "row": "row", "literal": "row", "command": "row", "period": "row",
    "indented": "stanza", "over": "stanza",
}  # fmt: skip


def _middle(values: Sequence[float]) -> float:
    return sorted(values)[len(values) // 2] if values else 0.0


def features(
    page: Page,
    candidate: Candidate,
    notes: Sequence[FoundNote],
    headings: Sequence[Heading],
    unused: Sequence[Unused],
    within: range,
) -> dict[str, float]:
    """What speaks for and against a reading, each between about -1 and 1; time in step with the lines."""
    many = len(notes) or 1
    numbered = sum(bool(mark.number) for mark in candidate.marks)
    over = any(names_questions(text) for found in notes[:1] for text in found.note.section) or any(
        heading.role == "title" and names_questions(heading.text) for heading in headings
    )
    group = _GROUPS.get(candidate.family.kind, "said")
    row = {
        "strength": candidate.strength,
        "says": float(candidate.strength >= 1.0),
        "run": run_on(candidate.marks) - 0.5 if numbered else 0.0,
        "counted": float(numbered > 0.8 * many),
        "alone": float(many == 1),
        "few": float(many <= 3),
        "faq": float(over),
        "worded": float(_is_worded(candidate)),
        **_of_questions(notes),
        **_of_answers(notes),
        **_of_the_rest(page, notes, headings, unused, within),
    }
    lengths = [len(found.note.answer.strip()) for found in notes if found.note.answer]
    topical = float(row["like"] < 0.55)
    row["topics"] = topical * (1 - row["asks"])
    row["few-topics"] = row["few"] * topical
    row["topics-answered-long"] = topical * min(1.0, _middle(lengths) / 600)
    row.update({f"is-{name}": float(group == name) for name in sorted({*_GROUPS.values(), "said"})})
    return row


def _is_worded(candidate: Candidate) -> bool:
    """Whether a word for a question marks them: their label, or the head of their column."""
    heads = (slot.name for slot in candidate.marks[0].slots if slot.role == "question") if candidate.marks else ()
    return any(names(kind, text) for text in (candidate.family.form, *heads) for kind in ("question", "front") if text)


def _of_questions(notes: Sequence[FoundNote]) -> dict[str, float]:
    many = len(notes) or 1
    stems = [[line for line in found.note.question.split("\n") if line.strip()][:2] or [""] for found in notes]
    first = [stem[0] for stem in stems]
    lengths = [len(text) for text in first]
    common = Counter(first).most_common(1)[0][1] / many if notes else 1.0
    optioned = sum(bool(found.note.choices) or "\n" in found.note.question.strip() for found in notes)
    return {
        "like": sum(max(map(question_likeness, stem)) for stem in stems) / many,
        "asks": sum(any(map(asks, stem)) for stem in stems) / many,
        "question": math.log10(_middle(lengths) + 1) / 3,
        "same": common - 1 / many,
        "sections": sum(map(names_nothing_asked, first)) / many,
        "told": sum(text.rstrip(" *_")[-1:] in (".", "。", ";", "；", ",") for text in first) / many,
        "colon": sum(text.rstrip(" *_")[-1:] in (":", "：") for text in first) / many,
        "options": optioned / many,
        "no-letters": sum(sum(map(str.isalpha, text)) < 0.4 * len(text) for text in first) / many,
    }


def _of_answers(notes: Sequence[FoundNote]) -> dict[str, float]:
    many = len(notes) or 1
    answers = [found.note.answer or "" for found in notes]
    lengths = [len(text.strip()) for text in answers if text]
    answered = sum(found.note.answered for found in notes) / many
    begins = Counter(_shape(text) for text in answers if text)
    inside = sum(asks(line) and len(line) < 200 for text in answers for line in text.split("\n"))
    return {
        "answered": answered,
        "half-answered": 4 * answered * (1 - answered),
        "inside": min(1.0, inside / many),
        "longest": max(lengths, default=0) / (sum(lengths) or 1) if len(lengths) > 3 else 0.0,
        "answer": math.log10(_middle(lengths) + 1) / 4,
        "alike": begins.most_common(1)[0][1] / len(lengths) if lengths else 0.0,
    }


def _shape(text: str) -> str:
    """How a text begins: with a letter, a bullet, a number, code, a sign."""
    first = text.lstrip()[:1]
    return "a" if first.isalpha() else "1" if first.isdecimal() else "-" if first in "-*+•" else first


def _of_the_rest(
    page: Page, notes: Sequence[FoundNote], headings: Sequence[Heading], unused: Sequence[Unused], within: range
) -> dict[str, float]:
    """How much the notes explain, and what is left out that asks."""
    lines, many = page.lines, len(notes) or 1
    total = sum(len(lines[at].strip()) for at in within if page.kind_at.get(at) is not BlockKind.FRONT_MATTER) or 1
    told = sum(
        len(lines[at].strip())
        for found in notes
        for at in range(found.first.line, found.last.line + 1)
        if found.first.line != found.last.line or found.first.start == 0 or found.first.line == at
    )
    outside = sum(
        asks(lines[at]) and len(lines[at]) < 300 and page.kind_at.get(at) in _SPOKEN
        for part in unused
        for at in range(part.first, part.last + 1)
    ) + sum(asks(heading.text) for heading in headings)
    return {
        "covered": min(1.0, told / total),
        "outside": outside / (outside + many),
        "rare": min(1.0, 30 * many / (total / 40)),
    }


_SPOKEN = (BlockKind.TEXT, BlockKind.ITEM, BlockKind.HEADING, BlockKind.QUOTE, BlockKind.TABLE)


def probability(row: dict[str, float]) -> float:
    """The probability that a reading with these features is right."""
    total = WEIGHTS["bias"] + sum(WEIGHTS.get(name, 0.0) * value for name, value in row.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
