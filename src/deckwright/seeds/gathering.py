"""Files, folders and vaults that a person names -> the documents in them that ask something, and what those show."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from deckwright.errors import DeckwrightError, Finding, counted
from deckwright.files import PICTURE, Tree, is_folder
from deckwright.note import Note
from deckwright.seeds.document import SUFFIXES
from deckwright.seeds.found import ReadDocument
from deckwright.seeds.pins import Pinned
from deckwright.seeds.read import check_no_address, documents_in, lies_in_vault, read_file
from deckwright.text.inline import TokenKind, tokens

SHOWN = 5
"""Names that a finding lists."""
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]+:|//|/", re.I)
_SOURCE = re.compile(r"""<(?:img|audio|video|source)\b[^>]*?\bsrc\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.I)


@dataclass(frozen=True, slots=True)
class Brought:
    """A document: where it lies, the name that it gets in seeds/ (with slashes), and what is found in it."""

    path: Path
    name: str
    read: ReadDocument

    @property
    def folder(self) -> PurePosixPath:
        return PurePosixPath(self.name).parent


@dataclass(slots=True)
class Gathered:
    """Documents in their order; by the name that it gets in seeds/, the bytes of each file that they show."""

    documents: list[Brought] = field(default_factory=list)
    shown: dict[str, bytes] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def gather(sources: Sequence[Path], project: Path, pins: Pinned, *, follow_links: bool = False) -> Gathered:
    """What comes into a project's seeds/ from files and folders; the tree of a folder stays as it is.

    Of several sources, each folder's files lie under the folder's name. A document of a folder that asks nothing, or
    that cannot be read, is left out, and told. Raises DeckwrightError for a file that a person names and that cannot be
    read, a folder without documents, and one that holds the project itself.
    """
    found = Gathered()
    for path in sources:
        check_no_address(path)
        if is_folder(path):
            prefix = PurePosixPath(path.resolve().name if len(sources) > 1 else "")
            _Folder(path, prefix, pins, follow_links, found).take(project)
        else:
            document = Brought(path, path.name, read_file(path, **pins))
            found.documents.append(document)
            _Folder(path.parent, PurePosixPath(), pins, follow_links, found).take_shown(document)
    return found


@dataclass
class _Folder:
    """A folder that is brought: all of it, or the surroundings of one document."""

    root: Path
    prefix: PurePosixPath
    pins: Pinned
    follow_links: bool
    into: Gathered

    @cached_property
    def tree(self) -> Tree:
        return Tree(self.root, self.follow_links)

    def take(self, project: Path) -> None:
        """Take its documents that ask something, and what they show."""
        if project.resolve().is_relative_to(self.root.resolve()):
            raise DeckwrightError(
                "holds the folder of the project",
                file=self.root,
                expected="a project beside its sources",
                remedy="name another: deckwright init DIR SOURCE",
            )
        paths = list(documents_in(self.tree, self.root))
        if not paths:
            raise DeckwrightError(
                "there are no documents in it", file=self.root, expected=f"files in {', '.join(SUFFIXES)}"
            )
        silent = []
        for path in paths:
            inner = path.relative_to(self.root).as_posix()
            try:
                document = Brought(
                    path, (self.prefix / inner).as_posix(), read_file(path, **self.pins, within=self.tree)
                )
            except DeckwrightError as error:
                self.into.findings.append(Finding("warning", "left-out", f"left out, as it {error.problem}", str(path)))
                continue
            if not document.read.notes:
                silent.append(inner)
                continue
            self.into.documents.append(document)
            self.take_shown(document)
        if silent:
            more = f" and {len(silent) - SHOWN} more" if len(silent) > SHOWN else ""
            message = (
                f"{counted(len(silent), 'document')} without a question, left out: {', '.join(silent[:SHOWN])}{more}"
            )
            self.into.findings.append(Finding("info", "no-question", message, str(self.root)))

    def take_shown(self, document: Brought) -> None:
        """Take the pictures and sounds that a document shows to where their addresses lead from its place in seeds/."""
        inner = document.folder.relative_to(self.prefix)
        for address in dict.fromkeys(one for found in document.read.notes for one in addresses(found.note)):
            relative = PurePosixPath(unquote(address.split("?", 1)[0].split("#", 1)[0]))
            place = PurePosixPath(os.path.normpath(inner / relative).replace(os.sep, "/"))
            if place.parts[:1] == ("..",) or not relative.suffix or relative.suffix.lower() in SUFFIXES:
                continue
            path = self.root / place
            if not self.tree.is_file(path):
                by_name = self.by_name.get(relative.name.lower()) if lies_in_vault(document.path) else None
                if by_name is None:
                    continue
                path = by_name
            name = (self.prefix / place).as_posix()
            if name not in self.into.shown:
                self.into.shown[name] = self.tree.read_bytes(path, str(path), PICTURE)

    @cached_property
    def by_name(self) -> dict[str, Path]:
        """A vault finds a file by its name alone: the one that lies least deep, then the first."""
        paths = sorted(self.tree.walk(self.root), key=lambda path: (len(path.parts), str(path)))
        return {path.name.lower(): path for path in reversed(paths)}


def addresses(note: Note) -> Iterator[str]:
    """The addresses of the pictures and sounds that a note shows, as it writes them; none lies elsewhere."""
    for text in (note.question, note.answer, note.extra, *(choice.text for choice in note.choices)):
        for one in tokens(text) if text else ():
            match = _SOURCE.match(text or "", one.start) if one.kind is TokenKind.TAG else None
            address = one.target if one.kind is TokenKind.IMAGE else (match[1] or match[2]) if match else ""
            if address and not _ELSEWHERE.match(address):
                yield address


def tag_of(document: Brought) -> tuple[str, ...]:
    """The folders that a document lies in, as one tag: `week1::more`."""
    return ("::".join(document.folder.parts),) if document.folder.parts else ()
