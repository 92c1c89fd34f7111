"""Errors are for people: a few lines, whatever stands in them."""

from __future__ import annotations

from pathlib import Path

from deckwright.errors import LONGEST, DeckwrightError, Finding
from deckwright.releases.refusals import Refused


def test_an_error_is_never_longer_than_a_few_lines() -> None:
    long = "v" * 100_000
    error = DeckwrightError(long, file=Path(long), line=3, expected=long, remedy=long)
    assert len(str(error)) < 4 * (LONGEST + 20) and ":3: " in str(error)
    assert len(str(Refused([error, error]))) < 8 * (LONGEST + 20)
    assert len(str(Finding("error", "code", "message", long, 3))) < LONGEST + 100


def test_what_fits_is_whole() -> None:
    said = "v" * LONGEST
    assert str(DeckwrightError(said, file="a.md", line=2, remedy="do")) == f"a.md:2: {said}; do"
    assert str(DeckwrightError(said + "w")) == said + "…"


def test_many_reasons_take_three_lines_and_none_is_left_out() -> None:
    reasons = [DeckwrightError(f"reason {n}", file="a.md", line=n) for n in range(1, 6)]
    for count in (1, 2, 3):
        assert str(Refused(reasons[:count])).splitlines() == list(map(str, reasons[:count]))
    assert str(Refused(reasons)).splitlines() == [
        "a.md:1: reason 1",
        "a.md:2: reason 2",
        "and 3 more: a.md:3: reason 3; a.md:4: reason 4; a.md:5: reason 5",
    ]
