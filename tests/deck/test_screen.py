"""A card is seen at one glance: on a phone of 360 by 640 pixels its answer side needs no scrolling."""

from __future__ import annotations

import shutil
from pathlib import Path

from deckwright.cards import store
from deckwright.decks.build import build
from deckwright.project import load
from tests.conftest import ROOT
from tests.decks.anki_page import learnt, needs_reviewer, reviewer
from tests.preview.browser import needs_chromium

pytestmark = [needs_chromium, needs_reviewer]

SCREEN = (360, 640)
"""Width and height in CSS pixels."""
EXCUSE = "一屏放不下"
"""What a card says of itself that needs more: a derivation, or a tall picture."""
HEIGHT = """() => document.getElementById('qa').getBoundingClientRect().bottom
  + parseFloat(getComputedStyle(document.body).marginBottom)"""


def test_every_answer_is_seen_at_one_glance_but_for_those_that_say_so(browser, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    for name in ("seeds", "cards"):
        shutil.copytree(ROOT / name, tmp_path / "project" / name)
    for name in ("deckwright.yaml", "deck.lock"):
        shutil.copy(ROOT / name, tmp_path / "project" / name)
    project = load(tmp_path / "project")
    build(project)
    (tmp_path / "anki").mkdir()
    held = learnt(project.build_dir / f"{project.slug}.apkg", tmp_path / "anki")
    excused = {card.id for card in store.cards_in(store.load_all(ROOT / "cards")) if EXCUSE in (card.note.extra or "")}
    assert len(excused) <= 4
    with reviewer(browser, held.media, SCREEN[0]) as opened:
        tall = {}
        for side in held.sides:
            opened.show(side)
            height = opened.page.evaluate(HEIGHT)
            if height > SCREEN[1]:
                tall[side.note] = round(height)
    assert {note: height for note, height in tall.items() if note not in excused} == {}
    assert set(tall) == excused, "what fits needs no excuse"
