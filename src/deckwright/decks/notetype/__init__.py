"""Note types: their fields, templates and style sheet. The .html and .css files are for a designer to open."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from deckwright import identity
from deckwright.note import Kind

FIELDS = (
    "Question",
    "Answer",
    "Level",
    "Topics",
    "Extra",
    "Source",
    "ID",
    "Reverse",
    "Spare1",
    "Spare2",
    "Spare3",
    "Spare4",
)
"""Frozen: a field that is added later strands learners, hence the spare ones."""

REVERSE = FIELDS.index("Reverse")


@dataclass(frozen=True, slots=True)
class NoteType:
    """A note type as Anki has it; `templates` are name, front and back."""

    kind: Kind
    id: int
    name: str
    fields: tuple[tuple[str, int], ...]  # name, id
    templates: tuple[tuple[str, int, str, str], ...]  # name, id, front, back
    css: str

    @property
    def digest(self) -> str:
        """SHA-256 of all that a learner would see change, in hexadecimal."""
        content: Any = [self.name, self.fields, self.templates, self.css]
        return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()


def note_type(project_key: str, kind: Kind = "qa", language: str | None = None) -> NoteType:
    """The note type of a kind in a project. Its ids and its name derive from both."""
    names = ("Card 1", "Card 2")
    fronts = ("front.html", "reverse-front.html")
    backs = ("back.html", "reverse-back.html")
    templates = tuple(
        (name, identity.number(project_key, kind, "template", name), _file(front, language), _file(back, language))
        for name, front, back in zip(names, fronts, backs, strict=True)
    )
    return NoteType(
        kind,
        identity.number(project_key, kind, "note type"),
        f"{project_key} {kind}",
        tuple((field, identity.number(project_key, kind, "field", field)) for field in FIELDS),
        templates,
        _file("style.css", None),
    )


def _file(name: str, language: str | None) -> str:
    text = (files(__package__) / "qa" / name).read_text("utf-8")
    return text.replace(' lang=""', f' lang="{language}"' if language else "")
