"""Scripts of edits on both sides whose true pairs are known: ids stay, words stay, nothing doubles."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from tests.cards.world import World

SCRIPTS, LONG = 100, 1200
CHUNK = 20


def play(seed: int) -> bool:
    """One script: a project, then three rounds of edits by documents and editor. False if its documents are no fair ones."""
    with tempfile.TemporaryDirectory() as folder:
        world = World.new(Path(folder), seed)
        try:
            if not world.write():
                return False
            world.check(world.update())
            for number in range(3):
                world.log.append(f"-- round {number + 1}")
                if world.rng.random() < 0.7:
                    world.pack()
                world.change_documents()
                world.edit_cards()
                if not world.write():
                    return number > 0
                world.check(world.update())
        except Exception as error:
            raise AssertionError(f"script {seed}: {error}\n" + "\n".join(world.log)) from error
    return True


def run(first: int) -> None:
    played = sum(play(seed) for seed in range(first, first + CHUNK))
    assert played >= CHUNK * 0.6, "too many scripts whose documents read otherwise than they were meant"


@pytest.mark.parametrize("first", range(0, SCRIPTS, CHUNK))
def test_scripts(first: int) -> None:
    run(first)


@pytest.mark.long
@pytest.mark.parametrize("first", range(SCRIPTS, SCRIPTS + LONG, CHUNK))
def test_many_scripts(first: int) -> None:
    run(first)
