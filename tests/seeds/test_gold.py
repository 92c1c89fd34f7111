"""The five seeds against labels made by hand: every question, its level, and where its answer begins and ends."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest

from deckwright.seeds.read import read_file
from deckwright.text.characters import letters_and_digits
from tests.conftest import ROOT

GOLD = sorted((ROOT / "tests" / "gold").glob("*.json"))


def squashed(text: str) -> str:
    return letters_and_digits(unicodedata.normalize("NFKC", text).lower())


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem[:3])
def test_every_label_is_met(path: Path) -> None:
    gold = json.loads(path.read_text("utf-8"))
    read = read_file(ROOT / "seeds" / gold["file"])
    lines = (ROOT / "seeds" / gold["file"]).read_text("utf-8").split("\n")
    assert len(read.notes) == len(gold["items"])
    for found, label in zip(read.notes, gold["items"], strict=True):
        assert squashed(found.note.question) == squashed(label["q"])
        assert found.first.line + 1 == label["line"]
        assert (found.note.answer is not None) == label["answered"], label["q"]
        assert found.note.level == label["level"]
        assert found.note.section[-1:] == tuple(label["section"][-1:])
        if label["answered"]:
            answer = squashed(found.note.answer or "")
            assert answer.startswith(squashed(label["a_start"].lstrip("> *-"))[:12]), label["q"]
            assert found.last.line + 1 == label["a_lines"][1], label["q"]
            first = found.answer_line
            assert first is not None and first + 1 == next(
                number for number in range(label["a_lines"][0], len(lines) + 1) if lines[number - 1].strip()
            )


def test_the_seeds_together() -> None:
    read = [read_file(path) for path in sorted((ROOT / "seeds").iterdir())]
    notes = [found.note for one in read for found in one.notes]
    assert len(notes) == 118
    assert sum(note.answer is not None for note in notes) == 76
    assert sum(note.level is not None for note in notes) == 46
    assert all(not one.unused for one in read)


def test_questions_in_running_text_are_flagged() -> None:
    read = read_file(ROOT / "seeds" / "002_03238c384d889571.txt")
    flagged = {found.note.question: found.flags for found in read.notes if found.flags}
    assert flagged == {
        "为什么需要激活功能?": ("split-from-running-text",),
        "为什么dropout可以解决过拟合?": ("unnumbered",),
        "Dropout 在训练和测试的区别?": ("split-from-running-text",),
    }


def test_broken_emphasis_is_taken_from_questions_and_signs_are_not() -> None:
    read = read_file(ROOT / "seeds" / "004_ebb4cdbd02d21701.txt")
    questions = [found.note.question for found in read.notes]
    assert "什么是Deep Recurrent Q-Network?" in questions
    assert "基于区域的目标检测神经网络(R-CNN)、Fast R-CNN和Faster R-CNN之间有什么区别？" in questions
    assert "解释1*1卷积操作的意义？" in questions
