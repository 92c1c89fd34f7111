"""Rendered notes beside GitHub's own reading (cmark-gfm): only the house rules of docs/markdown.md differ."""

from __future__ import annotations

import re

import cmarkgfm
import pytest

from deckwright.decks.markdown import Renderer
from tests.decks.outline import outline
from tests.decks.random_markdown import random_markdown

RENDERER = Renderer()


def differs(text: str) -> bool:
    theirs = cmarkgfm.github_flavored_markdown_to_html(text)
    return normal(RENDERER.render(text).html) != normal(theirs)


def normal(page: str) -> str:
    """The outline of a page; check boxes are signs with us and elements there."""
    return outline(re.sub("[☐☑] ", "", page))


@pytest.mark.parametrize("text", [
    "- w0\n3. w1",
    "1. a\n  - b\n  - c\n2. d\n3. e",
    "- ```\n  x\n\n  y\n  ```\n- b",
    "1. - ```\n     x\n     ```\n   - c\n2. d",
    "> - a\n>   b\nc",
    "> > a\n> ===\n\nb",
    "- a\n\n      code\nb",
    "a\n\n- b\n===",
    "| a | b |\n|---|---|",
    "# a\n    code",
    "[**http://u.v/w**](http://a.b/c)",
    "[<http://x.y>](http://a.b/c)",
])  # fmt: skip
def test_once_misread(text: str) -> None:
    assert not differs(text)


def test_random_texts() -> None:
    assert [seed for seed in range(400) if differs(random_markdown(seed))] == []


@pytest.mark.long
def test_very_many_random_texts() -> None:
    """The few that differ have a line that is not indented behind code or a table that lists and quotations hold."""
    differing = [seed for seed in range(100_000) if differs(random_markdown(seed))]
    assert len(differing) <= 100, differing[:20]
