"""A difference as a web page that needs nothing else: every note that changed, its words marked."""

from __future__ import annotations

import html
from collections.abc import Iterator
from importlib.resources import files

from deckwright.releases.compare import WAYS, Change, Difference, Way
from deckwright.releases.show import aside, phrases, summary, tells
from deckwright.releases.words import Edit, shortened

_ELEMENTS = {"same": ("", ""), "removed": ("<del>", "</del>"), "added": ("<ins>", "</ins>")}


def as_page(difference: Difference, language: str | None) -> str:
    """The HTML of the page; it loads nothing and runs nothing."""
    frame = (files(__package__) / "page.html").read_text("utf-8")
    for name, text in (
        ("language", html.escape(language or "en")),
        ("title", html.escape(f"{difference.old.name} → {difference.new.name}")),
        ("summary", html.escape(summary(difference, language))),
        ("changes", "\n".join(_changes(difference, language))),
    ):
        frame = frame.replace(f"<!--{name}-->", text)
    return frame


def _changes(difference: Difference, language: str | None) -> Iterator[str]:
    said = phrases(language)
    for way in WAYS:
        changes = difference.of(way)
        if changes:
            yield f"<section><h2>{said[way]}{said['colon']}{len(changes)}</h2>"
            yield from (_article(change, way, difference) for change in changes)
            yield "</section>"
    for search in difference.searches:
        told = said[f"{search.way} search"].format(old=search.old, new=search.new, notes=search.notes)
        yield f"<p>{html.escape(told.replace('**', ''))}</p><pre>{html.escape(search.text)}</pre>"


def _article(change: Change, way: Way, difference: Difference) -> str:
    words = "".join(
        f'<p class="words">{"".join(map(_marked, shortened(found)))}</p>'
        for part, found in change.edits()
        if tells(way, part)
    )
    said = aside(change, way, difference)
    said = f'<span class="aside">{html.escape(said)}</span>' if said else ""
    name = html.escape(change.note.name)
    return f'<article><p><b>{name}</b>{said} <span class="id">{html.escape(change.note.id)}</span></p>{words}</article>'


def _marked(edit: Edit) -> str:
    before, after = _ELEMENTS[edit.what]
    return f"{before}{html.escape(edit.text)}{after}"
