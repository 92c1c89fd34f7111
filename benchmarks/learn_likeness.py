"""Learn how likely two notes ask the same: writes src/deckwright/checks/likeness/weights.py.

    python benchmarks/learn_likeness.py [PAIRS.jsonl] [--write src/deckwright/checks/likeness/weights.py]

Learns from tests/checks/sets/pairs-a.jsonl among the background notes beside it (README.md there has the form). Two
estimates are learned apart: whether two notes are about one matter, from all pairs that lie near each other; and
whether they then ask the same, from the labelled ones. Letter-for-letter equal questions are left out, which no
estimate judges, and so are arguable pairs. What is printed is measured with a tenth of the pairs left out in turn;
pairs of notes that nobody labelled count as wrong. Needs numpy.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from deckwright.checks.likeness.judge import MAYBE, SURE
from deckwright.checks.likeness.pairs import pairs
from deckwright.checks.likeness.said import Reader
from deckwright.note import Choice, Note

SETS = Path(__file__).parent.parent / "tests" / "checks" / "sets"
RIDGE_RELATED, RIDGE_SAME = 0.3, 2.0
FOLDS = 10
SEEDS = 5
LEAST = 0.02
"""A weight below this is left out."""

Matrix = np.ndarray[Any, np.dtype[np.float64]]


@dataclass
class Case:
    """A pair of notes that the machinery looks at. `label` is "stray" where the notes are of two labelled pairs."""

    unit: str
    label: str
    facts: dict[str, float]


def note(card: dict[str, Any]) -> Note:
    if card["kind"] == "choice":
        choices = tuple(Choice(text, text == card["answer"]) for text in card["options"])
        return Note(card["question"], choices=choices, kind="choice")
    return Note(card["question"], card["answer"] if card["kind"] == "qa" else None, kind=card["kind"])


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def cases(labelled: Sequence[dict[str, Any]], filler: Sequence[dict[str, Any]]) -> Iterator[Case]:
    label = {pair["id"]: pair["label"] for pair in labelled}
    decks: dict[str, list[tuple[str, dict[str, Any]]]] = defaultdict(list)
    for pair in labelled:
        decks[pair["language"]] += [(pair["id"], pair[side]) for side in "ab"]
    for card in filler:
        if card["language"] in decks:
            decks[card["language"]].append((card["id"], card))
    for language, cards in decks.items():
        reader = Reader({}, language)
        notes = [reader.said(note(card)) for _, card in cards]
        for pair in pairs(notes):
            one, two = cards[pair.first][0], cards[pair.second][0]
            if notes[pair.first].key != notes[pair.second].key:
                stray = one != two
                yield Case(f"{one} {two}" if stray else one, "stray" if stray else label[one], pair.compared.facts)


def learned(facts: Matrix, one: Matrix, ridge: float) -> Matrix:
    """The weights of the facts by logistic regression, with a pull towards nothing."""
    pull = np.full(facts.shape[1], ridge)
    pull[0] = 0.001
    found = np.zeros(facts.shape[1])
    for _ in range(40):
        likely = 1 / (1 + np.exp(-np.clip(facts @ found, -30, 30)))
        slope = facts.T @ (likely - one) + pull * found
        bend = (facts * (likely * (1 - likely))[:, None]).T @ facts + np.diag(pull)
        step = np.linalg.solve(bend, slope)
        found -= step
        if abs(step).max() < 1e-7:
            break
    return found


class Set:
    """All cases as numbers."""

    def __init__(self, of: Sequence[Case]) -> None:
        self.cases = [case for case in of if case.label != "arguable"]
        self.names = list(self.cases[0].facts)
        self.facts = np.array([[case.facts[name] for name in self.names] for case in self.cases])
        self.same = np.array([float(case.label == "same") for case in self.cases])
        self.labelled = np.array([case.label != "stray" for case in self.cases])

    def learn(self, which: Any) -> tuple[Matrix, Matrix]:
        inner = which & self.labelled
        related = learned(self.facts[which], self.labelled[which].astype(float), RIDGE_RELATED)
        return related, learned(self.facts[inner], self.same[inner], RIDGE_SAME)

    def likely(self, weights: tuple[Matrix, Matrix], which: Any) -> Matrix:
        estimates = [1 / (1 + np.exp(-self.facts[which] @ one)) for one in weights]
        return np.asarray(estimates[0] * estimates[1])

    def left_out(self, seed: int) -> Matrix:
        """The likelihood of each case by weights learned from the other folds."""
        units = sorted({case.unit for case in self.cases})
        random.Random(seed).shuffle(units)
        fold = {unit: at % FOLDS for at, unit in enumerate(units)}
        folds = np.array([fold[case.unit] for case in self.cases])
        found = np.zeros(len(self.cases))
        for at in range(FOLDS):
            found[folds == at] = self.likely(self.learn(folds != at), folds == at)
        return found


def report(of: Set, same: int) -> Iterator[str]:
    """`same`: how many labelled pairs ask the same, also those that are never looked at."""
    yield f"{len(of.cases)} pairs looked at, {int(of.same.sum())} of {same} that ask the same"
    likely = [of.left_out(seed) for seed in range(SEEDS)]
    for line in (SURE, MAYBE, *(at / 20 for at in range(4, 20))):
        rows = []
        for told in (one >= line for one in likely):
            hits, wrong = (told & (of.same > 0)).sum(), (told & (of.same == 0) & of.labelled).sum()
            strays = (told & ~of.labelled).sum()
            rows.append([hits / same, hits / max(1, hits + wrong), hits / max(1, hits + wrong + strays)])
        recall, precision, strict = np.mean(rows, 0)
        yield f"likely {line:.2f}: recall {recall:.3f} precision {precision:.3f}, with strays {strict:.3f}"


def written(of: Set) -> str:
    text = '"""The weights of judge.py, as benchmarks/learn_likeness.py learned them; not written by hand."""\n'
    for name, found in zip(("RELATED", "SAME"), of.learn(np.ones(len(of.cases), bool)), strict=True):
        kept = [(fact, one) for fact, one in zip(of.names, found, strict=True) if abs(one) >= LEAST]
        rows = "".join(f'    "{fact}": {one:.2f},\n' for fact, one in kept)
        text += f"\n{name}: dict[str, float] = {{\n{rows}}}\n"
    return text


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pairs", type=Path, nargs="?", default=SETS / "pairs-a.jsonl")
    parser.add_argument("--write", type=Path, help="weights.py")
    options = parser.parse_args()
    labelled = lines(options.pairs)
    of = Set(list(cases(labelled, lines(SETS / "pairs-filler.jsonl"))))
    print(*report(of, sum(pair["label"] == "same" for pair in labelled)), sep="\n")
    if options.write:
        options.write.write_text(written(of), "utf-8")


if __name__ == "__main__":
    main()
