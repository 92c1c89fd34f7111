"""What costs a newcomer hours where it is missing: small words, remedies that work, names that are nearly right."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from deckwright.cards.update import update
from deckwright.checks.rules import RULES
from deckwright.errors import DeckwrightError
from deckwright.project import load
from tests.conftest import ROOT, Result
from tests.decks.pictures import picture


def test_a_card_file_of_the_other_suffix_is_told(project: Path, cli: Callable[..., Result]) -> None:
    update(load(project))
    (project / "cards" / "x.yml").write_text("notes: []\n", "utf-8")
    for command in ("update", "check", "build", "preview"):
        result = cli(command, "--project", project)
        assert result.status == 2
        assert "cards/x.yml: is not read; expected card files that end in .yaml" in result.err


@pytest.mark.parametrize("head", ["", "# By hand.\n", "seed: null\n", "format: 1\n"])
def test_a_new_card_file_needs_no_format(project: Path, cli: Callable[..., Result], head: str) -> None:
    update(load(project))
    path = project / "cards" / "hand.yaml"
    path.write_text(f"{head}notes:\n- question: By hand?\n  answer: Yes.\n", "utf-8")
    assert cli("build", "--project", project).status == 0
    text = path.read_text("utf-8")
    assert text.startswith(f"{head}notes:\n- id: ") and "By hand?" in text


@pytest.mark.parametrize("said", ["2", "''", "one"])
def test_a_format_that_is_named_has_to_be_known(project: Path, cli: Callable[..., Result], said: str) -> None:
    update(load(project))
    (project / "cards" / "hand.yaml").write_text(f"format: {said}\nnotes: []\n", "utf-8")
    result = cli("build", "--project", project)
    assert result.status == 2
    assert "cards/hand.yaml:1: 'format' has the wrong type; expected format: 1" in result.err


@pytest.mark.parametrize("address", ["img/x.png", "x.png", "my%20pictures/x.png", "a/../img/x.png"])
def test_where_a_missing_picture_belongs_is_told_and_works(
    project: Path, cli: Callable[..., Result], address: str
) -> None:
    (project / "seeds" / "a.md").write_text(f"# What is one?\n\nThe first. ![one]({address})\n", "utf-8")
    update(load(project))
    told = cli("build", "--project", project).err
    assert "[image-missing]" in told
    place = told.split("; put it at ")[1].split(" [")[0]
    assert place.startswith("cards/media/") and place.endswith("x.png")
    (project / place).parent.mkdir(parents=True, exist_ok=True)
    (project / place).write_bytes(picture())
    assert "image-missing" not in cli("build", "--project", project).err


def test_without_a_project_it_belongs_beside_the_document(tmp_path: Path, cli: Callable[..., Result]) -> None:
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "a.md").write_text("# What is one?\n\nThe first. ![one](img/x.png)\n", "utf-8")
    arguments = ("build", folder / "a.md", "-o", tmp_path / "a.apkg")
    place = Path(cli(*arguments).err.split("; put it at ")[1].split(" [")[0])
    assert place == folder / "img" / "x.png"
    place.parent.mkdir()
    place.write_bytes(picture())
    assert "image-missing" not in cli(*arguments).err


def test_one_is_no_plural(tmp_path: Path, cli: Callable[..., Result]) -> None:
    path = tmp_path / "a.md"
    path.write_text("# What is one?\n\nThe first.\n", "utf-8")
    assert "1 question of the kind heading-1, 1 with an answer" in cli("read", path).out
    page = cli("read", "--format", "html", path).out
    assert "1 question, 1 answered" in page
    path.write_text("# What is one?\n", "utf-8")
    result = cli("build", path, "-o", tmp_path / "a.apkg")
    assert result.status == 2 and "the one question that was found has no answer" in result.err
    path.write_text("# What is one?\n\nThe first.\n\n# What is two?\n\nThe second.\n", "utf-8")
    assert "2 questions of the kind heading-1, 2 with an answer" in cli("read", path).out


def test_an_error_without_a_place_begins_with_its_words() -> None:
    assert str(DeckwrightError("is wrong", file="")) == "is wrong"
    assert str(DeckwrightError("is wrong", file="", line=3)) == "is wrong"


@pytest.mark.parametrize("address", ["https://example.com/notes.md", "http://example.com/a/b.md"])
@pytest.mark.parametrize("command", [("read",), ("build", "-o", "x.apkg"), ("init", "deck")])
def test_an_address_is_no_path(
    tmp_path: Path,
    cli: Callable[..., Result],
    monkeypatch: pytest.MonkeyPatch,
    address: str,
    command: tuple[str, ...],
) -> None:
    monkeypatch.chdir(tmp_path)
    result = cli(*command, address)
    assert result.status == 2
    assert f"{address}: is an address; expected a file; download it" in result.err
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("typed", "meant"), [("raed", "read"), ("biuld", "build"), ("relase", "release"), ("READ", "read")]
)
def test_a_command_that_is_nearly_right(cli: Callable[..., Result], typed: str, meant: str) -> None:
    result = cli(typed)
    assert result.status == 2
    assert f"there is no command '{typed}'; did you mean '{meant}'?" in result.err


def test_a_command_that_is_like_none(cli: Callable[..., Result]) -> None:
    result = cli("xyzzy")
    assert result.status == 2
    assert "there is no command 'xyzzy'; `deckwright --help` names them all" in result.err


def on_a_terminal(*argv: object) -> str:
    if shutil.which("script") is None:
        pytest.skip("there is no `script` here to make a terminal")
    program = "import sys; from deckwright.cli import run; sys.exit(run(sys.argv[1:]))"
    command = shlex.join([sys.executable, "-c", program, *map(str, argv)])
    done = subprocess.run(["script", "-qec", command, "/dev/null"], capture_output=True, text=True, check=False)
    return done.stdout


@pytest.mark.parametrize(
    ("command", "steps", "told"),
    [
        ("update", 2, "b.md"),
        ("build", 3, "cards/b.yaml"),
        ("check", 4 + len(RULES), "cards/b.yaml"),
        ("preview", 4 + len(RULES), "cards/b.yaml"),
    ],
)
def test_progress_says_of_how_many(project: Path, command: str, steps: int, told: str) -> None:
    """Four notes in two documents, one of them without an answer."""
    (project / "seeds" / "b.md").write_text("# What is three?\n\nThe third.\n\n# What is four?\n", "utf-8")
    if command != "update":
        update(load(project))
    seen = re.findall(r"\x1b\[K(\d+)/(\d+) ([\w./-]+)", on_a_terminal(command, "--project", project))
    assert [(int(at), int(of)) for at, of, _ in seen] == [(at, steps) for at in range(1, steps + 1)]
    assert any(name == told for _, _, name in seen)


COMPLETED = """\
eval "$(_DECKWRIGHT_COMPLETE=bash_source deckwright)"
COMP_WORDS=(deckwright re) COMP_CWORD=1
_deckwright_completion deckwright
echo "${COMPREPLY[@]}"
"""


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_every_shell_gets_its_completion(shell: str) -> None:
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    made = subprocess.run(
        ["deckwright"],
        env={**environment, "_DECKWRIGHT_COMPLETE": f"{shell}_source"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "_deckwright_completion" in made.stdout
    if shell == "bash":
        done = subprocess.run(["bash", "-c", COMPLETED], env=environment, capture_output=True, text=True, check=True)
        assert done.stdout.split() == ["read", "release"]
    assert f"_DECKWRIGHT_COMPLETE={shell}_source" in (ROOT / "docs" / "how-to.md").read_text("utf-8")
