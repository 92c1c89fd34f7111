"""A run that is killed loses nothing, and the next one ends where an undisturbed one would have."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from deckwright.cards.update import update
from deckwright.decks.build import build
from deckwright.errors import DeckwrightError
from deckwright.files import JOURNAL, TEMPORARY, Tree, sole, write_together
from deckwright.project import load
from tests.conftest import ROOT, Result, tree


def killed(folder: Path, times: int, seed: int) -> dict[str, int]:
    argv = [sys.executable, "-m", "tests.killer", str(folder), str(times), str(seed)]
    result = subprocess.run(argv, cwd=ROOT, capture_output=True, text=True)
    assert result.returncode == 0, f"seed {seed}: {result.stderr[-2000:]}"
    moments: dict[str, int] = ast.literal_eval(result.stdout)
    return moments


def test_killed_at_random_moments(tmp_path: Path) -> None:
    moments = killed(tmp_path, 40, 1)
    assert moments["within"] >= 5


@pytest.mark.long
def test_killed_at_many_random_moments(tmp_path: Path) -> None:
    moments = killed(tmp_path, 250, 2)
    assert sum(moments.values()) == 250 and moments["within"] >= 50


def test_a_run_killed_behind_its_journal_is_finished_by_the_next(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from deckwright.files import writing

    update(load(project))
    before = tree(project)
    (project / "seeds" / "a.md").write_text("# What is one?\n\nThe 1st.\n\n# What is two?\n\nThe second.\n", "utf-8")

    def die(root: Path, journal: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(writing, "finish", die)
    with pytest.raises(KeyboardInterrupt):
        write_together(
            Tree(project),
            {project / "cards" / "a.yaml": b"format: 1\nnotes: []\n", project / "deck.lock": b"{}\n"},
            what="update",
        )
    monkeypatch.undo()
    assert tree(project)["cards/a.yaml"] == before["cards/a.yaml"]
    assert (project / JOURNAL).exists()
    with sole(Tree(project)) as findings:
        [told] = findings
    assert "finished what an interrupted" in told.message
    assert tree(project)["cards/a.yaml"] == b"format: 1\nnotes: []\n"
    assert not [name for name in tree(project) if name.endswith((JOURNAL, TEMPORARY))]


def test_the_next_command_of_any_kind_says_so(project: Path) -> None:
    update(load(project))
    stray = project / "cards" / f".a1b2c3d4{TEMPORARY}"
    for command in (update, build):
        stray.write_text("half", "utf-8")
        report = command(load(project))  # type: ignore[operator]
        assert [finding.code for finding in report.findings] == ["recovered"]
        assert not stray.exists()


def test_a_file_that_cannot_be_written_leaves_all_as_it_was(project: Path) -> None:
    update(load(project))
    (project / "cards" / "media").write_text("", "utf-8")
    before = tree(project)
    with pytest.raises(DeckwrightError, match=r"cards/media: is a file; expected a folder"):
        writes = {project / "cards" / "a.yaml": b"other", project / "cards" / "media" / "x.yaml": b"y"}
        write_together(Tree(project), writes, what="update")
    assert tree(project) == before


def test_a_second_run_at_the_same_time_waits_its_turn(project: Path, cli: Callable[..., Result]) -> None:
    code = "import sys, pathlib; from deckwright.files import Tree, sole\nwith sole(Tree(pathlib.Path(sys.argv[1]))): print('in', flush=True); sys.stdin.read()"
    argv = [sys.executable, "-c", code, str(project)]
    with subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout and other.stdout.readline() == "in\n"
        before = tree(project)
        for command in ("update", "build"):
            result = cli(command, "--project", project)
            assert result.status == 2 and "another deckwright is at work here; wait" in result.err
        assert tree(project) == before
        other.communicate("")
    assert cli("update", "--project", project).status == 0
