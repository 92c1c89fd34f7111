"""Learn by what the reader chooses among readings, and how sure it is: writes src/deckwright/seeds/weights.py.

    python benchmarks/learn_reading.py --documents DIR --labels DIR [--documents DIR --labels DIR …] [--articles DIR …]

Labels are JSON, one file a document: {"file": name, "items": [{"q", "q_alt"?, "line", "answered", "a_start"?, "a_end"?,
"a_lines"?, "a_text"?, "ambiguous"?}]}. Every labelled document is read as it is, and again in many other dresses
(dresses.py); articles yield nothing. The choice is learned first; the verdict then from what is chosen of each document
with that document, and all its dresses, left out. What is printed is measured in the same way. With --keep-choice the
weights of the choice stay as they are, and the verdict alone is learned, from what is chosen today. Whoever writes a
rule has seen the documents, and what is new goes wrong more often: --measure keeps how documents are read before
anybody looks at them, and --fresh takes these readings instead of today's. Needs numpy.
"""

from __future__ import annotations

import argparse
import hashlib
import html
import json
import multiprocessing
import random
import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import numpy as np
from dresses import Record, dressed

from deckwright.seeds.candidates import families
from deckwright.seeds.choices import with_right_options
from deckwright.seeds.document import Document, decode, split_lines
from deckwright.seeds.found import DOUBTFUL, FoundNote
from deckwright.seeds.page import Page
from deckwright.seeds.reading import LEAST, Pins, choose, evidence_of, reads_otherwise
from deckwright.seeds.results import Result, results
from deckwright.seeds.verdict import tie
from deckwright.seeds.weights import WEIGHTS

TIMES = 7
"""Dresses of each document."""

REAL, OTHER = 1.0, 0.2
"""What a document as it is weighs, and one in another dress."""

RIDGE = 6.0
"""So strong a pull towards nothing chooses best, but is timid: sharpened() makes probabilities of it again."""


SMALL = 0.25
"""What a document of the tests weighs: a few lines, written for one way of writing."""


CUT = 8
"""Readings of a document that may be chosen with it left out: the others are too unlikely."""

ERRORS = 0.05
"""The share of notes, and of answers, that may be wrong in a reading that is right."""

PULL = 8.0
"""The verdict's ridge, over measures that are brought to one scale."""

FRESH = 1.5
"""What a document weighs in the verdict that nobody had looked at when it was read."""


@dataclass
class Final:
    """What becomes of a document if a reading is chosen: what the verdict goes by, and whether it is right."""

    measures: dict[str, float]
    right: bool
    rivals: list[int]
    """Readings of other lines."""


@dataclass
class Chosen:
    """What is chosen of a document, and whether it is right."""

    group: str
    measures: dict[str, float]
    right: bool
    article: bool
    fresh: bool = False
    """Whether nobody had looked at it when it was read."""


@dataclass
class Case:
    """A text with its readings: the features of each, and how right it is (0 to 1)."""

    group: str
    name: str
    real: bool
    article: bool
    rows: list[dict[str, float]]
    right: list[float]
    families: list[str]
    finals: list[Final | None] = field(default_factory=list)
    small: bool = False


def squash(text: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFKC", text).casefold() if char.isalnum())


_TAGS = "a|b|br|code|details|div|em|i|img|li|ol|p|pre|span|strong|sub|summary|sup|table|tbody|td|th|thead|tr|tt|u|ul"
_MARKUP = re.compile(
    rf"<!--.*?-->|(?m:^[ \t>]*(?:```|~~~)[^\n]*$)|</?(?:{_TAGS})(?:\s[^<>]*)?/?>|"
    r"!\[[^\]\n]*\]\([^)\n]*\)|(?<=\])\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)",
    re.I | re.S,
)
_LEAD = re.compile(
    r"(?m)^\s*(?:>+\s*|[-*+•·]\s+|#{1,6}\s+|\d{1,3}(?:[.)]\s+|[、．]\s*)|[（(]\d{1,2}[)）]\s*[.、]?\s*|[①-⑳]"
    r"|\[[ x]\]\s+)+",
    re.I,
)
_LABEL = re.compile(r"[\W_]*[^\W\d_]{1,16}(?: [^\W\d_]{1,16}){0,2}\s*[:：]\s*")


def plain(text: str) -> str:
    """A text as it is compared: letters and digits, without markup, link targets and the numbers of lists."""
    return squash(_LEAD.sub("", _MARKUP.sub(" ", html.unescape(text))))


Noted = tuple[str, str, int]
"""A question, its answer, its line."""


def likeness(found: list[Noted], wanted: list[dict[str, Any]]) -> float:
    """How right a reading is: F1 over the questions times the share of answers that begin and end as they should."""
    f1, answers = rates(found, wanted)
    return f1 * answers


def rates(found: list[Noted], wanted: list[dict[str, Any]]) -> tuple[float, float]:
    """F1 over the questions, and the share of those found whose answers begin and end as they should."""
    sure = [one for one in wanted if not one.get("ambiguous")]
    if not sure:
        return (1.0 if not found else 0.0), 1.0
    places: dict[str, list[int]] = defaultdict(list)
    for at, one in enumerate(wanted):
        for text in (one["q"], *one.get("q_alt", ())):
            places[squash(text)].append(at)
            places[squash(_MARKUP.sub(" ", text))].append(at)
    stems = sorted((key for key in places if len(key) >= 6), key=len, reverse=True)
    taken: dict[int, str] = {}
    wrong = 0
    for question, answer, line in found:
        key = squash(_MARKUP.sub(" ", question))
        hits = places.get(key) or places.get(squash(question)) or places.get(key.lstrip("0123456789")) or []
        hits = hits or next((places[stem] for stem in stems if key.lstrip("0123456789").startswith(stem)), [])
        free = [at for at in hits if at not in taken]
        if free:
            taken[min(free, key=lambda at: abs(wanted[at]["line"] - line))] = answer
        else:
            wrong += 1
    met = [at for at in taken if not wanted[at].get("ambiguous")]
    recall, precision = len(met) / len(sure), len(met) / (len(met) + wrong or 1)
    f1 = 2 * recall * precision / (recall + precision) if recall + precision else 0.0
    ends = [_answer_is(wanted[at], taken[at]) for at in met]
    return f1, sum(ends) / len(ends) if ends else 1.0


def _answer_is(item: dict[str, Any], answer: str) -> bool:
    if item.get("status_ambiguous") or item.get("a_ambiguous"):
        return True
    if not item["answered"]:
        return not answer.strip()
    if "a_norm" not in item:
        return plain(answer)[-10:] == plain(item["a_end"])[-10:]
    texts = {plain(answer), plain(_LABEL.sub("", answer, count=1))}
    for told in item.get("a_norm", ()):
        if told["len"] == 0 and answer.strip():
            return True
        if any(_begins_and_ends(text, told) for text in texts):
            return True
    return False


ALIKE = 0.9
"""How much the first and the last forty letters of an answer must be like those of the label."""


def _begins_and_ends(text: str, told: dict[str, Any]) -> bool:
    start, end, length = told["start"], told["end"], told["len"]
    if length <= 12:
        return text == start
    if length <= 40 and len(text) > 1.25 * length + 4:
        return False  # something was swallowed
    return _alike(text[: len(start)], start) and _alike(text[-len(end) :], end)


def _alike(one: str, two: str) -> bool:
    return one == two or SequenceMatcher(None, one, two, autojunk=False).ratio() >= ALIKE


def soft(value: float) -> float:
    return min(1.0, max(0.0, (value - 0.7) / 0.25))


def case(group: str, name: str, document: Document, told: dict[str, Any], real: bool) -> Case:
    page = Page.of(document)
    found = families(page)
    made: list[Result] = results(page, found, range(len(page.lines)))
    right = [soft(likeness(_noted(one.notes, told, page), told["items"])) for one in made]
    names = [one.candidate.family.name for one in made]
    finals = [_final(page, made, one, told) if one.notes else None for one in made[:CUT]] if real else []
    return Case(group, name, real, not told["items"], [one.row for one in made], right, names, finals)


def _noted(notes: Sequence[FoundNote], told: dict[str, Any], page: Page) -> list[Noted]:
    """The notes of the lines that are labelled."""
    until = told.get("labelled_until_line") or len(page.lines)
    since = told.get("labelled_from_line") or 0
    return [
        (note.note.question, with_right_options(note.note.answer, note.note.choices) or "", note.first.line + 1)
        for note in notes
        if since <= note.first.line + 1 <= until
        and not any(a <= note.first.line + 1 <= b for a, b in told.get("ignore_lines", ()))
    ]


def _final(page: Page, made: list[Result], one: Result, told: dict[str, Any]) -> Final:
    rivals = [at for at, other in enumerate(made) if other is not one and reads_otherwise(other, one)]
    evidence = evidence_of(one, [])
    f1, answers = rates(_noted(evidence.notes, told, page), told["items"])
    return Final(evidence.measures(), bool(told["items"]) and min(f1, answers) >= 1 - ERRORS, rivals)


def cases_of(task: tuple[str, str, str]) -> list[Case]:
    """A labelled document, and its records in other dresses."""
    group, path, label = task
    if label == "test":
        return [_test_case(group, path)]
    document = decode(Path(path).read_bytes(), Path(path).name)
    if not label:
        return [case(group, document.name, document, {"items": []}, True)]
    told = json.loads(Path(label).read_text("utf-8"))
    wanted = told["items"]
    found = [case(group, document.name, document, told, True)]
    records: list[Record] = []
    for item in wanted:
        answer = item.get("a_text")
        if answer is None and item.get("answered") and item.get("a_lines"):
            first, last = item["a_lines"]
            answer = "\n".join(document.lines[first - 1 : last])
        records.append((" ".join(item["q"].split()), answer))
    seed = int.from_bytes(hashlib.sha256(group.encode()).digest()[:4], "big")
    for one in dressed(records, random.Random(seed), TIMES):
        items = [
            {
                "q": question,
                "line": 0,
                "answered": bool(answer),
                **({"a_start": answer, "a_end": answer} if answer else {"status_ambiguous": True}),
            }
            for question, answer in one.records
        ]
        found.append(
            case(
                group,
                f"{document.name}:{one.name}",
                Document(one.name, "utf-8", split_lines(one.text)),
                {"items": items},
                False,
            )
        )
    return found


def _test_case(group: str, name: str) -> Case:
    text, notes = _tests()[name]
    items = [
        {
            "q": note[0],
            "line": 0,
            "answered": bool(note[1]),
            **({"a_start": note[1], "a_end": note[1]} if note[1] else {}),
        }
        for note in notes
    ]
    found = case(group, f"test {name}", Document(name, "utf-8", split_lines(text)), {"items": items}, True)
    found.small = True
    return found


def _tests() -> dict[str, tuple[str, list[Any]]]:
    """The small documents of the test suite."""
    from tests.seeds import test_dialects, test_ways

    nothing = (test_dialects.test_what_holds_no_question, test_ways.test_what_asks_nothing)
    texts = [text for test in nothing for text in test.pytestmark[0].args[1]]  # type: ignore[attr-defined]
    asked = {**test_dialects.DIALECTS, **test_ways.DIALECTS}
    return {**asked, **{f"nothing {at}": (text, []) for at, text in enumerate(texts)}}


def learn(
    rows: np.ndarray, right: np.ndarray, weight: np.ndarray, start: np.ndarray | None = None, ridge: float = RIDGE
) -> np.ndarray:
    """Ridge logistic regression by Newton's steps."""
    width = rows.shape[1]
    values = np.zeros(width) if start is None else start.copy()
    pull = np.full(width, ridge)
    pull[0] = 0.01
    for _ in range(12 if start is None else 4):
        likely = 1 / (1 + np.exp(-np.clip(rows @ values, -30, 30)))
        slope = rows.T @ (weight * (likely - right)) + pull * values
        bend = (rows * (weight * likely * (1 - likely) + 1e-9)[:, None]).T @ rows + np.diag(pull)
        values = values - np.linalg.solve(bend, slope)
    return values


def sharpened(total: np.ndarray, right: np.ndarray, weight: np.ndarray) -> tuple[float, float]:
    """What to add to, and to multiply by, sums of documents left out to have probabilities of them (Platt 1999)."""
    rows = np.column_stack([np.ones(len(total)), total])
    values = np.array([0.0, 1.0])
    for _ in range(30):
        likely = 1 / (1 + np.exp(-rows @ values))
        bend = (rows * (weight * likely * (1 - likely) + 1e-9)[:, None]).T @ rows
        values = values - np.linalg.solve(bend, rows.T @ (weight * (likely - right)))
    return float(values[0]), float(values[1])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", action="append", type=Path, default=[])
    parser.add_argument("--labels", action="append", type=Path, default=[])
    parser.add_argument("--articles", action="append", type=Path, default=[])
    parser.add_argument("--write", type=Path, help="weights.py")
    parser.add_argument("--report", type=Path, help="JSON of every document, left out")
    parser.add_argument("--measure", type=Path, help="JSON of what is chosen today, with --keep-choice")
    parser.add_argument("--fresh", type=Path, help="such JSON of documents that nobody had looked at")
    parser.add_argument("--keep-choice", action="store_true", help="learn the verdict alone, on what is chosen today")
    options = parser.parse_args()
    tasks = []
    for documents, labels in zip(options.documents, options.labels, strict=True):
        for label in sorted(labels.glob("*.json")):
            name = json.loads(label.read_text("utf-8"))["file"]
            tasks.append((name, str(documents / name), str(label)))
    for folder in options.articles:
        tasks += [(f"article {path}", str(path), "") for path in sorted(folder.iterdir()) if path.is_file()]
    if options.keep_choice:
        with multiprocessing.Pool() as pool:
            kept = [one for one in pool.imap_unordered(chosen, tasks, chunksize=1) if one]
        if options.measure:
            options.measure.write_text(json.dumps(list(map(asdict, kept))), "utf-8")
        if options.fresh:
            fresh = [Chosen(**{**one, "fresh": True}) for one in json.loads(options.fresh.read_text("utf-8"))]
            known = {one.group for one in fresh}
            kept = [*fresh, *(one for one in kept if one.group not in known)]
        verdicts, _ = settled(sorted(kept, key=lambda one: one.group), sum(bool(label) for *_, label in tasks))
        if options.write:
            options.write.write_text(_as_module(WEIGHTS, verdicts), "utf-8")
        return
    tasks += [(f"test {name}", name, "test") for name in _tests()]
    with multiprocessing.Pool() as pool:
        cases = [one for found in pool.imap_unordered(cases_of, tasks, chunksize=1) for one in found]
    cases.sort(key=lambda one: one.name)
    report(cases, options.write, options.report)


def report(cases: list[Case], write: Path | None, told: Path | None) -> None:
    names = ["bias", *sorted({name for one in cases for row in one.rows for name in row})]
    column = {name: at for at, name in enumerate(names)}
    rows, right, weight, group, owner = [], [], [], [], []
    for at, one in enumerate(cases):
        for row, value in zip(one.rows, one.right, strict=True):
            line = np.zeros(len(names))
            line[0] = 1.0
            for name, number in row.items():
                line[column[name]] = number
            rows.append(line)
            right.append(value)
            weight.append(
                (SMALL if one.small else REAL if one.real else OTHER)
                * (0.5 if one.real and one.article else 1.0)
                * (1.0 if value else 0.6)
            )
            group.append(one.group)
            owner.append(at)
    table, wanted, heavy = np.array(rows), np.array(right), np.array(weight)
    groups, owners = np.array(group), np.array(owner)
    whole = learn(table, wanted, heavy)
    left_out = np.zeros(len(table))
    for name in sorted(set(group)):
        out = groups == name
        left_out[out] = table[out] @ learn(table[~out], wanted[~out], heavy[~out], whole)
    real = np.array([cases[at].real and not cases[at].small for at in owner])
    shift, slope = sharpened(left_out[real], wanted[real], heavy[real])
    scores: dict[int, list[float]] = defaultdict(list)
    for at, score in zip(owners, 1 / (1 + np.exp(-shift - slope * left_out)), strict=True):
        scores[at].append(float(score))
    verdicts, sure = judged(cases, scores)
    summary(cases, scores, sure, told)
    whole = slope * whole
    whole[0] += shift
    if write:
        write.write_text(_as_module(dict(zip(names, map(float, whole), strict=True)), verdicts), "utf-8")


def _as_module(weights: dict[str, float], verdicts: dict[str, float]) -> str:
    return (
        '"""What judge.py and verdict.py weigh, as benchmarks/learn_reading.py learned it, not by hand."""\n\n'
        f"WEIGHTS: dict[str, float] = {{\n{_as_lines(weights)}\n}}\n\n"
        f"VERDICT: dict[str, float] = {{\n{_as_lines(verdicts)}\n}}\n"
    )


def _as_lines(weights: dict[str, float]) -> str:
    return "\n".join(f'    "{name}": {value:.3f},' for name, value in weights.items())


def judged(cases: list[Case], scores: dict[int, list[float]]) -> tuple[dict[str, float], dict[int, float]]:
    """The verdict's weights, learned from what is chosen of each document left out, and its probability for each of
    those; prints how silent and how timid each line would be."""
    told: list[Chosen] = []
    kept: list[int] = []
    for at, one in enumerate(cases):
        if not one.real or one.small or not scores[at]:
            continue
        best = int(np.argmax(scores[at]))
        final = one.finals[best] if best < len(one.finals) else None
        if final is None or scores[at][best] < LEAST:
            continue
        likely, rival = scores[at][best], max((scores[at][other] for other in final.rivals), default=0.0)
        measures = {**final.measures, "tie": tie(likely, rival)}
        told.append(Chosen(one.group, measures, final.right, one.article))
        kept.append(at)
    weights, likely = settled(told, sum(one.real and not one.small and not one.article for one in cases))
    return weights, dict(zip(kept, likely, strict=True))


def chosen(task: tuple[str, str, str]) -> Chosen | None:
    """What the reader makes of a document as it is today; None where it reads nothing."""
    group, path, label = task
    document = decode(Path(path).read_bytes(), Path(path).name)
    page = Page.of(document)
    reading, parts = choose(page, Pins())
    if not parts:
        return None
    rivals = [reading.runner_up] if reading.runner_up else []
    evidence = evidence_of(parts[0], rivals)
    if not label:
        return Chosen(group, evidence.measures(), False, True)
    told = json.loads(Path(label).read_text("utf-8"))
    right = bool(told["items"]) and min(rates(_noted(evidence.notes, told, page), told["items"])) >= 1 - ERRORS
    return Chosen(group, evidence.measures(), right, False)


def settled(told: Sequence[Chosen], documents: int) -> tuple[dict[str, float], list[float]]:
    """The verdict's weights, and the probability of each reading with its document left out."""
    names = list(told[0].measures)
    table = np.array([[one.measures[name] for name in names] for one in told])
    article = np.array([one.article for one in told])
    middle, spread = table[~article].mean(0), table[~article].std(0) + 1e-9
    scaled = np.column_stack([np.ones(len(table)), (table - middle) / spread])
    heavy = np.where([one.fresh for one in told], FRESH, 1.0)
    wanted = np.array([float(one.right) for one in told])
    whole = learn(scaled, wanted, heavy, ridge=PULL)
    groups = np.array([one.group for one in told])
    left_out = np.zeros(len(table))
    for name in sorted(set(groups)):
        out = groups == name
        left_out[out] = scaled[out] @ learn(scaled[~out], wanted[~out], heavy[~out], whole, PULL)
    likely = 1 / (1 + np.exp(-left_out))
    _curve(likely, wanted, article, documents)
    plain = whole[1:] / spread
    weights = {
        "bias": float(whole[0] - (plain * middle).sum()),
        **dict(zip(names, map(float, plain), strict=True)),
    }
    return weights, list(map(float, likely))


def _curve(likely: np.ndarray, right: np.ndarray, article: np.ndarray, documents: int) -> None:
    print(
        "line: right readings called doubtful, documents read wrongly and not told, articles that yield cards silently"
    )
    for line in np.arange(0.5, 0.86, 0.02):
        sure = likely >= line
        timid = ((right > 0) & ~sure).sum() / (right > 0).sum()
        silent = ((right == 0) & sure & ~article).sum() / documents
        print(f"  {line:.2f}: {timid:.1%}  {silent:.1%}  {(sure & article).sum()}")


def summary(cases: list[Case], scores: dict[int, list[float]], verdicts: dict[int, float], told: Path | None) -> None:
    """Counts of right and wrong readings, told and silent, each with its document left out."""
    counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    rows = []
    for at, one in enumerate(cases):
        kind = (
            "test" if one.small else ("article" if one.article else "document") + ("" if one.real else ", other dress")
        )
        best = int(np.argmax(scores[at])) if scores[at] else -1
        likely = scores[at][best] if best >= 0 else 0.0
        value = one.right[best] if best >= 0 and likely >= LEAST else float(one.article)
        state = "right" if value >= 0.9 else "nearly" if value >= 0.4 else "wrong"
        sure = "sure" if verdicts.get(at, likely) >= DOUBTFUL else "doubtful" if likely >= LEAST else "nothing"
        counts[kind][f"{state} {sure}"] += 1
        counts[kind]["all"] += 1
        counts[kind]["possible"] += max(one.right, default=float(one.article)) >= 0.9
        rows.append(
            (
                kind,
                one.name,
                round(value, 3),
                round(likely, 3),
                round(verdicts.get(at, 0.0), 3),
                one.families[best] if best >= 0 else None,
                round(max(one.right, default=0.0), 3),
                [
                    (one.families[i], round(scores[at][i], 3), round(one.right[i], 2))
                    for i in np.argsort(scores[at])[::-1][:4]
                ],
            )
        )
    for kind, found in counts.items():
        print(kind, dict(sorted(found.items())))
    if told:
        told.write_text(json.dumps(rows, ensure_ascii=False, indent=1), "utf-8")


if __name__ == "__main__":
    main()
