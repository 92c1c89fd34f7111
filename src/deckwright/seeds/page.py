"""Page: a document with its blocks, as every step of reading is handed it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from deckwright.seeds.document import Document
from deckwright.seeds.inputs import blocks_of
from deckwright.seeds.slices import Role
from deckwright.seeds.words import level_keys
from deckwright.text.blocks import Block, BlockKind, between


@dataclass(frozen=True)
class Page:
    """A document, its blocks in order, and the words for levels that count in it."""

    document: Document
    blocks: tuple[Block, ...]
    level_words: tuple[str, ...] = ()
    columns: Mapping[int, Role] | None = None
    """What the columns of its rows are, where a person says so."""
    hash_tags: bool = False
    """Whether `#tag` behind a note's words is one, as in a vault."""
    _made: dict[str, dict[str, str]] = field(default_factory=dict, compare=False)

    @classmethod
    def of(cls, document: Document, level_words: Iterable[str] = (), columns: Mapping[int, Role] | None = None) -> Page:
        return cls(document, tuple(blocks_of(document)), tuple(level_words), columns)

    @property
    def lines(self) -> Sequence[str]:
        return self.document.lines

    @cached_property
    def kind_at(self) -> dict[int, BlockKind]:
        """The kind of block that each line lies in."""
        return {line: block.kind for block in self.blocks for line in range(block.first, block.last + 1)}

    def once(self, name: str, make: Callable[[], dict[str, str]]) -> dict[str, str]:
        """What is true of the whole document, made once however many readings are tried."""
        if name not in self._made:
            self._made[name] = make()
        return self._made[name]

    @cached_property
    def headings(self) -> list[int]:
        """The lines of its headings."""
        return [block.first for block in self.blocks if block.kind is BlockKind.HEADING]

    @cached_property
    def level_keys(self) -> set[str]:
        return level_keys(self.level_words)

    def between(self, first: int, stop: int) -> Sequence[Block]:
        """The blocks that begin in the lines from `first` to before `stop`."""
        return between(self.blocks, first, stop)
