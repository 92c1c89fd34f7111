"""What is seen only when all records are looked at together: the mark of the right options, labels, answers that follow
their question in its own line, columns that are mostly empty."""

from __future__ import annotations

import re

import pytest

from deckwright.seeds.as_json import as_json
from deckwright.seeds.read import read_text
from tests.seeds.accounting import check

BEES = (
    ("Which bee lays eggs?", ("drone", "queen", "worker"), 1),
    ("Which bee gathers nectar?", ("worker", "drone", "queen"), 0),
    ("Which bee has no sting?", ("queen", "worker", "drone"), 2),
    ("Which bee lives for years?", ("drone", "worker", "queen"), 2),
    ("Which bee guards the hive?", ("queen", "worker", "drone"), 1),
)


def quiz(right: str, wrong: str, bees: tuple[tuple[str, tuple[str, ...], int], ...] = BEES) -> str:
    """A quiz with an option a line; `right` and `wrong` are how they are written."""
    text = ""
    for number, (asked, options, at) in enumerate(bees, 1):
        text += f"{number}. {asked}\n"
        for place, word in enumerate(options):
            text += (right if place == at else wrong).format("abcd"[place], word) + "\n"
        text += "\n"
    return text


MARKS = {
    "a letter behind it": ("{}) {} R", "{}) {}"),
    "a word behind it": ("{}) {} - KORREKT", "{}) {}"),
    "signs behind it": ("{}) {} %%", "{}) {}"),
    "an arrow before it": ("===> {}) {}", "{}) {}"),
    "a heading": ("#### {}) {}", "{}) {}"),
    "bold": ("**{}) {}**", "{}) {}"),
    "without letters, a word behind it": ("- {1} (oui)", "- {1}"),
    "a cross": ("{}) {} x", "{}) {}"),
}


@pytest.mark.parametrize("way", MARKS)
def test_what_stands_at_one_option_of_each_question_marks_the_right_one(way: str) -> None:
    text = quiz(*MARKS[way])
    text = re.sub(r"(?m)^(?=\d\.)", "### ", text) if way == "a heading" else text
    read = read_text(text, name="quiz.txt")
    notes = [found.note for found in read.notes]
    assert [note.question for note in notes] == [asked for asked, _, _ in BEES], read.reading
    for note, (_, options, at) in zip(notes, BEES, strict=True):
        assert [(choice.text, choice.correct) for choice in note.choices] == [
            (word, place == at) for place, word in enumerate(options)
        ], read.reading
    check(text, as_json(read))


def test_what_always_stands_at_the_same_place_marks_nothing() -> None:
    last = tuple((asked, (*options[:2], "none of the above"), 2) for asked, options, _ in BEES)
    notes = [found.note for found in read_text(quiz("{}) {}", "{}) {}", last), name="quiz.txt").notes]
    assert len(notes) == len(BEES)
    assert not any(note.choices or note.answer for note in notes)


@pytest.mark.parametrize(("marked", "taken"), [(3, True), (2, False)])
def test_a_mark_stands_in_most_questions(marked: int, taken: bool) -> None:
    text = quiz("{}) {} R", "{}) {}", BEES[:marked]) + quiz("{}) {}", "{}) {}", BEES[marked:])
    notes = [found.note for found in read_text(text, name="quiz.txt").notes]
    assert [bool(note.choices) for note in notes] == [taken and at < marked for at in range(len(BEES))]


def asked_and(answers: list[str]) -> str:
    return "\n".join(f"{at + 1}. {BEES[at][0]}\n{answer}\n" for at, answer in enumerate(answers))


SAID = ["The queen does.", "Workers, all summer long.", "The drone.", "The queen may.", "Old workers."]


@pytest.mark.parametrize("label", ["Jawab:", "Vastas : ", "**Freagra:** ", "Jawab {}: ", "**Freagra**\n\n"])
def test_what_all_answers_begin_with_is_a_label(label: str) -> None:
    text = asked_and([label.format(at) + said for at, said in enumerate(SAID, 1)])
    read = read_text(text, name="bees.txt")
    assert [found.note.answer for found in read.notes] == SAID, read.reading
    check(text, as_json(read))


@pytest.mark.parametrize(("labelled", "taken"), [(4, True), (3, False)])
def test_a_label_stands_before_nearly_all(labelled: int, taken: bool) -> None:
    told = [f"Notanda: {said}" if at < labelled else said for at, said in enumerate(SAID)]
    notes = [found.note for found in read_text(asked_and(told), name="bees.txt").notes]
    assert [note.answer for note in notes] == (SAID if taken else told)


def test_a_sentence_that_recurs_is_no_label() -> None:
    told = [f"Yes. {said}" for said in SAID]
    assert [found.note.answer for found in read_text(asked_and(told), name="bees.txt").notes] == told


def in_line(said: list[str], between: str) -> str:
    return "\n".join(f"{at + 1}. {BEES[at][0]}{between}{answer}" for at, answer in enumerate(said))


@pytest.mark.parametrize("between", [" ", "", "\n", " – "])
def test_what_follows_the_question_mark_answers(between: str) -> None:
    text = in_line(SAID, between) + "\n"
    read = read_text(text, name="bees.txt")
    assert [(found.note.question, found.note.answer) for found in read.notes] == [
        (asked, said) for (asked, _, _), said in zip(BEES, SAID, strict=True)
    ], read.reading
    check(text, as_json(read))


@pytest.mark.parametrize("more", ["Explain with an example of {}.", "And why {}?", "{} points"])
def test_what_asks_on_answers_nothing(more: str) -> None:
    text = in_line([more.format(word) for word in ["3", "4", "5", "6", "7"]], " ")
    notes = [found.note for found in read_text(text, name="bees.txt").notes]
    assert len(notes) == len(BEES)
    assert not any(note.answer for note in notes)


WORDS = [
    ("bee", "abeille"),
    ("wax", "cire"),
    ("honey", "miel"),
    ("hive", "ruche"),
    ("flower", "fleur"),
    ("sting", "dard"),
]


@pytest.mark.parametrize(("filled", "taken"), [(2, True), (3, False)])
def test_a_column_that_is_mostly_empty_answers_nothing(filled: int, taken: bool) -> None:
    text = "".join(f"{two};{'(f.)' * (at < filled)};{one};;\n" for at, (one, two) in enumerate(WORDS))
    notes = [found.note for found in read_text(text, name="words.csv").notes]
    assert ([(note.question, note.answer) for note in notes] == [(two, one) for one, two in WORDS]) is taken


def test_empty_cells_say_nothing_again() -> None:
    text = "".join(f"{one};{two};{'as in: ' + one if at == 2 else ''};\n" for at, (one, two) in enumerate(WORDS))
    notes = [found.note for found in read_text(text, name="words.csv").notes]
    assert [(note.question, note.answer, note.choices) for note in notes] == [(*pair, ()) for pair in WORDS]


def test_lines_that_are_bold_straight_above_questions_are_sections() -> None:
    text = "".join(
        f"**On bees, part {at}**\n\n{2 * at + 1}. {BEES[2 * at][0]}\n\n{SAID[2 * at]}\n\n{2 * at + 2}. "
        f"{BEES[2 * at + 1][0]}\n\n{SAID[2 * at + 1]}\n\n"
        for at in (0, 1)
    )
    read = read_text(text, name="bees.md")
    assert [found.note.answer for found in read.notes] == SAID[:4], read.reading
    assert [found.note.section for found in read.notes][::2] == [("On bees, part 0",), ("On bees, part 1",)]


def test_a_bold_line_that_closes_one_answer_is_no_section() -> None:
    told = [f"**Well:**\n\n{SAID[0]}", SAID[1] + "\n\n**Beware**", *SAID[2:]]
    read = read_text(asked_and(told), name="bees.md")
    assert [found.note.answer for found in read.notes] == told


def test_a_title_may_be_longer_than_what_underlines_it() -> None:
    text = "Questions of all kinds\n----\n\n" + "".join(
        f"{asked}\n{'^' * 12}\n\n{said}\n\n" for (asked, _, _), said in zip(BEES, SAID, strict=True)
    )
    notes = [found.note for found in read_text(text, name="bees.rst").notes]
    assert [(note.question, note.answer) for note in notes] == [
        (asked, said) for (asked, _, _), said in zip(BEES, SAID, strict=True)
    ]


TOWNS = ["Riga", "Oslo", "Bern", "Rome", "Paris", "Cork", "Bonn", "Lima", "Kyiv", "Graz"]
WHERE = [f"Where is {town}?" for town in TOWNS]


def listed(heads: list[str], answers: list[str]) -> list[str | None]:
    """What answers numbered questions, each in a line with its head."""
    text = "".join(f"{at}. {head}{answer}\n" for at, (head, answer) in enumerate(zip(heads, answers, strict=True), 1))
    return [found.note.answer for found in read_text(text, name="towns.txt", marker="number-dot-0").notes]


@pytest.mark.parametrize(("followed", "taken"), [(7, True), (6, False)])
def test_seven_in_ten_questions_are_followed_by_an_answer(followed: int, taken: bool) -> None:
    said = [f" By the {town} river." if at < followed else "" for at, town in enumerate(TOWNS)]
    assert sum(map(bool, listed(WHERE, said))) == taken * followed


@pytest.mark.parametrize(("beneath", "taken"), [(1, True), (2, False)])
def test_one_in_ten_questions_may_be_answered_beneath(beneath: int, taken: bool) -> None:
    said = [f"\n\n   Far away, {at}." if at < beneath else f" By the {town} river." for at, town in enumerate(TOWNS)]
    assert sum(map(bool, listed(WHERE, said))) == (len(TOWNS) if taken else beneath)


@pytest.mark.parametrize(("different", "taken"), [(6, True), (5, False)])
def test_six_in_ten_answers_behind_questions_differ(different: int, taken: bool) -> None:
    said = [f" In the land of {TOWNS[min(at, different - 1)]}." for at in range(10)]
    assert any(listed(WHERE, said)) is taken


@pytest.mark.parametrize(("asking", "taken"), [(6, True), (7, False)])
def test_what_follows_must_not_ask_on(asking: int, taken: bool) -> None:
    said = [f" Explain {town}." if at < asking else f" By the {town} river." for at, town in enumerate(TOWNS)]
    assert any(listed(WHERE, said)) is taken


@pytest.mark.parametrize(("still", "taken"), [(7, True), (8, False)])
def test_a_mark_moves(still: int, taken: bool) -> None:
    ten = tuple((asked, ("drone", "queen", "worker"), 2 if at < still else 0) for at, asked in enumerate(WHERE))
    notes = [found.note for found in read_text(quiz("{}) {} R", "{}) {}", ten), name="quiz.txt").notes]
    assert any(note.choices for note in notes) is taken


@pytest.mark.parametrize(("length", "taken"), [(14, True), (15, False)])
def test_a_mark_is_short(length: int, taken: bool) -> None:
    notes = [found.note for found in read_text(quiz("{}) {} " + "r" * length, "{}) {}"), name="quiz.txt").notes]
    assert any(note.choices for note in notes) is taken


@pytest.mark.parametrize(("odd", "taken"), [(1, True), (2, False)])
def test_questions_have_as_many_options_where_a_word_marks_the_right_one(odd: int, taken: bool) -> None:
    bees = tuple((asked, (*said, "none") if at < odd else said, right) for at, (asked, said, right) in enumerate(BEES))
    notes = [found.note for found in read_text(quiz("{1} (oui)", "{1}", bees), name="q.txt").notes]  # type: ignore[arg-type]
    assert any(note.choices for note in notes) is taken


@pytest.mark.parametrize(("above", "taken"), [(4, True), (3, False)])
def test_bold_lines_that_part_questions_stand_above_them(above: int, taken: bool) -> None:
    parts = ["**North**\n\n" if 0 < at <= above else "" for at in range(6)]
    text = "".join(f"{part}{at + 1}. {WHERE[at]}\n\nBy the river, {at} miles off.\n\n" for at, part in enumerate(parts))
    text += "**Mind**\n\nThe gap.\n"
    notes = [found.note for found in read_text(text, name="towns.md", marker="number-dot-0").notes]
    assert any("North" in (note.answer or "") for note in notes) is not taken
