"""`python -m tests.torture [--freeze] [WORD…]`: runs all attacks (whose class or name holds a WORD), counts by class.

What became of an attack must be what `outcomes.json` says; `--freeze` writes it there.

TORTURE_JOBS says how many run at a time, DECKWRIGHT_TOOL which command line is attacked.
"""

from __future__ import annotations

import os
import sys
import time
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from tests.skips import equipped, wants_root

from . import frozen
from .catalogue import attacks
from .harness import Outcome, execute, shown

SLOWEST = 5
AT_ONCE = 25
COLUMNS = ("refused", "harmless", "failed", "skipped")


def main(argv: list[str]) -> int:
    words = [word for word in argv if word != "--freeze"]
    freeze = len(words) < len(argv)
    chosen = [
        attack for attack in attacks() if not words or any(word in f"{attack.family}: {attack.name}" for word in words)
    ]
    begun = time.monotonic()
    outcomes = []
    known = {} if freeze else frozen.read()
    with ThreadPoolExecutor(int(os.environ.get("TORTURE_JOBS", 0)) or os.cpu_count() or 2) as pool:
        for outcome in pool.map(execute, chosen):
            if not freeze and (other := frozen.changed(outcome, known)):
                outcome = replace(outcome, verdict="failed", said=(other,))
            outcomes.append(outcome)
            if freeze and len(outcomes) % AT_ONCE == 0:
                frozen.write(outcomes, attacks())  # so that who stops it keeps what is done
            if outcome.verdict in ("failed", "skipped"):
                print(told(outcome), flush=True)
    print(table(outcomes))
    slowest = sorted(outcomes, key=lambda outcome: -outcome.seconds)[:SLOWEST]
    print("slowest:", "; ".join(f"{one.attack.family}: {one.attack.name} {one.seconds:.0f} s" for one in slowest))
    print(f"{time.monotonic() - begun:.0f} s")
    if freeze:
        frozen.write(outcomes, attacks())
    return int(any(outcome.verdict == "failed" or is_missing(outcome) for outcome in outcomes))


def is_missing(outcome: Outcome) -> bool:
    """Whether an attack was skipped on a machine that has all that the suite needs."""
    return outcome.verdict == "skipped" and equipped() and not wants_root(outcome.said[0])


def told(outcome: Outcome) -> str:
    head = f"{outcome.verdict}: {outcome.attack.family}: {outcome.attack.name}"
    return "\n".join([head, *(f"    {shown(line)}" for line in outcome.said)])


def table(outcomes: Iterable[Outcome]) -> str:
    """How many attacks there were by class, and what became of them."""
    counts: dict[str, Counter[str]] = {}
    for outcome in outcomes:
        counts.setdefault(outcome.attack.family, Counter())[outcome.verdict] += 1
    total: Counter[str] = sum(counts.values(), Counter())
    rows: list[tuple[str, ...]] = [("class", "attacks", *COLUMNS)]
    for family, count in [*counts.items(), ("all", total)]:
        rows.append((family, str(count.total()), *(str(count[column]) for column in COLUMNS)))
    width = max(len(row[0]) for row in rows)
    return "\n".join(row[0].ljust(width) + "".join(cell.rjust(10) for cell in row[1:]) for row in rows)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
