"""No card holds what cannot be read: controls, noncharacters and half characters are refused, with file and line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from deckwright.cards.store import cards_in, load_all, parse
from deckwright.cards.update import update
from deckwright.errors import DeckwrightError
from deckwright.project import load
from deckwright.text.entering import entering
from tests.conftest import Result, tree

ODD = {
    "NUL": "\\0",
    "BEL": "\\a",
    "VT": "\\v",
    "FF": "\\f",
    "CR": "\\r",
    "ESC": "\\e",
    "US": "\\x1f",
    "DEL": "\\x7f",
    "NEL": "\\N",
    "CSI": "\\x9b",
    "U+FDD0": "\\uFDD0",
    "U+FFFE": "\\uFFFE",
    "U+FFFF": "\\uFFFF",
    "U+1FFFE": "\\U0001FFFE",
    "U+10FFFF": "\\U0010FFFF",
}
PLACES = {
    "question": 'question: "a{0}b", answer: a',
    "answer": 'question: q, answer: "a{0}b"',
    "extra": 'question: q, answer: a, extra: "a{0}b"',
    "choice": 'question: q, kind: choice, answer: a, choices: [{{text: "a{0}b", correct: true}}, {{text: b}}]',
    "tag": 'question: q, answer: a, tags: [t, "a{0}b"]',
    "level": 'question: q, answer: a, level: "a{0}b"',
    "answered_by": 'question: q, answer: a, answered_by: "a{0}b"',
    "allow": 'question: q, answer: a, allow: {{no-tags: "a{0}b"}}',
    "key": 'question: q, answer: a, "a{0}b": x',
}


def card_file(place: str, odd: str) -> str:
    return f"format: 1\nnotes:\n- {{question: first, answer: a}}\n- {{{PLACES[place].format(odd)}}}\n"


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
@pytest.mark.parametrize("place", PLACES)
def test_what_cannot_be_read_is_refused(place: str, odd: str) -> None:
    code = ord(yaml.safe_load(f'"{odd}"'))
    with pytest.raises(DeckwrightError) as refused:
        parse(card_file(place, odd), Path("cards/own.yaml"), "cards/own.yaml")
    said = str(refused.value)
    assert said.startswith("cards/own.yaml:4: ") and f"holds the character U+{code:04X}; expected text" in said


@pytest.mark.parametrize("command", ["build", "check", "update", "preview"])
def test_no_command_goes_on(project: Path, cli: Callable[..., Result], command: str) -> None:
    update(load(project))
    (project / "cards" / "own.yaml").write_text(card_file("question", "\\e[31m\\0"), "utf-8")
    before = tree(project)
    result = cli(command, "--project", project)
    assert result.status == 2 and result.out == "" and "\x1b" not in result.err
    assert "cards/own.yaml:4: 'a\\x1b[31m\\x00b' holds the character U+001B" in result.err
    assert tree(project) == before


@pytest.mark.parametrize("odd", ["\\ud800", "\\udfff"])
def test_half_a_character(odd: str) -> None:
    with pytest.raises(DeckwrightError, match=r"cards/own.yaml:[34]: "):
        parse(card_file("question", odd), Path("cards/own.yaml"), "cards/own.yaml")


@pytest.mark.parametrize(
    "fine", ["\\t", "\\n", " ", "\\u200b", "\\u200d", "\\u202b", "\\u2067", "\\uFEFF", "\\uE000", "\\_"]
)
def test_what_stays_text(fine: str) -> None:
    """Writing from right to left, emoji and private characters need them; a tab and a line's end are text."""
    [_, card] = parse(card_file("question", fine), Path("cards/own.yaml"), "cards/own.yaml").cards
    assert card.note.question == yaml.safe_load(f'"a{fine}b"')


@pytest.mark.parametrize("code", [7, 8, 0x0E, 0x1B, 0x7F, 0x9B, 0xFDD0, 0xFFFE, 0x1FFFE, 0x10FFFF])
def test_a_document_that_holds_them_is_read_without(project: Path, code: int) -> None:
    (project / "seeds" / "a.md").write_text(f"# What is {chr(code)}one?\n\nThe {chr(code)}first.\n", "utf-8")
    update(load(project))
    [card] = cards_in(load_all(project / "cards"))
    assert (card.note.question, card.note.answer) == ("What is one?", "The first.")
    assert entering(f"a{chr(code)}b") == "ab"
