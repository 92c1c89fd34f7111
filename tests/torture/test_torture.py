"""The attacks as tests: a short form in every run, all of them as `long`."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest

from .catalogue import attacks, short
from .frozen import changed, read
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
        pytest.skip(outcome.said[0])  # the attack could not be carried out here, or was not in time
    assert outcome.verdict != "failed", "\n".join(outcome.said)
    assert changed(outcome, read()) is None


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


def test_what_became_of_each_attack_is_written_down() -> None:
    table = read()
    written = {f"{family}: {name}" for family, known in table.items() for name in known}
    steady = {title(attack) for attack in attacks() if attack.steady and attack.family in table}
    assert written <= steady
    assert {name for name in steady - written if "device" not in name} == set()


def test_a_refusal_that_is_lost_and_work_not_done_are_noticed() -> None:
    attack = next(attack for attack in attacks() if attack.steady)
    table = {attack.family: {attack.name: "2 0 wrote build"}}
    for course, same in (("2 0 wrote build", True), ("0 0 wrote build", False), ("2 0", False), ("2", False)):
        assert (changed(Outcome(attack, "harmless", (), course=course), table) is None) == same
    assert "is not written down" in str(changed(Outcome(attack, "refused", (), course="2"), {attack.family: {}}))


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
