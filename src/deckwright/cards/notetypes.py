"""notetypes/: the note types of an adopted deck, a folder each; templates and style sheet are files to open.

What learners have is updated in place only by a note type of the same ids, fields and templates: `type.json` has them
as Anki's own JSON does, and everything else that Anki says of the type.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from deckwright.errors import DeckwrightError
from deckwright.files import Tree
from deckwright.files.shapes import NAME, Flag, ListOf, Record, Text, Whole, check, loads

FOLDER = "notetypes"
TYPE, STYLE = "type.json", "style.css"
_FIELD = Record({"name": NAME, "id": Whole()}, required=("name",), open=True)
_TEMPLATE = Record({"name": NAME, "id": Whole(), "front": NAME, "back": NAME}, required=("name",), open=True)
_SHAPE = Record(
    {
        "kind": NAME,
        "name": Text(),
        "id": Whole(1),
        "cloze": Flag(),
        "fields": ListOf(_FIELD),
        "templates": ListOf(_TEMPLATE),
        "more": Record({}, open=True),
    },
    required=("kind", "name", "id", "cloze", "fields", "templates"),
)


@dataclass(frozen=True, slots=True)
class AdoptedType:
    """A note type as it came: `kind` is how cards name it; fields and templates are as Anki's JSON has them.

    `more` is what else that JSON says of the type.
    """

    kind: str
    id: int
    name: str
    cloze: bool
    fields: tuple[Mapping[str, Any], ...]
    templates: tuple[Mapping[str, Any], ...]
    css: str
    more: Mapping[str, Any] = field(default_factory=dict)

    @property
    def field_names(self) -> tuple[str, ...]:
        return tuple(str(one["name"]) for one in self.fields)

    def as_json(self, modified: int) -> dict[str, Any]:
        """As Anki's database has it."""
        said = {"id": self.id, "name": self.name, "type": int(self.cloze), "mod": modified, "usn": -1, "css": self.css}
        fields = [{**one, "ord": at} for at, one in enumerate(self.fields)]
        templates = [{**one, "ord": at} for at, one in enumerate(self.templates)]
        return {**self.more, **said, "flds": fields, "tmpls": templates}

    @classmethod
    def of(cls, model: Mapping[str, Any], kind: str) -> AdoptedType:
        """A note type of Anki's JSON. Raises KeyError, TypeError or ValueError for what is none."""
        fields, templates = (tuple(_without(one, "ord") for one in model[name]) for name in ("flds", "tmpls"))
        texts = [model["name"], model["css"], *(one["name"] for one in (*fields, *templates))]
        texts += [one[side] for one in templates for side in ("qfmt", "afmt")]
        if not all(isinstance(text, str) for text in texts) or not fields or not templates:
            raise TypeError("no note type")
        more = _without(model, "id", "name", "type", "mod", "usn", "css", "flds", "tmpls")
        number = int(model["id"])
        return cls(kind, number, model["name"], int(model["type"]) == 1, fields, templates, model["css"], more)


def _without(facts: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in facts.items() if name not in names}


def files_of(kind: AdoptedType) -> Iterator[tuple[str, bytes]]:
    """The files in a note type's folder, by name."""
    templates = []
    for number, one in enumerate(kind.templates, 1):
        front, back = f"{number}-front.html", f"{number}-back.html"
        yield front, one["qfmt"].encode()
        yield back, one["afmt"].encode()
        templates.append({"name": one["name"], "front": front, "back": back, **_without(one, "name", "qfmt", "afmt")})
    yield STYLE, kind.css.encode()
    said = {
        "kind": kind.kind,
        "name": kind.name,
        "id": kind.id,
        "cloze": kind.cloze,
        "fields": [{"name": one["name"], **_without(one, "name")} for one in kind.fields],
        "templates": templates,
        "more": dict(kind.more),
    }
    yield TYPE, (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode()


def load_types(root: Path, tree: Tree) -> dict[str, AdoptedType]:
    """The note types in a project's notetypes/, by how cards name them.

    Raises DeckwrightError where one of their files is missing or cannot be read, or two have one name.
    """
    folder = root / FOLDER
    found: dict[str, AdoptedType] = {}
    for inner in tree.names(folder) if tree.is_folder(folder) else ():
        if not tree.is_folder(inner):
            continue
        kind = _load(inner, tree, f"{FOLDER}/{inner.name}")
        if kind.kind in found:
            raise DeckwrightError(
                f"two note types are called {kind.kind!r}", file=f"{FOLDER}/{inner.name}/{TYPE}", expected="one"
            )
        found[kind.kind] = kind
    return found


def _load(folder: Path, tree: Tree, shown: str) -> AdoptedType:
    file = f"{shown}/{TYPE}"
    try:
        said = loads(_text(folder, TYPE, tree, shown))
    except ValueError as error:
        raise DeckwrightError(f"cannot be read ({error})", file=file, remedy="restore it from git") from None
    check(said, _SHAPE, file)
    templates = []
    for one in said["templates"]:
        sides = {side: _text(folder, Path(one[name]).name, tree, shown) for side, name in _SIDES.items()}
        templates.append({"name": one["name"], **sides, **_without(one, "name", "front", "back")})
    return AdoptedType(
        said["kind"],
        said["id"],
        said["name"],
        said["cloze"],
        tuple(said["fields"]),
        tuple(templates),
        _text(folder, STYLE, tree, shown),
        said.get("more") or {},
    )


_SIDES = {"qfmt": "front", "afmt": "back"}


def _text(folder: Path, name: str, tree: Tree, shown: str) -> str:
    """A file's text, every byte of it."""
    try:
        return tree.read_bytes(folder / name, f"{shown}/{name}").decode()
    except UnicodeDecodeError:
        raise DeckwrightError("is not UTF-8", file=f"{shown}/{name}", remedy="save it as UTF-8") from None
