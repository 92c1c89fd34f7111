"""An upgrade of the tool rewrites nothing: a project made at f42fc7d, the reader of now, and readers yet to come."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from deckwright.cards import lock as locks
from deckwright.cards import readings
from deckwright.cards.update import update
from deckwright.decks.build import build
from deckwright.project import load
from deckwright.seeds.found import ReadDocument
from deckwright.seeds.read import READER, read_document
from tests.conftest import Result, tree

UPGRADED = Path(__file__).parent / "upgraded"
Reader = Callable[..., ReadDocument]


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """Four documents of four ways of writing, read and built by the commit f42fc7d."""
    shutil.copytree(UPGRADED, tmp_path, dirs_exist_ok=True)
    return tmp_path


# Readers yet to come


def all_levels(document: Any, **options: Any) -> ReadDocument:
    """Sees a level everywhere."""
    read = read_document(document, **options)
    return replace(read, notes=tuple(replace(one, note=replace(one.note, level="hard")) for one in read.notes))


def half_of_it(document: Any, **options: Any) -> ReadDocument:
    """Sees every second question only, and what lies between as part of the answer."""
    read = read_document(document, **options)
    merged = [
        replace(
            one,
            note=replace(one.note, answer=f"{one.note.answer}\n\n{two.note.question}\n\n{two.note.answer}"),
            last=two.last,
        )
        for one, two in zip(read.notes[::2], read.notes[1::2], strict=False)
    ]
    return replace(read, notes=tuple(merged))


def first_lines(document: Any, **options: Any) -> ReadDocument:
    """Ends every answer at its first line."""
    read = read_document(document, **options)
    short = [replace(one, note=replace(one.note, answer=(one.note.answer or "").split("\n")[0])) for one in read.notes]
    return replace(read, notes=tuple(short))


def other_questions(document: Any, **options: Any) -> ReadDocument:
    """Puts another word before every question."""
    read = read_document(document, **options)
    notes = [replace(one, note=replace(one.note, question=f"Say: {one.note.question}")) for one in read.notes]
    return replace(read, notes=tuple(notes))


def nothing(document: Any, **options: Any) -> ReadDocument:
    return replace(read_document(document, **options), notes=())


READERS: dict[str, Reader | None] = {
    "now": None, "levels": all_levels, "half": half_of_it, "first lines": first_lines, "questions": other_questions,
    "nothing": nothing,
}  # fmt: skip


def said(project: Path) -> dict[str, tuple[Any, ...]]:
    lock = locks.parse((project / "deck.lock").read_text("utf-8"), load(project).key)
    return {
        one.id: (one.question, one.answer, one.level, frozenset(one.tags), bool(one.retired))
        for one in lock.notes.values()
    }


def times(project: Path) -> dict[str, int]:
    build(load(project))
    manifest = json.loads((project / "build" / "manifest.json").read_text("utf-8"))
    return {note["id"]: note["modified"] for note in manifest["notes"]}


def upgraded(monkeypatch: pytest.MonkeyPatch, reader: Reader | None) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    if reader:
        monkeypatch.setattr(readings, "READER", READER + 1)
        monkeypatch.setattr(readings, "read_document", reader)


@pytest.mark.parametrize("reader", READERS.values(), ids=READERS)
def test_an_upgrade_alone_changes_nothing(made: Path, monkeypatch: pytest.MonkeyPatch, reader: Reader | None) -> None:
    upgraded(monkeypatch, reader)
    before = tree(made)
    assert update(load(made)).written == [] and tree(made) == before
    assert set(times(made).values()) == {1790000000}


@pytest.mark.parametrize("word", ["daily", "humus", "sprout", "thin", "Danube", "帧", "序号"])
@pytest.mark.parametrize("reader", READERS.values(), ids=READERS)
def test_one_letter_changed_in_a_document_changes_one_note(
    made: Path, monkeypatch: pytest.MonkeyPatch, reader: Reader | None, word: str
) -> None:
    upgraded(monkeypatch, reader)
    before = said(made)
    [path] = [one for one in (made / "seeds").iterdir() if word in one.read_text("utf-8")]
    text = path.read_text("utf-8")
    path.write_text(text.replace(word, word[:-1] + ("x" if word[0] < "\x7f" else "值")), "utf-8")
    update(load(made))
    after = said(made)
    assert set(after) == set(before) or reader in (nothing, other_questions, half_of_it)
    changed = [one for one in before if after[one] != before[one]]
    assert len(changed) <= 1
    stamped = times(made)
    assert sum(stamped.get(one) != 1790000000 for one in before) <= 1
    if reader is None:
        assert len(changed) == 1 and sum(when == 1800000000 for when in stamped.values()) == 1


def test_what_a_newer_reader_would_do_is_told_in_one_line_and_taken_by_reread(
    made: Path, monkeypatch: pytest.MonkeyPatch, cli: Callable[..., Result]
) -> None:
    upgraded(monkeypatch, first_lines)
    path = made / "seeds" / "garden.md"
    path.write_text(path.read_text("utf-8").replace("cold ground", "cold soil"), "utf-8")
    result = cli("update", "--project", made)
    told = [line for line in result.err.splitlines() if "reads-otherwise" in line]
    assert len(told) == 1 and "3 notes other or more, 3 no longer so" in told[0] and "--reread" in told[0]
    assert cli("update", "--project", made).err == ""
    cli("update", "--project", made, "--reread")
    answers = [one[1] for one in said(made).values()]
    assert not any("\n" in str(answer) for answer in answers)
    assert f'"reader": {READER + 1}' in (made / "deck.lock").read_text("utf-8")


def test_a_sentence_more_behind_an_answer_is_taken(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    upgraded(monkeypatch, all_levels)
    path = made / "seeds" / "kitchen.md"
    path.write_text(path.read_text("utf-8").replace("four from hot.", "four from hot. Six for large ones."), "utf-8")
    update(load(made))
    assert any("Six for large ones." in str(one[1]) for one in said(made).values())


PAGE = """<html><body>
<h2>What is A?</h2>
<p>It is the first letter.</p>
<h2>What is B?</h2>
<p>It is the second letter.</p>
<h2>What is C?</h2>
<p>It is the third letter.</p>
</body></html>
"""
D = "<h2>What is D?</h2>\n<p>It is the fourth.</p>\n"


@pytest.fixture
def page(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A page, read by an older reader that took its end for a part of the last answer."""

    def with_the_end(document: Any, **options: Any) -> ReadDocument:
        read = read_document(document, **options)
        last = read.notes[-1]
        longer = replace(last, note=replace(last.note, answer=f"{last.note.answer}\n</body></html>"))
        return replace(read, notes=(*read.notes[:-1], longer))

    for other in (project / "seeds").iterdir():
        other.unlink()
    (project / "seeds" / "page.html").write_text(PAGE, "utf-8")
    with monkeypatch.context() as older:
        older.setattr(readings, "READER", READER - 1)
        older.setattr(readings, "read_document", with_the_end)
        update(load(project))
    assert "</body>" in str(list(said(project).values())[2])
    return project


@pytest.mark.parametrize("before", ["</body>", "<h2>What is B?"])
def test_a_question_that_came_into_a_document_is_taken(page: Path, before: str) -> None:
    (page / "seeds" / "page.html").write_text(PAGE.replace(before, D + before), "utf-8")
    update(load(page))
    assert [one[0] for one in said(page).values() if not one[4]].count("What is D?") == 1 and len(said(page)) == 4


@pytest.mark.parametrize("gone", ["B", "C"])
def test_a_question_that_went_out_of_a_document_is_retired(page: Path, gone: str) -> None:
    lines = PAGE.splitlines(keepends=True)
    at = lines.index(f"<h2>What is {gone}?</h2>\n")
    (page / "seeds" / "page.html").write_text("".join(lines[:at] + lines[at + 2 :]), "utf-8")
    update(load(page))
    assert [one[0] for one in said(page).values() if one[4]] == [f"What is {gone}?"]


@pytest.mark.parametrize(
    ("gone", "stays"), [("third", True), ("is the third", True), ("It is the third letter", False)]
)
def test_a_note_that_only_changed_is_kept(page: Path, monkeypatch: pytest.MonkeyPatch, gone: str, stays: bool) -> None:
    """Where the newer reader sees nothing at all: as long as half of its letters stand where it stood."""
    monkeypatch.setattr(readings, "read_document", nothing)
    (page / "seeds" / "page.html").write_text(PAGE.replace(gone, "xyzzy"), "utf-8")
    update(load(page))
    assert any(one[0] == "What is C?" and not one[4] for one in said(page).values()) == stays
