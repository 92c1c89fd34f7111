"""A deck project from a stranger, beside a folder of one's own that nothing may touch."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from deckwright.cards.update import update
from deckwright.project import load
from tests.conftest import SETTINGS, Result

PATIENCE = 60
"""Seconds, on a machine that has nothing else to do; what blocks for ever fails instead."""


@dataclass(frozen=True)
class Clone:
    """`root` is the stranger's project, `outside` is what else lies on the disk."""

    root: Path
    outside: Path
    run: Callable[..., Result]
    before: dict[str, object]

    def unharmed(self) -> bool:
        """Whether all outside is as it was: names, kinds, content, nothing new."""
        return state(self.outside) == self.before

    def refused(self, *argv: object, said: str) -> Result:
        """A command ends with status 2 and one to three lines, and outside all is as it was."""
        result = self.run(*argv, "--project", self.root)
        assert result.status == 2, (result.out, result.err)
        assert said in result.err, result.err
        assert 1 <= len(result.err.splitlines()) <= 3 and "Traceback" not in result.err, result.err
        assert self.unharmed()
        return result


def state(folder: Path) -> dict[str, object]:
    """Every name in a folder with its kind, permissions and content."""
    found: dict[str, object] = {}
    for path in sorted(folder.rglob("*")):
        mode = os.lstat(path).st_mode
        content: object = None
        if stat.S_ISREG(mode):
            content = path.read_bytes()
        elif stat.S_ISLNK(mode):
            content = str(path.readlink())
        found[path.relative_to(folder).as_posix()] = (stat.filemode(mode), content)
    return found


@pytest.fixture(autouse=True)
def watched() -> Iterator[None]:
    def stop(*_: object) -> None:
        raise TimeoutError("it blocks")

    old = signal.signal(signal.SIGALRM, stop)
    busy = os.getloadavg()[0] / (os.cpu_count() or 1)
    signal.alarm(int(PATIENCE * min(5.0, max(1.0, busy))))
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, old)


@pytest.fixture
def clone(tmp_path: Path, cli: Callable[..., Result]) -> Clone:
    root, outside = tmp_path / "deck", tmp_path / "outside"
    (root / "seeds").mkdir(parents=True)
    (root / "deckwright.yaml").write_text(SETTINGS, "utf-8")
    (root / "seeds" / "a.md").write_text("# What is one?\n\nThe first.\n\n# What is two?\n\nThe second.\n", "utf-8")
    update(load(root))
    (outside / "sub").mkdir(parents=True)
    for name in ("thesis.doc", "NOTES.md", "manifest.json", "sub/x", "index.html", "notes.apkg", "a.yaml"):
        (outside / name).write_text(f"my {name}", "utf-8")
    (outside / "secret.md").write_text("# What is the password?\n\nhunter2\n", "utf-8")
    (outside / ".x.abcdefgh.deckwright-tmp").write_text("not yours", "utf-8")
    return Clone(root, outside, cli, state(outside))


@pytest.fixture
def git(clone: Clone) -> Callable[..., None]:
    """git in the stranger's project, with everything in it committed at first."""

    def call(*argv: str) -> None:
        settings = ["-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false"]
        subprocess.run(["git", "-C", str(clone.root), *settings, *argv], check=True, capture_output=True)

    call("init", "-q")
    call("add", "-A", "-f")
    call("commit", "-qm", "x")
    return call
