"""What a document is written in -> its blocks: one file for each syntax, mapped to the same kinds of block.

A syntax is a function of the document's lines that yields a function of one line's index: the block that begins
there, where the syntax has a rule of its own, else None, and the rules that all of them share apply (blocks.py).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from deckwright.seeds.document import Document
from deckwright.seeds.inputs import asciidoc, html, latex, mediawiki, org, rest
from deckwright.seeds.vocabulary import names
from deckwright.text.blocks import Block, BlockKind, Claim, Headings, scan

Syntax = Callable[[Sequence[str]], Claim]

_BY_SUFFIX: dict[str, tuple[Headings, Syntax | None]] = {
    "org": ("none", org.claim),
    "adoc": ("asciidoc", asciidoc.claim),
    "asciidoc": ("asciidoc", asciidoc.claim),
    "rst": ("none", rest.claim),
    "tex": ("none", latex.claim),
    "html": ("markdown", html.claim),
    "htm": ("markdown", html.claim),
}
_WIKIS = ("mediawiki", "wiki", "wikitext")
_EQUALS = re.compile(r"={1,5} \S(?!.*=\s*$)")


def blocks_of(document: Document) -> list[Block]:
    """The blocks of a document, in order; every line lies in one."""
    headings, syntax = _syntax_of(document)
    claim = syntax(document.lines) if syntax else None
    blocks = scan(document.lines, front_matter=True, headings=headings, loose=True, claim=claim)
    if _asks_in_front(document, blocks):
        blocks = scan(document.lines, headings="none", claim=_entries(document.lines))
    return blocks


_KEY = re.compile(r"(?P<deep>[ \t]*(?:-[ \t]+)?)(?P<name>[^\W\d]+)[-_]?\d*[ \t]*:(?:[ \t]|$)")
LEAST = 2
"""Questions and answers in front matter from which on it is what a document holds, where it holds nothing else."""


def _asks_in_front(document: Document, blocks: Sequence[Block]) -> bool:
    """Whether all of a document is front matter, and its keys name questions and answers: FAQs of static sites."""
    kinds = [block.kind for block in blocks if block.kind is not BlockKind.BLANK]
    if kinds != [BlockKind.FRONT_MATTER]:
        return False
    keys = [match["name"] for line in document.lines if (match := _KEY.match(line))]
    return all(sum(names(kind, key) for key in keys) >= LEAST for kind in ("question", "answer"))


def _entries(lines: Sequence[str]) -> Claim:
    """What front matter says of the document itself, and its fences, are no part of a question or an answer."""

    def block(at: int) -> Block | None:
        match = _KEY.match(lines[at])
        other = match and not match["deep"] and not any(names(kind, match["name"]) for kind in ("question", "answer"))
        return Block(BlockKind.MARKUP, at, at) if other or lines[at].rstrip() in ("---", "...", "+++") else None

    return block


def is_markdown(document: Document) -> bool:
    """Whether a document is in Markdown, or in plain text, which is read alike."""
    return not document.name.lower().endswith((".csv", ".tsv")) and _syntax_of(document) == ("markdown", None)


def _syntax_of(document: Document) -> tuple[Headings, Syntax | None]:
    """By the name, or by what only one of them writes; else Markdown, or none at all, which is read alike."""
    suffix = document.name.lower().rpartition(".")[2]
    if suffix in _BY_SUFFIX:
        return _BY_SUFFIX[suffix]
    if org.is_org(document):
        return _BY_SUFFIX["org"]
    if any(line.startswith("\\begin{document}") for line in document.lines):
        return _BY_SUFFIX["tex"]
    if suffix in _WIKIS or mediawiki.is_mediawiki(document.lines):
        return ("none", mediawiki.claim)
    equals = sum(_EQUALS.match(line) is not None for line in document.lines)
    hashes = sum(line.startswith("#") for line in document.lines)
    return _BY_SUFFIX["adoc"] if equals >= 3 and not hashes else ("markdown", None)
