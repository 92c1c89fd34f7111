"""The workflow for people's deck repositories: linted, and its steps run as far as they can be run here."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from deckwright.releases.github import REQUIREMENTS, WORKFLOW, add_workflow, requirements, workflow
from tests.conftest import ROOT, Result
from tests.releases.conftest import Author

BIN = Path(sys.executable).parent

ZIZMOR = """\
rules:
  unpinned-uses:
    config:
      policies:
        "actions/*": ref-pin # GitHub's own, by their major version: its fixes are wanted
"""


OURS = {path.name: path.read_text("utf-8") for path in (ROOT / ".github" / "workflows").glob("*.yml")}


@pytest.mark.parametrize("text", [workflow("deckwright[anki]==1.0"), *OURS.values()], ids=["written", *OURS])
def test_linters_find_nothing(tmp_path: Path, text: str) -> None:
    """Of the schema of workflows (check-jsonschema), and of what makes one unsafe (zizmor)."""
    path = tmp_path / WORKFLOW
    path.parent.mkdir(parents=True)
    path.write_text(text, "utf-8")
    (tmp_path / "zizmor.yml").write_text(ZIZMOR, "utf-8")
    subprocess.run(
        [BIN / "check-jsonschema", "--builtin-schema", "vendor.github-workflows", str(path)],
        check=True,
        capture_output=True,
    )
    found = subprocess.run(
        [BIN / "zizmor", "--offline", "--config", str(tmp_path / "zizmor.yml"), str(path)],
        capture_output=True,
        text=True,
    )
    assert found.returncode == 0, found.stdout
    path.write_text(text.replace("    steps:\n", "    steps:\n      - run: echo ${{ github.head_ref }}\n"), "utf-8")
    assert subprocess.run([BIN / "zizmor", "--offline", str(path)], capture_output=True).returncode != 0


def steps(job: str) -> list[dict[str, Any]]:
    """The steps of a job that run a command."""
    found = yaml.safe_load(workflow("deckwright[anki]==1.0"))["jobs"][job]["steps"]
    return [step for step in found if "run" in step]


def run_steps(job: str, folder: Path, event: dict[str, str], path: str) -> list[str]:
    """Run a job's commands as the runner does; returns those that were run."""
    done = []
    for step in steps(job):
        condition = step.get("if", "")
        if match := re.fullmatch(r"github\.ref_type (==|!=) 'tag'", condition):
            if (match[1] == "==") != (event["type"] == "tag"):
                continue
        else:
            assert not condition
        if step["run"].startswith("python -m pip install"):
            continue
        env = {**os.environ, "PATH": path, "TAG": event["name"], "GH_TOKEN": "t", "GH_REPO": "o/r"}
        where = folder / step.get("working-directory", ".")
        ran = subprocess.run(["bash", "-e", "-c", step["run"]], cwd=where, env=env, capture_output=True, text=True)
        assert ran.returncode == 0, (step, ran.stdout, ran.stderr)
        done.append(step["run"])
    return done


# Stands for GitHub's own program, which needs GitHub: it looks that every file it is to send is there.
GH = """\
#!/usr/bin/env bash
for word in "$@"; do case $word in *.apkg|*.json|*.md|*.zip|SHA256SUMS) test -s "$word" || exit 9;; esac; done
echo "$@" > "$0.log"
"""


@pytest.mark.parametrize("event", [{"type": "branch", "name": "main"}, {"type": "tag", "name": "v1.0.0"}])
def test_its_steps_run(released: Author, tmp_path: Path, event: dict[str, str]) -> None:
    if shutil.which("zip") is None:
        pytest.skip("there is no zip here, which GitHub's machines have")
    clone = tmp_path / "clone"
    released.git("clone", "-q", str(released.root), str(clone))
    tools = tmp_path / "tools"
    tools.mkdir()
    (tools / "gh").write_text(GH)
    (tools / "gh").chmod(0o755)
    path = f"{tools}:{BIN}:{os.environ['PATH']}"
    done = run_steps("build", clone, event, path)
    assert any(("--released" in line) == (event["type"] == "tag") for line in done if "verify" in line)
    if event["type"] == "tag":
        run_steps("release", clone, event, path)
        sent = (tools / "gh.log").read_text()
        assert sent.startswith("release create v1.0.0 ") and "./deck.apkg" in sent and "preview.zip" in sent


def test_a_tag_that_is_no_release_fails(released: Author, cli: Callable[..., Result]) -> None:
    result = cli("verify", "--released", "v1.1.0", "--project", released.root)
    assert result.status == 1
    assert "the packages are of 1.0.0, expected v1.1.0" in result.out


def test_init_adds_it_to_a_project(author: Author, cli: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(author.root)
    result = cli("init", "--github")
    assert result.status == 0
    assert result.out == f"wrote {WORKFLOW}, {REQUIREMENTS}\n"
    assert cli("init", "--github").out == "nothing to write: the workflow is up to date\n"
    (author.root / WORKFLOW).write_text("name: Mine\n", "utf-8")
    result = cli("init", "--github")
    assert result.status == 2 and "there is another workflow here" in result.err


def test_init_adds_it_to_a_new_project(tmp_path: Path, cli: Callable[..., Result]) -> None:
    (tmp_path / "notes.md").write_text("# What is a?\n\nA letter.\n", "utf-8")
    assert cli("init", "--github", tmp_path / "deck", tmp_path / "notes.md").status == 0
    assert (tmp_path / "deck" / WORKFLOW).is_file()


def test_a_release_keeps_the_versions_it_was_made_with(author: Author) -> None:
    add_workflow(author.root)
    (author.root / REQUIREMENTS).write_text("pygments==2.0\n", "utf-8")
    author.commit()
    report = author.release("1.0.0")
    assert (author.root / REQUIREMENTS).read_text("utf-8") == requirements()
    assert report.commands[0] == f"git add deck.lock CHANGELOG.md {REQUIREMENTS}"
    assert author.git("status", "--porcelain") == ""


@pytest.mark.parametrize("install", ["a; rm -rf /", "$(x)", '"', "a\nb"])
def test_what_is_no_requirement(author: Author, cli: Callable[..., Result], install: str) -> None:
    result = cli("init", "--github", "--install", install, author.root)
    assert result.status == 2 and "is no requirement" in result.err


def test_this_repository_uses_it() -> None:
    def without_python(text: str) -> str:
        return re.sub(r'python-version: "[\d.]+"', "", text)

    assert without_python((ROOT / WORKFLOW).read_text("utf-8")) == without_python(workflow(".[anki]"))
    assert (ROOT / REQUIREMENTS).is_file()
