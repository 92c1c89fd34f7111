"""deckwright.yaml: what it says, and errors that name line and remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from deckwright.errors import DeckwrightError
from deckwright.project import Project, find, load, parse
from tests.conftest import ROOT, SETTINGS


def settings(text: str) -> Project:
    return parse(text, Path())


def test_this_repository() -> None:
    project = load(ROOT)
    assert (project.key, project.deck, project.slug) == ("deep-learning-4hq2m7xd", "深度学习", "deep-learning")
    assert [(level.key, level.name, level.label) for level in project.levels] == [
        ("beginner", "1 初级", "初级"),
        ("intermediate", "2 中级", "中级"),
        ("advanced", "3 高级", "高级"),
    ]
    assert [seed.licence for seed in project.declared.values()] == ["unknown"] * 5


def test_a_level_word_counts_only_whole() -> None:
    project = settings(SETTINGS)
    assert project.level_for("Easy") == "easy"
    assert project.level_for("**Hard**:") == "hard"
    assert project.level_for("[easy]") == "easy"
    assert project.level_for("easy questions") is None


def test_the_nearest_folder_upwards(tmp_path: Path) -> None:
    (tmp_path / "deckwright.yaml").write_text(SETTINGS, "utf-8")
    (tmp_path / "a" / "b").mkdir(parents=True)
    assert find(tmp_path / "a" / "b") == tmp_path.resolve()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("deck: Notes", "dekc: Notes", r"deckwright.yaml:2: deckwright.yaml has no key 'dekc'; did you mean 'deck'\?"),
        (
            "key: notes-k3y4t3st",
            "key: Not A Key",
            r"deckwright.yaml:1: 'key' cannot be 'Not A Key'; expected small letters",
        ),
        ("deck: Notes\n", "", r"has no 'deck'; expected a text"),
        (
            "default_level: easy",
            "default_level: medium",
            r"deckwright.yaml:7: 'default_level' has the wrong type; expected one of easy, hard",
        ),
        ("says: [easy]", "says: easy", r"deckwright.yaml:5: 'says' has the wrong type; expected a list"),
        ("key: hard", "key: easy", r"deckwright.yaml:6: two levels have the key or name of 'easy'"),
        ("levels:", "levels: []\nlevel:", r"has no key 'level'; did you mean 'levels'\?"),
        ("deck: Notes", "deck: [a]", r"deckwright.yaml:2: 'deck' has the wrong type; expected a text"),
        ("deck: Notes", "deck: 'Notes", r"is not YAML"),
        (
            "default_level: easy",
            "default_level: easy\nseeds: {a.md: {licens: x}}",
            r"the seed a.md has no key 'licens'; did you mean 'licence'\?",
        ),
        (
            "default_level: easy",
            "default_level: easy\nseeds: {a.md: {key: x}, b.md: {key: x}}",
            r"the seeds a.md and b.md have one key, 'x'",
        ),
        ("default_level: easy", "default_level: easy\ntags: [a]", r"tags is no mapping"),
    ],
)
def test_errors_name_line_and_remedy(old: str, new: str, said: str) -> None:
    assert SETTINGS.count(old) == 1
    with pytest.raises(DeckwrightError, match=said):
        settings(SETTINGS.replace(old, new))


def test_no_project(tmp_path: Path) -> None:
    with pytest.raises(
        DeckwrightError, match="there is no deckwright.yaml here or in a folder above; .*deckwright init"
    ):
        find(tmp_path)
