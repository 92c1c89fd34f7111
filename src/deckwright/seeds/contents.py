"""What a folder holds that documents may come from, and what is passed over, which is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from deckwright.errors import Finding, counted
from deckwright.files import Tree
from deckwright.files.depth import check_depth
from deckwright.seeds.document import SUFFIXES

PASSED_OVER = frozenset({"node_modules", "__pycache__", "__MACOSX", "venv", "site-packages"})
"""Folders that hold no notes of the person's own; hidden ones (.git, .obsidian) besides."""
SHOWN = 5
"""Names that a finding lists."""


@dataclass(slots=True)
class Contents:
    """Paths of a folder's files, documents and others, by name; folders passed over, and links that lead out."""

    documents: list[Path] = field(default_factory=list)
    others: list[Path] = field(default_factory=list)
    passed: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)


def contents_of(tree: Tree) -> Contents:
    """All of a folder. Raises DeckwrightError where folders lie too deep within one another, or cannot be read."""
    found = Contents()
    for path in _walk(tree, tree.root, found, frozenset()):
        (found.documents if path.suffix.lower() in SUFFIXES else found.others).append(path)
    return found


def _walk(tree: Tree, folder: Path, found: Contents, above: frozenset[Path | None]) -> Iterator[Path]:
    check_depth(len(above), tree.shown(folder))
    real = tree.real(folder)
    if real in above:  # a link to a folder that it lies in
        return
    for path in tree.names(folder):
        is_folder = tree.is_folder(path)
        if path.name.startswith(".") or (is_folder and path.name in PASSED_OVER):
            found.passed += [tree.shown(path)] if is_folder or path.name == ".git" else []
        elif tree.real(path) is None:
            found.outside.append(tree.shown(path))
        elif is_folder:
            yield from _walk(tree, path, found, above | {real})
        elif tree.is_file(path):
            yield path


def told_of(found: Contents, shown: set[Path], where: str) -> Iterator[Finding]:
    """What did not come, in a line for each reason; `shown` are the files that documents show."""
    if found.passed:
        yield Finding("info", "passed-over", f"passed over: {listed(found.passed)}", where)
    if found.outside:
        links = "a link leads" if len(found.outside) == 1 else f"{len(found.outside)} links lead"
        message = f"{links} out of the folder, not followed without --follow-links: {listed(found.outside)}"
        yield Finding("warning", "link-outside", message, where)
    kinds = Counter(path.suffix.lower() or path.name for path in found.others if path not in shown)
    if kinds:
        said = ", ".join(f"{number} {kind}" for kind, number in kinds.most_common(SHOWN))
        more = sum(kinds.values()) - sum(number for _, number in kinds.most_common(SHOWN))
        said += f" and {more} more" if more else ""
        message = f"{counted(sum(kinds.values()), 'file')} left out, being no document, nor shown by one: {said}"
        yield Finding("info", "no-document", message, where)


def listed(names: list[str]) -> str:
    """The first names, and how many there are besides."""
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return ", ".join(names[:SHOWN]) + more
