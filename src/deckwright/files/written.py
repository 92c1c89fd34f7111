"""What an earlier run wrote into an output folder, by its own record: only that may be taken away again.

The record lies in the folder, so a stranger may have written it: it counts only for names of a closed form, and only
for files that still are what it says.
"""

from __future__ import annotations

import json
from collections.abc import Container, Mapping
from pathlib import Path
from typing import Any

from deckwright.errors import DeckwrightError
from deckwright.files.journal import digest, digest_of
from deckwright.files.kinds import OTHER
from deckwright.files.ours import is_built
from deckwright.files.tree import Tree

RECORD = "written.json"


def listed(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Files with a record of them beside: its name and content come last."""
    sums = {name: digest(data) for name, data in files.items()}
    return {**files, RECORD: (json.dumps({"files": sums}, indent=1, sort_keys=True) + "\n").encode()}


def stale(tree: Tree, folder: Path, keep: Container[str], record: str = RECORD) -> list[Path]:
    """The files of a folder that its record, or manifest, names, that still are what it says, and that are not to be
    kept. Raises DeckwrightError where the folder leads out."""
    found = []
    for name, said in _sums(tree, folder / record).items():
        path = folder / name
        if name in keep or not is_built(tree.shown(path)) or not tree.is_file(path):
            continue
        try:
            same = digest_of(path, name) == said
        except DeckwrightError:
            same = False
        if same:
            found.append(path)
    return found


def _sums(tree: Tree, record: Path) -> dict[str, str]:
    """File name -> SHA-256, as far as a record can be understood."""
    try:
        data: Any = json.loads(tree.read_bytes(record, kind=OTHER)) if tree.is_file(record) else {}
    except (DeckwrightError, ValueError, RecursionError):
        return {}
    if not isinstance(data, dict):
        return {}
    pairs = list(data["files"].items()) if isinstance(data.get("files"), dict) else []
    if isinstance(data.get("packages"), list):
        pairs += [(one.get("file"), one.get("sha256")) for one in data["packages"] if isinstance(one, dict)]
    return {name: said for name, said in pairs if isinstance(name, str) and isinstance(said, str)}
