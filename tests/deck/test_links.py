"""What cards say of each other, of their answers and of their sources: every pointer is found, every claim has its line."""

from __future__ import annotations

import re
from pathlib import Path
from statistics import median

import pytest

from deckwright.cards import store
from deckwright.cards.store import Card
from tests.conftest import ROOT

CARDS = list(store.cards_in(store.load_all(ROOT / "cards")))
PACKED = [card for card in CARDS if not card.same_as and not card.skip]
SEEDED = [card for card in PACKED if Path(card.file).name[0].isdigit() or Path(card.file).name == "more.yaml"]
SOURCES = (ROOT / "cards" / "SOURCES.md").read_text("utf-8").split("## 难度")[0]


def plain(text: str) -> str:
    """What Anki's search sees of a question: deletions opened, no formulas."""
    return re.sub(r"\{\{c\d+::(.*?)(?:::.*?)?\}\}", r"\1", text)


def pointers(card: Card) -> list[str]:
    said = card.note.extra or ""
    return re.findall(r"「([^」]+)」", said[said.index("另见") :]) if "另见" in said else []


@pytest.mark.parametrize("card", [card for card in CARDS if pointers(card)], ids=lambda card: card.id)
def test_what_a_card_points_at_is_the_question_of_one_other(card: Card) -> None:
    for words in pointers(card):
        assert "$" not in words, "a formula is not found by Anki's search"
        found = [other.id for other in PACKED if words in plain(other.note.question)]
        assert len(found) == 1 and found != [card.id], (words, found)


def test_cards_that_share_an_idea_point_at_each_other() -> None:
    groups = [
        "xeomucchmca7c x27uswvlw2rxd svg7mh7yzvtvv",  # many linear layers are one
        "hbbqiiacnb4lw wu6m3l5ypzc64 guho2g5hwxn5m vmvhowwptnrr5",  # in training and in use
        "bktty2mrlh6w4 eu3mysvloae3l",  # lists of regularisation
        "fynoju7zw65bm rw3crllni2cdi",  # the size of batches
        "zx2vqydj5jt7a yszyr7vdzdjts",  # what convolution is good for
        "incl7apmf7bs3 gn2lvtxdi7e3f rsw4uadqg6zdd",  # which activation
        "i3kwidpvrgcln lb4jucpad2vlk",  # deep and classical
        "w7posfvpvqqkm hef46qee6rwwv",  # depth
        "xz65tjj444dmb o3deiuutyh2lj",  # losses
        "y4ha3lvrrxrwu bjjsb35uhw2hk",  # second order
    ]
    cards = {card.id: card for card in PACKED}
    for group in groups:
        ids = group.split()
        linked = {ids[0]}
        for _ in ids:
            for one in ids:
                for words in pointers(cards[one]):
                    (other,) = [other.id for other in PACKED if words in plain(other.note.question)]
                    if other in ids and {one, other} & linked:
                        linked |= {one, other}
        assert linked == set(ids), group


def test_answers_are_short_enough_to_recall() -> None:
    def size(card: Card) -> int:
        text = re.sub(r"\$\$.*?\$\$|\$[^$\n]*\$|!\[.*?\]\(.*?\)", "", card.note.answer or "", flags=re.S)
        return len(re.findall(r"[\u4e00-\u9fff]", text))

    assert median(size(card) for card in SEEDED) <= 120


def test_no_list_is_longer_than_seven() -> None:
    for card in SEEDED:
        for table in re.findall(r"(?:^\|.*\n?)+", card.note.answer or "", re.M):
            assert table.count("\n") <= 7 + 2, card.id
        for run in re.findall(r"(?:^(?:- |\d\. ).*\n?)+", card.note.answer or "", re.M):
            assert len(run.strip().split("\n")) <= 7, card.id


def test_every_note_of_the_documents_has_its_lines_in_the_list_of_sources() -> None:
    listed = set(re.findall(r"^\| ([a-z][a-z0-9]{12}) \|", SOURCES, re.M))
    assert listed <= {card.id for card in CARDS}
    assert {card.id for card in SEEDED} - listed == set()


def test_every_source_says_how_it_was_opened() -> None:
    for line in SOURCES.splitlines():
        if re.match(r"\| [a-z][a-z0-9]{12} \|", line):
            cells = [cell.strip() for cell in line.strip("|").split(" | ")]
            assert len(cells) == 5 and all(cells), line
            assert re.fullmatch(r"\d{4}|—", cells[3]), line
            assert cells[4] == "from memory" or re.search(r"\S+/\S+", cells[4]), line


def test_whose_answer_it_is_is_said_of_every_note() -> None:
    assert {card.answered_by for card in CARDS if card.same_as or card in SEEDED} == {"edited", "editor"}
