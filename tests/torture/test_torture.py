"""The attacks as tests: a short form in every run, all of them as `long`."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from .catalogue import attacks, short
from .harness import Attack, Box, execute
from .projects import template

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the attacks use what POSIX has: links, FIFOs, limits")

SHORT = 30
IN_SHORT = short(SHORT)


def title(attack: Attack) -> str:
    return f"{attack.family}: {attack.name}"


def held(attack: Attack) -> None:
    outcome = execute(attack)
    if outcome.verdict == "skipped":
        pytest.skip(outcome.said[0])
    assert outcome.verdict != "failed", "\n".join(outcome.said)


@pytest.mark.parametrize("attack", IN_SHORT, ids=title)
def test_some_attacks(attack: Attack) -> None:
    held(attack)


@pytest.mark.long
@pytest.mark.parametrize("attack", [attack for attack in attacks() if attack not in IN_SHORT], ids=title)
def test_all_other_attacks(attack: Attack) -> None:
    held(attack)


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
