"""What became of each attack, written down: a refusal that is lost, and work that is no longer done, are noticed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from .harness import Attack, Outcome

FILE = Path(__file__).with_name("outcomes.json")
Table = Mapping[str, Mapping[str, str]]


def read() -> Table:
    """Class -> attack -> the exit status of each of its commands, and what in the project was written."""
    found: Table = json.loads(FILE.read_text("utf-8")) if FILE.exists() else {}
    return found


def changed(outcome: Outcome, table: Table) -> str | None:
    """How an attack went otherwise than written down; None where it did not, or where nothing is to be said of it."""
    attack = outcome.attack
    if outcome.verdict in ("failed", "skipped") or not attack.steady:
        return None
    if attack.family not in table:
        return None  # this class is not frozen yet
    before = table[attack.family].get(attack.name)
    if before is None:
        return (
            "is not written down: look at what became of it, then run `python -m tests.torture --freeze` with its name"
        )
    return None if before == outcome.course else f"was `{before}`, and is now `{outcome.course}`"


def write(outcomes: Iterable[Outcome], attacks: Iterable[Attack]) -> None:
    """Write down what became of attacks; of others what was written stays, if there are such attacks still."""
    table = {family: dict(known) for family, known in read().items()}
    for one in outcomes:
        if one.verdict in ("refused", "harmless") and one.attack.steady:
            table.setdefault(one.attack.family, {})[one.attack.name] = one.course
    kept: dict[str, dict[str, str]] = {}
    for attack in attacks:
        if attack.steady and attack.name in table.get(attack.family, {}):
            kept.setdefault(attack.family, {})[attack.name] = table[attack.family][attack.name]
    FILE.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", "utf-8")
