"""The deck that this repository ships: every question answered, levelled, sorted, and asked once."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from deckwright.cards import store
from deckwright.cards.store import Card
from deckwright.checks.run import check
from deckwright.decks.build import build
from deckwright.project import load
from tests.conftest import ROOT

CARDS = list(store.cards_in(store.load_all(ROOT / "cards")))


def packed() -> list[Card]:
    return [card for card in CARDS if not card.same_as and not card.skip]


def test_the_linter_finds_no_error_and_nothing_open(committed: Path) -> None:
    report = check(load(committed))
    assert [one for one in report.findings if one.severity == "error"] == []
    assert [one for one in report.findings if one.severity == "warning"] == []
    assert [one for one in report.findings if one.code in ("default-level", "no-topic")] == []


def test_all_that_is_not_left_out_is_packed_in_three_levels(committed: Path) -> None:
    report = build(load(committed))
    assert report.unanswered == [] and report.empty_levels == []
    assert report.packages[-1].notes == len(packed())
    assert all(one.notes >= 30 for one in report.packages)


def test_the_ids_are_those_that_reading_the_seeds_gave(repository: Path) -> None:
    read = {card.id for card in store.cards_in(store.load_all(repository / "cards"))}
    assert {card.id for card in CARDS} >= read
    assert len(read) == 118


def test_every_note_has_a_level_and_one_to_three_topics_of_the_tree() -> None:
    readme = (ROOT / "cards" / "README.md").read_text("utf-8")
    table = readme[readme.index("## 主题") : readme.index("## 写法")]
    tree = set(re.findall(r"`([^`]+)`", table))
    used = Counter(tag for card in CARDS for tag in card.note.tags)
    assert set(used) == tree
    for card in CARDS:
        assert card.note.answered or card.same_as, card.id
        assert card.note.level in {"beginner", "intermediate", "advanced"}, card.id
        assert 1 <= len(card.note.tags) <= 3, card.id


def test_the_pictures_are_those_that_the_script_draws(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-B", ROOT / "cards" / "media" / "draw.py", tmp_path], check=True)
    committed = {path.name: path.read_bytes() for path in (ROOT / "cards" / "media").glob("*.svg")}
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == committed
    texts = " ".join(card.note.answer or "" for card in CARDS)
    assert all(f"]({name})" in texts for name in committed)


WRITTEN = [card for card in CARDS if card.answered_by == "editor"]


@pytest.mark.parametrize("card", [card for card in WRITTEN if not card.same_as], ids=lambda card: card.id)
def test_an_answer_that_was_written_is_of_a_cards_length(card: Card) -> None:
    text = re.sub(r"\$\$.*?\$\$|\$[^$\n]*\$", "", card.note.answer or "", flags=re.S)
    cards_of_few_words = card.note.kind != "qa" or card.reverse
    assert (0 if cards_of_few_words else 20) <= len(re.findall(r"[\u4e00-\u9fff]", text)) <= 400


def test_the_questions_that_the_seeds_left_open_were_answered_by_an_editor(repository: Path) -> None:
    left_open = {card.id for card in store.cards_in(store.load_all(repository / "cards")) if card.note.answer is None}
    assert len(left_open) == 42
    assert left_open <= {card.id for card in WRITTEN}
