"""`deckwright update`"""

from __future__ import annotations

from pathlib import Path

import click

from deckwright.cards.update import UpdateReport, update
from deckwright.cli.common import (
    finding_json,
    format_option,
    print_findings,
    print_json,
    print_table,
    progress,
    project_option,
)
from deckwright.project import find, load


@click.command("update", short_help="Bring cards/ up to date with seeds/.")
@project_option
@format_option
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
@click.option("--reread", is_flag=True, help="Read all seeds again, also those that have not changed.")
@click.option("--rebuild-lock", is_flag=True, help="Write a lost deck.lock anew from the cards as they are.")
def command(folder: Path | None, form: str, dry_run: bool, reread: bool, rebuild_lock: bool) -> int:
    """Read the documents in seeds/ and bring cards/ and deck.lock up to date.

    Only seeds that changed are read. What you edited in cards/ is never overwritten.

    \b
    Example:
      deckwright update --dry-run
      deckwright update
    """
    project = load(folder or find(Path.cwd()))
    tell = progress()
    report = update(project, reread=reread, rebuild_lock=rebuild_lock, dry_run=dry_run, progress=tell)
    tell("")
    print_findings(report.findings)
    if form == "json":
        print_json(_as_json(report))
    else:
        _print(report, dry_run)
    return 1 if report.needs_a_person else 0


def _as_json(report: UpdateReport) -> dict[str, object]:
    seeds = [
        {
            "file": seed.file,
            "read": seed.was_read,
            "encoding": seed.encoding,
            "questions": seed.questions,
            "answered": seed.answered,
            "new": seed.new,
            "changed": seed.changed,
            "retired": seed.retired,
        }
        for seed in report.seeds
    ]
    findings = [finding_json(finding) for finding in report.findings]
    return {"seeds": seeds, "findings": findings, "written": report.written}


def _print(report: UpdateReport, dry_run: bool) -> None:
    if not report.seeds:
        click.echo("there are no documents in seeds/: put some there and run this again")
        return
    rows: list[tuple[str, ...]] = [("seed", "questions", "answered", "new", "changed", "retired", "")]
    for seed in report.seeds:
        counts = (seed.questions, seed.answered, len(seed.new), len(seed.changed), len(seed.retired))
        rows.append((seed.file, *map(str, counts), "" if seed.was_read else "not changed"))
    questions = sum(seed.questions for seed in report.seeds)
    answered = sum(seed.answered for seed in report.seeds)
    rows.append((f"{len(report.seeds)} seeds", str(questions), str(answered), "", "", "", ""))
    print_table(rows, right=(1, 2, 3, 4, 5))
    verb = "would write" if dry_run else "wrote"
    click.echo(f"{verb} {', '.join(report.written)}" if report.written else "nothing to write: all is up to date")
