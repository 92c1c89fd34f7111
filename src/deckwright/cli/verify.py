"""`deckwright verify`"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from deckwright.cli.common import finding_json, follow_option, format_option, print_findings, progress, project_option
from deckwright.cli.terminal import echo, print_json, styled
from deckwright.project import find, load
from deckwright.releases.verify import verify


@click.command("verify", short_help="Hold the packages in build/ against the deck and a real Anki.")
@click.argument("packages", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
@project_option
@follow_option
@format_option
@click.option("--released", metavar="VERSION", help="Demand that the packages are the release VERSION.")
def command(packages: Path | None, folder: Path | None, follow_links: bool, form: str, released: str | None) -> int:
    """Build the deck again and compare: sums, manifest, deck.lock, every note and picture; then import into Anki.

    PACKAGES is a folder of downloaded packages with their manifest; without it, build/ is looked at. Nothing is
    written, but that a run that was interrupted is finished first. Exit status 1 where something differs.

    \b
    Example:
      deckwright verify
      deckwright verify --released v1.1.0
      deckwright verify ~/Downloads/deck-1.1.0
    """
    project = load(folder or find(Path.cwd()), follow_links=follow_links)
    tell = progress()
    report = verify(project, packages, released=released, progress=tell)
    tell("")
    if form == "json":
        findings = [finding_json(finding) for finding in report.findings]
        steps = [asdict(step) for step in report.steps]
        print_json({"folder": report.folder, "right": report.right, "steps": steps, "findings": findings})
    else:
        print_findings(report.findings)
        for step in report.steps:
            mark, tint = {True: ("ok", "green"), False: ("WRONG", "red"), None: ("skipped", "yellow")}[step.right]
            echo(f"{styled(f'{mark:>7}', fg=tint)}  {step.name}: {step.said}")
    return 0 if report.right else 1
