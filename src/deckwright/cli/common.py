"""What the commands share: options, tables, colour, progress."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from deckwright.cli.terminal import clear_line, echo, styled, width
from deckwright.errors import Finding
from deckwright.errors import counted as counted  # for the commands

if TYPE_CHECKING:
    from deckwright.seeds.found import ReadDocument


def format_option_with(*more: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The option --format of a command that prints its report in `more` ways than two."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(["text", "json", *more]),
        default="text",
        show_default=True,
        help="Text for people, JSON for scripts" + (", SARIF for editors and forges." if "sarif" in more else "."),
    )


format_option = format_option_with()
project_option = click.option(
    "--project",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="The project's folder.  [default: the nearest one upwards with deckwright.yaml]",
)

follow_option = click.option(
    "--follow-links", is_flag=True, help="Follow links that lead out of the folder: they are your own."
)

cache_option = click.option(
    "--no-cache", is_flag=True, help="Render every note anew; what earlier runs rendered is neither read nor kept."
)

_PINS = (
    click.option("--encoding", metavar="NAME", help="Read the documents as this encoding, for example gb18030."),
    click.option("--marker", metavar="NAME", help="Take these marks for questions, for example heading-2."),
    click.option(
        "--like", metavar="LINE", help="This line (its words, or its number) is a question: read the rest like it."
    ),
    click.option(
        "--columns", metavar="ROLES", help="What the columns of rows are, for example question=2,answer=1,extra=3."
    ),
)


def pin_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options by which a person says how documents are to be read."""
    for option in reversed(_PINS):
        command = option(command)
    return command


SEVERITY_COLOURS = {"error": "red", "warning": "yellow", "info": "cyan"}


def print_findings(findings: Iterable[Finding]) -> None:
    """Findings on stderr, the worst last, where the eye is."""
    order = {"info": 0, "warning": 1, "error": 2}
    for finding in sorted(findings, key=lambda one: order[one.severity]):
        severity = f"{finding.severity}:"
        text = str(finding).replace(severity, styled(severity, fg=SEVERITY_COLOURS[finding.severity]), 1)
        echo(text, err=True, lines=False)


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
            echo(f"{one.document.name}: read as {one.document.encoding}", err=True, lines=False)


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
        echo(styled(line, bold=True) if number == 0 else line, lines=False)


def progress(total: int | None = None) -> Callable[[str], None]:
    """A function to call with the name of what is worked on: one line on stderr, on a terminal only.

    With `total` it counts; without, whoever calls it does.
    """
    if not sys.stderr.isatty():
        return lambda name: None
    done = 0

    def tell(name: str) -> None:
        nonlocal done
        done += 1
        clear_line(f"{done}/{total} {name}" if name and total else name)

    return tell
