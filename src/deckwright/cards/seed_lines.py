"""What deckwright.yaml says of documents that are brought: written by `init`, changed by `update --from`."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from deckwright.declared import FILE, LONGEST_LINE, seed_key
from deckwright.errors import DeckwrightError
from deckwright.files.yamlnodes import compose, line_of
from deckwright.files.yamltext import one_line
from deckwright.names import cleaned, trouble
from deckwright.seeds.gathering import Brought, tags_of
from deckwright.seeds.origins import Origin
from deckwright.seeds.pins import Pinned

_DIGITS = 12  # of a digest that tells one state of a file from the next


def digest_of(data: bytes) -> str:
    """What tells the bytes of a document from others."""
    return hashlib.sha256(data).hexdigest()[:_DIGITS]


def seed_keys(files: Iterable[str], taken: Collection[str] = ()) -> dict[str, str]:
    """A key of its own for every document: `a b.md` and `a-b.md` would have one."""
    keys: dict[str, str] = {}
    gone = set(taken)
    begun: dict[str, int] = {}  # the last number of a key: from there on it is sought
    for file in files:
        key = seed_key(file)
        number = begun.get(key, 1)
        while (way := key if number == 1 else f"{key}-{number}") in gone:
            number += 1
        begun[key] = number
        keys[file] = way
        gone.add(way)
    return keys


def seed_line(one: Brought, key: str, pins: Mapping[str, object] | Pinned, tags: Sequence[str]) -> str:
    """A document's line."""
    title = cleaned(one.front.title.text) if one.front.title else ""
    said: dict[str, object] = {"title": title if title and not trouble(title, LONGEST_LINE) else None, **pins}
    text = "".join(f", {name}: {one_line(str(value), in_list=True)}" for name, value in said.items() if value)
    text += ", vault: true" * one.of_vault
    text += f", tags: [{', '.join(one_line(tag, in_list=True) for tag in tags)}]" if tags else ""
    if one.source.name:
        text += f", source: {one_line(one.source.name, in_list=True)}, fetched: {digest_of(one.data)}"
    return f"  {one_line(one.name, in_list=True)}: {{key: {one_line(key)}, licence: unknown{text}}}"


def source_line(origin: Origin) -> str:
    """A source's line."""
    into = f", into: {one_line(origin.into, in_list=True)}" if origin.into else ""
    path = one_line(origin.path.as_posix(), in_list=True)
    return f"  {one_line(origin.name, in_list=True)}: {{path: {path}{into}}}"


def tags_for(one: Brought, subdecks: bool) -> list[str]:
    """The tags that a document's folders are, unless they are decks. A deck that it names is read as a tag anyway."""
    tags = map(cleaned, () if subdecks else tags_of(one))
    return [tag for tag in tags if tag and not trouble(tag, LONGEST_LINE)]


@dataclass
class Settings:
    """The text of deckwright.yaml while it is changed: other lines stay byte for byte."""

    text: str
    edits: list[tuple[int, int, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.root = compose(self.text, FILE)

    def changed(self) -> str:
        """The text with all changes."""
        text = self.text
        for start, end, new in sorted(self.edits, reverse=True):
            text = text[:start] + new + text[end:]
        return text

    def add(self, name: str, lines: Sequence[str]) -> None:
        """Lines at the end of a mapping of the whole, which is made where there is none."""
        if not lines:
            return
        pair = self._pair(self.root, name)
        body = "".join(f"{line}\n" for line in lines)
        if pair is None or not isinstance(pair[1], yaml.MappingNode) or not pair[1].value:
            start = len(self.text) if pair is None else pair[0].start_mark.index
            end = len(self.text) if pair is None else pair[1].end_mark.index
            before = "" if start == 0 or self.text[start - 1] == "\n" else "\n"
            self.edits.append((start, end, f"{before}{name}:\n{body.rstrip() if pair else body}"))
            return
        self._check_lines(pair[1], name)
        last = pair[1].value[-1][1]
        end = self._line_end(last.end_mark.index)
        self.edits.append((end, end, body))

    def call(self, file: str, new: str) -> None:
        """Call a document otherwise."""
        key, _ = self._seed(file)
        self.edits.append((key.start_mark.index, key.end_mark.index, one_line(new, in_list=True)))

    def remove(self, file: str) -> None:
        """Take a document's line out."""
        key, value = self._seed(file)
        start = self.text.rfind("\n", 0, key.start_mark.index) + 1
        self.edits.append((start, self._line_end(value.end_mark.index), ""))

    def set(self, name: str, entry: str, key: str, text: str) -> None:
        """Another value of what is said of a document or source."""
        whole = self._pair(self.root, name)
        one = self._pair(whole[1], entry) if whole else None
        said = self._pair(one[1], key) if one else None
        if said is not None:
            self.edits.append((said[1].start_mark.index, said[1].end_mark.index, text))
        elif one is not None and isinstance(one[1], yaml.MappingNode) and one[1].flow_style and one[1].value:
            end = one[1].value[-1][1].end_mark.index
            self.edits.append((end, end, f", {key}: {text}"))

    def _seed(self, file: str) -> tuple[yaml.Node, yaml.Node]:
        seeds = self._pair(self.root, "seeds")
        pair = self._pair(seeds[1], file) if seeds else None
        assert seeds and pair  # it was read from there
        self._check_lines(seeds[1], "seeds")
        return pair

    def _pair(self, node: yaml.Node | None, name: str) -> tuple[yaml.Node, yaml.Node] | None:
        pairs = node.value if isinstance(node, yaml.MappingNode) else []
        return next(((key, value) for key, value in pairs if key.value == name), None)

    def _check_lines(self, node: yaml.Node, name: str) -> None:
        if isinstance(node, yaml.MappingNode) and node.flow_style:
            raise DeckwrightError(
                f"{name!r} stands in braces", file=FILE, line=line_of(node), expected="a line for each of them"
            )

    def _line_end(self, index: int) -> int:
        """Behind the end of the line that a value ends in; a value over several lines ends where the next begins."""
        if index and self.text[index - 1] == "\n":
            return index
        end = self.text.find("\n", index)
        if end < 0:
            self.text += "\n"
            return len(self.text)
        return end + 1


def as_recorded(path: Path, project: Path) -> Path:
    """A path as deckwright.yaml has it: as it was typed, from the project's folder where it was relative."""
    if path.is_absolute():
        return path
    real, root = path.absolute(), project.absolute()
    same = 0
    while same < min(len(real.parts), len(root.parts)) and real.parts[same] == root.parts[same]:
        same += 1
    return Path(*[".."] * (len(root.parts) - same), *real.parts[same:])
