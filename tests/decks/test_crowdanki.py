"""CrowdAnki's folders in a real Anki: all that they hold arrives, and an edit updates it in place."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from deckwright.decks.adopt.run import AdoptReport, adopt
from deckwright.decks.build import build
from deckwright.project import load
from tests.decks.anki_desk import Desk, Log, desk
from tests.decks.crowdanki import EXPORTS
from tests.decks.test_adopt_anki import edit_first

DECKS = {
    "geography": {"Geography": 5, "Geography::Seas": 1},
    "gaps": {"语文::填空 50%": 7},
    "nested": {"Root": 1, "Root::Middle: 1": 1, "Root::Middle: 1::Inner": 2},
}
TOLD = {
    "geography": set(),
    "gaps": {"adopt-html"},
    "nested": {"adopt-html", "adopt-media-unused", "adopt-media-missing"},
}
"""Besides that CrowdAnki keeps no ids of note types."""


def notes_in(deck: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield from deck["notes"]
    for child in deck["children"]:
        yield from notes_in(child)


def adopted(name: str, folder: Path) -> tuple[AdoptReport, dict[str, Any]]:
    source = EXPORTS[name](folder / name)
    [path] = source.glob("*.json")
    return adopt(folder / "project", source), json.loads(path.read_text("utf-8"))


def as_it_was(anki: Desk, note: dict[str, Any], root: dict[str, Any]) -> None:
    held = anki.note(note["guid"])
    assert held.fields == note["fields"]
    assert sorted(held.tags) == sorted(note["tags"])
    kind, was = (
        held.note_type(),
        next(one for one in root["note_models"] if one["crowdanki_uuid"] == note["note_model_uuid"]),
    )
    assert (kind["name"].rstrip("+"), kind["css"], kind["type"]) == (was["name"], was["css"], was["type"])
    assert [one["name"] for one in kind["flds"]] == [one["name"] for one in was["flds"]]
    sides = [[(one["qfmt"], one["afmt"]) for one in each["tmpls"]] for each in (kind, was)]
    assert sides[0] == sides[1]


@pytest.mark.parametrize("name", EXPORTS)
def test_all_that_an_export_holds_arrives_and_lives_on(name: str, tmp_path: Path) -> None:
    report, root = adopted(name, tmp_path)
    notes = list(notes_in(root))
    assert report.decks.total() == len(notes) and not report.skipped
    assert {finding.code for finding in report.findings} == {"adopt-crowdanki"} | TOLD[name]
    build(report.project)
    [package] = report.project.build_dir.glob("*.apkg")
    with desk(tmp_path / "anki") as anki:
        first = anki.take(package)
        assert (first.new, first.conflicting) == (len(notes), 0)
        for note in notes:
            as_it_was(anki, note, root)
        assert anki.decks() == DECKS[name]
        held = {one.name for one in Path(anki.col.media.dir()).iterdir()}
        assert held | {"unused.svg"} == set(root["media_files"]) | {"unused.svg"}  # Anki takes what notes call for
        said = {one.name: anki.col.decks.by_name(one.name)["desc"] for one in anki.col.decks.all_names_and_ids()}
        assert said.get(root["name"], "") == root["desc"]
        assert anki.take(package) == Log(0, 0, len(notes), 0)
        edited = edit_first(report.project)
        anki.review(edited)
        before = anki.schedule(edited)
        build(load(report.project.root))
        assert anki.take(package) == Log(0, 1, len(notes) - 1, 0)
        assert anki.schedule(edited) == before
