"""An id is one question's for ever; whoever rewords it is not stopped."""

from __future__ import annotations

from collections.abc import Collection, Mapping

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


def told(now: Mapping[str, tuple[str, str]], *kept: str, read: Collection[str] = ()) -> str:
    sent = {one: {"question": question, "answer": answer} for one, (question, answer) in SENT.items()}
    cards = {one: Card(one, Note(question, answer), "cards/a.yaml", 4) for one, (question, answer) in now.items()}
    return "\n".join(map(str, changed_ids(sent, cards, kept, read)))


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


OTHERWISE = {
    "a word of the answer": (SENT["d"][0], "Because it needs no light at all, only what light has made."),
    "quite another answer": (SENT["d"][0], "It can run at night."),
    "another answer, in other letters and marks": (f"*{SENT['d'][0]}*", "It can run at night."),
    "another question, whose answer is long and no other's": ("Why is the Calvin cycle called so?", SENT["d"][1]),
}


@pytest.mark.parametrize("how", OTHERWISE)
def test_an_id_changed_by_hand_together_with_the_text(how: str) -> None:
    """Learners would get a new note in place of the one they have reviewed."""
    now = {one: SENT[one] for one in ("a", "b", "c")} | {"mine": OTHERWISE[how]}
    assert "cards/a.yaml:4: this note was released under the id d and has the id mine" in told(now)
    assert "`--keep-id mine`" in told(now) and told(now, "mine") == ""


def test_a_new_note_in_place_of_one_that_was_taken_out_is_not_refused() -> None:
    left = {one: SENT[one] for one in ("a", "b", "c")}
    for new in (
        ("Why is the Krebs cycle called a cycle?", "It makes again what it begins with."),
        ("Why is the Calvin cycle slow at night?", "The light reactions give it nothing."),
    ):
        assert told({**left, "mine": new}) == ""


def test_what_its_document_brought_was_judged_when_it_was_read() -> None:
    """There it was asked about, or a person has said that it is another; equal texts are the same all the same."""
    left = {one: SENT[one] for one in ("a", "b", "c")}
    assert told({**left, "brought": (SENT["d"][0], "It can run at night.")}, read=["brought"]) == ""
    assert "released under the id d" in told({**left, "brought": SENT["d"]}, read=["brought"])


def test_a_question_that_says_nothing_by_itself_is_not_refused() -> None:
    sent = {one: {"question": "Which of these is true?", "answer": answer} for one, answer in ("ab", "bc")}
    now = {"b": "c", "mine": "It rains in Spain, mainly on the plain."}
    cards = {one: Card(one, Note("Which of these is true?", said), "cards/a.yaml", 4) for one, said in now.items()}
    assert changed_ids(sent, cards) == []


def test_a_part_of_a_note_that_was_split_is_not_refused() -> None:
    sent = {"d": {"question": SENT["d"][0], "answer": SENT["d"][1]}}
    part = Card("mine", Note(SENT["d"][0], "It needs no light by itself."), "cards/a.yaml", 4, split_from="d")
    assert changed_ids(sent, {"mine": part}) == []


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
