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
    assert re.search(
        r'page-unused" style="--lines:\d+"><div class="page-lines">.*?Intro\..*?not used: stands before', result.out
    )
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


def of_5000_notes() -> str:
    """A page of many notes, from the rows of a few: reading so many takes longer than showing them should."""
    made = page([read_text(MANY)])
    begin, rows, end = re.split(r'(?<=<div class="page-rows">)|(?=</div>\n</section>)', made)
    return begin + rows * 500 + end


MANY = "".join(
    f"## What is thing {at} of $x_{at}$?\n\nIt *is*, as `f({at})` says.\n\n- one\n- another, $y={at}$\n\n```python\n"
    f"for i in range({at}):\n    print(i)\n```\n\n| a | b |\n|---|---|\n| {at} | $z$ |\n\n$$\\frac{{a}}{{b_{at}}}$$\n\n"
    for at in range(10)
)
FASTER = 4
"""How often the time that a page takes to be laid out at once goes into what it takes."""


@needs_chromium
def test_5000_notes_are_laid_out_as_they_come_into_sight(browser, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    lazy, path = of_5000_notes(), tmp_path / "page.html"
    taken = []
    for text in (lazy, lazy.replace("content-visibility: auto", "content-visibility: visible")):
        path.write_text(text, "utf-8")
        with watched(browser) as seen:
            client = seen.page.context.new_cdp_session(seen.page)
            client.send("Performance.enable")
            seen.page.goto(address(path), timeout=120_000)
            assert seen.page.locator(".page-note .card").count() == 5000
            metrics = {one["name"]: one["value"] for one in client.send("Performance.getMetrics")["metrics"]}
            taken.append(metrics["LayoutDuration"] + metrics["RecalcStyleDuration"])
    assert taken[0] * FASTER < taken[1], taken
