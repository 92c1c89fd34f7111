"""What the notes for learners tell them to search for finds that very note in a real Anki."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from deckwright.decks.searches import LONGEST, PREFIX, by_text, in_deck
from tests.decks.anki_desk import Desk, desk

TEXTS = (
    "What is <b>X</b>?",
    'q "quoted" \\ back',
    "a*b_c",
    "axbxc",
    "12:30 no",
    '<img src="p.png"> pic',
    "&lt;b&gt; &amp; &nbsp;x",
    "é e\u0301 \U0001f600",
    "{{c1::Paris}} is",
    "two<br>lines",
    "two\nlines",
    "<div>one</div>\r\n<div>two</div>",
    "-neg",
    "(par) or and",
    "re:abc",
    "tag:abc",
    "  spaces  ",
    "[sound:x.mp3] s",
    "a, b, c",
    "<!-- c -->t",
    r"\(x^2\) und \[y\]",
    "<style>.a{}</style>k",
    "a\u00a0hard space",
    "q1",
    "q10",
    "b" * LONGEST,
    "c" * (LONGEST + 1),
)


@pytest.fixture(scope="module")
def anki(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, dict[str, int]]]:
    """A collection with a note of each text, and the notes' numbers."""
    with desk(tmp_path_factory.mktemp("anki")) as opened:
        made = {}
        for text in TEXTS:
            note = opened.col.new_note(opened.col.models.by_name("Basic"))
            note.fields[:] = [text, "back"]
            opened.col.add_note(note, opened.col.decks.id("A*b::C_d"))
            made[text] = note.id
        yield opened, made


@pytest.mark.parametrize("text", TEXTS)
def test_the_first_field_finds_its_note_and_no_other(anki: tuple[Desk, dict[str, int]], text: str) -> None:
    opened, made = anki
    search = by_text(opened.col.models.by_name("Basic")["id"], text)
    assert "\n" not in search
    assert list(opened.col.find_notes(search)) == [made[text]]
    assert list(opened.col.find_notes(in_deck("A*b::C_d", [search]))) == [made[text]]
    assert not opened.col.find_notes(in_deck("Axb::C_d", [search]))


def test_a_long_text_is_cut() -> None:
    assert len(by_text(1, "b" * LONGEST)) > LONGEST
    assert len(by_text(1, "b" * (LONGEST + 1))) < PREFIX + 20
