"""Files, folders, vaults and exports that a person names -> the documents in them that ask something, and what those
show."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from deckwright.errors import DeckwrightError, Finding, counted
from deckwright.files import DOCUMENT, PICTURE, Tree, is_folder, read_bytes
from deckwright.files.unpacking import unpacked
from deckwright.names import same_name
from deckwright.note import Note
from deckwright.seeds.contents import Contents, contents_of, listed, told_of
from deckwright.seeds.definitions import whole_note
from deckwright.seeds.document import SUFFIXES, decode
from deckwright.seeds.found import FoundNote, ReadDocument
from deckwright.seeds.front import Front, front_of
from deckwright.seeds.origins import Origin
from deckwright.seeds.page import Page
from deckwright.seeds.pins import Pinned
from deckwright.seeds.place_names import is_export, normal, place_names, readdressed, views
from deckwright.seeds.read import check_no_address, lies_in_vault, read_document
from deckwright.text.definitions import link_definition, named_labels
from deckwright.text.inline import TokenKind, tokens

SHOWABLE = frozenset(
    {
        *(".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".bmp", ".svg"),
        *(".mp3", ".ogg", ".oga", ".opus", ".wav", ".m4a", ".aac", ".flac"),
    }
)
"""What a card shows or plays, as decks/media has it."""
ELSEWHERE = {
    ".apkg": "make a project of it with `deckwright adopt`",
    ".colpkg": "make a project of it with `deckwright adopt`",
    ".docx": "save it as Markdown, HTML or text",
    ".pdf": "save it as Markdown or text",
    ".epub": "save it as Markdown, HTML or text",
    ".ipynb": "save it as Markdown: jupyter nbconvert --to markdown",
}
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]+:|//|/", re.I)
_SOURCE = re.compile(r"""<(?:img|audio|video|source)\b[^>]*?\bsrc\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.I)


@dataclass(frozen=True, slots=True)
class Brought:
    """A document: where it is from, as people see it, the name that it gets in seeds/ (with slashes), its bytes there,
    what is found in it and what it says of itself."""

    source: Origin
    shown: str
    name: str
    data: bytes
    read: ReadDocument
    front: Front
    of_vault: bool = False
    path: Path | None = None
    """The file itself, where a person named it or its folder."""

    @property
    def folder(self) -> PurePosixPath:
        return PurePosixPath(self.name).parent


@dataclass(slots=True)
class Gathered:
    """Documents in their order; by the name that it gets in seeds/, the bytes of each file that they show."""

    documents: list[Brought] = field(default_factory=list)
    shown: dict[str, bytes] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def gather(
    sources: Sequence[Origin],
    project: Path,
    pins: Callable[[str], Pinned],
    *,
    follow_links: bool = False,
) -> Gathered:
    """What comes into a project's seeds/ from files, folders and zips; the tree of a folder stays as it is.

    A document of a folder that asks nothing, or that cannot be read, is left out, and told; `pins` say how one of a
    name is read. Raises DeckwrightError for a file that a person names and that cannot be read, a folder without
    documents, and one that holds the project itself.
    """
    found = Gathered()
    for source in sources:
        path = source.path
        check_no_address(path)
        if is_folder(path):
            _check_apart(path, project)
            _Folder(source, Tree(path, follow_links), pins, found).take()
        elif path.suffix.lower() == ".zip":
            with unpacked(path, _wanted) as folder:
                _Folder(source, Tree(_innermost(folder)), pins, found).take()
        else:
            _take_file(source, pins, follow_links, found)
    return found


def _take_file(source: Origin, pins: Callable[[str], Pinned], follow_links: bool, found: Gathered) -> None:
    path = source.path
    if remedy := ELSEWHERE.get(path.suffix.lower()):
        raise DeckwrightError("is no document", file=path, expected=f"one of {', '.join(SUFFIXES)}", remedy=remedy)
    name = (PurePosixPath(source.into) / path.name).as_posix()
    document = _brought(source, str(path), name, read_bytes(path), pins(name), lies_in_vault(path), path)
    found.documents.append(document)
    folder = path.absolute().parent
    root = next((one for one in (folder, *folder.parents) if is_folder(one / ".obsidian")), folder)
    alone = PurePosixPath(folder.relative_to(root).as_posix())
    _Folder(source, Tree(root, follow_links), pins, found, alone).take_shown(document)


def _brought(
    source: Origin, shown: str, name: str, data: bytes, pins: Pinned, of_vault: bool, path: Path | None
) -> Brought:
    document = decode(data, shown, pins["encoding"])
    read = read_document(
        document, marker=pins["marker"], like=pins["like"], columns=pins["columns"], vault=of_vault or None
    )
    return Brought(source, shown, name, data, read, front_of(Page.of(document)), of_vault, path)


def _check_apart(path: Path, project: Path) -> None:
    if project.resolve().is_relative_to(path.resolve()):
        raise DeckwrightError(
            "holds the folder of the project",
            file=path,
            expected="a project beside its sources",
            remedy="name another: deckwright init DIR SOURCE",
        )


def _wanted(name: str) -> int:
    """How many bytes a file in a zip may have; none but documents, what they show, and the sign of a vault come."""
    suffix = PurePosixPath(name).suffix.lower()
    if suffix in SUFFIXES:
        return DOCUMENT.most
    return PICTURE.most if suffix in SHOWABLE or name.endswith(".obsidian/app.json") else 0


def _innermost(folder: Path) -> Path:
    """The folder that all of a zip lies in, where there is one and it is no page's own."""
    tree = Tree(folder)
    entries = tree.names(folder)
    while len(entries) == 1 and tree.is_folder(entries[0]):
        folder = entries[0]
        entries = tree.names(folder)
    return folder


@dataclass
class _Folder:
    """A folder that is brought: all of it, or the surroundings of one document."""

    source: Origin
    tree: Tree
    pins: Callable[[str], Pinned]
    into: Gathered
    alone: PurePosixPath | None = None
    """Where in the folder the one document lies that was named; None where the folder was."""
    used: set[Path] = field(default_factory=set)

    def take(self) -> None:
        """Take its documents that ask something, and what they show."""
        if not self.contents.documents:
            raise DeckwrightError(
                "there are no documents in it", file=self.source.path, expected=f"files in {', '.join(SUFFIXES)}"
            )
        silent = []
        for path in self.contents.documents:
            name = self.names.get(self.tree.shown(path))
            if name is None:  # another table has all its rows
                continue
            try:
                document = self._document(path, name)
            except DeckwrightError as error:
                told = f"left out, as it {error.problem}"
                self.into.findings.append(Finding("warning", "left-out", told, self.said(path), error.line))
                continue
            if not document.read.notes:
                silent.append(self.tree.shown(path))
                continue
            self.into.documents.append(document)
            self.take_shown(document)
        if silent:
            message = f"{counted(len(silent), 'document')} without a question, left out: {listed(silent)}"
            self.into.findings.append(Finding("info", "no-question", message, str(self.source.path)))
        self.into.findings += told_of(self.contents, self.used, str(self.source.path))

    def _document(self, path: Path, name: str) -> Brought:
        data = self.tree.read_bytes(path, self.said(path))
        if self.export:
            with contextlib.suppress(UnicodeDecodeError):
                data = readdressed(data.decode("utf-8"), self.tree.shown(path), self.inner).encode()
        of_vault = lies_in_vault(path)
        unpacked_zip = not is_folder(self.source.path)
        return _brought(
            self.source, self.said(path), name, data, self.pins(name), of_vault, None if unpacked_zip else path
        )

    def said(self, path: Path) -> str:
        """A path as people know it: in a zip, behind the zip's."""
        return str(self.source.path / self.tree.shown(path))

    @cached_property
    def contents(self) -> Contents:
        return contents_of(self.tree)

    @cached_property
    def export(self) -> bool:
        return is_export(self.tree.shown(path) for path in self.contents.documents)

    @cached_property
    def inner(self) -> Mapping[str, str]:
        """Of each file its path in the folder, and what that becomes."""
        names = [self.tree.shown(path) for path in (*self.contents.documents, *self.contents.others)]
        left = views(names) if self.export else set()
        return place_names([name for name in names if name not in left], export=self.export)

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Of each file its path in the folder, and its name in seeds/."""
        return {name: (PurePosixPath(self.source.into) / place).as_posix() for name, place in self.inner.items()}

    @cached_property
    def places(self) -> Mapping[str, Path]:
        """Of each place the file, whichever way its letters are composed: a Mac's names are others than its texts."""
        return {same_name(place): self.tree.root / name for name, place in self.inner.items()}

    @cached_property
    def by_name(self) -> Mapping[str, list[Path]]:
        found: dict[str, list[Path]] = {}
        for path in self.contents.others:
            found.setdefault(same_name(path.name), []).append(path)
        return found

    def take_shown(self, document: Brought) -> None:
        """Take the pictures and sounds that a document shows to where their addresses lead from its place in seeds/."""
        folder = document.folder.relative_to(self.source.into or ".")
        for found, address in addresses_of(document.read):
            asked = PurePosixPath(unquote(address.split("?", 1)[0].split("#", 1)[0]))
            if asked.suffix.lower() not in SHOWABLE:
                continue
            place = normal(folder / asked)
            path = None if place.parts[:1] == ("..",) else self._file(place, asked, document)
            problem = "is not there" if place.parts[:1] != ("..",) else "lies outside of what was named; it stays there"
            if path is not None:
                problem = self._take(path, (PurePosixPath(self.source.into) / place).as_posix()) or ""
            if problem:
                line = _line(document.read, found, address)
                message = f"{unquote(address)} {problem}"
                self.into.findings.append(Finding("warning", "image-missing", message, document.shown, line))

    def _take(self, path: Path, name: str) -> str | None:
        """Take a file to its place in seeds/; what is wrong with it, in words."""
        self.used.add(path)
        if name in self.into.shown:
            return None
        try:
            self.into.shown[name] = self.tree.read_bytes(path, str(path), PICTURE)
        except DeckwrightError as error:
            return error.problem
        return None

    def _file(self, place: PurePosixPath, asked: PurePosixPath, document: Brought) -> Path | None:
        """What an address means: the file there; in a vault, the one of that name, of several the nearest."""
        if self.alone is None:
            there = self.places.get(same_name(str(place)))
        else:
            place = normal(self.alone / asked)
            there = self.tree.root / place
        if there is not None and self.tree.is_file(there):
            return there
        if not document.of_vault and not document.read.of_vault:
            return None
        there = self.tree.root / normal(asked)
        return there if self.tree.is_file(there) else self._nearest(self.by_name.get(same_name(asked.name), ()), place)

    def _nearest(self, paths: Sequence[Path], place: PurePosixPath) -> Path | None:
        """The file that shares most folders with a place, of those the one least deep, then the first."""

        def far(path: Path) -> tuple[int, int, str]:
            parts = PurePosixPath(self.tree.shown(path)).parts
            same = next((at for at, (one, two) in enumerate(zip(parts, place.parts, strict=False)) if one != two), 0)
            return -same, len(parts), str(path)

        return min(paths, key=far, default=None)


def addresses_of(read: ReadDocument) -> Iterator[tuple[FoundNote, str]]:
    """The addresses of what a document's notes show, each once, with the first note that has it."""
    seen: set[str] = set()
    for found in read.notes:
        for address in addresses(whole_note(found)):
            if address not in seen:
                seen.add(address)
                yield found, address


def addresses(note: Note) -> Iterator[str]:
    """The addresses of the pictures and sounds that a note shows, as it writes them; none lies elsewhere."""
    for text in (note.question, note.answer, note.extra, *(choice.text for choice in note.choices)):
        for one in tokens(text) if text else ():
            match = _SOURCE.match(text or "", one.start) if one.kind is TokenKind.TAG else None
            address = one.target if one.kind is TokenKind.IMAGE else (match[1] or match[2] or match[3]) if match else ""
            if address and not _SCHEME.match(address):
                yield address
        named = named_labels(text) if text and "]:" in text else ()
        for line in text.split("\n") if text and named else ():
            if (defined := link_definition(line, named)) and not _SCHEME.match(defined[1][0]):
                yield defined[1][0]


def _line(read: ReadDocument, found: FoundNote, address: str) -> int:
    """The line of an address, counted from 1; that of the question where it stands otherwise."""
    lines = read.document.lines
    wanted = (address, unquote(address), PurePosixPath(unquote(address)).name)
    for at in range(found.first.line, min(found.last.line, len(lines) - 1) + 1):
        if any(one in lines[at] for one in wanted):
            return at + 1
    return found.first.line + 1


def tags_of(document: Brought) -> tuple[str, ...]:
    """The folders that a document lies in, as one tag: `week1::more`."""
    return ("::".join(document.folder.parts),) if document.folder.parts else ()
