"""Card files: YAML in, spliced YAML out. What is not changed stays byte for byte, comments included."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from deckwright.errors import DeckwrightError
from deckwright.note import KINDS, Choice, Kind, Note
from deckwright.yamltext import Fields, compose, entry, line_of, list_entry, one_line

FORMAT = "1"
FILE_KEYS = ("format", "seed", "notes")
NOTE_KEYS = (
    "id",
    "question",
    "answer",
    "choices",
    "level",
    "tags",
    "kind",
    "extra",
    "reverse",
    "answered_by",
    "same_as",
    "split_from",
    "skip",
)
"""In the order in which a machine writes them."""

_ID = re.compile(r"[a-z][a-z0-9]*")
INDENT = 4


@dataclass(frozen=True, slots=True)
class Card:
    """A note in a card file, with what only card files say. `line` counts from 1, `file` is as people see it."""

    id: str | None
    note: Note
    file: str
    line: int
    extra: str | None = None
    reverse: bool = False
    answered_by: str | None = None
    same_as: str | None = None
    split_from: str | None = None
    skip: bool = False


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


def load_all(folder: Path, shown: str = "cards") -> list[CardFile]:
    """The card files of a folder, by name. Raises DeckwrightError for the first thing that is wrong."""
    if folder.exists() and not folder.is_dir():
        raise DeckwrightError("is a file", file=shown, expected="the folder of card files")
    files = [load(path, f"{shown}/{path.name}") for path in sorted(folder.glob("*.yaml"))]
    _check_ids(files)
    return files


def load(path: Path, shown: str) -> CardFile:
    """One card file."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DeckwrightError(
            "is not UTF-8",
            file=shown,
            line=error.object[: error.start].count(b"\n") + 1,
            remedy="save it as UTF-8",
        ) from None
    except OSError as error:
        raise DeckwrightError(f"cannot be read ({error.strerror})", file=shown) from None
    return parse(text, path, shown)


def parse(text: str, path: Path, shown: str) -> CardFile:
    """A card file from its text."""
    fields = Fields(compose(text, shown), shown, "the file", FILE_KEYS)
    if fields.text("format") != FORMAT:
        raise fields.error("format", f"format: {FORMAT}; a newer file needs a newer deckwright")
    nodes = fields.nodes("notes")
    cards = [_card(node, shown) for node in nodes]
    mappings = [node for node in nodes if isinstance(node, yaml.MappingNode)]
    return CardFile(path, shown, text, fields.text("seed"), cards, mappings, fields.values.get("notes"))


def _card(node: yaml.Node, shown: str) -> Card:
    fields = Fields(node, shown, "a note", NOTE_KEYS)
    kind = fields.text("kind") or "qa"
    if kind not in KINDS:
        raise fields.error("kind", f"one of {', '.join(KINDS)}")
    note = Note(
        question=fields.required("question"),
        answer=fields.text("answer") or None,
        level=fields.text("level"),
        tags=fields.texts("tags"),
        choices=tuple(_choice(choice, shown) for choice in fields.nodes("choices")),
        kind=_kind(kind),
    )
    return Card(
        id=fields.text("id"),
        note=note,
        file=shown,
        line=line_of(node),
        extra=fields.text("extra") or None,
        reverse=fields.flag("reverse"),
        answered_by=fields.text("answered_by"),
        same_as=fields.text("same_as"),
        split_from=fields.text("split_from"),
        skip=fields.flag("skip"),
    )


def _kind(text: str) -> Kind:
    return next(kind for kind in KINDS if kind == text)


def _choice(node: yaml.Node, shown: str) -> Choice:
    fields = Fields(node, shown, "a choice", ("text", "correct"))
    return Choice(fields.required("text"), fields.flag("correct"))


def _check_ids(files: Iterable[CardFile]) -> None:
    places: dict[str, Card] = {}
    for file in files:
        for card in file.cards:
            if card.id is None:
                continue
            if other := places.get(card.id):
                raise DeckwrightError(
                    f"the id {card.id} is already that of the note at {other.file}:{other.line}",
                    file=card.file,
                    line=card.line,
                    expected="every id once",
                    remedy="delete the id of the copy; `deckwright update` gives it its own",
                )
            places[card.id] = card


def cards_in(files: Iterable[CardFile]) -> Iterator[Card]:
    for file in files:
        yield from file.cards


# Writing


def written(card_id: str, note: Note) -> str:
    """A new note as it is written into a card file."""
    lines = [entry("id", card_id, INDENT) if _ID.fullmatch(card_id) else f"{' ' * INDENT}id: '{card_id}'\n"]
    lines.append(entry("question", note.question, INDENT))
    if note.answer:
        lines.append(entry("answer", note.answer, INDENT))
    if note.level:
        lines.append(entry("level", note.level, INDENT))
    if note.tags:
        lines.append(list_entry("tags", note.tags, INDENT))
    text = "".join(lines)
    return text[: INDENT - 2] + "- " + text[INDENT:]


def new_file(seed: str, notes: Iterable[tuple[str, Note]]) -> str:
    """The text of a card file for a seed that has none."""
    head = entry("format", FORMAT, 0) + entry("seed", seed, 0) + "notes:\n"
    return head + "\n".join(written(card_id, note) for card_id, note in notes)


@dataclass(slots=True)
class Splice:
    """Changes to one card file, gathered and then made at once: (start, end) of the text -> other text."""

    file: CardFile
    edits: list[tuple[int, int, str]] = field(default_factory=list)

    def text(self) -> str:
        """The file's text with the changes made. Raises DeckwrightError if it would not read back."""
        text = self.file.text
        ordered = sorted(enumerate(self.edits), key=lambda edit: (edit[1][0], edit[1][1], edit[0]), reverse=True)
        for _, (start, end, new) in ordered:
            text = text[:start] + new + text[end:]
        parse(text, self.file.path, self.file.shown)
        return text

    def set_id(self, index: int, card_id: str) -> None:
        """Write an id before the first key of a note that has none."""
        node = self.file.nodes[index]
        for key, value in node.value:
            if key.value == "id":
                self._replace_value(key, value, "id", card_id)
                return
        start = node.start_mark.index
        if node.flow_style:
            self.edits.append((start + 1, start + 1, f"id: {card_id}, "))
        else:
            self.edits.append((start, start, f"id: {card_id}\n{' ' * node.start_mark.column}"))

    def set_fields(self, index: int, changes: Mapping[str, str | tuple[str, ...] | None]) -> None:
        """Give a note other values for some keys; None takes the key out."""
        node = self.file.nodes[index]
        if node.flow_style:
            raise DeckwrightError(
                "the note is written in braces, which a machine cannot change and keep",
                file=self.file.shown,
                line=line_of(node),
                remedy="write it as one key to a line",
            )
        present = {key.value: (key, value) for key, value in node.value}
        for name, value in changes.items():
            if name in present:
                self._replace(node, *present[name], name, value)
            elif value:
                at = _end_of(self.file.text, _before(name, present))
                self.edits.append((at, at, _written_entry(name, value, node.start_mark.column)))

    def _replace(
        self,
        node: yaml.MappingNode,
        key: yaml.Node,
        old: yaml.Node,
        name: str,
        value: str | tuple[str, ...] | None,
    ) -> None:
        start = key.start_mark.index
        end = _end_of(self.file.text, old)
        if value:
            new = _written_entry(name, value, node.start_mark.column)
            self.edits.append((start, end, new[node.start_mark.column :]))
        elif node.value[0][0] is key and len(node.value) > 1:
            self.edits.append((start, node.value[1][0].start_mark.index, ""))
        else:
            self.edits.append((self.file.text.rfind("\n", 0, start) + 1, end, ""))

    def _replace_value(self, key: yaml.Node, value: yaml.Node, name: str, text: str) -> None:
        end = value.end_mark.index if value.value else key.end_mark.index
        self.edits.append((key.start_mark.index, end + (0 if value.value else 1), f"{name}: {text}"))

    def set_seed(self, seed: str) -> None:
        """Say that the file's notes come from another seed."""
        node = compose(self.file.text, self.file.shown)
        assert isinstance(node, yaml.MappingNode)
        for key, value in node.value:
            if key.value == "seed":
                self.edits.append((value.start_mark.index, value.end_mark.index, one_line(seed)))

    def remove(self, index: int) -> None:
        """Take a note out, with the blank lines behind it; comments stay."""
        node, text = self.file.nodes[index], self.file.text
        self._dash_column()
        start = text.rfind("\n", 0, node.start_mark.index) + 1
        end = _end_of(text, node)
        while (line_end := text.find("\n", end)) >= 0 and not text[end:line_end].strip():
            end = line_end + 1
        if len(self.file.nodes) == 1:
            key_end = text.rfind("notes:", 0, start) + len("notes:")
            self.edits.append((key_end, key_end, " []"))
        self.edits.append((start, end, ""))

    def insert(self, after: int | None, card_id: str, note: Note) -> None:
        """Put a new note behind the one at an index, or before all."""
        text = self.file.text
        if not self.file.nodes:
            self._first(written(card_id, note))
            return
        new = _reindented(written(card_id, note), self._dash_column())
        if after is None:
            at = text.rfind("\n", 0, self.file.nodes[0].start_mark.index) + 1
            self.edits.append((at, at, new + "\n"))
            return
        at = _end_of(text, self.file.nodes[after])
        lead = "" if text[:at].endswith("\n") else "\n"
        self.edits.append((at, at, f"{lead}\n{new}"))

    def _dash_column(self) -> int:
        node = self.file.nodes[0]
        line = self.file.text[self.file.text.rfind("\n", 0, node.start_mark.index) + 1 : node.start_mark.index]
        if "-" not in line or line.strip() != "-":
            raise DeckwrightError(
                "the notes are written in brackets, which a machine cannot add to",
                file=self.file.shown,
                line=line_of(node),
                remedy="write each note as `- ` and one key to a line",
            )
        return line.index("-")

    def _first(self, new: str) -> None:
        node, text = self.file.notes_node, self.file.text
        if node is None:
            lead = "" if text.endswith("\n") or not text else "\n"
            self.edits.append((len(text), len(text), f"{lead}notes:\n{new}"))
        else:
            lead = "" if node.start_mark.index and text[node.start_mark.index - 1] == "\n" else "\n"
            self.edits.append((node.start_mark.index, node.end_mark.index, lead + new.removesuffix("\n")))


def _written_entry(name: str, value: str | tuple[str, ...], indent: int) -> str:
    return entry(name, value, indent) if isinstance(value, str) else list_entry(name, value, indent)


def _before(name: str, present: Mapping[str, tuple[yaml.Node, yaml.Node]]) -> yaml.Node:
    """The value of the key after which a new one belongs."""
    order = NOTE_KEYS[: NOTE_KEYS.index(name)]
    found = [present[key][1] for key in reversed(order) if key in present]
    return found[0] if found else next(iter(present.values()))[1]


def _end_of(text: str, node: yaml.Node) -> int:
    """The index after the last line that a node's own text stands on; blank lines and comments below are not its."""
    last = node
    while isinstance(last, (yaml.MappingNode, yaml.SequenceNode)) and last.value and not last.flow_style:
        tail = last.value[-1]
        last = tail[1] if isinstance(tail, tuple) else tail
    end = int(last.end_mark.index)
    if isinstance(last, yaml.ScalarNode) and last.style in ("|", ">"):
        return _end_of_block(text, last)
    if isinstance(last, yaml.ScalarNode) and not last.value and not last.style:
        end = int(last.start_mark.index)
    newline = text.find("\n", end)
    return len(text) if newline < 0 else newline + 1


def _end_of_block(text: str, node: yaml.ScalarNode) -> int:
    """A block scalar's mark lies behind the blank lines and comments that follow it: go back over them."""
    begin = text.find("\n", node.start_mark.index) + 1
    span = text[begin : node.end_mark.index]
    lines = span.splitlines(keepends=True)
    filled = [line for line in lines if line.strip()]
    indent = len(filled[0]) - len(filled[0].lstrip()) if filled else 0
    while lines and (not lines[-1].strip() or len(lines[-1]) - len(lines[-1].lstrip()) < indent):
        lines.pop()
    return begin + sum(map(len, lines))


def _reindented(note: str, column: int) -> str:
    """A written note with its dash in another column."""
    shift = column - (INDENT - 2)
    if shift == 0:
        return note
    lines = note.splitlines(keepends=True)
    if shift > 0:
        return "".join(" " * shift + line if line.strip() else line for line in lines)
    return "".join(line[-shift:] if line.strip() else line for line in lines)
