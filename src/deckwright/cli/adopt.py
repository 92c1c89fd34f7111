"""`deckwright adopt`"""

from __future__ import annotations

from pathlib import Path

import click

from deckwright.cli.common import counted, finding_json, follow_option, format_option, print_findings
from deckwright.cli.terminal import as_typed, echo, print_json
from deckwright.decks.adopt.run import AdoptReport, adopt


@click.command("adopt", short_help="Make a deck project of a deck that learners already have.")
@click.argument("paths", nargs=-1, type=click.Path(readable=False, path_type=Path), metavar="[DIR] SOURCE")
@click.option("--deck", "decks", multiple=True, metavar="NAME", help="Only this deck, with those in it; repeatable.")
@follow_option
@format_option
def command(paths: tuple[Path, ...], decks: tuple[str, ...], follow_links: bool, form: str) -> int:
    """Make a deck project in DIR (here, if none is named) of SOURCE: a package (.apkg), a collection (.colpkg, with
    --deck), or a folder that CrowdAnki exported.

    Notes keep their ids, note types, tags and decks: the next package updates in place what learners have.

    \b
    Example:
      deckwright adopt spanish Spanish.apkg
      cd spanish
      deckwright build
    """
    if not 1 <= len(paths) <= 2:
        raise click.UsageError("name one deck: deckwright adopt DIR DECK.apkg")
    folder = paths[0] if len(paths) == 2 else Path()
    report = adopt(folder, paths[-1], decks=decks, follow_links=follow_links)
    print_findings(report.findings)
    if form == "json":
        print_json(_as_json(report))
        return 0
    fields = counted(report.markdown, "field")
    echo(f"{counted(report.decks.total(), 'note')} in {counted(len(report.decks), 'deck')}: {', '.join(report.decks)}")
    echo(f"{fields} as Markdown, {report.html} as HTML; {counted(report.media, 'file')} of media", lines=False)
    if report.skipped:
        echo(f"kept, and not packed: {counted(report.skipped, 'note')}", lines=False)
    inside = "" if folder == Path() else f"cd {as_typed(folder)} && "
    echo(f"next: look at them, then `{inside}deckwright build`", lines=False)
    return 0


def _as_json(report: AdoptReport) -> dict[str, object]:
    return {
        "decks": dict(report.decks),
        "note_types": report.types,
        "fields": {"markdown": report.markdown, "html": report.html},
        "media": report.media,
        "skipped": report.skipped,
        "findings": [finding_json(finding) for finding in report.findings],
        "written": report.written,
    }
