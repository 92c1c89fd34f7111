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
from tests.preview.browser import faults, needs_chromium

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


def test_no_closing_sign_begins_a_line_on_any_width(browser, gallery: Learnt) -> None:  # type: ignore[no-untyped-def]
    side = next(side for side in gallery.sides if side.note == "glued" and side.name == "back")
    assert all_wrong(browser, gallery, [side], tuple(range(300, 440, 4)), False) == []


@pytest.mark.parametrize("night", [False, True], ids=["day", "night"])
def test_nothing_keeps_people_from_reading_a_card(browser, gallery: Learnt, night: bool) -> None:  # type: ignore[no-untyped-def]
    """axe, on every side of every kind of card, as Anki's reviewer shows it; of the frame around it Anki's own rules."""
    assert {side.note for side in gallery.sides} >= {"choice", "cloze", "reversed", "code", "tables", "formulas"}
    with reviewer(browser, gallery.media, 390, night=night) as opened:
        found = []
        for side in gallery.sides:
            opened.show(side)
            said = [one for one in faults(opened.page, "#qa") if not one.startswith(BY_ITSELF)]
            found += [f"{side.note} {side.name} {side.ordinal}: {one}" for one in said]
        assert found == []


BY_ITSELF = "scrollable-region-focusable"
"""What axe says of a box that scrolls: Chromium lets Tab lead there by itself since its number 130, which Anki has."""
SCROLLS = """() => [...document.querySelectorAll('#qa *')].filter(one =>
  ['auto', 'scroll'].includes(getComputedStyle(one).overflowX) && one.scrollWidth > one.clientWidth + 1)"""


REACHED = "for (let one = document.activeElement; one; one = one.parentElement) one.removeAttribute('data-due')"
"""What has the focus, and the boxes that it lies in: those are scrolled to it."""


def test_what_scrolls_on_a_card_is_reached_by_keyboard(browser, gallery: Learnt) -> None:  # type: ignore[no-untyped-def]
    with reviewer(browser, gallery.media, 320) as opened:
        wide = 0
        for side in gallery.sides:
            opened.show(side)
            due = opened.page.evaluate(f"({SCROLLS})().forEach(one => one.dataset.due = 1) ?? ({SCROLLS})().length")
            stops = opened.page.locator("#qa :is(a, summary, input, [tabindex])").count() + due
            opened.page.evaluate("document.activeElement.blur()")
            for _ in range(stops + 1):
                opened.page.keyboard.press("Tab")
                opened.page.evaluate(REACHED)
                assert not opened.page.evaluate("document.activeElement.closest('mjx-assistive-mml') !== null"), side
            assert opened.page.locator("[data-due]").count() == 0, (side.note, side.name)
            wide += due
        assert wide >= 5


FAULTS = {
    "the page scrolls sideways": (
        "formulas",
        ".deckwright .answer, .deckwright mjx-container { overflow: visible !important }",
    ),
    "stands out of the window": ("tables", ".deckwright table, .deckwright .answer { overflow: visible !important }"),
    "no edge shows that it scrolls": ("code", ".deckwright pre { background-image: none !important }"),
    "a whole part scrolls": ("tables", ".deckwright table { overflow: visible !important }"),
    "a part is cut at its foot": ("lists", ".deckwright .answer { max-height: 100px }"),
    "the lines of a formula touch": ("glued", ".deckwright mjx-math > * { margin-block: 0 !important }"),
    "： begins a line behind": ("glued", ".deckwright mjx-container::after { content: none !important }"),
    "begins a line behind": ("glued", ".deckwright mjx-container { white-space: normal !important }"),
    "a gap": ("headings", ".deckwright h2 { margin-top: 1.1em !important }"),
    "code in several sizes": ("code", ".deckwright .question pre { font-size: 0.9em !important }"),
    "a box is torn": ("headings", ".deckwright code { -webkit-box-decoration-break: slice !important }"),
    "px in a figure": ("pictures", ".deckwright img { width: 190px }"),
    "fades into its ground: 黑": ("pictures", ".deckwright img { background: #1f2329 !important }"),
    "fades into its ground: 白": ("pictures", ".card { --slate: transparent !important }"),
    "contrast": ("long", ".card { --ink: #777777 !important }"),
    "is no shading": ("code", ".card { --ground: #f4f4f4 !important }"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_seen(browser, gallery: Learnt, fault: str) -> None:  # type: ignore[no-untyped-def]
    note, style = FAULTS[fault]
    side = next(side for side in gallery.sides if side.note == note and side.name == "back")
    with reviewer(browser, gallery.media, 320) as opened:
        opened.show(replace(side, html=f"{side.html}<style>{style}</style>"))
        for width in (320, *range(304, 440, 4)):
            opened.resize(width)
            if any(fault in said for said in opened.page.evaluate(MEASURE, LIMITS)):
                return
        pytest.fail("nothing was seen")


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
