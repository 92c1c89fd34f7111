"""Documents whose parts are written in different ways, and what is taken by repetition where no word shows it."""

from __future__ import annotations

import pytest

from deckwright.seeds import beneath, keys, regions
from deckwright.seeds.as_json import as_json
from deckwright.seeds.candidates import families
from deckwright.seeds.document import Document, split_lines
from deckwright.seeds.markers import html_path, literals, periods
from deckwright.seeds.page import Page
from deckwright.seeds.read import read_text
from tests.seeds.accounting import check

Cards = list[tuple[str, str | None]]
TOWNS = ("Porto", "Graz", "Turku", "Split", "Gent", "Vilnius", "Bari", "Aarhus", "Cork", "Malmö")


def cards(text: str, name: str = "a.md") -> Cards:
    read = read_text(text, name=name)
    check(text, as_json(read))
    return [(note["question"], note["answer"]) for note in as_json(read)["notes"]]


ASKING: dict[str, tuple[str, str]] = {
    "English": ("Why do people visit {}?", "Because of its old harbour and the market beside it."),
    "German": ("Warum fährt man nach {}?", "Wegen des alten Hafens und des Marktes daneben."),
    "Finnish": ("Miksi {} on tunnettu?", "Vanhasta satamasta ja sen vieressä olevasta torista."),
    "Chinese": ("为什么人们去 {}？", "因为那里的老港口和旁边的市场。"),
}


def mixed(language: str, folded: int = 4, listed: int = 4) -> str:
    """A section whose questions are items, one whose questions are labelled, with prose between."""
    question, answer = ASKING[language]
    items = "".join(f"- **{question.format(town)}**\n" for town in TOWNS[:listed])
    said = "".join(
        f"<details><summary>{question.format(town)}</summary>\n\n{answer}\n\n</details>\n\n"
        for town in TOWNS[listed : listed + folded]
    )
    return f"# Trip\n\nIntroduction.\n\n## One\n\n{items}\n## Two\n\n{said}"


@pytest.mark.parametrize("language", ASKING)
def test_sections_are_read_each_in_its_own_way(language: str) -> None:
    question, answer = ASKING[language]
    found = cards(mixed(language))
    assert [one for one, _ in found] == [question.format(town) for town in TOWNS[:8]]
    assert [told for _, told in found] == [None] * 4 + [answer] * 4


@pytest.mark.parametrize("language", ASKING)
def test_one_section_of_questions_in_an_article(language: str) -> None:
    question, answer = ASKING[language]
    facts = "".join(f"* {town}\n  * harbour\n  * market\n\n" for town in TOWNS)
    asked = "".join(f"* {question.format(town)}\n  * {answer}\n\n" for town in TOWNS[:6])
    prose = "It lies by the sea, and a tram runs up the hill every ten minutes.\n\n"
    found = cards(f"# Notes\n\n## Towns\n\n{prose}{facts}## Trams\n\n{prose * 3}{facts}## FAQ\n\n{asked}")
    assert [one for one, _ in found] == [question.format(town) for town in TOWNS[:6]]


def test_sections_stay_those_of_the_whole_document() -> None:
    read = read_text(mixed("German"), name="a.md")
    assert {note.note.section for note in read.notes} == {("One",), ("Two",)}


def test_a_change_of_the_way_of_writing_has_its_price() -> None:
    assert len(cards(mixed("English", folded=6, listed=2))) == 6  # two items alone may be anything


KEYED: dict[str, tuple[str, str, str]] = {
    "English": ("Where does {} lie?", "It lies by {} bay", "Answers"),
    "Spanish": ("¿Dónde está {}?", "Está en la bahía de {}", "Respuestas"),
    "Italian": ("Dove si trova {}?", "Si trova sulla baia di {}", "Risposte"),
}


def keyed(language: str, count: int = 4, lists: str = "") -> str:
    asked, told, word = KEYED[language]

    def section(name: str, some: tuple[str, ...]) -> str:
        questions = "".join(f"{n}. {asked.format(town)}\n" for n, town in enumerate(some, 1))
        answers = "".join(f"{n}. {told.format(town)}.\n" for n, town in enumerate(some, 1))
        return f"## {name}\n\n{questions}\n### {word}\n\n{answers}\n"

    return f"# Towns\n\n{lists}" + section("First", TOWNS[:count]) + section("Second", TOWNS[count : 2 * count])


@pytest.mark.parametrize("language", KEYED)
def test_a_key_behind_each_part(language: str) -> None:
    asked, told, _ = KEYED[language]
    assert cards(keyed(language)) == [(asked.format(town), f"{told.format(town)}.") for town in TOWNS[:8]]


@pytest.mark.parametrize("language", KEYED)
def test_directions_before_the_questions_are_not_answered_by_the_key(language: str) -> None:
    asked, told, word = KEYED[language]
    lists = "## Before\n\n1. Pencil and paper.\n2. Half an hour.\n3. No books.\n4. The key is below.\n\n"
    parts = [TOWNS[:4], TOWNS[4:8]]
    questions = "".join(
        f"## {n} houses\n\n" + "".join(f"{at}. {asked.format(town)}\n" for at, town in enumerate(some, 1)) + "\n"
        for n, some in zip(("Red", "Blue"), parts, strict=True)
    )
    answers = "".join(
        f"### {n}\n\n" + "".join(f"{at}. {told.format(town)}.\n" for at, town in enumerate(some, 1)) + "\n"
        for n, some in zip(("Red", "Blue"), parts, strict=True)
    )
    found = cards(f"# Towns\n\n{lists}{questions}## {word}\n\n{answers}")
    assert found == [(asked.format(town), f"{told.format(town)}.") for town in TOWNS[:8]]
    assert keys.ASKS == 0.75


@pytest.mark.parametrize("language", KEYED)
def test_numbers_that_come_again_over_what_asks_nothing_are_a_key(language: str) -> None:
    asked, told, _ = KEYED[language]
    questions = "".join(f"{n}. {asked.format(town)}\n" for n, town in enumerate(TOWNS[:6], 1))
    answers = "".join(f"{n}. {told.format(town)}.\n" for n, town in enumerate(TOWNS[:6], 1))
    found = cards(f"# Towns\n\n{questions}\n# ---\n\n{answers}")
    assert found == [(asked.format(town), f"{told.format(town)}.") for town in TOWNS[:6]]
    assert keys.ASKS_LESS == 0.3


@pytest.mark.parametrize("language", KEYED)
def test_a_count_that_begins_again_under_the_same_lead_in(language: str) -> None:
    asked = KEYED[language][0]
    parts = "\n\n".join(
        f"{name}\nOne line for each:\n" + "".join(f"{n}. {asked.format(town)}\n" for n, town in enumerate(some, 1))
        for name, some in (("harbours", TOWNS[:5]), ("markets", TOWNS[5:]))
    )
    read = read_text(parts, name="a.txt")
    assert [note.note.question for note in read.notes] == [asked.format(town) for town in TOWNS]
    assert {note.note.section for note in read.notes} == {("harbours",), ("markets",)}


ASKED = {
    "English": (("Where is the {} tower?", "in {}"), ("in the north", "in the south", "by the sea")),
    "French": (("Où est la tour de {} ?", "à {}"), ("au nord", "au sud", "à la mer")),
    "Japanese": (("{}の塔はどこにありますか？", "{}にあります"), ("北です", "南です", "海のそばです")),
}


def in_step(language: str, last: str, apart: str = "\n", many: int = 6) -> str:
    (asked, told), others = ASKED[language]
    records = []
    for n, town in enumerate(TOWNS[:many]):
        right = 2 * n % 3
        options = [*others[:right], told.format(town), *others[right:]]
        behind = {"number": str(right + 1), "letter": "ABC"[right], "words": told.format(town)}[last]
        records += [asked.format(town), *options, behind]
    return apart.join(records) + "\n"


@pytest.mark.parametrize("language", ASKED)
@pytest.mark.parametrize("last", ["number", "letter", "words"])
@pytest.mark.parametrize("apart", ["\n", "\n\n"])
def test_records_of_as_many_lines_each(language: str, last: str, apart: str) -> None:
    (asked, told), _ = ASKED[language]
    expected = [(asked.format(town), told.format(town)) for town in TOWNS[:6]]
    assert cards(in_step(language, last, apart), "a.txt") == expected
    assert cards(f"6{apart}{in_step(language, last, apart)}", "a.txt") == expected


@pytest.mark.parametrize("language", ASKED)
def test_a_line_that_asks_and_one_that_answers_in_turn(language: str) -> None:
    (asked, told), _ = ASKED[language]
    text = "".join(f"{asked.format(town)}\n{told.format(town)}\n" for town in TOWNS[:5])
    assert cards(text, "a.txt") == [(asked.format(town), told.format(town)) for town in TOWNS[:5]]


def families_of(text: str, name: str = "a.txt") -> set[str]:
    page = Page.of(Document(name, "utf-8", split_lines(text)))
    return {one.family.name for one in families(page)}


def test_how_steady_a_period_must_be() -> None:
    rows = [("Where is it?", "in the north") for _ in range(10)]
    assert "period-2" in families_of("".join(f"{a}\n{b}\n" for a, b in rows[: periods.LEAST]))
    assert "period-2" not in families_of("".join(f"{a}\n{b}\n" for a, b in rows[: periods.LEAST - 1]))
    for column, most in ((0, 2), (1, 2)):  # STEADY is 0.8 of ten, ELSEWHERE 0.2
        for changed in (most, most + 1):
            told = [list(row) for row in rows]
            for row in told[:changed]:
                row[column] = "It lies there." if column == 0 else "And where is it?"
            found = "period-2" in families_of("".join(f"{a}\n{b}\n" for a, b in told))
            assert found == (changed == most)
    nine = "".join(
        "Where is it?\n" + "".join(f"{n} is\n" for n in range(periods.LONGEST - 2)) + "3\n" for _ in range(4)
    )
    assert f"period-{periods.LONGEST}" in families_of(nine)
    assert "period-10" not in families_of(nine.replace("Where is it?\n", "Where is it?\nx is\n"))


@pytest.mark.parametrize("language", ASKED)
@pytest.mark.parametrize("sign", [",", ", "])
def test_lines_that_a_comma_cuts(language: str, sign: str) -> None:
    (asked, told), _ = ASKED[language]
    text = "".join(f"{asked.format(town)}{sign}{told.format(town)}\n" for town in TOWNS[:6])
    assert cards(text, "a.txt") == [(asked.format(town), told.format(town)) for town in TOWNS[:6]]


def test_nearly_all_lines_must_have_the_comma() -> None:
    words = [f"{town},city {n}\n" for n, town in enumerate(TOWNS[:9])]
    assert "pair-comma" in families_of("".join(words) + "nothing\n")
    assert "pair-comma" not in families_of("".join(words) + "nothing\n" * 2)


def test_a_blank_line_before_the_closing_brace_ends_no_question() -> None:
    text = "".join(f"::Q{n}:: Where is {town}? {{\n~south\n=north\n\n}}\n\n" for n, town in enumerate(TOWNS[:4]))
    assert [one for one, _ in cards(text, "a.txt")] == [f"Where is {town}?" for town in TOWNS[:4]]


DIRECTED = {
    "English": ("Choose the right answer", "The tower of {} stands"),
    "Russian": ("Выберите правильный ответ", "Башня города {} стоит"),
    "Turkish": ("Doğru cevabı seçiniz", "{} kulesinin bulunduğu yer"),
}


def directed(language: str, same: int = 6) -> str:
    head, asked = DIRECTED[language]
    return "".join(
        f"{n}. {head if n <= same else f'Number {n}'}\n{asked.format(town)}\n- in the north\n+ {town} hill\n- by the sea\n"
        for n, town in enumerate(TOWNS[:6], 1)
    )


@pytest.mark.parametrize("language", DIRECTED)
def test_what_differs_under_the_same_directions_is_asked(language: str) -> None:
    asked = DIRECTED[language][1]
    assert cards(directed(language), "a.txt") == [(asked.format(town), f"{town} hill") for town in TOWNS[:6]]


@pytest.mark.parametrize("head", ["What's the output?", "输出是什么？", "Name the town"])
def test_the_same_question_five_times_keeps_its_words(head: str) -> None:
    found = cards("".join(f"# {head}\n\nIt is {town}.\n\n" for town in TOWNS[:5]))
    assert found == [(head, f"It is {town}.") for town in TOWNS[:5]]


def test_how_often_directions_must_be_the_same() -> None:
    head, asked = DIRECTED["English"]
    found = cards(directed("English", same=4), "a.txt")
    assert found[0][0] == asked.format(TOWNS[0])
    assert found[4][0].startswith("Number 5")
    assert head in cards(directed("English", same=3), "a.txt")[0][0]
    assert (beneath.SAME, beneath.LEAST) == (0.6, 4)


@pytest.mark.parametrize("language", ASKED)
def test_what_sorts_the_rows_stands_before_the_question(language: str) -> None:
    (asked, told), others = ASKED[language]
    rows = [
        f"{'EMH'[n % 3]}|{'EMH'[n % 3]}1|{asked.format(town).rstrip('?？')}|{others[0]} {n}|{told.format(town)}|{others[1]} {n}|B\n"
        for n, town in enumerate(TOWNS)
    ]
    rows[0] = rows[0].replace("|B\n", "|A\n")
    found = cards("".join(rows), "a.txt")
    assert found[1] == (asked.format(TOWNS[1]).rstrip("?？ "), told.format(TOWNS[1]))


@pytest.mark.parametrize("rows", [4, 5])
def test_heads_over_few_rows_of_many_numbers(rows: int) -> None:
    head = "ujnr,dane,pytane,razy,dobrze,zle\n"
    told = "".join(f"{n},{town},town {n},{n + 3},{n},{3}\n" for n, town in enumerate(TOWNS[:rows], 1))
    assert len(cards(head + told, "a.csv")) == rows


LITERAL: dict[str, str] = {
    "tuples": '("{q}", "{a}", "Nowhere", "In the hills", 1)\n',
    "lists": '["{q}", "{a}", "Nowhere", "In the hills", 1],\n',
    "objects": '{{question: "{q}", options: ["{a}", "Nowhere", "In the hills"], answer: "{a}"}},\n',
    "JSON over lines": '{{\n  "question": "{q}",\n  "options": ["{a}", "Nowhere", "In the hills"],\n  "answer": "{a}"\n}},\n',
}


@pytest.mark.parametrize("language", KEYED)
@pytest.mark.parametrize("name", LITERAL)
def test_values_of_a_programming_language(name: str, language: str) -> None:
    asked, told, _ = KEYED[language]
    text = "".join(LITERAL[name].format(q=asked.format(town), a=told.format(town)) for town in TOWNS[:6])
    assert cards(text, "a.txt") == [(asked.format(town), told.format(town)) for town in TOWNS[:6]]


def test_prose_with_brackets_is_no_list_of_values() -> None:
    text = "We say ('yes', 'no') and [\"maybe\", 'never'] now and then, and nobody minds it at all.\n\n" * 2
    assert cards(text, "a.txt") == []
    assert literals.LEAST == 3


@pytest.mark.parametrize("language", KEYED)
def test_commands_with_two_arguments_are_cards(language: str) -> None:
    asked, told, _ = KEYED[language]
    rows = "".join(f"\\karte{{{asked.format(town)}}}\n{{{told.format(town)}}}\n\n" for town in TOWNS[:5])
    text = f"\\documentclass{{article}}\n\\newcommand{{\\karte}}[2]{{#1 #2}}\n\\begin{{document}}\n{rows}\\end{{document}}\n"
    assert cards(text, "a.tex") == [(asked.format(town), told.format(town)) for town in TOWNS[:5]]


@pytest.mark.parametrize("language", KEYED)
def test_parts_of_an_exam_are_its_questions(language: str) -> None:
    asked, _, word = KEYED[language]
    rows = "".join(f"\\part[2] {asked.format(town)}\n\\makeemptybox{{3cm}}\n\n" for town in TOWNS[:5])
    text = (
        "\\documentclass{exam}\n\\begin{document}\n\\begin{questions}\n\n"
        f"\\question {word}\n\n\\begin{{parts}}\n{rows}\\end{{parts}}\n\\end{{questions}}\n\\end{{document}}\n"
    )
    assert cards(text, "a.tex") == [(asked.format(town), None) for town in TOWNS[:5]]


PAGES = {
    "classes": '<div class="item"><p class="ask">{q}</p>\n<p>{a}</p></div>\n',
    "no classes": "<div>\n  <p>{q}</p>\n  <div><p>{a}</p></div>\n</div>\n",
    "list": "<li>\n  <strong>{q}</strong>\n  <p>{a}</p>\n</li>\n",
    "icon": '<div class="t">\n<span class="i">\n<i></i>\n</span>\n{q}\n</div>\n<div class="c">\n{a}\n</div>\n',
    "button": '<section>\n<button type="button">\n  {q}\n</button>\n<div class="panel">\n  {a}\n</div>\n</section>\n',
}


@pytest.mark.parametrize("language", KEYED)
@pytest.mark.parametrize("name", PAGES)
def test_elements_that_come_again(name: str, language: str) -> None:
    asked, told, _ = KEYED[language]
    rows = "".join(PAGES[name].format(q=asked.format(town), a=told.format(town)) for town in TOWNS)
    text = (
        "<!DOCTYPE html>\n<html>\n<head>\n<title>T</title>\n</head>\n<body>\n<nav>\n<a href='x'>Home</a>\n</nav>\n"
        f"<h1>Towns</h1>\n{rows}<footer>\n<p>Us</p>\n</footer>\n</body>\n</html>\n"
    )
    found = cards(text, "a.html")
    assert [(one.replace("<strong>", "").replace("</strong>", ""), two) for one, two in found] == [
        (asked.format(town), told.format(town)) for town in TOWNS
    ]
    assert html_path.LEAST == 3


@pytest.mark.parametrize("linked", [2, 3])
def test_elements_that_are_links_are_a_menu(linked: int) -> None:
    rows = [f"<p>Where does {town} lie?</p>\n" for town in TOWNS[:6]]
    rows[:linked] = [f'<p><a href="{town}.html">Where does {town} lie?</a></p>\n' for town in TOWNS[:linked]]
    found = families_of("<html>\n<body>\n" + "".join(rows) + "</body>\n</html>\n", "a.html")
    assert ("html-path-html-body-p" in found) == (linked < html_path.LINKS * 6)


@pytest.mark.parametrize("language", KEYED)
def test_what_goes_on_beneath_a_question_that_nobody_answers(language: str) -> None:
    asked = KEYED[language][0]
    rows = [f"{n}) {asked.format(town)}\n\n" for n, town in enumerate(TOWNS[:9], 1)]
    rows.append("10) Compare the harbours of two of these towns, their piers\nand what is shipped from them\n\n")
    assert cards("".join(rows), "a.txt")[-1] == (
        "Compare the harbours of two of these towns, their piers\nand what is shipped from them",
        None,
    )
    assert (beneath.ANSWERED, beneath.BENEATH) == (0.1, 0.5)


def test_a_heading_does_not_go_on_beneath() -> None:
    rows = [f"## The harbour of {town}\n\n" for town in TOWNS]
    rows[3] = f"## The harbour of {TOWNS[3]}\nIt has two piers.\n\n"
    read = read_text("# Explain\n\n" + "".join(rows), name="a.md", marker="heading-2")
    assert read.notes[3].note.answer == "It has two piers."


def test_parts_of_a_large_document_are_few() -> None:
    assert (regions.MOST, regions.SILENT, regions.PRICE) == (24, 6, 1.5)
