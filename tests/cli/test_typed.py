"""What one is told to type next does what it says, whatever the folder is called."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from deckwright.cli.terminal import as_typed
from tests.conftest import Result

NAMES = [
    "p\nq",
    "a b",
    "it's",
    "-x",
    "a\x1b[31m'b\\c",
    "p\u202eq\n",
    "\x85\u2028é",
    "文件",
    "$(touch x)",
    "a`b`;c",
    "\udcff1",
]


@pytest.mark.parametrize("name", NAMES)
def test_the_next_command_goes_into_the_folder(
    tmp_path: Path, cli: Callable[..., Result], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    bash = shutil.which("bash")
    if not bash:
        pytest.skip("there is no bash here")
    monkeypatch.chdir(tmp_path)
    Path("a.md").write_text("# What is one?\n\nThe first.\n", "utf-8")
    result = cli("init", "--", name, "a.md")
    assert result.status == 0, result.err
    [line] = [line for line in result.out.splitlines() if line.startswith("next: ")]
    assert "\x1b" not in result.out and len(result.out.splitlines()) == 2
    typed = line.split("`", 1)[1].rpartition(" && deckwright build")[0]
    ran = subprocess.run([bash, "-c", f"{typed} && ls"], capture_output=True, text=True)
    assert "deckwright.yaml" in ran.stdout, (typed, ran.stderr)
    assert not (tmp_path / "x").exists()


def test_a_plain_name_stands_as_it_is() -> None:
    assert as_typed(Path("notes/biology-2")) == "notes/biology-2"
