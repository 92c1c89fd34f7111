"""A small deck in a git repository of its own, and what its author does with it."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from deckwright.cards.new_project import start
from deckwright.decks.build import build
from deckwright.project import Project, load
from deckwright.releases.release import ReleaseReport, release

DOCUMENT = """\
# Anatomy

## What is a neuron?

A cell that **signals**.

## What does the cerebellum do?

It times movements.

## What is myelin?

A sheath of fat around axons.
"""


@dataclass
class Author:
    """Who keeps the deck: edits, commits, releases."""

    root: Path

    @property
    def project(self) -> Project:
        return load(self.root)

    @property
    def cards(self) -> Path:
        return self.root / "cards" / "anatomy.yaml"

    def git(self, *arguments: str) -> str:
        who = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
        argv = ["git", "-C", str(self.root), *who, *arguments]
        return subprocess.run(argv, check=True, capture_output=True, text=True).stdout

    def commit(self, message: str = "Edits") -> None:
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", message)

    def edit(self, old: str, new: str, name: str = "cards/anatomy.yaml") -> None:
        path = self.root / name
        text = path.read_text("utf-8")
        assert text.count(old) >= 1, text
        path.write_text(text.replace(old, new, 1), "utf-8")

    def add(self, text: str, name: str = "cards/more.yaml") -> None:
        """Add notes that people write, with ids."""
        path = self.root / name
        before = path.read_text("utf-8") if path.exists() else "format: 1\nnotes:\n"
        path.write_text(before + text, "utf-8")

    def release(self, version: str, **options: object) -> ReleaseReport:
        """Release, and run the commands that it prints, but for the push."""
        report = release(self.project, version, **options)  # type: ignore[arg-type]
        for command in report.commands if report.written else ():
            if " push " not in command:
                subprocess.run(
                    command.replace("git ", "git -c user.name=A -c user.email=a@example.org ", 1),
                    shell=True,
                    check=True,
                    cwd=self.root,
                    capture_output=True,
                )
        return report

    def id_of(self, question: str) -> str:
        lines = self.cards.read_text("utf-8").splitlines()
        at = next(at for at, line in enumerate(lines) if line.endswith(f"question: {question}"))
        return lines[at - 1].rsplit(" ", 1)[-1]


@pytest.fixture(scope="session")
def decks(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Author]:
    """Decks in the states in which tests take them up, made once: each test works on a copy."""
    source = tmp_path_factory.mktemp("anatomy") / "anatomy.md"
    source.write_text(DOCUMENT, "utf-8")
    author = Author(tmp_path_factory.mktemp("author") / "deck")
    author.root.mkdir()
    start(author.root, [source], levels=True)
    author.git("init", "-q")
    author.commit("The deck")
    released = copied(author, tmp_path_factory.mktemp("released"))
    released.release("1.0.0")
    twice = copied(released, tmp_path_factory.mktemp("twice"))
    twice.edit("signals", "fires")
    build(twice.project)
    twice.commit()
    twice.release("1.1.0")
    return {"author": author, "released": released, "twice": twice}


def copied(author: Author, folder: Path) -> Author:
    return Author(Path(shutil.copytree(author.root, folder / "deck", symlinks=True)))


@pytest.fixture
def author(decks: dict[str, Author], tmp_path: Path) -> Author:
    """A deck of three notes, committed and not yet released."""
    return copied(decks["author"], tmp_path)


@pytest.fixture
def released(decks: dict[str, Author], tmp_path: Path) -> Author:
    """The same deck, released as 1.0.0."""
    return copied(decks["released"], tmp_path)


@pytest.fixture
def twice(decks: dict[str, Author], tmp_path: Path) -> Author:
    """The deck, released as 1.0.0 and 1.1.0."""
    return copied(decks["twice"], tmp_path)
