"""A deck on GitHub: the workflow that checks, builds and releases it, and what it does so with."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from urllib.parse import urlsplit

from deckwright.decks.describe import LIBRARIES, tools
from deckwright.errors import DeckwrightError, Finding
from deckwright.files import BROKEN, PACKAGE, Tree, opened, sole, write_together
from deckwright.files.ours import is_ours
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
_SCHEMES = ("https", "git+https", "git+ssh")
_PINNED = re.compile(r"@[0-9a-f]{40,64}(?=#|$)|[#&]sha256=[0-9a-f]{64}", re.ASCII)
_KEPT = re.compile(r"\./(\.github/[\w.+!-]+\.whl)\[", re.ASCII)
_INSTALLED = re.compile(r'deck-requirements\.txt "([^"]+)"')
_EXAMPLE = "'deckwright[anki] @ git+https://…@COMMIT'"


@dataclass(frozen=True, slots=True)
class Install:
    """What pip installs on GitHub as Deckwright, and the files that it needs: name in the project -> content."""

    requirement: str
    files: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def pinned(self) -> bool:
        """Whether it is the same tomorrow: by a commit, a sum, or as it lies in the project."""
        return "://" not in self.requirement or bool(_PINNED.search(self.requirement))


def choose(root: Path, requirement: str | None = None) -> Install:
    """What GitHub is to install as Deckwright for a project: the requirement that a person names, or without one what
    this Deckwright was installed from, or a wheel of it, to be kept in the project.

    Raises DeckwrightError for what is no requirement, or names no place from which others get the same; where it cannot
    be told from where to install, and for a project that is a folder of a repository.
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
        gone = [one for one in _wheels(tree) if one not in writes and tree.shown(one) not in text]
        return [tree.shown(one) for one in write_together(tree, writes, gone, what="init --github")]


def _wheels(tree: Tree) -> list[Path]:
    """The wheels that an earlier `init --github` put into a project."""
    there = tree.names(tree.root / WHEELS) if tree.is_folder(tree.root / WHEELS) else []
    return [path for path in there if path.suffix == ".whl" and is_ours(tree.shown(path))]


def _check_top(root: Path) -> None:
    place = find_repository(root)
    if place and place.top != root.resolve():
        raise DeckwrightError(
            f"lies in the git repository {place.top}, and GitHub looks for workflows at its top only",
            file=root,
            remedy="keep the deck in a repository of its own",
        )


def _named(root: Path, requirement: str) -> Install:
    """What a person names: an address from which anybody gets the same, or what is kept in the project."""
    address = requirement.partition(" @ ")[2] or requirement
    if not _REQUIREMENT.fullmatch(requirement) or " " in address:
        raise DeckwrightError(f"{requirement!r} is no requirement", expected=f"one such as {_EXAMPLE}")
    name = requirement.partition(" @ ")[0].partition("[")[0].strip() if " @ " in requirement else "deckwright"
    if name.lower() != "deckwright":
        raise DeckwrightError(f"{requirement!r} installs another program", expected=f"deckwright, as in {_EXAMPLE}")
    expected = f"an address, such as {_EXAMPLE}, or a wheel kept in the project, such as ./.github/deckwright.whl"
    if "://" in address:
        _check_address(address, expected)
    elif address.startswith((".", "/")):
        path = root / address.partition("[")[0]
        if address.startswith("/") or not (Tree(root).is_file(path) or Tree(root).is_folder(path)):
            raise DeckwrightError("no such file in the project", file=address, expected=expected)
    else:
        raise DeckwrightError(f"{requirement!r} is a name alone, which may become anybody's", expected=expected)
    return Install(requirement)


def _check_address(address: str, expected: str) -> None:
    """Raise DeckwrightError for an address that others can listen to, that is this machine's, or holds a secret."""
    parts = urlsplit(address)
    if parts.scheme not in _SCHEMES or not parts.hostname:
        raise DeckwrightError(f"{address!r} is no address over https or ssh", expected=expected)
    if parts.netloc.startswith("-") or parts.hostname.startswith("-"):
        raise DeckwrightError(f"{address!r} would be an option of ssh", expected=expected)
    if parts.password or (parts.username and parts.scheme != "git+ssh"):
        raise DeckwrightError(f"the address at {parts.hostname} holds a name or password", expected=expected)


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


def other_install(tree: Tree) -> Finding | None:
    """That GitHub installs a Deckwright from the web which is not the one that runs here."""
    record, path = installed(), tree.root / WORKFLOW
    here = origin(record) if record else None
    said = _INSTALLED.search(tree.read_text(path)) if tree.is_file(path) else None
    if said is None or here in (None, LOCAL, said[1]) or _KEPT.match(said[1]) or not said[1].startswith("deckwright"):
        return None
    message = f"GitHub installs {said[1]}, which is another Deckwright than the one that makes this release"
    remedy = "renew it with `deckwright init --github`, and commit what that writes"
    return Finding("warning", "other-deckwright", message, WORKFLOW, remedy=remedy)


def renewed(tree: Tree) -> tuple[dict[Path, bytes], list[Path]]:
    """Files to be written and deleted so that GitHub installs this Deckwright and what it renders with, where a project
    keeps a wheel and the versions of libraries; none where all is up to date."""
    writes: dict[Path, bytes] = {}
    gone: list[Path] = []
    if tree.there(tree.root / REQUIREMENTS):
        writes[tree.root / REQUIREMENTS] = requirements().encode()
    record, path = installed(), tree.root / WORKFLOW
    text = tree.read_text(path) if tree.is_file(path) else ""
    kept = _KEPT.search(text)
    if record and kept:
        file, name = tree.root / kept[1], f"{WHEELS}/{wheel_name(record)}"
        if not tree.is_file(file) or _held(tree.read_bytes(file, kept[1], PACKAGE)) != _held(wheel(record)):
            writes[tree.root / name] = wheel(record)
        if name != kept[1]:
            writes |= {path: text.replace(kept[1], name).encode(), tree.root / name: wheel(record)}
            gone += [file] if is_ours(kept[1]) else []
    return writes, gone


def _held(data: bytes) -> set[tuple[str, int]]:
    """The files in a wheel and their sums: how well they are packed depends on the machine."""
    try:
        with opened(data) as archive:
            return {(one.filename, one.CRC) for one in archive.infolist()}
    except BROKEN:
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
