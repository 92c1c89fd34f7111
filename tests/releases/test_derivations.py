"""Digests are compared under the number of the derivation that made them: an upgrade of the tool re-sends nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from deckwright.cards import lock as locks
from deckwright.decks import contents, digests
from deckwright.decks.build import build, make
from deckwright.decks.digests import Content
from deckwright.errors import DeckwrightError
from deckwright.project import load
from deckwright.releases import git
from tests.conftest import ROOT, Result
from tests.releases.conftest import Author

RELEASE_1_0_0 = "0f8ddc0"
"""The commit that wrote the line of release 1.0.0 of this repository's deck."""
CONTENT_DIGESTS_1 = {
    "deep-learning-beginner.apkg": "b5660430823fc51af309217b976c1f21586c4f1259fa1cdafcbe64bc81b8c6e5",
    "deep-learning-intermediate.apkg": "91426f0055fe2d2e8d2954e3164a44734bcb01ec7f0452134c5da9f3456cbbf4",
    "deep-learning-advanced.apkg": "086904009cb4a0fa8041260af71fb755c305fbe28118cd492bfa22202980a0ed",
    "deep-learning.apkg": "41cefe6e89ce2ec7805d58205a6cf82052e99d46d17ba0d634cc695ab811bb89",
}


def test_release_1_0_0_can_still_be_made(tmp_path: Path) -> None:
    assert git.is_revision(ROOT, RELEASE_1_0_0), "this clone lacks the history: git fetch --unshallow"
    git.export(ROOT, RELEASE_1_0_0, tmp_path)
    built = make(load(tmp_path), frozen=True)
    made = {name: contents.content_digest(contents.read(data), 1) for name, data in built.packages.items()}
    assert made == CONTENT_DIGESTS_1
    lock = locks.parse((tmp_path / "deck.lock").read_text("utf-8"), built.project.key)
    sent = lock.releases["1.0.0"].packages
    assert {name: (one.content_digest, one.content_digest_number) for name, one in sent.items()} == {
        name: (digest, 1) for name, digest in CONTENT_DIGESTS_1.items()
    }
    assert built.lock_text == (tmp_path / "deck.lock").read_bytes()


def test_a_release_by_a_newer_version_sends_no_note_again_unless_it_is_asked_to(tmp_path: Path) -> None:
    git.export(ROOT, RELEASE_1_0_0, tmp_path)
    before = make(load(tmp_path), frozen=True)
    assert before.number == 1 and before.described("1.0.0", None)["manifest.json"].count(b'"packages": "1"') == 1
    times = {note.id: note.modified for note in before.notes}
    quiet = make(load(tmp_path), version="1.1.0")
    assert {note.id: note.modified for note in quiet.notes} == times
    assert [note.fields for note in quiet.notes] == [note.fields for note in before.notes]
    assert len(quiet.stamps.redrawn) == len(times)
    assert all(quiet.lock.note_types[kind].modified > before.lock.note_types[kind].modified for kind in ("qa", "cloze"))
    loud = make(load(tmp_path), version="1.1.0", rerender=True)
    feet = [note.fields[5] for note in loud.notes]
    assert all(note.modified > times[note.id] for note in loud.notes)
    assert sum(one.startswith("答案由编者撰写") for one in feet) > 100
    assert {loud.lock.notes[note.id].digest_number for note in loud.notes} == {2}


@pytest.fixture
def another_derivation(monkeypatch: pytest.MonkeyPatch) -> None:
    """A newer deckwright, in which a note's digest is made otherwise."""
    newer = {**digests.INGREDIENTS, 3: lambda content: {**digests.INGREDIENTS[2](content), "more": True}}
    monkeypatch.setattr(digests, "INGREDIENTS", newer)
    monkeypatch.setattr("deckwright.decks.stamp.NUMBER", 3)
    monkeypatch.setattr("deckwright.decks.digests.NUMBER", 3)
    monkeypatch.setattr(digests.note_digest, "__defaults__", (3,))


def notes_of(author: Author) -> dict[str, locks.LockedNote]:
    return dict(locks.parse((author.root / "deck.lock").read_text("utf-8"), author.project.key).notes)


@pytest.mark.usefixtures("another_derivation")
def test_an_upgrade_changes_no_note(released: Author) -> None:
    before = (released.root / "deck.lock").read_bytes()
    build(released.project, frozen=True)
    assert (released.root / "deck.lock").read_bytes() == before


@pytest.mark.usefixtures("another_derivation")
def test_after_an_upgrade_a_changed_note_alone_gets_the_new_number(released: Author) -> None:
    before = notes_of(released)
    released.edit("signals", "fires")
    build(released.project)
    after = notes_of(released)
    changed = released.id_of("What is a neuron?")
    assert after[changed].digest_number == 3
    assert after[changed].modified > before[changed].modified  # type: ignore[operator]
    assert {key: note for key, note in after.items() if key != changed} == {
        key: note for key, note in before.items() if key != changed
    }
    released.commit()
    report = released.release("1.1.0")
    assert report.difference and len(report.difference.changes) == 1
    lines = (released.root / "deck.lock").read_text("utf-8")
    assert lines.startswith('{"format": 2, ') and lines.count('"digest_number": 3') == 2


def test_a_number_of_a_newer_deckwright_is_told(released: Author, cli: Callable[..., Result]) -> None:
    path = released.root / "deck.lock"
    text = path.read_text("utf-8").replace('"digest_number": 2', '"digest_number": 99')
    path.write_text(text, "utf-8")
    result = cli("build", "--project", released.root)
    assert result.status == 2 and "derivation 99" in result.err and "upgrade deckwright" in result.err


def test_the_first_derivation_is_what_it_was(released: Author) -> None:
    card = make(released.project, frozen=True).cards[released.id_of("What is a neuron?")]
    assert digests.note_digest(Content(card, "easy", ("b", "a")), 1) == (
        "662b71930bab342613918cd05e57263889ede489717c6393bacf3c9677017467"
    )
    with pytest.raises(DeckwrightError, match="derivation 7"):
        digests.note_digest(Content(card, "easy"), 7)
