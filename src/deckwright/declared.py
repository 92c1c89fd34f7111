"""The documents in seeds/ and the places that they came from, as deckwright.yaml declares them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from deckwright.errors import DeckwrightError, nearest, quoted
from deckwright.files.yamlnodes import line_of
from deckwright.files.yamltext import Fields
from deckwright.names import hidden, trouble
from deckwright.seeds.columns import pinned_columns
from deckwright.seeds.origins import Origin
from deckwright.seeds.pins import is_encoding, unknown_marker

FILE = "deckwright.yaml"
SEED_KEYS = (
    "key", "title", "origin", "licence", "marker", "like", "columns", "encoding", "vault", "tags", "source", "fetched",
)  # fmt: skip
SOURCE_KEYS = ("path", "into")
LONGEST_LINE = 2000
"""Characters of a title or an address."""
_SEED_KEY_FORM = re.compile(r'[^\s"]+')


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
    vault: str | None = None
    """`true` or `false`, where a person says whether it comes from a vault."""
    tags: tuple[str, ...] = ()  # of all its notes
    source: str | None = None
    """The name of the source that it came from."""
    fetched: str | None = None
    """What its bytes were then: the first characters of their SHA-256, in hexadecimal."""
    lines: Mapping[str, int] = field(default_factory=dict, compare=False)  # of what is said, in deckwright.yaml


def seed_key(file: str) -> str:
    """The key of a seed for which deckwright.yaml names none: its file's name, as a tag can hold it."""
    stem = unicodedata.normalize("NFC", file.rsplit("/", 1)[-1].rsplit(".", 1)[0])
    return re.sub(r"[^\w-]+", "-", stem).strip("-").lower() or "seed"


def wrong(fields: Fields, name: str, problem: str, expected: str) -> DeckwrightError:
    """What is wrong with a key, at its line."""
    return DeckwrightError(problem, file=FILE, line=line_of(fields.values[name]), expected=expected)


def seeds(fields: Fields) -> dict[str, Seed]:
    """The documents of which something is said, by name."""
    node = fields.values.get("seeds")
    if node is None:
        return {}
    inner = Fields(node, FILE, "seeds", ())
    found: dict[str, Seed] = {}
    owner: dict[str, str] = {}
    for file, value in inner.values.items():
        if odd := hidden(file):
            raise wrong(inner, file, f"the seed {quoted(file)} holds the character {odd}", "a name in one line")
        seed = Fields(value, FILE, f"the seed {file}", SEED_KEYS)
        one = _seed(seed, file)
        if one.key in owner:
            raise DeckwrightError(
                f"the seeds {owner[one.key]} and {file} have one key, {one.key!r}", file=FILE, line=line_of(value)
            )
        owner[one.key] = file
        found[file] = one
    return found


def _seed(fields: Fields, file: str) -> Seed:
    texts = {name: fields.text(name) for name in SEED_KEYS if name != "tags"}
    tags = fields.texts("tags")
    for name, text in (*texts.items(), *(("tags", tag) for tag in tags)):
        if text is not None and (problem := trouble(text, LONGEST_LINE)):
            raise wrong(fields, name, f"{name!r} {problem}", "a text in one line")
    key, marker, encoding = texts["key"], texts["marker"], texts["encoding"]
    if key and (not _SEED_KEY_FORM.fullmatch(key) or not all(key.split("::"))):
        raise wrong(fields, "key", f"'key' cannot be {quoted(key)}", "what a tag in Anki can hold: no space, no quotes")
    if marker and (near := unknown_marker(marker)):
        problem = f"there is no marker {quoted(marker)}; did you mean {near!r}?"
        raise wrong(fields, "marker", problem, "one that `deckwright read` names")
    if texts["columns"]:
        try:
            pinned_columns(texts["columns"])
        except DeckwrightError as error:
            raise wrong(fields, "columns", error.problem, error.expected or "") from None
    if encoding and not is_encoding(encoding):
        problem = f"there is no encoding {quoted(encoding)}"
        raise wrong(fields, "encoding", problem, "a name such as utf-8, gb18030 or shift_jis")
    if (vault := texts["vault"]) not in (None, "true", "false"):
        raise wrong(fields, "vault", f"'vault' cannot be {quoted(vault)}", "true or false")
    lines = {name: line_of(node) for name, node in fields.values.items()}
    said = {name: text for name, text in texts.items() if name != "key"}
    return Seed(file, key or seed_key(file), tags=tags, lines=lines, **said)


def sources(fields: Fields) -> dict[str, Origin]:
    """The places that documents came from, by name."""
    node = fields.values.get("sources")
    if node is None:
        return {}
    inner = Fields(node, FILE, "sources", ())
    found: dict[str, Origin] = {}
    for name, value in inner.values.items():
        source = Fields(value, FILE, f"the source {name}", SOURCE_KEYS)
        path, into = source.required("path"), source.text("into") or ""
        for key, text in (("path", path), ("into", into)):
            if text and (problem := trouble(text, LONGEST_LINE)):
                raise wrong(source, key, f"{key!r} {problem}", "a path in one line")
        if any(part in ("", ".", "..") for part in into.split("/")) and into:
            raise wrong(source, "into", f"'into' cannot be {quoted(into)}", "a folder in seeds/, such as notes")
        found[name] = Origin(Path(path), into, name)
    return found


def check_sources(fields: Fields, declared: Mapping[str, Seed], known: Mapping[str, Origin]) -> None:
    """Raise DeckwrightError for a document of a source that there is not."""
    for seed in declared.values():
        if seed.source and seed.source not in known:
            raise DeckwrightError(
                f"the seed {seed.file} is of the source {quoted(seed.source)}, which there is not",
                file=FILE,
                line=seed.lines.get("source") or line_of(fields.values["seeds"]),
                expected=nearest(seed.source, known) if known else "a source under `sources:`",
            )
