"""The attacks as tests: a short form in every run, all of them as `long`."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest

from .catalogue import attacks, short
from .harness import Attack, Box, Outcome, execute
from .projects import template

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the attacks use what POSIX has: links, FIFOs, limits")

SHORT = 30
IN_SHORT = short(SHORT)


def title(attack: Attack) -> str:
    return f"{attack.family}: {attack.name}"


Running = dict[Attack, "Future[Outcome]"]


@pytest.fixture(scope="module")
def running(request: pytest.FixtureRequest) -> Iterator[Running]:
    """The chosen attacks, several at a time: most of an attack is waiting for a process."""
    chosen = [
        item.callspec.params["attack"]
        for item in request.session.items
        if hasattr(item, "callspec") and "attack" in item.callspec.params
    ]
    pool = ThreadPoolExecutor(os.cpu_count() or 2)
    yield {attack: pool.submit(execute, attack) for attack in chosen if isinstance(attack, Attack)}
    pool.shutdown(cancel_futures=True)


def held(outcome: Outcome) -> None:
    if outcome.verdict == "skipped":
        pytest.xfail(outcome.said[0])  # the attack could not be carried out here, or was not in time
    assert outcome.verdict != "failed", "\n".join(outcome.said)


@pytest.mark.parametrize("attack", IN_SHORT, ids=title)
def test_some_attacks(attack: Attack, running: Running) -> None:
    held(running[attack].result())


@pytest.mark.long
@pytest.mark.parametrize("attack", [attack for attack in attacks() if attack not in IN_SHORT], ids=title)
def test_all_other_attacks(attack: Attack, running: Running) -> None:
    held(running[attack].result())


def test_there_are_as_many_attacks_as_are_promised() -> None:
    named = [title(attack) for attack in attacks()]
    assert len(named) == len(set(named))
    assert len(named) >= 170


def test_without_an_attack_every_command_does_its_work(tmp_path: Path) -> None:
    """What the attacks begin with is sound, so that a refusal is one of the attack."""
    box = Box(tmp_path / "box", template("git"), "harmless")
    for command in (
        "update",
        "check",
        "build",
        "preview",
        "diff HEAD",
        "verify",
        "read seeds/a.md",
        "init new seeds/a.md",
    ):
        assert box.run(*command.split()).status == 0
    assert box.judge() == []
