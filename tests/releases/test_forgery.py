"""History written anew, tags moved, ids exchanged: a release that is not remembered as it was is not built upon."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from deckwright.decks.build import build
from tests.releases.conftest import Author
from tests.releases.test_refusals import refused, without_releases


def squashed(author: Author) -> None:
    """One commit without any history; no reflog, no old object."""
    author.git("checkout", "-q", "--orphan", "anew")
    author.git("add", "-A")
    author.git("commit", "-q", "-m", "All")
    branches = author.git("branch", "--format=%(refname:short)").split()
    for branch in branches:
        if branch != "anew":
            author.git("branch", "-q", "-D", branch)
    author.git("reflog", "expire", "--expire=now", "--all")
    author.git("gc", "-q", "--prune=now")


def test_a_lock_that_lost_its_releases_with_the_history(released: Author) -> None:
    without_releases(released, ("1.0.0",))
    released.git("tag", "-d", "v1.0.0")
    squashed(released)
    refused(released, "knows no release, and says of notes that they were released", "1.0.0", commit=False)


@pytest.mark.parametrize("name", ["v1.0.0", "1.0.0", "release/v1.0.0"])
def test_a_tag_remembers_what_the_history_does_not(released: Author, name: str) -> None:
    without_releases(released, ("1.0.0",))
    released.git("tag", "-f", name, "v1.0.0")
    if name != "v1.0.0":
        released.git("tag", "-d", "v1.0.0")
    squashed(released)
    said = "has lost the release 1.0.0, which git remembers on another branch or at a tag"
    refused(released, said, "1.1.0", commit=False)


def test_a_tag_that_was_moved(released: Author) -> None:
    released.git("tag", "-f", "v1.0.0", "HEAD~1")
    refused(released, "is not the one at the tag v1.0.0", commit=False)


def test_two_ids_that_changed_places(released: Author) -> None:
    one, two = released.id_of("What is a neuron?"), released.id_of("What is myelin?")
    released.edit(one, "x-x")
    released.edit(two, one)
    released.edit("x-x", two)
    build(released.project)
    refused(released, f"was released under the id {one} and has the id {two}")


def test_a_question_that_takes_over_the_words_of_one_that_is_asked_no_more(released: Author) -> None:
    """What is asked by another note than before is told, whatever became of the first."""
    released.edit("question: What is a neuron?", "question: What is a soma?")
    released.edit("question: What is myelin?", "question: What is a neuron?")
    build(released.project)
    refused(released, "was released under the id")


@pytest.mark.parametrize("other", ["What is a soma?", "Neurons: what are they?"])
def test_rewording_is_no_exchange(released: Author, other: str) -> None:
    released.edit("question: What is a neuron?", f"question: '{other}'")
    build(released.project)
    released.commit()
    assert released.release("1.1.0").written


def test_without_git_on_the_way_nothing_is_remembered_of_another_project(released: Author, tmp_path: Path) -> None:
    subprocess.run(["git", "clone", "-q", str(released.root), str(tmp_path / "clone")], check=True)
    clone = Author(tmp_path / "clone")
    clone.edit("signals", "fires")
    build(clone.project)
    clone.commit()
    assert clone.release("1.1.0").written


def test_a_tag_at_which_a_picture_beside_the_documents_is_another(author: Author) -> None:
    author.edit("A cell that **signals**.", "'![](cell.svg) A cell that **signals**.'")
    for colour in ("red", "blue"):
        svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect fill="{colour}" width="9" height="9"/></svg>'
        (author.root / "seeds" / "cell.svg").write_text(svg, "utf-8")
        if colour == "red":
            build(author.project)
            author.commit()
            author.release("1.0.0")
        else:
            author.commit("Another picture")
            author.git("tag", "-f", "v1.0.0")
    author.git("revert", "-n", "HEAD")
    build(author.project)
    refused(author, "at whose tag seeds is otherwise than it was released", "1.1.0")
