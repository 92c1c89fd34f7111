"""Every language of the vocabulary in every way of writing a question and its answer: one list of words serves all."""

from __future__ import annotations

import re

import pytest

from deckwright.seeds.read import read_text
from deckwright.seeds.vocabulary import LANGUAGES, names
from deckwright.seeds.words import question_likeness

WAYS = {
    "label": "{q}: {0}?\n{a}: {1}.\n\n",
    "numbered label": "{q} {n}: {0}?\n{a}: {1}.\n\n",
    "bold label": "**{q}:** {0}?\n\n**{a}:** {1}.\n\n",
    "answer heading": "## {n}. {0}?\n\n### {a}\n\n{1}.\n\n",
    "folded answer": "### {n}. {0}?\n\n<details>\n<summary>{a}</summary>\n\n{1}.\n\n</details>\n\n",
}
PAIRS = (("Foo bar", "Qux one"), ("Foo baz", "Qux two"), ("Foo quux", "Qux three"), ("Foo corge", "Qux four"))


def word(kind: str, code: str) -> str:
    """A word of a language as people write it: the first of its row, without what makes it a regular expression."""
    text = getattr(LANGUAGES[code], kind)
    first = re.sub(r"\(\?:[^()]*\)\??", "", text).split("|")[0]
    return re.sub(r"\[(.)[^\]]*\]|(\w)\?|\\w\*", r"\1\2", first).strip()


CODES = [code for code, row in LANGUAGES.items() if row.question and row.answer]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("code", CODES)
def test_a_language(code: str, way: str) -> None:
    q, a = word("question", code).capitalize(), word("answer", code).capitalize()
    text = "".join(WAYS[way].format(*pair, q=q, a=a, n=n) for n, pair in enumerate(PAIRS, 1))
    notes = [(found.note.question, found.note.answer) for found in read_text(text).notes]
    assert notes == [(f"{question}?", f"{answer}.") for question, answer in PAIRS], text


@pytest.mark.parametrize("code", CODES)
def test_a_table(code: str) -> None:
    q, a = word("question", code), word("answer", code)
    text = f"| {a} | {q} |\n|---|---|\n" + "".join(f"| {answer} | {question} |\n" for question, answer in PAIRS)
    notes = [(found.note.question, found.note.answer) for found in read_text(text).notes]
    assert notes == list(PAIRS)


@pytest.mark.parametrize("code", CODES)
def test_no_word_is_both_question_and_answer(code: str) -> None:
    assert not names("answer", word("question", code)) and not names("question", word("answer", code))


@pytest.mark.parametrize(
    "line",
    [
        "호이스팅에 대해 설명해주세요.", "微分の定義を述べなさい。", "Kavramı açıklayınız.", "Vysvětlete pojem dědičnosti.",
        "Назвіть етапи циклу.", "Nennen Sie drei Gründe.", "Redogör för begreppet.", "جمله را توضیح دهید",
    ],
)  # fmt: skip
def test_a_line_that_tells_to_explain_asks(line: str) -> None:
    assert question_likeness(line) == 0.85


@pytest.mark.parametrize("line", ["설치하세요.", "Nombre", "Beschreibung der Dienste", "Namespaces", "실행하세요."])
def test_a_line_that_tells_to_do_something_else_does_not(line: str) -> None:
    assert question_likeness(line) < 0.5
