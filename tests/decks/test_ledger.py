"""What a note says, its field shows; whatever is dropped on the way is an error with its place."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable

import pytest

from deckwright.decks.markdown import Renderer, render
from deckwright.decks.markdown import write as writing
from deckwright.decks.markdown.tree import Tree
from tests.conftest import Result
from tests.decks.random_markdown import random_markdown
from tests.releases.conftest import Author, author, decks

__all__ = ["author", "decks"]
RENDERER = Renderer()
TEXT = """\
Before *this* and **that** ~~not~~, a `code` and [a link](http://a.b/c) & 2 * 3 \\
in the next line, see http://x.y and $a_1$

- one
- two
  1. three

```py
x = 1
y = 2
```

| a | b |
|---|---|
| c | $d$ |

> said

$$
E = mc^2
$$

![a map](map.png)
"""
PLANTED = {
    "a letter": lambda page: page.replace("Before", "Befor"),
    "a digit": lambda page: page.replace("2 * 3", "2 *"),
    "a sign": lambda page: page.replace("2 * 3", "2 3"),
    "an ampersand": lambda page: page.replace("&amp;", ""),
    "an item": lambda page: page.replace("<li>two", "two"),
    "the mark of a list": lambda page: re.sub("</?[ou]l>|</?li>", "", page),
    "a line of code": lambda page: page.replace("\n<span", " <span").replace("1</span>\ny", "1</span> y"),
    "a cell": lambda page: page.replace("<td>c</td>", "c"),
    "a link": lambda page: page.replace('<a href="http://a.b/c">a link</a>', "a link"),
    "an address": lambda page: page.replace('<a href="http://x.y">', "<a>"),
    "a formula": lambda page: page.replace("\\(a_1\\)", "a_1"),
    "a display formula": lambda page: page.replace("\\[\nE = mc^2\n\\]", "E = mc^2"),
    "a picture": lambda page: re.sub("<img[^>]*>", "", page),
    "emphasis": lambda page: page.replace("<em>this</em>", "this"),
    "what is struck out": lambda page: page.replace("<del>not</del>", "not"),
}


def lost(text: str) -> list[str]:
    return [one.message for one in RENDERER.render(text).told if one.code == "lost"]


def test_nothing_is_missed_where_nothing_is_lost() -> None:
    assert lost(TEXT) == []


@pytest.mark.parametrize("loss", PLANTED)
def test_a_loss_on_the_way_to_html(loss: str, monkeypatch: pytest.MonkeyPatch) -> None:
    clean = render.clean
    planted: list[bool] = []

    def dropping(raw: str) -> str:
        page = clean(raw)
        planted.append(PLANTED[loss](page) != page)
        return PLANTED[loss](page)

    monkeypatch.setattr(render, "clean", dropping)
    assert lost(TEXT) and planted == [True]


@pytest.mark.parametrize("at", range(7))
def test_a_loss_on_the_way_to_blocks(at: int, monkeypatch: pytest.MonkeyPatch) -> None:
    parse = writing.parse

    def dropping(text: str) -> Tree:
        tree = parse(text)
        del tree.nodes[at]
        return tree

    monkeypatch.setattr(writing, "parse", dropping)
    assert len(lost(TEXT)) == 1


def test_a_loss_is_an_error_with_its_place(
    author: Author, cli: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    clean = render.clean
    monkeypatch.setattr(render, "clean", lambda raw: clean(raw).replace("signals", ""))
    result = cli("check", "--project", author.root)
    assert result.status == 1
    assert re.search(r"cards/anatomy\.yaml:\d+:\d+: error: 'signals' of the text is not shown.*\[lost\]", result.out)
    assert cli("build", "--project", author.root).status == 1


SOUP = [
    "*", "**", "_", "`", "``", "[", "]", "](", ")", "![", "$", "$$", "\\", "\\(", "\\)", "<", ">", "<b>", "</b>", "- ", "1. ", "1.",
    "（1）", "> ", "# ", "|", "\n", "\n\n", "    ", "\t", "```\n", "---", "&amp;", "字", "word ", "，", "。", "①", "http://a.b", "!",
    "~", "===\n", "| a | b |\n|---|---|\n", "<!-- c -->", "[^1]", "[^1]: ", "[x]: http://y.z\n", "[x]", "==", "x==1", "[[a]]",
    "![[p.png|30]]", "[$]x[/$]", "<div>", "- [ ] ",
]  # fmt: skip


def soup(seed: int) -> str:
    dice = random.Random(seed)
    return "".join(dice.choice(SOUP) for _ in range(dice.randint(1, 25)))


def test_random_texts_are_shown_whole() -> None:
    texts = [make(seed) for make in (random_markdown, soup) for seed in range(500)]
    assert [text for text in texts if lost(text)] == []


@pytest.mark.long
def test_very_many_random_texts_are_shown_whole() -> None:
    assert [seed for seed in range(50_000) if lost(soup(seed)) or lost(random_markdown(seed))] == []


@pytest.mark.parametrize(
    "piece",
    ["[$]x ", "[latex]x ", "[l{}]: http://a.b\n[l{}] ", "[^l{}] [^l{}]: x\n\n", "`a` ~~b~~ ==c== ", "> > a\nb\n", "- - - ```\n",
     "- > a\n      b\nc\n", "http://a.b/字/", "![[a", "$`x ", "> [!NOTE]\n\n"],
)  # fmt: skip
def test_work_grows_in_step_with_the_text(piece: str) -> None:
    def seconds(count: int) -> float:
        text = "".join(piece.replace("{}", str(number)) for number in range(count))
        return min(_seconds(text) for _ in range(2))

    assert seconds(2000) < 8 * max(seconds(500), 0.02)


def _seconds(text: str) -> float:
    begun = time.process_time()
    RENDERER.render(text)
    return time.process_time() - begun
