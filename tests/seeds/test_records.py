"""Records whose parts are known: rows, keys, exams, exports; and the pins by which a person says what they are."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from deckwright.seeds.as_json import as_json
from deckwright.seeds.candidates import candidates, families
from deckwright.seeds.document import Document, split_lines
from deckwright.seeds.page import Page
from deckwright.seeds.read import read_text
from deckwright.seeds.results import MANY, results
from tests.conftest import Result
from tests.seeds.accounting import check

VOCABULARY = (
    "casa,home,the place,noun\nperro,dog,barks,noun\nrojo,red,a colour,adjective\nverde,green,a colour,adjective\n"
)


def test_columns_say_what_they_are(cli: Callable[..., Result], tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(VOCABULARY, "utf-8")
    out = cli("read", "--format", "json", "--columns", "question=2,answer=1,extra=3,tags=4", path).out
    [document] = json.loads(out)["documents"]
    first = document["notes"][0]
    assert (first["question"], first["answer"], first["extra"], first["tags"]) == (
        "home",
        "casa",
        "the place",
        ["noun"],
    )
    check(VOCABULARY, document)
    assert "names no column" in cli("read", "--columns", "question=x", path).err


def test_a_column_that_is_not_asked_is_kept_as_extra() -> None:
    read = read_text(VOCABULARY, name="a.csv")
    assert [found.note.question for found in read.notes] == ["casa", "perro", "rojo", "verde"]
    assert read.notes[0].note.extra == "the place\nnoun"
    check(VOCABULARY, as_json(read))


def test_a_line_that_is_a_question_pins_the_rest(cli: Callable[..., Result], tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("# Bees\n\n## Anatomy\n\nSix legs.\n\n- head\n- thorax\n\n## Honey\n\nSweet.\n", "utf-8")
    out = cli("read", "--format", "json", "--like", "Anatomy", path).out
    assert [note["question"] for note in json.loads(out)["documents"][0]["notes"]] == ["Anatomy", "Honey"]
    out = cli("read", "--format", "json", "--like", "7", path).out
    assert [note["question"] for note in json.loads(out)["documents"][0]["notes"]] == ["head", "thorax"]
    assert "no line of it says that" in cli("read", "--like", "Wax", path).err


def test_headings_that_differ_in_a_word_for_a_level_are_levels() -> None:
    rungs = enumerate(("Junior", "Regular", "Senior"))
    text = "".join(f"## {word} cook\n\n### What is {n}?\n\nFood.\n\n" for n, word in rungs)
    assert [found.note.level for found in read_text(text).notes] == ["Junior", "Regular", "Senior"]


CHECKBOXES = "\\question{{What floats in {}?}}\n\\begin{{checkboxes}}\n  \\choice Iron\n  \\CorrectChoice Wood\n\\end{{checkboxes}}\n\n"


@pytest.mark.parametrize(
    ("name", "text", "first"),
    [
        ("a.tex", "".join(map(CHECKBOXES.format, ("tea", "oil"))), ("What floats in tea?", "Wood")),
        ("a.txt", "#separator:pipe\n" + "".join(f"What is {n}?|so {n}\n" for n in range(4)), ("What is 0?", "so 0")),
        ("a.md", "".join(f"word{n} - meaning of {n}\n" for n in "abcdefgh"), ("worda", "meaning of a")),
        (
            "a.rst",
            "".join(f".. dropdown:: What is {n}?\n\n   It is {n}.\n\n" for n in range(4)),
            ("What is 0?", "It is 0."),
        ),
        ("a.md", "".join(f"- What is {n}? #card\n  - It is {n}.\n" for n in range(4)), ("What is 0?", "- It is 0.")),
        (
            "a.txt",
            "".join(f"T1A0{n} (B)\nWhat is {n}?\nA. this\nB. that\n~~\n\n" for n in range(1, 7)),
            ("What is 1?\nA. this\nB. that", "B"),
        ),
        ("a.txt", " ".join(f"{n}. What is {n}?" for n in range(1, 8)), ("What is 1?", None)),
        (
            "a.txt",
            "".join(f"Which is {n}?\nred\nblue\ngreen\nRIGHT=B\n---\n\n" for n in range(5)),
            ("Which is 0?", "blue"),
        ),
    ],
    ids=["latex", "export", "dash", "directive", "tagged", "coded", "inline", "unlettered"],
)
def test_a_way_of_writing(name: str, text: str, first: tuple[str, str | None]) -> None:
    read = as_json(read_text(text, name=name))
    note = read["notes"][0]
    assert (note["question"], note["answer"]) == first
    check(text, read)


def test_a_doubtful_reading_shows_the_runner_up() -> None:
    text = "# Tools\n\n" + "".join(f"## Part {n}\n\n- hammer {n}\n- saw {n}\n\n" for n in "abcd")
    reading = as_json(read_text(text, marker=None))["reading"]
    assert reading["doubtful"] is (reading["marker"] is not None and reading["confidence"] < 0.6)


def test_a_list_within_lists_has_no_more_readings_than_any_document() -> None:
    """One family for each depth: each is cut and judged, so that without a bound depth would cost its square."""
    text = "# What?\n\n" + "".join("  " * depth + "- x\n" for depth in range(3 * MANY))
    page = Page.of(Document("deep.md", "utf-8", split_lines(text)))
    found = families(page)
    assert len(candidates(page, found, range(len(page.lines)))) > MANY
    assert len(results(page, found, range(len(page.lines)))) == MANY


@pytest.mark.parametrize(
    "front",
    [
        "---\ntitle: Bees\nauthor: me\ntags: [flying, stinging]\n---\n",
        '+++\ntitle = "Bees"\ntags = ["flying", "stinging"]\n+++\n',
        "---\ntitle: 'Bees'\ntags:\n  - flying\n  - stinging\n---\n",
        "title:: Bees\ntags:: flying, #stinging\n",
    ],
    ids=["yaml", "toml", "list", "properties"],
)
def test_what_a_document_says_of_itself_reaches_its_notes(front: str) -> None:
    text = front + "\n## What is a queen?\n\nShe lays.\n\n## What is a drone?\n\nHe does not.\n"
    read = read_text(text, name="a.md")
    assert {found.note.tags for found in read.notes} == {("flying", "stinging")}
    assert [(heading.text, heading.role) for heading in read.headings] == [("Bees", "title")]
    check(text, as_json(read))


@pytest.mark.parametrize("end", ["b"])
def test_a_run_of_spaces_costs_no_more_than_other_text(end: str) -> None:
    """A pattern that begins with spaces and may begin anywhere would cost the square of the run."""
    begun = time.process_time()
    read_text(f"# What is a?\n\n- A thing{' ' * 30_000}{end}\n\n# What is b?\n\na{' ' * 30_000}{end}\n", marker=None)
    assert time.process_time() - begun < 5
