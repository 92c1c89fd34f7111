"""The bounds that safety rests on stand where they stood: each number is written here once more.

Beside most of them is an input just below it and one just above. What is said of time cannot be tried so: those numbers
are held against the ones here.
"""

from __future__ import annotations

import importlib
import subprocess
from pathlib import Path

import pytest

from deckwright import errors
from deckwright.cards import lockschema
from deckwright.errors import DeckwrightError
from deckwright.files import git, objects
from deckwright.files.repository import find_repository
from deckwright.names import id_trouble, trouble
from deckwright.project import Project, parse
from tests.conftest import SETTINGS

NUMBERS = {
    "deckwright.files.git.PATIENCE": 120,
    "deckwright.files.git._FILE.most": 268_435_456,
    "deckwright.files.locking.PATIENCE": 10.0,
    "deckwright.files.objects.AT_ONCE": 67_108_864,
    "deckwright.files.repository.CONFIG.most": 4_194_304,
    "deckwright.files.journal._KIND.most": 16_777_216,
    "deckwright.releases.git.MAX_BYTES": 4_294_967_296,
}


@pytest.mark.parametrize("name", NUMBERS)
def test_a_bound_that_cannot_be_tried_cheaply(name: str) -> None:
    parts = name.split(".")
    at = next(at for at in range(1, len(parts)) if parts[at] != parts[at].lower())
    value = importlib.import_module(".".join(parts[:at]))
    for part in parts[at:]:
        value = getattr(value, part)
    assert value == NUMBERS[name]


def repository(folder: Path) -> Path:
    folder.mkdir()
    for argv in (["init", "-q"], ["-c", "user.name=x", "-c", "user.email=x@x", "commit", "-qm", "x", "--allow-empty"]):
        subprocess.run(["git", "-C", str(folder), *argv], check=True)
    return folder


def blob(root: Path, size: int) -> str:
    with (root / "large").open("wb") as file:
        file.truncate(size)
    argv = ["git", "-C", str(root), "-c", "core.compression=1", "hash-object", "-w", "large"]
    return subprocess.run(argv, check=True, capture_output=True, text=True).stdout.strip()


def test_what_git_may_answer(tmp_path: Path) -> None:
    root = repository(tmp_path / "deck")
    assert len(git.ask(root, "cat-file", "blob", blob(root, 67_108_864)).output) == 67_108_864
    with pytest.raises(DeckwrightError, match="^git cat-file gave more than 64 MiB"):
        git.ask(root, "cat-file", "blob", blob(root, 67_108_865))


def test_what_git_puts_round_a_file(tmp_path: Path) -> None:
    """An object's name of 64 signs (SHA-256), a size of eleven digits: fewer than 100 bytes."""
    root = tmp_path / "deck"
    root.mkdir()
    subprocess.run(["git", "-C", str(root), "init", "-q", "--object-format=sha256"], check=True)
    name = blob(root, 1000)
    assert len(name) == 64 and list(objects.contents(root, [name] * 50, [1000] * 50)) == [bytes(1000)] * 50
    head = len(git.ask(root, "cat-file", "--batch=", stdin=f"{name}\n".encode()).output) - 1000
    assert head < 80 and objects._HEAD == 100


@pytest.mark.parametrize("name", ["objects/info/alternates"])
def test_a_line_of_a_repository(tmp_path: Path, name: str) -> None:
    root = repository(tmp_path / "deck")
    path = root / ".git" / name
    path.write_bytes(b"#" * 65_536)
    assert find_repository(root)
    path.write_bytes(b"#" * 65_537)
    with pytest.raises(DeckwrightError, match="is larger than"):
        find_repository(root)


def settings(change: str, to: str) -> Project:
    assert change in SETTINGS
    return parse(SETTINGS.replace(change, to), Path("/nowhere"))


def test_names_and_lines_of_settings() -> None:
    title = "seeds: {{a.md: {{title: {}}}}}\ndefault_level: easy"
    for change, to, most in (
        ("deck: Notes", "deck: {}", 200),
        ("key: notes-k3y4t3st", "key: {}", 200),
        ("name: 1 Easy", "name: {}", 200),
        ("{key: hard", "{{key: {}", 40),
        ("default_level: easy", title, 2000),
    ):
        settings(change, to.format("x" * most))
        with pytest.raises(DeckwrightError, match=r"deckwright.yaml:\d+: "):
            settings(change, to.format("x" * (most + 1)))


def test_names() -> None:
    assert trouble("x" * 200) is None and trouble("x" * 201) == "has 201 characters, more than 200"
    assert id_trouble("x" * 255) is None and id_trouble("x" * 256) == "has 256 bytes, more than 255"


def test_a_part_of_an_error() -> None:
    assert errors.bounded("x" * 500) == "x" * 500 and errors.bounded("x" * 501) == "x" * 500 + "…"
    assert len(str(DeckwrightError("x" * 9999, file="y" * 9999, expected="z" * 9999, remedy="a" * 9999))) < 2100


def test_numbers_of_a_lock_are_those_that_a_database_holds() -> None:
    """Nothing grows with them: they are bound as whole numbers of SQLite are."""
    line = '{{"id":"a","seed":"s","question":"q","answer":"","turns":{{"reading":{}}}}}'
    most = 9_223_372_036_854_775_807
    assert lockschema.read_line(line.format(most), 1)
    with pytest.raises(DeckwrightError, match=r"deck.lock:1: .*a whole number"):
        lockschema.read_line(line.format(most + 1), 1)
