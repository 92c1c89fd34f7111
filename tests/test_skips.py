"""A skip is printed with its reason, and is a failure where all that tests need is installed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.skips import wants_root

CONFTEST = """\
from tests import skips
skips.equipped = lambda: {equipped}
from tests.skips import pytest_make_collect_report, pytest_runtest_makereport
"""
TESTS = {
    "within": "import pytest\n\ndef test_it():\n    pytest.skip('there is no moon here')\n",
    "in a fixture": (
        "import pytest\n\n@pytest.fixture\ndef moon():\n    pytest.skip('there is no moon here')\n\n"
        "def test_it(moon):\n    pass\n"
    ),
    "by a mark": "import pytest\n\n@pytest.mark.skipif(True, reason='there is no moon here')\ndef test_it():\n    pass\n",
    "a whole file": "import pytest\n\npytest.skip('there is no moon here', allow_module_level=True)\n",
}


@pytest.mark.parametrize("equipped", [False, True])
@pytest.mark.parametrize("way", TESTS)
def test_a_skip(tmp_path: Path, way: str, equipped: bool) -> None:
    (tmp_path / "conftest.py").write_text(CONFTEST.format(equipped=equipped), "utf-8")
    (tmp_path / "test_x.py").write_text(TESTS[way] + "\ndef test_other():\n    pass\n", "utf-8")
    options = ["-q", "-c", str(ROOT / "pyproject.toml"), "--rootdir", str(tmp_path), "-p", "no:cacheprovider"]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    argv = [sys.executable, "-m", "pytest", *options, str(tmp_path)]
    ran = subprocess.run(argv, cwd=tmp_path, env=env, capture_output=True, text=True)
    assert "there is no moon here" in ran.stdout
    assert (ran.returncode in (1, 2)) == equipped, ran.stdout


def test_ci_runs_the_whole_suite() -> None:
    assert (ROOT / ".ci" / "run").read_text("utf-8").endswith("\nmake test\n")


def test_what_only_root_can_do_may_be_skipped_by_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000, raising=False)
    assert wants_root("only root makes devices") and not wants_root("there is no moon here")
    monkeypatch.setattr("os.geteuid", lambda: 0, raising=False)
    assert not wants_root("only root makes devices")
