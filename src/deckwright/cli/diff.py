"""`deckwright diff`"""

from __future__ import annotations

from pathlib import Path

import click

from deckwright.cli.common import follow_option, progress, project_option
from deckwright.cli.terminal import colour, echo, print_json, styled
from deckwright.errors import DeckwrightError
from deckwright.project import Project, find, load
from deckwright.releases.compare import compare
from deckwright.releases.editions import edition
from deckwright.releases.page import as_page
from deckwright.releases.show import as_data, as_markdown, as_text


@click.command("diff", short_help="Show what changed for a learner between two releases.")
@click.argument("old")
@click.argument("new", required=False)
@project_option
@follow_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "html", "json"]),
    default="text",
    show_default=True,
    help="Text for people, Markdown for learners, a web page, JSON for scripts.",
)
def command(old: str, new: str | None, folder: Path | None, follow_links: bool, form: str) -> int:
    """Show what changed for a learner from OLD to NEW (the project as it is now, if none is named).

    Each is a package, a manifest.json, a folder that holds them, or in a project a git revision. Manifests tell which
    notes changed and how; packages and revisions tell the words as well.

    \b
    Example:
      deckwright diff v1.0.0
      deckwright diff v1.0.0 v1.1.0 --format markdown
      deckwright diff old/deck.apkg new/deck.apkg --format html > diff.html
    """
    project = _project(folder, follow_links)
    tell = progress()
    difference = compare(edition(old, project, tell), edition(new, project, tell))
    tell("")
    language = project.language if project else None
    if form == "json":
        print_json(as_data(difference))
    elif form == "markdown":
        echo(as_markdown(difference, language), nl=False)
    elif form == "html":
        echo(as_page(difference, language), nl=False)
    else:
        for line in as_text(difference, _paint):
            echo(line)
    return 0


def _project(folder: Path | None, follow_links: bool) -> Project | None:
    """The project, if there is one: packages and manifests can be compared anywhere."""
    if folder:
        return load(folder, follow_links=follow_links)
    try:
        root = find(Path.cwd())
    except DeckwrightError:
        return None
    return load(root, follow_links=follow_links)


def _paint(what: str, text: str) -> str:
    if what == "same":
        return text
    if colour():
        return styled(text, fg="red" if what == "removed" else "green", strikethrough=what == "removed")
    return f"[-{text}-]" if what == "removed" else f"{{+{text}+}}"
