"""`deckwright update`"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from deckwright.cards.fetching import Fetched, fetch
from deckwright.cards.settle import pairs_in, settle
from deckwright.cards.update import Change, UpdateReport, update
from deckwright.cli.asking import ask
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


class _Lists(click.Command):
    """A command whose list options take all that follows, up to the next option: `--same A B C D`."""

    lists = ("--same", "--different")

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        said: list[str] = []
        option: str | None = None
        for arg in args:
            if arg.startswith("-"):
                option = arg if arg in self.lists else None
                said += [] if option else [arg]
            else:
                said += [option, arg] if option else [arg]
        return super().parse_args(ctx, said)


@click.command("update", cls=_Lists, short_help="Bring cards/ up to date with seeds/.")
@project_option
@follow_option
@format_option
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
@click.option("--reread", is_flag=True, help="Read all seeds again, also those that have not changed.")
@click.option(
    "--take-seed", multiple=True, metavar="ID", help="Settle a conflict: the note becomes what its seed says."
)
@click.option("--keep-mine", multiple=True, metavar="ID", help="Settle a conflict: the note stays as it is in cards/.")
@click.option(
    "--same",
    multiple=True,
    metavar="OLD NEW…|DOCUMENT",
    help="Two notes are one, which keeps the id OLD; several pairs, or all of a document that are in doubt.",
)
@click.option(
    "--different",
    multiple=True,
    metavar="OLD NEW…|DOCUMENT",
    help="They are not: NEW is packed as a note of its own, OLD is retired.",
)
@click.option(
    "--from",
    "source",
    is_flag=False,
    flag_value="",
    metavar="[SOURCE]",
    help="First fetch the documents again from where they came from, or from SOURCE: a folder, a zip, a file.",
)
@click.option("--yes", is_flag=True, help="With --from: take away what its source has no more, and retire its notes.")
@click.option("--settle", "settling", is_flag=True, help="Ask about every doubt and conflict, one by one.")
@click.option("--rebuild-lock", is_flag=True, help="Write a lost deck.lock anew from the cards as they are.")
def command(
    folder: Path | None,
    follow_links: bool,
    form: str,
    dry_run: bool,
    reread: bool,
    take_seed: tuple[str, ...],
    keep_mine: tuple[str, ...],
    same: tuple[str, ...],
    different: tuple[str, ...],
    source: str | None,
    yes: bool,
    settling: bool,
    rebuild_lock: bool,
) -> int:
    """Read the documents in seeds/ and bring cards/ and deck.lock up to date.

    Only seeds that changed are read. What you edited in cards/ is never overwritten: where you and the seed changed
    one thing, yours stays and both are shown.

    \b
    Example:
      deckwright update --dry-run
      deckwright update
      deckwright update --from
      deckwright update --settle
      deckwright update --same q7k2m9x4t1bwz rqbdwe6fbxriz
      deckwright update --take-seed q7k2m9x4t1bwz
    """
    project = load(folder or find(Path.cwd()), follow_links=follow_links)
    if settling or take_seed or keep_mine or same or different:
        if dry_run:
            raise click.UsageError("--dry-run does not go with what settles something")
        same_pairs, different_pairs = pairs_in(project, same), pairs_in(project, different)
        written = settle(project, same=same_pairs, different=different_pairs, take_seed=take_seed, keep_mine=keep_mine)
        settled = len(same_pairs) + len(different_pairs) + len(take_seed) + len(keep_mine)
        if settled:
            echo(f"settled {settled}; wrote {', '.join(written)}", err=True)
        elif not settling:
            echo("settled nothing: none of that is open", err=True)
    if settling:
        update(project)
        ask(project)
    if yes and source is None:
        raise click.UsageError("--yes goes with --from")
    fetched = None
    if source is not None:
        fetched = fetch(
            project,
            Path(source) if source else None,
            agreed=_agreed(yes, form),
            trusted=_trusted(form),
            dry_run=dry_run,
        )
        _tell_fetched(fetched, dry_run)
        project = load(project.root, follow_links=follow_links)
    tell = progress()
    report = update(project, reread=reread, rebuild_lock=rebuild_lock, dry_run=dry_run, progress=tell)
    tell("")
    print_findings(report.findings)
    if form == "json":
        print_json(_as_json(report, fetched))
    else:
        _print(report, dry_run)
    return 1 if report.needs_a_person or (fetched and fetched.needs_a_person) else 0


def _agreed(yes: bool, form: str) -> Callable[[list[str]], bool]:
    """Asks a person who sits there whether documents may go."""

    def agreed(gone: list[str]) -> bool:
        if yes or form == "json" or not sys.stdin.isatty():
            return yes
        echo(f"no longer in their source: {', '.join(gone)}", err=True)
        return click.confirm("take them away and retire their notes?", err=True)

    return agreed


def _trusted(form: str) -> Callable[[Path], bool]:
    """Asks a person who sits there whether a place that deckwright.yaml names is theirs."""

    def trusted(path: Path) -> bool:
        if form == "json" or not sys.stdin.isatty():
            return False
        echo(f"deckwright.yaml names {path} as a source", err=True, lines=False)
        return click.confirm("is that yours, and shall its documents come into seeds/?", err=True)

    return trusted


def _tell_fetched(fetched: Fetched, dry_run: bool) -> None:
    print_findings(fetched.findings)
    counts = [
        f"{len(names)} {what}"
        for names, what in ((fetched.changed, "changed"), (fetched.new, "new"), (fetched.gone, "gone"))
        if names
    ]
    counts += [f"{was} is now {now}" for was, now in fetched.renamed]
    verb = "would fetch" if dry_run else "fetched"
    echo(f"{verb} documents: {', '.join(counts) or 'none has changed'}", err=True, lines=False)


def _fetched_json(fetched: Fetched) -> dict[str, object]:
    return {
        "fetched": {
            "changed": fetched.changed,
            "new": fetched.new,
            "renamed": [{"was": was, "now": now} for was, now in fetched.renamed],
            "gone": fetched.gone,
        }
    }


def _as_json(report: UpdateReport, fetched: Fetched | None) -> dict[str, object]:
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
    findings = [finding_json(finding) for finding in [*(fetched.findings if fetched else ()), *report.findings]]
    changes = [_change_json(change) for change in report.changes]
    more = _fetched_json(fetched) if fetched else {}
    return {"seeds": seeds, "changes": changes, "findings": findings, "written": report.written, **more}


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
            "question": change.likeness.question,
            "answer": change.likeness.answer,
        }
    return entry


def _plain(value: Any) -> Any:
    """A value for JSON."""
    if isinstance(value, tuple):
        return [asdict(one) if isinstance(one, Choice) else one for one in value]
    return value


def _went(report: UpdateReport) -> Iterator[str]:
    """What the table does not say: questions that moved with their ids, or are back under them."""
    for action, what in (("moved", "now in {seed}"), ("returned", "back, in {seed}")):
        seeds = Counter(change.seed for change in report.changes if change.action == action)
        for seed, number in seeds.items():
            ids = "id" if number == 1 else "ids"
            yield f"{counted(number, 'question')} {what.format(seed=seed)}, under the {ids} as before"


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
    for line in _went(report):
        echo(line)
    for change in report.changes if dry_run else ():
        fields = f" ({', '.join(change.fields)})" if change.fields else ""
        echo(f"{change.action:>9}  {change.id}  {' '.join(change.question.split())[:60]}{fields}")
    verb = "would write" if dry_run else "wrote"
    echo(f"{verb} {', '.join(report.written)}" if report.written else "nothing to write: all is up to date")
