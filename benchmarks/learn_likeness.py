"""Learn how likely two notes ask the same: writes src/deckwright/checks/likeness/weights.py.

    python benchmarks/learn_likeness.py [PAIRS.jsonl] [--write src/deckwright/checks/likeness/weights.py]

Learns from tests/checks/sets/pairs-a.jsonl among the background notes beside it (README.md there has the form) and
from the cards of this repository, where notes on one subject have long answers; notes that nobody labelled are two,
but for those of TOGETHER. Two estimates are learned apart: whether two notes are about one matter, from all pairs that
lie near each other; and whether they then ask the same, from the labelled ones. Questions in the same words are left
out, which no estimate judges, and so are arguable pairs. What is printed is measured with a tenth of the pairs left
out in turn. Needs numpy.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from deckwright.cards.store import cards_in, load_all
from deckwright.checks.likeness.judge import MAYBE, SURE, in_same_words
from deckwright.checks.likeness.pairs import pairs
from deckwright.checks.likeness.said import Reader
from deckwright.note import Choice, Note

SETS = Path(__file__).parent.parent / "tests" / "checks" / "sets"
RIDGE_RELATED, RIDGE_SAME = 0.03, 0.5
CARDS = SETS.parent.parent.parent / "cards"
TOGETHER = (
    "i3kwidpvrgcln lb4jucpad2vlk", "svg7mh7yzvtvv x27uswvlw2rxd xeomucchmca7c", "w7posfvpvqqkm hef46qee6rwwv",
    "xz65tjj444dmb o3deiuutyh2lj", "gn2lvtxdi7e3f incl7apmf7bs3", "y4ha3lvrrxrwu bjjsb35uhw2hk",
    "hbbqiiacnb4lw wu6m3l5ypzc64 b5rzdmtyqlo3v i6vu4is5yvnco gd77mlwe4sox2", "e5dggbjobmxiw ubnk6rtz2tnnx",
    "jzdhaf4mlr53g fooxof6km5iim", "fynoju7zw65bm rw3crllni2cdi", "vobssk2h7kcfs tjasgzierfvzq",
)  # fmt: skip
"""Cards of this repository of which people differ whether they ask the same: never learned from."""
FOLDS = 10
SEEDS = 5
LEAST = 0.02
"""A weight below this is left out."""

Matrix = np.ndarray[Any, np.dtype[np.float64]]


@dataclass
class Case:
    """A pair of notes that the machinery looks at. `label` is "stray" where the notes are of two labelled pairs.

    `measured`: it is of the set that is measured with a part of it left out.
    """

    unit: str
    label: str
    facts: dict[str, float]
    measured: bool = True


@dataclass
class Pack:
    """Notes that stand in one deck, each with the pair it belongs to."""

    language: str
    label: dict[str, str]
    measured: bool = False
    notes: list[tuple[str, Note]] = field(default_factory=list)


def note(card: dict[str, Any]) -> Note:
    if card.get("kind") == "choice":
        choices = tuple(Choice(text, text == card["answer"]) for text in card["options"])
        return Note(card["question"], choices=choices, kind="choice")
    cloze = card.get("kind") == "cloze"
    return Note(card["question"], None if cloze else card["answer"], kind="cloze" if cloze else "qa")


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def labelled(pairs_file: Path) -> Iterator[Pack]:
    """The set of pairs beside its background, a deck for each language."""
    found = lines(pairs_file)
    label = {pair["id"]: pair["label"] for pair in found}
    filler = lines(SETS / "pairs-filler.jsonl")
    for language in dict.fromkeys(pair["language"] for pair in found):
        notes = [(pair["id"], note(pair[side])) for pair in found if pair["language"] == language for side in "ab"]
        notes += [(card["id"], note(card)) for card in filler if card["language"] == language]
        yield Pack(language, label, measured=True, notes=notes)


def own() -> Pack:
    """The cards of this repository, no two of which ask the same but those that are left out."""
    together = {name: group for group in TOGETHER for name in group.split()}
    cards = [card for card in cards_in(load_all(CARDS, to_change=False)) if not card.same_as]
    notes = [(together.get(str(card.id), str(card.id)), card.note) for card in cards]
    return Pack("zh", dict.fromkeys(TOGETHER, "arguable"), notes=notes)


def cases(pack: Pack) -> Iterator[Case]:
    reader = Reader({}, pack.language)
    notes = [reader.said(one) for _, one in pack.notes]
    for pair in pairs(notes):
        one, two = pack.notes[pair.first][0], pack.notes[pair.second][0]
        if not in_same_words(notes[pair.first], notes[pair.second]):
            label = "stray" if one != two else pack.label[one]
            unit = one if one == two else f"{one} {two}"
            yield Case(unit, label, pair.compared.facts, pack.measured)


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
        self.measured = np.array([case.measured for case in self.cases])
        self.labelled = np.array([case.label != "stray" for case in self.cases])

    def learn(self, which: Any) -> tuple[Matrix, Matrix]:
        inner = which & self.labelled
        about = self.labelled[which].astype(float)
        related = learned(self.facts[which], about, RIDGE_RELATED)
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
    """`same`: how many measured pairs ask the same, also those that are never looked at."""
    ask = of.measured & (of.same > 0)
    yield f"{int(of.measured.sum())} pairs looked at, {int(ask.sum())} of {same} that ask the same; beside"
    likely = [of.left_out(seed) for seed in range(SEEDS)]
    for line in (SURE, MAYBE, *(at / 20 for at in range(3, 20))):
        rows = []
        for told in (one >= line for one in likely):
            hits, wrong = (told & ask).sum(), (told & of.measured & (of.same == 0) & of.labelled).sum()
            strays, beside = (told & of.measured & ~of.labelled).sum(), (told & ~of.measured & ~of.labelled).sum()
            rows.append([hits / same, hits / max(1, hits + wrong), hits / max(1, hits + wrong + strays), beside])
        recall, precision, strict, others = np.mean(rows, 0)
        yield (
            f"likely {line:.2f}: recall {recall:.3f} precision {precision:.3f}, with strays {strict:.3f}; "
            f"{others:.0f} strays elsewhere"
        )


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
    packs = [*labelled(options.pairs), own()]
    of = Set([case for pack in packs for case in cases(pack)])
    print(*report(of, sum(pair["label"] == "same" for pair in lines(options.pairs))), sep="\n")
    if options.write:
        options.write.write_text(written(of), "utf-8")


if __name__ == "__main__":
    main()
