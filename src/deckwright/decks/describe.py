"""What stands beside the packages: manifest.json, SHA256SUMS, NOTES.md."""

from __future__ import annotations

import hashlib
import json
import platform
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

from deckwright._version import __version__
from deckwright.cards.lock import Lock
from deckwright.cards.store import Card
from deckwright.decks.package import DatedType, PackedNote, content
from deckwright.note import Kind
from deckwright.project import Level, Project


@dataclass(frozen=True, slots=True)
class Package:
    """A package in build/: `level` is None for the one with all, `content_digest` that of what it holds."""

    file: str
    level: Level | None
    sha256: str
    content_digest: str
    notes: int
    cards: int


def package(
    name: str,
    level: Level | None,
    data: bytes,
    notes: Sequence[PackedNote],
    types: Mapping[Kind, DatedType],
    digests: Mapping[str, str],
) -> Package:
    held = json.dumps(content(notes, types, digests), ensure_ascii=False, sort_keys=True).encode()
    cards = sum(note.cards for note in notes)
    return Package(name, level, hashlib.sha256(data).hexdigest(), hashlib.sha256(held).hexdigest(), len(notes), cards)


def manifest(
    packages: Sequence[Package], packed: Sequence[PackedNote], lock: Lock, cards: Sequence[Card], project: Project
) -> dict[str, Any]:
    """manifest.json: versions, packages, and every note that is packed. `version` is null between releases."""
    of_id = {card.id: card for card in cards}
    return {
        "version": None,
        "key": project.key,
        "tool": {
            "deckwright": __version__,
            "python": platform.python_version(),
            "sqlite": sqlite3.sqlite_version,
            **{name: version(name) for name in ("genanki", "markdown", "nh3", "py-svg-hush", "pygments", "pyyaml")},
        },
        "packages": [
            {
                "file": one.file,
                "level": one.level.key if one.level else None,
                "sha256": one.sha256,
                "content_digest": one.content_digest,
                "notes": one.notes,
                "cards": one.cards,
            }
            for one in packages
        ],
        "notes": [
            {
                "id": note.id,
                "digest": lock.notes[note.id].digest,
                "level": of_id[note.id].note.level or project.default_level,
                "modified": note.modified,
                "file": of_id[note.id].file,
                "line": of_id[note.id].line,
            }
            for note in packed
        ],
    }


def sums(outputs: Mapping[str, bytes]) -> str:
    """SHA256SUMS as `sha256sum -c` reads it."""
    return "".join(f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in outputs.items())


def notes_for_learners(project: Project, packages: Sequence[Package]) -> str:
    """NOTES.md of a build that is no release: what each package holds, and how to import it."""
    rows = [
        f"| {one.file} | {one.level.label if one.level else 'all levels'} | {one.notes} | {one.cards} |"
        for one in packages
    ]
    return "\n".join(
        [
            f"# {project.deck}",
            "",
            "| package | level | notes | cards |",
            "|---|---|---:|---:|",
            *rows,
            "",
            "In Anki: File, Import, choose a package. Importing a newer package over an older one updates the notes",
            "that changed and keeps all reviews.",
            "",
        ]
    )
