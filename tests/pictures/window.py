"""Anki's own desktop window, photographed: run with the Python of an environment that has aqt and Qt.

    python window.py FOLDER < album.json

FOLDER gets a profile. album.json: {"packages": [path, …], "shots": [{"note": GUID, "card": 0, "side": "back",
"width": 900, "height": 640, "night": false, "file": path}, …]}; sizes are CSS pixels. Packages are imported as the desktop
imports them; each shot is a PNG of the window in which the reviewer shows that side of that card.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import aqt
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest
from aqt.profiles import ProfileManager
from aqt.qt import QEventLoop, QTimer
from aqt.theme import Theme

_PROFILE = "Learner"
_SHOWN = """(() => { const qa = document.getElementById('qa');
  return qa.querySelector('.deckwright') !== null && getComputedStyle(qa).opacity === '1'
    && !/\\\\[([]/.test(qa.innerText) && [...document.images].every((one) => one.complete); })()"""
_A_MOMENT = 400
"""Milliseconds until the page begins what it was told, and until what is laid out is on the screen."""


def main() -> None:
    folder, album = Path(sys.argv[1]), json.load(sys.stdin)
    _profile(folder, album["packages"])
    app = aqt._run(["anki", "-b", str(folder), "-p", _PROFILE, "-l", "en_US"], exec=False)
    _until(lambda: bool(app and aqt.mw and aqt.mw.col and aqt.mw.state == "deckBrowser"), "Anki does not open")
    for shot in album["shots"]:
        _shoot(aqt.mw, shot)
    aqt.mw.unloadProfileAndExit()
    _pause(1000)


def _profile(folder: Path, packages: list[str]) -> None:
    """A learner's profile that has imported the packages."""
    profiles = ProfileManager(ProfileManager.get_created_base_folder(str(folder)))
    profiles.setupMeta()
    profiles.setLang("en_US")
    profiles.meta["firstRun"] = False
    profiles.create(_PROFILE)
    profiles.openProfile(_PROFILE)
    profiles.save()
    collection = Collection(profiles.collectionPath())
    options = ImportAnkiPackageOptions(merge_notetypes=False, with_scheduling=False)
    for package in packages:
        collection.import_anki_package(ImportAnkiPackageRequest(package_path=package, options=options))
    collection.close()
    profiles.db.close()


def _shoot(window: Any, shot: dict[str, Any]) -> None:
    window.set_theme(Theme.DARK if shot["night"] else Theme.LIGHT)
    window.showNormal()
    window.resize(shot["width"], shot["height"])
    note = window.col.get_note(window.col.db.scalar("select id from notes where guid = ?", shot["note"]))
    card = next(card for card in note.cards() if card.ord == shot["card"])
    window.col.decks.select(card.did)
    window.moveToState("review")
    reviewer = window.reviewer
    _until(lambda: window.state == "review" and reviewer.card is not None, f"no card of {shot['note']}")
    _pause(_A_MOMENT)
    reviewer.card = card
    card.start_timer()
    reviewer._showQuestion()
    _shown(window)
    if shot["side"] == "back":
        reviewer._showAnswer()
        _shown(window)
    window.grab().save(shot["file"])


def _shown(window: Any) -> None:
    """Wait until the page shows a side, with its formulas and pictures."""
    _pause(_A_MOMENT)
    for _ in range(100):
        said: list[bool] = []
        window.web.page().runJavaScript(_SHOWN, said.append)
        _until(lambda said=said: bool(said), "the page does not answer")
        if said[0]:
            return _pause(_A_MOMENT)
        _pause(100)
    raise SystemExit("the card is not shown after 10 s")


def _until(there: Callable[[], bool], otherwise: str) -> None:
    for _ in range(600):
        if there():
            return
        _pause(50)
    raise SystemExit(f"{otherwise}: not within 30 s")


def _pause(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


if __name__ == "__main__":
    main()
