"""Changes to a card file, spliced in by the marks of its nodes: what is not changed stays byte for byte."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import yaml

from deckwright.cards.merge import Value
from deckwright.cards.store import FORMAT, NOTE_KEYS, CardFile, parse
from deckwright.errors import DeckwrightError
from deckwright.files.yamlnodes import compose, line_of
from deckwright.files.yamltext import entry, list_entry, one_line
from deckwright.note import Choice, Note

_ID = re.compile(r"[a-z][a-z0-9]*")
INDENT = 4


def written(card_id: str, note: Note) -> str:
    """A new note as it is written into a card file."""
    lines = [entry("id", card_id, INDENT) if _ID.fullmatch(card_id) else f"{' ' * INDENT}id: '{card_id}'\n"]
    lines.append(entry("question", note.question, INDENT))
    if note.answer:
        lines.append(entry("answer", note.answer, INDENT))
    if note.choices:
        lines.append(_choices(note.choices, INDENT))
    if note.level:
        lines.append(entry("level", note.level, INDENT))
    if note.tags:
        lines.append(list_entry("tags", note.tags, INDENT))
    if note.extra:
        lines.append(entry("extra", note.extra, INDENT))
    if note.kind != "qa":
        lines.append(entry("kind", note.kind, INDENT))
    text = "".join(lines)
    return text[: INDENT - 2] + "- " + text[INDENT:]


def _choices(choices: Iterable[Choice], indent: int) -> str:
    lines = [f"{' ' * indent}choices:\n"]
    for choice in choices:
        text = entry("text", choice.text, indent + 4)
        lines.append(f"{' ' * (indent + 2)}- {text[indent + 4 :]}")
        if choice.correct:
            lines.append(f"{' ' * (indent + 4)}correct: true\n")
    return "".join(lines)


def new_file(seed: str, notes: Iterable[tuple[str, Note]]) -> str:
    """The text of a card file for a seed that has none."""
    head = entry("format", FORMAT, 0) + entry("seed", seed, 0) + "notes:\n"
    return head + "\n".join(written(card_id, note) for card_id, note in notes)


@dataclass(slots=True)
class Splice:
    """Changes to one card file, gathered and then made at once: (start, end) of the text -> other text."""

    file: CardFile
    edits: list[tuple[int, int, str]] = field(default_factory=list)
    begun: bool = False  # whether a file without notes was given its first
    gone: int = 0  # notes taken out

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

    def set_fields(self, index: int, changes: Mapping[str, Value]) -> None:
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
        for name, value in sorted(changes.items(), key=lambda change: NOTE_KEYS.index(change[0])):
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
        value: Value,
    ) -> None:
        start = key.start_mark.index
        end = _end_of(self.file.text, old)
        if value:
            new = _written_entry(name, value, node.start_mark.column)[node.start_mark.column :]
            if comment := _comment_of(self.file.text, old):
                first, newline, rest = new.partition("\n")
                new = f"{first} {comment}{newline}{rest}"
            self.edits.append((start, end, new))
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
        self.gone += 1
        if self.gone == len(self.file.nodes):
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
        further, self.begun = self.begun, True
        if node is None:
            lead = "" if text.endswith("\n") or not text else "\n"
            self.edits.append((len(text), len(text), f"\n{new}" if further else f"{lead}notes:\n{new}"))
        elif further:
            self.edits.append((node.end_mark.index, node.end_mark.index, "\n\n" + new.removesuffix("\n")))
        else:
            lead = "" if node.start_mark.index and text[node.start_mark.index - 1] == "\n" else "\n"
            self.edits.append((node.start_mark.index, node.end_mark.index, lead + new.removesuffix("\n")))


def _written_entry(name: str, value: str | tuple[str, ...] | tuple[Choice, ...], indent: int) -> str:
    if isinstance(value, str):
        return entry(name, value, indent)
    choices = [one for one in value if isinstance(one, Choice)]
    return _choices(choices, indent) if choices else list_entry(name, [str(one) for one in value], indent)


def _before(name: str, present: Mapping[str, tuple[yaml.Node, yaml.Node]]) -> yaml.Node:
    """The value of the key after which a new one belongs."""
    order = NOTE_KEYS[: NOTE_KEYS.index(name)]
    found = [present[key][1] for key in reversed(order) if key in present]
    return found[0] if found else next(iter(present.values()))[1]


def _comment_of(text: str, node: yaml.Node) -> str:
    """The comment behind a value, on its line; that of a block stands behind its sign."""
    is_block = isinstance(node, yaml.ScalarNode) and node.style in ("|", ">")
    at = node.start_mark.index if is_block else node.end_mark.index
    newline = text.find("\n", at)
    rest = text[at : newline if newline >= 0 else len(text)].rstrip("\r")
    found = re.search(r"(?:^|\s)(#.*)", rest)
    return found[1].rstrip() if found and (is_block or not rest[: found.start()].strip()) else ""


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
