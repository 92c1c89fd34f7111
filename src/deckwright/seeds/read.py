"""The reader's public surface: text, file or folder -> ReadDocument."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from deckwright import collector
from deckwright.blocks import Block, between, scan
from deckwright.errors import DeckwrightError
from deckwright.files import Tree, is_folder
from deckwright.seeds.cloze_lines import cloze_lines
from deckwright.seeds.damage import lost_questions
from deckwright.seeds.document import SUFFIXES, Document, load, split_lines, syntax_of
from deckwright.seeds.found import ReadDocument
from deckwright.seeds.headings import Heading, outline
from deckwright.seeds.markers.mark import Mark
from deckwright.seeds.nested import nested_questions
from deckwright.seeds.pairs import cut
from deckwright.seeds.parts import with_main
from deckwright.seeds.reading import choose
from deckwright.seeds.wrapped import with_wrapped

READER = 1
"""The number of this reader. Whoever changes what documents are read as raises it: a lock then keeps the last reading
of notes whose words still stand there."""


def read_document(
    document: Document, *, marker: str | None = None, level_words: Iterable[str] = (), topics: bool = False
) -> ReadDocument:
    """Find the notes of a document.

    `marker` pins the family of marks that begin its questions; `level_words` are words for levels on top of those
    that everybody uses; `topics` takes the headings of an article that asks nothing for questions. Raises
    DeckwrightError where a pinned marker does not occur.
    """
    with collector.held_off():
        return _read(document, marker, tuple(level_words), topics)


def _read(document: Document, marker: str | None, words: tuple[str, ...], topics: bool) -> ReadDocument:
    blocks = scan(document.lines, front_matter=True, syntax=syntax_of(document), loose=True)
    reading = choose(document, blocks, marker, words, topics)
    kind_at = {line: block.kind for block in blocks for line in range(block.first, block.last + 1)}
    marks: list[Mark] = []
    headings: list[Heading] = []
    for part in with_main(reading.others, reading.marks, len(document.lines)) if reading.marks else ():
        inner = between(blocks, part.first, part.last + 1)
        found = _with_lost_and_nested(document, inner, part.marks)
        found = list(with_wrapped(document, kind_at, found))
        marks += found
        headings += _headings(document, inner, found, words, first=part.first == 0)
    marks = list(_apart(document, marks, headings))
    notes, unused = cut(document, blocks, marks, headings, words)
    return ReadDocument(document, reading, tuple(notes), tuple(headings), tuple(unused))


def _headings(
    document: Document, blocks: Sequence[Block], marks: Sequence[Mark], words: tuple[str, ...], first: bool
) -> list[Heading]:
    """The headings of a part; only the first part may have the title."""
    found = outline(document, blocks, marks, words)
    return found if first else [replace(one, role="section") if one.role == "title" else one for one in found]


def _apart(document: Document, marks: Sequence[Mark], headings: Sequence[Heading]) -> Iterator[Mark]:
    """The marks, a question of several lines ending where the next one, or a heading, begins."""
    starts = sorted({*(mark.line for mark in marks), *(heading.line for heading in headings)})
    for mark in marks:
        at = bisect_right(starts, mark.line)
        if mark.last is None or at == len(starts) or mark.last < starts[at]:
            yield mark
            continue
        last = max(mark.line, starts[at] - 1)
        text = min(mark.text, mark.start) if last == mark.line else mark.text
        yield replace(mark, text=text, last=last, end=len(document.lines[last].rstrip()), resume=None, stop=None)


def _with_lost_and_nested(document: Document, blocks: Sequence[Block], marks: Sequence[Mark]) -> list[Mark]:
    found = [
        *marks,
        *lost_questions(document, blocks, marks),
        *nested_questions(document, blocks, marks),
        *cloze_lines(document, blocks, marks),
    ]
    return sorted(found, key=lambda mark: (mark.line, mark.start))


def read_text(text: str, name: str = "text", *, marker: str | None = None, topics: bool = False) -> ReadDocument:
    """Find the notes of a text."""
    return read_document(Document(name, "utf-8", split_lines(text)), marker=marker, topics=topics)


def read_file(
    path: str | Path,
    *,
    encoding: str | None = None,
    marker: str | None = None,
    level_words: Iterable[str] = (),
    topics: bool = False,
    within: Tree | None = None,
) -> ReadDocument:
    """Find the notes of a file; `within` is the folder that it was found in, where no person named the file itself.

    Raises DeckwrightError where it cannot be read.
    """
    document = load(Path(path), encoding, within=within)
    return read_document(document, marker=marker, level_words=level_words, topics=topics)


@dataclass(frozen=True, slots=True)
class Source:
    """A document, and the folder that it was found in: None where a person named the file itself."""

    path: Path
    within: Tree | None = None


def sources_in(path: str | Path, *, follow_links: bool = False) -> Iterator[Source]:
    """The file itself, or the documents in a folder and the folders in it, by name; hidden ones are passed over.

    Raises DeckwrightError where there is none, and for a link to a folder that lies elsewhere.
    """
    path = Path(path)
    if is_folder(path):
        tree = Tree(path, follow_links)
        yield from (Source(inner, tree) for inner in documents_in(tree, path))
    elif Tree(path.parent).there(path):
        yield Source(path)
    else:
        raise DeckwrightError("no such file or folder", file=path, remedy="check the path")


def documents_in(tree: Tree, folder: Path) -> Iterator[Path]:
    """The documents in a folder of a tree and the folders in it, by name."""
    return (path for path in tree.walk(folder) if path.suffix.lower() in SUFFIXES)
