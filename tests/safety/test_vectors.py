"""What a document says can do nothing: not in Anki's web view, not in the preview, not on the page of a reading.

The kinds of the well-known lists of script vectors, written anew: one to a line, `\\n` for a line's end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import ClassVar

import pytest

from deckwright.decks.build import build
from deckwright.decks.formulas import HARMFUL
from deckwright.decks.markdown.safe import ATTRIBUTES, CLASSES
from deckwright.files.yamltext import entry
from deckwright.previews.reading import page
from deckwright.previews.write import preview
from deckwright.project import load
from deckwright.seeds.read import read_text
from deckwright.text.html_names import ON_CARDS
from tests.conftest import ROOT, SETTINGS
from tests.decks.anki_desk import desk
from tests.preview.browser import Watched, address, needs_chromium, watched

LINES = (ROOT / "tests" / "safety" / "vectors.txt").read_text("utf-8").splitlines()
VECTORS = [line.replace("\\n", "\n") for line in LINES]


def test_there_are_enough() -> None:
    assert len(VECTORS) >= 150 and len(set(VECTORS)) == len(VECTORS)


def notes(number: int, vector: str) -> Iterator[str]:
    """A vector in every place where text can stand."""
    yield (
        entry("question", f"Q{number} {vector}", 4)
        + entry("answer", f"A\n\n{vector}\n\nand {vector}", 4)
        + entry("extra", vector, 4)
        + "    reverse: true\n"
        + f"    tags: ['{tag(vector)}']\n"
    )
    options = "".join("      - " + entry("text", text, 8)[8:] for text in (vector, f"x {vector}"))
    yield entry("question", f"O{number}", 4) + f"    choices:\n{options}        correct: true\n    kind: choice\n"
    yield entry("question", f"C{number} {{{{c1::a::{hint(vector)}}}}} {vector}", 4) + "    kind: cloze\n"


def tag(vector: str) -> str:
    return vector.replace("'", "''").replace("\n", " ")


def hint(vector: str) -> str:
    """A vector as a hint may hold it: one line, braces in pairs of their own, no half of an element."""
    return "hint" if "<" in vector else re.sub(r"[{}]", "", vector.split("\n")[0])


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "deckwright.yaml").write_text(SETTINGS, "utf-8")
    (folder / "cards").mkdir()
    texts = [note for number, vector in enumerate(VECTORS) for note in notes(number, vector)]
    body = "".join("  - " + text[4:] for text in texts)
    (folder / "cards" / "own.yaml").write_text(f"format: 1\nnotes:\n{body}", "utf-8")
    build(load(folder))
    return folder


@pytest.fixture(scope="module")
def sides(project: Path, tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, str]]:
    """Every side of every card, as a real Anki renders it: name and page."""
    found = []
    with desk(tmp_path_factory.mktemp("anki")) as anki:
        anki.take(project / "build" / "notes.apkg")
        for guid in anki.guids():
            for card in anki.note(guid).cards():
                assert card.render_output().question_av_tags == [], anki.note(guid)["Question"]
                assert card.render_output().answer_av_tags == [], anki.note(guid)["Question"]
                name = re.sub(r"<[^>]*>", "", anki.note(guid)["Question"])[:60]
                found += [(f"{name} front", card.question()), (f"{name} back", card.answer())]
    assert len(found) == len(VECTORS) * 2 * 4
    return found


class Inert(HTMLParser):
    """Fails at the first element or attribute that the allow-list has not."""

    OURS: ClassVar = {"header": {"class"}, "footer": {"dir"}, "style": set()}
    SPANS: ClassVar = {"cloze", "cloze-inactive", "level", "topics", "source", "id"}
    EVERYWHERE: ClassVar = {
        "div": {"class", "lang", "dir"},
        "hr": {"id"},
        "span": {"class", "dir", "data-cloze", "data-ordinal"},
        "ol": {"class", "type", "start"},
        "li": {"class", "value"},
        "p": {"class"},
    }

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ON_CARDS or tag in self.OURS, (self.name, tag)
        allowed = ATTRIBUTES.get(tag, set()) | self.OURS.get(tag, set()) | self.EVERYWHERE.get(tag, set())
        for name, value in attrs:
            assert name in allowed, (self.name, tag, name)
            if name in ("href", "src"):
                assert re.match(r"https?://|mailto:", value or ""), (self.name, value)
                assert name == "href", "no picture of these is packed"
            if tag == "p" and name == "class":
                assert value == "wanted", (self.name, value)
            if tag == "span" and name == "class":
                assert value in {*CLASSES["span"], *self.SPANS}, (self.name, value)


def test_anki_gets_nothing_but_what_is_on_the_allow_list(sides: list[tuple[str, str]]) -> None:
    for name, html in sides:
        reader = Inert(name)
        reader.feed(html)
        reader.close()


def test_mathjax_gets_no_formula_that_does_more_than_set_one(sides: list[tuple[str, str]]) -> None:
    """MathJax joins what stands between two tags, and passes over code."""
    for name, html in sides:
        texts = re.split(r"<[^>]*>", re.sub(r"<(code|pre|style)\b.*?</\1>", "<x>", html, flags=re.S))
        for text in texts:
            for formula in re.findall(r"\\[(\[].*?\\[)\]]", text, re.S):
                assert not any(command in HARMFUL for command in re.findall(r"\\([a-zA-Z]+)", formula)), (name, formula)


PROVOKE = """() => {
  for (const one of document.querySelectorAll("body *")) {
    for (const type of ["mouseover", "mouseenter", "pointerenter", "focus", "blur", "wheel", "toggle", "copy", "input",
                        "animationstart", "transitionend", "error", "load", "pointerdown", "mouseup", "keydown"]) {
      one.dispatchEvent(new Event(type, { bubbles: true }));
    }
    if (one.tagName === "A") {
      const scheme = one.href.split(":")[0];
      if (one.hasAttribute("href") && !["http", "https", "mailto", "file"].includes(scheme)) throw Error(one.outerHTML);
    } else one.click();
  }
}"""


@needs_chromium
def test_in_ankis_own_card_nothing_runs_loads_or_asks(browser, sides: list[tuple[str, str]]) -> None:  # type: ignore[no-untyped-def]
    for start in range(0, len(sides), 40):
        group = sides[start : start + 40]
        cards = "".join(f'<div id="qa" class="card">{html}</div>' for _, html in group)
        with watched(browser) as seen:
            seen.page.set_content(f'<!doctype html><body class="card card1 isLin">{cards}</body>')
            seen.page.evaluate(PROVOKE)
            seen.page.wait_for_timeout(30)
            assert quiet(seen), (seen, [name for name, _ in group])
            assert seen.page.locator(".deckwright").count() == len(group)


@needs_chromium
def test_in_the_preview_nothing_runs_loads_or_asks(browser, project: Path) -> None:  # type: ignore[no-untyped-def]
    report = preview(load(project))
    with watched(browser) as seen:
        seen.page.goto(address(report.page))
        seen.page.wait_for_selector("#card .deckwright")
        for _ in range(len(VECTORS) * 3 - 1):
            seen.page.evaluate("document.getElementById('flip').click()")
            seen.page.evaluate("document.getElementById('next').click()")
            seen.page.wait_for_timeout(2)
        assert "/ " in seen.page.locator("#position").inner_text()
        assert quiet(seen), seen


@needs_chromium
def test_on_the_page_of_a_reading_nothing_runs_loads_or_asks(browser, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    text = "".join(f"# Q{number} {vector}\n\n{vector}\n\n" for number, vector in enumerate(LINES))
    (tmp_path / "page.html").write_text(page([read_text(text, "<script>alert(1)</script>.md")]), "utf-8")
    with watched(browser) as seen:
        seen.page.goto(address(tmp_path / "page.html"))
        seen.page.evaluate(PROVOKE)
        assert quiet(seen), seen


def quiet(seen: Watched) -> bool:
    """Nothing asked, nothing requested, no script's trace on the console."""
    return seen.dialogs == [] and seen.requests == [] and seen.console == []


@needs_chromium
def test_a_browser_would_notice(browser, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """The same watch over a page that does run, load and ask."""
    (tmp_path / "page.html").write_text('<img src=x onerror=alert(1)><img src="https://evil.example/x.png">', "utf-8")
    with watched(browser) as seen:
        seen.page.goto(address(tmp_path / "page.html"))
        for _ in range(100):
            if seen.dialogs and seen.requests:
                break
            seen.page.wait_for_timeout(50)
        assert seen.dialogs == ["1"] and seen.requests == ["https://evil.example/x.png"]
