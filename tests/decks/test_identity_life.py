"""Learners in three Ankis: reviews stay with a question that moves, is reworded, retired, returns, or is in doubt."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from deckwright.cards import store, told
from deckwright.cards.settle import settle
from deckwright.cards.update import update
from deckwright.cards.workspace import load_lock
from deckwright.decks.build import build
from deckwright.project import load
from tests.conftest import SETTINGS
from tests.decks.test_long_life import VERSIONS, learner, python_of

ASKED = {
    "moved": ("Why do ships of iron float?", "The water that they push away weighs as much as they do."),
    "reworded": ("What is the use of a keel?", "It keeps a boat upright, and from being pushed sideways."),
    "returned": ("Who first sailed round the Earth?", "The crew that Magellan began with, under Elcano."),
    "retired": ("How deep is the deepest trench?", "Eleven kilometres, off the Marianas."),
    "doubted": ("Why does the tide come twice a day?", "The Moon pulls the near side more than the far side."),
}


def document(*names: str, **other: tuple[str, str]) -> str:
    texts = [other.get(name, ASKED[name]) for name in names]
    return "# Sea\n\n" + "".join(f"## {question}\n\n{answer}\n\n" for question, answer in texts)


@pytest.mark.parametrize("version", VERSIONS)
def test_reviews_stay_with_their_question(version: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    python = python_of(version)
    if python is None:
        pytest.skip(f"Anki {version} is not here")
    root = tmp_path / "project"
    (root / "seeds").mkdir(parents=True)
    (root / "deckwright.yaml").write_text(SETTINGS, "utf-8")
    seeds = root / "seeds"
    clock = iter(range(1_700_000_000, 1_800_000_000, 100_000))

    def publish(**files: str) -> Path:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(next(clock)))
        for name, text in files.items():
            (seeds / f"{name}.md").write_text(text, "utf-8")
        update(load(root))
        build(load(root))
        monkeypatch.delenv("SOURCE_DATE_EPOCH")
        return root / "build" / "notes.apkg"

    first = publish(a=document(*ASKED), b="# Land\n\n## What is a fen?\n\nWet land with peat, fed by the ground.\n")
    ids = {card.note.question: str(card.id) for card in store.cards_in(store.load_all(root / "cards"))}
    assert not os.environ.get("SOURCE_DATE_EPOCH")
    with learner(python, tmp_path / "anki") as anki:
        anki.do("import", path=str(first))
        assert anki.do("review", count=50) == 6
        reviewed = reviews(anki)

        reworded = ("What, then, is a keel of use for?", ASKED["reworded"][1])
        doubted = (
            "Why does the tide of the sea come twice a day?",
            "The bulges stay below the Moon while the Earth turns.",
        )
        fen = (seeds / "b.md").read_text("utf-8")
        second = publish(
            a=document("doubted", "reworded", reworded=reworded, doubted=doubted),
            b=fen + document("moved").removeprefix("# Sea\n\n"),
        )
        log = anki.do("import", path=str(second))
        assert (log["new"], log["conflicting"]) == (0, 0) and reviews(anki) == reviewed
        fields = anki.do("state")["notes"]
        assert fields[ids[ASKED["reworded"][0]]]["fields"][0].startswith("What, then")
        assert "Why does the tide come twice" in fields[ids[ASKED["doubted"][0]]]["fields"][0]

        [doubt] = told.doubts(load_lock(load(root), has_cards=True).notes)
        settle(load(root), same=[(doubt.old.id, doubt.new.id)])
        third = publish(
            a=document("doubted", "reworded", "returned", reworded=reworded, doubted=doubted),
        )
        log = anki.do("import", path=str(third))
        assert (log["new"], log["conflicting"]) == (0, 0) and reviews(anki) == reviewed
        fields = anki.do("state")["notes"]
        assert "Why does the tide of the sea come" in fields[ids[ASKED["doubted"][0]]]["fields"][0]
        assert ids[ASKED["returned"][0]] in third_notes(root) and ids[ASKED["retired"][0]] not in third_notes(root)
        assert ids[ASKED["retired"][0]] in fields and anki.do("integrity")["ok"]


def third_notes(root: Path) -> str:
    return (root / "build" / "manifest.json").read_text("utf-8")


def reviews(anki: Any) -> dict[str, tuple[int, int, int]]:
    """GUID -> reviews, repetitions and interval of its card."""
    cards = anki.do("state")["cards"].values()
    return {card["guid"]: (card["reviews"], card["reps"], card["ivl"]) for card in cards}
