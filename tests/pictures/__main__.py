"""The pictures of README: `make pictures` makes them anew in docs/.

Cards of this repository's deck in Anki's own desktop window (window.py), the preview and a reading in Chromium.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

from deckwright.decks.build import build
from deckwright.previews.write import preview
from deckwright.project import load
from tests.conftest import ROOT
from tests.pictures import CARD_SCALE, CARDS, PAGE_SCALE, PAGES, Card, Page
from tests.preview.browser import address, chromium

DOCS = ROOT / "docs"
DESKTOP = ROOT / ".venv" / "desktop" / "bin" / "python"
_NO_SCREEN = {"QT_QPA_PLATFORM": "offscreen", "QTWEBENGINE_DISABLE_SANDBOX": "1"}
_READ = [sys.executable, "-m", "deckwright", "read", "--format", "html"]


def main() -> int:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for name in ("seeds", "cards"):
            shutil.copytree(ROOT / name, folder / name)
        for name in ("deckwright.yaml", "deck.lock"):
            shutil.copy(ROOT / name, folder / name)
        project = load(folder)
        build(project)
        preview(project)
        in_anki(CARDS, folder / "build" / f"{project.slug}.apkg", folder)
        in_chromium(PAGES, folder)
        for picture in (*CARDS, *PAGES):
            made = Image.open(folder / f"{picture.name}.png").convert("RGB")
            made.save(DOCS / f"{picture.name}.webp", lossless=True, method=6)
    return 0


def in_anki(cards: tuple[Card, ...], package: Path, folder: Path) -> None:
    """Photograph cards in the window of an Anki that has imported the package."""
    shots = [{**card._asdict(), "file": str(folder / f"{card.name}.png")} for card in cards]
    album = {"packages": [str(package)], "shots": shots}
    window = [str(DESKTOP), str(Path(__file__).parent / "window.py"), str(folder / "anki")]
    environment = os.environ | _NO_SCREEN | {"QT_SCALE_FACTOR": str(CARD_SCALE)}
    subprocess.run(window, input=json.dumps(album), text=True, env=environment, check=True)


def in_chromium(pages: tuple[Page, ...], folder: Path) -> None:
    """Photograph the preview in build/preview/ and a document beside its notes."""
    with chromium() as browser:
        for shot in pages:
            where = folder / shot.path
            if shot.path.startswith("seeds/"):
                where = folder / "reading.html"
                with where.open("w", encoding="utf-8") as out:
                    subprocess.run([*_READ, shot.path], stdout=out, cwd=folder, check=True)
            page = browser.new_page(
                viewport={"width": shot.width, "height": shot.height}, device_scale_factor=PAGE_SCALE
            )
            page.goto(f"{address(where)}#{shot.note or ''}")
            if shot.note:
                page.get_by_role("button", name="Show answer").click()
            page.wait_for_timeout(1000)
            page.screenshot(path=folder / f"{shot.name}.png")


if __name__ == "__main__":
    sys.exit(main())
