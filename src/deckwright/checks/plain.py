"""The texts of a deck as rules need them: each taken apart once, when a rule first asks for a part of it.

What is no word, and what is only quoted, can be had blotted out. Places stay what they are: a blotted character is
replaced by one that no rule looks for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import cast

from deckwright.cards.store import Card
from deckwright.checks.language import language_of
from deckwright.checks.listed import Item, lists
from deckwright.decks.deck import Deck
from deckwright.text.blocks import TAB, Block, BlockKind, scan
from deckwright.text.characters import is_cjk
from deckwright.text.definitions import named_outside_code, references_of
from deckwright.text.inline import References, Token, TokenKind, tokens
from deckwright.text.prose import Prose

BLOT = "\ufffc"
"""Stands for a character of code, of a formula, an address, a tag, or a quotation."""

_QUOTED = re.compile(
    r"“[^“”\n]*”|‘[^‘’\n]*’|「[^「」\n]*」|『[^『』\n]*』|《[^《》\n]*》|〈[^〈〉\n]*〉|«[^«»\n]*»|„[^„“”\n]*[“”]"
    r"|(?<![^\s(（\[，。：、；—\u3040-\u9fff])\"[^\"\n]+\"|(?<![^\s(（\[，。：、；\u3040-\u9fff])'[^'\n]+'(?!\w)"
)
_ADDRESS = re.compile(
    r"(?:\b[a-z][a-z0-9+.-]*://|\bmailto:|\bwww\.)[^\s“”‘’「」《》<>，。；！？、]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
    re.I | re.A,
)


@dataclass(frozen=True)
class Text:
    """One text of a note, and what it is made of."""

    card: Card
    key: str
    text: str

    @cached_property
    def lines(self) -> list[str]:
        return self.text.split("\n")

    @cached_property
    def starts(self) -> list[int]:
        """Where each line begins, and where one behind the last would."""
        starts = [0]
        for line in self.lines:
            starts.append(starts[-1] + len(line) + 1)
        return starts

    @cached_property
    def blocks(self) -> list[Block]:
        return scan(self.lines)

    @cached_property
    def lists(self) -> list[list[Item]]:
        """Its lists by level: items of one indentation, until a line that belongs to no item."""
        return list(lists(self.lines, self.blocks)) if len(self.lines) > 1 else []

    @cached_property
    def code(self) -> frozenset[int]:
        """The lines (from 0) that a card shows as code, with those that fence it."""
        if not _MAY_HOLD_CODE.search(self.text):
            return frozenset()
        return frozenset(_code(self.lines, self.blocks))

    @cached_property
    def _defined(self) -> tuple[References, frozenset[int]]:
        if "]:" not in self.text:
            return {}, frozenset()
        return references_of(self.lines, self.blocks, named_outside_code(self.text))

    @property
    def references(self) -> References:
        """What it defines for its own links and footnotes."""
        return self._defined[0]

    @cached_property
    def running(self) -> str:
        """The text with lines of code, and those that only define a link, blotted out."""
        blotted = self.code | self._defined[1]
        if not blotted:
            return self.text
        return "\n".join(BLOT * len(line) if at in blotted else line for at, line in enumerate(self.lines))

    @cached_property
    def tokens(self) -> Sequence[Token]:
        """What stands outside of blocks of code and is no plain word: formulas, links, tags."""
        return tokens(self.running, self.references)

    @cached_property
    def links(self) -> list[tuple[Token, int]]:
        """Where each link opens, and the index behind it."""
        found: list[tuple[Token, int]] = []
        opened: Token | None = None
        for token in self.tokens:
            if token.kind is TokenKind.LINK_OPEN:
                opened = token
            elif token.kind is TokenKind.LINK_CLOSE and opened:
                found.append((opened, token.end))
                opened = None
        return found

    @cached_property
    def words(self) -> Prose:
        """The ranges of the text that are plain words."""
        return Prose.outside(self.text, self._taken())

    def _taken(self) -> Iterator[tuple[int, int]]:
        lines = set(self.code | self._defined[1])
        if "$$" in self.text or "\\[" in self.text:
            for block in self.blocks:
                if block.kind is BlockKind.MATH:
                    lines.update(range(block.first, block.last + 1))
        yield from ((self.starts[at], self.starts[at + 1]) for at in lines)
        yield from ((token.start, token.end) for token in self.tokens if token.kind is not TokenKind.LINK_OPEN)

    @cached_property
    def said(self) -> str:
        """The text without what is no words."""
        if self.text.isalnum():
            return self.text
        said, at = [], 0
        for start, end in self.words.ranges:
            said += [_blotted(self.text[at:start]), self.text[start:end]]
            at = end
        whole = "".join([*said, _blotted(self.text[at:])])
        return _ADDRESS.sub(lambda match: _blotted(match[0]), whole) if _MAY_HOLD_ADDRESS.search(whole) else whole

    @cached_property
    def own(self) -> str:
        """The same without quotations."""
        return _QUOTED.sub(lambda match: match[0][0] + _blotted(match[0][1:-1]) + match[0][-1], self.said)

    @cached_property
    def language(self) -> str | None:
        """The language of what it says; None where that cannot be told."""
        return language_of(self.said)

    @cached_property
    def own_language(self) -> str | None:
        """The same, of what it does not quote."""
        return self.language if self.own == self.said else language_of(self.own)

    @cached_property
    def paragraphs(self) -> list[tuple[int, str, list[Token]]]:
        """Stretches without blank lines, code or formulas on display: where they begin, and their tokens."""
        return [(start, part, tokens(part, self.references)) for start, part in _paragraphs(self)]


_MAY_HOLD_CODE = re.compile(r"```|~~~|^(?: {4}| {0,3}\t)", re.M)
_MAY_HOLD_ADDRESS = re.compile(r"[:@]|www", re.I)


def texts(deck: Deck) -> list[Text]:
    """Every text of every live note, in order."""
    return cast(list[Text], deck.once("plain", lambda: [Text(*one) for one in deck.texts()]))


def notes(deck: Deck) -> list[tuple[Card, dict[str, Text]]]:
    """Every live note with its texts by key."""
    return cast(list[tuple[Card, dict[str, Text]]], deck.once("notes", lambda: list(_notes(deck))))


def _notes(deck: Deck) -> Iterator[tuple[Card, dict[str, Text]]]:
    gathered: dict[int, tuple[Card, dict[str, Text]]] = {id(card): (card, {}) for card in deck.live()}
    for one in texts(deck):
        gathered[id(one.card)][1][one.key] = one
    yield from gathered.values()


def _code(lines: Sequence[str], blocks: Sequence[Block]) -> Iterator[int]:
    """Lines between fences; lines set in by four columns where no paragraph and no list is open (CommonMark 4.4)."""
    paragraph = item = False
    for block in blocks:
        inside = range(block.first, block.last + 1)
        if block.kind is BlockKind.FENCE:
            yield from inside
        if (
            block.kind is BlockKind.TEXT
            and not paragraph
            and not item
            and block.indent >= TAB
            and _is_code(lines, block)
        ):
            yield from inside
            continue
        item = block.kind is BlockKind.ITEM or (
            item and (block.kind is BlockKind.BLANK or block.indent > 0 or paragraph)
        )
        paragraph = block.kind in (BlockKind.TEXT, BlockKind.ITEM)


def _is_code(lines: Sequence[str], block: Block) -> bool:
    """Whether a line is set in, and no prose that is."""
    if block.indent < TAB:
        return False
    letters = [char for char in lines[block.first] if char.isalpha()]
    return 2 * sum(map(is_cjk, letters)) <= len(letters)


def _paragraphs(one: Text) -> Iterator[tuple[int, str]]:
    skipped = set(one.code)
    for block in one.blocks:
        if block.kind in (BlockKind.FENCE, BlockKind.MATH, BlockKind.RULE):
            skipped.update(range(block.first, block.last + 1))
    open_at, gathered = 0, ""
    for at, line in enumerate(one.lines):
        bullet = re.match(r"\s*\*(?=\s)", line)
        if (not line.strip() or at in skipped or bullet) and gathered:
            yield open_at, gathered
            gathered = ""
        if not line.strip() or at in skipped:
            continue
        if gathered:
            gathered += "\n" + line
        else:
            begin = bullet.end() if bullet else 0
            open_at, gathered = one.starts[at] + begin, line[begin:]
    if gathered:
        yield open_at, gathered


def _blotted(text: str) -> str:
    return re.sub(r"[^\n]", BLOT, text)
