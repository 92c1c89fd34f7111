"""What git has to know of a deck: which files keep their bytes on every machine, and which are not its business."""

from __future__ import annotations

from pathlib import Path

from deckwright.errors import Finding
from deckwright.files import Tree

ATTRIBUTES = (
    "deck.lock text eol=lf merge=union",
    "deckwright.yaml text eol=lf",
    "cards/**/*.yaml text eol=lf",
    "cards/media/** -text",
    "seeds/** -text",
)
"""Ids, digests and packages rest on these bytes; git on Windows would write other line ends."""
IGNORED = ("build/",)
_SAME = {"build/": {"build", "build/", "/build", "/build/", "build/*", "/build/*", "build/**", "/build/**"}}
_WHY = {".gitattributes": ", for the same bytes on every machine"}


def git_files(tree: Tree) -> tuple[dict[Path, bytes], list[Finding]]:
    """.gitattributes and .gitignore for a project in a folder, and what is added to those that are there already.

    What they say stays; of two lines that speak of one file, git goes by the later.
    """
    writes: dict[Path, bytes] = {}
    told: list[Finding] = []
    for name, lines in ((".gitattributes", ATTRIBUTES), (".gitignore", IGNORED)):
        path = tree.root / name
        there = tree.read_bytes(path, name) if tree.there(path) else b""
        said = {" ".join(line.split()) for line in there.decode("utf-8", "replace").splitlines()}
        missing = [line for line in lines if not said & {line, *_SAME.get(line, ())}]
        if missing:
            writes[path] = _with(there, missing)
        if missing and there:
            told.append(Finding("info", "git-files", f"added to {name}{_WHY.get(name, '')}: {', '.join(missing)}"))
    return writes, told


def _with(there: bytes, missing: list[str]) -> bytes:
    end = b"\r\n" if b"\r\n" in there else b"\n"
    gap = end if there and not there.endswith(b"\n") else b""
    return there + gap + b"".join(line.encode() + end for line in missing)
