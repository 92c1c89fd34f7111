"""NOTES.md and what else is generated as Markdown: a name in it is never more than a name."""

from __future__ import annotations

import subprocess
from pathlib import Path

import markdown
import pytest

from deckwright.decks.describe import Package
from deckwright.decks.notes import changes_of, escaped, heading, notes_for_learners
from deckwright.errors import DeckwrightError
from deckwright.project import Project, parse
from deckwright.releases.show import _escaped
from tests.conftest import SETTINGS, Result

EVIL = (
    "<img src=x onerror=alert(1)>", "a\nb", "# a", "a | b", "[a](javascript:b)", "![a](https://x)", "**a**", "_a_",
    "`a`", "~~a~~", "&lt;script&gt;", "a\x1b[2J", "\\<b>", "</h1><script>", "--- | ---", "a <!-- b", "$<b onclick=x>$",
)  # fmt: skip


def called(deck: str, root: Path = Path("/nowhere")) -> Project:
    quoted = "'" + deck.replace("'", "''") + "'"
    return parse(SETTINGS.replace("deck: Notes", f"deck: {quoted}"), root)


@pytest.mark.parametrize("name", EVIL)
def test_a_name_in_markdown_is_no_markup(name: str) -> None:
    shown = markdown.markdown(
        f"# {escaped(name)}\n\n| a | b |\n|---|---|\n| {escaped(name)} | 1 |", extensions=["tables"]
    )
    assert "<img" not in shown and "<script" not in shown and "<a " not in shown and "<em>" not in shown
    assert "<strong>" not in shown and "<code>" not in shown and shown.count("<td") == 2 and shown.count("<h1>") == 1
    assert "\n" not in escaped(name) and "\x1b" not in escaped(name) and "<" not in escaped(name)


@pytest.mark.parametrize("name", ["深度学习", "C#", "snake_case", "C++ & C", "50 % of it", "a: b", "Café – 2"])
def test_an_ordinary_name_stays_as_it_is(name: str) -> None:
    assert escaped(name) == name


@pytest.mark.parametrize("name", EVIL)
def test_a_question_in_the_changelog_is_no_html(name: str) -> None:
    shown = markdown.markdown(f"- {_escaped(name)}")
    assert "<img" not in shown and "<script" not in shown and "<b" not in shown and "\n- " not in _escaped(name)


def test_the_notes_for_learners_hold_no_html_of_a_name() -> None:
    evil = called("<img src=x onerror=alert(1)>")
    level = parse(SETTINGS.replace("1 Easy", "<b>1 | Easy</b>"), Path("/nowhere")).levels[0]
    notes = notes_for_learners(evil, [Package("notes-easy.apkg", level, "d", "0", "0", 1, 1, 1)], None, None)
    assert notes.startswith("# &lt;img src=x onerror=alert(1)&gt;\n")
    assert "<" not in notes and r"&lt;b&gt;1 \| Easy&lt;/b&gt;" in notes


def test_an_entry_of_the_changelog_is_found_however_its_name_was_written(tmp_path: Path) -> None:
    evil = called("A *star* | b", tmp_path)
    assert heading(evil, "1.0") == r"## A \*star\* \| b 1.0 "
    for begin in (heading(evil, "1.0"), "## A *star* | b 1.0 "):
        (tmp_path / "CHANGELOG.md").write_text(f"# Changelog\n\n{begin}(day)\n\nNew.\n", "utf-8")
        assert changes_of(evil, "1.0") == f"{begin}(day)\n\nNew.\n"
    assert changes_of(evil, "1.1") is None


def test_a_changelog_that_is_no_text_is_told_with_its_line(project_with_git: Path, cli: object) -> None:
    (project_with_git / "CHANGELOG.md").write_bytes(b"# Changelog\n\n## caf\xe9\n")
    with pytest.raises(DeckwrightError, match=r"^CHANGELOG.md:3: is not UTF-8; save it as UTF-8$"):
        changes_of(called("a", project_with_git), "1.0")
    result: Result = cli("release", "1.0.0", "--dry-run", "--project", project_with_git)  # type: ignore[operator]
    assert (result.status, result.err) == (2, "error: CHANGELOG.md:3: is not UTF-8; save it as UTF-8\n")


@pytest.fixture
def project_with_git(project: Path) -> Path:
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    for arguments in (("init", "-q"), ("add", "."), (*who, "commit", "-q", "-m", "a")):
        subprocess.run(["git", "-C", str(project), *arguments], check=True)
    return project
