"""Cards in Anki's own desktop window, with its own web engine: the paper and the plates that the page is styled for."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PIL import Image

from deckwright.decks.build import build
from deckwright.project import load
from tests.conftest import ROOT
from tests.pictures import CARD_SCALE, Card
from tests.pictures.__main__ import DESKTOP, in_anki

NIGHT, PLATE = (31, 35, 41), (236, 239, 243)
"""--paper and --plate of the card style at night."""


@pytest.mark.long
@pytest.mark.skipif(not DESKTOP.exists(), reason="Anki's desktop program is not here: `make pictures`")
def test_anki_shows_cards_on_our_paper_and_see_through_pictures_on_a_plate(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "tests" / "gallery", tmp_path / "gallery")
    build(load(tmp_path / "gallery"))
    cards = (Card("code", "code", 0, "back", 400, 600, True), Card("plates", "pictures", 0, "back", 400, 1100, True))
    in_anki(cards, tmp_path / "gallery" / "build" / "gallery.apkg", tmp_path)
    shares = {}
    for card in cards:
        shown = Image.open(tmp_path / f"{card.name}.png").convert("RGB")
        assert shown.size == (card.width * CARD_SCALE, card.height * CARD_SCALE)
        colours = {colour: count for count, colour in shown.getcolors(1 << 24)}
        shares[card.name] = [colours.get(one, 0) / (shown.width * shown.height) for one in (NIGHT, PLATE)]
    assert shares["code"][0] > 0.3 and shares["code"][1] < 0.01
    assert shares["plates"][0] > 0.3 and shares["plates"][1] > 0.1
