"""The whole life of a deck: from documents to a second release, with learners of two Ankis between."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from deckwright.cards.update import update
from deckwright.decks.build import build
from deckwright.errors import DeckwrightError
from deckwright.releases.compare import compare
from deckwright.releases.editions import edition
from deckwright.releases.prove import anki_version
from deckwright.releases.release import release
from deckwright.releases.verify import verify
from tests.conftest import Result, tree
from tests.decks.test_long_life import VERSIONS, learner, python_of
from tests.releases.conftest import Author


@pytest.mark.parametrize("anki", VERSIONS)
def test_from_documents_to_a_second_release(
    author: Author, cli: Callable[..., Result], tmp_path: Path, anki: str
) -> None:
    python = python_of(anki)
    if python is None:
        pytest.skip(f"there is no Anki {anki} here")
    assert cli("check", "--project", author.root).status == 0
    first = author.release("1.0.0")
    assert author.git("status", "--porcelain") == ""
    assert verify(author.project).right
    old = tmp_path / "1.0.0"
    (author.root / "build").rename(old)

    moved = author.id_of("What is myelin?")
    author.edit("A cell that **signals**.", "A cell that fires.")
    author.edit("What does the cerebellum do?", "What is the cerebellum for?")
    author.edit(
        "    answer: A sheath of fat around axons.", "    answer: A sheath of fat around axons.\n    level: advanced"
    )
    author.add("  - question: What is an axon?\n    answer: A nerve fibre.\n")
    build(author.project)  # gives the note its id
    author.commit()
    second = author.release("1.1.0", move_decks=True)
    assert second.previous == "1.0.0"
    assert second.difference is not None
    assert second.difference.counts() == {"new": 1, "reworded": 1, "corrected": 1, "re-levelled": 1}
    assert author.git("tag").split() == ["v1.0.0", "v1.1.0"]
    report = verify(author.project)
    assert report.right, report.steps

    with learner(python, tmp_path / "anki") as reader:
        assert reader.do("import", path=str(old / "deck.apkg"))["new"] == 3
        assert reader.do("review", count=3) == 3
        before = reader.do("state")["cards"]
        log = reader.do("import", path=str(author.root / "build" / "deck.apkg"))
        assert (log["new"], log["updated"], log["conflicting"]) == (1, 3, 0)
        after = reader.do("state")
        assert {card: after["cards"][card] for card in before} == before
        search = next(one.text for one in second.difference.searches if one.way == "re-levelled")
        assert reader.do("find", text=search) == [moved]
        texts = {note["fields"][0] for note in after["notes"].values()}
        assert "What is the cerebellum for?" in texts

    changelog = (author.root / "CHANGELOG.md").read_text("utf-8")
    assert changelog.index("## deck 1.1.0 (") < changelog.index("## deck 1.0.0 (")
    assert "What is an axon?" in changelog and search in changelog
    assert "The first release: 3 notes." in changelog
    assert first.previous is None


def test_a_clone_makes_the_same_release(released: Author, tmp_path: Path) -> None:
    """Nothing of a release is lost but the folder build/, which any clone makes again, byte by byte."""
    clone = tmp_path / "clone"
    released.git("clone", "-q", str(released.root), str(clone))
    build(Author(clone).project, frozen=True)
    assert tree(clone / "build") == tree(released.root / "build")
    assert json.loads((clone / "build" / "manifest.json").read_text("utf-8"))["version"] == "1.0.0"
    assert (clone / "build" / "NOTES.md").read_text("utf-8").startswith("# deck 1.0.0 (")


def test_between_releases_a_build_has_no_version(released: Author) -> None:
    released.edit("A cell that **signals**.", "A cell that fires.")
    build(released.project)
    manifest = json.loads((released.root / "build" / "manifest.json").read_text("utf-8"))
    assert manifest["version"] is None
    assert "between releases" in (released.root / "build" / "NOTES.md").read_text("utf-8")
    released.edit("A cell that fires.", "A cell that **signals**.")
    note = next(one for one in manifest["notes"] if one["line"] == 4)
    build(released.project)
    again = json.loads((released.root / "build" / "manifest.json").read_text("utf-8"))
    assert next(one for one in again["notes"] if one["line"] == 4)["modified"] > note["modified"] - 1


def test_every_build_since_a_release_tells_what_is_retired_and_what_changed_its_deck(released: Author) -> None:
    gone, moved = released.id_of("What is myelin?"), released.id_of("What is a neuron?")
    released.edit("## What is myelin?\n\nA sheath of fat around axons.\n", "", "seeds/anatomy.md")
    released.edit("question: What is a neuron?\n", "question: What is a neuron?\n    level: advanced\n")
    for was, now in (("times", "steers"), ("steers", "plans")):
        released.edit(was, now, "seeds/anatomy.md")
        update(released.project)
        build(released.project)
        notes = (released.root / "build" / "NOTES.md").read_text("utf-8")
        assert f"\n    ID:{gone}\n" in notes and f"(ID:{moved})\n" in notes and "stay in your collection" in notes


def test_a_release_gives_its_time_to_all_that_changed_since(released: Author, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever imported a build between two releases gets the release all the same."""
    start = json.loads((released.root / "build" / "manifest.json").read_text("utf-8"))["released"]
    times = {}
    for step, word in ((100, "fires"), (200, "spikes")):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(start + step))
        released.edit("signals" if word == "fires" else "fires", word)
        build(released.project)
    released.commit()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(start + 300))
    released.release("1.1.0")
    manifest = json.loads((released.root / "build" / "manifest.json").read_text("utf-8"))
    times = {note["question"]: note["modified"] - start for note in manifest["notes"]}
    assert times["What is a neuron?"] == 300
    assert times["What is myelin?"] <= 0
    assert manifest["released"] == start + 300


def test_a_dry_run_writes_nothing(released: Author) -> None:
    released.edit("signals", "fires")
    build(released.project)
    released.commit()
    before = tree(released.root)
    report = released.release("1.1.0", dry_run=True)
    assert report.written == [] and report.difference and report.difference.counts() == {"corrected": 1}
    assert tree(released.root) == before


def test_a_note_taken_out_is_told_once(released: Author) -> None:
    gone = released.id_of("What is myelin?")
    released.edit("    answer: A sheath", "    skip: true\n    answer: A sheath")
    released.commit()
    second = released.release("1.1.0")
    assert second.difference and [search.text for search in second.difference.searches] == [f"ID:{gone}"]
    released.edit("signals", "fires")
    released.commit()
    third = released.release("1.2.0")
    assert third.difference and third.difference.counts() == {"corrected": 1}


def test_two_releases_within_a_second(author: Author, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    author.release("1.0.0")
    author.edit("signals", "fires")
    author.commit()
    assert author.release("1.1.0").previous == "1.0.0"
    author.edit("fires", "spikes")
    author.commit()
    third = author.release("1.2.0")
    assert third.previous == "1.1.0"
    assert any("0 new, 1 updated" in line for line in third.proof.seen)


def test_other_html_alone_is_sent_only_when_asked_for(released: Author) -> None:
    """As when a library renders otherwise: here by the title of the document, which no digest holds."""
    released.edit("{key: anatomy,", "{key: anatomy, title: The Brain,", "deckwright.yaml")
    released.commit()
    report = released.release("1.1.0")
    assert len(report.redrawn) == 3
    assert any("0 updated" in line for line in report.proof.seen)
    again = released.release("1.2.0", rerender=True)
    assert len(again.redrawn) == 3
    assert any("3 updated" in line for line in again.proof.seen)
    assert released.release("1.3.0").redrawn == []


def test_the_very_packages_can_be_named(released: Author, tmp_path: Path) -> None:
    kept = tmp_path / "1.0.0"
    (released.root / "build").rename(kept)
    released.edit("signals", "fires")
    released.commit()
    assert released.release("1.1.0", over=kept, dry_run=True).findings == []
    build(released.project)
    (kept / "deck.apkg").write_bytes((released.root / "build" / "deck.apkg").read_bytes())
    released.commit()
    with pytest.raises(DeckwrightError, match=r"deck.apkg: is not the package that 1.0.0 released"):
        released.release("1.1.0", over=kept)


def test_a_release_that_git_does_not_hold_is_not_built_over(author: Author) -> None:
    """Its packages would be gone, and the cards as they were released."""
    release(author.project, "1.0.0")
    sent = (author.root / "build" / "deck.apkg").read_bytes()
    assert build(author.project).written == []
    author.edit("signals", "fires")
    with pytest.raises(DeckwrightError, match=r"deck.lock: was released as 1.0.0, .*; commit and tag it first"):
        build(author.project)
    assert (author.root / "build" / "deck.apkg").read_bytes() == sent
    author.git("checkout", "-q", "--", "deck.lock")
    (author.root / "CHANGELOG.md").unlink()
    assert build(author.project).written
    author.commit()
    assert author.release("1.0.0").written


def test_a_release_committed_together_with_later_edits(author: Author) -> None:
    release(author.project, "1.0.0")
    author.edit("signals", "fires")
    author.commit("Released, and edited")
    build(author.project)
    author.commit()
    report = author.release("1.1.0", dry_run=True)
    assert report.findings == [] and report.difference and len(report.difference.changes) == 1


def test_what_the_command_prints(author: Author, cli: Callable[..., Result]) -> None:
    result = cli("release", "1.0.0", "--project", author.root)
    assert result.status == 0
    assert "build/deck.apkg: 3 notes, 3 cards" in result.out
    assert f"Anki {anki_version()}: the package with all into an empty collection: 3 new" in result.out
    assert "  git tag -a v1.0.0 -m 'deck 1.0.0'" in result.out
    author.commit("deck 1.0.0")
    data = json.loads(cli("release", "1.1", "--dry-run", "--format", "json", "--project", author.root).out)
    assert (data["version"], data["previous"], data["written"]) == ("1.1", "1.0.0", [])


def test_without_anki_it_says_what_it_skipped(
    author: Author, cli: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("deckwright.releases.prove.anki_version", lambda: None)
    result = cli("release", "1.0.0", "--project", author.root)
    assert result.status == 0
    assert "skipped: the import into a real Anki, which is not installed; install Deckwright with it: " in result.err
    assert "uv tool install '.[anki]'" in result.err


def test_a_deck_within_a_larger_repository(author: Author, tmp_path: Path) -> None:
    outer = tmp_path / "notes"
    outer.mkdir()
    subprocess.run(["git", "init", "-q", str(outer)], check=True)
    (author.root / ".git").rename(tmp_path / "gone")
    author.root.rename(outer / "deck")
    (outer / "unrelated.txt").write_text("not committed\n", "utf-8")
    inner = Author(outer / "deck")
    inner.git("add", ".")
    inner.git("commit", "-q", "-m", "The deck")
    inner.release("1.0.0")
    inner.edit("signals", "fires")
    inner.git("commit", "-q", "-a", "-m", "Edits")
    report = inner.release("1.1.0")
    assert report.difference and report.difference.counts() == {"corrected": 1}
    assert len(compare(edition("v1.0.0", inner.project), edition(None, inner.project)).changes) == 1
