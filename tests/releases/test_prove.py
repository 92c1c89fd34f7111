"""A learner's Anki that hangs, and a machine without memory: told in a line."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from deckwright.errors import DeckwrightError
from deckwright.releases.prove import PATIENCE, learner
from tests.conftest import ROOT


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a script of a shell's")
def test_an_anki_that_does_not_answer(tmp_path: Path) -> None:
    python = tmp_path / "python"
    python.write_text("#!/bin/sh\nexec sleep 60\n", "utf-8")
    python.chmod(0o755)
    started = time.monotonic()
    with (
        pytest.raises(DeckwrightError, match="Anki did not end its state within 1 seconds"),
        learner(tmp_path, str(python), patience=1) as anki,
    ):
        anki.do("state")
    with learner(tmp_path, str(python), patience=1):
        pass  # it does not end when it is told to
    assert time.monotonic() - started < 30
    assert 120 <= PATIENCE <= 900


@pytest.mark.skipif(sys.platform != "linux", reason="limits on memory are the system's")
def test_a_machine_without_memory(project: Path) -> None:
    """As `ulimit -v` has it, from the first thing that is worked on."""
    program = (
        "import resource, sys; from deckwright.cli import run; import deckwright.cli.update;"
        "room = int(open('/proc/self/statm').read().split()[0]) * resource.getpagesize() + (2 << 20);"
        "resource.setrlimit(resource.RLIMIT_AS, (room, room)); sys.exit(run(['update', '--project', sys.argv[1]]))"
    )
    (project / "seeds" / "b.md").write_text("# What is what?\n\nThat.\n" * 100_000, "utf-8")
    done = subprocess.run([sys.executable, "-c", program, str(project)], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 2 and done.stderr == "error: there is not enough memory for this\n", done.stderr[-500:]
