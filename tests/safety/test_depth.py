"""Folders within one another, thousands deep: one error, wherever they lie."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from deckwright.errors import DeckwrightError
from deckwright.files import Tree, put_file
from tests.conftest import SETTINGS, Result
from tests.folders import deep

DOCUMENT = b"# What is one?\n\nThe first.\n"


@pytest.fixture(autouse=True)
def gone_afterwards(tmp_path: Path) -> Iterator[None]:
    """Whoever cleans up after all tests would meet the same folders."""
    yield
    subprocess.run(["rm", "-rf", str(tmp_path)], check=True)


@pytest.fixture
def deck(tmp_path: Path, cli: Callable[..., Result]) -> Path:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "deckwright.yaml").write_text(SETTINGS, "utf-8")
    (tmp_path / "seeds" / "a.md").write_text("# What is one?\n\nThe first.\n", "utf-8")
    assert cli("update", "--project", tmp_path).status == 0
    return tmp_path


@pytest.mark.parametrize("where", ["seeds", "cards", "build"])
def test_a_thousand_folders_within_one_another(deck: Path, cli: Callable[..., Result], where: str) -> None:
    deep(deck / where, 1200, DOCUMENT)
    for command in ("update", "build", "preview"):
        said = cli(command, "--project", deck)
        assert said.status == 2 and f"{where}/d/d" in said.err, said.err
        assert len(said.err.splitlines()) <= 3 and "folders within one another" in said.err, said.err


def test_verify_too(deck: Path, cli: Callable[..., Result]) -> None:
    assert cli("build", "--project", deck).status == 0
    deep(deck / "build", 1200, DOCUMENT)
    said = cli("verify", "--project", deck)
    assert said.status == 2 and "folders within one another" in said.err, said.err


def test_read_too(tmp_path: Path, cli: Callable[..., Result]) -> None:
    deep(tmp_path / "notes", 1200, DOCUMENT)
    said = cli("read", tmp_path / "notes")
    assert said.status == 2 and "folders within one another" in said.err and len(said.err.splitlines()) <= 3


def test_as_deep_as_may_be(tmp_path: Path) -> None:
    deep(tmp_path / "notes", 100, DOCUMENT)
    assert len(list(Tree(tmp_path / "notes").walk(tmp_path / "notes"))) == 1
    deep(tmp_path / "more", 101, DOCUMENT)
    with pytest.raises(DeckwrightError, match="holds more than 100 folders within one another"):
        list(Tree(tmp_path / "more").walk(tmp_path / "more"))


def test_a_revision_that_holds_them(tmp_path: Path) -> None:
    put_file(tmp_path, "/".join(["seeds", *["d"] * 99, "x.md"]), b"x")
    with pytest.raises(Exception, match="folders within one another"):
        put_file(tmp_path, "/".join(["seeds", *["d"] * 100, "x.md"]), b"x")
