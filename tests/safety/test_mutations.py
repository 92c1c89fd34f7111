"""Files that a hand, a merge or malice has changed: read, or refused in one to three lines; never a traceback."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from deckwright.cards import lock as locks
from deckwright.cards import store
from deckwright.errors import DeckwrightError
from deckwright.project import parse
from deckwright.releases.editions import edition
from tests.conftest import ROOT, SETTINGS, Result
from tests.mutations import json_lines, json_text, texts

Cli = Callable[..., Result]
SEED = "# What is one?\n\nThe first.\n\n# Which?\n\n- [x] yes\n- [ ] no\n\n# What is two?\n"
COMMANDS = (
    ("update",), ("build",), ("check",), ("preview",), ("verify",), ("diff", "1.0.0"), ("release", "1.1.0", "--dry-run"),
)  # fmt: skip


def git(folder: Path, *arguments: str) -> None:
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", "-C", str(folder), *who, *arguments], check=True, capture_output=True)


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small deck that was released once, in git."""
    from deckwright.cli import run

    root = tmp_path_factory.mktemp("released")
    (root / "seeds").mkdir()
    (root / "deckwright.yaml").write_text(SETTINGS + "tags: {count: [one, two]}\n", "utf-8")
    (root / "seeds" / "a.md").write_text(SEED, "utf-8")
    git(root, "init", "-q")
    assert run(["update", "--project", str(root)]) == 0 and run(["build", "--project", str(root)]) == 0
    for argv in (["commit", "-qm", "a"], ["commit", "-qm", "1.0.0"]):
        git(root, "add", "-A")
        git(root, *argv)
        if argv[-1] == "a":
            assert run(["release", "1.0.0", "--project", str(root)]) == 0
    return root


def fresh(released: Path, folder: Path, name: str, text: str, *, commit: bool) -> Path:
    shutil.copytree(released, folder)
    (folder / name).write_text(text, "utf-8", errors="surrogatepass", newline="")
    if commit:
        git(folder, "commit", "-qam", "changed", "--allow-empty")
    return folder


def run_all(
    released: Path, tmp_path: Path, cli: Cli, name: str, changed: Iterator[str], commands: tuple[tuple[str, ...], ...]
) -> None:
    """Every change of a file, under one command after the other."""
    for number, text in enumerate(changed):
        argv = commands[number % len(commands)]
        folder = fresh(released, tmp_path / str(number), name, text, commit=argv[0] == "release")
        result = cli(*argv, "--project", folder)  # whatever is no DeckwrightError comes through, and fails the test
        assert result.status in (0, 1, 2)
        if result.status == 2:
            lines = result.err.splitlines()
            errors = [line for line in lines if line.startswith("error: ")]
            assert errors and all(len(line) < 800 for line in errors), (argv, result.err, text)
        shutil.rmtree(folder)


def test_locks_under_every_command(released: Path, tmp_path: Path, cli: Cli) -> None:
    text = (released / "deck.lock").read_text("utf-8")
    run_all(released, tmp_path, cli, "deck.lock", json_lines(text, 42), COMMANDS)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(2, 9))
def test_locks_under_every_command_at_length(seed: int, released: Path, tmp_path: Path, cli: Cli) -> None:
    text = (released / "deck.lock").read_text("utf-8")
    run_all(
        released, tmp_path, cli, "deck.lock", (one for one in json_lines(text, 100, seed) for _ in COMMANDS), COMMANDS
    )


def test_settings_under_every_command(released: Path, tmp_path: Path, cli: Cli) -> None:
    text = (released / "deckwright.yaml").read_text("utf-8")
    run_all(released, tmp_path, cli, "deckwright.yaml", texts(text, 28), COMMANDS)


def test_card_files_under_every_command(released: Path, tmp_path: Path, cli: Cli) -> None:
    text = (released / "cards" / "a.yaml").read_text("utf-8")
    run_all(released, tmp_path, cli, "cards/a.yaml", texts(text, 28), COMMANDS)


def test_manifests_under_the_commands_that_read_them(released: Path, tmp_path: Path, cli: Cli) -> None:
    text = (released / "build" / "manifest.json").read_text("utf-8")
    for number, changed in enumerate(json_text(text, 8)):
        folder = fresh(released, tmp_path / str(number), "build/manifest.json", changed, commit=False)
        argv = (("diff", folder / "build" / "manifest.json"), ("verify",))[number % 2]
        result = cli(*argv, "--project", folder)
        assert result.status in (0, 1, 2)
        assert result.status < 2 or (result.err.startswith("error: ") and result.err.count("\n") == 1)
        shutil.rmtree(folder)


def test_manifests_by_the_hundred(released: Path, tmp_path: Path) -> None:
    path = tmp_path / "manifest.json"
    text = (released / "build" / "manifest.json").read_text("utf-8")
    read = 0
    for changed in json_text(text, 300):
        path.write_text(changed, "utf-8")
        read += survives(lambda _: edition(path, None), changed)
    assert 20 < read < 280


def survives(read: Callable[[str], object], text: str) -> bool:
    """Whether a text was read; else it was refused with file and reason, in a line."""
    try:
        read(text)
    except DeckwrightError as error:
        assert error.file and len(str(error)) < 1000
        return False
    return True


def read_settings(text: str) -> object:
    return parse(text, Path("/nowhere"))


def read_cards(text: str) -> object:
    return store.parse(text, Path("a.yaml"), "cards/a.yaml")


@pytest.mark.parametrize("seed", range(4))
def test_settings_and_cards_by_the_thousand(seed: int) -> None:
    settings = (ROOT / "deckwright.yaml").read_text("utf-8")
    cards = (ROOT / "cards" / "000_82c720a8aa758e15.yaml").read_text("utf-8")[:6000]
    read = sum(survives(read_settings, text) for text in texts(settings, 400, seed))
    read += sum(survives(read_cards, text) for text in texts(cards, 200, seed))
    assert 20 < read < 580  # some are harmless and some are not, or nothing was tried


@pytest.mark.parametrize("seed", range(4))
def test_locks_by_the_thousand(seed: int) -> None:
    text = (ROOT / "deck.lock").read_text("utf-8")
    short = "\n".join([*text.splitlines()[:8], *text.splitlines()[-12:]])
    read = sum(
        survives(lambda lock: locks.parse(lock, "deep-learning-4hq2m7xd"), one) for one in json_lines(short, 400, seed)
    )
    assert 20 < read < 380
