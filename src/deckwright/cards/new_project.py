"""A new deck project from documents."""

from __future__ import annotations

import base64
import re
import secrets
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

from deckwright import project as projects
from deckwright.cards import lock as locks
from deckwright.cards.language import document_language
from deckwright.cards.seed_lines import as_recorded, seed_keys, seed_line, source_line, tags_for
from deckwright.cards.spoken import spoken
from deckwright.cards.trusted import remember
from deckwright.cards.update import UpdateReport, update
from deckwright.errors import DeckwrightError, Finding
from deckwright.files import Tree, is_file, is_folder, sole, whole_or_nothing
from deckwright.files.git_files import git_files
from deckwright.files.names import wrong_with
from deckwright.files.yamltext import one_line
from deckwright.languages import is_language
from deckwright.names import deck_name, file_trouble, same_name
from deckwright.project import Project
from deckwright.seeds.gathering import Brought, gather
from deckwright.seeds.origins import Origin
from deckwright.seeds.pins import Pinned
from deckwright.seeds.place_names import portable
from deckwright.seeds.read import check_suffix

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
            remember(tree.root, [Path(file) for file in files])
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
    check_around(folder)
    origins = _origins(files, folder)
    gathered = gather(origins, folder, lambda name: pins, follow_links=tree.follow_links)
    documents = gathered.documents
    _check_names(tree, documents)
    if not any(one.read.notes for one in documents):
        remedy = "see `deckwright read` of it; if it has questions, say by --like or --marker how they are marked"
        raise DeckwrightError("no question was found", file=", ".join(map(str, files)), remedy=remedy)
    writes = {folder / "seeds" / name: data for name, data in gathered.shown.items()}
    writes |= {folder / "seeds" / one.name: one.data for one in documents}
    settings = _settings(folder, origins, documents, pins, look)
    ours, told = git_files(tree)
    told = [*gathered.findings, *_told_of_slug(projects.parse(settings, folder)), *told]
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


def _origins(files: Sequence[Path], project: Path) -> list[Origin]:
    """What a person named, each with a name of its own; of several, what folders and zips hold lies under theirs."""
    found: list[Origin] = []
    taken: set[str] = set()
    for file in files:
        whole = is_folder(file) or file.suffix.lower() == ".zip"
        name = base = deck_name(file.resolve().name if is_folder(file) else file.name).replace("::", "-")
        number = 1
        while same_name(name) in taken:
            number += 1
            name = f"{base} {number}"
        taken.add(same_name(name))
        within = file.resolve().is_relative_to(project.resolve() / "seeds")
        into = portable(name.removesuffix(".zip")) if whole and len(files) > 1 and not within else ""
        found.append(Origin(file, into, "" if within else name))
    return found


def _check_names(tree: Tree, documents: Sequence[Brought]) -> None:
    """Raise DeckwrightError for a name that cannot be. Many systems look at neither case nor Unicode form."""
    seeds = tree.root / "seeds"
    held = [path.relative_to(seeds).as_posix() for path in tree.walk(seeds)] if tree.is_folder(seeds) else []
    taken = Counter(map(same_name, [*(one.name for one in documents), *held]))
    for one in documents:
        if problem := file_trouble(one.name):
            raise DeckwrightError(problem, file=one.shown, remedy="rename it")
        check_suffix(Path(one.name))
        its_own = one.path and is_file(seeds / one.name) and one.path.resolve() == (seeds / one.name).resolve()
        if taken[same_name(one.name)] > 1 + bool(its_own):
            raise DeckwrightError("there is another document of this name", file=one.shown, remedy="rename one of them")


def _settings(folder: Path, origins: Sequence[Origin], documents: Sequence[Brought], pins: Pinned, look: _Look) -> str:
    name = folder.resolve().name
    slug = ascii_slug(name)
    language = _said_language(documents)
    levels = look.levels
    if levels is None:
        levels = any(found.note.level for one in documents for found in one.read.notes)
    deck = _said_deck(documents)
    keys = seed_keys([one.name for one in documents])
    recorded = [Origin(as_recorded(one.path, folder), one.into, one.name) for one in origins if one.name]
    lines = [
        "# What this deck is called, how its levels are said, and where its notes come from.",
        f"key: {new_key(slug)} # written once; ids, note types and GUIDs rest on it",
        f"deck: {one_line(deck_name(deck or name))}",
        f"slug: {slug}",
        *([f"language: {language}"] if language else []),
        *(_level_lines(language) if levels else ["levels: [] # one deck: the documents name no levels"]),
        *(["subdecks: folder # decks within the deck are called after the folders in seeds/"] if look.subdecks else []),
        "tags: {} # tag: [words that earn it]",
        *(["sources: # `deckwright update --from` fetches their documents again"] if recorded else []),
        *map(source_line, recorded),
        "seeds: # title, origin and licence of every document",
        *(seed_line(one, keys[one.name], pins, tags_for(one, look.subdecks)) for one in documents),
    ]
    return "\n".join(lines) + "\n"


def _said_language(documents: Sequence[Brought]) -> str | None:
    """The language that most documents say they are in; else the one that shows in their words."""
    said = Counter(one.front.language for one in documents if one.front.language and is_language(one.front.language))
    if said:
        return said.most_common(1)[0][0]
    return document_language(line for one in documents for line in one.read.document.lines)


def _said_deck(documents: Sequence[Brought]) -> str:
    """What the decks that documents name have in common, where all name one."""
    said = [one.front.deck.split("::") for one in documents if one.front.deck]
    if not said or len(said) < len(documents):
        return ""
    return "::".join(parts[0] for parts in takewhile(lambda parts: len(set(parts)) == 1, zip(*said, strict=False)))


def new_key(slug: str) -> str:
    """A project's key, which no other project has."""
    return f"{slug}-{base64.b32encode(secrets.token_bytes(5)).decode().lower()}"


def _level_lines(language: str | None) -> Iterator[str]:
    yield "levels: # in the order in which Anki shows them; says: how documents say it"
    for key, level in zip(_KEYS, spoken(language).levels, strict=True):
        yield f"  - {{key: {key}, name: {level.name}, says: [{level.says}]}}"
    yield "default_level: intermediate # for notes whose document names none"


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
