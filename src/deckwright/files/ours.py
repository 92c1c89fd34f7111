"""The closed list of what is written into a project, by path from its folder, and which command may do what to it.

What a killed command left is finished from a file in the folder, so a stranger may have written that: it can do no more
than the command that it names. None but `update --from`, for which that is the task, deletes or replaces a document.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

_SINGLE = frozenset(
    {
        "deckwright.yaml",
        "deck.lock",
        "CHANGELOG.md",
        ".gitattributes",
        ".gitignore",
        ".github/workflows/deck.yml",
        ".github/deck-requirements.txt",
    }
)
_BUILT = re.compile(r"build/(?:[a-z0-9]+(?:-[a-z0-9]+)*\.apkg|manifest\.json|SHA256SUMS|NOTES\.md)")
_WHEEL = re.compile(r"\.github/deckwright-[0-9][0-9A-Za-z.+!_]{0,60}-py3-none-any\.whl")
_PREVIEW = re.compile(
    r"build/preview/(?:(?:index|all|state)\.html|(?:base|page|all|state|card)\.css|(?:theme|words|app|notes|search)\.js"
    r"|cards-[0-9]{1,6}\.js|written\.json"
    r"|media/[a-z0-9-]{1,60}\.[a-z0-9]{2,4})"
)
_CARDS = re.compile(r"cards/.+\.ya?ml", re.S)
_MEDIA = re.compile(r"cards/media/[^/]+", re.S)
_TYPES = re.compile(r"notetypes/[^/]+/[^/]+", re.S)
_SEEDS = re.compile(r"seeds/.+", re.S)
FOLDERS = ("cards", "notetypes", "seeds", "build", ".github")
"""Where files of ours lie, besides the project's own folder."""


def is_ours(path: str) -> bool:
    """Whether a path, with slashes, is one that is written by a command, and a file and not a way round to one."""
    parts = path.split("/")
    if path in _SINGLE or _WHEEL.fullmatch(path):
        return True
    if any(part == "" or part.startswith(".") or "\\" in part or "\0" in part for part in parts):
        return False
    match parts:
        case ["cards", "media", _, *_]:
            return True
        case ["cards", *_, name] if len(parts) > 1:
            return name.endswith((".yaml", ".yml"))
        case ["seeds", _, *_] | ["notetypes", _, _]:
            return True
    return is_built(path)


def is_built(path: str) -> bool:
    """Whether a path is one that a build or a preview writes, and may take away again."""
    return bool(_BUILT.fullmatch(path) or _PREVIEW.fullmatch(path))


Run = Literal[
    "init",
    "adopt",
    "init --github",
    "update",
    "update --from",
    "check --fix",
    "check --same-as",
    "build",
    "preview",
    "release",
]
"""The commands that write files of a project together."""


def _nothing(path: str) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class _Rights:
    """Whether a command writes a path, makes a file there that was not, deletes it; `is_ours` holds besides."""

    writes: Callable[[str], object]
    makes: Callable[[str], object] = _nothing
    deletes: Callable[[str], object] = _nothing


def _one_of(*names: str | re.Pattern[str]) -> Callable[[str], bool]:
    return lambda path: any(path == name if isinstance(name, str) else name.fullmatch(path) for name in names)


_GITHUB = (".github/workflows/deck.yml", ".github/deck-requirements.txt", _WHEEL)
_RIGHTS: Mapping[str, _Rights] = {
    "init": _Rights(_one_of(".gitattributes", ".gitignore"), makes=_one_of("deckwright.yaml", _SEEDS)),
    "adopt": _Rights(
        _one_of(".gitattributes", ".gitignore"), makes=_one_of("deckwright.yaml", "deck.lock", _CARDS, _MEDIA, _TYPES)
    ),
    "init --github": _Rights(_one_of(*_GITHUB), deletes=_one_of(_WHEEL)),
    "update": _Rights(_one_of("deck.lock", _CARDS)),
    "update --from": _Rights(_one_of("deckwright.yaml", _SEEDS), deletes=_one_of(_SEEDS)),
    "check --fix": _Rights(_one_of(_CARDS)),
    "check --same-as": _Rights(_one_of("deck.lock", _CARDS)),
    "build": _Rights(_one_of("deck.lock", _BUILT), deletes=is_built),
    "preview": _Rights(_one_of(_PREVIEW), deletes=is_built),
    "release": _Rights(
        _one_of("deck.lock", "CHANGELOG.md", _BUILT, *_GITHUB), deletes=_one_of(_WHEEL, _BUILT, _PREVIEW)
    ),
}


def is_run(what: str) -> bool:
    """Whether a command of this name writes files together."""
    return what in _RIGHTS


def may(what: str, path: str, *, is_there: bool, stays: bool) -> bool:
    """Whether a command writes (`stays`) or deletes the file of a path, that `is_there` before or not."""
    rights = _RIGHTS.get(what)
    if rights is None or not is_ours(path):
        return False
    if not stays:
        return bool(rights.deletes(path))
    return bool(rights.writes(path) or (not is_there and rights.makes(path)))
