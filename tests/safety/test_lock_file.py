"""The file that keeps two runs apart lies where git does not see it and a stranger cannot put anything."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from deckwright.errors import DeckwrightError
from deckwright.files import Tree, sole
from tests.safety.conftest import Clone, state


def test_it_is_not_in_the_project(clone: Clone, git: Callable[..., None]) -> None:
    with sole(Tree(clone.root)):
        listed = ["git", "-C", str(clone.root), "status", "--porcelain", "--ignored"]
        assert subprocess.run(listed, capture_output=True, text=True, check=True).stdout == ""
    assert clone.run("check", "--project", clone.root).status == 0


def test_two_ways_to_one_project_are_one(clone: Clone, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(clone.root)
    assert lock_of(clone.root) == lock_of(tmp_path / "link") == lock_of(clone.root / "seeds" / "..")
    assert lock_of(clone.root) != lock_of(tmp_path / "outside")


def lock_of(root: Path) -> str:
    from deckwright.files.locking import _lock_file

    return _lock_file(Path(os.path.realpath(root)))


@pytest.mark.parametrize("what", ["link", "folder", "FIFO"])
def test_something_else_in_its_place(clone: Clone, what: str) -> None:
    """Only the person could have put it there; all the same it is neither followed nor written to."""
    path = Path(lock_of(clone.root))
    path.unlink(missing_ok=True)
    if what == "link":
        path.symlink_to(clone.outside / "thesis.doc")
    elif what == "folder":
        path.mkdir()
    else:
        os.mkfifo(path)
    result = clone.run("update", "--project", clone.root)
    assert clone.unharmed() and "Traceback" not in result.err
    assert result.status == (0 if what == "FIFO" else 2), result.err
    assert len(result.err.splitlines()) <= 3


@pytest.mark.parametrize("what", ["link", "file", "other"])
def test_a_folder_that_is_not_ones_own_is_passed_over(
    clone: Clone, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    """In the shared folder for temporary files anybody may have made it."""
    home, shared = tmp_path / "home", tmp_path / "tmp"
    shared.mkdir()
    home.write_text("a file", "utf-8")  # no cache can be made there
    place = shared / f"deckwright-{os.getuid()}"
    if what == "link":
        place.symlink_to(clone.outside)
    elif what == "file":
        place.write_text("x", "utf-8")
    else:
        place.mkdir()
        try:
            os.chown(place, 12345, 12345)
        except PermissionError:
            pytest.skip("only root gives folders away")
    monkeypatch.setenv("XDG_CACHE_HOME", str(home))
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setattr("tempfile.tempdir", str(shared))
    before = state(clone.root)
    clone.refused("update", said="there is no folder for the lock")
    assert state(clone.root) == before


def test_the_folder_for_temporary_files_where_there_is_no_home(
    clone: Clone, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "home").write_text("a file", "utf-8")
    (tmp_path / "tmp").mkdir()
    for name in ("XDG_CACHE_HOME", "HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tmp"))
    assert clone.run("update", "--project", clone.root).status == 0
    assert (tmp_path / "tmp" / f"deckwright-{os.getuid()}").stat().st_mode & 0o777 == 0o700


def test_a_run_that_fails_lets_go(clone: Clone) -> None:
    for _ in range(2):
        with pytest.raises(DeckwrightError, match="x"), sole(Tree(clone.root)), sole(Tree(clone.root)):
            raise DeckwrightError("x")
    assert clone.run("update", "--project", clone.root).status == 0
