"""Documents straight to one package."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from deckwright.cards.new_project import start
from deckwright.decks.build import build
from deckwright.decks.contents import Contents, read
from deckwright.decks.straight import build_straight
from deckwright.errors import DeckwrightError
from tests.conftest import Result
from tests.decks.anki_desk import Log, desk
from tests.decks.pictures import picture


def test_equal_questions_cost_no_more_than_others(tmp_path: Path) -> None:
    (tmp_path / "equal.md").write_text("# What?\n\nThat.\n\n" * 2000, "utf-8")
    (tmp_path / "other.md").write_text("".join(f"# What {n}?\n\nThat.\n\n" for n in range(2000)), "utf-8")
    seconds = {}
    for name in ("other", "equal"):
        begun = time.process_time()
        assert build_straight([tmp_path / f"{name}.md"], tmp_path / f"{name}.apkg").packed.total() == 2000
        seconds[name] = time.process_time() - begun
    assert seconds["equal"] < 2 * seconds["other"] + 1


DOCUMENT = "# Cells\n\n## Walls\n\n### What is a wall?\n\nA membrane.\n\n### What is a pore?\n\nA hole.\n"


def held(path: Path) -> Contents:
    return read(path.read_bytes(), str(path))


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    path = tmp_path / "cells.md"
    path.write_text(DOCUMENT, "utf-8")
    return path


def test_a_deck_tags_and_a_level_of_ones_own(notes: Path, tmp_path: Path, cli: Callable[..., Result]) -> None:
    package = tmp_path / "a.apkg"
    said = ("--deck", "Biology::Cells", "--tag", "exam", "--tag", "week 1", "--level", "Hard")
    assert cli("build", notes, "-o", package, *said).status == 0
    with desk(tmp_path / "anki") as anki:
        assert anki.take(package) == Log(2, 0, 0, 0)
        assert anki.decks() == {"Biology::Cells": 2}
        note = anki.note(anki.guids()[0])
        said = ["a::topic::Walls", "a::topic::exam", "a::topic::week-1"]
        assert sorted(note.tags) == ["a::level::Hard", "a::seed::cells", *said]
        assert (note["Level"], note["Topics"]) == ("Hard", "Walls · exam · week 1")


def test_a_level_is_for_notes_whose_document_names_none(notes: Path, tmp_path: Path) -> None:
    notes.write_text("# Beginner\n\n## What is a wall?\n\nA membrane.\n\n# Advanced\n\n## What is a pore?\n\nA hole.\n")
    build_straight([notes], tmp_path / "a.apkg", level="Middle")
    assert [note.fields["Level"] for note in held(tmp_path / "a.apkg").notes] == ["Beginner", "Advanced"]


def test_without_a_level_there_is_no_level(notes: Path, tmp_path: Path) -> None:
    build_straight([notes], tmp_path / "a.apkg")
    assert [note.tags for note in held(tmp_path / "a.apkg").notes] == [("a::seed::cells", "a::topic::Walls")] * 2


def test_another_file_name_is_another_deck_but_for_the_id_key(
    notes: Path, tmp_path: Path, cli: Callable[..., Result]
) -> None:
    """The stem is the key; who names it may rename the file, and learners' notes are updated in place."""
    first, second, third = (tmp_path / f"{name}.apkg" for name in ("first", "second", "third"))
    told = cli("build", notes, "-o", first).err
    assert "under another file name these would be new notes; --id-key first keeps them the same" in told
    result = cli("build", notes, "-o", second, "--id-key", "first", "--deck", "first")
    assert result.status == 0 and "--id-key" not in result.err
    assert second.read_bytes() == first.read_bytes()
    cli("build", notes, "-o", third)
    with desk(tmp_path / "anki") as anki:
        assert anki.take(first) == Log(2, 0, 0, 0)
        assert anki.take(second) == Log(0, 0, 2, 0)
        assert anki.take(third) == Log(2, 0, 0, 0)
        assert anki.problems() == []


def test_the_source_line_is_that_of_a_project(notes: Path, tmp_path: Path) -> None:
    for name, text in (("cells", DOCUMENT), ("zh", "# 细胞\n\n## 细胞壁\n\n### 什么是细胞壁？\n\n一层膜。\n")):
        path = tmp_path / f"{name}.md"
        path.write_text(text, "utf-8")
        build_straight([path], tmp_path / f"{name}.apkg")
        project = start(tmp_path / name, [path]).project
        build(project)
        (package,) = (project.root / "build").glob("*.apkg")
        sources = [[note.fields["Source"] for note in held(one).notes] for one in (tmp_path / f"{name}.apkg", package)]
        assert sources[0] == sources[1] and all(sources[0])


def piped(text: bytes, *argv: object, folder: Path) -> subprocess.CompletedProcess[bytes]:
    program = "import sys; from deckwright.cli import run; sys.exit(run(sys.argv[1:]))"
    command = [sys.executable, "-c", program, *map(str, argv)]
    return subprocess.run(command, input=text, capture_output=True, cwd=folder, check=False)


def test_standard_input(tmp_path: Path) -> None:
    """Pictures are looked for in the folder where one is, then in the one that is named."""
    (tmp_path / "img").mkdir()
    (tmp_path / "here.png").write_bytes(picture("blue"))
    (tmp_path / "img" / "there.png").write_bytes(picture("red"))
    text = "# What is it?\n\n![it](here.png) ![it](there.png) 一\n".encode("gb18030")
    done = piped(text, "build", "-", "-o", "a.apkg", "--media", "img", "--encoding", "gb18030", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert b"image-missing" not in done.stderr
    (note,) = held(tmp_path / "a.apkg").notes
    assert note.fields["Answer"].count("<img ") == 2 and "一" in note.fields["Answer"]
    assert note.fields["Source"] == "Answer: a" and note.tags == ("a::seed::stdin",)
    shown = piped(DOCUMENT.encode(), "read", "-", folder=tmp_path)
    assert shown.returncode == 0 and b"What is a pore?" in shown.stdout and b"stdin" in shown.stdout
    wrong = piped(b"\0", "read", "-", folder=tmp_path)
    assert wrong.returncode == 2 and wrong.stderr.startswith(b"error: stdin:")


def test_a_file_on_standard_input_gives_its_notes_its_time(notes: Path, tmp_path: Path) -> None:
    """So that building again changes nothing for a learner."""
    os.utime(notes, (1_700_000_000, 1_700_000_000))
    program = "import sys; from deckwright.cli import run; sys.exit(run(['build', '-', '-o', 'a.apkg']))"
    with notes.open("rb") as file:
        subprocess.run([sys.executable, "-c", program], stdin=file, cwd=tmp_path, check=True)
    assert {note.modified for note in held(tmp_path / "a.apkg").notes} == {1_700_000_000}


def test_pictures_from_elsewhere_are_kept_beside_the_package(notes: Path, tmp_path: Path) -> None:
    """What was fetched once is packed without being asked for again."""
    url = "https://example.org/p.png"
    notes.write_text(f"# What is it?\n\nThis. ![it]({url})\n", "utf-8")
    report = build_straight([notes], tmp_path / "a.apkg")
    (finding,) = report.findings
    assert finding.code == "image-remote" and "build with --fetch-media" in finding.message
    kept = tmp_path / "a.media" / f"{hashlib.sha256(url.encode()).hexdigest()[:24]}.png"
    kept.parent.mkdir()
    kept.write_bytes(picture("red"))
    assert build_straight([notes], tmp_path / "a.apkg").findings == []
    assert len(held(tmp_path / "a.apkg").media) == 1


@pytest.mark.parametrize("fetch", [False, True])
def test_a_folder_beside_the_package_that_leads_out_is_not_used(notes: Path, tmp_path: Path, fetch: bool) -> None:
    notes.write_text("# What is it?\n\nThis. ![it](https://example.org/p.png)\n", "utf-8")
    for name in ("here", "outside"):
        (tmp_path / name).mkdir()
    (tmp_path / "here" / "a.media").symlink_to(tmp_path / "outside")
    with pytest.raises(DeckwrightError, match=r"a\.media leads out of the folder by a link"):
        build_straight([notes], tmp_path / "here" / "a.apkg", fetch_media=fetch)
    assert not list((tmp_path / "outside").iterdir())


def test_pictures_are_fetched_where_that_is_asked(notes: Path, tmp_path: Path) -> None:
    notes.write_text("# What is it?\n\nThis. ![it](https://127.0.0.1/p.png)\n", "utf-8")
    (finding,) = build_straight([notes], tmp_path / "a.apkg", fetch_media=True).findings
    assert finding.code == "image-not-fetched" and "no public address" in finding.message


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--deck", "", "--deck '' is empty"),
        ("--deck", "A::", "--deck '' is empty"),
        ("--deck", "a\nb", "--deck 'a\\nb' holds the character U+000A"),
        ("--tag", '""', "holds nothing that a tag can"),
        ("--level", " x", "--level ' x' begins or ends with a space"),
        ("--id-key", "--", "--id-key '--' holds no letter and no digit"),
        ("--media", "gone", "gone: no such folder; expected one that holds pictures"),
    ],
)
def test_what_cannot_be_asked(
    notes: Path, tmp_path: Path, cli: Callable[..., Result], option: str, value: str, said: str
) -> None:
    result = cli("build", notes, "-o", tmp_path / "a.apkg", f"{option}={value}")
    assert result.status == 2 and said in result.err
    assert not (tmp_path / "a.apkg").exists()


@pytest.mark.parametrize("option", ["--deck=x", "--tag=x", "--level=x", "--id-key=x", "--media=x"])
def test_a_project_has_them_in_its_settings(project: Path, cli: Callable[..., Result], option: str) -> None:
    result = cli("build", "--project", project, option)
    assert result.status == 2 and "go with FILEs; a project has them in deckwright.yaml" in result.err
