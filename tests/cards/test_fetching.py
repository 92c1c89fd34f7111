"""`update --from`: what people go on writing where they wrote it comes again, under the ids that it had."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from deckwright.project import load
from tests.conftest import Result, tree

Cli = Callable[..., Result]


def asking(*words: str) -> str:
    return "".join(f"# What is {word}?\n\nIt is {word}, and nothing else at all.\n\n" for word in words)


@pytest.fixture
def notes(tmp_path: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of notes and, beside it, the project that was made of it."""
    folder = tmp_path / "notes"
    (folder / "week1").mkdir(parents=True)
    (folder / "a.md").write_text(asking("one", "two"), "utf-8")
    (folder / "week1" / "a.md").write_text(asking("three", "four", "five"), "utf-8")
    monkeypatch.chdir(tmp_path)
    assert cli("init", "deck", "notes").status == 0
    return folder


def ids(deck: Path) -> dict[str, str]:
    text = "".join(path.read_text("utf-8") for path in sorted((deck / "cards").glob("*.yaml")))
    return {question: one for one, question in re.findall(r"id: (\S+)\n +question: (.+)", text)}


def test_where_documents_came_from_is_kept(notes: Path, tmp_path: Path) -> None:
    project = load(tmp_path / "deck")
    assert [(one.name, one.path.as_posix(), one.into) for one in project.sources.values()] == [
        ("notes", "../notes", "")
    ]
    assert {seed.source for seed in project.declared.values()} == {"notes"}


def test_changed_and_new_documents_come(notes: Path, tmp_path: Path, cli: Cli) -> None:
    deck = tmp_path / "deck"
    before = ids(deck)
    (notes / "a.md").write_text(asking("one", "two").replace("nothing else", "something else"), "utf-8")
    (notes / "week2").mkdir()
    (notes / "week2" / "b.md").write_text(asking("six"), "utf-8")
    result = cli("update", "--from", "--project", deck)
    assert result.status == 0
    assert "fetched documents: 1 changed, 1 new" in result.err
    now = ids(deck)
    assert {question: one for question, one in now.items() if question in before} == before
    assert now.keys() - before.keys() == {"What is six?"}
    assert load(deck).seed("week2/b.md").tags == ("week2",)
    state = tree(deck)
    again = cli("update", "--from", "--project", deck)
    assert again.status == 0 and "none has changed" in again.err
    assert tree(deck) == state


def test_a_renamed_document_is_followed_by_its_content(notes: Path, tmp_path: Path, cli: Cli) -> None:
    deck = tmp_path / "deck"
    before, key = ids(deck), load(deck).seed("week1/a.md").key
    (notes / "week3").mkdir()
    (notes / "week1" / "a.md").rename(notes / "week3" / "stacks.md")
    result = cli("update", "--from", "--project", deck)
    assert result.status == 0
    assert "week1/a.md is now week3/stacks.md" in result.err
    assert ids(deck) == before
    assert load(deck).seed("week3/stacks.md").key == key
    assert not (deck / "seeds" / "week1" / "a.md").exists()


@pytest.mark.parametrize("follows", [True, False])
def test_half_of_its_lines_tell_a_document_under_another_name(
    notes: Path, tmp_path: Path, cli: Cli, follows: bool
) -> None:
    """It had three questions, of two lines each, and has six or seven now."""
    others = [f"w{at}" for at in range(6 if follows else 7)][3:]
    (notes / "week1" / "a.md").unlink()
    (notes / "week1" / "z.md").write_text(asking("three", "four", "five", *others), "utf-8")
    result = cli("update", "--from", "--project", tmp_path / "deck", "--dry-run")
    assert ("is now week1/z.md" in result.err) is follows


def test_what_is_gone_is_told_before_it_is_retired(notes: Path, tmp_path: Path, cli: Cli) -> None:
    deck = tmp_path / "deck"
    (notes / "week1" / "a.md").unlink()
    result = cli("update", "--from", "--project", deck, "--format", "json")
    assert result.status == 1
    said = json.loads(result.out)
    assert said["fetched"]["gone"] == ["week1/a.md"]
    assert [one["code"] for one in said["findings"]] == ["gone-from-source"]
    assert (deck / "seeds" / "week1" / "a.md").exists()
    assert json.loads(result.out)["changes"] == []
    result = cli("update", "--from", "--yes", "--project", deck, "--format", "json")
    assert [one["action"] for one in json.loads(result.out)["changes"]] == ["retired"] * 3
    assert not (deck / "seeds" / "week1" / "a.md").exists()
    assert "week1/a.md" not in load(deck).declared


def test_a_document_that_asks_nothing_any_more_is_told_as_well(notes: Path, tmp_path: Path, cli: Cli) -> None:
    (notes / "a.md").write_text("Nothing.\n", "utf-8")
    before = ids(tmp_path / "deck")
    result = cli("update", "--from", "--project", tmp_path / "deck")
    assert result.status == 1 and "1 document no longer there, or without a question: a.md" in result.err
    assert ids(tmp_path / "deck") == before and "retired:" not in result.err


def test_what_was_changed_on_both_sides_stays_and_is_told(notes: Path, tmp_path: Path, cli: Cli) -> None:
    deck = tmp_path / "deck"
    here = deck / "seeds" / "a.md"
    here.write_text(asking("one", "two", "mine"), "utf-8")
    assert cli("update", "--from", "--project", deck).status == 0
    assert "mine" in here.read_text("utf-8")
    (notes / "a.md").write_text(asking("one", "two", "theirs"), "utf-8")
    result = cli("update", "--from", "--project", deck)
    assert result.status == 1 and "was changed here and in" in result.err
    assert "mine" in here.read_text("utf-8")


def test_another_folder_is_added_and_a_moved_one_known(notes: Path, tmp_path: Path, cli: Cli) -> None:
    deck = tmp_path / "deck"
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "a.md").write_text(asking("seven"), "utf-8")
    result = cli("update", "--from", "more", "--project", deck)
    assert result.status == 0, result.err
    assert (deck / "seeds" / "more" / "a.md").exists()
    assert sorted(load(deck).sources) == ["more", "notes"]
    notes.rename(tmp_path / "moved")
    (tmp_path / "moved" / "a.md").write_text(asking("one", "two", "eight"), "utf-8")
    result = cli("update", "--from", "moved", "--project", deck)
    assert result.status == 0 and "taken for a newer state of" in result.err
    assert load(deck).sources["notes"].path.as_posix() == "../moved"
    assert "What is eight?" in ids(deck)


def test_a_source_that_is_not_there(notes: Path, tmp_path: Path, cli: Cli) -> None:
    notes.rename(tmp_path / "elsewhere")
    before = tree(tmp_path / "deck")
    result = cli("update", "--from", "--project", tmp_path / "deck")
    assert result.status == 2 and "no such file" in result.err
    assert tree(tmp_path / "deck") == before


def test_a_strangers_project_does_not_say_what_is_fetched(notes: Path, tmp_path: Path, cli: Cli) -> None:
    """The same folder elsewhere, as a clone has it: nobody named a source for it here."""
    (tmp_path / "deck").rename(tmp_path / "clone")
    (notes / "a.md").write_text(asking("secret"), "utf-8")
    before = tree(tmp_path / "clone")
    result = cli("update", "--from", "--project", tmp_path / "clone")
    assert result.status == 2 and "was not named by you here" in result.err
    assert tree(tmp_path / "clone") == before
    assert cli("update", "--from", notes, "--project", tmp_path / "clone").status == 0
    assert cli("update", "--from", "--project", tmp_path / "clone").status == 0


def test_a_dry_run_fetches_nothing(notes: Path, tmp_path: Path, cli: Cli) -> None:
    (notes / "a.md").write_text(asking("one"), "utf-8")
    before = tree(tmp_path / "deck")
    assert (
        "would fetch documents: 1 changed" in cli("update", "--from", "--dry-run", "--project", tmp_path / "deck").err
    )
    assert tree(tmp_path / "deck") == before


def test_a_project_without_sources(project: Path, cli: Cli) -> None:
    result = cli("update", "--from", "--project", project)
    assert result.status == 2 and "names no source" in result.err
