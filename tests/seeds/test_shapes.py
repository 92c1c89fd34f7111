"""Records that no word and no single sign shows: options, labels of any language, layout, dress."""

from __future__ import annotations

import pytest

from deckwright.seeds.as_json import as_json
from deckwright.seeds.candidates import families
from deckwright.seeds.document import Document, split_lines
from deckwright.seeds.page import Page
from deckwright.seeds.read import read_text
from tests.seeds.accounting import check

CITIES = ("Riga", "Oslo", "Bern", "Kyiv", "Lima", "Cairo", "Quito", "Hanoi", "Dakar", "Sofia")


def found(text: str, name: str = "a.md") -> dict[str, int]:
    """The families of marks in a text, and how many marks each has."""
    return {one.family.name: len(one.marks) for one in families(Page.of(Document(name, "utf-8", split_lines(text))))}


def cards(text: str, name: str = "a.md") -> list[tuple[str, str | None]]:
    read = read_text(text, name=name)
    check(text, as_json(read))
    return [(note["question"], note["answer"]) for note in as_json(read)["notes"]]


def options(many: int, behind: str = "2\n", above: str = "") -> str:
    return "".join(
        f"{above}Where does tram {city} end\n1) {city}\n2) harbour\n3) depot\n{behind}" for city in CITIES[:many]
    )


def labels(many: int, asking: str = "Vopros", telling: str = "Skaz") -> str:
    return "".join(f"{asking}: where is {city}\n{telling}: in the land of {city}\n\n" for city in CITIES[:many])


SHAPES: dict[str, tuple[str, str, tuple[str, str | None], int]] = {
    "options and the number of one": ("a.txt", options(6), ("Where does tram Riga end", "harbour"), 6),
    "options in records with a class of their own": (
        "a.txt",
        options(6, "3\nTrams\n##\n", "7\n"),
        ("Where does tram Riga end", "depot"),
        6,
    ),
    "options and one of them said again": (
        "a.txt",
        "".join(f"Where does tram {city} end\na) {city}\nb) harbour\nc) depot\nb) harbour\n" for city in CITIES[:6]),
        ("Where does tram Riga end", "harbour"),
        6,
    ),
    "a word, its number and points": (
        "a.txt",
        "".join(f"zad {n} (2)\nWhere is {city}\nin the north\n\n" for n, city in enumerate(CITIES[:6], 1)),
        ("Where is Riga\nin the north", None),
        6,
    ),
    "a tag before the words": (
        "a.md",
        "".join(f"- #card Where is {city}\n\t- In the north.\n" for city in CITIES[:6]),
        ("Where is Riga", "- In the north."),
        6,
    ),
    "questions in quotations": (
        "a.md",
        "".join(f"> ### Where is {city}?\n\nIn the north.\n\nBy the sea.\n\n" for city in CITIES[:6]),
        ("Where is Riga?", "In the north.\n\nBy the sea."),
        6,
    ),
    "labels of a language nobody knows": ("a.txt", labels(6), ("where is Riga", "in the land of Riga"), 6),
    "signs for labels": (
        "a.md",
        "".join(f"❔ Where is {city}?\n💬 In the land of {city}.\n\n" for city in CITIES[:6]),
        ("Where is Riga?", "In the land of Riga."),
        6,
    ),
    "headings for labels": (
        "a.org",
        "".join(f"* 10:0{n}\n** Front\nWhere is {city}?\n** Back\nNorth.\n" for n, city in enumerate(CITIES[:6])),
        ("Where is Riga?", "North."),
        6,
    ),
    "blocks between rules": (
        "a.txt",
        "====\n".join(f"Where is {city}?\n\nIt lies in the north.\n\nBy the sea.\n" for city in CITIES[:6]),
        ("Where is Riga?", "It lies in the north.\n\nBy the sea."),
        6,
    ),
    "a number in a line of its own": (
        "a.txt",
        "".join(f"0{n}\n\nWhere is {city}?\n\nIn the north.\n\nBy the sea.\n\n\n" for n, city in enumerate(CITIES[:6], 1)),
        ("Where is Riga?", "In the north.\n\nBy the sea."),
        6,
    ),
    "answers in brackets": (
        "a.txt",
        "".join(f"{n}. In which land is {city}? [the land of {city}]\n" for n, city in enumerate(CITIES[:6], 1)),
        ("In which land is Riga?", "the land of Riga"),
        6,
    ),
    "numbers in Chinese within brackets": (
        "a.txt",
        "".join(
            f"{part}、城市\n\n" + "".join(f"（{n}）{city}在哪里？\n在北方。\n" for n, city in zip("一二三", CITIES, strict=False)) + "\n"
            for part in "一二"
        ),
        ("Riga在哪里？", "在北方。"),
        6,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SHAPES)
def test_a_shape(name: str) -> None:
    file, text, first, many = SHAPES[name]
    read = cards(text, file)
    assert (len(read), read[0]) == (many, first)


def test_counts_that_begin_again_under_a_line_set_apart() -> None:
    rounds = [
        f"ROUND {name}\n" + "".join(f"{n}. Where is {city}?\nIn the north.\n" for n, city in enumerate(CITIES[:4], 1))
        for name in ("ONE", "TWO", "THREE")
    ]
    read = read_text("\n".join(rounds), name="a.txt")
    assert len(read.notes) == 12
    assert read.notes[4].note.section == ("ROUND TWO",)
    assert read.notes[3].note.answer == "In the north."


def test_a_remark_behind_the_last_answer_is_none_of_it() -> None:
    text = "".join(f"Q: Where is {city}?\nA: In the north.\n\n" for city in CITIES[:6]) + "Good luck to all of you\n"
    assert cards(text, "a.txt")[-1] == ("Where is Cairo?", "In the north.")


def test_what_stands_twice_is_no_table_of_contents_unless_its_answers_follow() -> None:
    topics = [f"Laying out the streets of {city}" for city in (*CITIES, *CITIES[2:6])]
    assert found_marks("".join(f"* {n}\n** {topic}\n" for n, topic in enumerate(topics, 1)), "heading-2") == 14


def found_marks(text: str, family: str) -> int:
    from deckwright.seeds.results import results

    page = Page.of(Document("a.org", "utf-8", split_lines(text)))
    made = results(page, families(page), range(len(page.lines)))
    return next(len(one.marks) for one in made if one.candidate.family.name == family)


def test_how_many_records_make_a_shape() -> None:
    """Each number below is the fewest that do: the thresholds of the markers."""
    assert "optioned" not in found(options(3)) and found(options(4))["optioned"] == 4
    assert "labels" not in found(labels(2)) and found(labels(3))["labels"] == 3
    indented = [f"{city}\n  A town.\n" for city in CITIES]
    assert "indented" not in found("".join(indented[:3])) and found("".join(indented[:4]))["indented"] == 4
    mixed = ["- **town**\n- by the sea\n", "- [town](a.md)\n- by the sea\n"]
    for line, family in zip(mixed, ("bullet-bold-0", "bullet-link-0"), strict=True):
        assert family not in found(line * 2) and found(line * 3)[family] == 3


def test_the_shares_that_make_a_shape() -> None:
    prose = "They went there by tram.\n\n"
    over = "Towns of the north\n\n- Riga\n- Oslo\n\n"
    assert found(over * 5 + prose * 5)["over-list"] == 5 and "over-list" not in found(over * 5 + prose * 6)
    long = over.replace("north", "n" * 287)
    assert found(long * 5)["over-list"] == 5 and "over-list" not in found(long.replace("nn", "nnn", 1) * 5)


def test_labels_go_round_and_what_they_ask_differs() -> None:
    swapped = "Skaz: so\nVopros: what\n"
    assert "labels" in found(labels(9) + swapped) and "labels" not in found(labels(4) + swapped * 3)
    same = "Vopros: where\nSkaz: there\n\n"
    assert "labels" in found(labels(6) + same * 2) and "labels" not in found(labels(6) + same * 4)


def test_a_term_above_labels_is_asked_and_not_what_the_first_label_says() -> None:
    text = "".join(f"**{city}**\n* **Lago:** the north\n* **Maro:** the sea\n\n" for city in CITIES[:6])
    assert "labels" not in found(text) and found(text)["bold"] == 6


def test_where_numbers_show_the_questions_options_need_not() -> None:
    numbered = "".join(f"{n}. Where is tram {n}?\nA) here\nB) there\n\n" for n in range(1, 11))
    assert "optioned" not in found(numbered)
    assert found(numbered.replace("9. ", "").replace("8. ", ""))["optioned"] == 10


def test_lines_above_options_are_a_question_up_to_a_length() -> None:
    for many, first in ((8, "line 1"), (9, "line 2")):
        stems = ("\n".join(f"line {n} of {city}" for n in range(1, many + 1)) for city in CITIES[:5])
        text = "".join(f"{stem}\nA) here\nB) there\n\n" for stem in stems)
        page = Page.of(Document("a.txt", "utf-8", split_lines(text)))
        marks = next(one.marks for one in families(page) if one.family.name == "optioned")
        assert marks[0].words(page.lines).startswith(first)


def test_a_title_is_short() -> None:
    for many, sections in ((80, 2), (81, 0)):
        text = "".join(f"{name * many}\n\n1. Where is Riga?\n2. Where is Oslo?\n\n" for name in "AB")
        read = read_text(text, name="a.txt", marker="number-dot-0")
        assert len(read.headings) == sections


def test_a_heading_with_a_number_begins_no_new_count() -> None:
    inner = "".join(f"{n}. step {n}\n" for n in range(1, 6))
    text = "".join(f"## {n}) Ways to {city}\n\n{inner}\n" for n, city in enumerate(CITIES[:8], 1))
    page = Page.of(Document("a.md", "utf-8", split_lines(text + "\n9) Ways home\n")))
    marks = next(one.marks for one in families(page) if one.family.name == "count")
    assert [mark.line for mark in marks if page.lines[mark.line].startswith("##")] == [8 * n for n in range(8)]


def test_how_many_records_tell_how_the_last_one_ends() -> None:
    for many, last in ((4, "In the north.\n\nGood luck to all"), (5, "In the north.")):
        text = "".join(f"Q: Where is {city}?\nA: In the north.\n\n" for city in CITIES[:many]) + "Good luck to all\n"
        assert cards(text, "a.txt")[-1][1] == last


def test_a_title_stands_close_above_its_count() -> None:
    for blank, sections in ((2, 2), (3, 0)):
        above = "\n" * (blank + 1)
        text = "".join(f"Part {name}{above}1. Where is Riga?\n2. Where is Oslo?\n\n" for name in "AB")
        assert len(read_text(text, name="a.txt", marker="number-dot-0").headings) == sections
