"""What the commands share: options, tables, colour, progress."""

from __future__ import annotations

import json
import os
import sys
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from deckwright.errors import Finding

if TYPE_CHECKING:
    from deckwright.seeds.found import ReadDocument

format_option = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Text for people, JSON for scripts.",
)
project_option = click.option(
    "--project",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="The project's folder.  [default: the nearest one upwards with deckwright.yaml]",
)

follow_option = click.option(
    "--follow-links", is_flag=True, help="Follow links that lead out of the folder: they are your own."
)

SEVERITY_COLOURS = {"error": "red", "warning": "yellow", "info": "cyan"}


def colour(stream: Any = None) -> bool:
    """Whether to colour what goes to a stream (stdout by default): a terminal, and NO_COLOR unset."""
    return bool((stream or sys.stdout).isatty()) and not os.environ.get("NO_COLOR")


def styled(text: str, **style: Any) -> str:
    return click.style(text, **style) if colour() else text


def print_json(data: Any) -> None:
    click.echo(json.dumps(data, ensure_ascii=False, indent=2))


def print_findings(findings: Iterable[Finding]) -> None:
    """Findings on stderr, the worst last, where the eye is."""
    order = {"info": 0, "warning": 1, "error": 2}
    for finding in sorted(findings, key=lambda one: order[one.severity]):
        text = str(finding)
        if colour(sys.stderr):
            text = text.replace(
                f"{finding.severity}:", click.style(f"{finding.severity}:", fg=SEVERITY_COLOURS[finding.severity]), 1
            )
        click.echo(text, err=True)


def finding_json(finding: Finding) -> dict[str, Any]:
    return {
        "severity": finding.severity,
        "code": finding.code,
        "message": finding.message,
        "file": finding.file,
        "line": finding.line,
        "column": finding.column,
    }


def tell_encodings(read: Iterable[ReadDocument]) -> None:
    """Say of every document that is not UTF-8 what it was taken for."""
    for one in read:
        if one.document.encoding != "utf-8":
            click.echo(f"{one.document.name}: read as {one.document.encoding}", err=True)


def counted(number: int, thing: str) -> str:
    """`1 note`, `2 notes`."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def width(text: str) -> int:
    """Columns a text takes in a terminal: two for a Chinese character."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def print_table(rows: Sequence[Sequence[str]], right: Iterable[int] = ()) -> None:
    """A table: the first row is its head; the columns in `right` are set to the right."""
    rights = set(right)
    widths = [max(width(row[column]) for row in rows) for column in range(len(rows[0]))]
    for number, row in enumerate(rows):
        cells = []
        for column, cell in enumerate(row):
            pad = " " * (widths[column] - width(cell))
            cells.append(pad + cell if column in rights else cell + pad)
        line = "  ".join(cells).rstrip()
        click.echo(styled(line, bold=True) if number == 0 else line)


def progress(total: int | None = None) -> Callable[[str], None]:
    """A function to call with the name of what is worked on: one line on stderr, on a terminal only."""
    if not sys.stderr.isatty():
        return lambda name: None
    done = 0

    def tell(name: str) -> None:
        nonlocal done
        done += 1
        of = f"/{total}" if total else ""
        click.echo(f"\r\033[K{done}{of} {name}" if name else "\r\033[K", nl=False, err=True)

    return tell
