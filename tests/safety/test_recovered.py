"""Killed in the midst of the renames: whatever is run next finishes them first, and nobody looks at half of a state."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from deckwright.cards.update import update
from deckwright.checks.run import check
from deckwright.decks.build import build
from deckwright.errors import DeckwrightError
from deckwright.files import JOURNAL, Tree, write_together
from deckwright.previews.write import preview
from deckwright.project import load
from deckwright.releases.github import add_workflow, choose
from tests.conftest import ROOT, tree
from tests.safety.conftest import Clone, state
from tests.safety.test_journal import plant, sound

KILLED = """
import os, pathlib, signal, sys
from deckwright.cards.store import cards_in, load_all
from deckwright.cards.update import update
from deckwright.project import load
rename = pathlib.Path.replace
done = []
def once(self, target):
    result = rename(self, target)
    if not str(target).endswith("deckwright-journal"):
        os.kill(os.getpid(), signal.SIGKILL)
    return result
pathlib.Path.replace = once
update(load(pathlib.Path(sys.argv[1])))
"""
CALLS: dict[str, Callable[[Path], object]] = {
    "update": lambda root: update(load(root)),
    "build": lambda root: build(load(root)),
    "check": lambda root: check(load(root)),
    "preview": lambda root: preview(load(root)),
    "init --github": lambda root: add_workflow(root, choose(root)),
}


@pytest.mark.parametrize("first", CALLS)
def test_no_command_begins_before_what_was_interrupted_is_finished(
    clone: Clone, first: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`preview` between a killed `update` and the next one threw the journal away: notes were doubled."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    (clone.root / "seeds" / "b.md").write_text("# What is three?\n\nThe third.\n", "utf-8")
    (clone.root / "seeds" / "c.md").write_text("# What is four?\n\nThe fourth.\n", "utf-8")
    whole = tmp_path / "whole"
    subprocess.run(["cp", "-r", str(clone.root), str(whole)], check=True)
    killed = subprocess.run([sys.executable, "-c", KILLED, str(clone.root)], cwd=ROOT, capture_output=True)
    assert killed.returncode == -signal.SIGKILL and (clone.root / JOURNAL).exists()
    for root in (clone.root, whole):
        if root == whole:
            update(load(root))
        CALLS[first](root)
        update(load(root))
    assert tree(clone.root) == tree(whole)


def test_a_write_never_takes_the_place_of_a_journal(clone: Clone) -> None:
    before = plant(clone, sound(clone))
    with pytest.raises(DeckwrightError, match="an interrupted run is not finished"):
        write_together(Tree(clone.root), {clone.root / "seeds" / "c.md": b"x"}, what="init")
    assert state(clone.root)[JOURNAL] == before[JOURNAL] and not (clone.root / "seeds" / "c.md").exists()


def test_who_only_reads_waits_for_who_writes(clone: Clone, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between the first rename and the last a check would see half of a state."""
    code = (
        "import sys, pathlib\nfrom deckwright.files import Tree, sole\n"
        "with sole(Tree(pathlib.Path(sys.argv[1]))): print('in', flush=True); sys.stdin.read()"
    )
    argv = [sys.executable, "-c", code, str(clone.root)]
    with subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout and other.stdout.readline() == "in\n"
        assert clone.run("check", "--project", clone.root).status == 0  # nothing is being written
        plant(clone, sound(clone))
        monkeypatch.setattr("deckwright.files.locking.PATIENCE", 0.3)
        clone.refused("check", said="another deckwright is at work here")
        other.communicate("")
    assert clone.run("check", "--project", clone.root).status == 0
    assert not os.path.lexists(clone.root / JOURNAL)
