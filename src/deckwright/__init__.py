"""Deckwright turns question-and-answer documents into living Anki decks.

    >>> import deckwright
    >>> read = deckwright.read_text("# What is a seed?\\n\\nA source document.\\n")
    >>> read.notes[0].note.question, read.notes[0].note.answer
    ('What is a seed?', 'A source document.')

Everything the command line does is a call here; names are loaded when they are first used.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from deckwright._version import __version__

if TYPE_CHECKING:
    from deckwright.cards.update import UpdateReport, update
    from deckwright.checks.fix import FixReport, fix
    from deckwright.checks.run import CheckReport, check
    from deckwright.decks.build import BuildReport, build
    from deckwright.decks.straight import StraightReport, build_straight
    from deckwright.errors import DeckwrightError, Finding
    from deckwright.note import Note
    from deckwright.preview.write import PreviewReport, preview
    from deckwright.project import Project, find, load
    from deckwright.seeds.as_json import as_json
    from deckwright.seeds.found import ReadDocument
    from deckwright.seeds.read import read_file, read_text
    from deckwright.start import Started, start

_HOMES = {
    "BuildReport": "decks.build",
    "CheckReport": "checks.run",
    "DeckwrightError": "errors",
    "Finding": "errors",
    "FixReport": "checks.fix",
    "Note": "note",
    "PreviewReport": "preview.write",
    "Project": "project",
    "ReadDocument": "seeds.found",
    "Started": "start",
    "StraightReport": "decks.straight",
    "UpdateReport": "cards.update",
    "as_json": "seeds.as_json",
    "build": "decks.build",
    "build_straight": "decks.straight",
    "check": "checks.run",
    "find": "project",
    "fix": "checks.fix",
    "load": "project",
    "preview": "preview.write",
    "read_file": "seeds.read",
    "read_text": "seeds.read",
    "start": "start",
    "update": "cards.update",
}

__all__ = [
    "BuildReport",
    "CheckReport",
    "DeckwrightError",
    "Finding",
    "FixReport",
    "Note",
    "PreviewReport",
    "Project",
    "ReadDocument",
    "Started",
    "StraightReport",
    "UpdateReport",
    "__version__",
    "as_json",
    "build",
    "build_straight",
    "check",
    "find",
    "fix",
    "load",
    "preview",
    "read_file",
    "read_text",
    "start",
    "update",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'deckwright' has no attribute {name!r}")
    return getattr(importlib.import_module(f"deckwright.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
