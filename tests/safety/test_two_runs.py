"""Two runs in one project: never both at work, and what one lost to the other is never taken for done."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from deckwright.errors import DeckwrightError
from deckwright.files import JOURNAL, Tree, sole, staging, write_together, writing
from deckwright.files.journal import Entry, Journal
from deckwright.files.recovery import finish
from tests.safety.conftest import Clone, state
from tests.safety.test_journal import STAGED, digest

HOLD = (
    "import sys, pathlib\nfrom deckwright.files import Tree, sole\n"
    "with sole(Tree(pathlib.Path(sys.argv[1]))): print('in', flush=True); sys.stdin.read()"
)


@contextlib.contextmanager
def another(root: Path, **environment: str) -> Iterator[None]:
    """Another process at work in a project."""
    argv, env = [sys.executable, "-c", HOLD, str(root)], {**os.environ, **environment}
    with subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=env) as process:
        assert process.stdout and process.stdout.readline() == "in\n"
        yield
        process.communicate("")


@pytest.mark.parametrize("name", ["XDG_CACHE_HOME", "HOME"])
def test_a_run_with_another_home(clone: Clone, tmp_path: Path, name: str) -> None:
    """Another user, or a container: its file that keeps runs apart is not ours."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (clone.root / "seeds" / STAGED).write_text("what it is just writing", "utf-8")
    before = state(clone.root)
    away = {"XDG_CACHE_HOME": ""} if name == "HOME" else {}
    with another(clone.root, **away, **{name: str(elsewhere)}):
        (clone.root / "seeds" / STAGED).write_text("what it is just writing", "utf-8")
        clone.refused("update", said="another deckwright is at work here")
        assert state(clone.root) == before
    assert clone.run("update", "--project", clone.root).status == 0


def test_two_threads(clone: Clone) -> None:
    inside, go, told = threading.Event(), threading.Event(), []

    def hold() -> None:
        with sole(Tree(clone.root)), sole(Tree(clone.root)):
            inside.set()
            go.wait(30)

    thread = threading.Thread(target=hold)
    thread.start()
    assert inside.wait(30)
    try:
        with pytest.raises(DeckwrightError, match="another deckwright is at work here"), sole(Tree(clone.root)):
            told.append("both")
        with pytest.raises(DeckwrightError, match="another deckwright is at work here"):
            write_together(Tree(clone.root), {clone.root / "seeds" / "x.md": b"x"}, what="init")
    finally:
        go.set()
        thread.join()
    assert not told and not (clone.root / "seeds" / "x.md").exists()
    with sole(Tree(clone.root), wait=1.0):
        pass


@pytest.mark.parametrize("there", [None, "old"])
def test_a_file_that_was_taken_away_before_it_took_its_place(clone: Clone, there: str | None) -> None:
    """The lock would say that the cards were written."""
    path = clone.root / "cards" / "b.yaml"
    if there:
        path.write_text(there, "utf-8")
    entry = Entry("cards/b.yaml", there and digest(there), digest("new"), STAGED)
    journal = Journal("update", (entry, Entry("deck.lock", None, None, None)))
    lock = (clone.root / "deck.lock").read_bytes()
    (clone.root / JOURNAL).write_bytes(journal.encoded())
    with pytest.raises(DeckwrightError, match="cards/b.yaml: what the update was to write there is gone"):
        finish(clone.root, journal)
    assert (clone.root / JOURNAL).exists() and (clone.root / "deck.lock").read_bytes() == lock


def test_what_took_its_place_already_is_no_loss(clone: Clone) -> None:
    (clone.root / "cards" / "b.yaml").write_text("new", "utf-8")
    finish(clone.root, Journal("update", (Entry("cards/b.yaml", None, digest("new"), STAGED),)))
    assert (clone.root / "cards" / "b.yaml").read_text("utf-8") == "new"


def test_only_names_that_a_run_gives_are_cleared_away(clone: Clone) -> None:
    (clone.root / "build").mkdir()
    mine = [".My Own Notes.deckwright-tmp", ".a.b.deckwright-tmp", ".x.deckwright-tmp", ".UPPER123.deckwright-tmp"]
    for name in (*mine, STAGED):
        (clone.root / "build" / name).write_text("mine", "utf-8")
    assert clone.run("build", "--project", clone.root).status == 0
    assert sorted(path.name for path in (clone.root / "build").glob(".*")) == sorted(mine)


def test_names_are_on_disk_before_the_journal_that_promises_them(clone: Clone, monkeypatch: pytest.MonkeyPatch) -> None:
    """A power cut after the journal and before them would leave promises that nobody can keep."""
    done: list[object] = []
    flush, put = staging.flush, staging.put

    def spied(told: str, call: Callable[..., None]) -> Callable[..., None]:
        def spy(path: Path, *rest: bytes) -> None:
            done.append((told, path.relative_to(clone.root).as_posix()))
            call(path, *rest)

        return spy

    monkeypatch.setattr(writing, "flush", spied("flushed", flush))
    monkeypatch.setattr(writing, "put", spied("put", put))
    new = clone.root / "cards" / "deep" / "x.yaml"
    write_together(Tree(clone.root), {new: b"x", clone.root / "cards" / "b.yaml": b"y"}, what="update")
    folders = [("flushed", name) for name in ("cards/deep", "cards", ".")]
    assert sorted(map(str, done[:-1])) == sorted(map(str, folders)) and done[-1] == ("put", JOURNAL)
    assert done.index(("flushed", "cards/deep")) < done.index(("flushed", "cards"))
