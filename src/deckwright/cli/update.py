"""`deckwright update`"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from deckwright.cards.settle import settle
from deckwright.cards.update import Change, UpdateReport, update
from deckwright.cli.common import (
    counted,
    finding_json,
    follow_option,
    format_option,
    print_findings,
    print_table,
    progress,
    project_option,
)
from deckwright.cli.terminal import echo, print_json
from deckwright.note import Choice
from deckwright.project import find, load


@click.command("update", short_help="Bring cards/ up to date with seeds/.")
@project_option
@follow_option
@format_option
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
@click.option("--reread", is_flag=True, help="Read all seeds again, also those that have not changed.")
@click.option(
    "--take-seed", multiple=True, metavar="ID", help="Settle a conflict: the note becomes what its seed says."
)
@click.option("--keep-mine", multiple=True, metavar="ID", help="Settle a conflict: the note stays as it is in cards/.")
@click.option("--same", nargs=2, multiple=True, metavar="OLD NEW", help="Two notes are one, which keeps the id OLD.")
@click.option("--rebuild-lock", is_flag=True, help="Write a lost deck.lock anew from the cards as they are.")
def command(
    folder: Path | None,
    follow_links: bool,
    form: str,
    dry_run: bool,
    reread: bool,
    take_seed: tuple[str, ...],
    keep_mine: tuple[str, ...],
    same: tuple[tuple[str, str], ...],
    rebuild_lock: bool,
) -> int:
    """Read the documents in seeds/ and bring cards/ and deck.lock up to date.

    Only seeds that changed are read. What you edited in cards/ is never overwritten: where you and the seed changed
    one thing, yours stays and both are shown.

    \b
    Example:
      deckwright update --dry-run
      deckwright update
      deckwright update --take-seed q7k2m9x4t1bwz
    """
    project = load(folder or find(Path.cwd()), follow_links=follow_links)
    if take_seed or keep_mine or same:
        if dry_run:
            raise click.UsageError("--dry-run does not go with --take-seed, --keep-mine and --same")
        settle(project, same=same, take_seed=take_seed, keep_mine=keep_mine)
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
    changes = [_change_json(change) for change in report.changes]
    return {"seeds": seeds, "changes": changes, "findings": findings, "written": report.written}


def _change_json(change: Change) -> dict[str, object]:
    entry: dict[str, object] = {
        "id": change.id,
        "action": change.action,
        "question": change.question,
        "file": change.file,
        "seed": change.seed,
        "fields": {name: {"was": _plain(was), "now": _plain(now)} for name, (was, now) in change.fields.items()},
    }
    if change.other and change.likeness:
        entry["other"] = change.other
        entry["likeness"] = {
            "question": change.likeness.question.share,
            "answer": change.likeness.answer.share,
        }
    return entry


def _plain(value: Any) -> Any:
    """A value for JSON."""
    if isinstance(value, tuple):
        return [asdict(one) if isinstance(one, Choice) else one for one in value]
    return value


def _print(report: UpdateReport, dry_run: bool) -> None:
    if not report.seeds:
        echo("there are no documents in seeds/: put some there and run this again")
        return
    rows: list[tuple[str, ...]] = [("seed", "questions", "answered", "new", "changed", "retired", "")]
    for seed in report.seeds:
        counts = (seed.questions, seed.answered, len(seed.new), len(seed.changed), len(seed.retired))
        rows.append((seed.file, *map(str, counts), "" if seed.was_read else "not changed"))
    questions = sum(seed.questions for seed in report.seeds)
    answered = sum(seed.answered for seed in report.seeds)
    rows.append((counted(len(report.seeds), "seed"), str(questions), str(answered), "", "", "", ""))
    print_table(rows, right=(1, 2, 3, 4, 5))
    for change in report.changes if dry_run else ():
        fields = f" ({', '.join(change.fields)})" if change.fields else ""
        echo(f"{change.action:>9}  {change.id}  {' '.join(change.question.split())[:60]}{fields}")
    verb = "would write" if dry_run else "wrote"
    echo(f"{verb} {', '.join(report.written)}" if report.written else "nothing to write: all is up to date")
