"""A new deck project from documents."""

from __future__ import annotations

import base64
import re
import secrets
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
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
from deckwright.seeds.gathering import Brought, gather, tag_of
from deckwright.seeds.pins import Pinned
from deckwright.seeds.read import check_suffix, lies_in_vault

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
    subdecks: bool = False,
    follow_links: bool = False,
) -> Started:
    """Make a project in a folder: deckwright.yaml, the documents in seeds/, their notes in cards/, deck.lock.

    Of folders, those of their documents come that ask something, in their tree, with the pictures and sounds that they
    show; the tree becomes tags, or decks with `subdecks`. How a person says that the documents are to be read goes into
    deckwright.yaml, for each of them. The deck has levels where `levels` says so, or where nothing is said and the
    documents name one. Every document is read before anything is written. Raises DeckwrightError where one that is
    named cannot be, where none of them asks anything, where the folder is a project already or one of another project's
    own, or where two documents have one name.
    """
    tree = Tree(Path(folder), follow_links)
    pins = Pinned(encoding=encoding, marker=marker, like=like, columns=columns)
    with sole(tree):
        writes, told = _first_files(tree, [Path(file) for file in files], pins, _Look(levels, subdecks))
        with whole_or_nothing(tree, writes, what="init"):
            project = projects.load(tree.root, follow_links=follow_links)
            return Started(project, update(project), told)


@dataclass(frozen=True, slots=True)
class _Look:
    """What a person says of a new deck: whether it has levels, and decks by folder in place of tags."""

    levels: bool | None
    subdecks: bool


def _first_files(
    tree: Tree, files: Sequence[Path], pins: Pinned, look: _Look
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
    _check_around(folder)
    gathered = gather(files, folder, pins, follow_links=tree.follow_links)
    documents = gathered.documents
    _check_names(tree, documents)
    if not any(one.read.notes for one in documents):
        remedy = "see `deckwright read` of it; if it has questions, say by --like or --marker how they are marked"
        raise DeckwrightError("no question was found", file=", ".join(map(str, files)), remedy=remedy)
    writes = {folder / "seeds" / one.name: read_bytes(one.path, str(one.path)) for one in documents}
    writes = {folder / "seeds" / name: data for name, data in gathered.shown.items()} | writes
    settings = _settings(folder.resolve().name, documents, pins, look)
    ours, told = git_files(tree)
    told = [*gathered.findings, *_told_of_slug(projects.parse(settings, folder)), *told]
    return {**writes, **ours, folder / projects.FILE: settings.encode()}, told


def _check_around(folder: Path) -> None:
    """Raise DeckwrightError where git or another project would take this one's files for its own."""
    real = folder.resolve()
    if any(part.casefold() == ".git" for part in real.parts):
        raise DeckwrightError("is git's own", file=folder, expected="a folder of your own", remedy="name another")
    for outer in real.parents:
        if is_file(outer / projects.FILE) and real.relative_to(outer).parts[0] in ("cards", "seeds", "build"):
            raise DeckwrightError(
                f"belongs to the project in {outer}", file=folder, expected="a folder of its own", remedy="name another"
            )


def _check_names(tree: Tree, documents: Sequence[Brought]) -> None:
    """Raise DeckwrightError for a name that cannot be. Many systems look at neither case nor Unicode form."""
    seeds = tree.root / "seeds"
    held = [path.relative_to(seeds).as_posix() for path in tree.walk(seeds)] if tree.is_folder(seeds) else []
    taken = Counter(map(same_name, [*(one.name for one in documents), *held]))
    for one in documents:
        if problem := file_trouble(one.name):
            raise DeckwrightError(problem, file=one.path, remedy="rename it")
        check_suffix(one.path)
        its_own = is_file(seeds / one.name) and one.path.resolve() == (seeds / one.name).resolve()
        if taken[same_name(one.name)] > 1 + its_own:
            raise DeckwrightError("there is another document of this name", file=one.path, remedy="rename one of them")


def _settings(name: str, documents: Sequence[Brought], pins: Pinned, look: _Look) -> str:
    slug = _ascii_slug(name)
    code = base64.b32encode(secrets.token_bytes(5)).decode().lower()
    language = document_language(line for one in documents for line in one.read.document.lines)
    levels = look.levels
    if levels is None:
        levels = any(found.note.level for one in documents for found in one.read.notes)
    keys = _seed_keys([one.name for one in documents])
    lines = [
        "# What this deck is called, how its levels are said, and where its notes come from.",
        f"key: {slug}-{code} # written once; ids, note types and GUIDs rest on it",
        f"deck: {one_line(deck_name(name))}",
        f"slug: {slug}",
        *([f"language: {language}"] if language else []),
        *(_level_lines(language) if levels else ["levels: [] # one deck: the documents name no levels"]),
        *(["subdecks: folder # decks within the deck are called after the folders in seeds/"] if look.subdecks else []),
        "tags: {} # tag: [words that earn it]",
        "seeds: # title, origin and licence of every document",
        *(_seed_line(one, keys[one.name], pins, () if look.subdecks else tag_of(one)) for one in documents),
    ]
    return "\n".join(lines) + "\n"


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


def _seed_line(one: Brought, key: str, pins: Pinned, tags: Sequence[str]) -> str:
    pinned = "".join(f", {name}: {one_line(str(said), in_list=True)}" for name, said in pins.items() if said)
    pinned += ", vault: true" * lies_in_vault(one.path)
    pinned += f", tags: [{', '.join(one_line(tag, in_list=True) for tag in tags)}]" if tags else ""
    return f"  {one_line(one.name, in_list=True)}: {{key: {one_line(key)}, licence: unknown{pinned}}}"


def _told_of_slug(project: Project) -> Iterator[Finding]:
    if project.slug == _SLUG and project.slug not in project.deck.lower():
        message = (
            f"the name of the deck has no letters from a to z, so its packages and tags are called {_SLUG!r}, as other "
            "such decks' are; change `slug:` before the first release"
        )
        yield Finding("info", "slug", message, projects.FILE)


def _ascii_slug(name: str) -> str:
    text = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", text)[:LONGEST_SLUG].strip("-") or _SLUG
    return f"{slug}-deck" if wrong_with(slug) else slug
