"""How large a picture is on a card, measured in a browser."""

from __future__ import annotations

import pytest

from deckwright.decks.notetype import style_sheet
from tests.preview.browser import needs_chromium

pytestmark = needs_chromium


@pytest.mark.parametrize(
    ("size", "shown"),
    [
        ("", (280, 140)),
        ('width="100"', (100, 50)),
        ('height="50"', (100, 50)),
        ('width="100" height="30"', (100, 30)),
        ('width="3000" height="2000"', (280, 510)),
        ('width="50%"', (140, 70)),
    ],
)
def test_a_picture_is_as_large_as_it_says_and_fits(browser, size: str, shown: tuple[int, int]) -> None:  # type: ignore[no-untyped-def]
    """A picture of 400 by 200 in a column of 280 px, in a window of 600 px."""
    drawn = "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='400' height='200'/>"
    page = browser.new_page(viewport={"width": 320, "height": 600})
    try:
        inner = f'<div style="width: 280px"><img src="{drawn}" {size}></div>'
        page.set_content(f'<style>{style_sheet()}</style><div class="card"><div class="deckwright">{inner}</div></div>')
        box = page.locator("img").bounding_box()
        assert (round(box["width"]), round(box["height"])) == shown
    finally:
        page.close()
