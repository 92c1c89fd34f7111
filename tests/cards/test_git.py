"""Two branches that each add and edit notes merge, and `update` after the merge loses nothing."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from deckwright.cards import store
from deckwright.cards.update import update
from deckwright.decks.build import build
from deckwright.project import load
from tests.conftest import ROOT, tree

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


def git(folder: Path, *argv: str) -> None:
    env = {**os.environ, "HOME": str(folder), "GIT_CONFIG_NOSYSTEM": "1"}
    identity = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    subprocess.run(["git", *identity, *argv], cwd=folder, check=True, capture_output=True, env=env)


def cards(project: Path) -> dict[str, store.Card]:
    return {card.note.question: card for card in store.cards_in(store.load_all(project / "cards"))}


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")


def test_two_branches(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copy(ROOT / ".gitattributes", project / ".gitattributes")
    (project / ".gitignore").write_text("build/\n", "utf-8")
    notes = "".join(f"# What is number {n} of them?\n\nIt is the number {n} of all.\n\n" for n in range(12))
    (project / "seeds" / "a.md").write_text(notes, "utf-8")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    update(load(project))
    build(load(project))
    git(project, "init", "-q", "-b", "main")
    git(project, "add", "-A")
    git(project, "commit", "-qm", "start")
    ids = {question: card.id for question, card in cards(project).items()}

    git(project, "checkout", "-qb", "left")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800001000")
    edit(project / "cards" / "a.yaml", "answer: It is the number 1 of all.", "answer: Left's own words.")
    edit(project / "seeds" / "a.md", "number 3 of all.", "number 3, says the left.")
    (project / "seeds" / "left.md").write_text(
        "# Who was Ada?\n\nA mathematician.\n\n# Who was Alan?\n\nAnother.\n", "utf-8"
    )
    (project / "cards" / "left-own.yaml").write_text(
        "format: 1\nnotes:\n- question: Left by hand?\n  answer: yes\n", "utf-8"
    )
    update(load(project))
    build(load(project))
    git(project, "add", "-A")
    git(project, "commit", "-qm", "left")

    git(project, "checkout", "-q", "main")
    git(project, "checkout", "-qb", "right")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800002000")
    edit(project / "cards" / "a.yaml", "answer: It is the number 8 of all.", "answer: Right's own words.")
    edit(project / "seeds" / "a.md", "It is the number 10 of all.", "It is the number 10, says the right.")
    (project / "seeds" / "right.md").write_text(
        "# What is a tree?\n\nA plant.\n\n# What is a rock?\n\nNone.\n", "utf-8"
    )
    update(load(project))
    build(load(project))
    git(project, "add", "-A")
    git(project, "commit", "-qm", "right")
    git(project, "merge", "-q", "left", "-m", "both")

    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800003000")
    report = update(load(project))
    assert not report.needs_a_person
    merged = cards(project)
    assert {question: card.id for question, card in merged.items() if question in ids} == ids
    assert merged["What is number 1 of them?"].note.answer == "Left's own words."
    assert merged["What is number 8 of them?"].note.answer == "Right's own words."
    assert merged["What is number 3 of them?"].note.answer == "It is the number 3, says the left."
    assert merged["What is number 10 of them?"].note.answer == "It is the number 10, says the right."
    assert {"Who was Ada?", "Who was Alan?", "Left by hand?", "What is a tree?", "What is a rock?"} <= set(merged)
    assert len(merged) == 17
    built = build(load(project))
    assert built.packages[-1].notes == 17
    before = tree(project)
    assert update(load(project)).written == []
    assert {name: data for name, data in tree(project).items() if not name.startswith("build/")} == {
        name: data for name, data in before.items() if not name.startswith("build/")
    }
