"""Cards as Anki's reviewer shows them: the real backend's HTML, with the style sheets, scripts and MathJax of the Anki
that learners have, in a real Chromium that nothing leaves.

`make test` puts those files (the package aqt, without its windows) into .venv/aqt.
"""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.decks.anki_desk import desk

WEB = ROOT / ".venv" / "aqt" / "_aqt" / "data" / "web"
HOST = "http://anki.test/"
needs_reviewer = pytest.mark.skipif(not WEB.is_dir(), reason="Anki's own style sheets are not here: `make test`")

# As aqt/webview.py (stdHtml), aqt/reviewer.py (revHtml) and aqt/theme.py (body classes) lay it out.
_PAGE = """<!doctype html>
<html class="{document}" dir="ltr" data-bs-theme="{scheme}">
<head><meta charset="utf-8"><title>main webview</title>
<link rel="stylesheet" href="_anki/css/webview.css"><link rel="stylesheet" href="_anki/css/reviewer.css">
<script src="_anki/js/mathjax.js"></script><script src="_anki/js/vendor/mathjax/tex-chtml-full.js"></script>
</head>
<body class="card card1 isLin {body}"><div id="_mark" hidden>&#x2605;</div><div id="qa" dir="auto"></div></body>
</html>"""
_SHOW = """async ({html, ordinal}) => {
  await MathJax.startup.promise;
  MathJax.typesetClear();
  document.body.classList.remove(...[...document.body.classList].filter(name => /^card\\d/.test(name)));
  document.body.classList.add(`card${ordinal + 1}`);
  const qa = document.getElementById('qa');
  qa.innerHTML = html;
  await MathJax.typesetPromise([qa]);
  await Promise.all([...document.images].map(image => image.decode().catch(() => 0)));
  await document.fonts.ready;
  scrollTo(0, 0);
}"""


@dataclass(frozen=True)
class Side:
    """The HTML of one side of a card, as Anki's backend makes it, and the number of its template."""

    note: str
    name: str
    html: str
    ordinal: int


@dataclass(frozen=True)
class Learnt:
    """What a learner's collection has after an import: all sides of all cards, and the folder of the pictures."""

    sides: list[Side]
    media: Path


def learnt(package: Path, folder: Path) -> Learnt:
    """Import a package into a new collection in a folder."""
    with desk(folder) as learner:
        learner.take(package)
        sides = []
        for card_id in learner.col.find_cards(""):
            card = learner.col.get_card(card_id)
            shown = card.note().guid
            for name, html in (("front", card.question()), ("back", card.answer())):
                sides.append(Side(shown, name, html, card.ord))
        return Learnt(sides, Path(learner.col.media.dir()))


class Reviewer:
    """The page in which Anki shows cards."""

    def __init__(self, page: Any, console: list[str]) -> None:
        self.page = page
        self.console = console

    def show(self, side: Side) -> None:
        self.page.evaluate(_SHOW, {"html": side.html, "ordinal": side.ordinal})

    def resize(self, width: int) -> None:
        self.page.set_viewport_size({"width": width, "height": 900})


@contextmanager
def reviewer(browser: Any, media: Path, width: int, *, night: bool = False) -> Iterator[Reviewer]:
    """A reviewer of a width in CSS pixels. Its system is a light one, whatever Anki is set to."""
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme="light")
    page = context.new_page()
    console: list[str] = []
    scheme = "dark" if night else "light"
    frame = _PAGE.format(
        document="night-mode" if night else "", scheme=scheme, body="nightMode night_mode" if night else ""
    )

    def answer(route: Any) -> None:
        path = route.request.url.removeprefix(HOST).split("?")[0]
        if not route.request.url.startswith(HOST):
            console.append(f"asked for {route.request.url}")
            return route.abort()
        if not path:
            return route.fulfill(body=frame, content_type="text/html")
        file = WEB / path.removeprefix("_anki/") if path.startswith("_anki/") else media / path
        if not file.is_file():
            return route.fulfill(status=404, body="")
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        return route.fulfill(body=file.read_bytes(), content_type=kind)

    context.route("**/*", answer)
    page.on("console", lambda message: "version information" in message.text or console.append(message.text))
    page.on("pageerror", lambda error: console.append(f"error: {error}"))
    page.goto(HOST)
    yield Reviewer(page, console)
    context.close()
