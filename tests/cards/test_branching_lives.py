"""Random lives of which two go on from one project, each on a branch of its own, until git makes them one again."""

from __future__ import annotations

import copy
import random
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest

from deckwright.seeds.read import read_file
from deckwright.text.entering import entering
from tests.cards.test_facts import git
from tests.cards.world import Note, Seed, World, _flat, alike

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")

LIVES, LONG, CHUNK = 20, 400, 20
ROUNDS = 3
NEW_KEYS = 1000
"""Keys from here on are those of the other branch."""

K, V = TypeVar("K"), TypeVar("V")


def live(seed: int) -> int:
    """A life of some rounds, each on two branches; how many were merged. It ends where git leaves a conflict."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "one").mkdir()
        world = World.new(Path(folder) / "one", seed)
        try:
            if not world.write():
                return 0
            world.check(world.update())
            commit(world, first=True)
            for number in range(ROUNDS):
                world.log.append(f"-- round {number + 1}")
                other = forked(world, Path(folder) / f"other{number}")
                base = copy.deepcopy(world)
                for side in (world, other):
                    if not go_on(side):
                        return number
                one, two = (world, other) if world.rng.random() < 0.5 else (other, world)
                if not merge(base, one, two):
                    return number
                one.check(one.update())
                commit(one)
                world = one
        except Exception as error:
            raise AssertionError(f"life {seed}: {error}\n" + "\n".join([*world.log, "-- other", *other.log])) from error
        return ROUNDS


def commit(world: World, *, first: bool = False) -> None:
    if first:
        (world.root / ".gitattributes").write_text("deck.lock merge=union\nseeds/* -text\n", "utf-8")
        git(world.root, "init", "-q", "-b", "main")
    assert git(world.root, "add", "-A") and git(world.root, "commit", "-qm", "a round", "--allow-empty")


def forked(world: World, root: Path) -> World:
    shutil.copytree(world.root, root)
    other = copy.deepcopy(world)
    other.root, other.rng, other.log = root, random.Random(world.rng.random()), []
    other.next_key += NEW_KEYS
    other.branch = f"{other.next_key}"
    return other


def go_on(world: World) -> bool:
    """A branch's own round; False if its documents are no fair ones."""
    if world.rng.random() < 0.7:
        world.pack()
    world.change_documents(3)
    world.edit_cards(2)
    if not world.write():
        return False
    world.check(world.update())
    commit(world)
    return True


def merge(base: World, one: World, two: World) -> bool:
    """The other branch merged into the first, with all that is known of both; False where a person has to decide."""
    fresh = [[note for note in side.ever if note.key not in base.ids] for side in (one, two)]
    if any(alike(a.question, b.question) >= 0.5 for a in fresh[0] for b in fresh[1]):
        return False
    assert git(one.root, "fetch", "-q", str(two.root), "HEAD")
    if not git(one.root, "merge", "-q", "FETCH_HEAD", "-m", "both"):
        return False
    seeds = documents(base, one, two)
    if seeds is None:
        return False
    one.seeds = seeds
    ids = joined(base.ids, one.ids, two.ids)
    for side in (one, two):
        leave(side, ids)
    one.ids = ids
    one.said = joined(base.said, one.said, two.said)
    one.mine = {
        key: joined(*(side.mine.get(key, {}) for side in (base, one, two))) for key in one.mine.keys() | two.mine.keys()
    }
    one.left = joined(base.left, one.left, two.left)
    one.words = list(joined(*(dict.fromkeys(side.words, 1) for side in (base, one, two))))
    one.deleted = set(joined(*(dict.fromkeys(side.deleted, 1) for side in (base, one, two))))
    one.states = {
        key: one.states.get(key, set()) | two.states.get(key, set()) for key in one.states.keys() | two.states
    }
    one.ever += [note for note in two.ever if note not in one.ever]
    one.next_key = max(one.next_key, two.next_key)
    cards = one.cards()
    one.shown = {
        key: {name: getattr(cards[card_id].note, name) for name in ("question", "answer", "level")}
        for key, card_id in one.ids.items()
        if card_id in cards
    }
    return len(set(one.ids.values())) == len(one.ids)


def leave(side: World, ids: dict[int, str]) -> None:
    """What an editor wrote on one branch of a note that is a new one on the other stays on the old card."""
    for key in [key for key in side.mine if key in ids and side.ids.get(key) != ids[key]]:
        side.left[side.ids[key]] = side.mine.pop(key)


def joined(base: dict[K, V], one: dict[K, V], two: dict[K, V]) -> dict[K, V]:
    """What either side changed; the first side's where both did."""
    found: dict[K, V] = {}
    for key in [*one, *(key for key in two if key not in one)]:
        sides = [side.get(key) for side in (base, one, two)]
        value = sides[1] if sides[1] != sides[0] else sides[2]
        if value is not None:
            found[key] = value
    return found


def documents(base: World, one: World, two: World) -> list[Seed] | None:
    """The documents as git merged them; None where one says what neither branch said."""
    known = [note for side in (one, two, base) for seed in side.seeds for note in seed.notes]
    written = {seed.file: seed for side in (base, two, one) for seed in side.seeds}
    found: list[Seed] = []
    for path in sorted((one.root / "seeds").iterdir()):
        notes = [known_as(known, *text) for text in texts(path)]
        seed = copy.copy(written[path.name])
        seed.notes = [note for note in notes if note is not None]
        if len(seed.notes) < len(notes):
            return None
        found.append(seed)
    keys = [note.key for seed in found for note in seed.notes]
    return found if len(keys) == len(set(keys)) else None


def texts(path: Path) -> list[tuple[str, str, str | None]]:
    return [(one.note.question, _flat(one.note.answer), one.note.level) for one in read_file(path).notes]


def known_as(known: list[Note], question: str, answer: str, level: str | None) -> Note | None:
    for note in known:
        if (entering(note.question), _flat(note.answer), note.level) == (entering(question), answer, level):
            return note
    return None


def run(first: int, check: Callable[[int], bool]) -> None:
    merged = sum(live(seed) for seed in range(first, first + CHUNK))
    assert check(merged), "too few of the branches could be merged"


@pytest.mark.parametrize("first", range(0, LIVES, CHUNK))
def test_lives_on_two_branches(first: int) -> None:
    run(first, lambda merged: merged >= CHUNK / 4)


@pytest.mark.long
@pytest.mark.parametrize("first", range(LIVES, LIVES + LONG, CHUNK))
def test_many_lives_on_two_branches(first: int) -> None:
    run(first, lambda merged: merged >= CHUNK / 4)
