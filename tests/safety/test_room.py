"""No room, no permission: one line, and nothing half-written."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from deckwright.decks.build import build
from deckwright.project import load
from tests.safety.conftest import Clone, state

CODE = "import sys; from deckwright.cli import run; sys.exit(run(sys.argv[1:]))"


def run(*argv: object, **environment: str) -> subprocess.CompletedProcess[str]:
    call = [sys.executable, "-c", CODE, *map(str, argv)]
    return subprocess.run(call, capture_output=True, text=True, env=os.environ | environment)


@pytest.fixture
def full(tmp_path: Path) -> Path:
    """A folder for temporary files without room: a small file system that is full."""
    place = tmp_path / "full"
    place.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(place)], capture_output=True).returncode:
        pytest.skip("only root mounts a file system")
    try:
        with (place / "fill").open("wb") as file:
            while file.write(b"x" * 4096):
                file.flush()
    except OSError:
        os.truncate(place / "fill", 48 << 10)  # room for a small file, as Python asks for before it takes the folder
    yield place
    subprocess.run(["umount", str(place)], check=True)


def commands(clone: Clone) -> list[tuple[object, ...]]:
    document = clone.root / "seeds" / "a.md"
    return [
        ("build", "--project", clone.root),
        ("build", document, "-o", clone.root.parent / "x.apkg"),
        ("diff", clone.root / "build", clone.root / "build"),
        ("verify", "--project", clone.root),
    ]


def test_a_full_folder_for_temporary_files(clone: Clone, full: Path) -> None:
    build(load(clone.root))
    shutil.copy(clone.root / "build" / "notes.apkg", clone.root.parent / "x.apkg")
    (clone.root / "cards" / "a.yaml").write_text(
        (clone.root / "cards" / "a.yaml").read_text("utf-8").replace("The first.", "The very first."), "utf-8"
    )
    before = state(clone.root)
    for argv in commands(clone):
        result = run(*argv, TMPDIR=str(full))
        assert result.returncode == 2, (argv, result)
        assert "Traceback" not in result.stderr and 1 <= len(result.stderr.splitlines()) <= 2, result.stderr
        assert "set TMPDIR" in result.stderr and str(full) in result.stderr
        assert state(clone.root) == before and zipfile.is_zipfile(clone.root.parent / "x.apkg")
    assert [path.name for path in full.iterdir()] == ["fill"]


def test_one_that_cannot_be_written(clone: Clone, tmp_path: Path) -> None:
    """Nor any that Python tries instead: as in a container that is read-only."""
    code = f"import tempfile\ntempfile._candidate_tempdir_list = lambda: [{str(tmp_path / 'gone')!r}]\n{CODE}"
    build(load(clone.root))
    before = state(clone.root)
    for argv in commands(clone):
        call = [sys.executable, "-c", code, *map(str, argv)]
        result = subprocess.run(call, capture_output=True, text=True)
        assert result.returncode == 2 and "set TMPDIR" in result.stderr, (argv, result)
        assert "Traceback" not in result.stderr and state(clone.root) == before
