"""A tree of blocks -> Python-Markdown's ElementTree, in place of what its own block parser would make of the text.

What stands within a block is HTML already (inline.py). It waits in Python-Markdown's stash of raw HTML, which its
postprocessor puts back in the end; so neither its inline patterns nor its serializer ever touch a word of a note.
"""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree.ElementTree import Element, ElementTree, SubElement

from markdown import Extension, Markdown
from markdown.blockparser import BlockParser
from markdown.util import AtomicString

from deckwright.decks.markdown.code import highlighted
from deckwright.decks.markdown.inline import Inline
from deckwright.decks.markdown.nodes import (
    Code,
    Footnote,
    Heading,
    Html,
    ListNode,
    Math,
    Node,
    Paragraph,
    Quote,
    Rule,
    Table,
    Tree,
    box_of,
)
from deckwright.decks.markdown.tree import parse
from deckwright.text.table import cell_text


class NoteParser(BlockParser):
    """Blocks by the house rules (tree.py). `inline` is set for each text, `tree` is what was found in the last one."""

    inline: Inline
    tree: Tree

    def parseDocument(self, lines: Iterable[str]) -> ElementTree:
        self.tree = parse("\n".join(lines))
        self.root = Element(self.md.doc_tag)
        self.inline.references, self.inline.paired = self.tree.references, self.tree.paired
        self._blocks(self.root, self.tree.in_shown_order(self.inline.notes))
        return ElementTree(self.root)

    def _blocks(self, parent: Element, nodes: Iterable[Node]) -> None:
        for node in nodes:
            self._block(parent, node)

    def _block(self, parent: Element, node: Node) -> None:
        if isinstance(node, Paragraph):
            self._stash(SubElement(parent, "p"), self.inline(node.text))
        elif isinstance(node, Heading):
            self._stash(SubElement(parent, f"h{node.level}"), self.inline(node.text))
        elif isinstance(node, Rule):
            SubElement(parent, "hr")
        elif isinstance(node, Code):
            self._stash(SubElement(parent, "p"), _code(node))
        elif isinstance(node, Math):
            self._stash(SubElement(parent, "p"), self.inline.formula(node.tex, display=True))
        elif isinstance(node, Html):
            self._stash(SubElement(parent, "p"), self.inline(node.text, marks=False))
        elif isinstance(node, Table):
            self._table(parent, node)
        elif isinstance(node, Quote):
            quote = SubElement(parent, "blockquote")
            if node.title:
                self._stash(SubElement(SubElement(quote, "p"), "b"), self.inline(node.title))
            self._blocks(quote, node.children)
        elif isinstance(node, Footnote):
            self._footnote(parent, node)
        elif isinstance(node, ListNode):
            self._list(parent, node)

    def _footnote(self, parent: Element, node: Footnote) -> None:
        """A footnote, its number before the first of its words."""
        sign = self.inline.footnote(node.label)
        first, rest = (node.children[:1], node.children[1:])
        paragraph = first[0] if first and isinstance(first[0], Paragraph) else None
        self._stash(SubElement(parent, "p"), f"{sign} {self.inline(paragraph.text) if paragraph else ''}")
        self._blocks(parent, rest if paragraph else node.children)

    def _stash(self, element: Element, html: str) -> None:
        if html:
            element.text = AtomicString(self.md.htmlStash.store(html))

    def _table(self, parent: Element, node: Table) -> None:
        table = SubElement(parent, "table")
        sections = {"thead": ("th", node.rows[:1]), "tbody": ("td", node.rows[1:])}
        for name, (tag, rows) in sections.items():
            if not rows:
                continue
            section = SubElement(table, name)
            for row in rows:
                line = SubElement(section, "tr")
                for cell, align in zip(row, node.aligns, strict=False):
                    self._stash(SubElement(line, tag, {"align": align} if align else {}), self.inline(cell_text(cell)))

    def _list(self, parent: Element, node: ListNode) -> None:
        made = SubElement(parent, "ol" if node.style else "ul")
        if node.style == "i":
            made.set("type", "i")
        if node.style and node.start != 1:
            made.set("start", str(node.start))
        for children in node.items:
            item = SubElement(made, "li")
            first = children[0] if children else None
            if isinstance(first, Paragraph):
                self._stash(item if node.tight else SubElement(item, "p"), self._item_text(first.text))
            rest = children[isinstance(first, Paragraph) :]
            if item.text and rest:
                item.text = AtomicString(f"{item.text}\n")
            self._blocks(item, rest)

    def _item_text(self, text: str) -> str:
        """The first paragraph of an item; a check box is shown as one."""
        box = box_of(text)
        return box[0] + self.inline(text[box[1] :]) if box else self.inline(text)


class Notes(Extension):
    """Python-Markdown with the blocks of notes: its preprocessors have nothing to prepare any more."""

    def extendMarkdown(self, md: Markdown) -> None:
        md.parser = NoteParser(md)
        for name in ("normalize_whitespace", "html_block"):
            md.preprocessors.deregister(name)


def _code(code: Code) -> str:
    return f"<pre><code>{highlighted(code.text, code.language)}</code></pre>"
