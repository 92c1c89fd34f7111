"""seeds/ -> readings: the documents that changed, as cards/ would hold their notes."""

from __future__ import annotations

import hashlib
import shlex
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from deckwright.cards.lock import Lock, LockedSeed
from deckwright.declared import Seed
from deckwright.errors import DeckwrightError, Finding, quoted
from deckwright.names import cleaned
from deckwright.note import Note
from deckwright.project import FILE as SETTINGS_FILE
from deckwright.project import Project
from deckwright.seeds.definitions import whole_note
from deckwright.seeds.document import Document, decode
from deckwright.seeds.found import FoundNote, ReadDocument
from deckwright.seeds.read import READER, read_document
from deckwright.seeds.tags import tags_for
from deckwright.seeds.wrong_pin import WrongPin
from deckwright.text.entering import entered


@dataclass(frozen=True, slots=True)
class ReadNote:
    """A question as it was read just now: what cards/ would hold, and its number and flags in the document."""

    note: Note
    label: tuple[int, ...] = ()
    flags: tuple[str, ...] = ()
    first: int = 0  # lines of the document, from 0
    last: int = 0


@dataclass(slots=True)
class DocumentReading:
    """A seed as it was read just now, or (`notes` is None) as it stands, not having changed."""

    seed: Seed
    known: LockedSeed
    notes: list[ReadNote] | None = None
    document: Document | None = None
    left: Document | None = None  # what is left of it, where it is of a vault, or ends in definitions
    of_vault: bool = False
    encoding: str | None = None
    findings: list[Finding] = field(default_factory=list)
    by_newer: bool = False  # a newer reader read it than last time


def check_seeds_are_there(project: Project, seeds: Sequence[Seed], lock: Lock) -> None:
    """An empty seeds/ is a mistake more likely than a wish to retire every note."""
    known = len(lock.seeds)
    if known and not seeds:
        raise DeckwrightError(
            "holds no document",
            file=project.shown(project.seeds_dir),
            expected=f"the {known} that were read last" if known > 1 else "the one that was read last",
            remedy="put them back; `deckwright build` needs none of them",
        )


def readings(
    project: Project, seeds: Sequence[Seed], lock: Lock, *, reread: bool, progress: Callable[[str], None]
) -> list[DocumentReading]:
    """All documents; those that changed read, and all of them with `reread`, or where branches left several lines."""
    found: list[DocumentReading] = []
    for seed in seeds:
        progress(f"{len(found) + 1}/{len(seeds)} {seed.file}")
        found.append(_reading(project, seed, lock, reread))
    return found


def _reading(project: Project, seed: Seed, lock: Lock, reread: bool) -> DocumentReading:
    path = project.seeds_dir / seed.file
    shown = project.shown(path)
    data = project.tree.read_bytes(path, shown)
    before = lock.seeds.get(seed.file)
    known = LockedSeed(seed.file, hashlib.sha256(data).hexdigest(), _options(seed), READER)
    same = before is not None and (before.sha256, before.options) == (known.sha256, known.options)
    if before and same and not reread and not lock.is_torn:
        return DocumentReading(seed, before)
    document, read = _read(project, seed, data, shown)
    reading = DocumentReading(seed, known, [], document, read.left, read.of_vault, document.encoding)
    reading.by_newer = before is not None and before.reader != READER and not reread
    reading.notes = [
        _read_note(project, _tagged(found, seed), read, reading.findings)
        for found in read.notes
        if _asks(found, reading)
    ]
    if document.encoding not in ("utf-8", "utf-8-sig") and not seed.encoding:
        message = (
            f"was read as {document.encoding}, as its bytes suggest; if that is right, write it down in "
            f"deckwright.yaml: `seeds: {{{seed.file}: {{encoding: {document.encoding}}}}}`"
        )
        reading.findings.append(Finding("info", "encoding", message, shown))
    if not reading.notes:
        message = f"no question was found in it; see `deckwright read {shown}`; if it has some, say in deckwright.yaml "
        message += "how they are marked (`like:` or `marker:`), else take it away"
        reading.findings.append(Finding("error", "no-question", message, shown))
    return reading


def _read(project: Project, seed: Seed, data: bytes, shown: str) -> tuple[Document, ReadDocument]:
    """A document read as deckwright.yaml says; what does not fit is told of its line there."""
    try:
        document = decode(data, shown, seed.encoding)
        return document, read_document(
            document,
            marker=seed.marker,
            like=seed.like,
            columns=seed.columns,
            level_words=project.level_words,
            vault=None if seed.vault is None else seed.vault == "true",
        )
    except WrongPin as error:
        raise DeckwrightError(
            f"{error.pin!r} {quoted(error.said)} does not fit {shown}: {error.why}",
            file=SETTINGS_FILE,
            line=seed.lines.get(error.pin),
            expected=error.expected,
            remedy=f"mend it, or leave it out: see `deckwright read {shlex.quote(shown)}`",
        ) from None


def _asks(found: FoundNote, reading: DocumentReading) -> bool:
    """Whether a question has words to ask with; where it has none, that is told."""
    if cleaned(found.note.question):
        return True
    assert reading.document
    message = "a question without words; it makes no card"
    reading.findings.append(Finding("warning", "empty-question", message, reading.document.name, found.first.line + 1))
    return False


def _tagged(found: FoundNote, seed: Seed) -> FoundNote:
    """A note with the tags that deckwright.yaml has for its document."""
    tags = tuple(dict.fromkeys((*found.note.tags, *seed.tags)))
    return replace(found, note=replace(found.note, tags=tags)) if seed.tags else found


def _read_note(project: Project, found: FoundNote, read: ReadDocument, findings: list[Finding]) -> ReadNote:
    """A note as cards/ would hold it: its text as it enters, its level by key, its tags."""
    note = found.note
    level = project.level_for(note.level) if note.level else None
    if note.level and not project.levels:
        found = replace(found, note=replace(note, tags=tuple(dict.fromkeys((*note.tags, note.level)))))
    elif note.level and level is None:
        message = f"the level {note.level!r} is none of this project's; "
        message += "add the word to `says:` in deckwright.yaml, then run `deckwright update --reread`"
        findings.append(Finding("warning", "unknown-level", message, read.document.name, found.first.line + 1))
    note = entered(whole_note(found))
    note = replace(note, level=level, tags=tags_for(note.question, note.tags, project.tags))
    return ReadNote(note, found.label, found.flags, found.first.line, found.last.line)


def _options(seed: Seed) -> dict[str, Any]:
    """What a seed is read with; a change of it means reading again."""
    names = ("marker", "like", "columns", "encoding", "vault")
    options = {name: value for name in names if (value := getattr(seed, name))}
    return {**options, **({"tags": list(seed.tags)} if seed.tags else {})}
