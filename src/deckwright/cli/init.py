"""`deckwright init`"""

from __future__ import annotations

from pathlib import Path

import click

from deckwright.cards.new_project import start
from deckwright.cli.common import counted, follow_option, pin_options, print_findings
from deckwright.cli.terminal import as_typed, echo
from deckwright.files import is_file, is_folder
from deckwright.project import find
from deckwright.releases.github import Install, add_workflow, choose
from deckwright.seeds.document import SUFFIXES


@click.command("init", short_help="Make a deck project from documents.")
@click.argument("paths", nargs=-1, type=click.Path(readable=False, path_type=Path), metavar="[DIR] SOURCE...")
@follow_option
@pin_options
@click.option("--levels/--no-levels", default=None, help="Have decks by level.  [default: if the documents name some]")
@click.option("--subdecks", is_flag=True, help="Make decks of the folders that the documents lie in, not tags.")
@click.option(
    "--github", "on_github", is_flag=True, help="Add a workflow for GitHub; in a project, no SOURCE is needed."
)
@click.option(
    "--install",
    metavar="SPEC",
    help="With --github: what pip installs there as Deckwright, with [anki] to try releases in Anki: an address with a "
    "commit or sum, or a wheel in the project.  [default: what this one was installed from]",
)
def command(
    paths: tuple[Path, ...],
    follow_links: bool,
    levels: bool | None,
    subdecks: bool,
    on_github: bool,
    install: str | None,
    **pins: str | None,
) -> int:
    """Make a new deck project in DIR (here, if none is named) from documents, folders of them, vaults, exports, zips.

    The documents are copied to seeds/ with the pictures and sounds that they show, their notes are written to cards/;
    the folders they lie in become tags. How they are to be read (--marker, --like, --columns, --encoding) and where
    they came from is written into deckwright.yaml, where `deckwright update` finds it.

    \b
    Example:
      deckwright init biology notes.md lecture-2.md
      deckwright init biology ~/notes/biology
      cd biology
      deckwright build
      deckwright init --github
    """
    if install and not on_github:
        raise click.UsageError("--install goes with --github")
    if on_github and len(paths) < 2 and all(map(is_folder, paths)):
        root = find(paths[0] if paths else Path.cwd())
        return _add_workflow(root, choose(root, install), follow_links)
    if not paths:
        raise click.UsageError("name at least one document: deckwright init DIR notes.md")
    folder, files = _split(paths)
    chosen = choose(folder, install) if on_github else None
    started = start(folder, files, levels=levels, subdecks=subdecks, follow_links=follow_links, **pins)
    print_findings([*started.findings, *started.update.findings])
    questions = sum(seed.questions for seed in started.update.seeds)
    answered = sum(seed.answered for seed in started.update.seeds)
    echo(f"{counted(questions, 'question')}, {answered} answered, in {folder / 'cards'}", lines=False)
    if chosen:
        _add_workflow(folder, chosen, follow_links)
    inside = "" if folder == Path() else f"cd {as_typed(folder)} && "
    echo(f"next: look at them, then `{inside}deckwright build`", lines=False)
    return 1 if started.update.needs_a_person else 0


def _add_workflow(root: Path, install: Install, follow_links: bool) -> int:
    written = add_workflow(root, install, follow_links=follow_links)
    there = [name for name in written if is_file(root / name)]
    gone = [name for name in written if name not in there]
    echo(f"wrote {', '.join(there)}" if there else "nothing to write: the workflow is up to date")
    if gone:
        echo(f"deleted {', '.join(gone)}, which is used no more")
    kept = ", a wheel of the Deckwright that runs here: commit it too" if install.files else ""
    echo(f"GitHub installs {install.requirement}{kept}")
    if not install.pinned:
        echo("it names no commit and no sha256: whoever holds that address decides what GitHub runs")
    if "[anki]" not in install.requirement:
        echo("without [anki] in it, `deckwright verify` tries no Anki on GitHub")
    return 0


def _split(paths: tuple[Path, ...]) -> tuple[Path, list[Path]]:
    first = paths[0]
    names_folder = is_folder(first) or (not is_file(first) and first.suffix.lower() not in SUFFIXES)
    if names_folder and len(paths) > 1:
        return first, list(paths[1:])
    if names_folder and not is_folder(first):
        raise click.UsageError("name at least one document or folder: deckwright init DIR notes.md")
    return Path(), list(paths)
