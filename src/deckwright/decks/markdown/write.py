"""A tree of blocks -> Markdown that Python-Markdown cannot misread.

Every item is set apart by blank lines and indented by four columns, every list from the next one; whether a list
is tight is told by a stand-in and mended afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from deckwright.decks.markdown.armour import Armour
from deckwright.decks.markdown.code import highlighted
from deckwright.decks.markdown.inline import Inline
from deckwright.decks.markdown.tree import (
    Code,
    Heading,
    Html,
    ListNode,
    Math,
    Node,
    Paragraph,
    Quote,
    Rule,
    Table,
)

_BOX = re.compile(r"\[([ xX])\] +(?=\S)")
TIGHT, ROMAN, APART = "<!--tight-->", "<!--roman-->", "<!--apart-->"


class Writer:
    def __init__(self, armour: Armour, inline: Inline) -> None:
        self.armour = armour
        self.inline = inline

    def write(self, nodes: Sequence[Node]) -> str:
        blocks: list[str] = []
        before: Node | None = None
        for node in nodes:
            if isinstance(node, (ListNode, Quote)) and isinstance(before, (ListNode, Quote)):
                blocks.append(self.armour.hold(APART))
            blocks.append(self.node(node))
            before = node
        return "\n\n".join(block for block in blocks if block)

    def node(self, node: Node) -> str:
        if isinstance(node, Paragraph):
            return self.inline(node.text)
        if isinstance(node, Heading):
            return f"{'#' * node.level} {self.inline(node.text)}"
        if isinstance(node, Rule):
            return "---"
        if isinstance(node, Code):
            return self.armour.hold(code_html(node))
        if isinstance(node, Math):
            return self.armour.hold(self.inline.formula(node.tex, display=True))
        if isinstance(node, Html):
            return self.armour.hold(self.armour.free(self.inline(node.text, marks=False)))
        if isinstance(node, Table):
            return self.table(node)
        if isinstance(node, Quote):
            inner = self.write(node.children)
            return "\n".join(f"> {line}".rstrip() for line in inner.split("\n"))
        return self.list(node)

    def table(self, table: Table) -> str:
        signs = {"": "---", "left": ":---", "right": "---:", "center": ":---:"}
        rows = [[self.inline(cell.replace("\\|", "|")) or " " for cell in row] for row in table.rows]
        rows.insert(1, [signs[align] for align in table.aligns])
        return "\n".join(f"| {' | '.join(row)} |" for row in rows)

    def list(self, node: ListNode) -> str:
        items = []
        for number, children in enumerate(node.items, node.start):
            marker = f"{number}." if node.style else "-"
            signs = (TIGHT if node.tight else "") + (ROMAN if node.style == "i" else "")
            lead = self.armour.hold(signs) if signs else ""
            first, rest = (
                (children[0], children[1:]) if children and isinstance(children[0], Paragraph) else (None, children)
            )
            body = [lead + self.item_text(first.text) if first else lead or self.armour.hold("")]
            inner = self.write(rest)
            if inner:
                body.append(inner)
            lines = "\n\n".join(body).split("\n")
            head = f"{marker:<3} {lines[0]}"
            items.append("\n".join([head, *(f"    {line}" if line else "" for line in lines[1:])]))
        return "\n\n".join(items)

    def item_text(self, text: str) -> str:
        """The first paragraph of an item; a check box is shown as one."""
        box = _BOX.match(text)
        if not box:
            return self.inline(text)
        return self.armour.hold("☐ " if box[1] == " " else "☑ ") + self.inline(text[box.end() :])


def code_html(code: Code) -> str:
    return f"<pre><code>{highlighted(code.text, code.language)}</code></pre>"
