"""Note types: their fields, templates and style sheet. The .html and .css files are for a designer to open."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from deckwright import identity
from deckwright.cards.notetypes import AdoptedType
from deckwright.cards.spoken import spoken
from deckwright.languages import runs_left
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

_TEMPLATES: dict[Kind, tuple[tuple[str, str, str], ...]] = {
    "qa": (("Card 1", "front.html", "back.html"), ("Card 2", "reverse-front.html", "reverse-back.html")),
    "choice": (("Card 1", "front.html", "back.html"),),
    "cloze": (("Cloze", "front.html", "back.html"),),
}
"""Name, front and back of every template of a kind. Frozen like the fields: where they differ, Anki updates no note."""

_FOLDERS = {1: "first", 2: "."}
"""Where templates and style sheet of a number lie; those before the newest never change."""
NUMBER = max(_FOLDERS)
"""The look of new packages, a part of the way in which packages are written."""


@dataclass(frozen=True, slots=True)
class NoteType:
    """A note type as Anki has it; `templates` are name, id, front and back."""

    kind: str
    id: int
    name: str
    fields: tuple[tuple[str, int], ...]  # name, id
    templates: tuple[tuple[str, int, str, str], ...]
    css: str
    adopted: AdoptedType | None = None

    @property
    def cloze(self) -> bool:
        return self.adopted.cloze if self.adopted else self.kind == "cloze"

    @property
    def digest(self) -> str:
        """SHA-256 of all that a learner would see change, in hexadecimal."""
        content: Any = [self.name, self.fields, self.templates, self.css]
        if self.adopted:
            content = self.adopted.as_json(0)
        return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()


def adopted_type(kind: AdoptedType) -> NoteType:
    """An adopted note type, as our own are handed on."""
    fields = tuple((str(one["name"]), int(one.get("id") or 0)) for one in kind.fields)
    templates = tuple((str(one["name"]), int(one.get("id") or 0), one["qfmt"], one["afmt"]) for one in kind.templates)
    return NoteType(kind.kind, kind.id, kind.name, fields, templates, kind.css, kind)


def note_type(project_key: str, kind: Kind = "qa", language: str | None = None, number: int = NUMBER) -> NoteType:
    """The note type of a kind in a project. Its ids and its name derive from both, its look from the number."""
    look = _Look(number, language)
    templates = tuple(
        (name, identity.number(project_key, kind, "template", name), look.side(kind, front), look.side(kind, back))
        for name, front, back in _TEMPLATES[kind]
    )
    return NoteType(
        kind,
        identity.number(project_key, kind, "note type"),
        f"{project_key} {kind}",
        tuple((field, identity.number(project_key, kind, "field", field)) for field in FIELDS),
        templates,
        style_sheet(number),
    )


def style_sheet(number: int = NUMBER) -> str:
    """The style sheet of every kind of card."""
    return _file(number, "style.css")


@dataclass(frozen=True, slots=True)
class _Look:
    number: int
    language: str | None

    def side(self, kind: Kind, file: str) -> str:
        """A template, in the language of the deck."""
        text = _file(self.number, f"{kind}/{file}")
        wanted = spoken(self.language).wanted
        said = f' lang="{self.language}"' if self.language else ""
        if runs_left(self.language or ""):
            said += ' dir="rtl"'
        return text.replace(' lang=""', said).replace("<!--wanted-->", wanted)


def _file(number: int, name: str) -> str:
    return (files(__package__) / _FOLDERS[number] / name).read_text("utf-8")
