"""`deckwright build`"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from deckwright.cli.common import (
    cache_option,
    counted,
    finding_json,
    follow_option,
    format_option,
    pin_options,
    print_findings,
    print_table,
    progress,
    project_option,
    tell_encodings,
)
from deckwright.cli.terminal import as_typed, echo, print_json
from deckwright.decks.build import BuildReport, build
from deckwright.decks.markdown.cached import CachedRenderer
from deckwright.decks.straight import StraightReport, build_straight, slug_of
from deckwright.project import Project, find, load


@click.command("build", short_help="Build Anki packages from cards/, or from documents straight away.")
@click.argument("files", nargs=-1, type=click.Path(readable=False, path_type=Path), metavar="[FILE]...")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The package (.apkg) to write from FILEs.")
@project_option
@follow_option
@format_option
@click.option("--frozen", is_flag=True, help="Fail instead of changing deck.lock.")
@cache_option
@click.option(
    "--fetch-media",
    is_flag=True,
    help="Fetch pictures that lie elsewhere into cards/media/fetched/; of FILEs, into a folder beside the package.",
)
@click.option(
    "--deck", metavar="NAME", help="With FILEs: the deck in Anki, as Outer::Inner.  [default: the package's name]"
)
@click.option("--tag", "tags", multiple=True, metavar="TAG", help="With FILEs: a tag for every note; may be repeated.")
@click.option("--level", metavar="NAME", help="With FILEs: the level of notes whose document names none.")
@click.option(
    "--id-key",
    metavar="KEY",
    help="With FILEs: what the notes' ids rest on, so that the package may be renamed.  [default: the package's name]",
)
@click.option(
    "--media",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="With FILEs: where their pictures lie, if not beside them.",
)
@pin_options
@click.option("--topics", is_flag=True, help="Make notes of the headings of FILEs that ask nothing.")
def command(
    files: tuple[Path, ...],
    output: Path | None,
    folder: Path | None,
    follow_links: bool,
    form: str,
    frozen: bool,
    no_cache: bool,
    fetch_media: bool,
    topics: bool,
    **said: Any,
) -> int:
    """Build the packages of a deck project into build/, or one package from documents; `-` is standard input.

    \b
    Example:
      deckwright build                          a project: one package for each level, one with all
      deckwright build notes.md -o notes.apkg   documents: one package, no project needed
      deckwright build week1.md week2.md -o a.apkg --deck Biology --tag exam --id-key biology
    """
    if files or output:
        if frozen:
            raise click.UsageError("--frozen is for a project; make one with `deckwright init`")
        said |= {"topics": topics, "follow_links": follow_links, "fetch_media": fetch_media}
        return _straight(files, output, form, said)
    said["topics"] = topics
    if any(said.values()):
        names = ", ".join(f"--{_OPTIONS.get(name, name)}" for name in said)
        raise click.UsageError(f"{names} go with FILEs; a project has them in deckwright.yaml")
    project = load(folder or find(Path.cwd()), follow_links=follow_links)
    tell = progress()
    renderer = CachedRenderer.of(project, cached=not (no_cache or frozen))
    report = build(project, frozen=frozen, fetch_media=fetch_media, renderer=renderer, progress=tell)
    tell("")
    print_findings(report.findings)
    if form == "json":
        print_json(_as_json(report))
    else:
        _print(report, project)
    return 1 if any(finding.severity == "error" for finding in report.findings) else 0


_OPTIONS = {"tags": "tag", "id_key": "id-key"}
"""Those that are called otherwise in Python."""


def _straight(files: tuple[Path, ...], output: Path | None, form: str, said: Mapping[str, Any]) -> int:
    if not files or output is None:
        raise click.UsageError("name documents and a package: deckwright build notes.md -o notes.apkg")
    report = build_straight(files, output, **said)
    tell_encodings(report.documents)
    print_findings(report.findings)
    if form == "json":
        print_json(_straight_json(report))
    else:
        _print_straight(report)
    if not said["id_key"]:
        key = as_typed(Path(slug_of(output.stem)))
        echo(f"note: under another file name these would be new notes; --id-key {key} keeps them the same", err=True)
    echo("note: reviews survive a reworded question only in a project; make one with `deckwright init`", err=True)
    return 0 if all(read.notes for read in report.documents) else 1


def _as_json(report: BuildReport) -> dict[str, object]:
    return {
        "sources": [
            {
                "file": source.file,
                "notes": source.notes,
                "status": dict(source.status),
                "packed": {level or "all": notes for level, notes in source.levels.items()},
                "findings": source.findings,
            }
            for source in report.sources
        ],
        "packages": [
            {
                "file": one.file,
                "level": one.level.key if one.level else None,
                "notes": one.notes,
                "sha256": one.sha256,
            }
            for one in report.packages
        ],
        "unanswered": [
            {"id": card.id, "question": card.note.question, "file": card.file, "line": card.line}
            for card in report.unanswered
        ],
        "empty_levels": [level.key for level in report.empty_levels],
        "findings": [finding_json(finding) for finding in report.findings],
        "written": report.written,
    }


def _print(report: BuildReport, project: Project) -> None:
    labels = [level.label for level in project.levels] or ["packed"]
    keys = [level.key for level in project.levels] or [""]
    rows = [("cards", "questions", "answered", *labels, "left out", "findings")]
    for source in report.sources:
        packed = [source.levels[key] for key in keys]
        answered = source.notes - source.unanswered
        counts = [source.notes, answered, *packed, answered - sum(packed), source.findings]
        rows.append((source.file, *map(str, counts)))
    totals = [str(sum(int(row[column]) for row in rows[1:])) for column in range(1, len(rows[0]))]
    rows.append((counted(len(report.sources), "file"), *totals))
    print_table(rows, right=range(1, len(rows[0])))
    _print_unanswered(report)
    for level in report.empty_levels:
        echo(f"no package for {level.label}: none of its notes is packed")
    for one in report.packages:
        echo(f"build/{one.file}: {counted(one.notes, 'note')}, {counted(one.cards, 'card')}")


SHOWN = 8


def _print_unanswered(report: BuildReport) -> None:
    if not report.unanswered:
        return
    echo(f"waiting for an answer, and not packed: {counted(len(report.unanswered), 'note')}")
    for card in report.unanswered[:SHOWN]:
        echo(f"  {card.file}:{card.line} {' '.join(card.note.question.split())}")
    if len(report.unanswered) > SHOWN:
        echo(f"  … and {len(report.unanswered) - SHOWN} more (--format json lists them all)")


def _straight_json(report: StraightReport) -> dict[str, object]:
    return {
        "documents": [
            {
                "file": read.document.name,
                "questions": len(read.notes),
                "packed": report.packed[read.document.name],
                "marker": read.reading.marker,
                "confidence": read.reading.confidence,
            }
            for read in report.documents
        ],
        "unanswered": [
            {"question": card.note.question, "file": card.file, "line": card.line} for card in report.unanswered
        ],
        "findings": [finding_json(finding) for finding in report.findings],
        "written": [report.written],
    }


def _print_straight(report: StraightReport) -> None:
    rows = [("document", "questions", "packed", "marker", "confidence")]
    for read in report.documents:
        name = read.document.name
        rows.append(
            (
                name,
                str(len(read.notes)),
                str(report.packed[name]),
                read.reading.marker or "none",
                f"{read.reading.confidence:.2f}",
            )
        )
    print_table(rows, right=(1, 2, 4))
    if report.unanswered:
        echo(f"without an answer, and not packed: {counted(len(report.unanswered), 'question')}")
    echo(f"wrote {report.written}: {counted(sum(report.packed.values()), 'note')}")
