"""build/preview/: a static page that works from a file and from any host, and asks nothing of a network."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from deckwright.decks.markdown import Renderer
from deckwright.decks.notetype import style_sheet
from deckwright.errors import Finding
from deckwright.files import listed, sole, stale, write_together
from deckwright.previews.frame import asset, framed
from deckwright.previews.gather import Shown, ShownNote, gather
from deckwright.previews.proof import proof
from deckwright.previews.state import state
from deckwright.project import Project

PER_FILE = 100
"""Notes whose sides lie in one file: the page loads a file when one of them is looked at."""

_ASSETS = ("base.css", "page.css", "all.css", "state.css", "theme.js", "words.js", "app.js")


@dataclass(slots=True)
class PreviewReport:
    """What `preview` made: the page to open, its notes by status, what was found on the way."""

    page: Path
    notes: int = 0
    status: Counter[str] = field(default_factory=Counter)
    findings: list[Finding] = field(default_factory=list)
    open: list[Finding] = field(default_factory=list)  # what waits for a person, whatever note it is about


def preview(
    project: Project, *, renderer: Renderer | None = None, progress: Callable[[str], None] = lambda note: None
) -> PreviewReport:
    """Write the page of all notes into build/preview/. Raises DeckwrightError where cards/ cannot be read."""
    with sole(project.tree) as told:
        shown = gather(project, progress, renderer)
        shown.findings[:0] = told
        folder = project.build_dir / "preview"
        outputs = listed(pages(project, shown))
        writes = {folder / name: data for name, data in outputs.items()}
        gone = stale(project.tree, folder, keep=outputs)
        write_together(project.tree, writes, gone, what="preview")
    status: Counter[str] = Counter(note.status for note in shown.notes)
    return PreviewReport(folder / "index.html", len(shown.notes), status, shown.findings, shown.open)


def pages(project: Project, shown: Shown) -> dict[str, bytes]:
    """File name in the page's folder -> content."""
    texts = {
        "index.html": framed("index.html", project),
        "all.html": proof(project, shown.notes),
        "state.html": state(project, shown.overview),
        "card.css": style_sheet(),
        **{name: asset(name) for name in _ASSETS},
        "notes.js": _call("notes", _index(project, shown.notes)),
        "search.js": _call("search", [f"{note.text} {note.id} {note.file}" for note in shown.notes]),
    }
    for number, start in enumerate(range(0, len(shown.notes), PER_FILE)):
        sides = [_sides(note) for note in shown.notes[start : start + PER_FILE]]
        texts[f"cards-{number}.js"] = _call("sides", {"number": number, "notes": sides})
    return {name: text.encode() for name, text in texts.items()} | {
        f"media/{name}": data for name, data in shown.media.items()
    }


def _index(project: Project, notes: Sequence[ShownNote]) -> dict[str, Any]:
    return {
        "deck": project.deck,
        "perFile": PER_FILE,
        "levels": [{"key": level.key, "name": level.label} for level in project.levels],
        "notes": [
            {
                "id": note.id,
                "question": note.question,
                "level": note.level,
                "topics": note.topics,
                "seed": note.seed,
                "status": note.status,
                "kind": note.kind,
                "place": f"{note.file}:{note.line}",
                "findings": [one.code for one in note.findings],
                "wrong": len(note.wrong),
                "credit": note.credit,
                "open": note.open,
            }
            for note in notes
        ],
    }


def _sides(note: ShownNote) -> dict[str, Any]:
    return {
        "sides": note.sides,
        "findings": [
            {"severity": one.severity, "code": one.code, "message": one.message, "place": f"{one.file}:{one.line}"}
            for one in note.findings
        ],
    }


def _call(name: str, data: Any) -> str:
    """A script that hands data to the page: pages opened from a file may load scripts, but not fetch data."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return f"deckwright.{name}({text});\n"
