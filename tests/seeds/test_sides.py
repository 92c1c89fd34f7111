"""Lines of two sides whose sign only the document shows, words over how they sound, and what opens every question."""

from __future__ import annotations

import pytest

from deckwright.seeds.as_json import as_json
from deckwright.seeds.candidates import families
from deckwright.seeds.columns import is_transcription
from deckwright.seeds.document import Document, split_lines
from deckwright.seeds.page import Page
from deckwright.seeds.read import read_text
from deckwright.seeds.results import results
from tests.seeds.accounting import check

Cards = list[tuple[str, str | None]]
BIRDS = {
    "Amsel": "merle noir",
    "Elster": "pie bavarde",
    "Krähe": "corneille",
    "Meise": "mésange",
    "Specht": "pic",
    "Sperling": "moineau",
    "Star": "étourneau",
    "Storch": "cigogne",
    "Taube": "pigeon",
    "Zeisig": "tarin",
}
SOUNDS = dict(zip(BIRDS, ("ˈamzl̩", "ˈɛlstɐ", "ˈkʁɛːə", "ˈmaɪ̯zə", "ʃpɛçt", "ˈʃpɛʁlɪŋ", "ʃtaːʁ", "ʃtɔʁç", "ˈtaʊ̯bə", "ˈtsaɪ̯zɪç"), strict=True))  # fmt: skip


def cards(text: str, name: str = "a.txt") -> Cards:
    read = read_text(text, name=name)
    check(text, as_json(read))
    return [(note["question"], note["answer"]) for note in as_json(read)["notes"]]


def found(text: str, name: str = "a.txt") -> set[str]:
    """The families of marks in a text."""
    return {one.family.name for one in families(Page.of(Document(name, "utf-8", split_lines(text))))}


def lines(form: str, many: int = 10) -> str:
    return "".join(form.format(word, told) for word, told in list(BIRDS.items())[:many])


@pytest.mark.parametrize(
    ("name", "form", "dress"),
    [
        ("a.txt", "{}:{}\n", "{}"),
        ("a.md", "- **{}** {}\n", "{}"),
        ("a.md", "* __{}__, {}\n", "{}"),
        ("a.md", "- {}, {}, -s, Vogel\n", "{}"),
        ("a.txt", "{}|{}\n", "{}"),
    ],
)
def test_the_sign_is_the_one_that_cuts_nearly_every_line(name: str, form: str, dress: str) -> None:
    heading = "" if name == "a.txt" else "# Vogelarten\n\n"
    told = cards(heading + lines(form), name)
    assert [question for question, _ in told] == [dress.format(word) for word in BIRDS]
    assert all(
        answer and answer.startswith(BIRDS[word]) for word, answer in zip(BIRDS, dict(told).values(), strict=True)
    )


@pytest.mark.parametrize(("without", "cut"), [(1, True), (2, False)])
def test_a_colon_between_letters_parts_sides_if_nine_in_ten_lines_have_one(without: int, cut: bool) -> None:
    text = lines("{}:{}\n", 10 - without) + "Vogelarten Mitteleuropas\n" * without
    assert ("pair-tight" in found(text)) is cut


@pytest.mark.parametrize(("plain", "cut"), [(2, True), (3, False)])
def test_bold_words_part_items_if_four_in_five_begin_so(plain: int, cut: bool) -> None:
    text = lines("- **{}** {}\n", 10 - plain) + "- Vogelart aus Mitteleuropa\n" * plain
    assert ("pair-bold" in found(text, "a.md")) is cut


def test_words_in_bold_further_on_part_nothing() -> None:
    assert not any(name.startswith("pair-bold") for name in found(lines("- {} ist **ein Vogel** {}\n"), "a.md"))


@pytest.mark.parametrize("form", ["- **{}**: {}, ein Vogel\n", "- **{}:** {}, ein Vogel\n", "- {}: {}, ein Vogel\n"])
def test_a_comma_or_bold_gives_way_to_a_sign_that_cuts_as_much(form: str) -> None:
    assert {name for name in found(lines(form), "a.md") if name.startswith("pair")} == {"pair-colon"}
    assert [question.strip("*:") for question, _ in cards(lines(form), "a.md")] == list(BIRDS)


def test_what_is_written_twice_is_no_label() -> None:
    twice = lines("{} = {}\n", 6) * 3
    assert len(cards(twice)) == 18
    labels = "".join(f"Vogel = {told}\nRuf = laut\n" for told in BIRDS.values())
    assert not any(name.startswith("pair") for name in found(labels))


def test_a_number_may_stand_before_a_colon() -> None:
    assert ("2 + 7", "9") in cards("2 + 7: 9\n" + lines("{}: {}\n"))
    assert not any(name.startswith("pair") for name in found("".join(f"um {n}:{n}0 Uhr\n" for n in range(11, 21))))


def test_the_sign_stands_in_the_first_line_of_a_paragraph() -> None:
    more = "dort, wo der Wald\nan die Wiesen grenzt\nund im Winter viel\nFutter zu finden ist"
    told = cards("".join(f"{word}: {said}\n{more}\n\n" for word, said in BIRDS.items()))
    assert told == [(word, f"{said}\n{more}") for word, said in BIRDS.items()]


def test_how_a_word_sounds_is_not_what_it_means() -> None:
    rows = "".join(f"{word},{SOUNDS[word]},{told}\n" for word, told in BIRDS.items())
    assert cards(rows, "a.csv") == list(BIRDS.items())
    notes = read_text(rows, name="a.csv").notes
    assert [one.note.extra for one in notes] == list(SOUNDS.values())


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_words_over_how_they_sound(gap: str) -> None:
    text = "".join(f"{word}{gap}/{SOUNDS[word]}/{gap}{told}{gap}" for word, told in BIRDS.items())
    assert cards(text) == list(BIRDS.items())


@pytest.mark.parametrize(("longer", "read"), [(1, True), (4, False)])
def test_four_in_five_records_with_sounds_are_as_long(longer: int, read: bool) -> None:
    text = "".join(
        f"{word}\n/{SOUNDS[word]}/\n{told}\n{'ein Vogel' + chr(10) if at and at % 2 == 0 and at <= 2 * longer else ''}"
        for at, (word, told) in enumerate(BIRDS.items())
    )
    assert ("period-sounds" in found(text)) is read


@pytest.mark.parametrize(
    ("text", "sounds"),
    [("/hus/", True), ("ˈkatə", True), ("hus", False), ("und/oder", False), ("п'ять", False), ("[hus]", False)],
)
def test_what_says_how_a_word_sounds(text: str, sounds: bool) -> None:
    assert is_transcription(text) is sounds


@pytest.mark.parametrize("form", ["<kysymys> {}", "<kysymys>{}</kysymys>", "\\kortti{{{}}}"])
def test_what_opens_every_question_is_a_mark(form: str) -> None:
    text = "".join(
        f"{form.format(f'Missä on {word}')}\nLinnut asuvat siellä, {told}\n\n" for word, told in BIRDS.items()
    )
    assert [question for question, _ in cards(text)] == [f"Missä on {word}" for word in BIRDS]


@pytest.mark.parametrize(("others", "taken"), [(1, True), (2, False)])
def test_nine_in_ten_questions_must_begin_with_it(others: int, taken: bool) -> None:
    told = [f"<k> Missä on {word}" if at >= others else f"Missä on {word}" for at, word in enumerate(BIRDS)]
    text = "".join(f"{question}\nLinnut asuvat siellä.\n\n" for question in told)
    assert ("Missä on Zeisig" in dict(cards(text))) is taken


def test_of_readings_that_are_nearly_tied_the_one_that_looks_better_is_chosen() -> None:
    """Both signs cut all lines alike, but behind one all answers would begin with a sign."""
    told = "Man sieht ihn am Bach, und man hört ihn im Mai schon früh am Morgen."
    text = "".join(f"{word}: ein Vogel - & {told}\n" for word in list(BIRDS)[:6])
    page = Page.of(Document("a.txt", "utf-8", split_lines(text)))
    assert results(page, families(page), range(6))[0].candidate.family.name == "pair-dash"
    assert cards(text) == [(word, f"ein Vogel - & {told}") for word in list(BIRDS)[:6]]
