"""The door for other outputs than packages: what goes through it arrives in a real Anki, and what fails is named."""

from __future__ import annotations

import csv
import json
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import deckwright
from deckwright.decks.build import build, export
from deckwright.decks.formats import all_formats
from deckwright.errors import DeckwrightError
from deckwright.project import Project, load
from tests.conftest import ROOT
from tests.decks.anki_desk import Desk, desk

NOTES = """format: 1
notes:
- {id: first, question: What is <b>one</b>?, answer: "The `first`:\\n\\n```\\na\\tb\\n```\\n\\n\\"so\\", $x<1$.", tags: [Count ing]}
- {id: second, question: Two, answer: The second., reverse: true, extra: Small.}
- {id: third, kind: cloze, question: "{{c1::Three}} and {{c2::four}}", answer: Numbers.}
- id: fourth
  kind: choice
  question: Which?
  choices: [{text: a}, {text: b, correct: true}]
- {id: fifth, question: Without an answer?}
- {id: sixth, question: "# No head, no comment", answer: "#deck:x", level: hard}
"""


@pytest.fixture
def cards(project: Path) -> Project:
    (project / "cards").mkdir()
    (project / "cards" / "own.yaml").write_text(NOTES, "utf-8")
    (project / "deck.lock").write_text('{"format": 1, "key": "notes-k3y4t3st"}\n')
    build(load(project))
    return load(project)


def take(anki: Desk, path: Path) -> Any:
    """Import as the desktop does it, with what it reads from the file itself."""
    from anki.collection import ImportCsvRequest

    metadata = anki.col.get_csv_metadata(str(path), None)
    return anki.col.import_csv(ImportCsvRequest(path=str(path), metadata=metadata)).log


def written(cards: Project, folder: Path) -> Path:
    made = export(cards, "text")
    (folder / made.file).write_bytes(made.data)
    return folder / made.file


def test_a_text_file_is_imported_into_a_real_anki(cards: Project, tmp_path: Path) -> None:
    path = written(cards, tmp_path)
    with desk(tmp_path / "anki") as anki:
        log = take(anki, path)
        assert (len(log.new), len(log.updated), log.found_notes) == (5, 0, 5)
        assert set(anki.guids()) == {"first", "second", "third", "fourth", "sixth"}
        kinds = {guid: anki.note_type_of(guid)["name"] for guid in anki.guids()}
        assert kinds == {
            "first": "Basic",
            "second": "Basic (and reversed card)",
            "third": "Cloze",
            "fourth": "Basic",
            "sixth": "Basic",
        }
        counts = {guid: len(anki.note(guid).cards()) for guid in anki.guids()}
        assert counts == {"first": 1, "second": 2, "third": 2, "fourth": 1, "sixth": 1}
        with desk(tmp_path / "other") as other:
            other.take(cards.build_dir / "notes.apkg")
            for guid in anki.guids():
                (front, back, *_), packed = anki.note(guid).fields, other.note(guid)
                assert front == packed["Question"]
                assert back.startswith(packed["Answer"])
                assert sorted(anki.note(guid).tags) == sorted(packed.tags)
        assert anki.note("second").fields[1].startswith("The second.<hr>Small.<p><small>")
        assert any(tag.endswith("::Count-ing") for tag in anki.note("first").tags)
        decks = {anki.col.decks.name(card.did) for guid in anki.guids() for card in anki.note(guid).cards()}
        assert decks == {f"{cards.deck}::{level.name}" for level in cards.levels} & decks and len(decks) == 2
        assert anki.problems() == []


def test_a_newer_text_file_updates_the_notes_of_an_older_one(cards: Project, tmp_path: Path) -> None:
    with desk(tmp_path / "anki") as anki:
        take(anki, written(cards, tmp_path))
        reviewed = anki.review("second")
        path = cards.cards_dir / "own.yaml"
        path.write_text(path.read_text("utf-8").replace("The second.", "The newer one."), "utf-8")
        log = take(anki, written(load(cards.root), tmp_path))
        assert len(log.new) == 0
        assert "The newer one." in anki.note("second").fields[1]
        assert anki.schedule("second") == reviewed


def test_its_columns_are_what_its_head_says(cards: Project) -> None:
    text = export(cards, "text").data.decode()
    head = dict(line[1:].split(":", 1) for line in text.splitlines() if line.startswith("#"))
    rows = list(csv.reader(text.split("column:6\n", 1)[1].splitlines(keepends=True), csv.excel_tab))
    assert head["separator"] == "tab" and head["html"] == "true"
    assert [row[int(head["guid column"]) - 1] for row in rows] == ["first", "second", "third", "fourth", "sixth"]
    assert {len(row) for row in rows} == {6}


def test_a_chinese_deck_names_the_note_types_of_a_chinese_anki(tmp_path: Path) -> None:
    from anki import lang

    text = export(load(ROOT / "tests" / "gallery"), "text").data.decode()
    named = {row[1] for row in csv.reader(text.split("column:6\n", 1)[1].splitlines(keepends=True), csv.excel_tab)}
    lang.set_lang("zh_CN")
    try:
        with desk(tmp_path / "anki") as anki:
            assert named <= {one.name for one in anki.col.models.all_names_and_ids()} and len(named) == 3
    finally:
        lang.set_lang("en")


def test_pictures_that_a_format_cannot_hold_are_told() -> None:
    gallery = load(ROOT / "tests" / "gallery")
    found = [one for one in export(gallery, "text").findings if one.code == "without-media"]
    assert len(found) == 1 and "notes show 6" in found[0].message
    assert not [one for one in export(gallery, "apkg").findings if one.code == "without-media"]


def test_a_package_goes_through_the_same_door(cards: Project) -> None:
    made = export(cards, "apkg")
    assert made.file == f"{cards.slug}.apkg"
    assert made.data == (cards.build_dir / made.file).read_bytes()


def test_nothing_is_written(cards: Project) -> None:
    def files() -> dict[Path, bytes]:
        return {path: path.read_bytes() for path in cards.root.rglob("*") if path.is_file()}

    before = files()
    export(cards, "text")
    assert files() == before
    (cards.cards_dir / "more.yaml").write_text("format: 1\nnotes:\n- {question: New?, answer: Yes.}\n", "utf-8")
    with pytest.raises(DeckwrightError, match=r"more.yaml:3: the note has no id yet"):
        export(load(cards.root), "text")


def test_a_format_that_is_not_there(cards: Project) -> None:
    with pytest.raises(DeckwrightError, match="there is no format 'txt'; expected"):
        export(cards, "txt")


class TestFormatsOfOthers:
    """The package that docs/formats.md builds, installed as pip would, by its metadata on the path."""

    def test_the_call_of_the_document(self, cards: Project, monkeypatch: pytest.MonkeyPatch) -> None:
        text = (ROOT / "docs" / "formats.md").read_text("utf-8")
        monkeypatch.chdir(cards.root)
        exec(re.findall(r"```python\n(.*?)```", text, re.S)[0], {})
        assert (cards.root / "notes.txt").read_bytes() == export(cards, "text").data

    @pytest.fixture
    def install(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
        def write(value: str = "json_notes:json_notes", was: str = "", now: str = "") -> None:
            text = (ROOT / "docs" / "formats.md").read_text("utf-8")
            code = re.findall(r"```python\n(.*?)```", text, re.S)[1]
            assert was in code
            (tmp_path / "json_notes.py").write_text(code.replace(was, now) if was else code, "utf-8")
            info = tmp_path / "json_notes-1.0.dist-info"
            info.mkdir()
            (info / "METADATA").write_text("Metadata-Version: 2.1\nName: json-notes\nVersion: 1.0\n")
            (info / "entry_points.txt").write_text(f"[deckwright.formats]\njson = {value}\n")
            monkeypatch.syspath_prepend(tmp_path)
            all_formats.cache_clear()

        yield write
        sys.modules.pop("json_notes", None)
        all_formats.cache_clear()

    def test_it_makes_its_file(self, cards: Project, install: Callable[..., None]) -> None:
        install()
        made = deckwright.export(cards, "json")
        assert made.file == f"{cards.slug}.json"
        assert [note["id"] for note in json.loads(made.data)] == ["first", "second", "third", "fourth", "sixth"]

    @pytest.mark.parametrize(
        ("change", "said"),
        [
            ({"value": "json_notes:nothing"}, "the format 'json' cannot be loaded: .*; mend or uninstall"),
            ({"value": "json_notes:write"}, "the format 'json' is a function; expected a Format"),
            ({"was": "bundle.notes]", "now": "bundle.nothing]"}, "the format 'json' fails: AttributeError: .*nothing"),
            ({"was": ".encode()", "now": ""}, "the format 'json' makes a str; expected the bytes of a file"),
            ({"was": '"json", ".json"', "now": '"apkg", ".json"'}, "calls itself 'apkg', as one of Deckwright's own"),
        ],
    )
    def test_one_that_fails_is_named(
        self, cards: Project, install: Callable[..., None], change: dict[str, str], said: str
    ) -> None:
        install(**change)
        with pytest.raises(DeckwrightError, match=said):
            export(cards, "json")

    def test_a_broken_one_keeps_no_package_from_being_built(self, cards: Project, install: Callable[..., None]) -> None:
        install(was="bundle.notes]", now="bundle.nothing]")
        assert build(cards).packages
