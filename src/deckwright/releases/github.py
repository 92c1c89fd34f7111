"""A deck on GitHub: the workflow that checks, builds and releases it, and what it does so with."""

from __future__ import annotations

import io
import re
import struct
import sys
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path

from deckwright.decks.describe import LIBRARIES, tools
from deckwright.errors import DeckwrightError, Finding
from deckwright.files import PACKAGE, Tree, sole, write_together
from deckwright.files.repository import find_repository
from deckwright.releases.origin import LOCAL, installed, origin
from deckwright.releases.wheel import wheel, wheel_name

WORKFLOW = ".github/workflows/deck.yml"
REQUIREMENTS = ".github/deck-requirements.txt"
WHEELS = ".github"
"""The folder in which a deck keeps the Deckwright that it was made with."""
_HEAD = (
    "# What the last release was made with: other versions may render otherwise. `deckwright release` keeps this file."
)
_REQUIREMENT = re.compile(
    r"[\w./][\w.\[\]=<>~!,/@:+&#%-]*(?: [\w.\[\]=<>~!,/@:+&%-][\w.\[\]=<>~!,/@:+&#%-]*)*", re.ASCII
)
"""What neither the shell nor YAML takes for something of its own."""
_BARE = re.compile(r"[\w.-]+(\[[\w,.-]*\])?([=<>~!]=?[\w.*,=<>~!-]*)*", re.ASCII)
_KEPT = re.compile(r"\./(\.github/[\w.+!-]+\.whl)\[", re.ASCII)
_EXAMPLE = "'deckwright[anki] @ git+https://…@COMMIT'"


@dataclass(frozen=True, slots=True)
class Install:
    """What pip installs on GitHub as Deckwright, and the files that it needs: name in the project -> content."""

    requirement: str
    files: Mapping[str, bytes] = field(default_factory=dict)


def choose(root: Path, requirement: str | None = None) -> Install:
    """What GitHub is to install as Deckwright for a project: the requirement that a person names, or without one what
    this Deckwright was installed from, or a wheel of it, to be kept in the project.

    Raises DeckwrightError for what is no requirement, where it cannot be told from where to install, and for a project
    that is a folder of a repository.
    """
    _check_top(root)
    return _same_as_here() if requirement is None else _named(root, requirement)


def add_workflow(root: Path, install: Install, *, follow_links: bool = False) -> list[str]:
    """Write the workflow and what it uses into a project; returns the files that changed.

    Raises DeckwrightError where there is another workflow of this name.
    """
    text = workflow(install.requirement)
    tree, path = Tree(root, follow_links), root / WORKFLOW
    with sole(tree):
        if tree.there(path) and not tree.read_text(path).startswith(text.split("\n", 1)[0]):
            raise DeckwrightError(
                "there is another workflow here",
                file=path,
                remedy="rename it, then run `deckwright init --github` again",
            )
        wanted = {**install.files, WORKFLOW: text.encode(), REQUIREMENTS: requirements().encode()}
        writes = {root / name: data for name, data in wanted.items()}
        return [tree.shown(one) for one in write_together(tree, writes, what="init")]


def _check_top(root: Path) -> None:
    place = find_repository(root)
    if place and place.top != root.resolve():
        raise DeckwrightError(
            f"lies in the git repository {place.top}, and GitHub looks for workflows at its top only",
            file=root,
            remedy="keep the deck in a repository of its own",
        )


def _named(root: Path, requirement: str) -> Install:
    if not _REQUIREMENT.fullmatch(requirement):
        raise DeckwrightError(f"{requirement!r} is no requirement", expected=f"one such as {_EXAMPLE}")
    if _BARE.fullmatch(requirement):
        raise DeckwrightError(
            f"{requirement!r} is a name alone, which may become anybody's",
            expected=f"an address, such as {_EXAMPLE}, or a wheel kept in the project",
        )
    if requirement.startswith("./") and not Tree(root).is_file(root / requirement.partition("[")[0]):
        raise DeckwrightError("no such file", file=requirement, expected="a wheel kept in the project")
    return Install(requirement)


def _same_as_here() -> Install:
    record = installed()
    found = origin(record) if record else None
    if record and found == LOCAL:
        name = f"{WHEELS}/{wheel_name(record)}"
        return Install(f"./{name}[anki]", {name: wheel(record)})
    if found is None or not _REQUIREMENT.fullmatch(found):
        raise DeckwrightError(
            "it is not known from where GitHub can install this Deckwright; a name alone may become anybody's",
            expected="an installation from a folder, or from https with a commit or a sum",
            remedy=f"name it: deckwright init --github --install {_EXAMPLE}",
        )
    return Install(found)


def stale_wheel(tree: Tree) -> Finding | None:
    """That GitHub installs another Deckwright than the one that runs here, where the project keeps its wheel."""
    record, path = installed(), tree.root / WORKFLOW
    kept = _KEPT.search(tree.read_text(path)) if tree.is_file(path) else None
    if record is None or kept is None:
        return None
    file = tree.root / kept[1]
    if tree.is_file(file) and _held(tree.read_bytes(file, kept[1], PACKAGE)) == _held(wheel(record)):
        return None
    message = f"GitHub installs {kept[1]}, which is another Deckwright than the one that makes this release"
    remedy = "renew it with `deckwright init --github`, and commit what that writes"
    return Finding("warning", "other-deckwright", message, WORKFLOW, remedy=remedy)


def _held(data: bytes) -> set[tuple[str, int]]:
    """The files in a wheel and their sums: how well they are packed depends on the machine."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return {(one.filename, one.CRC) for one in archive.infolist()}
    except (zipfile.BadZipFile, ValueError, OSError, struct.error):
        return set()


def workflow(install: str) -> str:
    """The text of the workflow."""
    text = (files(__package__) / "workflow.yml").read_text("utf-8")
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    return text.replace("@PYTHON@", python).replace("@INSTALL@", install)


def requirements() -> str:
    """The versions of the libraries that a package's content depends on, as pip reads them."""
    versions = tools()
    return "\n".join([_HEAD, *(f"{name}=={versions[name]}" for name in LIBRARIES)]) + "\n"
