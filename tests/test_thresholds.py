"""Limits that say where something ends: what stands on either side of each."""

from __future__ import annotations

import pytest
from PIL import Image

from deckwright.cards.steady import GAP, _Letters
from deckwright.checks.likeness import judge
from deckwright.checks.likeness.groups import COMPARED, edges
from deckwright.checks.likeness.judge import Verdict
from deckwright.checks.likeness.said import Reader
from deckwright.checks.likeness.values import same_value
from deckwright.checks.rules.legible import _garbled
from deckwright.decks.media.ground import of_raster
from deckwright.note import Note
from deckwright.seeds.document import Document
from deckwright.seeds.hash_tags import _END, _of
from deckwright.seeds.inputs.vault import is_vault
from deckwright.seeds.slices import Slice
from deckwright.text.blocks import scan
from deckwright.text.inline import tokens


@pytest.mark.parametrize(("between", "found"), [(40, True), (41, False)])
def test_letters_between_two_pieces_of_a_note(between: int, found: bool) -> None:
    letters = _Letters.of(["ab" + "x" * between + "cd"])
    assert bool(letters.find(["ab", "cd"], 0)) is found and GAP == 40


@pytest.mark.parametrize(("lines", "last"), [(198, 199), (199, 0)])
def test_lines_of_code_behind_the_words_of_an_item(lines: int, last: int) -> None:
    first = scan(["- how: ```", *["x = 1"] * lines, "```", "end"], loose=True)[0]
    assert first.last == last


@pytest.mark.parametrize(("inner", "whole"), [(7, True), (8, False)])
def test_dollars_within_a_formula(inner: int, whole: bool) -> None:
    text = "$\\text{" + "$x$ " * inner + "}$"
    assert (tokens(text)[0].end == len(text)) is whole


@pytest.mark.parametrize(("tags", "all_of_them"), [(80, True), (81, False)])
def test_tags_behind_the_last_words(tags: int, all_of_them: bool) -> None:
    line = "words" + " #tag" * tags
    found = _of(Slice(0, 0, len(line)), Document("a.md", "utf-8", (line,)), _END)
    assert (found == 5) is all_of_them


@pytest.mark.parametrize(("between", "verdict"), [(7, Verdict.SAME), (8, Verdict.AMBIGUOUS)])
def test_notes_of_one_question_are_compared_with_some_before(between: int, verdict: Verdict) -> None:
    words = ["granite", "sulphur", "bamboo", "velvet", "copper", "marble", "cotton", "amber", "ebony"]
    answers = [*words[: between + 1], f"The {words[0]}"]
    notes = [Reader({}, "en").said(Note(question="What is it made of?", answer=answer)) for answer in answers]
    found = {(edge.first, edge.second): edge.verdict for edge in edges(notes)}
    tied = [what for (_, second), what in found.items() if second == len(notes) - 1]
    assert tied == [verdict] and COMPARED == 8


def test_what_was_settled_is_held_against_all_of_a_question() -> None:
    answers = ["Made of granite", "Made of bamboo", "Made of velvet", "Made of copper"]
    notes = [Reader({}, "en").said(Note(question="What is it made of?", answer=answer)) for answer in answers]
    pairs = {(edge.first, edge.second) for edge in edges(notes, {2})}
    assert pairs == {(0, 1), (0, 3), (0, 2), (1, 2), (2, 3)}


@pytest.mark.parametrize(
    ("said", "garbled"), [("浠婂ぉ鍖椾含涓嬮洦", True), ("今天北京下雨", False), ("鸬鹚在水下潜游", False)]
)
def test_rare_characters_of_misread_chinese(said: str, garbled: bool) -> None:
    assert (_garbled(said) is not None) is garbled


@pytest.mark.parametrize(("brief", "only"), [(0.2, True), (0.3, False)])
def test_a_short_answer_in_common(brief: float, only: bool) -> None:
    facts = dict.fromkeys(("question letters held", "question found", "answered by it", "kinds differ"), 0.0)
    assert judge._only_answered_alike({**facts, "brief": brief}) is only


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("8849米", "约8848.86m", True),
        ("1000km", "1001km", True),
        ("1000km", "1002km", False),
        ("2857km", "2857mi", False),
        ("1,250kg", "1250kilograms", True),
        ("1.250,5kg", "1250.5kg", True),
        ("3.14", "314", False),
        ("rot", "rot", False),
    ],
)
def test_one_value_in_two_ways(one: str, other: str, same: bool) -> None:
    assert same_value(one, other) is same


@pytest.mark.parametrize(
    ("lines", "vault"),
    [
        (["![[a map.png]]"], True),
        (["[[bees|the bees]]"], True),
        (["%%ask Kim about it%%"], True),
        (["[[queen bee]]"], False),
        (["[[queen bee]]", "[[worker bee]]"], True),
        (["[[bees]]", "[[wasps]]"], False),
        (["[[bees]]", "[[wasps]]", "[[ants]]"], True),
        (["[[queen bee]]", "words ^abc123"], True),
        (["[[bees]]", "words ^abc123"], False),
        (["[[queen bee]]", "%%", "hidden", "%%"], True),
        (["%%", "hidden", "%%"], False),
        (["%% ask somebody %%", "[[queen bee]]"], True),
        (["%% ask somebody %%", "[[bees]]"], False),
    ],
)
def test_what_signs_of_a_vault_weigh(lines: list[str], vault: bool) -> None:
    assert is_vault(Document("a.md", "utf-8", tuple(lines))) is vault


def _ring(clear: int, dark: int) -> Image.Image:
    """A white picture of 100 by 100, of which so many pixels are see-through and so many black."""
    picture = Image.new("RGBA", (100, 100), (255, 255, 255, 255))
    for at in range(clear):
        picture.putpixel((at % 100, at // 100), (0, 0, 0, 0))
    for at in range(dark):
        picture.putpixel((at % 100, 99 - at // 100), (0, 0, 0, 255))
    return picture


@pytest.mark.parametrize(
    ("clear", "dark", "ground"),
    [(0, 0, ""), (500, 0, "any"), (501, 0, "dark"), (2000, 79, "dark"), (2000, 81, "light")],
)
def test_corners_and_dark_lines(clear: int, dark: int, ground: str) -> None:
    assert of_raster(_ring(clear, dark)) == ground
