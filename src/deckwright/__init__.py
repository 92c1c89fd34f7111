"""Deckwright turns question-and-answer documents into living Anki decks.

    >>> import deckwright
    >>> read = deckwright.read_text("# What is a seed?\\n\\nA source document.\\n")
    >>> read.notes[0].note.question, read.notes[0].note.answer
    ('What is a seed?', 'A source document.')

Everything the command line does is a call here; names are loaded when they are first used.
"""

from __future__ import annotations

import importlib  # and nothing else: `python -m` finds a module of the same name in the folder it is called in first

from deckwright._version import __version__

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from deckwright.cards.new_project import Started, start
    from deckwright.cards.update import UpdateReport, update
    from deckwright.checks.fix import FixReport, fix
    from deckwright.checks.run import CheckReport, check
    from deckwright.decks.adopt.run import AdoptReport, adopt
    from deckwright.decks.build import BuildReport, Export, build, export
    from deckwright.decks.straight import StraightReport, build_straight
    from deckwright.errors import DeckwrightError, Finding
    from deckwright.note import Note
    from deckwright.previews.write import PreviewReport, preview
    from deckwright.project import Project, find, load
    from deckwright.releases.compare import Difference, compare
    from deckwright.releases.editions import Edition, edition
    from deckwright.releases.release import ReleaseReport, release
    from deckwright.releases.verify import VerifyReport, verify
    from deckwright.seeds.as_json import as_json
    from deckwright.seeds.found import ReadDocument
    from deckwright.seeds.read import read_file, read_text

_HOMES = {
    "AdoptReport": "decks.adopt.run",
    "BuildReport": "decks.build",
    "CheckReport": "checks.run",
    "DeckwrightError": "errors",
    "Difference": "releases.compare",
    "Edition": "releases.editions",
    "Export": "decks.build",
    "Finding": "errors",
    "FixReport": "checks.fix",
    "Note": "note",
    "PreviewReport": "previews.write",
    "Project": "project",
    "ReadDocument": "seeds.found",
    "ReleaseReport": "releases.release",
    "Started": "cards.new_project",
    "StraightReport": "decks.straight",
    "UpdateReport": "cards.update",
    "VerifyReport": "releases.verify",
    "adopt": "decks.adopt.run",
    "as_json": "seeds.as_json",
    "build": "decks.build",
    "build_straight": "decks.straight",
    "check": "checks.run",
    "compare": "releases.compare",
    "edition": "releases.editions",
    "export": "decks.build",
    "find": "project",
    "fix": "checks.fix",
    "load": "project",
    "preview": "previews.write",
    "read_file": "seeds.read",
    "read_text": "seeds.read",
    "release": "releases.release",
    "start": "cards.new_project",
    "update": "cards.update",
    "verify": "releases.verify",
}

__all__ = [
    "AdoptReport",
    "BuildReport",
    "CheckReport",
    "DeckwrightError",
    "Difference",
    "Edition",
    "Export",
    "Finding",
    "FixReport",
    "Note",
    "PreviewReport",
    "Project",
    "ReadDocument",
    "ReleaseReport",
    "Started",
    "StraightReport",
    "UpdateReport",
    "VerifyReport",
    "__version__",
    "adopt",
    "as_json",
    "build",
    "build_straight",
    "check",
    "compare",
    "edition",
    "export",
    "find",
    "fix",
    "load",
    "preview",
    "read_file",
    "read_text",
    "release",
    "start",
    "update",
    "verify",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'deckwright' has no attribute {name!r}")
    return getattr(importlib.import_module(f"deckwright.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
