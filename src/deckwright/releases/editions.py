"""A deck as learners have it: from packages, from a manifest, from a git revision, from the project as it is now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from deckwright.cards.history import History
from deckwright.cards.lock import LockedNote
from deckwright.decks import contents, notetype
from deckwright.decks.build import Built, make
from deckwright.decks.contents import HeldNote
from deckwright.decks.deck import Progress
from deckwright.decks.describe import marks_of, parts_of
from deckwright.decks.prepare import tag_text
from deckwright.decks.searches import by_id, by_text
from deckwright.decks.stamp import as_released
from deckwright.errors import DeckwrightError
from deckwright.files import OTHER, PACKAGE, Tree, is_file, is_folder, read_bytes, scratch
from deckwright.identity import nfc
from deckwright.project import Project, load
from deckwright.releases import git
from deckwright.releases.manifest import read_manifest
from deckwright.releases.shown import text_of

Texts = Mapping[str, str]
"""The parts of a note (question, answer, extra) -> a text, or a digest that stands for it."""
FIELDS = {"question": "Question", "answer": "Answer", "extra": "Extra"}
MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class EditionNote:
    """A note of an edition. Its texts are there as far as the source has them: Markdown, text of the HTML, digests."""

    id: str
    name: str  # what a person knows it by: the first line of its question
    level: str | None = None
    topics: frozenset[str] = frozenset()  # as tags in Anki
    digest: tuple[int, str] | None = None  # the derivation's number, and the digest
    modified: int | None = None  # Unix seconds
    markdown: Texts | None = None
    shown: Texts | None = None
    marks: Texts | None = None
    reverse: bool | None = None
    file: str | None = None
    line: int | None = None
    deck: str | None = None  # its full name in Anki, where that is not its level's
    search: str | None = None  # what finds it there, where its ID is in no field

    @property
    def found_by(self) -> str:
        return self.search or by_id(self.id)


@dataclass(frozen=True, slots=True)
class Edition:
    """A deck at one time. `decks` are the full names of the levels' decks in Anki, by the level's key."""

    name: str
    notes: Mapping[str, EditionNote]
    decks: Mapping[str, str] = field(default_factory=dict)
    deck: str = ""
    version: str | None = None
    language: str | None = None

    def deck_of(self, note: EditionNote) -> str | None:
        """The full name of a note's deck in Anki; None where it is not known."""
        return note.deck or self.decks.get(note.level or "")


def edition(name: str | Path | None, project: Project | None, progress: Progress = lambda note: None) -> Edition:
    """The edition that a person means: a package, manifest or folder with them, a git revision; None is the project
    as it is now.

    Raises DeckwrightError where it is none of these.
    """
    path = Path(name) if name is not None else None
    if path is not None and is_folder(path):
        return _of_folder(Tree(path, project is not None and project.follow_links))
    if path is not None and is_file(path):
        if path.suffix.lower() == ".apkg":
            return _of_packages({path: read_bytes(path, kind=PACKAGE)})
        return _of_manifest(path, read_bytes(path, kind=OTHER))
    if project is None:
        raise DeckwrightError(
            "there is no such file or folder" if path else "there is no project here to compare with",
            file=path,
            expected="a package, a manifest.json, a folder with them; in a project, a git revision as well",
        )
    if name is None:
        return of_built(make(project, frozen=True, progress=progress), "now")
    if git.is_revision(project.root, str(name)):
        return of_revision(project, str(name), progress)
    wrote = History(project.root, project.key).commit_of(str(name).removeprefix("v"))
    if wrote is None:
        raise DeckwrightError(
            f"{str(name)!r} is neither a file nor a git revision nor a released version",
            expected="a package, a manifest.json, a folder with them, or a revision such as v1.0.0",
        )
    return replace(of_revision(project, wrote.commit, progress, wrote.folder), name=str(name))


def of_revision(
    project: Project, revision: str, progress: Progress = lambda note: None, within: str | None = None
) -> Edition:
    """The deck as it stood at a git revision, made anew by this version of the tool.

    `within` is the folder of the repository that held it then, where it was moved since.
    """
    with scratch() as place:
        git.export(project.root, revision, place.folder, within)
        return of_built(make(load(place.folder), frozen=True, progress=progress), revision)


def of_built(built: Built, name: str) -> Edition:
    project = built.project
    notes = {}
    for packed in built.notes:
        card = built.cards[packed.id]
        notes[packed.id] = EditionNote(
            packed.id,
            _first_line(card.note.question),
            project.level_of(card.note),
            frozenset(tag_text(tag) for tag in card.note.tags),
            _numbered(built.lock.notes[packed.id]),
            packed.modified,
            parts_of(card),
            None if card.fields is not None else _shown(dict(zip(notetype.FIELDS, packed.fields, strict=True))),
            marks_of(card),
            card.reverse,
            card.file,
            card.line,
            packed.deck,
            packed.search,
        )
    decks = {level.key: f"{project.deck}::{level.name}" for level in project.levels}
    version = as_released(built.lock, built.decks)
    return Edition(name, notes, decks, project.deck, version, project.language)


def _numbered(note: LockedNote) -> tuple[int, str] | None:
    return (note.digest_number, note.digest) if note.digest else None


def _of_folder(tree: Tree) -> Edition:
    """Packages with the manifest beside them, or one of the two."""
    paths = [path for path in tree.names(tree.root) if path.suffix == ".apkg"]
    packages = {path: tree.read_bytes(path, str(path), PACKAGE) for path in paths}
    manifest = tree.root / MANIFEST
    if not tree.is_file(manifest):
        if not packages:
            raise DeckwrightError("holds neither packages nor a manifest.json", file=tree.root)
        return _of_packages(packages)
    told = _of_manifest(manifest, tree.read_bytes(manifest, str(manifest), OTHER))
    if not packages:
        return told
    held = _of_packages(packages)
    notes = {
        note_id: replace(note, shown=held.notes[note_id].shown) if note_id in held.notes else note
        for note_id, note in told.notes.items()
    }
    return replace(told, notes=notes)


def _of_packages(packages: Mapping[Path, bytes]) -> Edition:
    notes: dict[str, EditionNote] = {}
    decks: dict[str, str] = {}
    names = []
    for path, data in packages.items():
        names.append(path.name)
        for held in contents.read(data, str(path)).notes:
            note = _of_held(held)
            notes[note.id] = note
            if note.level:
                decks[note.level] = held.deck
    deck = next((name.split("::")[0] for name in decks.values()), "")
    return Edition(", ".join(names), notes, decks, deck)


def _of_held(held: HeldNote) -> EditionNote:
    shown = _shown(held.fields)
    return EditionNote(
        held.guid,
        _first_line(shown.get("question", held.guid)),
        next((part[2] for tag in held.tags if (part := tag.split("::"))[1:2] == ["level"] and len(part) == 3), None),
        frozenset(tag.split("::", 2)[2] for tag in held.tags if tag.split("::")[1:2] == ["topic"] and "::" in tag),
        modified=held.modified,
        shown=shown,
        reverse=bool(held.fields.get("Reverse")),
        deck=held.deck,
        search=None
        if tuple(held.fields) == notetype.FIELDS
        else by_text(held.type, next(iter(held.fields.values()), "")),
    )


def _of_manifest(path: Path, content: bytes) -> Edition:
    data = read_manifest(path, content)
    notes = {note["id"]: _of_told(note) for note in data["notes"]}
    deck, version = data.get("deck") or "", data.get("version")
    decks = {key: f"{deck}::{name}" for key, name in (data.get("levels") or {}).items()}
    return Edition(version or path.name, notes, decks, deck, version)


def _of_told(note: Mapping[str, Any]) -> EditionNote:
    return EditionNote(
        note["id"],
        _first_line(note.get("question") or note["id"]),
        note.get("level"),
        frozenset(map(tag_text, note.get("tags") or ())),
        (note.get("digest_number") or 1, note["digest"]) if note.get("digest") else None,
        note.get("modified"),
        marks=note.get("parts"),
        reverse=note.get("reverse"),
        file=note.get("file"),
        line=note.get("line"),
        deck=note.get("deck"),
        search=note.get("search"),
    )


def _shown(fields: Mapping[str, str]) -> dict[str, str]:
    return {part: text for part, name in FIELDS.items() if (text := nfc(text_of(fields.get(name, ""))))}


def _first_line(text: str) -> str:
    return next((line for line in text.strip().split("\n") if line.strip()), "").strip()
