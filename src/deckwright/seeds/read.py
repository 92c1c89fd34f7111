"""The reader's public surface: text, file or folder -> ReadDocument."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from deckwright import collector
from deckwright.errors import DeckwrightError
from deckwright.seeds.columns import pinned_columns
from deckwright.seeds.document import SUFFIXES, Document, load, split_lines
from deckwright.seeds.found import ReadDocument
from deckwright.seeds.page import Page
from deckwright.seeds.reading import Pins, choose
from deckwright.seeds.unused import unused_ranges

READER = 2
"""The number of this reader: it rises when documents may be read otherwise than before."""


def read_document(
    document: Document,
    *,
    marker: str | None = None,
    like: str | None = None,
    columns: str | None = None,
    level_words: Iterable[str] = (),
    topics: bool = False,
) -> ReadDocument:
    """Find the notes of a document.

    `marker` pins the family of marks that begins its questions, `like` a line that is one,
    `columns` (`question=2,answer=1`) what the columns of its rows are; `level_words` are words for
    levels on top of those that everybody uses; `topics` takes the headings of an article that asks nothing for
    questions. Raises DeckwrightError where what is pinned does not occur.
    """
    with collector.held_off():
        page = Page.of(document, level_words, pinned_columns(columns) if columns else None)
        reading, parts = choose(page, Pins(marker, like, topics, columns is not None))
        if not parts:
            unused = unused_ranges(
                document, page.kind_at, range(len(document.lines)), False, range(len(document.lines))
            )
            return ReadDocument(document, reading, unused=tuple(unused))
        return ReadDocument(
            document,
            reading,
            tuple(note for part in parts for note in part.notes),
            tuple(heading for part in parts for heading in part.headings),
            tuple(unused for part in parts for unused in part.unused),
        )


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
) -> ReadDocument:
    """Find the notes of a file. Raises DeckwrightError where it cannot be read."""
    document = load(Path(path), encoding)
    return read_document(document, marker=marker, like=like, columns=columns, level_words=level_words, topics=topics)


def files_in(path: Path) -> Iterator[Path]:
    """The file itself, or the documents in a folder and the folders in it, by name; hidden ones are passed over."""
    if not path.is_dir():
        if not path.exists():
            raise DeckwrightError("no such file or folder", file=path, remedy="check the path")
        yield path
        return
    for inner in sorted(path.rglob("*")):
        hidden = any(part.startswith(".") for part in inner.relative_to(path).parts)
        if not hidden and inner.is_file() and inner.suffix.lower() in SUFFIXES:
            yield inner
