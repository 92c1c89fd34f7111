"""build/: whole or not at all, the same bytes every time, and times that move only with content."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from deckwright.cards.update import update
from deckwright.decks.build import BuildReport, build
from deckwright.errors import DeckwrightError
from deckwright.project import load
from tests.conftest import ROOT, tree
from tests.decks.pictures import picture


@pytest.fixture
def ready(project: Path) -> Path:
    """The small project, read."""
    update(load(project))
    return project


def run(project: Path, *, frozen: bool = False) -> BuildReport:
    return build(load(project), frozen=frozen)


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert text.count(old) == 1, text
    path.write_text(text.replace(old, new), "utf-8")


def manifest(project: Path) -> dict[str, dict[str, object]]:
    data = json.loads((project / "build" / "manifest.json").read_text("utf-8"))
    return {note["id"]: note for note in data["notes"]}


def test_what_is_built(ready: Path) -> None:
    report = run(ready)
    assert sorted(path.name for path in (ready / "build").iterdir()) == [
        "NOTES.md", "SHA256SUMS", "manifest.json", "notes-easy.apkg", "notes.apkg",
    ]  # fmt: skip
    assert [level.key for level in report.empty_levels] == ["hard"]
    assert report.sources[0].status == {"packed": 2}


def test_the_sums_are_right(ready: Path) -> None:
    run(ready)
    subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=ready / "build", check=True)
    data = json.loads((ready / "build" / "manifest.json").read_text("utf-8"))
    for package in data["packages"]:
        content = (ready / "build" / package["file"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == package["sha256"]


def test_a_second_build_changes_no_byte(repository: Path) -> None:
    run(repository)
    before = tree(repository)
    run(repository)
    assert tree(repository) == before


def test_the_committed_lock_is_that_of_the_cards(committed: Path) -> None:
    lock = (committed / "deck.lock").read_bytes()
    run(committed, frozen=True)
    assert (committed / "deck.lock").read_bytes() == lock


def test_the_same_bytes_anywhere(committed: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    run(committed, frozen=True)
    elsewhere = tmp_path_factory.mktemp("else where") / "字"
    for name, content in tree(committed).items():
        if not name.startswith("build/"):
            (elsewhere / name).parent.mkdir(parents=True, exist_ok=True)
            (elsewhere / name).write_bytes(content)
    env = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Shanghai", "LC_ALL": "C", "SOURCE_DATE_EPOCH": "1893456000"}
    code = "import sys; from deckwright.cli import run; sys.exit(run(['build', '--frozen', '--project', sys.argv[1]]))"
    subprocess.run([sys.executable, "-c", code, str(elsewhere)], env=env, check=True, capture_output=True)
    for package in (committed / "build").glob("*.apkg"):
        assert (elsewhere / "build" / package.name).read_bytes() == package.read_bytes()


def test_packages_are_deflated_and_hold_no_date(ready: Path) -> None:
    run(ready)
    with zipfile.ZipFile(ready / "build" / "notes.apkg") as archive:
        assert [info.filename for info in archive.infolist()] == ["collection.anki2", "media"]
        for info in archive.infolist():
            assert info.compress_type == zipfile.ZIP_DEFLATED
            assert info.date_time == (1980, 1, 1, 0, 0, 0)


def test_times_move_only_with_content(ready: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    run(ready)
    assert {note["modified"] for note in manifest(ready).values()} == {1_800_000_000}
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800001000")
    edit(ready / "cards" / "a.yaml", "answer: The first.", "answer: The very first.")
    run(ready)
    assert sorted(note["modified"] for note in manifest(ready).values()) == [1_800_000_000, 1_800_001_000]  # type: ignore[type-var]


def test_times_never_go_backwards(ready: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    run(ready)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1799999000")
    edit(ready / "cards" / "a.yaml", "answer: The first.", "answer: The very first.")
    run(ready)
    assert sorted(note["modified"] for note in manifest(ready).values()) == [1_800_000_000, 1_800_000_001]  # type: ignore[type-var]
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    before = tree(ready)
    with pytest.raises(DeckwrightError, match=r"deck.lock: the note type qa was last changed more than a day from now"):
        run(ready)
    assert tree(ready) == before


@pytest.mark.parametrize(
    ("change", "moves"),
    [
        ("    level: hard\n", True),
        ("    tags: [x]\n", True),
        ("    extra: more\n", True),
        ("    reverse: true\n", True),
        ("    answered_by: editor\n", True),
        ("    # a comment\n", False),
        ("    level: easy\n", False),
    ],
)
def test_what_counts_as_content(ready: Path, monkeypatch: pytest.MonkeyPatch, change: str, moves: bool) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    run(ready)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800001000")
    edit(ready / "cards" / "a.yaml", "    answer: The first.\n", f"    answer: The first.\n{change}")
    run(ready)
    moved = [note for note in manifest(ready).values() if note["modified"] == 1_800_001_000]
    assert len(moved) == moves


def test_a_picture_with_other_bytes_is_content(ready: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    media = ready / "cards" / "media"
    media.mkdir()
    (media / "p.png").write_bytes(picture("red"))
    edit(ready / "cards" / "a.yaml", "answer: The first.", "answer: The first. ![p](p.png)")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    run(ready)
    (media / "p.png").write_bytes(picture("blue"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800001000")
    run(ready)
    assert sum(note["modified"] == 1_800_001_000 for note in manifest(ready).values()) == 1
    with zipfile.ZipFile(ready / "build" / "notes.apkg") as archive:
        [name] = json.loads(archive.read("media")).values()
        assert archive.read("0") == picture("blue")
    assert name == f"p-{hashlib.sha256(picture('blue')).hexdigest()[:12]}.png"


def test_pictures_outside_the_project_are_not_packed(ready: Path) -> None:
    (ready.parent / "secret.png").write_bytes(picture())
    edit(
        ready / "cards" / "a.yaml",
        "answer: The first.",
        "answer: The ![x](../../secret.png) ![y](/etc/passwd) ![z](file:///etc/passwd)",
    )
    report = run(ready)
    assert [finding.code for finding in report.findings] == ["image-outside", "image-outside", "image-unsafe"]
    with zipfile.ZipFile(ready / "build" / "notes.apkg") as archive:
        assert json.loads(archive.read("media")) == {}


@pytest.mark.parametrize(
    ("notes", "said"),
    [
        (
            "- {id: a, question: q, answer: a, same_as: zzz}",
            r"cards/own.yaml:3: same_as names zzz, and there is no such note",
        ),
        (
            "- {id: a, question: q, same_as: b}\n- {id: b, question: q, same_as: a}",
            r"same_as leads in a circle: a -> b -> a",
        ),
        (
            "- {id: a, question: q, answer: a, level: harder}",
            r"cards/own.yaml:3: there is no level 'harder'; expected one of easy, hard",
        ),
        (
            "- {id: a, question: q, answer: a, kind: cloze}",
            r"cards/own.yaml:3: a note of the kind cloze has no deletion; expected one at least, such as \{\{c1::answer",
        ),
        (
            "- {id: a, question: 'a {{c1::b', kind: cloze}",
            r"cards/own.yaml:3: a deletion is not closed; expected \}\} behind it",
        ),
        (
            "- {id: a, question: '{{c0::b}}', kind: cloze}",
            r"cards/own.yaml:3: Anki makes no card of its own of a deletion numbered 0; expected 1 to 500",
        ),
        (
            '- {id: a, question: "{{c1::one\\n\\ntwo}}", kind: cloze}',
            r"cards/own.yaml:3: a deletion begins in one block and ends in another",
        ),
        (
            "- {id: a, question: q, answer: a, kind: choice, choices: [{text: x}]}",
            r"cards/own.yaml:3: a note of the kind choice has 1 choices; expected 2 to 26",
        ),
        (
            "- {id: a, question: q, answer: a, choices: [{text: x}, {text: y}]}",
            r"cards/own.yaml:3: a note of the kind qa has choices; expected kind: choice",
        ),
        (
            "- {id: a, question: '{{c1::q}}', kind: cloze, reverse: true}",
            r"cards/own.yaml:3: a note of the kind cloze cannot be reversed",
        ),
        (
            "- {id: a, question: q, answer: " + "long " * 14_000 + "}",
            r"cards/own.yaml:3: the note has 68 KiB; expected 64 KiB at most; split it",
        ),
        ('- {id: a, question: "q\\x1fr", answer: a}', r"cards/own.yaml:3: 'q\\x1fr' holds the character U\+001F"),
        ("- {id: a, question: '<!-- x -->', answer: a}", r"cards/own.yaml:3: the question shows nothing"),
    ],
)
def test_what_cannot_be_packed_is_an_error_and_writes_nothing(ready: Path, notes: str, said: str) -> None:
    (ready / "cards" / "own.yaml").write_text(f"format: 1\nnotes:\n{notes}\n", "utf-8")
    before = tree(ready)
    with pytest.raises(DeckwrightError, match=said):
        run(ready)
    assert tree(ready) == before


def test_left_out_are_skipped_same_and_retired_notes(ready: Path) -> None:
    (ready / "seeds" / "a.md").write_text(
        "# What is one?\n\nThe first.\n\n# Who discovered penicillin?\n\nFleming.\n", "utf-8"
    )
    update(load(ready))
    first = next(iter(store_ids(ready)))
    (ready / "cards" / "own.yaml").write_text(
        f"format: 1\nnotes:\n- {{question: One?, same_as: {first}}}\n- {{question: No, answer: x, skip: true}}\n- question: Open?\n",
        "utf-8",
    )
    report = run(ready)
    assert [dict(source.status) for source in report.sources] == [
        {"packed": 2, "retired": 1},
        {"same-as": 1, "skipped": 1, "unanswered": 1},
    ]
    assert [card.note.question for card in report.unanswered] == ["Open?"]


def store_ids(project: Path) -> list[str]:
    from deckwright.cards import store

    return [str(card.id) for card in store.cards_in(store.load_all(project / "cards"))]


def test_a_level_that_lost_its_notes_loses_its_package(ready: Path) -> None:
    edit(ready / "cards" / "a.yaml", "    answer: The first.\n", "    answer: The first.\n    level: hard\n")
    run(ready)
    assert (ready / "build" / "notes-hard.apkg").exists()
    edit(ready / "cards" / "a.yaml", "    level: hard\n", "")
    run(ready)
    assert not (ready / "build" / "notes-hard.apkg").exists()


def test_frozen_fails_instead_of_writing(ready: Path) -> None:
    before = tree(ready)
    with pytest.raises(DeckwrightError, match=r"deck.lock: would change"):
        run(ready, frozen=True)
    (ready / "cards" / "own.yaml").write_text("format: 1\nnotes:\n- question: Own?\n", "utf-8")
    with pytest.raises(DeckwrightError, match=r"cards/own.yaml:3: the note has no id yet"):
        run(ready, frozen=True)
    (ready / "cards" / "own.yaml").unlink()
    assert tree(ready) == before


def test_a_file_where_the_folder_should_be(ready: Path) -> None:
    (ready / "build").write_text("mine", "utf-8")
    before = tree(ready)
    with pytest.raises(DeckwrightError, match=r"build: is a file; expected a folder to write to"):
        run(ready)
    assert tree(ready) == before


def test_nothing_to_pack(project: Path) -> None:
    with pytest.raises(DeckwrightError, match="there are no notes; .*deckwright update"):
        run(project)
    (project / "seeds" / "a.md").write_text("# What?\n\n# Why?\n", "utf-8")
    update(load(project))
    with pytest.raises(DeckwrightError, match="no note has an answer"):
        run(project)
    assert not (project / "build").exists()


def test_the_shipped_build_folder_says_what_comes_there() -> None:
    assert "make decks" in (ROOT / "build" / "README.md").read_text("utf-8")
