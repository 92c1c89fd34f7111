"""`deckwright release`"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from deckwright.cli.common import (
    counted,
    finding_json,
    follow_option,
    format_option,
    print_findings,
    progress,
    project_option,
)
from deckwright.cli.terminal import echo, print_json
from deckwright.project import find, load
from deckwright.releases.prove import GET_ANKI
from deckwright.releases.release import ReleaseReport, release
from deckwright.releases.show import as_data, summary


@click.command("release", short_help="Build, prove and write down a release.")
@click.argument("version")
@project_option
@follow_option
@format_option
@click.option("--dry-run", is_flag=True, help="Do all but write: build, prove, and say what would be written.")
@click.option("--rerender", is_flag=True, help="Send notes to learners whose HTML alone is other than they have.")
@click.option(
    "--over",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="FOLDER",
    help="The packages of the release before.  [default: made again from git]",
)
@click.option("--keep-id", multiple=True, metavar="ID", help="This id is right, whatever another note said before.")
@click.option("--move-decks", is_flag=True, help="Let notes change their deck; NOTES.md tells learners what to move.")
def command(
    version: str,
    folder: Path | None,
    follow_links: bool,
    form: str,
    dry_run: bool,
    rerender: bool,
    over: Path | None,
    keep_id: tuple[str, ...],
    move_decks: bool,
) -> int:
    """Build the packages of VERSION, import them into a real Anki over the release before, and write it down.

    Refused where learners would be harmed: a check error, a changed key, deck or level name, another kind or deck of
    a released note, a tree that is not committed. Anki is an extra: uv tool install '.[anki]'
    or pipx install --force '.[anki]', in Deckwright's folder.

    \b
    Example:
      deckwright release 1.1.0 --dry-run
      deckwright release 1.1.0
    """
    project = load(folder or find(Path.cwd()), follow_links=follow_links)
    tell = progress()
    report = release(
        project,
        version,
        dry_run=dry_run,
        rerender=rerender,
        over=over,
        keep_ids=keep_id,
        move_decks=move_decks,
        progress=tell,
    )
    tell("")
    print_findings(report.findings)
    if form == "json":
        print_json(_as_json(report))
    else:
        _print(report)
    return 0


def _as_json(report: ReleaseReport) -> dict[str, object]:
    return {
        "version": report.version,
        "dry_run": report.dry_run,
        "previous": report.previous,
        "packages": [one.as_data() for one in report.packages],
        "difference": as_data(report.difference) if report.difference else None,
        "redrawn": report.redrawn,
        "rerender": report.rerender,
        "anki": asdict(report.proof),
        "findings": [finding_json(finding) for finding in report.findings],
        "changes": report.changes,
        "written": report.written,
        "commands": report.commands,
    }


def _print(report: ReleaseReport) -> None:
    for one in report.packages:
        echo(f"build/{one.file}: {counted(one.notes, 'note')}, {counted(one.cards, 'card')}")
    if report.previous and report.difference:
        echo(f"since {report.previous}: {summary(report.difference, None)}")
    if report.redrawn:
        count = counted(len(report.redrawn), "note")
        told = "sent to learners again" if report.rerender else "not sent to learners; --rerender sends them"
        echo(f"{count} whose HTML alone differs from what learners have: {told}")
    if report.proof.anki:
        for line in report.proof.seen:
            echo(f"Anki {report.proof.anki}: {line}")
    else:
        echo(f"skipped: the import into a real Anki, which is not installed; {GET_ANKI}", err=True)
    if report.dry_run:
        echo("nothing was written (--dry-run)")
        return
    echo(f"wrote {', '.join(report.written)}")
    echo("now, in git:")
    for line in report.commands:
        echo(f"  {line}")
