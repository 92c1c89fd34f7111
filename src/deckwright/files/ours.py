"""The closed list of what is written into a project, by path from its folder."""

from __future__ import annotations

import re

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
    r"build/preview/(?:index\.html|page\.css|card\.css|app\.js|notes\.js|search\.js|cards-[0-9]{1,6}\.js|written\.json"
    r"|media/[a-z0-9-]{1,60}\.[a-z]{2,4})"
)
FOLDERS = ("cards", "seeds", "build", ".github")
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
        case ["seeds", _, *_]:
            return True
    return is_built(path)


def is_built(path: str) -> bool:
    """Whether a path is one that a build or a preview writes, and may take away again."""
    return bool(_BUILT.fullmatch(path) or _PREVIEW.fullmatch(path))
