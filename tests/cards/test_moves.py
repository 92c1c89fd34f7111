"""Questions on their way through the documents of a project, by the whole road: documents, update, build, lock."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from deckwright.cards import lock as locks
from deckwright.cards import store
from deckwright.cards.update import UpdateReport, update
from deckwright.decks.build import build
from deckwright.project import load
from tests.conftest import SETTINGS

Text = tuple[str, str]
LEARNING: list[Text] = [
    ("What is dropout?", "Resting units at random."),
    ("What is overfitting?", "Learning noise by heart."),
    ("What is a tensor?", "An array of any rank."),
    ("Why use momentum?", "To roll through small dents."),
    ("How is a loss chosen?", "By what a mistake costs."),
]
KITCHEN: list[Text] = [
    ("What is pickling?", "Keeping food in brine."),
    ("Who invented the tin?", "Peter Durand."),
    ("Why salt meat?", "To draw the water out."),
]


class Deck:
    """A project that has been built once, and who is who in it."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.root, self.monkeypatch, self.now = root, monkeypatch, 1_700_000_000
        (root / "seeds").mkdir()
        (root / "deckwright.yaml").write_text(SETTINGS, "utf-8")

    def write(self, name: str, notes: list[Text] | None) -> None:
        path = self.root / "seeds" / name
        if notes is None:
            path.unlink()
        else:
            path.write_text("".join(f"## {question}\n\n{answer}\n\n" for question, answer in notes), "utf-8")

    def update(self, **documents: list[Text] | None) -> UpdateReport:
        for name, notes in documents.items():
            self.write(f"{name}.md", notes)
        return update(load(self.root))

    def build(self) -> None:
        self.now += 1000
        self.monkeypatch.setenv("SOURCE_DATE_EPOCH", str(self.now))
        build(load(self.root))

    def live(self) -> dict[str, str]:
        lock = locks.parse((self.root / "deck.lock").read_text("utf-8"), load(self.root).key)
        return {str(note.question): note.id for note in lock.notes.values() if note.seed and note.is_live}


@pytest.fixture
def deck(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Deck:
    """Two documents, built."""
    found = Deck(tmp_path, monkeypatch)
    found.update(a=LEARNING, b=KITCHEN)
    found.build()
    return found


def test_cut_and_pasted_into_another_document(deck: Deck) -> None:
    before = deck.live()
    report = deck.update(a=LEARNING[1:], b=[*KITCHEN, LEARNING[0]])
    assert deck.live() == before and report.findings == []


def test_cut_and_pasted_later(deck: Deck) -> None:
    before = deck.live()
    deck.update(a=LEARNING[1:])
    deck.update(b=[LEARNING[0], *KITCHEN])
    assert deck.live() == before


def test_split_with_the_old_name_kept(deck: Deck) -> None:
    before = deck.live()
    deck.update(a=LEARNING[:2], a2=LEARNING[2:])
    assert deck.live() == before


def test_poured_into_one(deck: Deck) -> None:
    before = deck.live()
    deck.update(b=None, a=[*KITCHEN, *LEARNING])
    assert deck.live() == before


def test_archived_and_begun_anew(deck: Deck) -> None:
    before = deck.live()
    deck.update(old=LEARNING, a=[("What is a residual?", "What a layer adds to its input.")])
    after = deck.live()
    assert {question: after[question] for question in before} == before and len(after) == len(before) + 1


@pytest.mark.parametrize("built", [False, True])
def test_renamed_in_two_steps(deck: Deck, built: bool) -> None:
    before = deck.live()
    deck.update(course=LEARNING)
    if built:
        deck.build()
    deck.update(a=None)
    assert deck.live() == before
    assert len(list(store.cards_in(store.load_all(deck.root / "cards")))) == len(before)
    assert deck.update().written == []


def test_renamed_in_two_steps_within_one_second(deck: Deck) -> None:
    """Builds that give equal times, as with SOURCE_DATE_EPOCH."""
    before = deck.live()
    deck.update(course=LEARNING)
    deck.now -= 1000
    deck.build()
    deck.update(a=None)
    assert deck.live() == before


def test_of_two_copies_an_edited_or_a_released_one_stays(deck: Deck) -> None:
    deck.update(course=LEARNING)
    deck.build()
    path = deck.root / "cards" / "course.yaml"
    path.write_text(path.read_text("utf-8").replace("answer: Resting units at random.", "answer: Mine."), "utf-8")
    lock = locks.parse((deck.root / "deck.lock").read_text("utf-8"), load(deck.root).key)
    sent = next(note for note in lock.notes.values() if note.seed == "course.md" and note.question == LEARNING[1][0])
    lock.notes[sent.id] = replace(sent, released=locks.ReleasedNote(str(sent.digest), int(sent.modified or 0)))
    (deck.root / "deck.lock").write_text(locks.dump(lock, lock.seeds), "utf-8")
    before = deck.live()
    report = deck.update(a=None)
    after = deck.live()
    assert {after[LEARNING[0][0]], after[LEARNING[1][0]]} == {before[LEARNING[0][0]], sent.id}
    assert [finding.code for finding in report.findings] == ["seed-gone"]
    assert sum(change.action == "moved" for change in report.changes) == len(LEARNING) - 2


def test_a_new_document_takes_no_id_of_notes_retired_long_ago(deck: Deck) -> None:
    """Equal short answers and equal places, as in every quiz, are nothing."""
    deck.update(astro=[("Is Pluto a planet?", "No"), ("How many moons has Mars?", "2")])
    path = deck.root / "cards" / "astro.yaml"
    path.write_text(
        path.read_text("utf-8").replace("answer: 'No'", "answer: No").replace("answer: No", "answer: Not since 2006."),
        "utf-8",
    )
    deck.build()
    stars = {
        card_id for question, card_id in deck.live().items() if question.startswith(("Is Pluto", "How many moons"))
    }
    deck.update(astro=None)
    deck.update(cooking=[("May tomatoes be frozen raw?", "No"), ("Which number of eggs goes into the dough?", "2")])
    assert len(stars) == 2 and not stars & set(deck.live().values())
    text = "".join(path.read_text("utf-8") for path in (deck.root / "cards").glob("*.yaml"))
    assert "question: Is Pluto a planet?\n    answer: Not since 2006." in text


def test_replaced_by_others_no_id_goes_on(deck: Deck) -> None:
    before = set(deck.live().values())
    others = [
        (f"Why is number {number} of the {name} series odd?", f"It is {name}.")
        for number, name in enumerate(("Ada", "Bo", "Cy", "Di", "Ed"))
    ]
    deck.update(a=others)
    assert len(set(deck.live().values()) - before) == 5
