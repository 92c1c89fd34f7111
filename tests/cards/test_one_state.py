"""Whatever documents and editors do: no card has one note's question and another's answer."""

from __future__ import annotations

import random
import re
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deckwright.cards import lock as locks
from deckwright.cards import store, told
from deckwright.cards.settle import settle
from deckwright.cards.splice import Splice
from deckwright.cards.update import update
from deckwright.decks.build import build
from deckwright.project import load
from tests.conftest import SETTINGS

SUBJECTS = (
    "ankle",
    "wrist",
    "elbow",
    "塔里木",
    "准噶尔",
    "流动",
    "速动",
    "vitamin C",
    "vitamin D",
    "`git pop`",
    "`git drop`",
)
ASKED = (
    "What is the treatment of a sprain of {}?",
    "How then is a sprain of {} treated?",
    "What does {} do?",
    "{}属于什么气候？",
    "什么是{}比率？",
)
SHARED = (
    "Rest, ice, compression and elevation for two days, then early movement.",
    "No",
    "温带大陆性气候，降水稀少，昼夜温差大",
)
WORDS = ("rest", "ice", "salt", "a lever", "patience", "two pulleys", "warm air", "a long rope", "grease", "sand")
LONG = "By {}, {} and {}, for as long as it takes, and then once more from the beginning."
OWN = ("It is about {} and about nothing else, whatever others say of it.", "{} divided by debts", "It keeps {}.")


class Life:
    """A project whose every text says what it is about."""

    def __init__(self, root: Path, rng: random.Random) -> None:
        self.root, self.rng = root, rng
        (root / "seeds").mkdir()
        (root / "deckwright.yaml").write_text(SETTINGS, "utf-8")
        self.about: dict[str, set[str]] = {}  # a text -> what it may be about
        self.states: set[tuple[str, str]] = set()
        self.documents: dict[str, list[tuple[str, str, str]]] = {"a": [], "b": []}
        for subject in rng.sample(SUBJECTS, 6):
            self.documents[rng.choice("ab")].append(self.note(subject))

    def said(self, text: str, subject: str) -> str:
        self.about.setdefault(text, set()).add(subject)
        return text

    def note(self, subject: str) -> tuple[str, str, str]:
        answer = LONG.format(*self.rng.sample(WORDS, 3)) if self.rng.random() < 0.7 else self.rng.choice(SHARED + OWN)
        return (
            subject,
            self.said(self.rng.choice(ASKED).format(subject), subject),
            self.said(answer.format(subject), subject),
        )

    def change(self) -> None:
        rng = self.rng
        name = rng.choice("ab")
        notes = self.documents[name]
        kind = rng.choice(("sibling", "sibling", "sibling", "answer", "question", "both", "move", "drop", "add"))
        at = rng.randrange(len(notes)) if notes else None
        if kind == "add" or at is None:
            notes.insert(rng.randint(0, len(notes)), self.note(rng.choice(SUBJECTS)))
            return
        subject, question, answer = notes[at]
        other = self.note(subject)
        if kind == "sibling":  # in the same frame, with the same answer or its own
            new = rng.choice([one for one in SUBJECTS if one != subject])
            asked = self.said(question.replace(subject, new), new)
            notes[at] = new, asked, self.said(answer.replace(subject, new), new)
        elif kind == "answer":
            notes[at] = subject, question, self.said(answer.replace(", for", ", all of it, for"), subject)
        elif kind == "question":
            notes[at] = subject, other[1], answer
        elif kind == "both":
            asked = self.said(question.removesuffix("?") + ", then?", subject)
            notes[at] = subject, asked, self.said(answer.replace(" once more", ""), subject)
        elif kind == "move":
            self.documents["b" if name == "a" else "a"].append(notes.pop(at))
        elif len(notes) > 1:
            notes.pop(at)

    def write(self) -> None:
        for name, notes in self.documents.items():
            unique = {question: (question, answer) for _, question, answer in notes}
            self.states |= set(unique.values())
            text = "".join(f"# {question}\n\n{answer}\n\n" for question, answer in unique.values())
            filler = f"# Which letter is this document?\n\nThe letter {name}.\n\n# Who wrote {name}?\n\nNobody of {name}.\n\n"
            self.states |= set(re.findall(r"# (.*)\n\n(.*)\n", filler))
            (self.root / "seeds" / f"{name}.md").write_text(filler + text, "utf-8")

    def edit(self, number: int) -> None:
        """An editor's own answer or question, which says what it is about."""
        file = self.rng.choice(store.load_all(self.root / "cards"))
        index = self.rng.randrange(len(file.cards))
        card = file.cards[index]
        subjects = self.about.get(card.note.question, set())
        if len(subjects) != 1:
            return
        [subject] = subjects
        name = self.rng.choice(("answer", "answer", "question"))
        splice = Splice(file)
        splice.set_fields(index, {name: self.said(f"Edited {number} for {subject}", subject)})
        file.path.write_text(splice.text(), "utf-8")

    def step(self, number: int) -> None:
        for _ in range(self.rng.randint(1, 4)):
            self.change()
        self.write()
        before = self.cards()
        update(load(self.root))
        self.check()
        after = self.cards()
        waiting = {doubt.old.id for doubt in told.doubts(self.lock().notes)}
        waiting |= {note.id for note in self.lock().notes.values() if note.conflicts and note.is_live}
        for card_id in waiting:
            assert after[card_id] == before[card_id], f"{card_id} changed, and it is open whether it should"
        for doubt in list(told.doubts(self.lock().notes)):
            if self.rng.random() < 0.6 and doubt.new.id in self.lock().notes and self.lock().notes[doubt.new.id].doubt:
                one, two = (self.about.get(str(side.question), set()) for side in (doubt.old, doubt.new))
                pair = [(doubt.old.id, doubt.new.id)]
                settle(load(self.root), same=pair if one & two else (), different=() if one & two else pair)
        for note in self.lock().notes.values():
            if note.conflicts and note.is_live and self.rng.random() < 0.4:
                decide = self.rng.choice(("take_seed", "keep_mine"))
                settle(load(self.root), **{decide: [note.id]})  # type: ignore[arg-type]
        self.check()
        if self.rng.random() < 0.7:
            build(load(self.root))
        for _ in range(self.rng.randint(2, 6)):
            self.edit(number * 10 + self.rng.randrange(10))
        self.check()

    def cards(self) -> dict[str, tuple[str, str | None]]:
        cards = store.cards_in(store.load_all(self.root / "cards"))
        return {str(card.id): (card.note.question, card.note.answer) for card in cards}

    def lock(self) -> locks.Lock:
        return locks.parse((self.root / "deck.lock").read_text("utf-8"), load(self.root).key)

    def check(self) -> None:
        for card in store.cards_in(store.load_all(self.root / "cards")):
            question, answer = card.note.question, str(card.note.answer)
            if (question, answer) in self.states:
                continue
            assert "Edited" in question or "Edited" in answer, f"never stood together: {question} / {answer}"
            assert self.about[question] & self.about[answer], f"a chimera: {question} / {answer}"


def live(seed: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        life = Life(Path(folder), random.Random(seed))
        for number in range(4):
            life.step(number)


@given(st.integers(0, 1 << 32))
@settings(max_examples=25)
def test_no_card_has_one_notes_question_and_anothers_answer(seed: int) -> None:
    live(seed)


@pytest.mark.long
@pytest.mark.parametrize("first", range(0, 300, 20))
def test_many_lives(first: int) -> None:
    for seed in range(first, first + 20):
        live(seed)
