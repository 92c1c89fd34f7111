"""A new deck project from documents."""

from __future__ import annotations

import base64
import re
import secrets
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from deckwright import project as projects
from deckwright.cards import lock as locks
from deckwright.cards.language import document_language
from deckwright.cards.spoken import spoken
from deckwright.cards.update import UpdateReport, update
from deckwright.errors import DeckwrightError, Finding
from deckwright.files import Tree, is_file, read_bytes, sole, whole_or_nothing
from deckwright.files.git_files import git_files
from deckwright.files.names import wrong_with
from deckwright.files.yamltext import one_line
from deckwright.names import deck_name, file_trouble, same_name
from deckwright.project import Project
from deckwright.seeds.pins import Pinned
from deckwright.seeds.read import check_no_address, check_suffix, lies_in_vault, read_file

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
    levels: bool | None = None,
    follow_links: bool = False,
) -> Started:
    """Make a project in a folder: deckwright.yaml, the documents in seeds/, their notes in cards/, deck.lock.

    How a person says that the documents are to be read goes into deckwright.yaml, for each of them. The deck has levels
    where `levels` says so, or where nothing is said and the documents name one. Every document is
    read before anything is written. Raises DeckwrightError where one cannot be, where none of them asks anything, where
    the folder is a project already or one of another project's own, or where two documents have one name.
    """
    tree = Tree(Path(folder), follow_links)
    pins = Pinned(encoding=encoding, marker=marker, like=like, columns=columns)
    with sole(tree):
        writes, told = _first_files(tree, [Path(file) for file in files], pins, levels)
        with whole_or_nothing(tree, writes, what="init"):
            project = projects.load(tree.root, follow_links=follow_links)
            return Started(project, update(project), told)


def _first_files(
    tree: Tree, files: Sequence[Path], pins: Pinned, levels: bool | None
) -> tuple[dict[Path, bytes], Sequence[Finding]]:
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
    if levels is None:
        levels = any(found.note.level for one in read for found in one.notes)
    vault = {file.name for file in files if lies_in_vault(file)}
    settings = _settings(folder.resolve().name, language, names, pins, vault, levels=levels)
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
    check_no_address(file)
    check_suffix(file)
    if taken[same_name(file.name)] > 1:
        raise DeckwrightError("there is another document of this name", file=file, remedy="rename one of them")


def _settings(
    name: str, language: str | None, seeds: Sequence[str], pins: Pinned, vault: Collection[str], *, levels: bool
) -> str:
    slug = ascii_slug(name)
    keys = _seed_keys(seeds)
    lines = [
        "# What this deck is called, how its levels are said, and where its notes come from.",
        f"key: {new_key(slug)} # written once; ids, note types and GUIDs rest on it",
        f"deck: {one_line(deck_name(name))}",
        f"slug: {slug}",
        *([f"language: {language}"] if language else []),
        *(_level_lines(language) if levels else ["levels: [] # one deck: the documents name no levels"]),
        "tags: {} # tag: [words that earn it]",
        "seeds: # title, origin and licence of every document",
        *(_seed_line(seed, keys[seed], pins, seed in vault) for seed in seeds),
    ]
    return "\n".join(lines) + "\n"


def new_key(slug: str) -> str:
    """A project's key, which no other project has."""
    return f"{slug}-{base64.b32encode(secrets.token_bytes(5)).decode().lower()}"


def _level_lines(language: str | None) -> Iterator[str]:
    yield "levels: # in the order in which Anki shows them; says: how documents say it"
    for key, level in zip(_KEYS, spoken(language).levels, strict=True):
        yield f"  - {{key: {key}, name: {level.name}, says: [{level.says}]}}"
    yield "default_level: intermediate # for notes whose document names none"


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


def _seed_line(file: str, key: str, pins: Pinned, in_vault: bool) -> str:
    pinned = "".join(f", {name}: {one_line(str(said), in_list=True)}" for name, said in pins.items() if said)
    pinned += ", vault: true" * in_vault
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
