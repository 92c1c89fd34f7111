"""The built packages in a real Anki: what a learner gets, and keeps."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest
import yaml

from deckwright.decks.build import build
from deckwright.decks.notetype import FIELDS
from deckwright.project import load
from tests.decks.anki_desk import Desk, Log, desk
from tests.decks.pictures import picture


@pytest.fixture
def built(repository: Path) -> Path:
    build(load(repository))
    return repository / "build"


def manifest(folder: Path) -> dict[str, object]:
    return dict(json.loads((folder / "manifest.json").read_text("utf-8")))


def test_the_deck_arrives_whole(built: Path, tmp_path: Path) -> None:
    with desk(tmp_path / "anki") as anki:
        assert anki.take(built / "deep-learning.apkg") == Log(76, 0, 0, 0)
        assert anki.decks() == {"深度学习::1 初级": 11, "深度学习::2 中级": 65}
        assert anki.take(built / "deep-learning.apkg") == Log(0, 0, 76, 0)
        assert anki.problems() == []


def test_a_package_for_each_level(built: Path, tmp_path: Path) -> None:
    assert sorted(path.name for path in built.glob("*.apkg")) == [
        "deep-learning-beginner.apkg",
        "deep-learning-intermediate.apkg",
        "deep-learning.apkg",
    ]
    with desk(tmp_path / "anki") as anki:
        assert anki.take(built / "deep-learning-beginner.apkg") == Log(11, 0, 0, 0)
        assert anki.take(built / "deep-learning-intermediate.apkg") == Log(65, 0, 0, 0)
        assert anki.take(built / "deep-learning.apkg") == Log(0, 0, 76, 0)
        assert anki.problems() == []


def test_every_note_says_what_its_card_file_says(built: Path, tmp_path: Path) -> None:
    files = [yaml.safe_load(path.read_text("utf-8")) for path in sorted((built.parent / "cards").glob("*.yaml"))]
    answered = [note for file in files for note in file["notes"] if note.get("answer")]
    with desk(tmp_path / "anki") as anki:
        anki.take(built / "deep-learning.apkg")
        assert anki.guids() == [note["id"] for note in answered]
        for card in answered:
            note = anki.note(card["id"])
            assert tuple(note.keys()) == FIELDS
            assert letters(note["Question"]) == letters(card["question"])
            assert note["ID"] == card["id"]
            level = card.get("level", "intermediate")
            assert f"deep-learning::level::{level}" in note.tags
            assert {f"deep-learning::topic::{tag}" for tag in card.get("tags", [])} <= set(note.tags)
            assert all(tag.startswith("deep-learning::") for tag in note.tags)
            assert note["Level"] == {"beginner": "初级", "intermediate": "中级"}[level]


def letters(text: str) -> str:
    return "".join(char for char in re.sub(r"<[^<>]*>", "", text) if char.isalnum())


def test_cards_are_rendered_and_come_in_the_documents_order(built: Path, tmp_path: Path) -> None:
    with desk(tmp_path / "anki") as anki:
        anki.take(built / "deep-learning.apkg")
        cards = [anki.col.get_card(card_id) for card_id in anki.col.find_cards("", order="c.due")]
        assert "如何解决训练样本少的问题" in cards[0].question()
        for card in cards:
            front, back = card.question(), card.answer()
            assert card.note()["Question"] in front
            assert card.note()["Answer"] in back
            assert "deckwright" in front
            assert "{{" not in front + back
            assert "blank" not in front


def test_no_broken_picture(built: Path, tmp_path: Path) -> None:
    with desk(tmp_path / "anki") as anki:
        anki.take(built / "deep-learning.apkg")
        answers = [anki.note(guid)["Answer"] for guid in anki.guids()]
        assert not any("<img" in answer for answer in answers)
        assert sum("images.iterate.site" in answer for answer in answers) == 6
        assert not any("Untitled" in answer for answer in answers)


def test_reviews_outlive_an_edited_note(repository: Path, tmp_path: Path) -> None:
    build(load(repository))
    package = repository / "build" / "deep-learning.apkg"
    with desk(tmp_path / "anki") as anki:
        anki.take(package)
        first, second = anki.guids()[:2]
        before = {guid: anki.review(guid) for guid in (first, second)}
        own = anki.note(second)
        own["Answer"] = "a learner's own words"
        anki.col.update_note(own)
        edit(repository / "cards" / "000_82c720a8aa758e15.yaml", "如何解决训练样本少的问题", "训练样本少，怎么办？")
        build(load(repository))
        assert anki.take(package) == Log(0, 1, 75, 0)
        assert letters(anki.note(first)["Question"]) == "训练样本少怎么办"
        assert anki.note(second)["Answer"] == "a learner's own words"
        assert {guid: anki.schedule(guid) for guid in (first, second)} == before
        assert anki.problems() == []


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert text.count(f"question: {old}\n") == 1
    path.write_text(text.replace(f"question: {old}\n", f"question: {new}\n"), "utf-8")


def test_a_changed_level_reaches_field_and_tag(repository: Path, tmp_path: Path) -> None:
    build(load(repository))
    package = repository / "build" / "deep-learning.apkg"
    with desk(tmp_path / "anki") as anki:
        anki.take(package)
        path = repository / "cards" / "004_ebb4cdbd02d21701.yaml"
        path.write_text(path.read_text("utf-8").replace("level: beginner", "level: advanced", 1), "utf-8")
        report = build(load(repository))
        assert "deep-learning-advanced.apkg" in [one.file for one in report.packages]
        assert anki.take(package) == Log(0, 1, 75, 0)
        moved = [anki.note(guid) for guid in anki.guids() if anki.note(guid)["Level"] == "高级"]
        assert [note.has_tag("deep-learning::level::advanced") for note in moved] == [True]


def test_reverse_cards_extra_text_and_pictures(project: Path, tmp_path: Path) -> None:
    (project / "cards" / "media").mkdir(parents=True)
    (project / "cards" / "media" / "图 1.png").write_bytes(picture())
    (project / "cards" / "own.yaml").write_text(OWN, "utf-8")
    os.environ.pop("SOURCE_DATE_EPOCH", None)
    report = build(load(project))
    assert [finding.code for finding in report.findings] == ["image-missing"]
    with desk(tmp_path / "anki") as anki:
        assert anki.take(project / "build" / "notes.apkg") == Log(2, 0, 0, 0)
        both = next(anki.note(guid) for guid in anki.guids() if "capital" in anki.note(guid)["Question"])
        assert len(both.cards()) == 2
        assert "Paris" in both.cards()[1].question()
        assert both["Extra"] == "On the <em>Seine</em>"
        assert re.search(r'<img src="1-[0-9a-f]{12}\.png" alt="the map">', both["Answer"])
        assert len(anki.col.media.check().missing) == 0
        assert anki.problems() == []


OWN = """\
format: 1
notes:
  - question: What is the capital of France?
    answer: |-
      Paris

      ![the map](图%201.png)
    extra: On the *Seine*
    reverse: true
    tags: [two words, 'a"b', 全角　空格]
  - question: What is missing?
    answer: A picture ![Untitled](gone.png)
"""


def test_tags_hold_in_anki(project: Path, tmp_path: Path) -> None:
    (project / "cards").mkdir()
    (project / "cards" / "own.yaml").write_text(OWN, "utf-8")
    build(load(project))
    with desk(tmp_path / "anki") as anki:
        anki.take(project / "build" / "notes.apkg")
        note = next(anki.note(guid) for guid in anki.guids() if "capital" in anki.note(guid)["Question"])
        assert sorted(note.tags) == [
            "notes::level::easy",
            "notes::topic::a-b",
            "notes::topic::two-words",
            "notes::topic::全角-空格",
        ]


def test_a_style_change_touches_no_note(repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from deckwright.decks import build as module

    build(load(repository))
    package = repository / "build" / "deep-learning.apkg"
    with desk(tmp_path / "anki") as anki:
        anki.take(package)
        plain = module.note_type

        def restyled(*args: object) -> object:
            from dataclasses import replace

            kind = plain(*args)  # type: ignore[arg-type]
            return replace(kind, css=kind.css + "\n/* another look */")

        monkeypatch.setattr(module, "note_type", restyled)
        build(load(repository))
        assert anki.take(package) == Log(0, 0, 76, 0)
        anki.col.models._clear_cache()
        assert "another look" in anki.note_type_of(anki.guids()[0])["css"]


def test_the_desk_itself_sees_a_lost_review(built: Path, tmp_path: Path) -> None:
    """The measuring stick measures: a package under other ids leaves the reviewed note behind."""
    with desk(tmp_path / "anki") as anki:
        anki.take(built / "deep-learning-beginner.apkg")
        guid = anki.guids()[0]
        before = anki.review(guid)
        assert before["reps"] == 1 and len(before["log"]) >= 1
        assert isinstance(anki, Desk)


def test_a_sound_is_played(repository: Path, tmp_path: Path) -> None:
    media = repository / "cards" / "media"
    media.mkdir(exist_ok=True)
    (media / "tone.mp3").write_bytes(b"ID3 a tone")
    cards = repository / "cards" / "own.yaml"
    cards.write_text("format: 1\nnotes:\n- question: Which tone?\n  answer: '[sound:tone.mp3]'\n", "utf-8")
    build(load(repository))
    with desk(tmp_path / "anki") as anki:
        anki.take(repository / "build" / "deep-learning.apkg")
        (found,) = anki.col.find_cards("tone")
        tags = anki.col.get_card(found).answer_av_tags()
        assert [re.sub(r"-\w{12}\.", ".", tag.filename) for tag in tags] == ["tone.mp3"]
        assert anki.problems() == []
