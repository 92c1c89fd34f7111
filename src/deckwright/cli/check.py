"""`deckwright check`"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import click

from deckwright.checks.fix import FixReport, fix
from deckwright.checks.join import join
from deckwright.checks.rules import RULES
from deckwright.checks.run import Checked, CheckReport, check
from deckwright.checks.sarif import as_sarif
from deckwright.cli.common import (
    SEVERITY_COLOURS,
    cache_option,
    counted,
    finding_json,
    follow_option,
    format_option_with,
    print_table,
    progress,
    project_option,
)
from deckwright.cli.terminal import echo, print_json, styled, width
from deckwright.decks.markdown.cached import CachedRenderer
from deckwright.errors import SEVERITIES, DeckwrightError
from deckwright.files import is_file
from deckwright.project import find, load


@click.command("check", short_help="Find what keeps notes from being good cards.")
@project_option
@follow_option
@format_option_with("sarif")
@click.option("--fix", "fixing", is_flag=True, help="Mend what changes nothing that a card shows.")
@click.option("--suggested", is_flag=True, help="With --fix: also what changes words, and show each change.")
@click.option("--dry-run", is_flag=True, help="With --fix: show what would be changed, and change nothing.")
@click.option(
    "--same-as",
    nargs=2,
    multiple=True,
    metavar="ID TARGET",
    help="The note ID asks what TARGET asks: only that is packed.",
)
@click.option("--rules", is_flag=True, help="Name all rules.")
@cache_option
@click.option("--quiet", is_flag=True, help="Leave out what is only for information.")
@click.argument("files", nargs=-1, type=click.Path(readable=False, path_type=Path), metavar="[FILE]...")
def command(
    folder: Path | None,
    follow_links: bool,
    form: str,
    fixing: bool,
    suggested: bool,
    dry_run: bool,
    same_as: tuple[tuple[str, str], ...],
    rules: bool,
    quiet: bool,
    no_cache: bool,
    files: tuple[Path, ...],
) -> int:
    """Check the notes in cards/: answers, questions, duplicates, formulas, pictures, wording, ids.

    With FILEs, all is checked, and what concerns them is shown. A rule is switched off with its reason, for a project
    in deckwright.yaml (checks:) or for a note (allow:).

    \b
    Example:
      deckwright check
      deckwright check --fix --dry-run
      deckwright check --format sarif > findings.sarif
      deckwright check --same-as rqbdwe6fbxriz p5yziwhgnmiv2
    """
    if rules:
        _print_rules(form)
        return 0
    if (dry_run or suggested) and not fixing:
        raise click.UsageError(f"{'--dry-run' if dry_run else '--suggested'} goes with --fix")
    project = load(folder or find(Path.cwd()), follow_links=follow_links)
    if absent := next((path for path in files if not is_file(path)), None):
        raise DeckwrightError("no such file", file=absent, expected="a card file of this project")
    if same_as:
        for line in join(project, same_as):
            echo(line)
        return 0
    tell = progress()
    report, renderer = None, CachedRenderer.of(project, cached=not no_cache)
    if fixing:
        fixed = fix(project, suggested=suggested, dry_run=dry_run, renderer=renderer, progress=tell)
        tell("")
        _print_fixed(fixed, form, dry_run)
        if dry_run:
            return 0
        report = None if fixed.written else fixed.found
    report = report or check(project, renderer=renderer, progress=tell)
    tell("")
    _narrow(report, files, quiet)
    _show(report, form)
    return 1 if any(one.severity == "error" for one in report.findings) else 0


def _show(report: CheckReport, form: str) -> None:
    if form == "json":
        print_json(_as_json(report))
    elif form == "sarif":
        print_json(as_sarif(report))
    else:
        _print(report)


def _narrow(report: CheckReport, files: tuple[Path, ...], quiet: bool) -> None:
    names = {path.name for path in files}
    report.checked = [
        one
        for one in report.checked
        if (not names or Path(one.found.card.file).name in names) and not (quiet and one.finding.severity == "info")
    ]


def _print(report: CheckReport) -> None:
    for one in report.checked:
        _print_finding(one)
    counts = Counter((one.severity, one.code) for one in report.findings)
    if counts or report.off:
        rows = [("rule", "severity", "found", "switched off")]
        for rule in RULES.values():
            severities = [one for one in SEVERITIES if counts[one, rule.code]]
            for severity in severities or ([rule.severity] if report.off[rule.code] else []):
                off = report.off[rule.code] if severity == (severities or [severity])[0] else 0
                rows.append((rule.code, severity, str(counts[severity, rule.code]), str(off or "")))
        print_table(rows, right=(2, 3))
    totals = [counted(sum(1 for one in report.findings if one.severity == name), name) for name in SEVERITIES[:2]]
    grades = Counter(one.mend for one in report.checked)
    ways = [(grades["safe"], "--fix"), (grades["suggested"], "--fix --suggested")]
    more = "".join(f"; {count} can be mended with {way}" for count, way in ways if count)
    echo(f"{counted(report.notes, 'note')}: {', '.join(totals)}{more}")


def _print_finding(one: Checked) -> None:
    """A finding as a compiler would print it: place, words, a caret, what to do."""
    finding = one.finding
    place = ":".join(str(part) for part in (finding.file, finding.line, finding.column) if part)
    severity = styled(f"{finding.severity}:", fg=SEVERITY_COLOURS[finding.severity], bold=True)
    if finding.severity == "info" and not finding.length and not one.found.others:  # of a note as a whole
        echo(f"{styled(place, bold=True)}: {severity} {finding.message}; {finding.remedy} [{finding.code}]")
        return
    echo(f"{styled(place, bold=True)}: {severity} {finding.message} [{finding.code}]")
    if one.source is not None and finding.line and finding.column:
        source, column = _window(one.source, finding.column)
        gutter = f"{finding.line:>6} | "
        echo(styled(gutter, dim=True) + source)
        marked = source[column - 1 : column - 1 + max(finding.length, 1)] or "^"
        carets = "^" * max(width(marked), 1)
        echo(" " * 6 + styled(" | ", dim=True) + " " * width(source[: column - 1]) + styled(carets, fg="red"))
    if finding.remedy:
        echo(f"       = {finding.remedy}")


def _window(line: str, column: int, before: int = 40, after: int = 60) -> tuple[str, int]:
    """The part of a long line around a column, and the column in it."""
    start = max(column - 1 - before, 0)
    lead = "…" if start else ""
    tail = "…" if len(line) > column + after else ""
    return f"{lead}{line[start : column + after]}{tail}", column - start + len(lead)


def _print_fixed(report: FixReport, form: str, dry_run: bool) -> None:
    if form != "text" and not dry_run:
        return
    if form != "text":
        print_json({"fixed": [finding_json(one.finding) for one in report.fixed], "difference": report.difference})
        return
    for line in report.difference.splitlines():
        colour = "green" if line.startswith("+") else "red" if line.startswith("-") else None
        echo(styled(line, fg=colour))
    for one in report.fixed:
        if one.mend == "suggested":
            echo(_change(one))
    what = "would be mended" if dry_run else "mended"
    echo(f"{counted(len(report.fixed), 'finding')} {what}", err=not sys.stdout.isatty())
    for one in report.skipped:
        finding = one.finding
        echo(f"{finding.file}:{finding.line}: is written so that only a person can mend it: {finding.message}")


def _change(one: Checked) -> str:
    """A suggested fix in its line: `首先[,→，]它很快`."""
    finding, source = one.finding, one.source or ""
    start = (finding.column or 1) - 1
    end = start + finding.length
    before, after = source[max(start - 12, 0) : start].lstrip(), source[end : end + 12]
    place = f"{finding.file}:{finding.line}:{finding.column}"
    return f"{place}: {before}[{source[start:end]}→{one.found.fix}]{after} [{finding.code}]"


def _print_rules(form: str) -> None:
    if form == "json":
        print_json(
            [
                {"code": one.code, "severity": one.severity, "summary": one.summary, "mend": one.mend}
                for one in RULES.values()
            ]
        )
        return
    rows = [("rule", "severity", "fix", "what it finds")]
    rows += [(one.code, one.severity, one.mend or "", one.summary) for one in RULES.values()]
    print_table(rows)


def _as_json(report: CheckReport) -> dict[str, object]:
    return {
        "notes": report.notes,
        "findings": [
            finding_json(one.finding)
            | {
                "remedy": one.finding.remedy,
                "length": one.finding.length,
                "id": one.found.card.id,
                "others": [card.id for card in one.found.others],
                "fixable": one.mend is not None,
                "mend": one.mend,
                "fix": one.found.fix if one.mend else None,
            }
            for one in report.checked
        ],
        "rules": dict(Counter(one.code for one in report.findings)),
        "switched_off": dict(report.off),
    }
