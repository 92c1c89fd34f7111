"""Corpora of quizzes, of moves between documents, and of documents changed as a whole, lived through by projects."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from deckwright.cards import lock as locks
from deckwright.cards import told
from deckwright.cards.apply import apply
from deckwright.cards.lock import LockedSeed
from deckwright.cards.pairing.context import labels
from deckwright.cards.pairing.match import pair
from deckwright.cards.pairing.records import Record
from deckwright.cards.plan import plan
from deckwright.cards.readings import DocumentReading, ReadNote
from deckwright.cards.workspace import Workspace
from deckwright.note import Note
from deckwright.project import load

CORPORA = Path(__file__).parent / "corpora"
SETTINGS = """\
key: corpus-k3y
deck: C
slug: c
levels: [{key: easy, name: 1 Easy}]
default_level: easy
"""
HALVES = ("tune", "held")


def cases(name: str, half: str) -> list[dict[str, Any]]:
    lines = (CORPORA / f"{name}.jsonl").read_text("utf-8").splitlines()
    return [found for line in lines if (found := json.loads(line))["half"] == half]


def records(notes: list[dict[str, Any]], document: str = "d.md") -> list[Record]:
    counting = labels([one["question"] for one in notes])
    return [
        Record(one["question"], one["answer"], document=document, place=at, label=label)
        for at, (one, label) in enumerate(zip(notes, counting, strict=True))
    ]


# Quizzes


def quizzed(case: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """(what was to be, what became) of every note of a quiz."""
    before, after = case["before"], case["after"]
    found = pair(records(before), records(after))
    new_of = {old: new for new, old in found.pairs.items()}
    doubted = {doubt.old for doubt in found.doubts}
    for old, wanted in enumerate(case["mapping"]):
        became = new_of.get(old)
        if wanted is None:
            yield "gone", "wrong" if became is not None else "doubt" if old in doubted else "gone"
            continue
        kind = "equal" if before[old] == after[wanted] else "changed"
        right = became == wanted
        yield kind, "kept" if right else "wrong" if became is not None else "doubt" if old in doubted else "lost"


@pytest.mark.parametrize("half", HALVES)
def test_quizzes(half: str) -> None:
    found: Counter[tuple[str, str]] = Counter()
    for case in cases("quizzes", half):
        outcomes = list(quizzed(case))
        found.update(outcomes)
        assert ("gone", "wrong") not in outcomes and ("changed", "wrong") not in outcomes, case["id"]
    assert {what for kind, what in found if kind == "equal"} == {"kept"}, found
    assert found["changed", "lost"] <= 0.05 * sum(number for (kind, _), number in found.items() if kind == "changed")


# Moves


def lived(root: Path, documents: dict[str, list[list[str]]], before: dict[str, list[list[str]]]) -> locks.Lock:
    """One update of a project whose documents read as they are given."""
    shutil.rmtree(root / "seeds", ignore_errors=True)
    project = load(root)
    found = []
    for name, notes in documents.items():
        path = root / "seeds" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(notes), "utf-8")
        read = [ReadNote(Note(question, answer, section=tuple(under))) for question, answer, *under in notes]
        known = LockedSeed(name, hashlib.sha256(path.read_bytes()).hexdigest(), {})
        found.append(DocumentReading(project.seed(name), known, None if before.get(name) == notes else read))
    space = Workspace(project)
    apply(plan(project, space.lock, space.files, found, now=9), space)
    space.finish("update")
    return space.lock


def moved(root: Path, case: dict[str, Any]) -> Iterator[str]:
    """What went wrong in the life of a project: label, step, and what became of it."""
    names = sorted({name for step in case["steps"] for name in step["documents"]})
    keys = ", ".join(f"{json.dumps(name)}: {{key: k{at}}}" for at, name in enumerate(names))
    (root / "deckwright.yaml").write_text(f"{SETTINGS}seeds: {{{keys}}}\n", "utf-8")
    life = Life(case)
    before: dict[str, list[list[str]]] = {}
    for number, step in enumerate(case["steps"]):
        lock = lived(root, step["documents"], before)
        before = step["documents"]
        if number == 0:
            lock.notes = {one.id: replace(one, digest="d", modified=1) for one in lock.notes.values()}
            (root / "deck.lock").write_text(locks.dump(lock, lock.seeds), "utf-8")
        yield from (f"{what} in step {number}" for what in life.step(step, lock))


class Life:
    """Who is who: label -> id."""

    def __init__(self, case: dict[str, Any]) -> None:
        self.ids: dict[str, str] = {}
        self.may_ask = set(case.get("doubt_too") or ())
        self.groups = [set(labels) for labels in case.get("interchangeable") or ()]

    def step(self, step: dict[str, Any], lock: locks.Lock) -> Iterator[str]:
        doubted = {doubt.new.id: doubt.old.id for doubt in told.doubts(lock.notes)}
        standing = set(doubted.values())
        got: dict[str, str] = {}
        for name, called in step["notes"].items():
            here = [
                one for one in lock.notes.values() if one.seed == name and not one.retired and one.id not in standing
            ]
            texts = [(question, answer or None) for question, answer, *_ in step["documents"][name]]
            assert [(one.question, one.answer) for one in here] == texts, name
            got |= {label: one.id for label, one in zip(called, here, strict=True)}
        for group in self.groups:
            there = sorted(group & got.keys())
            known = {self.ids[label] for label in group if label in self.ids}
            held = [got[label] for label in there]
            if not known <= {*held, *(self.ids[label] for label in group - got.keys() if label in self.ids)}:
                yield f"of {there} an id was lost"
            self.ids.update(zip(there, held, strict=True))
        for label, card_id in got.items():
            if card_id in doubted:
                if label not in self.may_ask:
                    yield f"{label} was asked about"
                elif self.ids.get(label, doubted[card_id]) != doubted[card_id]:
                    yield f"{label} was asked about with another"
                continue
            if self.ids.setdefault(label, card_id) != card_id:
                yield f"{label} was lost"
        held = Counter(self.ids.values())
        yield from (f"{one} is that of two" for one, times in held.items() if times > 1)


@pytest.mark.parametrize("half", HALVES)
def test_moves(half: str, tmp_path: Path) -> None:
    wrong = {}
    for case in cases("moves", half):
        root = tmp_path / case["id"]
        root.mkdir()
        found = list(moved(root, case))
        if found and not case.get("contested"):
            wrong[case["id"]] = found
    assert not wrong


# Documents


def changed_whole(case: dict[str, Any]) -> str:
    """What became of a document: all_same, one_doubt, all_different, doubts, or mixed."""
    before, after = case["before"], case["after"]
    found = pair(records(before, case["name"][0]), records(after, case["name"][1]))
    changed = [at for at, one in enumerate(after) if one not in before]
    paired = [at for at in changed if at in found.pairs]
    doubted = {doubt.new: doubt for doubt in found.doubts}
    if len(paired) == len(changed):
        return "all_same"
    if not paired and not doubted:
        return "all_different"
    if doubted and all(doubt.whole for doubt in doubted.values()):
        return "one_doubt"
    asked = len(paired) + len(doubted) == len(changed)
    return "doubts" if asked else "mixed"


@pytest.mark.parametrize("half", HALVES)
def test_documents(half: str) -> None:
    wrong = {}
    for case in cases("documents", half):
        became = changed_whole(case)
        if became not in (case["expect"], *case.get("right_too", ())) and not case.get("contested"):
            wrong[case["id"]] = (case["expect"], became)
    assert len(wrong) <= (half == "held") and all(became == "doubts" for _, became in wrong.values()), wrong
