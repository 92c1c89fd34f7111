"""What distinguishes two questions, kind by kind, and what only looks as if it did."""

from __future__ import annotations

import pytest

from deckwright.cards.pairing.forms import equal_form
from tests.cards.test_pairing import LONG, outcome

SHORT, OTHER = "Cobalt ore", "Seven pounds"

TELLING = {
    "number": ("Who was the 16th president?", "Who was the 17th president?"),
    "unit": ("How much is 5 kg of rice?", "How much is 5 lb of rice?"),
    "name": ("What is the capital of Austria?", "What is the capital of Australia?"),
    "negation": ("Is glass a liquid?", "Is glass not a liquid?"),
    "opposite": ("What does a left join keep?", "What does a right join keep?"),
    "a word in another script": ("什么是 ReLU 函数？", "什么是 GeLU 函数？"),
    "sign": ("Name the use of C.", "Name the use of C++."),
    "case": ("Co stands for what?", "CO stands for what?"),
    "code": ("What does `a+b` give?", "What does `a-b` give?"),
    "formula": ("What is the slope of $x^2$?", "What is the slope of $x^3$?"),
    "frame": ("What is a heap in short?", "What is a trie in short?"),
    "one letter": ("Which fibres are afferent?", "Which fibres are efferent?"),
    "one character": ("什么是梯度消失？", "什么是梯度爆炸？"),
}
SAYING_NOTHING = {
    "number": ("How many eggs are 2,000 hens good for?", "How many eggs are 2000 hens good for?"),
    "unit": ("How hot is 25 °C for bees?", "How hot is 25 degrees Celsius for bees?"),
    "name": ("What is the capital of Austria?", "What's Austria's capital?"),
    "negation": ("Why don't ships sink?", "Why do ships not sink?"),
    "opposite": ("What does a left join keep?", "What, then, does a left join keep?"),
    "a word in another script": ("什么是 ReLU 函数？", "ReLU 函数是什么？"),
    "sign": ("Name the use of C++.", "Name the use of **C++**:"),
    "case": ("What does Co stand for?", "WHAT DOES CO STAND FOR?"),
    "code": ("What does `len` give?", "What does len give?"),
    "formula": ("What is the slope of $x^2$?", "What is the slope of $x ^ 2$?"),
    "frame": ("What is a heap in short?", "In short, what is a heap?"),
    "script": ("什麼是梯度消失？", "什么是梯度消失？"),
}


@pytest.mark.parametrize(("one", "two"), TELLING.values(), ids=TELLING)
def test_what_tells_two_questions_apart(one: str, two: str) -> None:
    """Answered otherwise nobody is asked; with the same short answer none silently takes the place of the other."""
    for old, new in ((one, two), (two, one)):
        assert outcome((old, SHORT), (new, OTHER)) == "another"
        assert outcome((old, SHORT), (new, SHORT)) != "same"
        assert outcome((old, LONG), (new, LONG)) in ("same", "doubt")  # a long answer is worth a question, at least


@pytest.mark.parametrize(("one", "two"), SAYING_NOTHING.values(), ids=SAYING_NOTHING)
def test_what_only_looks_as_if_it_did(one: str, two: str) -> None:
    for old, new in ((one, two), (two, one)):
        assert outcome((old, SHORT), (new, SHORT)) == "same"
        assert outcome((old, SHORT), (new, OTHER)) != "another"


def test_signs_of_a_vault_distinguish_where_no_document_is_one() -> None:
    """What a vault does not show is not folded away: `%%time` and `[[…]]` are words of other documents."""
    pairs = [
        ("What do %%time and %%timeit have in common?", "What do %%prun and %%timeit have in common?"),
        ("What is the capital of [[France|it]]?", "What is the capital of [[Spain|it]]?"),
        ("How is it written\n%%\nin C?", "How is it written\n%%\nin Java?"),
    ]
    for one, two in pairs:
        assert equal_form(one) != equal_form(two)


@pytest.mark.parametrize(
    ("word", "figure", "another"),
    [
        ("Who was the first Roman emperor?", "Who was the 1st Roman emperor?", "Who was the 2nd Roman emperor?"),
        ("Wer war der dritte Kanzler?", "Wer war der 3. Kanzler?", "Wer war der 4. Kanzler?"),
        ("Qui fut le premier roi des Francs ?", "Qui fut le 1er roi des Francs ?", "Qui fut le 3e roi des Francs ?"),
        ("¿Quién fue el quinto rey de España?", "¿Quién fue el 5.º rey de España?", "¿Quién fue el 6.º rey de España?"),
        ("Quem foi a terceira rainha?", "Quem foi a 3ª rainha?", "Quem foi a 4ª rainha?"),
        ("Chi fu il settimo re di Roma?", "Chi fu il 7º re di Roma?", "Chi fu il 6º re di Roma?"),
        ("Wie was de eerste koning?", "Wie was de 1ste koning?", "Wie was de 3de koning?"),
        ("Кто был первым царём Руси?", "Кто был 1-м царём Руси?", "Кто был 2-м царём Руси?"),
    ],
)
def test_an_ordinal_in_letters_and_in_figures_is_one_number(word: str, figure: str, another: str) -> None:
    assert outcome((word, SHORT), (figure, SHORT)) == outcome((figure, SHORT), (word, SHORT)) == "same"
    assert outcome((word, SHORT), (another, OTHER)) == "another"
    assert outcome((word, SHORT), (another, SHORT)) != "same"
