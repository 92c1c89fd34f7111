"""An id is one question's for ever; whoever rewords it is not stopped."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from deckwright.cards.store import Card
from deckwright.note import Note
from deckwright.releases.ids import changed_ids

SENT = {
    "a": ("What does a mitochondrion do?", "It is the organelle that makes most of a cell's **ATP**."),
    "b": ("How much energy does the hydrolysis of ATP give?", "About 30.5 kJ for each mole under standard conditions."),
    "c": ("What is myelin?", "A sheath of fat around axons."),
    "d": ("Why is the Calvin cycle called dark?", "Because it needs no light by itself, only what light has made."),
}
MONA = ("Who painted the Mona Lisa?", "Leonardo da Vinci.")


def told(now: Mapping[str, tuple[str, str]], *kept: str) -> str:
    sent = {one: {"question": question, "answer": answer} for one, (question, answer) in SENT.items()}
    cards = {one: Card(one, Note(question, answer), "cards/a.yaml", 4) for one, (question, answer) in now.items()}
    return "\n".join(map(str, changed_ids(sent, cards, kept)))


@pytest.mark.parametrize("new", ["ribosomenote", "abcdefghijklm"])
def test_an_id_given_to_another_question_while_its_own_stands_elsewhere(new: str) -> None:
    now = {**SENT, "a": MONA, new: SENT["a"]}
    assert f"was released under the id a and has the id {new}" in told(now)
    assert told(now, "a") == told(now, new) == ""


def test_an_id_given_to_another_question_while_its_own_stands_elsewhere_reworded() -> None:
    now = {**SENT, "a": MONA, "new": ("What does a mitochondrion do in a cell?", SENT["a"][1])}
    assert "was released under the id a and has the id new" in told(now)


def test_an_id_given_to_another_question_whose_own_is_gone() -> None:
    said = told({**SENT, "a": MONA})
    assert "cards/a.yaml:4: the id a was released with another question, 'What does a mitochondrion do?'" in said
    assert "release with `--keep-id a`" in said and told({**SENT, "a": MONA}, "a") == ""


def test_ids_that_changed_places_and_were_reworded() -> None:
    now = {
        **SENT,
        "a": ("How much of energy does the hydrolysis of ATP give?", SENT["b"][1]),
        "b": ("What does a mitochondrion do at all?", SENT["a"][1]),
    }
    assert "was released under the id" in told(now)


REWORDED = {
    "a typo": ("What does a mitochondrium do?", SENT["a"][1]),
    "other words": ("What are mitochondria for?", SENT["a"][1]),
    "said longer": ("What does a mitochondrion do for the cell that it lives in?", SENT["a"][1]),
    "another answer": (SENT["a"][0], "Oxidative phosphorylation, on its inner membrane."),
    "a little of both": (
        "What is it that a mitochondrion does?",
        "Oxidative phosphorylation, mostly; most ATP is made there.",
    ),
    "quite another question, the same answer": (
        "Which part of a cell is called its power plant, and why?",
        SENT["a"][1],
    ),
    "markup": ("What does a *mitochondrion* do?", SENT["a"][1].replace("**", "")),
    "no answer marks": (SENT["a"][0].upper(), SENT["a"][1]),
}


@pytest.mark.parametrize("how", REWORDED)
def test_honest_rewording_is_not_refused(how: str) -> None:
    assert told({**SENT, "a": REWORDED[how]}) == ""


def test_a_deck_that_was_translated_is_not_refused() -> None:
    chinese = {
        "a": ("线粒体有什么作用？", "它是制造细胞大部分 ATP 的细胞器。"),
        "b": ("ATP 水解释放多少能量？", "标准条件下每摩尔约 30.5 千焦。"),
        "c": ("什么是髓鞘？", "包裹轴突的脂肪鞘。"),
        "d": ("为什么卡尔文循环叫暗反应？", "因为它本身不需要光。"),
    }
    assert told(chinese) == ""
    assert "the id a was released with another question" in told({**SENT, "a": chinese["c"]})


def test_what_is_taken_out_and_what_is_new_is_not_refused() -> None:
    now = {one: SENT[one] for one in ("a", "b", "c")}
    assert told({**now, "new": MONA}) == ""
