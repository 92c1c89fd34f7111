"""Card files: YAML -> the notes in them, with errors that name the line."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import yaml

from deckwright.errors import DeckwrightError, quoted
from deckwright.files import CARDS, Tree
from deckwright.files.yamlnodes import compose, line_of
from deckwright.files.yamltext import Fields
from deckwright.names import control, file_trouble, id_trouble, trouble
from deckwright.note import KINDS, Choice, Note

FORMAT = "1"
MEDIA = "media"
"""The folder of pictures beside the card files."""
FILE_KEYS = ("format", "seed", "deck", "description", "notes")
NOTE_KEYS = (
    "id",
    "question",
    "answer",
    "choices",
    "level",
    "tags",
    "kind",
    "fields",
    "html",
    "extra",
    "reverse",
    "answered_by",
    "same_as",
    "split_from",
    "skip",
    "allow",
)
"""In the order in which a machine writes them."""
PAIRED = ("same-question", "similar-question", "ambiguous-question")
"""Rules about two notes, which `allow` may keep apart."""
PLACED_KEYS = ("id", "question", "answer", "level", "tags", "extra", "same_as", "allow")
"""Those of which a finding can name line and column."""
FIELD = "fields."
"""Before the name of a field of an adopted note type, where places are named."""


@dataclass(frozen=True, slots=True)
class TextPlace:
    """Where a text stands in a card file: the line and column (from 1) of its first character.

    In a block (`|-`) every line of the text is a line of the file; elsewhere only the first line's place is known.
    """

    line: int
    column: int
    block: bool


Allowed = str | Mapping[str, str]
"""Why a note may break a rule; or, by the other's id, why it may together with another note."""


@dataclass(frozen=True, slots=True)
class Card:
    """A note in a card file, with what only card files say. `line` counts from 1, `file` is as people see it."""

    id: str | None
    note: Note
    file: str
    line: int
    reverse: bool = False
    answered_by: str | None = None
    same_as: str | None = None
    split_from: str | None = None
    skip: bool = False
    allow: Mapping[str, Allowed] = field(default_factory=dict)  # by rule of the linter
    fields: Mapping[str, str] | None = None  # of an adopted note type, by name; the empty ones may be left out
    html: frozenset[str] = frozenset()  # those of them that are HTML and no Markdown
    deck: str | None = None  # as its file names it
    places: Mapping[str, TextPlace] = field(default_factory=dict, compare=False)  # by key; choices as `choices.0`

    def apart(self, rule: str) -> Mapping[str, str]:
        """The notes, by id, with which this one may break a rule, and why."""
        reasons = self.allow.get(rule)
        return {} if reasons is None or isinstance(reasons, str) else reasons

    def position(self, key: str, offset: int, text: str | None = None) -> tuple[int, int]:
        """Line and column, both from 1, of the character at `offset` in the text of a key."""
        place = self.places.get(key)
        if place is None:
            return self.line, 1
        said = text if text is not None else self._text(key)
        above = said.count("\n", 0, offset) if place.block else 0
        begin = said.rfind("\n", 0, offset) + 1
        return place.line + above, place.column + (offset - begin if place.block or not begin else 0)

    def _text(self, key: str) -> str:
        if key.startswith(FIELD):
            return (self.fields or {}).get(key.removeprefix(FIELD), "")
        return str(getattr(self.note, key, None) or getattr(self, key, None) or "")


@dataclass(slots=True)
class CardFile:
    """A file of cards/: its text and the notes in it, in order."""

    path: Path
    shown: str
    text: str
    seed: str | None
    cards: list[Card]
    nodes: list[yaml.MappingNode] = field(default_factory=list)
    notes_node: yaml.Node | None = None
    deck: str | None = None  # the full name of its notes' deck in Anki, where that is another than the project's
    description: str | None = None  # HTML that Anki shows with that deck
    marked: bool = False  # whether the file begins with a byte order mark, which `text` has not

    def encoded(self, text: str) -> bytes:
        """A changed text as the bytes of the file."""
        return (codecs.BOM_UTF8 if self.marked else b"") + text.encode()


def load_all(
    folder: Path, shown: str = "cards", *, to_change: bool = True, within: Tree | None = None
) -> list[CardFile]:
    """The card files of a folder, by name; none of them leads out of `within`, the folder itself where none is given.

    Raises DeckwrightError for the first thing that is wrong.

    With `to_change=False` they come without the YAML nodes that a change needs: those are most of the memory.
    """
    tree = within or Tree(folder)
    files = []
    for path in tree.names(folder, shown):
        if path.suffix != ".yaml" or path.name.startswith("."):
            _check_not_cards(path, shown, tree)
            continue
        if problem := file_trouble(path.name):
            raise DeckwrightError(problem, file=f"{shown}/{path.name}", remedy="rename it")
        files.append(load(path, f"{shown}/{path.name}", tree))
        if not to_change:
            files[-1].nodes.clear()
            files[-1].notes_node = None
    _check_ids(files)
    return files


def _check_not_cards(path: Path, shown: str, tree: Tree) -> None:
    """Raise DeckwrightError for what looks like a card file and is not read as one: by its name, or its folder."""
    if path.name.startswith(".") or path.name == MEDIA:
        return
    inner = [path] if path.suffix.lower() in (".yml", ".yaml") else []
    if tree.is_folder(path):
        inner = [one for one in tree.walk(path) if one.suffix.lower() in (".yml", ".yaml")]
    for one in inner:
        raise DeckwrightError(
            "is not read",
            file=f"{shown}/{one.relative_to(path.parent).as_posix()}",
            expected=f"card files that end in .yaml, in {shown}/ itself",
            remedy="rename or move it",
        )


def load(path: Path, shown: str, within: Tree | None = None) -> CardFile:
    """One card file."""
    tree = within or Tree(path.parent)
    data = tree.read_bytes(path, shown, CARDS)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DeckwrightError(
            "is not UTF-8",
            file=shown,
            line=error.object[: error.start].count(b"\n") + 1,
            remedy="save it as UTF-8",
        ) from None
    file = parse(text, path, shown)
    file.marked = data.startswith(codecs.BOM_UTF8)
    return file


def parse(text: str, path: Path, shown: str) -> CardFile:
    """A card file from its text."""
    root = compose(text, shown)
    if root:
        _check_characters(root, shown)
    fields = Fields(root, shown, "the file", FILE_KEYS)
    if "format" in fields.values and fields.text("format") != FORMAT:
        raise fields.error("format", f"format: {FORMAT}; a newer file needs a newer deckwright")
    nodes = fields.nodes("notes")
    lines = text.split("\n")
    deck = _deck(fields)
    cards = [_card(node, shown, lines, deck) for node in nodes]
    mappings = [node for node in nodes if isinstance(node, yaml.MappingNode)]
    if "description" in fields.values and not deck:
        raise fields.error("description", "it with `deck:` only")
    seed, said = fields.text("seed"), fields.text("description")
    return CardFile(path, shown, text, seed, cards, mappings, fields.values.get("notes"), deck, said)


def _deck(fields: Fields) -> str | None:
    deck = fields.text("deck")
    for part in deck.split("::") if deck else ():
        if problem := trouble(part):
            node = fields.values["deck"]
            said = f"a part of the deck {quoted(str(deck))} {problem}"
            raise DeckwrightError(said, file=str(fields.file), line=line_of(node), expected="Outer::Inner")
    return deck


def _card(node: yaml.Node, shown: str, lines: list[str], deck: str | None) -> Card:
    fields = Fields(node, shown, "a note", NOTE_KEYS)
    kind = fields.text("kind") or "qa"
    if "fields" in fields.values:
        return _adopted(fields, kind, shown, lines, deck)
    if kind not in KINDS:
        raise fields.error("kind", f"one of {', '.join(KINDS)}, or an adopted note type, with `fields:`")
    if "html" in fields.values:
        raise fields.error("html", "it with `fields:` only")
    choices = [_Choice.of(choice, shown) for choice in fields.nodes("choices")]
    note = Note(
        question=fields.required("question"),
        answer=fields.text("answer") or None,
        level=fields.text("level"),
        tags=fields.texts("tags"),
        choices=tuple(one.choice for one in choices),
        kind=kind,
        extra=fields.text("extra") or None,
    )
    return Card(
        id=_id(fields, "id"),
        note=note,
        file=shown,
        line=line_of(node),
        reverse=fields.flag("reverse"),
        answered_by=fields.text("answered_by"),
        same_as=_id(fields, "same_as"),
        split_from=_id(fields, "split_from"),
        skip=fields.flag("skip"),
        allow=_allowed(fields, shown),
        places=_places(fields, choices, lines),
        deck=deck,
    )


_OWN = ("question", "answer", "choices", "level", "extra", "reverse", "answered_by")
"""What only notes of our own types say."""


def _adopted(fields: Fields, kind: str, shown: str, lines: list[str], deck: str | None) -> Card:
    """A note of an adopted type. Its first field stands for a question, the others for its answer, where a note is
    searched, compared or named."""
    if odd := next((name for name in _OWN if name in fields.values), None):
        raise fields.error(odd, "`fields:` without it, or a note of one of our own types")
    inner = Fields(fields.values["fields"], shown, "fields", ())
    texts = {name: inner.text(name) or "" for name in inner.values}
    html = frozenset(fields.texts("html"))
    if not html <= texts.keys():
        raise fields.error("html", f"names of its fields: {', '.join(texts)}")
    first, *others = [text for text in texts.values() if text] or ["—"]
    places = {f"{FIELD}{name}": _place(node, lines) for name, node in inner.values.items()}
    return Card(
        id=_id(fields, "id"),
        note=Note(first, "\n\n".join(others) or None, tags=fields.texts("tags"), kind=kind),
        file=shown,
        line=line_of(fields.node) if fields.node else 1,
        same_as=_id(fields, "same_as"),
        split_from=_id(fields, "split_from"),
        skip=fields.flag("skip"),
        allow=_allowed(fields, shown),
        places=places | _places(fields, (), lines),
        fields=texts,
        html=html,
        deck=deck,
    )


def _check_characters(root: yaml.Node, shown: str) -> None:
    """Raise DeckwrightError where an escape such as `"\\e"` brings what YAML itself allows nowhere: learners would get
    it, in whatever key it stands."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, yaml.ScalarNode):
            if odd := control(str(node.value)):
                raise DeckwrightError(
                    f"{quoted(str(node.value))} holds the character {odd}",
                    file=shown,
                    line=line_of(node),
                    expected="text that can be read",
                    remedy="delete it",
                )
        elif isinstance(node, yaml.SequenceNode):
            waiting += reversed(node.value)
        else:
            waiting += [part for pair in reversed(node.value) for part in reversed(pair)]


def _id(fields: Fields, name: str) -> str | None:
    """A note's id as it is, if it can be one."""
    text = fields.text(name)
    if text and (problem := id_trouble(text)):
        raise DeckwrightError(
            f"{quoted(text)} cannot be an id: it {problem}",
            file=str(fields.file),
            line=line_of(fields.values[name]),
            expected="a GUID as Anki has them: signs that can be seen, no spaces, 255 bytes at most",
            remedy="delete the line; `deckwright update` gives the note an id" if name == "id" else None,
        )
    return text or None


def _allowed(fields: Fields, shown: str) -> dict[str, Allowed]:
    node = fields.values.get("allow")
    if node is None:
        return {}
    inner = Fields(node, shown, "allow", ())
    return {code: _reasons(inner, code, shown) for code in inner.values}


def _reasons(fields: Fields, code: str, shown: str) -> Allowed:
    """The reason for a note, or the reasons for it together with others."""
    node = fields.values[code]
    if not isinstance(node, yaml.MappingNode) or code not in PAIRED:
        return fields.required(code)
    inner = Fields(node, shown, f"allow: {code}", ())
    return {other: inner.required(other) for other in inner.values}


def _places(fields: Fields, choices: Iterable[_Choice], lines: list[str]) -> dict[str, TextPlace]:
    nodes: dict[str, Any] = {name: node for name, node in fields.values.items() if name in PLACED_KEYS}
    nodes |= {f"choices.{at}": choice.node for at, choice in enumerate(choices)}
    return {name: _place(node, lines) for name, node in nodes.items()}


def _place(node: Any, lines: list[str]) -> TextPlace:
    line, column = node.start_mark.line, node.start_mark.column
    style = getattr(node, "style", None)
    if style not in ("|", ">"):
        return TextPlace(line + 1, column + (2 if style else 1), False)
    first = str(node.value).split("\n", 1)[0]
    below = lines[line + 1].rstrip("\r") if line + 1 < len(lines) else ""
    return TextPlace(line + 2, max(len(below) - len(first), 0) + 1, style == "|")


@dataclass(frozen=True, slots=True)
class _Choice:
    choice: Choice
    node: yaml.Node  # of its text

    @classmethod
    def of(cls, node: yaml.Node, shown: str) -> _Choice:
        fields = Fields(node, shown, "a choice", ("text", "correct"))
        return cls(Choice(fields.required("text"), fields.flag("correct")), fields.values["text"])


def _check_ids(files: Iterable[CardFile]) -> None:
    places: dict[str, Card] = {}
    for file in files:
        for card in file.cards:
            if card.id is None:
                continue
            if other := places.get(card.id):
                one_note = replace(card, file=other.file, line=other.line) == other
                raise DeckwrightError(
                    f"the id {card.id} is already that of the note at {other.file}:{other.line}",
                    file=card.file,
                    line=card.line,
                    expected="every id once",
                    remedy="delete one of the two, which say the same"
                    if one_note
                    else "delete the id of the copy; `deckwright update` gives it its own",
                )
            places[card.id] = card


def cards_in(files: Iterable[CardFile]) -> Iterator[Card]:
    for file in files:
        yield from file.cards
