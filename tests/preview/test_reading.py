"""The page of a reading: every character of the document, coloured by what became of it."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deckwright.previews.reading import page, segments
from deckwright.seeds.read import read_file, read_text
from tests.conftest import ROOT, Result
from tests.preview.browser import address, faults, needs_chromium, watched

SEEDS = sorted((ROOT / "seeds").iterdir())


@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.name[:3])
def test_every_line_of_a_seed_is_shown_once(seed: Path) -> None:
    read = read_file(seed)
    shown = re.findall(r"<code>(.*?)</code></div>", re.sub(r"</?(?:b|del)>", "", page([read])))
    lines = [html.unescape(line) for line in shown]
    assert "".join("".join(lines).split()) == "".join("".join(read.document.lines).split())


@given(
    st.lists(
        st.sampled_from(["# What is a?", "1. b？ 答：c", "- x", "", "  ", "text", "## T", "Q: q", "A: a", "```"]),
        max_size=14,
    )
)
def test_segments_hold_all_characters_once_and_in_order(lines: list[str]) -> None:
    read = read_text("\n".join(lines))
    slices = [piece for segment in segments(read) for piece in segment.slices]
    assert "".join("".join(piece.of(read.document) for piece in slices).split()) == "".join("".join(lines).split())
    assert slices == sorted(slices, key=lambda piece: (piece.line, piece.start))


def test_what_became_of_each_line(cli: Callable[..., Result], tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("Intro.\n\n# What is a?\n\nAn <answer>.\n\n# What is b?\n", "utf-8")
    result = cli("read", "--format", "html", tmp_path / "a.md")
    assert result.status == 0
    assert re.search(r'page-unused"><div class="page-lines">.*?Intro\..*?not used: stands before', result.out)
    assert re.search(r"<b><del>#</del> What is a\?</b>", result.out)
    assert "An &lt;answer&gt;." in result.out
    assert "no answer" in result.out


def test_the_options_of_a_quiz(cli: Callable[..., Result], tmp_path: Path) -> None:
    (tmp_path / "q.md").write_text(
        "## Which prints?\n\n- [ ] ls\n- [x] echo\n\n## Which lists?\n\n- [x] ls\n- [ ] cd\n", "utf-8"
    )
    out = cli("read", "--format", "html", tmp_path / "q.md").out
    assert '<ol class="options" type="A"><li>ls</li><li class=right>echo</li></ol>' in out.replace("<p>", "").replace(
        "</p>", ""
    )
    assert '<p class="page-none">' not in out


@needs_chromium
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 820, 390])
def test_in_a_browser(browser, tmp_path: Path, width: int, theme: str) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "page.html"
    long_name = read_text("# What is a?\n\nA letter.\n", name=f"notes/{'a' * 80}.md")
    path.write_text(page([*map(read_file, SEEDS), long_name]), "utf-8")
    with watched(browser, width, 800, theme) as seen:
        seen.page.goto(address(path))
        assert seen.page.locator(".page-note .card").count() == 119
        assert seen.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert faults(seen.page) == []
        assert seen.all_quiet(), seen
