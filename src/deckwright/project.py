"""deckwright.yaml -> Project: paths, deck name, levels, sources."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from deckwright.errors import SEVERITIES, DeckwrightError, Severity
from deckwright.seeds.words import level_key
from deckwright.yamltext import Fields, compose, line_of

FILE = "deckwright.yaml"
_KEYS = ("key", "deck", "slug", "language", "levels", "default_level", "tags", "glossary", "checks", "seeds")
_CHECK_KEYS = ("severity", "off")
_LEVEL_KEYS = ("key", "name", "says")
_SEED_KEYS = ("key", "title", "origin", "licence", "marker", "like", "columns", "encoding")
_KEY_FORM = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


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
class Seed:
    """A document in seeds/ and what deckwright.yaml says of it."""

    file: str
    key: str
    title: str | None = None
    origin: str | None = None
    licence: str | None = None
    marker: str | None = None
    like: str | None = None
    columns: str | None = None
    encoding: str | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """What deckwright.yaml says of one of the linter's rules: another severity, or off with the reason."""

    severity: Severity | None = None
    off: str | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Project:
    """A folder with deckwright.yaml. Deck names in Anki are `deck::level name`."""

    root: Path
    key: str
    deck: str
    slug: str
    language: str | None
    levels: tuple[Level, ...]
    default_level: str
    tags: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    declared: Mapping[str, Seed] = field(default_factory=dict)
    glossary: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # a term -> other ways of writing it
    checks: Mapping[str, Check] = field(default_factory=dict)  # by the rule's code

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

    def shown(self, path: Path) -> str:
        """A path as people see it: from the project's folder, with slashes."""
        return path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else str(path)

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


def seed_key(file: str) -> str:
    """The key of a seed for which deckwright.yaml names none: its file's name, as a tag can hold it."""
    stem = unicodedata.normalize("NFC", file.rsplit("/", 1)[-1].rsplit(".", 1)[0])
    return re.sub(r"[^\w-]+", "-", stem).strip("-").lower() or "seed"


def find(start: Path) -> Path:
    """The nearest folder upwards with deckwright.yaml. Raises DeckwrightError where there is none."""
    folder = start.resolve()
    for candidate in (folder, *folder.parents):
        if (candidate / FILE).is_file():
            return candidate
    raise DeckwrightError(
        f"there is no {FILE} here or in a folder above",
        file=start,
        remedy="make a project with `deckwright init`, or name its folder with --project",
    )


def load(root: Path) -> Project:
    """Read a project. Raises DeckwrightError that names the line of what is wrong."""
    path = root / FILE
    try:
        text = path.read_text("utf-8-sig")
    except FileNotFoundError:
        raise DeckwrightError("no such file", file=path, remedy="make a project with `deckwright init`") from None
    except UnicodeDecodeError:
        raise DeckwrightError("is not UTF-8", file=path, remedy="save it as UTF-8") from None
    except OSError as error:
        raise DeckwrightError(f"cannot be read ({error.strerror})", file=path) from None
    return parse(text, root)


def parse(text: str, root: Path) -> Project:
    """A project from the text of its deckwright.yaml."""
    fields = Fields(compose(text, FILE), FILE, FILE, _KEYS)
    levels = tuple(_level(node) for node in fields.nodes("levels"))
    if not levels:
        raise fields.error("levels", "at least one level, such as {key: beginner, name: 1 Beginner}")
    for index, level in enumerate(levels):
        if level.key in {other.key for other in levels[:index]} or level.name in {o.name for o in levels[:index]}:
            raise DeckwrightError(
                f"two levels have the key or name of {level.key!r}",
                file=FILE,
                line=line_of(fields.nodes("levels")[index]),
            )
    default = fields.required("default_level")
    if default not in {level.key for level in levels}:
        raise fields.error("default_level", f"one of {', '.join(level.key for level in levels)}")
    deck = fields.required("deck")
    return Project(
        root,
        _form(fields, "key"),
        deck,
        _form(fields, "slug"),
        fields.text("language"),
        levels,
        default,
        _word_lists(fields, "tags"),
        _seeds(fields),
        _word_lists(fields, "glossary"),
        _checks(fields),
    )


def _form(fields: Fields, name: str) -> str:
    text = fields.required(name)
    if not _KEY_FORM.fullmatch(text):
        raise DeckwrightError(
            f"{name!r} cannot be {text!r}",
            file=FILE,
            line=line_of(fields.values[name]),
            expected="small letters, digits and single hyphens",
        )
    return text


def _level(node: yaml.Node) -> Level:
    fields = Fields(node, FILE, "a level", _LEVEL_KEYS)
    key = _form(fields, "key")
    return Level(key, fields.required("name"), fields.texts("says"))


def _word_lists(fields: Fields, name: str) -> dict[str, tuple[str, ...]]:
    node = fields.values.get(name)
    if node is None:
        return {}
    inner = Fields(node, FILE, name, ())
    return {word: inner.texts(word) for word in inner.values}


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
        if "off" in check.values and not check.text("off"):
            raise check.error("off", "the reason why it is off")
        found[code] = Check(severity, check.text("off"), line_of(inner.keys[code]))
    return found


def _seeds(fields: Fields) -> dict[str, Seed]:
    node = fields.values.get("seeds")
    if node is None:
        return {}
    inner = Fields(node, FILE, "seeds", ())
    found: dict[str, Seed] = {}
    owner: dict[str, str] = {}
    for file, value in inner.values.items():
        seed = Fields(value, FILE, f"the seed {file}", _SEED_KEYS)
        key = seed.text("key") or seed_key(file)
        if key in owner:
            raise DeckwrightError(
                f"the seeds {owner[key]} and {file} have one key, {key!r}", file=FILE, line=line_of(value)
            )
        owner[key] = file
        found[file] = Seed(file, key, *(seed.text(name) for name in _SEED_KEYS[1:]))
    return found
