"""A deck on GitHub: the workflow that checks, builds and releases it, and the versions that it does so with."""

from __future__ import annotations

import re
import sys
from importlib.resources import files
from pathlib import Path

from deckwright._version import __version__
from deckwright.decks.describe import LIBRARIES, tools
from deckwright.errors import DeckwrightError
from deckwright.files import Tree, sole, write_together

WORKFLOW = ".github/workflows/deck.yml"
REQUIREMENTS = ".github/deck-requirements.txt"
_HEAD = (
    "# What the last release was made with: other versions may render otherwise. `deckwright release` keeps this file."
)


def add_workflow(root: Path, install: str | None = None, *, follow_links: bool = False) -> list[str]:
    """Write the workflow and the versions it uses into a project; returns the files that changed.

    `install` is what pip installs as Deckwright, this version of it if none is named. Raises DeckwrightError where
    there is another workflow of this name.
    """
    wanted = install or f"deckwright[anki]=={__version__}"
    text = workflow(wanted)
    tree, path = Tree(root, follow_links), root / WORKFLOW
    with sole(tree):
        if tree.there(path) and not tree.read_text(path).startswith(text.split("\n", 1)[0]):
            raise DeckwrightError(
                "there is another workflow here",
                file=path,
                remedy="rename it, then run `deckwright init --github` again",
            )
        writes = {path: text.encode(), root / REQUIREMENTS: requirements().encode()}
        return [tree.shown(one) for one in write_together(tree, writes, what="init")]


def workflow(install: str) -> str:
    """The text of the workflow. Raises DeckwrightError for a requirement that a shell would take for more."""
    if not re.fullmatch(r"[\w.\[\]=<>~!,/@:+ -]+", install):
        raise DeckwrightError(f"{install!r} is no requirement", expected="one such as deckwright[anki]==1.0")
    text = (files(__package__) / "workflow.yml").read_text("utf-8")
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    return text.replace("@PYTHON@", python).replace("@INSTALL@", install)


def requirements() -> str:
    """The versions of the libraries that a package's content depends on, as pip reads them."""
    versions = tools()
    return "\n".join([_HEAD, *(f"{name}=={versions[name]}" for name in LIBRARIES)]) + "\n"
