"""The pictures of this repository's deck: read by day and by night, on a small phone, and by who cannot see them."""

from __future__ import annotations

import itertools
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from deckwright.cards import store
from tests.conftest import ROOT
from tests.decks.anki_page import Side, needs_reviewer, reviewer
from tests.preview.browser import needs_chromium

MEDIA = ROOT / "cards" / "media"
PICTURES = sorted(MEDIA.glob("*.svg"))
SVG = "{http://www.w3.org/2000/svg}"
STYLE = (ROOT / "src/deckwright/decks/notetype/style.css").read_text("utf-8")


def schemes(drawn: str) -> list[dict[str, str]]:
    """The colours as they stand, and what they become at night."""
    night = dict(re.findall(r'\[fill="(#\w+)"\]\{fill:(#\w+)\}', drawn))
    return [{one: one for one in night}, night]


def contrast(one: str, other: str) -> float:
    """https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio"""

    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("path", PICTURES, ids=lambda path: path.stem)
def test_what_is_written_can_be_read_on_its_own_ground_by_day_and_by_night(path: Path) -> None:
    drawn = path.read_text("utf-8")
    root = ElementTree.fromstring(drawn)
    ground = root.find(f"{SVG}rect")
    assert ground is not None and (ground.get("width"), ground.get("height")) == (root.get("width"), root.get("height"))
    boxes = {one.get("fill") for one in root.iter(f"{SVG}rect")} | {
        one.get("fill") for one in root.iter(f"{SVG}circle")
    }
    texts = {one.get("fill") for one in root.iter(f"{SVG}text")}
    for colours in schemes(drawn):
        assert {one for one in texts | boxes if one != "none"} <= set(colours)
        behind = [colours[one] for one in boxes - texts - {"none", "#9cc4e8"} if one]  # no words on what is chosen
        assert min(contrast(colours[str(one)], other) for one in texts for other in behind) >= 4.5


@pytest.mark.parametrize("path", PICTURES, ids=lambda path: path.stem)
def test_letters_are_ten_pixels_high_on_a_phone_of_320(path: Path) -> None:
    root = ElementTree.fromstring(path.read_text("utf-8"))
    scale = (320 - 2 * 20) / float(root.get("width", "0"))  # a card has 20 pixels on each side
    assert all(float(one.get("font-size", "0")) * scale >= 10 for one in root.iter(f"{SVG}text"))


BOXES = "() => [...document.querySelectorAll('text')].map(one => [one.textContent, one.getBoundingClientRect()])"


@needs_chromium
@pytest.mark.parametrize("path", PICTURES, ids=lambda path: path.stem)
def test_no_words_stand_out_or_lie_on_others(browser: Any, path: Path) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 700})
    page.set_content(f"<body style='margin:0'>{path.read_text('utf-8')}")
    high = page.evaluate("document.querySelector('svg').getBoundingClientRect().bottom")
    found = [(said, box["left"], box["top"], box["right"], box["bottom"]) for said, box in page.evaluate(BOXES)]
    page.close()
    assert [
        said for said, left, top, right, bottom in found if left < 4 or top < 0 or right > 356 or bottom > high
    ] == []
    inset = 3  # of a line's height, above and below its letters
    assert [
        (one[0], other[0])
        for one, other in itertools.combinations(found, 2)
        if one[1] < other[3]
        and other[1] < one[3]
        and one[2] + inset < other[4] - inset
        and other[2] + inset < one[4] - inset
    ] == []


@needs_chromium
@needs_reviewer
@pytest.mark.parametrize("night", [False, True], ids=["day", "night"])
def test_a_picture_is_dark_where_anki_is_whatever_the_system_is(browser: Any, night: bool) -> None:
    """Anki says it by a class; the style sheet makes it the color scheme, and that is what an SVG in a page is told."""
    images = "".join(f'<img src="{path.name}" width="280">' for path in PICTURES)
    side = Side("pictures", "back", f"<style>{STYLE}</style><div class='deckwright'>{images}</div>", 0)
    lights = """() => [...document.images].map(image => {
      const canvas = Object.assign(document.createElement('canvas'), {width: 9, height: 9}).getContext('2d');
      canvas.drawImage(image, -20, -6);
      return Math.max(...canvas.getImageData(4, 4, 1, 1).data.slice(0, 3));
    })"""
    with reviewer(browser, MEDIA, 320, night=night) as opened:
        opened.show(side)
        shot = opened.page.evaluate(lights)
    assert len(shot) == len(PICTURES)
    assert all((light < 80) == night for light in shot), shot


def test_who_cannot_see_a_picture_is_told_what_it_shows() -> None:
    told = {}
    for card in store.cards_in(store.load_all(ROOT / "cards")):
        told |= {name: said for said, name in re.findall(r"!\[([^\]]*)\]\(([\w-]+\.svg)\)", card.note.answer or "")}
    assert set(told) == {path.name for path in PICTURES}
    for path in PICTURES:
        title = ElementTree.fromstring(path.read_text("utf-8")).findtext(f"{SVG}title")
        said = told[path.name]
        assert said != title and len(said) >= 60 and said.endswith("。"), path.name
