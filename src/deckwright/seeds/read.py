"""The reader's public surface: text, file or folder -> ReadDocument."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from deckwright.errors import DeckwrightError
from deckwright.files import Tree, changed_at, is_folder, read_stdin
from deckwright.seeds import collector
from deckwright.seeds.columns import pinned_columns
from deckwright.seeds.definitions import take_definitions, with_definitions_named
from deckwright.seeds.document import SUFFIXES, Document, decode, load, split_lines
from deckwright.seeds.found import Definition, FoundNote, ReadDocument, Unused
from deckwright.seeds.front import front_of
from deckwright.seeds.inputs import is_markdown
from deckwright.seeds.inputs.vault import has_vault_name, take_vault
from deckwright.seeds.page import Page
from deckwright.seeds.reading import Pins, choose
from deckwright.seeds.taken_out import Taking
from deckwright.seeds.unused import unused_ranges

READER = 6
"""The number of this reader. Whoever changes what documents are read as raises it: a lock then keeps the last reading
of notes whose words still stand there."""


def read_document(
    document: Document,
    *,
    marker: str | None = None,
    like: str | None = None,
    columns: str | None = None,
    level_words: Iterable[str] = (),
    topics: bool = False,
    vault: bool | None = None,
) -> ReadDocument:
    """Find the notes of a document.

    `marker` pins the family of marks that begins its questions, `like` a line that is one,
    `columns` (`question=2,answer=1`) what the columns of its rows are; `level_words` are words for
    levels on top of those that everybody uses; `topics` takes the headings of an article that asks nothing for
    questions; `vault` says whether the document comes from a vault, where it does not say so itself. Raises
    DeckwrightError where what is pinned does not occur.
    """
    with collector.held_off():
        taking = Taking(document)
        tagged = False
        definitions: tuple[Definition, ...] = ()
        if is_markdown(document):
            tagged, definitions = take_vault(taking, vault), take_definitions(taking)
        left = taking.done()
        page = Page.of(left.document if left else document, level_words, pinned_columns(columns) if columns else None)
        read = _read(replace(page, hash_tags=tagged), Pins(marker, like, topics, columns is not None))
        read = with_definitions_named(read, definitions)
        if tagged:
            why = (*read.reading.because, "a page of a vault, read as the vault shows it")
            read = replace(read, reading=replace(read.reading, because=why), of_vault=True)
        return left.restored(read) if left else read


def _read(page: Page, pins: Pins) -> ReadDocument:
    document = page.document
    reading, parts = choose(page, pins)
    if not parts:
        whole = range(len(document.lines))
        unused = unused_ranges(document, page.kind_at, whole, False, whole)
        return ReadDocument(document, reading, unused=tuple(unused))
    front = front_of(page)
    notes = [_with_tags(note, front.tags) for part in parts for note in part.notes]
    headings = [heading for part in parts for heading in part.headings]
    unused = [one for part in parts for one in part.unused]
    if front.title and any(one.first <= front.title.line <= one.last for one in unused):
        headings.insert(0, front.title)
        unused = [piece for one in unused for piece in _around(document, one, front.title.line)]
    return ReadDocument(document, reading, tuple(notes), tuple(headings), tuple(unused))


def _with_tags(found: FoundNote, tags: tuple[str, ...]) -> FoundNote:
    """A note with the tags of its document."""
    own = dict.fromkeys((*found.note.tags, *tags))
    return replace(found, note=replace(found.note, tags=tuple(own))) if tags else found


def _around(document: Document, unused: Unused, line: int) -> Iterator[Unused]:
    """What is left of unused lines when one of them is taken out."""
    for first, last in ((unused.first, min(unused.last, line - 1)), (max(unused.first, line + 1), unused.last)):
        if any(document.lines[at].strip() for at in range(first, last + 1)):
            yield replace(unused, first=first, last=last)


def read_text(
    text: str,
    name: str = "text",
    *,
    marker: str | None = None,
    like: str | None = None,
    columns: str | None = None,
    topics: bool = False,
) -> ReadDocument:
    """Find the notes of a text."""
    return read_document(
        Document(name, "utf-8", split_lines(text)), marker=marker, like=like, columns=columns, topics=topics
    )


def read_file(
    path: str | Path,
    *,
    encoding: str | None = None,
    marker: str | None = None,
    like: str | None = None,
    columns: str | None = None,
    level_words: Iterable[str] = (),
    topics: bool = False,
    within: Tree | None = None,
) -> ReadDocument:
    """Find the notes of a file; `within` is the folder that it was found in, where no person named the file itself.

    Raises DeckwrightError where it cannot be read.
    """
    document = load(Path(path), encoding, within=within)
    return read_document(
        document,
        marker=marker,
        like=like,
        columns=columns,
        level_words=level_words,
        topics=topics,
        vault=lies_in_vault(Path(path)) or None,
    )


def lies_in_vault(path: Path) -> bool:
    """Whether a Markdown file lies in a folder that Obsidian keeps as a vault."""
    return has_vault_name(path.name) and any(is_folder(folder / ".obsidian") for folder in path.absolute().parents)


STDIN = "-"
"""What a person names for standard input."""


@dataclass(frozen=True, slots=True)
class Source:
    """A document, and the folder that it was found in: None where a person named the file itself.

    What came on standard input is in `data`; its `path` is a name only, and `changed` says when it changed, if it did.
    """

    path: Path
    within: Tree | None = None
    data: bytes | None = None
    changed: int | None = None

    @property
    def modified(self) -> int | None:
        """When it was last changed, in Unix seconds; None where nobody knows."""
        return changed_at(self.path) if self.data is None else self.changed

    def read(
        self,
        *,
        encoding: str | None = None,
        marker: str | None = None,
        like: str | None = None,
        columns: str | None = None,
        topics: bool = False,
    ) -> ReadDocument:
        """Its notes, as `read_file` finds them. Raises DeckwrightError where it cannot be read."""
        if self.data is None:
            document = load(self.path, encoding, within=self.within)
        else:
            document = decode(self.data, str(self.path), encoding)
        vault = (self.data is None and lies_in_vault(self.path)) or None
        return read_document(document, marker=marker, like=like, columns=columns, topics=topics, vault=vault)


def sources_in(path: str | Path, *, follow_links: bool = False) -> Iterator[Source]:
    """The file itself, or the documents in a folder and the folders in it, by name; hidden ones are passed over. `-` is
    standard input.

    Raises DeckwrightError where there is none, and for a link to a folder that lies elsewhere.
    """
    path = Path(path)
    check_no_address(path)
    if str(path) == STDIN:
        data, changed = read_stdin("stdin")
        yield Source(Path("stdin"), None, data, changed)
    elif is_folder(path):
        tree = Tree(path, follow_links)
        found = [Source(inner, tree) for inner in documents_in(tree, path)]
        if not found:
            raise DeckwrightError("there are no documents in it", file=path, expected=f"files in {', '.join(SUFFIXES)}")
        yield from found
    elif Tree(path.parent).there(path):
        yield Source(path)
    else:
        raise DeckwrightError("no such file or folder", file=path, remedy="check the path")


def check_no_address(path: Path) -> None:
    """Raise DeckwrightError for an address of the web in a path's place: nothing is fetched that nobody asked for."""
    if re.match("https?:/", str(path), re.I):
        raise DeckwrightError("is an address", file=path, expected="a file", remedy="download it, and name that")


def check_suffix(path: Path) -> None:
    """Raise DeckwrightError for a file that would not be read in a folder."""
    if path.suffix.lower() not in SUFFIXES:
        raise DeckwrightError(
            "its name does not say that it is a document",
            file=path,
            expected=f"one that ends in {', '.join(SUFFIXES)}",
            remedy="rename it",
        )


def documents_in(tree: Tree, folder: Path) -> Iterator[Path]:
    """The documents in a folder of a tree and the folders in it, by name."""
    return (path for path in tree.walk(folder) if path.suffix.lower() in SUFFIXES)
