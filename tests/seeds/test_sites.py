"""Documents as wikis and static sites keep them: headings between signs, anchors, front matter that is all there is."""

from __future__ import annotations

import pytest

from deckwright.seeds.as_json import as_json
from deckwright.seeds.read import read_text
from tests.seeds.accounting import check

Cards = list[tuple[str, str | None]]
ASKED = {
    "Wie alt wird eine Eiche?": "Bis zu tausend Jahre.",
    "Wann blüht die Linde?": "Im Juni und Juli.",
    "Warum ist die Birke weiß?": "Wegen des Betulins in ihrer Rinde.",
    "Wo wächst die Erle?": "An Bächen und auf nassen Wiesen.",
}


def cards(text: str, name: str = "a.md") -> Cards:
    read = read_text(text, name=name)
    check(text, as_json(read))
    return [(note["question"], note["answer"]) for note in as_json(read)["notes"]]


@pytest.mark.parametrize("name", ["a.mediawiki", "a.txt"])
def test_headings_of_a_wiki(name: str) -> None:
    asked = "".join(f"=== {question} ===\n\n{answer}\n\n" for question, answer in ASKED.items())
    text = f"__TOC__\n== Bäume ==\n\nEs gibt viele.\n\n{asked}[[Kategorie:Bäume]]\n"
    assert cards(text, name) == list(ASKED.items())
    assert {heading.text for heading in read_text(text, name=name).headings} == {"Bäume"}


@pytest.mark.parametrize(("many", "read"), [(3, True), (2, False)])
def test_three_headings_between_signs_show_a_wiki(many: int, read: bool) -> None:
    asked = list(ASKED.items())[:many]
    text = "".join(f"== {question} ==\n\n{answer}\n\n" for question, answer in asked)
    assert ({question for question, _ in cards(text, "a.txt")} == {question for question, _ in asked}) is read


def test_an_anchor_before_a_term_is_no_part_of_it() -> None:
    text = "= Bäume\n\n" + "".join(
        f"[[b{at}]]{question}:: {answer}\n\n" for at, (question, answer) in enumerate(ASKED.items())
    )
    assert cards(text, "a.adoc") == list(ASKED.items())


def entries(question: str, answer: str, form: str = "{}\n") -> str:
    return "".join(
        question.format(at) + form.format(f'"{asked}"') + answer.format(at) + form.format(told)
        for at, (asked, told) in enumerate(ASKED.items(), 1)
    )


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("question-{}: ", "answer-{}: "),
        ("  - frage: ", "    antwort: "),
        ("  - question: ", "    answer: |\n      "),
        ("- question: ", "  answer: >-\n    "),
    ],
)
def test_front_matter_that_is_all_there_is(question: str, answer: str) -> None:
    listed = "fragen:\n" if question[0] in " -" else ""
    text = f"---\ntitle: Bäume\n{listed}{entries(question, answer)}layout: faq\n---\n"
    assert [(one.strip('"'), told) for one, told in cards(text)] == list(ASKED.items())


def test_front_matter_over_a_text_asks_nothing() -> None:
    text = f"---\n{entries('question-{}: ', 'answer-{}: ')}---\n\nEin Text über Bäume.\n"
    assert cards(text) == []


@pytest.mark.parametrize(("many", "read"), [(2, True), (1, False)])
def test_two_questions_make_front_matter_a_document(many: int, read: bool) -> None:
    asked = list(ASKED.items())[:many]
    text = "---\n" + "".join(f"question: {one}\nanswer: {told}\n" for one, told in asked) + "---\n"
    assert (cards(text) == asked) is read


def test_a_label_over_labels_asks_nothing() -> None:
    text = "Questions:\n" + "".join(f"\nQuestion: {one}\nAnswer: {told}\n" for one, told in ASKED.items())
    assert cards(text, "a.txt") == list(ASKED.items())


@pytest.mark.parametrize("sign", ["-", "1.", "*"])
def test_links_into_the_document_are_its_contents_and_no_questions(sign: str) -> None:
    contents = "".join(f"{sign} [{one}](#{at})\n" for at, one in enumerate([*ASKED, "Quellen", "Danksagung"]))
    asked = "".join(f"## {one}\n\n{told}\n\n" for one, told in ASKED.items())
    assert cards(f"# Bäume\n\n## Inhalt\n\n{contents}\n{asked}") == list(ASKED.items())
