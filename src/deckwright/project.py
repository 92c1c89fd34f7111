"""deckwright.yaml -> Project: paths, deck name, levels, sources."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

import yaml

from deckwright.declared import FILE as FILE
from deckwright.declared import LONGEST_LINE, Seed, check_sources, seed_key, seeds, sources, wrong
from deckwright.errors import SEVERITIES, DeckwrightError, Severity, quoted
from deckwright.files import SETTINGS, Tree, is_file
from deckwright.files.names import wrong_with
from deckwright.files.yamlnodes import compose, line_of
from deckwright.files.yamltext import Fields
from deckwright.languages import EXPECTED, is_language, nearest_language
from deckwright.names import LONGEST, same_name, trouble
from deckwright.note import KINDS, Note
from deckwright.seeds.origins import Origin
from deckwright.seeds.words import level_key

_KEYS = (
    "key", "deck", "slug", "language", "levels", "default_level", "subdecks", "tags", "glossary", "checks", "report",
    "sources", "seeds",
)  # fmt: skip
_CHECK_KEYS = ("severity", "off")
_NO_REASONS = frozenset(["", "no", "yes", "true", "false", "on", "off", "~", "null"])
"""What people write who take it for a switch: to obey `off: no` would switch off what they want on."""
_LEVEL_KEYS = ("key", "name", "says")
_KEY_FORM = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
Subdecks = Literal["level", "folder", "seed", "none"]
SUBDECKS: tuple[Subdecks, ...] = ("level", "folder", "seed", "none")
LONGEST_LEVEL_KEY = 40
"""Characters; with the slug before it a level's key has to fit into a file's name."""
MOST_LEVELS = 100
"""A package and a deck in Anki each; people tell apart fewer than ten."""


@dataclass(frozen=True, slots=True)
class Level:
    """A difficulty level: `key` in card files and tags, `name` of its deck in Anki, `says` in documents."""

    key: str
    name: str
    says: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """The name without the number that sorts it in Anki's deck list."""
        return re.sub(r"^\d+[.、)]?\s+", "", self.name)


@dataclass(frozen=True, slots=True)
class Check:
    """What deckwright.yaml says of one of the linter's rules: another severity, or off with the reason."""

    severity: Severity | None = None
    off: str | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Project:
    """A folder with deckwright.yaml. `subdecks` says what a note's deck in Anki is called after, below `deck`."""

    root: Path
    key: str
    deck: str
    slug: str
    language: str | None
    levels: tuple[Level, ...]
    default_level: str | None  # None where there are no levels
    tags: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    declared: Mapping[str, Seed] = field(default_factory=dict)
    glossary: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # a term -> other ways of writing it
    checks: Mapping[str, Check] = field(default_factory=dict)  # by the rule's code
    report: str | None = None  # where learners report mistakes
    subdecks: Subdecks = "level"
    sources: Mapping[str, Origin] = field(default_factory=dict)  # where documents came from, by name
    follow_links: bool = False  # whether the person says that links that lead out are their own

    @property
    def tree(self) -> Tree:
        """The project's files: the way to all of them."""
        return Tree(self.root, self.follow_links)

    @property
    def seeds_dir(self) -> Path:
        return self.root / "seeds"

    @property
    def cards_dir(self) -> Path:
        return self.root / "cards"

    @property
    def build_dir(self) -> Path:
        return self.root / "build"

    @property
    def lock_path(self) -> Path:
        return self.root / "deck.lock"

    def shown(self, path: str | Path) -> str:
        """A path as people see it: from the project's folder, with slashes."""
        path = Path(path)
        return path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else str(path)

    def level_of(self, note: Note) -> str | None:
        """The key of a note's level: its own, or the default; None where there are no levels, and for adopted notes."""
        return note.level or (self.default_level if note.kind in KINDS else None)

    def level(self, key: str) -> Level:
        return next(level for level in self.levels if level.key == key)

    def level_for(self, word: str) -> str | None:
        """The key of the level that a document means by a word."""
        wanted = level_key(word)
        for level in self.levels:
            if wanted in {level_key(said) for said in (*level.says, level.name, level.label, level.key)}:
                return level.key
        return None

    @property
    def level_words(self) -> tuple[str, ...]:
        return tuple(word for level in self.levels for word in (*level.says, level.label))

    def seed(self, file: str) -> Seed:
        return self.declared.get(file) or Seed(file, seed_key(file))


def find(start: str | Path = ".") -> Path:
    """The nearest folder upwards with deckwright.yaml. Raises DeckwrightError where there is none, or no file."""
    folder = Path(start).resolve()
    for candidate in (folder, *folder.parents):
        if is_file(candidate / FILE):
            return candidate
        Tree(candidate).check_file(candidate / FILE, str(candidate / FILE))
    raise DeckwrightError(
        f"there is no {FILE} here or in a folder above",
        file=start,
        remedy="make a project with `deckwright init`, or name its folder with --project",
    )


def load(root: str | Path, *, follow_links: bool = False) -> Project:
    """Read a project. With `follow_links`, links in it may lead out of it: they are the person's own.

    Raises DeckwrightError that names the line of what is wrong.
    """
    root = Path(root)
    path = root / FILE
    tree = Tree(root, follow_links)
    if not tree.there(path):
        raise DeckwrightError("no such file", file=path, remedy="make a project with `deckwright init`")
    return replace(parse(tree.read_text(path, str(path), SETTINGS), root), follow_links=follow_links)


def parse(text: str, root: Path) -> Project:
    """A project from the text of its deckwright.yaml."""
    fields = Fields(compose(text, FILE), FILE, FILE, _KEYS)
    levels, declared, known = _levels(fields), seeds(fields), sources(fields)
    check_sources(fields, declared, known)
    return Project(
        root,
        _form(fields, "key"),
        _deck(fields),
        _slug(fields),
        _language(fields),
        levels,
        _default_level(fields, levels),
        _word_lists(fields, "tags"),
        declared,
        _word_lists(fields, "glossary"),
        _checks(fields),
        _report(fields),
        _subdecks(fields, levels),
        sources=known,
    )


def _form(fields: Fields, name: str, longest: int = LONGEST) -> str:
    text = fields.required(name)
    if not _KEY_FORM.fullmatch(text) or len(text) > longest:
        raise wrong(
            fields,
            name,
            f"{name!r} cannot be {quoted(text)}",
            f"small letters, digits and single hyphens, {longest} at most",
        )
    return text


def _slug(fields: Fields) -> str:
    """What packages are called."""
    slug = _form(fields, "slug")
    if problem := wrong_with(f"{slug}.apkg"):
        raise wrong(fields, "slug", f"'slug' {quoted(slug)} {problem}", f"another, such as {slug}-deck")
    return slug


def _name(fields: Fields, name: str, text: str) -> str:
    """A name as it is, if it can be one."""
    if problem := trouble(text):
        raise wrong(fields, name, f"{name!r} {problem}", "a name in one line")
    return text


def _deck(fields: Fields) -> str:
    """The deck's name; `::` in it makes a deck within a deck."""
    deck = _name(fields, "deck", fields.required("deck"))
    for part in deck.split("::"):
        if problem := trouble(part):
            raise wrong(fields, "deck", f"a part of the deck {quoted(deck)} {problem}", "Outer::Inner")
    return deck


def _language(fields: Fields) -> str | None:
    language = fields.text("language")
    if language and not is_language(language):
        problem = f"there is no language {quoted(language)}; did you mean {nearest_language(language)!r}?"
        raise wrong(fields, "language", problem, EXPECTED)
    return language


def _report(fields: Fields) -> str | None:
    """An address, or a few words."""
    said = fields.text("report")
    if said is not None and (problem := trouble(said, LONGEST_LINE)):
        raise wrong(fields, "report", f"'report' {problem}", "an address or a sentence, in one line")
    return said


def _levels(fields: Fields) -> tuple[Level, ...]:
    nodes = fields.nodes("levels")
    if not nodes and not isinstance(fields.values.get("levels"), yaml.SequenceNode):
        raise fields.error("levels", "levels such as {key: beginner, name: 1 Beginner}, or [] for a deck without")
    if len(nodes) > MOST_LEVELS:
        problem = f"there are {len(nodes):,} levels"
        raise wrong(fields, "levels", problem, f"{MOST_LEVELS} at most: each is a package and a deck of its own")
    levels = tuple(map(_level, nodes))
    keys: set[str] = set()
    names: set[str] = set()
    for node, level in zip(nodes, levels, strict=True):
        if level.key in keys or same_name(level.name) in names:
            raise DeckwrightError(
                f"two levels have the key or name of {level.key!r}",
                file=FILE,
                line=line_of(node),
                expected="names that differ in more than case: Anki takes others for one",
            )
        keys.add(level.key)
        names.add(same_name(level.name))
    return levels


def _default_level(fields: Fields, levels: Sequence[Level]) -> str | None:
    if not levels and "default_level" not in fields.values:
        return None
    default = fields.required("default_level")
    if not levels:
        raise wrong(fields, "default_level", "'default_level' is none of the levels, as there are none", "no such line")
    if default not in {level.key for level in levels}:
        raise fields.error("default_level", f"one of {', '.join(level.key for level in levels)}")
    return default


def _subdecks(fields: Fields, levels: Sequence[Level]) -> Subdecks:
    """By level, where there are levels and nothing else is said."""
    said = fields.text("subdecks")
    if said is None:
        return "level" if levels else "none"
    known = next((one for one in SUBDECKS if one == said), None)
    if known is None or (known == "level" and not levels):
        others = SUBDECKS if levels else SUBDECKS[1:]
        problem = f"'subdecks' cannot be {quoted(said)}" + (
            "" if levels or known is None else ", as there are no levels"
        )
        raise wrong(fields, "subdecks", problem, f"one of {', '.join(others)}")
    return known


def _level(node: yaml.Node) -> Level:
    fields = Fields(node, FILE, "a level", _LEVEL_KEYS)
    key = _form(fields, "key", LONGEST_LEVEL_KEY)
    name = _name(fields, "name", fields.required("name"))
    if "::" in name or name.startswith(":") or name.endswith(":"):
        problem = f"the level's name {quoted(name)} holds colons that Anki takes for a deck within a deck"
        raise wrong(fields, "name", problem, "a name without ::")
    return Level(key, name, fields.texts("says"))


def _word_lists(fields: Fields, name: str) -> dict[str, tuple[str, ...]]:
    node = fields.values.get(name)
    if node is None:
        return {}
    inner = Fields(node, FILE, name, ())
    return {_name(inner, word, word): inner.texts(word) for word in inner.values}


def _checks(fields: Fields) -> dict[str, Check]:
    node = fields.values.get("checks")
    if node is None:
        return {}
    inner = Fields(node, FILE, "checks", ())
    found: dict[str, Check] = {}
    for code, value in inner.values.items():
        check = Fields(value, FILE, f"the check {code}", _CHECK_KEYS)
        said = check.text("severity")
        severity = next((one for one in SEVERITIES if one == said), None)
        if said and severity is None:
            raise check.error("severity", f"one of {', '.join(SEVERITIES)}")
        if "off" in check.values and (check.text("off") or "").casefold() in _NO_REASONS:
            raise check.error("off", "the reason why it is off; to leave it on, delete the line")
        found[code] = Check(severity, check.text("off"), line_of(inner.keys[code]))
    return found
