"""YAML as this project uses it: every scalar is the text that was written, every node knows its place.

Nothing is typed: `012`, `no` and `12:30` stay what they are. Reading goes by nodes, so that an error can name its line
and a change can be spliced into the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import yaml

from deckwright.errors import DeckwrightError, nearest, quoted
from deckwright.files.yamlnodes import compose, line_of
from deckwright.names import unseen, visible

_QUOTING = str.maketrans({'"': '\\"', "\\": "\\\\"})
_PLAIN = re.compile(r"[^\s#&*!|>'\"%@`,\[\]{}:?-][^\n]*")


class Fields:
    """A mapping whose keys are known: each is asked for by its type, and anything else is an error."""

    def __init__(self, node: yaml.Node | None, file: str | Path, what: str, known: Sequence[str]) -> None:
        self.file, self.what = file, what
        self.node = node
        self.keys: dict[str, yaml.ScalarNode] = {}
        self.values: dict[str, yaml.Node] = {}
        if not isinstance(node, yaml.MappingNode):
            raise DeckwrightError(
                f"{what} is no mapping",
                file=file,
                line=line_of(node) if node else None,
                expected=f"keys such as {known[0]}:" if known else "key: value",
            )
        for key, value in node.value:
            self._take(key, value, known)

    def _take(self, key: yaml.Node, value: yaml.Node, known: Sequence[str]) -> None:
        assert isinstance(key, yaml.ScalarNode)  # `compose` refuses others
        name = str(key.value)
        problem, remedy = None, None
        if known and name not in known:
            problem, remedy = f"{self.what} has no key {quoted(name)}", f"did you mean {nearest(name, known)}?"
        elif name in self.values:
            problem, remedy = f"{quoted(name)} stands here twice", "delete one of them"
        elif not name.strip():
            problem, remedy = f"{self.what} has a key without a name", "write key: value"
        if problem:
            raise DeckwrightError(problem, file=self.file, line=line_of(key), remedy=remedy)
        self.keys[name] = key
        self.values[name] = value

    def error(self, name: str, expected: str) -> DeckwrightError:
        node = self.values.get(name, self.node)
        problem = f"{name!r} has the wrong type" if name in self.values else f"{self.what} has no {name!r}"
        return DeckwrightError(problem, file=self.file, line=line_of(node) if node else None, expected=expected)

    def text(self, name: str) -> str | None:
        """The scalar as written; None where the key is missing or has nothing behind it."""
        node = self.values.get(name)
        if node is None:
            return None
        if not isinstance(node, yaml.ScalarNode):
            raise self.error(name, "a text")
        return None if _is_nothing(node) else str(node.value)

    def required(self, name: str) -> str:
        text = self.text(name)
        if not text:
            raise self.error(name, "a text")
        return text

    def flag(self, name: str) -> bool:
        node = self.values.get(name)
        if node is None:
            return False
        if not isinstance(node, yaml.ScalarNode) or not _is_plain(node) or node.value not in ("true", "false"):
            raise self.error(name, "true or false")
        return bool(node.value == "true")

    def texts(self, name: str) -> tuple[str, ...]:
        node = self.values.get(name)
        if node is None or _is_nothing(node):
            return ()
        if not isinstance(node, yaml.SequenceNode) or not all(isinstance(item, yaml.ScalarNode) for item in node.value):
            raise self.error(name, "a list of texts, such as [one, two]")
        return tuple(item.value for item in node.value)

    def nodes(self, name: str) -> list[yaml.Node]:
        node = self.values.get(name)
        if node is None or _is_nothing(node):
            return []
        if not isinstance(node, yaml.SequenceNode):
            raise self.error(name, "a list")
        return list(node.value)


def _is_plain(node: yaml.ScalarNode) -> bool:
    """Whether a scalar stands without quotes; the two loaders say it differently."""
    return node.style in (None, "")


def _is_nothing(node: yaml.Node) -> bool:
    """Whether a key has nothing behind it."""
    return isinstance(node, yaml.ScalarNode) and not node.value and _is_plain(node)


def one_line(text: str, *, in_list: bool = False) -> str:
    """A text of one line as a YAML scalar: plain where that is read back as it was, else in quotes."""
    if unseen(text):
        return f'"{visible(text.translate(_QUOTING))}"'
    if _PLAIN.fullmatch(text) and text == text.strip() and _reads_back(text, in_list):
        return text
    return "'" + text.replace("'", "''") + "'"


def _reads_back(text: str, in_list: bool) -> bool:
    if ": " not in text and " #" not in text and text[-1:] != ":" and not (in_list and re.search(r"[,\[\]{}:?]", text)):
        return True
    if in_list:
        return False
    try:
        node: Any = compose(f"k: {text}", "")
        scalar = node.value[0][1]
    except (DeckwrightError, AttributeError, IndexError):
        return False
    return isinstance(scalar, yaml.ScalarNode) and bool(scalar.value == text)


def entry(key: str, text: str, indent: int) -> str:
    """`key: text` with its line end; a text of several lines as a `|-` block."""
    pad = " " * indent
    if "\n" not in text:
        return f"{pad}{key}: {one_line(text)}\n"
    body = "".join(f"{pad}  {line}\n" if line else "\n" for line in text.split("\n"))
    return f"{pad}{key}: |-\n{body}"


def list_entry(key: str, texts: Iterable[str], indent: int) -> str:
    """`key: [one, two]` with its line end."""
    return f"{' ' * indent}{key}: [{', '.join(one_line(text, in_list=True) for text in texts)}]\n"
