"""Learn how likely two records are one: writes src/deckwright/cards/pairing/weights.py.

    python benchmarks/learn_pairing.py [--more FILE.jsonl …] [--write src/deckwright/cards/pairing/weights.py]

Learns from tests/cards/corpora (of files with halves, `tune` alone) and from further files in the form of
variety.jsonl there; entries of `kind` "same" stand between the others and never change. Of every document a third of
its questions changes at a time, and once all of them. What is printed is measured with each document left out in turn,
in the one place that a record has; the half `held` is measured by tests/cards/test_pairing_corpora.py. Needs numpy.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from deckwright.cards.pairing import verdict
from deckwright.cards.pairing.answers import compare_answers
from deckwright.cards.pairing.candidates import Index
from deckwright.cards.pairing.context import Context
from deckwright.cards.pairing.difference import compare_questions
from deckwright.cards.pairing.places import Places
from deckwright.cards.pairing.records import Record, in_documents
from deckwright.cards.pairing.verdict import Verdict

CORPORA = Path(__file__).parent.parent / "tests" / "cards" / "corpora"
KINDS = {"none": "kept", "small": "small", "rewritten": "rewritten"}
ORDER = ("sibling", "kept", "small", "rewritten")

ANSWERS = ("equal", "like", "other")

TURNS = 3
"""A question in so many changes at a time."""

RIDGE = 1.0
ALL_AT_ONCE, STRANGER = 0.4, 0.5
"""What a pair weighs in a document of which all changed, and one that nobody would take for one."""

FOLDS = 10
SMALL_DOCUMENT = 7
LEAST = 0.02
"""A weight below this is left out."""

Texts = dict[str, Any]


@dataclass
class Pair:
    """An old and a new record: the facts about them, and whether they are one."""

    document: str
    kind: str
    facts: dict[str, float]
    which: str
    one: bool
    weight: float
    decide: tuple[Any, ...] = ()


def projects(more: list[Path]) -> Iterator[dict[str, list[Texts]]]:
    """Document -> cases in order."""
    halves = [case for name in ("siblings", "rewordings") for case in lines(CORPORA / f"{name}.jsonl")]
    for case in halves:
        case["kind"] = KINDS.get(case.get("answer_change", ""), "sibling")
        case["document"] = f"{case['language']} {case['subject']}"
    rephrased = lines(CORPORA / "rephrased.jsonl")
    yield documents([case for case in halves if case["half"] == "tune"])
    for kind in ("sibling", "kept"):  # both have the same old questions
        yield documents([case for case in rephrased if case["half"] == "tune" and case["kind"] == kind])
    for path in (CORPORA / "variety.jsonl", *more):
        yield documents(lines(path))


def lines(path: Path) -> list[Texts]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def documents(cases: list[Texts]) -> dict[str, list[Texts]]:
    found: dict[str, list[Texts]] = defaultdict(list)
    for case in cases:
        found[case["document"]].append(case)
    small = [name for name, held in found.items() if len(held) < SMALL_DOCUMENT]
    for at in range(0, len(small), 3):
        found[" + ".join(small[at : at + 3])] = [case for name in small[at : at + 3] for case in found.pop(name)]
    return found


def pairs(project: dict[str, list[Texts]], turn: int | None) -> Iterator[Pair]:
    """What is compared when every third question changes, or (`turn` None) all."""
    cases, old, new, changed = list[Texts](), list[Record](), list[Record](), list[int]()
    for name, held in project.items():
        count = 0
        for place, case in enumerate(held):
            changes = case["kind"] != "same" and (turn is None or count % TURNS == turn)
            count += case["kind"] != "same"
            if changes:
                changed.append(len(cases))
            cases.append(case)
            old.append(record(case["old"], name, place))
            new.append(record(case["new" if changes else "old"], name, place))
    old, new = in_documents(old), in_documents(new)
    context = Context(old, new)
    still = set(range(len(new))) - set(changed)
    places, index = Places(old, new, {at: at for at in still}), Index(old, changed)
    for at in changed:
        for there in dict.fromkeys([at, *index.near(new[at])]):
            one, two = old[there], new[at]
            question, answer = compare_questions(one, two), compare_answers(one, two, context)
            in_place = places.same(there, at)
            speaks = context.speaks(one) and context.speaks(two)
            if verdict.by_rule(question, answer, in_place, speaks) is not None:
                continue
            kind = cases[at]["kind"] if there == at else "stranger"
            weight = (ALL_AT_ONCE if turn is None else 1.0) * (STRANGER if kind == "stranger" else 1.0)
            facts = verdict.evidence(question, answer, in_place)
            which = verdict.kind_of(answer)
            one_note = kind not in ("sibling", "stranger")
            yield Pair(one.document, kind, facts, which, one_note, weight, (question, answer, in_place, speaks))


def record(text: dict[str, str], document: str, place: int) -> Record:
    return Record(text["question"], text["answer"] or None, document=document, place=place)


def learned(of: list[Pair]) -> dict[str, float]:
    """The weights of the facts by logistic regression, with a pull towards nothing."""
    names = list(of[0].facts)
    facts = np.array([[pair.facts[name] for name in names] for pair in of])
    one = np.array([float(pair.one) for pair in of])
    weight = np.array([pair.weight for pair in of])
    pull = np.array([0.001 if name == "bias" else RIDGE for name in names])
    found = np.zeros(len(names))
    for _ in range(40):
        likely = 1 / (1 + np.exp(-np.clip(facts @ found, -30, 30)))
        slope = facts.T @ (weight * (likely - one)) + pull * found
        bend = (facts * (weight * likely * (1 - likely))[:, None]).T @ facts + np.diag(pull)
        step = np.linalg.solve(bend, slope)
        found -= step
        if abs(step).max() < 1e-7:
            break
    return {name: round(float(one), 2) for name, one in zip(names, found, strict=True) if abs(one) >= LEAST}


def by_kind(of: list[Pair]) -> dict[str, dict[str, float]]:
    return {which: learned([pair for pair in of if pair.which == which]) for which in ANSWERS}


def left_out(of: list[Pair]) -> None:
    """Print what becomes of the pairs of each document by weights learned from the others."""
    names = sorted({pair.document for pair in of})
    random.Random(1).shuffle(names)
    fold = {name: at % FOLDS for at, name in enumerate(names)}
    became: Counter[tuple[str, str, Verdict]] = Counter()
    for at in range(FOLDS):
        verdict.WEIGHTS.update(by_kind([pair for pair in of if fold[pair.document] != at]))
        for pair in of:
            if fold[pair.document] == at and pair.weight == 1.0:
                became[pair.which, pair.kind, verdict.verdict(*pair.decide)] += 1
    print(f"{'answer':15}{'kind':12}{'same':>6}{'doubt':>6}{'another':>8}")
    for which in ANSWERS:
        for kind in ORDER:
            counts = [became[which, kind, what] for what in (Verdict.SAME, Verdict.DOUBT, Verdict.ANOTHER)]
            print(f"{which:15}{kind:12}{counts[0]:6}{counts[1]:6}{counts[2]:8}")


def written(weights: dict[str, dict[str, float]]) -> str:
    text = '"""The weights of verdict.py, as benchmarks/learn_pairing.py learned them; not written by hand."""\n\n'
    text += "WEIGHTS: dict[str, dict[str, float]] = {\n"
    for which, found in weights.items():
        rows = "".join(f'        "{name}": {weight:.2f},\n' for name, weight in found.items())
        text += f'    "{which}": {{\n{rows}    }},\n'
    return text + "}\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--more", type=Path, nargs="*", default=[], help="cases in the form of variety.jsonl")
    parser.add_argument("--write", type=Path, help="weights.py")
    options = parser.parse_args()
    of = [pair for project in projects(options.more) for turn in (*range(TURNS), None) for pair in pairs(project, turn)]
    left_out(of)
    if options.write:
        options.write.write_text(written(by_kind(of)), "utf-8")


if __name__ == "__main__":
    main()
