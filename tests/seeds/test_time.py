"""Reading takes time in step with the text, also where the text is made to take more."""

from __future__ import annotations

import time

import pytest

from deckwright.seeds.read import read_text

LINES = ["-", "- ", "?", "<br>", "</b>", " ", "<b> ", "*", "_ -", "=", "$", "1.", "1.1", "(", "[x", "** ", "`", "<summary>", "第", "a :: ", "**a", "|", "#", "# "]  # fmt: skip


@pytest.mark.parametrize("unit", LINES)
def test_one_long_line(unit: str) -> None:
    def seconds(times: int) -> float:
        text = f"# q?\n{unit * times}x\n# r?\n{unit * times}x\n"
        best = float("inf")
        for _ in range(3):
            start = time.perf_counter()
            read_text(text)
            best = min(best, time.perf_counter() - start)
        return best

    small, large = seconds(2_000), seconds(16_000)
    assert large < 0.05 or large / small < 24, f"{small:.4f} s, then {large:.4f} s for 8 times the text"
