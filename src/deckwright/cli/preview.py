"""`deckwright preview`"""

from __future__ import annotations

import webbrowser
from pathlib import Path

import click

from deckwright.cli.common import (
    cache_option,
    counted,
    finding_json,
    follow_option,
    format_option,
    print_findings,
    progress,
    project_option,
)
from deckwright.cli.terminal import echo, print_json
from deckwright.decks.markdown.cached import CachedRenderer
from deckwright.previews.write import PreviewReport, preview
from deckwright.project import find, load


@click.command("preview", short_help="Show all notes on a web page, without Anki.")
@project_option
@follow_option
@format_option
@cache_option
@click.option("--open", "opened", is_flag=True, help="Open the page in the browser.")
def command(folder: Path | None, follow_links: bool, form: str, no_cache: bool, opened: bool) -> int:
    """Write a web page of all notes into build/preview/: cards as Anki shows them, with search and filters.

    The page needs neither Anki nor a network; open it as a file, or put the folder on any web host.

    \b
    Example:
      deckwright preview --open
    """
    project = load(folder or find(Path.cwd()), follow_links=follow_links)
    tell = progress()
    report = preview(project, renderer=CachedRenderer.of(project, cached=not no_cache), progress=tell)
    tell("")
    print_findings(report.open)
    if form == "json":
        print_json(_as_json(report, project.shown(report.page)))
    else:
        not_packed = report.notes - report.status["packed"]
        echo(f"{project.shown(report.page)}: {counted(report.notes, 'note')}, {not_packed} of them not packed")
        if report.findings:
            echo(
                f"{counted(len(report.findings), 'finding')} beside the notes; `deckwright check` lists them", err=True
            )
    if opened:
        webbrowser.open(report.page.resolve().as_uri())
    return 1 if any(finding.severity == "error" for finding in report.open) else 0


def _as_json(report: PreviewReport, page: str) -> dict[str, object]:
    return {
        "page": page,
        "notes": report.notes,
        "status": dict(report.status),
        "findings": [finding_json(finding) for finding in (*report.findings, *report.open)],
    }
