"""What stands beside the packages: manifest.json, SHA256SUMS, NOTES.md."""

from __future__ import annotations

import hashlib
import json
import platform
import sqlite3
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version as version_of
from typing import Any

from deckwright._version import __version__
from deckwright.cards.lock import Lock
from deckwright.cards.store import Card
from deckwright.decks import contents, digests
from deckwright.decks.formats import apkg as writing
from deckwright.decks.package import PackedNote
from deckwright.identity import nfc
from deckwright.project import Level, Project

LIBRARIES = ("genanki", "markdown", "nh3", "py-svg-hush", "pygments", "pyyaml")
"""Those whose version may change a package's bytes."""


@dataclass(frozen=True, slots=True)
class Package:
    """A package in build/: `level` is None for the one with all, `content_digest` that of what it holds."""

    file: str
    level: Level | None
    deck: str
    sha256: str
    content_digest: str
    content_digest_number: int
    notes: int
    cards: int

    def as_data(self) -> dict[str, Any]:
        """As manifest.json has it, the level by its key."""
        return asdict(self) | {"level": self.level.key if self.level else None}


def package(name: str, level: Level | None, deck: str, data: bytes, notes: Sequence[PackedNote]) -> Package:
    digest = contents.read(data, name).digest
    cards = sum(note.cards for note in notes)
    sha256 = hashlib.sha256(data).hexdigest()
    return Package(name, level, deck, sha256, digest, contents.NUMBER, len(notes), cards)


def tools(number: int = writing.NUMBER) -> dict[str, str]:
    """What a package's bytes and digests depend on beside the tree: name -> version, or number of a derivation.

    `number` is that under which the packages were written.
    """
    return {
        "deckwright": __version__,
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
        **{name: version_of(name) for name in LIBRARIES},
        "note digest": str(digests.NUMBER),
        "content digest": str(contents.NUMBER),
        "packages": str(number),
    }


def manifest(
    packages: Sequence[Package],
    packed: Sequence[PackedNote],
    lock: Lock,
    cards: Sequence[Card],
    project: Project,
    version: str | None,
    number: int = writing.NUMBER,
) -> dict[str, Any]:
    """manifest.json: versions, packages, and every note that is packed. `version` is null between releases."""
    of_id = {card.id: card for card in cards}
    return {
        "version": version,
        "released": lock.releases[version].modified if version else None,
        "key": project.key,
        "deck": project.deck,
        "slug": project.slug,
        "levels": {level.key: level.name for level in project.levels},
        "tool": tools(number),
        "packages": [one.as_data() for one in packages],
        "notes": [_note(note, of_id[note.id], lock, project) for note in packed],
    }


def _note(note: PackedNote, card: Card, lock: Lock, project: Project) -> dict[str, Any]:
    level = project.level_of(card.note)
    return {
        "id": note.id,
        "digest": lock.notes[note.id].digest,
        **({"digest_number": number} if (number := lock.notes[note.id].digest_number) != 1 else {}),
        **({"level": level} if level else {}),
        **({"deck": note.deck} if project.subdecks != "level" or note.ords is not None else {}),
        **({"search": note.search} if note.search else {}),
        "modified": note.modified,
        "file": card.file,
        "line": card.line,
        "kind": note.kind,
        "question": card.note.question,
        "tags": sorted(set(map(nfc, card.note.tags))),
        "reverse": card.reverse,
        "parts": marks_of(card),
    }


def marks_of(card: Card) -> dict[str, str]:
    """A short digest of each of a note's texts, so that a manifest alone tells which one changed."""
    return {name: hashlib.sha256(text.encode()).hexdigest()[:16] for name, text in parts_of(card).items()}


def parts_of(card: Card) -> dict[str, str]:
    """A note's texts as a learner tells them apart, in Markdown: question with its choices, answer, extra."""
    choices = "".join(f"\n- [{'x' if one.correct else ' '}] {one.text}" for one in card.note.choices)
    parts = {"question": card.note.question + choices, "answer": card.note.answer or "", "extra": card.note.extra or ""}
    return {name: nfc(text) for name, text in parts.items() if text}


def sums(outputs: Mapping[str, bytes]) -> str:
    """SHA256SUMS as `sha256sum -c` reads it."""
    return "".join(f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in outputs.items())


def as_json(manifest: Mapping[str, Any]) -> bytes:
    return (json.dumps(manifest, ensure_ascii=False, indent=1) + "\n").encode()
