"""What a learner sees of cards, measured in Anki's reviewer: nothing is cut, orphaned, pale or too small.

Every card of this repository's deck and of the gallery, on small phones and wider; the whole of it is `long`.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from deckwright.decks.build import build
from deckwright.project import load
from tests.conftest import ROOT
from tests.decks.anki_page import Learnt, Reviewer, Side, learnt, needs_reviewer, reviewer
from tests.preview.browser import needs_chromium

pytestmark = [needs_chromium, needs_reviewer]

MEASURE = (Path(__file__).parent / "measure.js").read_text("utf-8")
LIMITS = {"figureText": 10, "shading": 1.12}
"""Pixels of letters in figures; contrast of code's ground with the paper."""


def _learnt(source: Path, folder: Path) -> Learnt:
    for name in ("seeds", "cards"):
        if (source / name).is_dir():
            shutil.copytree(source / name, folder / "project" / name)
    for name in ("deckwright.yaml", "deck.lock"):
        shutil.copy(source / name, folder / "project" / name)
    project = load(folder / "project")
    build(project)
    (folder / "anki").mkdir()
    return learnt(project.build_dir / f"{project.slug}.apkg", folder / "anki")


@pytest.fixture(scope="module")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> Learnt:
    return _learnt(ROOT / "tests" / "gallery", tmp_path_factory.mktemp("gallery"))


@pytest.fixture(scope="module")
def deck(tmp_path_factory: pytest.TempPathFactory) -> Learnt:
    return _learnt(ROOT, tmp_path_factory.mktemp("deck"))


def wrong(opened: Reviewer, side: Side, widths: tuple[int, ...]) -> Iterator[str]:
    opened.show(side)
    for width in widths:
        opened.resize(width)
        for said in opened.page.evaluate(MEASURE, LIMITS):
            yield f"{side.note} {side.name}, {width} px: {said}"


def all_wrong(browser: Any, held: Learnt, sides: list[Side], widths: tuple[int, ...], night: bool) -> list[str]:
    with reviewer(browser, held.media, widths[0], night=night) as opened:
        found = [said for side in sides for said in wrong(opened, side, widths)]
        assert opened.console == []
        return found


@pytest.mark.parametrize("night", [False, True], ids=["day", "night"])
def test_every_card_of_the_gallery_on_a_small_phone(browser, gallery: Learnt, night: bool) -> None:  # type: ignore[no-untyped-def]
    assert all_wrong(browser, gallery, gallery.sides, (320,), night) == []


def test_every_answer_of_the_deck_on_a_small_phone(browser, deck: Learnt) -> None:  # type: ignore[no-untyped-def]
    backs = [side for side in deck.sides if side.name == "back"]
    assert len(backs) > 100
    assert all_wrong(browser, deck, backs, (320,), True) == []


@pytest.mark.long
@pytest.mark.parametrize("night", [False, True], ids=["day", "night"])
@pytest.mark.parametrize("which", ["gallery", "deck"])
def test_every_side_on_every_width(browser, request: pytest.FixtureRequest, which: str, night: bool) -> None:  # type: ignore[no-untyped-def]
    held: Learnt = request.getfixturevalue(which)
    assert all_wrong(browser, held, held.sides, (320, 390, 430, 768), night) == []


FAULTS = {
    "the page scrolls sideways": (
        "formulas",
        ".deckwright .answer, .deckwright mjx-container { overflow: visible !important }",
    ),
    "stands out of the window": ("tables", ".deckwright table, .deckwright .answer { overflow: visible !important }"),
    "no edge shows that it scrolls": ("code", ".deckwright pre { background-image: none !important }"),
    "a whole part scrolls": ("tables", ".deckwright table { overflow: visible !important }"),
    "a part is cut at its foot": ("lists", ".deckwright .answer { max-height: 100px }"),
    "begins a line behind": ("glued", ".deckwright mjx-container { white-space: normal !important }"),
    "px in a figure": ("pictures", ".deckwright img { width: 190px }"),
    "contrast": ("long", ".card { --ink: #777777 !important }"),
    "is no shading": ("code", ".card { --ground: #f4f4f4 !important }"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_seen(browser, gallery: Learnt, fault: str) -> None:  # type: ignore[no-untyped-def]
    note, style = FAULTS[fault]
    side = next(side for side in gallery.sides if side.note == note and side.name == "back")
    with reviewer(browser, gallery.media, 320) as opened:
        opened.show(replace(side, html=f"{side.html}<style>{style}</style>"))
        found = []
        for width in range(320, 400, 8 if "line" in fault else 80):
            opened.resize(width)
            found += opened.page.evaluate(MEASURE, LIMITS)
        assert any(fault in said for said in found)


def test_night_is_one_paper_and_quotes_are_square(browser, gallery: Learnt) -> None:  # type: ignore[no-untyped-def]
    side = next(side for side in gallery.sides if side.note == "glued" and side.name == "back")
    with reviewer(browser, gallery.media, 390, night=True) as opened:
        opened.show(side)
        paper = opened.page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert paper == "rgb(31, 35, 41)"  # --paper, as the preview has it
        faces = opened.page.evaluate("[...document.fonts].map(face => [face.family, face.unicodeRange])")
        ranges = [found for family, found in faces if "Han punctuation" in family]
        assert len(ranges) == 2 and all("U+201C-201D" in found for found in ranges)
        square = """() => { const range = document.createRange();
          const text = document.createTreeWalker(document.querySelector('.answer'), NodeFilter.SHOW_TEXT);
          while (text.nextNode()) { const at = text.currentNode.data.indexOf('“');
            if (at >= 0) { range.setStart(text.currentNode, at); range.setEnd(text.currentNode, at + 1);
              return range.getBoundingClientRect().width / parseFloat(getComputedStyle(text.currentNode.parentElement).fontSize); } } }"""
        has_han = opened.page.evaluate("document.fonts.check('16px \"Noto Sans CJK SC\"')")
        assert opened.page.evaluate(square) > 0.9 or not has_han
