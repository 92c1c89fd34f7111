"""What the tests share: this repository's project in a folder of its own, and the command line as a function."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from deckwright.cards.update import update
from deckwright.cli import run
from deckwright.project import load
from tests.skips import pytest_make_collect_report, pytest_runtest_makereport  # noqa: F401

ROOT = Path(__file__).parent.parent

settings.register_profile(
    "suite", deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
settings.register_profile("long", parent=settings.get_profile("suite"), max_examples=3000)
settings.load_profile("suite")


@dataclass(frozen=True)
class Result:
    status: int
    out: str
    err: str


@pytest.fixture
def cli(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Runs the command line: cli("read", path) -> status, stdout, stderr."""
    monkeypatch.delenv("DECKWRIGHT_DEBUG", raising=False)

    def call(*argv: object) -> Result:
        capsys.readouterr()
        status = run([str(arg) for arg in argv])
        captured = capsys.readouterr()
        return Result(status, captured.out, captured.err)

    return call


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """This repository's seeds with their cards as read, before anybody edited them: 118 notes, 76 answered."""
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    shutil.copy(ROOT / "deckwright.yaml", tmp_path / "deckwright.yaml")
    update(load(tmp_path))
    return tmp_path


@pytest.fixture
def committed(tmp_path: Path) -> Path:
    """A copy of this repository's project as people edited it: seeds, cards, lock, settings."""
    for name in ("seeds", "cards"):
        shutil.copytree(ROOT / name, tmp_path / name)
    for name in ("deckwright.yaml", "deck.lock"):
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


@pytest.fixture(scope="session", autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The locks of all these projects in a folder that goes with them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    """A real Chromium for the whole run; what needs it is skipped where there is none."""
    from tests.preview.browser import CHROMIUM, chromium

    if CHROMIUM is None:
        pytest.skip("there is no Chromium here: apt-get install chromium")
    with chromium() as opened:
        yield opened


SETTINGS = """\
key: notes-k3y4t3st
deck: Notes
slug: notes
levels:
  - {key: easy, name: 1 Easy, says: [easy]}
  - {key: hard, name: 2 Hard, says: [hard]}
default_level: easy
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A small project with one seed of two questions, not yet read."""
    (tmp_path / "seeds").mkdir()
    (tmp_path / "deckwright.yaml").write_text(SETTINGS, "utf-8")
    (tmp_path / "seeds" / "a.md").write_text("# What is one?\n\nThe first.\n\n# What is two?\n\nThe second.\n", "utf-8")
    return tmp_path


def pythons() -> list[str]:
    """The Pythons on this machine that run and make environments, by name; one for each version."""
    found = []
    for name in ("python3.11", "python3.12", "python3.13", "python3.14"):
        if path := shutil.which(name):
            ran = subprocess.run([path, "-c", "import ensurepip, venv"], capture_output=True)
            found += [name] if ran.returncode == 0 else []
    return found


def tree(folder: Path) -> dict[str, bytes]:
    """Every file of a folder and its content."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
