"""Separated values: a first row that is no record, and files that are not named after their commas."""

from __future__ import annotations

from deckwright.seeds.as_json import as_json
from deckwright.seeds.read import read_text
from tests.seeds.accounting import check


def questions(text: str, name: str) -> list[str]:
    found = read_text(text, name)
    check(text, as_json(found))
    return [one.note.question for one in found.notes]


ASKED = ["What is iron?", "What is tin?", "Why gold?", "What is lead?", "What is zinc?", "What is neon?"]


def test_a_word_over_numbers_is_the_name_of_a_column() -> None:
    """No word of it is known."""
    text = "zorp\tblee\tgruk\n" + "".join(f"{at}\t{one}\tanswer {at}\n" for at, one in enumerate(ASKED, 1))
    assert questions(text, "metals.tsv") == ASKED


def test_a_word_over_letters_of_options_is_the_name_of_a_column() -> None:
    text = "blee\tx\ty\tgruk\n" + "".join(
        f"{one}\tred {at}\tblue {at}\t{'AB'[at % 2]}\n" for at, one in enumerate(ASKED)
    )
    assert questions(text, "metals.tsv") == ASKED


def test_a_first_row_like_the_others_is_a_record() -> None:
    text = "".join(f"{at}\t{one}\tanswer {at}\n" for at, one in enumerate(ASKED, 1))
    assert questions(text, "metals.tsv") == ASKED


def test_rows_with_commas_in_a_file_that_is_not_named_after_them() -> None:
    text = "".join(f"{one},red {at},blue {at},green {at}\n" for at, one in enumerate(ASKED))
    assert questions(text, "metals.txt") == ASKED


def test_four_rows_or_uneven_ones_are_text_with_commas() -> None:
    rows = [f"{one},red {at},blue {at},green {at}\n" for at, one in enumerate(ASKED)]
    assert questions("".join(rows[:4]), "metals.txt") != ASKED[:4]
    assert questions("".join([*rows[:4], "What is zinc?,a metal,one\n"]), "metals.txt") != ASKED
