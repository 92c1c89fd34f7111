"""No room, no permission: one line, and nothing half-written."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from deckwright.decks.build import build
from deckwright.previews.write import preview
from deckwright.project import load
from tests.conftest import Result
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


# What is begun and cannot be done leaves nothing behind


@contextmanager
def mounted(place: Path, options: str) -> Iterator[None]:
    """A small file system."""
    place.mkdir(exist_ok=True)
    if subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(place)], capture_output=True).returncode:
        pytest.skip("only root mounts a file system")
    try:
        yield
    finally:
        subprocess.run(["umount", str(place)], check=True)


def document(folder: Path) -> Path:
    path = folder / "notes.md"
    path.write_text("".join(f"# What is {n}?\n\nThe number {n}.\n\n" for n in range(60)), "utf-8")
    return path


@pytest.mark.parametrize("beside", [False, True])
@pytest.mark.parametrize("kind", ["size={}k", "size=4m,nr_inodes={}"])
def test_a_project_is_made_whole_or_not_at_all(
    tmp_path: Path, cli: Callable[..., Result], kind: str, beside: bool
) -> None:
    """However much room there is; also in a folder that has files of its own."""
    notes, place = document(tmp_path), tmp_path / "disk"
    made = 0
    for step in range(1, 40):
        with mounted(place, kind.format(step * 4 if "k" in kind else step)):
            if beside:
                try:
                    (place / "nn").mkdir()
                    (place / "nn" / ".gitignore").write_text("mine\n", "utf-8")
                except OSError:
                    continue
            before = state(place)
            result = cli("init", place / "nn", notes)
            if result.status:
                assert result.status == 2 and "Traceback" not in result.err and len(result.err.splitlines()) <= 3
                assert state(place) == before, (step, result.err)
            else:
                made += 1
                assert cli("check", "--project", place / "nn").status == 0
        if made > 1:
            break
    assert made > 1 and step > 4


LIMITED = "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
LIMITED += "resource.setrlimit(resource.RLIMIT_FSIZE, ({0}, {0}))\n"


@pytest.mark.parametrize("limit", [1, 100, 500, 1_000, 4_000])
def test_an_error_halfway_leaves_nothing(tmp_path: Path, limit: int) -> None:
    """As with a quota: from some size on a file cannot be written."""
    notes = document(tmp_path)
    before = state(tmp_path)
    call = [sys.executable, "-c", LIMITED.format(limit) + CODE, "init", str(tmp_path / "a" / "b"), str(notes)]
    result = subprocess.run(call, capture_output=True, text=True)
    assert result.returncode == 2 and "Traceback" not in result.stderr, result
    assert state(tmp_path) == before


@pytest.mark.parametrize(
    "command", [["build"], ["preview"], ["update"], ["init", "--github", "--install", "https://example.org/d"]]
)
def test_a_folder_that_was_made_for_nothing_goes_again(clone: Clone, command: list[str]) -> None:
    if command == ["update"]:
        document(clone.root / "seeds").rename(clone.root / "seeds" / "deep.md")
        shutil.rmtree(clone.root / "cards")
        (clone.root / "deck.lock").unlink()
    before = state(clone.root)
    where = [str(clone.root)] if command[0] == "init" else ["--project", str(clone.root)]
    call = [sys.executable, "-c", LIMITED.format(300) + CODE, *command, *where]
    result = subprocess.run(call, capture_output=True, text=True)
    assert result.returncode == 2 and "Traceback" not in result.stderr, result
    assert state(clone.root) == before


def test_a_package_that_cannot_be_written_leaves_no_folder(tmp_path: Path) -> None:
    notes = document(tmp_path)
    before = state(tmp_path)
    output = tmp_path / "new" / "deep" / "n.apkg"
    code = "def full(**_): raise OSError(28, 'No space left')\n"
    code += f"import deckwright.files.staging as it\nit.tempfile.mkstemp = full\n{CODE}"
    result = subprocess.run(
        [sys.executable, "-c", code, "build", str(notes), "-o", str(output)], capture_output=True, text=True
    )
    assert result.returncode == 2 and "Traceback" not in result.stderr, result
    assert state(tmp_path) == before


# A umask that takes away everything


@pytest.mark.parametrize("mask", [0o777, 0o700, 0o277])
def test_what_is_written_can_be_used_by_its_owner(clone: Clone, mask: int) -> None:
    old = os.umask(mask)
    try:
        build(load(clone.root))
        preview(load(clone.root))
    finally:
        os.umask(old)
    made = [clone.root / "build", *(clone.root / "build").rglob("*")]
    assert len(made) > 8
    for path in made:
        wanted = 0o700 if path.is_dir() else 0o600
        assert path.stat().st_mode & wanted == wanted, path


def test_a_umask_holds_for_all_others(clone: Clone) -> None:
    old = os.umask(0o077)
    try:
        build(load(clone.root))
    finally:
        os.umask(old)
    assert {path.stat().st_mode & 0o077 for path in [clone.root / "build", *(clone.root / "build").rglob("*")]} == {0}


def test_too_few_file_handles(clone: Clone) -> None:
    shell = f'ulimit -n 5; exec "{sys.executable}" -c "{CODE}" build --project "{clone.root}"'
    done = subprocess.run(["sh", "-c", shell], capture_output=True, text=True)
    assert done.returncode in (1, 2) and "Too many open files" in done.stderr, done.stderr
