"""A new deck project from documents."""

from __future__ import annotations

import base64
import re
import secrets
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from deckwright import project as projects
from deckwright.cards import lock as locks
from deckwright.cards.language import document_language
from deckwright.cards.update import UpdateReport, update
from deckwright.errors import DeckwrightError, Finding
from deckwright.files import Tree, is_file, read_bytes, sole, whole_or_nothing
from deckwright.files.git_files import git_files
from deckwright.files.names import wrong_with
from deckwright.files.yamltext import one_line
from deckwright.names import deck_name, file_trouble, same_name
from deckwright.project import Project
from deckwright.seeds.pins import Pinned
from deckwright.seeds.read import check_suffix, read_file

_LEVELS = {
    "zh": (("1 初级", "初级, 基础, 入门, easy, beginner, 🟢"), ("2 中级", "中级, 进阶, medium, intermediate, 🟡"),
           ("3 高级", "高级, 困难, hard, advanced, 🔴")),
    "en": (("1 Beginner", "beginner, easy, basic, junior, 🟢"), ("2 Intermediate", "intermediate, medium, middle, 🟡"),
           ("3 Advanced", "advanced, hard, expert, senior, 🔴")),
    "zh-Hant": (("1 初級", "初級, 初階, 基礎, 入門, easy, beginner, 🟢"),
                ("2 中級", "中級, 中階, 進階, medium, intermediate, 🟡"),
                ("3 高級", "高級, 高階, 困難, hard, advanced, 🔴")),
    "ja": (("1 初級", "初級, 入門, 基礎, easy, beginner, 🟢"), ("2 中級", "中級, medium, intermediate, 🟡"),
           ("3 上級", "上級, 高級, 応用, hard, advanced, 🔴")),
    "ko": (("1 초급", "초급, 기초, 쉬움, easy, beginner, 🟢"), ("2 중급", "중급, 보통, medium, intermediate, 🟡"),
           ("3 고급", "고급, 어려움, hard, advanced, 🔴")),
    "ar": (("1 مبتدئ", "مبتدئ, سهل, easy, beginner, 🟢"), ("2 متوسط", "متوسط, medium, intermediate, 🟡"),
           ("3 متقدم", "متقدم, صعب, hard, advanced, 🔴")),
    "fa": (("1 مبتدی", "مبتدی, آسان, easy, beginner, 🟢"), ("2 متوسط", "متوسط, medium, intermediate, 🟡"),
           ("3 پیشرفته", "پیشرفته, سخت, دشوار, hard, advanced, 🔴")),
    "he": (("1 מתחילים", "מתחילים, קל, easy, beginner, 🟢"), ("2 בינוני", "בינוני, medium, intermediate, 🟡"),
           ("3 מתקדמים", "מתקדמים, קשה, hard, advanced, 🔴")),
    "ru": (("1 Начальный", "начальный, лёгкий, легкий, easy, beginner, junior, 🟢"),
           ("2 Средний", "средний, medium, intermediate, middle, 🟡"),
           ("3 Продвинутый", "продвинутый, сложный, hard, advanced, senior, 🔴")),
}  # fmt: skip
LONGEST_SLUG = 60
"""Characters of a slug that a folder's name becomes; people may write a longer one."""
_SLUG = "deck"
"""Of a name without letters from a to z."""
_KEYS = ("beginner", "intermediate", "advanced")


@dataclass(frozen=True, slots=True)
class Started:
    """A project that was just made, what reading its documents brought, and what is told of files that were there."""

    project: Project
    update: UpdateReport
    findings: Sequence[Finding] = ()


def start(
    folder: str | Path,
    files: Sequence[str | Path],
    *,
    encoding: str | None = None,
    marker: str | None = None,
    like: str | None = None,
    columns: str | None = None,
    follow_links: bool = False,
) -> Started:
    """Make a project in a folder: deckwright.yaml, the documents in seeds/, their notes in cards/, deck.lock.

    How a person says that the documents are to be read goes into deckwright.yaml, for each of them. Every document is
    read before anything is written. Raises DeckwrightError where one cannot be, where none of them asks anything, where
    the folder is a project already or one of another project's own, or where two documents have one name.
    """
    tree = Tree(Path(folder), follow_links)
    pins = Pinned(encoding=encoding, marker=marker, like=like, columns=columns)
    with sole(tree):
        writes, told = _first_files(tree, [Path(file) for file in files], pins)
        with whole_or_nothing(tree, writes, what="init"):
            project = projects.load(tree.root, follow_links=follow_links)
            return Started(project, update(project), told)


def _first_files(tree: Tree, files: Sequence[Path], pins: Pinned) -> tuple[dict[Path, bytes], Sequence[Finding]]:
    """Settings and documents of a new project, by path, and what is to be told of them."""
    folder = tree.root
    if tree.there(folder / projects.FILE):
        whole = tree.there(folder / locks.FILE)  # an `init` that was stopped may have left it without its cards
        raise DeckwrightError(
            "there is a project here already",
            file=folder / projects.FILE,
            remedy=f"{'copy the documents to seeds/ and ' if whole else ''}run `deckwright update` in it",
        )
    check_around(folder)
    names = [file.name for file in files]
    seeds = tree.root / "seeds"
    held = [path.name for path in tree.names(seeds)] if tree.is_folder(seeds) else []
    taken = Counter(map(same_name, [*names, *held]))
    for file in files:
        _check_name(file, taken)
    read = [read_file(file, **pins) for file in files]
    if not any(one.notes for one in read):
        remedy = "see `deckwright read` of it; if it has questions, say by --like or --marker how they are marked"
        raise DeckwrightError("no question was found", file=", ".join(map(str, files)), remedy=remedy)
    texts = [text for one in read for text in one.document.lines]
    writes = {folder / "seeds" / file.name: read_bytes(file, str(file)) for file in files}
    language = document_language(texts)
    settings = _settings(folder.resolve().name, language, names, pins)
    ours, told = git_files(tree)
    told = [*_told_of_slug(projects.parse(settings, folder)), *told]
    return {**writes, **ours, folder / projects.FILE: settings.encode()}, told


def check_around(folder: Path) -> None:
    """Raise DeckwrightError where git or another project would take this one's files for its own."""
    real = folder.resolve()
    if any(part.casefold() == ".git" for part in real.parts):
        raise DeckwrightError("is git's own", file=folder, expected="a folder of your own", remedy="name another")
    for outer in real.parents:
        if is_file(outer / projects.FILE) and real.relative_to(outer).parts[0] in ("cards", "seeds", "build"):
            raise DeckwrightError(
                f"belongs to the project in {outer}", file=folder, expected="a folder of its own", remedy="name another"
            )


def _check_name(file: Path, taken: Mapping[str, int]) -> None:
    """`taken` says how many documents have a name. Many systems look at neither case nor Unicode form."""
    if problem := file_trouble(file.name):
        raise DeckwrightError(problem, file=file, remedy="rename it")
    check_suffix(file)
    if taken[same_name(file.name)] > 1:
        raise DeckwrightError("there is another document of this name", file=file, remedy="rename one of them")


def _settings(name: str, language: str | None, seeds: Sequence[str], pins: Pinned) -> str:
    slug = ascii_slug(name)
    keys = _seed_keys(seeds)
    lines = [
        "# What this deck is called, how its levels are said, and where its notes come from.",
        f"key: {new_key(slug)} # written once; ids, note types and GUIDs rest on it",
        f"deck: {one_line(deck_name(name))}",
        f"slug: {slug}",
        *([f"language: {language}"] if language else []),
        "levels: # in the order in which Anki shows them; says: how documents say it",
        *(
            f"  - {{key: {key}, name: {level}, says: [{says}]}}"
            for key, (level, says) in zip(_KEYS, _LEVELS.get(language or "en", _LEVELS["en"]), strict=True)
        ),
        "default_level: intermediate # for notes whose document names none",
        "tags: {} # tag: [words that earn it]",
        "seeds: # title, origin and licence of every document",
        *(_seed_line(seed, keys[seed], pins) for seed in seeds),
    ]
    return "\n".join(lines) + "\n"


def new_key(slug: str) -> str:
    """A project's key, which no other project has."""
    return f"{slug}-{base64.b32encode(secrets.token_bytes(5)).decode().lower()}"


def _seed_keys(files: Sequence[str]) -> dict[str, str]:
    """A key of its own for every document: `a b.md` and `a-b.md` would have one."""
    keys: dict[str, str] = {}
    taken: set[str] = set()
    begun: dict[str, int] = {}  # the last number of a key: from there on it is sought
    for file in files:
        key = projects.seed_key(file)
        number = begun.get(key, 1)
        while (way := key if number == 1 else f"{key}-{number}") in taken:
            number += 1
        begun[key] = number
        keys[file] = way
        taken.add(keys[file])
    return keys


def _seed_line(file: str, key: str, pins: Pinned) -> str:
    pinned = "".join(f", {name}: {one_line(str(said), in_list=True)}" for name, said in pins.items() if said)
    return f"  {one_line(file, in_list=True)}: {{key: {one_line(key)}, licence: unknown{pinned}}}"


def _told_of_slug(project: Project) -> Iterator[Finding]:
    if project.slug == _SLUG and project.slug not in project.deck.lower():
        message = (
            f"the name of the deck has no letters from a to z, so its packages and tags are called {_SLUG!r}, as other "
            "such decks' are; change `slug:` before the first release"
        )
        yield Finding("info", "slug", message, projects.FILE)


def ascii_slug(name: str) -> str:
    text = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", text)[:LONGEST_SLUG].strip("-") or _SLUG
    return f"{slug}-deck" if wrong_with(slug) else slug
