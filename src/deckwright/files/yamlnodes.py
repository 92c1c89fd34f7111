"""YAML text -> nodes with their places, of the part of YAML that this project has.

Mappings, lists and scalars as deep as card files need, in one document. Everything else in YAML (anchors and aliases,
tags, keys that are no scalars, a second document) is refused by its name and line. The nodes are put together here,
from libyaml's events, since its own composer calls itself for every level and ends the process where they are many.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

from deckwright.errors import DeckwrightError, quoted

DEEPEST = 32
"""Mappings and lists within each other; card files have four."""
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TAG = "tag:yaml.org,2002:"


def compose(text: str, file: str | Path) -> yaml.Node | None:
    """The node tree of a YAML document; None for an empty one. Raises DeckwrightError with the line."""
    try:
        return _Composer(file).document(yaml.parse(text, Loader=_LOADER))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise DeckwrightError(
            f"is not YAML: {error.problem or error.context}",
            file=file,
            line=mark.line + 1 if mark else None,
            expected="`key: text`, and what belongs together indented alike",
            remedy="a text that holds `: ` or ` #`, or begins with a sign, goes into quotes, or below its key and `|-`",
        ) from None
    except yaml.reader.ReaderError as error:
        raise DeckwrightError(
            "holds a character that YAML does not allow",
            file=file,
            line=_line_at(text, error.position),
            remedy="delete it",
        ) from None
    except yaml.YAMLError as error:
        raise DeckwrightError(f"is not YAML: {error}", file=file) from None
    except UnicodeEncodeError as error:
        line = text.count("\n", 0, error.start) + 1
        raise DeckwrightError("holds half a character", file=file, line=line, remedy="delete it") from None


def _line_at(text: str, position: object) -> int | None:
    """The line of a place, counted from 1; libyaml gives it in bytes of UTF-8, PyYAML itself in characters."""
    if not isinstance(position, int):
        return None
    if issubclass(_LOADER, yaml.SafeLoader):
        return text.count("\n", 0, position) + 1
    return text.encode()[:position].count(b"\n") + 1


def line_of(node: yaml.Node) -> int:
    """Where a node begins, counted from 1."""
    return int(node.start_mark.line) + 1


class _Composer:
    """Events -> nodes. `open` are the mappings and lists not yet ended, `keys` the key that waits in each of them."""

    def __init__(self, file: str | Path) -> None:
        self.file = file
        self.open: list[yaml.CollectionNode] = []
        self.keys: list[yaml.ScalarNode | None] = []

    def document(self, events: Iterable[Any]) -> yaml.Node | None:
        root: yaml.Node | None = None
        documents = 0
        for event in events:
            node: yaml.Node | None = None
            if isinstance(event, yaml.ScalarEvent):
                node = self._scalar(event)
            elif isinstance(event, yaml.CollectionStartEvent):
                self._begin(event)
            elif isinstance(event, yaml.CollectionEndEvent):
                node = self._end(event)
            elif isinstance(event, yaml.AliasEvent):
                raise self._refused(event, f"the alias {quoted(event.anchor)}", "write out what it stands for")
            elif isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise self._refused(event, "a second document", "delete it, or give it a file of its own")
            if node and self.open:
                self._put(node)
            elif node:
                root = node
        return root

    def _scalar(self, event: Any) -> yaml.ScalarNode:
        self._check(event)
        if event.value == "<<" and not event.style and self._at_key():
            raise self._refused(event, "a merge key", "write out what is to be merged")
        return yaml.ScalarNode(_TAG + "str", event.value, event.start_mark, event.end_mark, style=event.style)

    def _begin(self, event: Any) -> None:
        self._check(event)
        if self._at_key():
            raise self._refused(event, "a key that is no text", "write key: value")
        if len(self.open) == DEEPEST:
            raise self._refused(event, f"more than {DEEPEST} lists and mappings within each other", "flatten them")
        mapping = isinstance(event, yaml.MappingStartEvent)
        make, tag = (yaml.MappingNode, _TAG + "map") if mapping else (yaml.SequenceNode, _TAG + "seq")
        self.open.append(make(tag, [], event.start_mark, None, flow_style=event.flow_style))
        self.keys.append(None)

    def _end(self, event: Any) -> yaml.Node:
        self.keys.pop()
        node = self.open.pop()
        node.end_mark = event.end_mark
        return node

    def _at_key(self) -> bool:
        return bool(self.open) and isinstance(self.open[-1], yaml.MappingNode) and self.keys[-1] is None

    def _put(self, node: yaml.Node) -> None:
        """A node that is whole, into the mapping or list that is open."""
        holder = self.open[-1]
        if isinstance(holder, yaml.SequenceNode):
            holder.value.append(node)
        elif (key := self.keys[-1]) is not None:
            holder.value.append((key, node))
            self.keys[-1] = None
        else:
            assert isinstance(node, yaml.ScalarNode)  # `_begin` refuses others
            self.keys[-1] = node

    def _check(self, event: Any) -> None:
        if event.anchor is not None:
            raise self._refused(event, f"the anchor {quoted(event.anchor)}", "write out the text wherever it is meant")
        if event.tag is not None:
            raise self._refused(event, f"the tag {quoted(event.tag)}", "delete it: every value is text as written")

    def _refused(self, event: Any, what: str, remedy: str) -> DeckwrightError:
        line = event.start_mark.line + 1
        return DeckwrightError(f"holds {what}, which is not read here", file=self.file, line=line, remedy=remedy)
