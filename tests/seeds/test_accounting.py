"""Nothing is lost on the way in: for the seeds, and for any text at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deckwright.seeds.as_json import as_json
from deckwright.seeds.read import read_text
from tests.conftest import ROOT
from tests.seeds.accounting import check

PIECES = [
    "# ", "## ", "### 3. ", "1. ", "2. ", "12.", "1.1", "1.2 ", "1.10", "Q1：", "Q2: ", "问：", "答：", "A: ", "- ", "  - ", "* ",
    "    - ", "> ", "**", "***", "*", "_", "`", "```\n", "~~~", "|a|b|\n|--|--|\n|1|2|", "---", "===", "<details>", "</details>",
    "<summary>为什么？</summary>", "<!-- ", " -->", "<p>", "</p>", "$$", "$", "[TOC]", "[a](#b)", "[a](http://x.y)", "![i](j.png)",
    "初级", "高级", "# 中级", "什么是", "为什么", "如何解决？", "What is it?", "Because.", "。", "；", "？", "?", "3.14", "TODO",
    "- [ ] TODO", "\t", "  ", "\u3000", "\u00a0", "\n", "\n\n", "\r\n", "\r", "\u2028", "\x0b", "\x0c", "\x85", "①", "（1）.", "i.",
    "\\", "\ufeff", "é", "e\u0301", "👶", "title: x", "+++", "word", "字", "- [x] ", "- [ ] ", " A: ", "Ans. ", "Question 1", "# FAQ",
    "## Q2", "第3题", ": ", " :: ", "::", "a::b", "<dt>", "<dd>", "</dd>", "= ", "== ", "~~~~~~", "-----", "one, two?", '"', '""', ",", "\t",
    "二、", "IV. ", "[Q] ", "Q - ", "⭐⭐", "1️⃣", "𝐐𝟏. ", "##1.", "%", "## 1.0.0", "# Answers", "end.",
]  # fmt: skip


LINE = st.lists(st.sampled_from(PIECES), min_size=1, max_size=5).map("".join)
OPENINGS = [
    "# {}",
    "## {n}. {}",
    "{n}. {}",
    "{n}.{}",
    "1.{n} {}",
    "Q{n}：***{}***",
    "问：{}",
    "**{}**",
    "- {}",
    "（{n}）{}",
    "{n}、{}",
    "{}\n-----",
    "Question {n}\n{}",
    "{}::",
    "- [ ] {}",
    "= {}",
    "Q: {} A: yes",
    "\n{}\n",
]


@st.composite
def documents(draw: st.DrawFn) -> str:
    """A text that reads like questions and answers, with anything at all in between."""
    opening = draw(st.sampled_from(OPENINGS))
    lines: list[str] = draw(st.lists(LINE, max_size=2))
    for n in range(1, draw(st.integers(1, 6)) + 1):
        question = draw(st.sampled_from(["什么是它？", "What is it?", "解释*原理*", "Local-Conv", "为什么 `a*b`?"]))
        lines.append(opening.format(question, n=n))
        lines += draw(st.lists(LINE, max_size=4))
    return draw(st.sampled_from(["\n", "\r\n", "\r"])).join(lines)


def account(text: str, name: str = "text") -> None:
    check(text, as_json(read_text(text, name=name)))


@pytest.mark.parametrize("path", sorted((ROOT / "seeds").iterdir()), ids=lambda path: path.stem[:3])
def test_of_the_seeds(path: Path) -> None:
    account(path.read_bytes().decode())


@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
def test_of_any_markup(text: str) -> None:
    account(text)


@given(documents())
def test_of_any_document(text: str) -> None:
    account(text)


@given(st.lists(LINE, max_size=30).map("\n".join))
def test_of_any_lines(text: str) -> None:
    account(text)


@given(st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\0"), max_size=300))
def test_of_any_characters(text: str) -> None:
    account(text)


@pytest.mark.long
@settings(settings.get_profile("long"))
@given(st.one_of(documents(), st.lists(LINE, max_size=60).map("\n".join)))
def test_of_any_lines_at_length(text: str) -> None:
    account(text)


@given(documents(), documents())
def test_of_two_documents_in_one(first: str, second: str) -> None:
    account(f"# Part\n\n{first}\n\n# FAQ\n\n{second}")


@given(st.sampled_from(["a.csv", "a.tsv", "a.adoc", "a.org"]), st.lists(LINE, max_size=12).map("\n".join))
def test_of_files_that_are_known_by_their_names(name: str, text: str) -> None:
    account(f"question,answer\n{text}" if name.endswith("csv") else text, name)


@given(documents())
def test_of_topics_on_request(text: str) -> None:
    check(text, as_json(read_text(text, topics=True)))
