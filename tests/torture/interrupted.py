"""Commands that are killed between two steps, and what others make of the state they leave."""

from __future__ import annotations

import functools
import os
import signal
import subprocess
import tempfile
from pathlib import Path

from .harness import Box, Family, Skip, tool

FAMILY = Family("interrupted")
DOCUMENTS = 12
FAULT = Path(__file__).with_name("fault")


def many(box: Box) -> None:
    for number in range(DOCUMENTS):
        box.write(f"seeds/b{number:03}.md", f"# What is {number}?\n\nThe {number}th.\n")


def journals(box: Box) -> list[Path]:
    """Files that name what is being written: beside the project's own, in .git or at home."""
    places = [box.project, box.project / ".deckwright", box.project / ".git", box.project / ".git/deckwright"]
    places += [Path(folder) for folder, _, _ in os.walk(box.home)]
    inside = [path for place in places if place.is_dir() for path in place.iterdir()]
    return [path for path in inside if "journal" in path.name and not path.name.endswith("tmp")]


def killed(box: Box, card: int) -> None:
    """Kills `update` as it is about to put its `card`th card file in place. Raises Skip where it does not die of it."""
    process = subprocess.run(
        [*tool(), "update"],
        cwd=box.project,
        env={**box.environment(), "PYTHONPATH": str(FAULT), "DIE_AT_CARD": str(card)},
        capture_output=True,
    )
    if process.returncode != -signal.SIGKILL:
        raise Skip("this tool puts its files in place in another way than by renaming them in Python")


@functools.cache
def learnt() -> tuple[str, str]:
    """Where a journal of this tool lies (home/… or project/…), and what stands in it."""
    from .projects import template

    with tempfile.TemporaryDirectory(prefix="torture-") as folder:
        box = Box(Path(folder), template("git"))
        many(box)
        killed(box, 1)
        for path in journals(box):
            content = path.read_text("utf-8", "replace")
            if "cards/" in content:
                return os.path.relpath(path, box.root), content.replace(str(box.project), "@PROJECT@")
    raise Skip("this tool leaves no journal")


def left(box: Box) -> None:
    """A project whose `update` was killed in the middle of writing."""
    many(box)
    killed(box, DOCUMENTS // 2)


def notes(box: Box) -> list[str]:
    """The questions in cards/, with those that stand there twice."""
    lines = [
        line for path in sorted((box.project / "cards").glob("*.yaml")) for line in path.read_text("utf-8").splitlines()
    ]
    return sorted(line.split("question:")[1].strip() for line in lines if "question:" in line)


def whole(box: Box) -> None:
    found = notes(box)
    if len(found) != len(set(found)):
        box.problems.append(f"{len(found) - len(set(found))} notes stand in cards/ twice")
    missing = {f"What is {number}?" for number in range(DOCUMENTS)} - set(found)
    if missing:
        box.problems.append(f"{len(missing)} notes are lost")


def between(*commands: str) -> None:
    @FAMILY.attack(f"update killed, then {', '.join(commands)}, then update", template="git")
    def carry_out(box: Box) -> None:
        left(box)
        for command in commands:
            box.run(*command.split())
        box.run("update", expect="harmless")
        whole(box)


between("preview")
between("build")
between("check")
between("init --github")
between("update --dry-run", "diff HEAD")


@FAMILY.attack("update killed, then a link put where it was going to write", template="git")
def swapped(box: Box) -> None:
    left(box)
    box.link("cards/b011.yaml", "../../outside/precious.txt")
    box.link("deck.lock", "../outside/bashrc")
    box.run("update", expect="either")
    box.run("build", expect="either")


@FAMILY.attack("update killed, then its temporary files replaced by links", template="git")
def replaced(box: Box) -> None:
    left(box)
    for path in [*box.project.glob(".*tmp"), *(box.project / "cards").glob(".*tmp")]:
        path.unlink()
        path.symlink_to(box.outside / "private.md")
    box.run("update", expect="either")
    box.run("build", expect="either")


@FAMILY.attack("temporary files of strangers lie about")
def strangers(box: Box) -> None:
    for name in ("cards/.a.yaml.abcdefgh.deckwright-tmp", ".deck.lock.abcdefgh.deckwright-tmp"):
        (box.project / name).symlink_to(box.outside / "precious.txt")
    box.run("update")
    box.run("build")
    box.run("preview")
