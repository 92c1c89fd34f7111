"""The labelled sets: how much is caught, how little is flagged, and that a safe fix spoils nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.checks.measure import SAYS, measure, report
from tests.conftest import ROOT

SETS = ROOT / "tests" / "checks" / "sets"


@pytest.mark.parametrize("half", sorted(path.name for path in SETS.iterdir() if path.is_dir()))
def test_the_halves(half: str) -> None:
    least, most = LIMITS[half]
    found = measure(SETS / half)
    said = "\n".join([report(found), *found.told])
    assert found.recall >= least, said
    assert found.alarms <= most, said
    assert not found.spoilt, said


LIMITS = {"a": (0.98, 0.01), "b": (0.81, 0.041), "own": (0.93, 0.022)}
"""The least share of faults caught, the largest of near misses flagged. On `b` it is what was measured
twice (0.71 first), both times before what was missed was looked at: the rules were set on `a` alone, and the difference
between the two is how far they were fitted. `own` was written beside
the rules, kind by kind, before what they caught of it was looked at (172 of 281 then)."""


def test_what_is_counted(tmp_path: Path) -> None:
    """A fault is caught by its own name alone; what a fix changes is seen."""
    rows = {
        "faults": '{"id": "f1", "kind": "yes-no", "language": "en", "where": "Yes", "note": {"question": "Is it so?", "answer": "Yes, since [x](a.md)."}}',
        "misses": '{"id": "m1", "kind": "yes-no", "language": "en", "clean": true, "note": {"question": "Is a cat one?", "answer": "Yes."}}',
        "traps": '{"id": "t1", "kind": "space", "language": "en", "must_stay": ["b \\nc"], "note": {"question": "Which?", "answer": "b \\nc"}}',
    }
    for name, row in rows.items():
        (tmp_path / f"{name}.jsonl").write_text(row + "\n", "utf-8")
    found = measure(tmp_path)
    assert (found.recall, found.alarms, dict(found.spoilt)) == (0, 1, {"space": 1})
    assert "faults caught 0/1" in report(found) and len(found.told) == 3


def test_every_kind_is_named_by_a_rule() -> None:
    from deckwright.checks.rules import RULES

    assert {code for codes in SAYS.values() for code in codes} <= set(RULES)
