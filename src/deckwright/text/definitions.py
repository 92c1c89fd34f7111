"""What a text defines for its other lines: the addresses of links, footnotes; and the titles of set-off notes."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from deckwright.text.blocks import Block, BlockKind
from deckwright.text.inline import TokenKind, label_of, tokens

_LINK = re.compile(
    r" {0,3}\[(?!\^)([^\[\]]*[^\[\]\s][^\[\]]*)\]:[ \t]*(?:<([^<>]*)>|(\S+))"
    r"(?:[ \t]+(?:\"([^\"]*)\"|'([^']*)'|\(([^()]*)\)))?[ \t]*$"
)
_DEFINED = re.compile(r" {0,3}\[[^\[\]]+\]:")
_TITLE = re.compile(r"[ \t]+(?:\"[^\"]*\"|'[^']*'|\([^()]*\))[ \t]*")
_FOOTNOTE = re.compile(r" {0,3}\[(\^[^\[\]\s]+)\]:[ \t]*")
_ALERT = re.compile(r"[ \t]*\[!([A-Za-z]+)\][-+]?[ \t]*(.*)")

LEAST_INDENT = 2
"""Columns by which the further lines of a footnote at a document's end are set in."""


def named_labels(text: str) -> frozenset[str]:
    """What stands in brackets, and may name a definition."""
    return frozenset(map(label_of, re.findall(r"\[([^\[\]]*)\](?!:)", text)))


def label_defined(line: str) -> str | None:
    """The label that a line defines, whether anything names it or not."""
    note = footnote_definition(line)
    match = None if note else _LINK.match(line)
    return note[0] if note else label_of(match[1]) if match else None


def link_definition(line: str, named: Container[str]) -> tuple[str, tuple[str, str]] | None:
    """The label, address and title that a line defines, if the label is among those that are named."""
    match = _LINK.match(line)
    if match is None or (label := label_of(match[1])) not in named:
        return None
    return label, (match[2] or match[3] or "", match[4] or match[5] or match[6] or "")


def footnote_definition(line: str) -> tuple[str, int] | None:
    """The label of the footnote that a line begins, and the index where its words do."""
    match = _FOOTNOTE.match(line)
    return (label_of(match[1]), match.end()) if match else None


def is_title(line: str) -> bool:
    """Whether a line is the title of the link that the line above defines."""
    return _TITLE.fullmatch(line) is not None


def references_of(
    lines: Sequence[str], blocks: Sequence[Block], named: Container[str]
) -> tuple[dict[str, tuple[str, str]], frozenset[int]]:
    """What the lines of a text define for its words, as `tokens` takes it; and the lines of it that nobody sees.

    A link's definition begins a paragraph; a footnote's shows its words.
    """
    found: dict[str, tuple[str, str]] = {}
    unseen: set[int] = set()
    inside = False  # of a paragraph
    for block in blocks:
        line = lines[block.first]
        plain = block.kind is BlockKind.TEXT
        if plain and not inside and block.first == block.last and (link := link_definition(line, named)):
            found.setdefault(*link)
            unseen.add(block.first)
        elif plain and (note := footnote_definition(line)):
            found.setdefault(note[0], ("", ""))
            inside = True
        else:
            inside = plain
    return found, frozenset(unseen)


def named_outside_code(text: str) -> frozenset[str]:
    """What stands in brackets outside of code, and may name a definition; nothing where there is none."""
    if "]:" not in text:
        return frozenset()
    pieces, at = [], 0
    for token in tokens(text) if "`" in text else ():
        if token.kind is TokenKind.CODE:
            pieces.append(text[at : token.start])
            at = token.end
    return named_labels(" ".join([*pieces, text[at:]]))


def alert_title(line: str) -> str:
    """The title of a quotation that GitHub and Obsidian set off, by its first line; nothing where it is none."""
    match = _ALERT.fullmatch(line)
    return (match[2].strip() or match[1].capitalize()) if match else ""
