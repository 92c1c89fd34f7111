"""How well `check` tells notes that ask the same: precision and recall over labelled pairs of notes.

    python -m tests.checks.measure_pairs [tests/checks/sets/pairs-a.jsonl] [--missed] [--wrong]

All pairs of a file and the background notes of pairs-filler.jsonl become one project for each language, which is
checked as it is. A pair is told at warning level where a finding of `same-question` names both of its notes, at info
level where one of `same-question` or `similar-question` does. What joins notes of two pairs, or of the background,
is a stray: nobody labelled it, and it counts as wrong in the second precision.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml

from deckwright.checks.run import check
from deckwright.project import load

SETS = Path(__file__).parent / "sets"
FILLER = SETS / "pairs-filler.jsonl"
RULES = {"same-question": "warning", "similar-question": "info"}
LEVELS = ("warning", "info")

Texts = dict[str, Any]


@dataclass
class Told:
    """What was told of the pairs of a file. `pairs`: pair -> level at which it was told, or nothing.

    `strays`: level -> notes of different pairs that one finding joins. `advised`: pairs told to say what they ask about.
    """

    pairs: dict[str, str] = field(default_factory=dict)
    strays: dict[str, list[tuple[str, ...]]] = field(default_factory=lambda: defaultdict(list))
    advised: set[str] = field(default_factory=set)


def lines(path: Path) -> list[Texts]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def note(card: Texts, name: str) -> Texts:
    """A card of the set as a note of a card file."""
    found: Texts = {"id": note_id(name), "question": card["question"], "kind": card["kind"]}
    if card["kind"] == "choice":
        found["choices"] = [
            {"text": text, "correct": "true"} if text == card["answer"] else {"text": text} for text in card["options"]
        ]
    elif card["kind"] == "qa":
        found["answer"] = card["answer"]
    return found


def note_id(name: str) -> str:
    return "n" + sha256(name.encode()).hexdigest()[:12]


def project(folder: Path, language: str, notes: Sequence[Texts]) -> None:
    (folder / "cards").mkdir(parents=True)
    settings: Texts = {"key": "pairs-a1b2c3d4", "deck": "Pairs", "slug": "pairs", "language": language}
    settings |= {"levels": [{"key": "all", "name": "1 All"}], "default_level": "all"}
    (folder / "deck.lock").write_text('{"format": 1, "key": "pairs-a1b2c3d4"}\n', "utf-8")
    (folder / "deckwright.yaml").write_text(yaml.safe_dump(settings, sort_keys=False), "utf-8")
    text = yaml.safe_dump({"format": "1", "notes": list(notes)}, allow_unicode=True, sort_keys=False)
    (folder / "cards" / "pairs.yaml").write_text(text.replace("correct: 'true'", "correct: true"), "utf-8")


def told(pairs: Iterable[Texts], filler: Iterable[Texts]) -> Told:
    """Check the pairs of every language beside its background."""
    by_language: dict[str, list[tuple[str, str, Texts]]] = defaultdict(list)
    for pair in pairs:
        by_language[pair["language"]] += [(pair["id"], f"{pair['id']} {side}", pair[side]) for side in "ab"]
    for card in filler:
        if card["language"] in by_language:
            by_language[card["language"]].append((card["id"], card["id"], card))
    found = Told()
    for language, cards in by_language.items():
        of = {note_id(name): unit for unit, name, _ in cards}
        with tempfile.TemporaryDirectory() as folder:
            project(Path(folder) / "deck", language, [note(card, name) for _, name, card in cards])
            _take(found, of, check(load(Path(folder) / "deck")).checked)
    return found


def _take(found: Told, of: dict[str, str], checked: Iterable[Any]) -> None:
    for one in checked:
        units = [of[card.id] for card in (one.found.card, *one.found.others)]
        counts = Counter(units)
        twice = [unit for unit, times in counts.items() if times > 1]
        if one.finding.code == "ambiguous-question":
            found.advised.update(twice)
        level = RULES.get(one.finding.code)
        if not level:
            continue
        for unit in twice:
            if found.pairs.get(unit) != "warning":
                found.pairs[unit] = level
        if len(counts) > 1:
            found.strays[level].append(tuple(counts))


@dataclass(frozen=True)
class Score:
    """Counts of pairs: `same` and `different` of the labels, and how many of them were told; `strays` beside them."""

    same: int
    same_told: int
    different: int
    different_told: int
    strays: int = 0

    @property
    def recall(self) -> float:
        return self.same_told / max(1, self.same)

    @property
    def precision(self) -> float:
        return self.same_told / max(1, self.same_told + self.different_told)

    @property
    def with_strays(self) -> float:
        return self.same_told / max(1, self.same_told + self.different_told + self.strays)

    def __str__(self) -> str:
        return (
            f"recall {self.recall:.3f} ({self.same_told}/{self.same})  precision {self.precision:.3f} "
            f"({self.different_told} of {self.different} different)  with {self.strays} strays {self.with_strays:.3f}"
        )


def score(pairs: Iterable[Texts], found: Told, level: str) -> Score:
    levels = LEVELS[: LEVELS.index(level) + 1]
    pairs = list(pairs)
    of = {label: [pair["id"] for pair in pairs if pair["label"] == label] for label in ("same", "different")}
    hit = {label: sum(found.pairs.get(name) in levels for name in names) for label, names in of.items()}
    strays = sum(len(group) - 1 for one in levels for group in found.strays[one])
    return Score(len(of["same"]), hit["same"], len(of["different"]), hit["different"], strays)


def report(pairs: Sequence[Texts], found: Told) -> Iterator[str]:
    for level in LEVELS:
        yield f"{level:8} {score(pairs, found, level)}"
    context = [pair["id"] for pair in pairs if pair["kind"] == "context"]
    yield f"told to say what they ask about: {len(found.advised & set(context))} of {len(context)} by context"
    arguable = Counter(found.pairs.get(pair["id"], "not") for pair in pairs if pair["label"] == "arguable")
    yield f"arguable: {dict(arguable)}"
    for key in ("language", "kind"):
        for label in ("same", "different"):
            yield f"-- {label}, told at warning and at info level, by {key}"
            kinds: dict[str, Counter[str]] = defaultdict(Counter)
            for pair in pairs:
                if pair["label"] == label:
                    kinds[pair[key]][found.pairs.get(pair["id"], "not")] += 1
            for name, counts in sorted(kinds.items(), key=lambda one: -one[1].total()):
                yield f"   {name:20} {counts['warning']:4} {counts['warning'] + counts['info']:4} of {counts.total()}"


def _shown(pair: Texts) -> str:
    sides = (f"      {pair[side]['question'][:150]!r} | {pair[side]['answer'][:150]!r}" for side in "ab")
    return "\n".join([f"   {pair['id']} {pair['kind']}", *sides])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pairs", type=Path, nargs="?", default=SETS / "pairs-a.jsonl")
    parser.add_argument("--missed", action="store_true", help="show the same ones that nothing was told of")
    parser.add_argument("--wrong", action="store_true", help="show what was told and is different, and strays")
    options = parser.parse_args()
    pairs = lines(options.pairs)
    found = told(pairs, lines(FILLER))
    print(*report(pairs, found), sep="\n")
    for pair in pairs:
        level = found.pairs.get(pair["id"])
        if options.missed and pair["label"] == "same" and not level:
            print("missed", _shown(pair), sep="\n")
        if options.wrong and pair["label"] == "different" and level:
            print(f"wrong {level}", _shown(pair), sep="\n")
    if options.wrong:
        for level, groups in found.strays.items():
            print(*(f"stray {level}: {' '.join(group)}" for group in groups), sep="\n")


if __name__ == "__main__":
    main()
