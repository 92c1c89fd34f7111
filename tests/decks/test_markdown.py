"""Rendering: the house rules by fixtures, everything else as markdown-it-py has it, formulas and words intact."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from deckwright.decks.markdown import Renderer
from deckwright.seeds.read import read_file
from deckwright.text.entering import entered
from tests.conftest import ROOT
from tests.decks.cases import cases
from tests.decks.outline import outline, words

RENDERER = Renderer()
COMMONMARK = MarkdownIt("commonmark", {"html": True}).enable("table")
ANSWERS = [
    (f"{seed.name[:3]}:{found.first.line + 1}", answer)
    for seed in sorted((ROOT / "seeds").iterdir())
    for found in read_file(seed).notes
    if (answer := entered(found.note).answer)
]
HABIT = re.compile(r"^\s*(?:\d+[.、](?=\S)|[（(]\d+[)）]|[①-⑳]|i+\.)|^<p|\\$", re.M)


def rendered(text: str) -> str:
    return RENDERER.render(text).html


@pytest.mark.parametrize(("title", "text", "expected"), cases("house.md"), ids=lambda value: value[:60])
def test_house_rule(title: str, text: str, expected: str) -> None:
    assert rendered(text) == expected


@pytest.mark.parametrize(("title", "text", "expected"), cases("people.md"), ids=lambda value: value[:60])
def test_what_people_write(title: str, text: str, expected: str) -> None:
    result = RENDERER.render(text)
    assert result.html == expected and result.told == ()


@pytest.mark.parametrize(("title", "text", "_"), cases("commonmark.md"), ids=lambda value: value[:60])
def test_as_markdown_it_has_it(title: str, text: str, _: str) -> None:
    mine, theirs = rendered(text), COMMONMARK.render(text)
    assert outline(mine) == outline(theirs)
    for tag in ("<a ", "<img ", "<hr"):
        assert mine.count(tag) == theirs.count(tag)


@pytest.mark.parametrize(("place", "answer"), ANSWERS, ids=lambda value: value[:13])
def test_every_answer_of_the_seeds(place: str, answer: str) -> None:
    mine, theirs = rendered(answer), COMMONMARK.render(answer)
    if HABIT.search(answer):  # a house rule is at work: the numbers become a list's own
        assert list_numbers_dropped(mine) == list_numbers_dropped(theirs)
    else:
        assert outline(mine) == outline(theirs)


def list_numbers_dropped(page: str) -> str:
    """The words of a page without what stands at the beginning of its lines: numbers, bullets."""
    lines = re.sub(r"<br ?/?>|</?(?:li|p|ol|ul)\b[^>]*>", "\n", page).split("\n")
    marker = r"\s*(?:[（(]?\d{1,2}[)）.、]+(?!\d)\s*|[①-⑳]|i+\.|-\s)*"
    return "".join(words(re.sub(f"^{marker}", "", line)) for line in lines)


def test_a_formula_passes_through_untouched() -> None:
    formulas = [
        r"\frac{1}{1+e^{-x}}",
        r"a_1*b_2*c",
        r"\{x \mid x<0 \text{ 或 } x>1\}",
        r"\begin{bmatrix}1&2\\3&4\end{bmatrix}",
        r"{{c1::x}} }} ::",
        r"\text{损失，loss}",
        r"f'(x)=\lim_{h\to0}",
        r"[a](b) **c** `d`",
        r"x~y \# \% \_",
        "\\\\[2pt] <br>",
        r"\left\|w\right\|_2^2",
    ]
    for tex in formulas:
        for opening, closing in (("$", "$"), ("$$", "$$"), (r"\(", r"\)"), (r"\[", r"\]")):
            kept = (r"\(", r"\)") if opening in ("$", r"\(") else (r"\[", r"\]")
            if closing in tex:
                continue
            page = rendered(f"前 {opening}{tex}{closing} 后")
            assert html.unescape(page) == f"前 {kept[0]}{tex}{kept[1]} 后"


TEXTS = st.lists(
    st.sampled_from(
        ["*", "**", "_", "`", "``", "[", "]", "](", ")", "![", "$", "$$", "\\", "\\(", "\\)", "<", ">", "<b>", "</b>", "- ", "1. ",
         "1.", "（1）", "> ", "# ", "|", "\n", "\n\n", "    ", "\t", "```\n", "---", "&amp;", "字", "word ", "，", "。", "①", "http://a.b",
         "\U000f0041", "\U000f1000", "\x02", "!", "~"]
    ),
    max_size=40,
).map("".join)  # fmt: skip


WORDS = TEXTS.filter(lambda text: "](" not in text and "![" not in text and "```" not in text and "~~~" not in text)


@given(WORDS)
def test_no_word_is_lost_and_none_is_made(text: str) -> None:
    page = html.unescape(re.sub(r"<[^<>]*>", "", rendered(text)))
    for word in ("字", "word", "a.b"):
        assert page.count(word) == text.count(word)


@given(TEXTS)
def test_nothing_of_the_stash_shows(text: str) -> None:
    assert "wzxhzdk" not in rendered(text)


def test_a_text_that_looks_like_a_place_in_the_stash_is_a_text() -> None:
    assert rendered("a \x02wzxhzdk:0\x03 b") == "a wzxhzdk:0 b"
    assert rendered("`\x02wzxhzdk:1\x03` and `b`") == "<code>wzxhzdk:1</code> and <code>b</code>"


def test_what_no_browser_takes_for_an_address_is_text() -> None:
    for text in ("http://v1.1", "[words](http://[bad)", "<http://a.1>", "[words](notes.md)"):
        result = RENDERER.render(text)
        told = ["link-left-out"] if text.startswith("[") else []
        assert "<a" not in result.html and [one.code for one in result.told] == told


def test_nesting_is_capped_and_told() -> None:
    deep = "\n".join("  " * depth + "- level" for depth in range(12))
    result = RENDERER.render(deep)
    assert result.html.count("<ul>") == 8
    assert result.html.count("level") == 12
    assert result.told
    assert not RENDERER.render("\n".join("  " * depth + "- level" for depth in range(8))).told


def test_the_examples_of_the_documentation() -> None:
    text = (ROOT / "docs" / "markdown.md").read_text("utf-8")
    examples = re.findall(r"^~~~~markdown\n(.*?)\n~~~~\n\n~~~~text\n(.*?)\n~~~~$", text, re.M | re.S)
    assert len(examples) == text.count("~~~~markdown") >= 20
    for written, shown in examples:
        assert rendered(written) == shown
