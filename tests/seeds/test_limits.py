"""Thresholds of reading, each on both sides of it."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace

import pytest

from deckwright.seeds import verdict
from deckwright.seeds.candidates import candidates, families
from deckwright.seeds.columns import judge_columns
from deckwright.seeds.document import Document, split_lines
from deckwright.seeds.found import RunnerUp
from deckwright.seeds.page import Page
from deckwright.seeds.read import read_text
from deckwright.seeds.verdict import Evidence, tie
from tests.seeds.test_shapes import CITIES


def page_of(text: str, name: str = "a.md") -> Page:
    return Page.of(Document(name, "utf-8", split_lines(text)))


def candidate_lines(text: str, family: str) -> list[str]:
    page = page_of(text)
    made = candidates(page, families(page), range(len(page.lines)))
    return [page.lines[mark.line] for one in made if one.family.name == family for mark in one.marks]


@pytest.mark.parametrize(
    ("heads", "question"), [(["Finnish", "sound"], 0), (["sign", "Finnish"], 0), (["Finnish", "English"], 0)]
)
def test_a_language_over_the_first_column_asks(heads: list[str], question: int) -> None:
    columns = judge_columns([[f"{city} one", f"{city} two"] for city in CITIES], heads, set())
    assert columns is not None and columns.roles == {question: "question", 1 - question: "answer"}


TITLES = "".join(f"# {head}\n\nIn the north.\n\n" for head in ["Towns of the sea", *map("Where is {}?".format, CITIES)])


@pytest.mark.parametrize(
    ("text", "first"),
    [
        (TITLES, "# Where is Riga?"),
        (f"---\ntags: sea\n---\n\n{TITLES}", "# Where is Riga?"),
        (f"An essay.\n\n{TITLES}", "# Towns of the sea"),
        (TITLES.split("# Where is Kyiv")[0], "# Where is Riga?"),
        (TITLES.split("# Where is Bern")[0], "# Towns of the sea"),
        (TITLES.replace("Where is ", "The town of ").replace("?", ""), "# Towns of the sea"),
        (re.sub("# Where is (.*)[?]", r"# 1. The town of \1", TITLES), "# 1. The town of Riga"),
        (TITLES.replace("Towns of the sea", "Where are the towns?"), "# Where are the towns?"),
    ],
)
def test_the_first_heading_is_the_title_where_the_others_ask(text: str, first: str) -> None:
    assert candidate_lines(text, "heading-1")[0] == first


@pytest.mark.parametrize(("asking", "question"), [(5, 1), (4, 0)])
def test_a_column_is_the_question_if_half_of_it_asks(asking: int, question: int) -> None:
    rows = [[f"in the north of {n}", f"where is it {n}{'?' if n < asking else ''}"] for n in range(10)]
    columns = judge_columns(rows, (), set())
    assert columns is not None and columns.roles[question] == "question"


@pytest.mark.parametrize(("values", "role"), [(4, "tags"), (3, "answer")])
def test_a_column_of_few_words_that_recur_answers_and_one_of_more_sorts(values: int, role: str) -> None:
    rows = [[f"Where is {n}?", ["north", "south", "east", "west"][n % values]] for n in range(12)]
    columns = judge_columns(rows, (), set())
    assert columns is not None and columns.roles[1] == role


@pytest.mark.parametrize(("length", "lines"), [(55, 2), (54, 1)])
def test_a_first_line_goes_on_in_small_letters_if_it_is_long(length: int, lines: int) -> None:
    first = "Tell how the tram came to the town and why it left".ljust(length, "x")
    text = "".join(f"{n}. {first}\nwithout a word to anybody\n\nIt was sold.\n\n" for n in (1, 2))
    notes = read_text(text + "3. Why?\n\nFor this.\n", name="a.txt", marker="number-dot-0").notes
    assert [len(found.note.question.splitlines()) for found in notes] == [lines, lines, 1]


@pytest.mark.parametrize(("more", "answer"), [(2, "in the north\n\nBy the sea."), (1, "in the north")])
def test_lines_beneath_pairs_belong_to_answers_where_a_quarter_have_them(more: int, answer: str) -> None:
    pairs = [f"{city} - in the north\n" for city in CITIES[:8]]
    text = "\n".join(f"{pair}\nBy the sea.\n" if at < more else pair for at, pair in enumerate(pairs))
    notes = read_text(text, name="a.txt", marker="pair-dash").notes
    assert notes[0].note.answer == answer


@pytest.mark.parametrize(("many", "answer"), [(10, "in the north\n\nBy the sea."), (11, "in the north")])
def test_cards_go_on_behind_their_paragraph_where_one_in_ten_does(many: int, answer: str) -> None:
    cards = [f"town {n} :: in the north\n" for n in range(many)]
    text = f"{cards[0]}\nBy the sea.\n\n" + "\n".join(cards[1:])
    assert read_text(text, name="a.txt", marker="double-colon").notes[0].note.answer == answer


@pytest.mark.parametrize(("even", "rows"), [(8, True), (7, False)])
def test_lines_are_rows_if_four_in_five_are_cut_alike(even: int, rows: bool) -> None:
    text = "".join(
        f"{city} | north{n} | 18{n}\n" if n < even else f"{city} lies there\n" for n, city in enumerate(CITIES)
    )
    assert ("row-bar" in {one.family.name for one in families(page_of(text, "a.txt"))}) is rows


@pytest.mark.parametrize(("same", "line"), [(2, 0), (1, 2)])
def test_a_heading_over_a_record_says_nothing_if_half_of_them_have_it(same: int, line: int) -> None:
    names = ["Card"] * same + ["Riga", "Oslo", "Bern"][: 4 - same]
    text = "".join(f"## {name}\n\n### Front\n\nWhere is {n}?\n\n### Back\n\nNorth.\n\n" for n, name in enumerate(names))
    marks = next(one.marks for one in families(page_of(text)) if one.family.kind == "fields")
    assert marks[0].line == line


def quiz(many: int, options: tuple[str, ...], told: int | None = None) -> str:
    """Questions with options without letters, the second marked in the first `told` of them."""
    parts = []
    for n in range(many):
        marked = told is None or n < told
        lines = [f"{text} {n}{' *' if marked and at == 1 else ''}" for at, text in enumerate(options)]
        parts.append(f"{n + 1}. Where is town {n}?\n" + "\n".join(lines) + "\n")
    return "\n".join(parts)


def chosen(text: str) -> list[bool]:
    notes = read_text(text, name="a.txt", marker="number-dot-0").notes
    return [[choice.correct for choice in found.note.choices] == [False, True, False] for found in notes]


def test_a_sign_behind_one_line_of_each_answer_marks_it_among_options() -> None:
    three = ("north", "south", "east")
    assert chosen(quiz(3, three)) == [True] * 3 and chosen(quiz(2, three)) == [False] * 2
    assert chosen(quiz(5, three, told=3))[:3] == [True] * 3 and not any(chosen(quiz(6, three, told=3)))
    long = ("n" * 195, "south", "east")
    assert any(chosen(quiz(4, long))) and not any(chosen(quiz(4, ("n" * 199, "south", "east"))))
    two = [found.note.choices for found in read_text(quiz(4, ("north", "south")), marker="number-dot-0").notes]
    assert all(len(choices) == 2 for choices in two)


def test_a_last_line_that_says_one_of_those_above_it_again_marks_it() -> None:
    text = "".join(f"{n}. Where is town {n}?\n- north\n- south\n- east\nsouth\n\n" for n in range(1, 5))
    assert chosen(text) == [True] * 4
    assert not any(chosen(text.replace("\nsouth", "\nwest")))


def test_a_word_that_ends_in_a_letter_names_no_option() -> None:
    text = "".join(f"{n}. Where is town {n}?\n\nIn the north.\n\nBy the sea.\n\n" for n in range(1, 7))
    assert read_text(text).notes[0].note.answer == "In the north.\n\nBy the sea."


def test_lettered_lists_answer_where_nothing_marks_one_and_other_questions_are_answered() -> None:
    lists = "".join(
        f"**{n}. How do you reach {city}?**\n\na. by tram\n\nb. by sea\n\n" for n, city in enumerate(CITIES[:3], 2)
    )
    answers = [found.note.answer for found in read_text(f"**1. Where is Riga?**\n\nIn the north.\n\n{lists}").notes]
    assert answers == ["In the north."] + ["a. by tram\n\nb. by sea"] * 3


def doubts_of(text: str) -> str:
    return "; ".join(read_text(text).reading.doubts)


SURE = "".join(f"## Where is {city}?\n\nIn the north, by the sea, {n} miles off.\n\n" for n, city in enumerate(CITIES))


def test_what_speaks_against_a_reading_is_told_in_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not read_text(SURE).reading.doubtful
    monkeypatch.setattr(verdict, "VERDICT", {"bias": -1.0, "unopened": -9.0, "last": -9.0})
    signed = SURE + "## Where is Riga?\n\n= It lies in the north, 7 miles off.\n\n" * 4
    assert "4 of 14 have an answer that begins with a sign, the first in line 41" in doubts_of(signed)
    one_long = SURE.replace("9 miles off.", "9 miles off." + " It is a long way." * 40)
    assert "the last answer is 13 times as long as most" in doubts_of(one_long)


def test_readings_are_nearly_tied_up_to_a_distance() -> None:
    assert tie(0.5, 0.5) == 1.0 and tie(0.5, 0.7) == 1.0
    assert tie(0.881, 0.5) < 0.01 < tie(0.87, 0.5) and tie(0.9, 0.5) == 0.0


def test_a_column_that_sorts_ends_the_options_and_asks_nothing() -> None:
    rows = [
        ["E", "E1", f"The town of {city}", f"north{n}", f"south{n}", f"east{n}", "ABC"[n % 3]]
        for n, city in enumerate(CITIES)
    ]
    columns = judge_columns(rows, (), set())
    assert columns is not None
    assert columns.roles == {0: "tags", 1: "tags", 2: "question", 3: "option", 4: "option", 5: "option", 6: "right"}


@pytest.mark.parametrize(("rows", "notes"), [(4, 4), (3, 4)])
def test_a_first_row_stands_over_four_rows_of_numbers(rows: int, notes: int) -> None:
    told = "".join(f'{n};"{city}";"the north of {city}"\n' for n, city in enumerate(CITIES[:rows], 1))
    assert len(read_text(f'"nr.";"given";"wanted"\n{told}', name="a.csv", marker="csv").notes) == notes


def evidence(text: str, covered: float = 1.0) -> Evidence:
    read = read_text(text, marker="heading-2")
    row = {"worded": 0.0, "covered": covered, "like": 0.5}
    return Evidence(0.9, row, read.notes, read.unused, ())


def headed(heads: Sequence[str], answers: Sequence[str]) -> str:
    return "".join(f"## {head}\n\n{answer}\n\n" for head, answer in zip(heads, answers, strict=True))


ASKED = [f"Where is {city}?" for city in (*CITIES, *CITIES)]


def test_an_answer_below_25_characters_is_a_few_words() -> None:
    assert evidence(headed(ASKED[:4], ["n" * 24] * 4)).short == 1.0
    assert evidence(headed(ASKED[:4], ["n" * 25] * 4)).short == 0.0


def test_fewer_notes_than_five_say_no_less() -> None:
    few = [evidence(headed(ASKED[:many], ["North."] * many)).measures()["few"] for many in (4, 5, 6)]
    assert few[0] == few[1] > few[2]


@pytest.mark.parametrize(("answer", "counts"), [("= north", 1), ("(north)", 0), ("“north”", 0), ("] north", 1)])
def test_an_answer_that_begins_with_a_sign(answer: str, counts: int) -> None:
    assert len(evidence(headed(ASKED[:4], ["North."] * 3 + [answer])).unopened) == counts


def test_the_last_of_three_answers_is_compared_with_most() -> None:
    def last(many: int) -> float:
        return evidence(headed(ASKED[:many], ["n" * 10] * (many - 1) + ["n" * 40])).last

    assert last(3) == 0.0
    assert last(4) == pytest.approx(math.log(60 / 30))


def test_what_is_told_of_a_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    text = headed(ASKED[:16], ["= North."] * 8 + ["North."] * 7 + ["It lies in the north " * 9])
    monkeypatch.setattr(verdict, "VERDICT", {"few": -1.0})
    assert verdict.doubts(evidence(text)) == ("there is little to go by: 16 questions",)
    monkeypatch.setattr(verdict, "VERDICT", {"few": -0.99})
    assert "little to go by" not in verdict.doubts(evidence(text))[0]
    monkeypatch.setattr(verdict, "VERDICT", dict.fromkeys(("few", "unopened", "last", "short"), -9.0))
    assert len(verdict.doubts(evidence(text))) == 3
    monkeypatch.setattr(verdict, "VERDICT", {"tie": -2.0})
    rival = RunnerUp("bullet-0", 27, 0.8)
    assert verdict.doubts(replace(evidence(text), rivals=(rival,))) == ("16 questions this way, 27 by bullet-0",)
    monkeypatch.setattr(verdict, "VERDICT", {})
    assert "31% of the text lies in no note" in verdict.doubts(evidence(text, 0.69))[0]
    assert "of the text" not in verdict.doubts(evidence(text, 0.71))[0]
