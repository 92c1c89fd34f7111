"""What a document is written in -> its blocks: one file for each syntax, mapped to the same kinds of block.

A syntax is a function of the document's lines that yields a function of one line's index: the block that begins
there, where the syntax has a rule of its own, else None, and the rules that all of them share apply (blocks.py).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from deckwright.seeds.document import Document
from deckwright.seeds.inputs import asciidoc, html, latex, org, rest
from deckwright.text.blocks import Block, Claim, Headings, scan

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
_EQUALS = re.compile(r"={1,5} \S(?!.*=\s*$)")


def blocks_of(document: Document) -> list[Block]:
    """The blocks of a document, in order; every line lies in one."""
    headings, syntax = _syntax_of(document)
    claim = syntax(document.lines) if syntax else None
    return scan(document.lines, front_matter=True, headings=headings, loose=True, claim=claim)


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
    equals = sum(_EQUALS.match(line) is not None for line in document.lines)
    hashes = sum(line.startswith("#") for line in document.lines)
    return _BY_SUFFIX["adoc"] if equals >= 3 and not hashes else ("markdown", None)
