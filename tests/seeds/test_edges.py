"""Where a record begins and ends: lines that lead in to the next, the foot of a document, labels behind numbers."""

from __future__ import annotations

import pytest

from deckwright.seeds.as_json import as_json
from deckwright.seeds.read import read_text
from tests.seeds.accounting import check
from tests.seeds.test_shapes import CITIES


def notes(text: str, name: str = "text.md") -> list[tuple[str, str | None]]:
    found = read_text(text, name)
    check(text, as_json(found))
    return [(one.note.question, one.note.answer) for one in found.notes]


METALS = [("What is iron?", "A metal."), ("What is tin?", "Another."), ("Why gold?", "Noble.")]


@pytest.mark.parametrize("lead", ["[{}]", "{}", "Card {} of 3", "# {} / 3"])
def test_a_line_above_every_question_is_no_answer(lead: str) -> None:
    text = "".join(
        f"{lead.format(at)}\n\nQ: {question}\n\nA: {answer}\n\n" for at, (question, answer) in enumerate(METALS, 1)
    )
    assert notes(text) == METALS


@pytest.mark.parametrize("kinds", [["Basic"], ["Basic", "Basic (both ways)"]])
def test_lines_that_open_and_close_every_record_are_no_answer(kinds: list[str]) -> None:
    cities = [(f"Where is {city}?", f"{n} miles north.\nBy the sea.") for n, city in enumerate(CITIES)]
    text = "TARGET DECK: Towns\n\n" + "".join(
        f"START\n{kinds[at % len(kinds)]}\nFront: {question}\nBack: {answer}\nEND\n\n"
        for at, (question, answer) in enumerate(cities)
    )
    assert notes(text) == cities


@pytest.mark.parametrize(("closed", "last"), [(9, "By the sea."), (8, "By the sea.\nEND")])
def test_a_line_closes_records_where_nine_in_ten_end_in_it(closed: int, last: str) -> None:
    text = "".join(
        f"Town\nQ: Where is {city}?\nA: By the sea.\n{'END' if n <= closed else 'ENDS'}\n\n"
        for n, city in enumerate(CITIES, 1)
    )
    assert notes(text)[0][1] == last


@pytest.mark.parametrize(
    ("above", "answer"), [("<p>Card</p>", "North.\n<p>Card</p>"), ("Card", "North."), ("c" * 41, None)]
)
def test_what_may_lead_in(above: str, answer: str | None) -> None:
    text = "".join(f"{above}\nQ: Where is {city}?\nA: North.\n" for city in CITIES)
    assert notes(text)[0][1] == (answer or f"North.\n{above}")


def test_a_line_that_closes_every_answer_belongs_to_it_where_nothing_opens_the_records() -> None:
    text = "".join(
        f"Q: {question}\nA: {answer}\nSee page {at}.\n\n" for at, (question, answer) in enumerate(METALS * 2)
    )
    assert notes(text)[0][1] == "A metal.\nSee page 0."


def test_a_line_above_some_questions_only_is_part_of_an_answer() -> None:
    """Two of five answers end as the line above the first question does: they are answers."""
    text = "Year 1\n\n" + "".join(
        f"Q: What of {name}?\n\nA: Known.\n{last}\n\n"
        for name, last in (
            ("iron", "Year 2"),
            ("tin", "Year 3"),
            ("gold", "x"),
            ("lead", "x"),
            ("zinc", "x"),
            ("nickel", "x"),
        )
    )
    assert notes(text)[0] == ("What of iron?", "Known.\nYear 2")


def test_the_foot_of_a_document_behind_a_rule_is_no_answer() -> None:
    text = "# FAQ\n\n" + "".join(f"### {question}\n\n{answer}\n\n" for question, answer in METALS)
    assert notes(f"{text}---\n\nSomething missing?\n\n[Write to us](https://example.org).\n") == METALS


def test_a_rule_is_part_of_an_answer_where_others_hold_one() -> None:
    text = "# FAQ\n\n### What is iron?\n\nA metal.\n\n---\n\nIt rusts.\n\n"
    text += "### What is tin?\n\nAnother.\n\n### Why gold?\n\nNoble.\n\n---\n\nIt shines.\n"
    assert [answer for _, answer in notes(text)] == [
        "A metal.\n\n---\n\nIt rusts.",
        "Another.",
        "Noble.\n\n---\n\nIt shines.",
    ]


@pytest.mark.parametrize("label", ["Question:", "**Q:**", "Kysymys:", "Frage:", "質問：", "Въпрос:"])
@pytest.mark.parametrize("sign", ["1. ", "- "])
def test_a_label_behind_a_number_or_a_bullet_is_no_part_of_the_question(label: str, sign: str) -> None:
    signs = [sign.replace("1", str(number)) for number in (1, 2, 3)]
    text = "".join(
        f"{sign}{label} {question}\n   Answer: {answer}\n\n"
        for sign, (question, answer) in zip(signs, METALS, strict=True)
    )
    assert notes(text) == METALS


def test_numbers_in_bold_above_labelled_answers_are_taken_off() -> None:
    facts = ["Iron is a metal.", "Tin is a gas.", "Gold is noble."]
    text = "".join(f"**1.{at}** {fact}  \n**Answer:** True\n\n" for at, fact in enumerate(facts, 1))
    assert [question for question, _ in notes(text)] == facts


def test_numbers_that_count_nothing_stay_in_the_question() -> None:
    facts = ["7 metals were known in antiquity.", "Tin is a gas.", "12 angry men are a jury.", "Gold is noble."]
    text = "".join(f"{fact}  \n**Answer:** True\n\n" for fact in facts)
    assert [question for question, _ in notes(text)] == facts


def test_options_behind_an_answer_explain_it() -> None:
    text = "".join(
        f"Question {at}:\nWhich is {metal}?\nA. red\nB. blue\nAnswer: B\nWhy:\nA - no, that is copper\nB - yes\n\n"
        for at, metal in enumerate(("cobalt", "azurite", "indigo"), 1)
    )
    assert notes(text)[0] == ("Which is cobalt?\nA. red\nB. blue", "B\nWhy:\nA - no, that is copper\nB - yes")


def test_options_without_a_tick_are_no_answer_where_others_have_one() -> None:
    text = "1. What is iron?\n- [x] a metal\n- [ ] a gas\n\n2. What is tin?\n- [ ] a gas\n- [ ] a stone\n\n"
    text += "3. What is neon?\n- [ ] a metal\n- [x] a gas\n\n4. What is zinc?\n- [x] a metal\n- [ ] a gas\n"
    found = read_text(text, "text.md").notes
    assert [one.note.answered for one in found] == [True, False, True, True]
    assert found[1].note.question == "What is tin?\n- [ ] a gas\n- [ ] a stone"


def test_a_dash_behind_a_word_for_questions_parts_two_sides() -> None:
    text = "- si - if\n- que - what, that\n- como - how, as\n- porque - because\n- donde - where\n"
    found = read_text(text, "text.md", marker="bullet-0")
    assert found.notes[1].note.question == "que - what, that"
