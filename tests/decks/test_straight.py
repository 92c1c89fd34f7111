"""Documents straight to one package."""

from __future__ import annotations

import time
from pathlib import Path

from deckwright.decks.straight import build_straight


def test_equal_questions_cost_no_more_than_others(tmp_path: Path) -> None:
    (tmp_path / "equal.md").write_text("# What?\n\nThat.\n\n" * 2000, "utf-8")
    (tmp_path / "other.md").write_text("".join(f"# What {n}?\n\nThat.\n\n" for n in range(2000)), "utf-8")
    seconds = {}
    for name in ("other", "equal"):
        begun = time.process_time()
        assert build_straight([tmp_path / f"{name}.md"], tmp_path / f"{name}.apkg").packed.total() == 2000
        seconds[name] = time.process_time() - begun
    assert seconds["equal"] < 2 * seconds["other"] + 1
