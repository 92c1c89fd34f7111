"""What is round a command: outputs that take nothing, the folder it is called in, names that no system can hold."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Result


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
@pytest.mark.parametrize("redirected", [">/dev/full", "2>/dev/full", ">/dev/full 2>&1", "2>&1 >/dev/full"])
@pytest.mark.parametrize("command", ["read nowhere.md", "read {document}", "build --nonsense"])
def test_an_output_that_takes_nothing_is_not_done(tmp_path: Path, command: str, redirected: str) -> None:
    (tmp_path / "a.md").write_text("# What is a?\n\nA letter.\n", "utf-8")
    line = f"{sys.executable} -m deckwright {command.format(document='a.md')} {redirected}"
    ran = subprocess.run(["/bin/sh", "-c", line], cwd=tmp_path, capture_output=True, text=True)
    tells_only_elsewhere = "{document}" in command and redirected.startswith("2>") and "full" in redirected[:12]
    assert ran.returncode == (0 if tells_only_elsewhere else 2), ran.stderr
    assert "Traceback" not in ran.stderr + ran.stdout


def test_as_a_module_it_runs_nothing_of_the_folder_it_is_called_in(tmp_path: Path) -> None:
    """As far as it can be: what Python itself imports before, it looks for there."""
    for name in ("yaml", "click", "typing", "dataclasses", "difflib", "json", "pathlib", "rapidfuzz"):
        (tmp_path / f"{name}.py").write_text("print('CODE RAN')\n", "utf-8")
    (tmp_path / "a.md").write_text("# What is a?\n\nA letter.\n", "utf-8")
    argv = [sys.executable, "-m", "deckwright", "read", "a.md"]
    ran = subprocess.run(argv, cwd=tmp_path, capture_output=True, text=True)
    assert ran.returncode == 0 and "CODE RAN" not in ran.stdout + ran.stderr, ran.stderr


@pytest.mark.parametrize("name", ["a" * 256, "a/" * 2100, "/".join(["b" * 250] * 20)])
def test_a_folder_whose_name_is_too_long(tmp_path: Path, cli: Callable[..., Result], name: str) -> None:
    (tmp_path / "a.md").write_text("# What is a?\n\nA letter.\n", "utf-8")
    before = sorted(tmp_path.rglob("*"))
    for argv in (["init", tmp_path / name, tmp_path / "a.md"], ["update", "--project", tmp_path / name]):
        result = cli(*argv)
        assert result.status == 2 and 1 <= len(result.err.splitlines()) <= 3, result.err
    assert sorted(tmp_path.rglob("*")) == before
