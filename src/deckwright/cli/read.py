"""`deckwright read`"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from deckwright.cli.common import counted, follow_option, pin_options, print_table, progress, tell_encodings
from deckwright.cli.terminal import echo, print_json, styled
from deckwright.errors import DeckwrightError
from deckwright.seeds.as_json import as_json
from deckwright.seeds.found import ReadDocument
from deckwright.seeds.read import Source, sources_in


@click.command("read", short_help="Show what is found in documents; writes nothing.")
@click.argument("paths", nargs=-1, required=True, type=click.Path(readable=False, path_type=Path), metavar="PATH...")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "html"]),
    default="text",
    show_default=True,
    help="text for people, json for scripts, html for a page that shows each document beside its notes.",
)
@follow_option
@pin_options
@click.option("--topics", is_flag=True, help="Make notes of an article's headings, where it asks nothing.")
def command(
    paths: tuple[Path, ...],
    form: str,
    follow_links: bool,
    encoding: str | None,
    marker: str | None,
    like: str | None,
    columns: str | None,
    topics: bool,
) -> int:
    """Show which questions and answers are found in documents, and what was not used.

    Needs no project and writes nothing. A folder is read with the folders in it; `-` is standard input.

    \b
    Example:
      deckwright read notes.md
      deckwright read --format html notes.md > page.html
      deckwright read --format json seeds/ > notes.json
    """
    read, failed = _read(
        paths, follow_links, encoding=encoding, marker=marker, like=like, columns=columns, topics=topics
    )
    tell_encodings(read)
    if form == "json":
        print_json({"documents": [as_json(document) for document in read]})
    elif form == "html" and read:
        from deckwright.previews.reading import page

        echo(page(read))
    elif read:
        _print(read)
    if failed:
        return 2
    return 0 if all(document.notes for document in read) else 1


def _read(paths: Sequence[Path], follow_links: bool, **said: Any) -> tuple[list[ReadDocument], bool]:
    """What can be read, and whether something cannot: that is told, and keeps nothing else from being read."""
    read: list[ReadDocument] = []
    files: list[Source] = []
    failed = False
    for path in paths:
        try:
            files.extend(sources_in(path, follow_links=follow_links))
        except DeckwrightError as error:
            failed = True
            echo(f"error: {error}", err=True, lines=False)
    tell = progress(len(files))
    for file in files:
        tell(str(file.path))
        try:
            read.append(file.read(**said))
        except DeckwrightError as error:
            failed = True
            tell("")
            echo(f"error: {error}", err=True, lines=False)
    tell("")
    return read, failed


def _print(read: list[ReadDocument]) -> None:
    for one in read:
        if len(read) <= 12:
            _print_notes(one)
    rows = [("document", "questions", "answered", "marker", "confidence", "lines not used")]
    for one in read:
        answered = sum(found.note.answered for found in one.notes)
        unused = sum(part.last - part.first + 1 for part in one.unused)
        rows.append(
            (
                one.document.name,
                str(len(one.notes)),
                str(answered),
                one.reading.marker or "none",
                f"{one.reading.confidence:.2f}",
                str(unused),
            )
        )
    total = [sum(int(row[column]) for row in rows[1:]) for column in (1, 2)]
    if len(read) > 1:
        rows.append((f"{len(read)} documents", str(total[0]), str(total[1]), "", "", ""))
    print_table(rows, right=(1, 2, 4, 5))


def _print_notes(one: ReadDocument) -> None:
    echo(styled(one.document.name, bold=True))
    for found in one.notes:
        answer = found.note.answer
        answered = found.note.kind if found.note.answered else "no answer"
        said = counted(len(answer.splitlines()), "line") if answer else answered
        extras = [
            text for text in (found.note.level, said, *found.flags, "extra" if found.note.extra else None) if text
        ]
        question = " ".join(found.note.question.split())
        echo(f"  {found.first.line + 1:>5}  {question}  {styled('· ' + ' · '.join(extras), dim=True)}")
    for part in one.unused:
        lines = f"{part.first + 1}-{part.last + 1}" if part.last > part.first else f"{part.first + 1}"
        echo(f"  {lines:>5}  {styled('not used: ' + part.reason, dim=True)}")
    echo(f"  read by {one.reading.marker or 'nothing'}: {'; '.join(one.reading.because)}")
    if doubt := one.reading.doubt:
        echo(styled(f"  doubtful: {doubt}", fg="yellow"))
    echo()
