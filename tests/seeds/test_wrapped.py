"""Questions of several lines: broken by a margin, by a sign with which none ends, or all in bold."""

from __future__ import annotations

import pytest

from deckwright.seeds.as_json import as_json
from deckwright.seeds.read import read_text
from tests.seeds.accounting import check


def notes(text: str, name: str = "text.txt") -> list[tuple[str, str | None]]:
    found = read_text(text, name)
    check(text, as_json(found))
    return [(one.note.question, one.note.answer) for one in found.notes]


@pytest.mark.parametrize("sign", [",", "，", "、", "،", "\\"])
def test_a_line_that_ends_openly_goes_on(sign: str) -> None:
    text = f"Q1. Take the title{sign}\n    and show it.\n\nQ2. Take the links{sign}\n    and count them.\n\nQ3. Take the rest.\n"
    assert notes(text) == [
        (f"Take the title{sign}\nand show it.", None),
        (f"Take the links{sign}\nand count them.", None),
        ("Take the rest.", None),
    ]


def test_a_question_in_bold_over_several_lines() -> None:
    text = (
        "**What is iron?**\n\nA metal.\n\n**Look at the table.\nWhich metal is the heaviest?**\n\nGold.\n\n"
        "**What is tin?**\n\nAnother.\n\n**Why do we\nuse lead?**\n\nIt melts easily.\n"
    )
    assert notes(text, "text.md") == [
        ("What is iron?", "A metal."),
        ("Look at the table.\nWhich metal is the heaviest?", "Gold."),
        ("What is tin?", "Another."),
        ("Why do we\nuse lead?", "It melts easily."),
    ]


def test_bold_words_within_a_paragraph_are_no_question() -> None:
    text = (
        "**What is iron?**\n\nA metal.\n\n**Pure\niron** is soft, and **steel\nis not**\n\n"
        "**What is tin?**\n\nAnother.\n\n**Why gold?**\n\nNoble.\n"
    )
    assert [question for question, _ in notes(text, "text.md")] == ["What is iron?", "What is tin?", "Why gold?"]


def test_an_answer_whose_label_is_parted_by_a_fixed_space() -> None:
    text = "Q. What is iron?\n\nA.\u00a0A metal.\n\nQ. What is tin?\n\nA.\u00a0Another.\n\nQ. Why gold?\n\nA.\u00a0Noble.\n"
    assert [answer for _, answer in notes(text)] == ["A metal.", "Another.", "Noble."]
