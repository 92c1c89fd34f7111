"""A new deck project from documents."""

from __future__ import annotations

import base64
import re
import secrets
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from deckwright import project as projects
from deckwright.cards.update import UpdateReport, update
from deckwright.characters import is_cjk
from deckwright.errors import DeckwrightError
from deckwright.files import Tree, read_bytes, sole, write_together
from deckwright.project import Project
from deckwright.seeds.read import read_file
from deckwright.yamltext import one_line

_LEVELS = {
    "zh": (("1 初级", "初级, 基础, 入门, easy, beginner, 🟢"), ("2 中级", "中级, 进阶, medium, intermediate, 🟡"),
           ("3 高级", "高级, 困难, hard, advanced, 🔴")),
    "en": (("1 Beginner", "beginner, easy, basic, junior, 🟢"), ("2 Intermediate", "intermediate, medium, middle, 🟡"),
           ("3 Advanced", "advanced, hard, expert, senior, 🔴")),
}  # fmt: skip
_KEYS = ("beginner", "intermediate", "advanced")


@dataclass(frozen=True, slots=True)
class Started:
    """A project that was just made, and what reading its documents brought."""

    project: Project
    update: UpdateReport


def start(folder: Path, files: Sequence[Path], *, encoding: str | None = None, follow_links: bool = False) -> Started:
    """Make a project in a folder: deckwright.yaml, the documents in seeds/, their notes in cards/, deck.lock.

    Every document is read before anything is written. Raises DeckwrightError where one cannot be, where the folder is
    a project already, or where two documents have one name.
    """
    tree = Tree(folder, follow_links)
    with sole(tree):
        writes = _first_files(tree, files, encoding)
        write_together(tree, writes, what="init")
        project = projects.load(folder, follow_links=follow_links)
        return Started(project, update(project))


def _first_files(tree: Tree, files: Sequence[Path], encoding: str | None) -> dict[Path, bytes]:
    """Settings and documents of a new project, by path."""
    folder = tree.root
    if tree.there(folder / projects.FILE):
        raise DeckwrightError(
            "there is a project here already",
            file=folder / projects.FILE,
            remedy="copy the documents to seeds/ and run `deckwright update`",
        )
    names = [file.name for file in files]
    for file in files:
        if names.count(file.name) > 1 or tree.there(folder / "seeds" / file.name):
            raise DeckwrightError("there is another document of this name", file=file, remedy="rename one of them")
    texts = [text for file in files for text in read_file(file, encoding=encoding).document.lines]
    writes = {folder / "seeds" / file.name: read_bytes(file, str(file)) for file in files}
    language = "zh" if _mostly_cjk(texts) else "en"
    settings = _settings(folder.resolve().name, language, names, encoding)
    writes |= _git_files(tree)
    writes[folder / projects.FILE] = settings.encode()
    return writes


def _mostly_cjk(lines: Sequence[str]) -> bool:
    text = "".join(lines)[:20_000]
    letters = [char for char in text if char.isalpha()]
    return sum(map(is_cjk, letters)) * 3 > len(letters)


def _settings(name: str, language: str, seeds: Sequence[str], encoding: str | None) -> str:
    slug = _ascii_slug(name)
    code = base64.b32encode(secrets.token_bytes(5)).decode().lower()
    lines = [
        "# What this deck is called, how its levels are said, and where its notes come from.",
        f"key: {slug}-{code} # written once; ids, note types and GUIDs rest on it",
        f"deck: {one_line(name)}",
        f"slug: {slug}",
        *(["language: zh"] if language == "zh" else []),
        "levels: # in the order in which Anki shows them; says: how documents say it",
        *(
            f"  - {{key: {key}, name: {level}, says: [{says}]}}"
            for key, (level, says) in zip(_KEYS, _LEVELS[language], strict=True)
        ),
        "default_level: intermediate # for notes whose document names none",
        "tags: {} # tag: [words that earn it]",
        "seeds: # title, origin and licence of every document",
        *(_seed_line(seed, encoding) for seed in seeds),
    ]
    return "\n".join(lines) + "\n"


def _seed_line(file: str, encoding: str | None) -> str:
    pinned = f", encoding: {encoding}" if encoding else ""
    return f"  {one_line(file, in_list=True)}: {{key: {one_line(projects.seed_key(file))}, licence: unknown{pinned}}}"


def _ascii_slug(name: str) -> str:
    text = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", text).strip("-") or "deck"


def _git_files(tree: Tree) -> dict[Path, bytes]:
    """What git needs to know, unless the folder says something of its own."""
    wanted = {".gitattributes": "deck.lock merge=union\nseeds/** -text\n", ".gitignore": "build/\n"}
    paths = {tree.root / name: text.encode() for name, text in wanted.items()}
    return {path: data for path, data in paths.items() if not tree.there(path)}
