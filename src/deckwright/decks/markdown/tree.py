"""Lines -> a tree of blocks, as CommonMark has them, with the house rules of docs/markdown.md."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from deckwright.decks.markdown.gathered import Gathered, Item, is_setext, peel
from deckwright.decks.markdown.lines import (
    paragraph_line,
    spaces,
    starts_with_marker,
    without_closing,
    without_last_break,
)
from deckwright.decks.markdown.nodes import (
    Align,
    Code,
    Footnote,
    Heading,
    Hidden,
    Html,
    ListNode,
    Math,
    Node,
    Paragraph,
    Quote,
    Rule,
    Table,
    Told,
    Tree,
)
from deckwright.text.blocks import (
    TAB,
    Block,
    BlockKind,
    indent_of,
    scan,
)
from deckwright.text.characters import is_cjk
from deckwright.text.definitions import (
    alert_title,
    footnote_definition,
    is_title,
    link_definition,
    named_outside_code,
)
from deckwright.text.html_names import OTHERS
from deckwright.text.inline import comment_end, paired_tags
from deckwright.text.items import ItemMarker
from deckwright.text.table import table_cells

MAX_DEPTH = 8


def parse(text: str) -> Tree:
    """The tree of a Markdown text."""
    tree = Tree(text, named=named_outside_code(text), paired=paired_tags(text))
    tree.nodes = _Builder([spaces(line) for line in text.split("\n")], 0, tree).run()
    return tree


# The end of what a page was cut out of; the linter tells (html-left-over).
_LEFT_OVER = re.compile(r"\s*(?:</(?:p|div|details|center|section|td|tr|table|tbody|ul|ol|li)>\s*)+", re.I)
_SENTENCE_ENDS = "。？！；：;:.!?，,、）)"


class _Builder:
    def __init__(self, lines: Sequence[str], depth: int, tree: Tree) -> None:
        self.lines = lines
        self.depth = depth
        self.tree = tree
        self.blocks = scan(lines)
        self.at = 0
        self.nodes: list[Node] = []
        self.open: list[str] = []  # lines of the paragraph at hand
        self.last_number: dict[str, int] = {}  # habit form -> its last number in this container

    def run(self) -> list[Node]:
        while self.at < len(self.blocks):
            block = self.blocks[self.at]
            self.at += 1
            self.take(block)
        self.flush()
        return self.nodes

    def text_of(self, block: Block) -> str:
        return "\n".join(self.lines[block.first : block.last + 1])

    def flush(self) -> None:
        if self.open:
            self.nodes.append(Paragraph(without_last_break("\n".join(self.open))))
            self.open = []

    def add(self, node: Node) -> None:
        self.flush()
        self.nodes.append(node)

    def take(self, block: Block) -> None:
        line = self.lines[block.first]
        kind = block.kind
        if kind is BlockKind.BLANK:
            self.flush()
        elif kind is BlockKind.HEADING:
            self.add(Heading(block.level, without_closing(line[block.content :])))
        elif kind is BlockKind.FENCE:
            self.add(self.code(block))
        elif kind is BlockKind.MATH:
            self.add(Math(self.text_of(block).strip()[2:-2]))
        elif kind is BlockKind.TABLE:
            self.add(self.table(self.lines[block.first : block.last + 1]))
        elif kind is BlockKind.HTML:
            self.html(block)
        elif kind is BlockKind.COMMENT:
            self.comment(block)
        elif kind is BlockKind.RULE:
            self.rule(line)
        elif kind is BlockKind.QUOTE:
            self.quote(block)
        elif kind is BlockKind.ITEM and self.begins_list(block):
            self.list(block)
        else:
            self.text(block)

    def text(self, block: Block) -> None:
        line = self.lines[block.first]
        if self.open and is_setext(line):
            self.setext(1)
        elif not self.open and block.first == block.last and (link := self.defined(line)):
            self.definition(line, *link)
        elif self.depth == 0 and (note := footnote_definition(line)):
            self.footnote(block, *note)
        elif not self.open and self.begins_code(block):
            self.add(self.indented(block))
        else:
            self.open.extend(paragraph_line(one) for one in self.lines[block.first : block.last + 1])

    def defined(self, line: str) -> tuple[str, tuple[str, str]] | None:
        """What a line defines; another address for the same label is text."""
        link = link_definition(line, self.tree.named)
        return link if link and self.tree.references.get(link[0], link[1]) == link[1] else None

    def definition(self, line: str, label: str, link: tuple[str, str]) -> None:
        following = self.blocks[self.at] if self.at < len(self.blocks) else None
        title = self.lines[following.first] if following and following.kind is BlockKind.TEXT and not link[1] else ""
        if is_title(title):
            self.at += 1
            line, link = f"{line}\n{title}", (link[0], title.strip()[1:-1])
        self.add(Hidden(line))
        self.tree.references.setdefault(label, link)

    def footnote(self, block: Block, label: str, start: int) -> None:
        """A footnote goes on over lines that are indented, and over those of its first paragraph."""
        gathered = Gathered(self.lines[block.first][start:])
        gathered.lines += self.lines[block.first + 1 : block.last + 1]
        blank = False
        while self.at < len(self.blocks):
            following = self.blocks[self.at]
            line = self.lines[following.first]
            if following.indent >= TAB and not self.is_blank(self.at):
                gathered.lines += [""] * blank
                for one in self.lines[following.first : following.last + 1]:
                    gathered.add(one[min(TAB, indent_of(one)[1]) :])
            elif not blank and following.kind is BlockKind.TEXT and not self.defines(line):
                self.add_lazy(gathered, following)
            elif not self.is_blank(self.at):
                break
            blank = self.is_blank(self.at)
            self.at += 1
        self.tree.references[label] = ("", "")
        self.add(Footnote(label, self.inside(gathered.lines)))

    def defines(self, line: str) -> bool:
        return footnote_definition(line) is not None or link_definition(line, self.tree.named) is not None

    def begins_code(self, block: Block) -> bool:
        """Whether a line begins code by its indentation (CommonMark 4.4), and no prose set in."""
        letters = [char for char in self.lines[block.first] if char.isalpha()]
        return block.indent >= TAB and 2 * sum(map(is_cjk, letters)) <= len(letters)

    def indented(self, block: Block) -> Code:
        last = block.last
        while self.at < len(self.blocks) and (self.blocks[self.at].indent >= TAB or self.is_blank(self.at)):
            last = last if self.is_blank(self.at) else self.blocks[self.at].last
            self.at += 1
        lines = [spaces(line) for line in self.lines[block.first : last + 1]]
        return Code("\n".join(line[min(TAB, indent_of(line)[1]) :] for line in lines), "")

    def is_blank(self, at: int) -> bool:
        return self.blocks[at].kind is BlockKind.BLANK

    def rule(self, line: str) -> None:
        if self.open and set(line.strip()) == {"-"}:
            self.setext(2)
        else:
            self.add(Rule())

    def setext(self, level: int) -> None:
        text = "\n".join(self.open)
        self.open = []
        self.nodes.append(Heading(level, text))

    def comment(self, block: Block) -> None:
        """A comment; one that never ends is text, and so is what stands behind the end of another."""
        text = self.text_of(block)
        start = text.find("<!--")
        if text[:start].strip() or start < 0:  # `[//]: # (x)`
            self.add(Hidden(text))
            return
        end = comment_end(text, start, text.find)
        if end >= 0:
            self.add(Hidden(text[:end]))
        if rest := text[max(end, 0) :].strip():
            self.open.append(rest)

    def html(self, block: Block) -> None:
        """An element of HTML; one that no card may hold is code as it is written, or text where it is only named."""
        text = self.text_of(block)
        self.flush()
        name = re.match(r"\s*</?([A-Za-z0-9]+)", text)
        if self.nodes and _LEFT_OVER.fullmatch(text) and name and name[1].lower() not in self.tree.paired:
            self.add(Hidden(text))
        elif name and name[1].lower() not in OTHERS:
            self.add(Html(text))
        elif block.last > block.first:
            self.add(Code(text, "html"))
        else:
            self.open.append(paragraph_line(text))

    def code(self, block: Block) -> Code | Math:
        first = self.lines[block.first]
        fence = re.match(r"\s*(`+|~+)\s*(\S*)", first)
        assert fence
        last = self.lines[block.last].strip() if block.last > block.first else ""
        closed = len(last) >= len(fence[1]) and not last.strip(fence[1][0])
        body = self.lines[block.first + 1 : block.last + (0 if closed else 1)]
        cut = [line[min(block.indent, indent_of(line)[1]) :] for line in body]
        if fence[2] == "math":
            return Math("\n".join(cut), first[fence.end(1) :])
        return Code("\n".join(cut), fence[2].strip("{.}"), first[fence.end(1) :])

    def quote(self, block: Block) -> None:
        gathered = Gathered(self.lines[block.first][block.content :])
        while self.at < len(self.blocks):
            following = self.blocks[self.at]
            line = self.lines[following.first]
            if following.kind is BlockKind.QUOTE:
                gathered.add(line[following.content :])
            elif following.kind is BlockKind.TEXT and gathered.goes_on():
                self.add_lazy(gathered, following)
            else:
                break
            self.at += 1
        label = gathered.lines[0] if alert_title(gathered.lines[0]) else ""
        self.add(Quote(self.inside(gathered.lines[1 if label else 0 :]), label, alert_title(label)))

    def add_lazy(self, gathered: Gathered, block: Block) -> None:
        for line in self.lines[block.first : block.last + 1]:
            gathered.add_lazy(line.strip())

    def inside(self, lines: list[str]) -> list[Node]:
        if self.depth + 1 >= MAX_DEPTH:
            return self.flat(lines)
        return _Builder(lines, self.depth + 1, self.tree).run()

    def flat(self, lines: list[str]) -> list[Node]:
        """Lines as text, with their markers, where nesting ends."""
        if any(starts_with_marker(line) or line.lstrip().startswith(">") for line in lines):
            message = f"lists and quotations are nested deeper than {MAX_DEPTH}; the rest is set as text"
            self.tree.told.append(Told("nested-too-deeply", message, lines[0].strip()))
        text = "\n".join(line.strip() for line in lines if line.strip())
        return [Paragraph(text)] if text else []

    def table(self, lines: Sequence[str]) -> Table:
        head = table_cells(lines[0])
        aligns: list[Align] = []
        for cell in table_cells(lines[1]):
            left, right = cell.startswith(":"), cell.endswith(":")
            aligns.append("center" if left and right else "left" if left else "right" if right else "")
        rows = [head]
        for line in lines[2:]:
            cells = table_cells(line)
            if surplus := " | ".join(cells[len(head) :]).strip(" |"):
                message = f"a row has more cells than the {len(head)} of the table's head; {surplus!r} is not shown"
                self.tree.told.append(Told("table-surplus", message, line.strip(), "error"))
            rows.append(cells[: len(head)] + [""] * (len(head) - len(cells)))
        return Table(aligns, rows)

    # Lists

    def begins_list(self, block: Block) -> bool:
        item = block.item
        assert item
        if not item.plain and item.number is not None:
            before = self.last_number.get(_family(item))
            if item.number != 1 and not (before is not None and item.number > before):
                return False
            return not self.open or item.number == 1 or self.open[-1][-1] in _SENTENCE_ENDS
        if not self.open:
            return True
        empty = not self.lines[block.first][item.end :].strip()
        return not empty and (item.number is None or item.number == 1)

    def list(self, block: Block) -> None:
        item = block.item
        assert item
        style: Literal["", "1", "i"] = "" if item.number is None else "i" if item.form == "roman" else "1"
        items: list[Item] = []
        markers: list[str] = []
        tight = True
        current = block
        while True:
            gathered, blank_after, following = self.item(current)
            items.append(gathered)
            markers.append(self.lines[current.first][: current.item.end if current.item else 0].strip())
            tight = tight and "" not in gathered.lines[1:]
            if following is None or not self.is_sibling(following, block, gathered.number):
                break
            tight = tight and not blank_after
            self.at += 1
            current = following
        if item.number is not None:
            self.last_number[_family(item)] = items[-1].number or 0
        after = peel(items) if not item.plain else []
        nodes = [self.inside(one.lines) for one in items]
        self.add(ListNode(style, item.number if item.number is not None else 1, nodes, markers, tight))
        self.open.extend(after)

    def is_sibling(self, following: Block, first: Block, number: int | None) -> bool:
        item, model = following.item, first.item
        if following.kind is not BlockKind.ITEM or item is None or model is None or _family(item) != _family(model):
            return False
        return (model.plain and item.plain) or number is None or item.number == number + 1

    def item(self, block: Block) -> tuple[Item, bool, Block | None]:
        """An item's lines, whether a blank line stands after it, and the block that ends it."""
        marker = block.item
        assert marker
        line = spaces(self.lines[block.first], marker.end)
        inner = _content_column(line, block)
        gathered = Item(marker.number, line[min(inner, len(line)) :] if marker.plain else line[block.content :])
        for one in self.lines[block.first + 1 : block.last + 1]:
            gathered.add(one[min(inner, indent_of(one)[1]) :])
        blank = False
        while self.at < len(self.blocks):
            following = self.blocks[self.at]
            if following.kind is BlockKind.BLANK:
                blank = True
            elif following.indent >= inner:
                if blank:
                    gathered.add("")
                for one in self.lines[following.first : following.last + 1]:
                    gathered.add(one[inner:] if one[:inner].isspace() else one)
                blank = False
            elif following.kind is BlockKind.ITEM and self.ends_item(following, block):
                return gathered, blank, following
            elif not blank and following.kind in (BlockKind.TEXT, BlockKind.ITEM) and gathered.goes_on():
                if gathered.lazy_from is None:
                    gathered.lazy_from = len(gathered.lines)
                self.add_lazy(gathered, following)
            else:
                return gathered, blank, following
            self.at += 1
        return gathered, blank, None

    def ends_item(self, following: Block, block: Block) -> bool:
        """Whether an item less deep than the content of `block` begins another item, not just a line of text."""
        item, model = following.item, block.item
        assert item and model
        return item.plain or item.number in (None, 1) or _family(item) == _family(model)


def _family(item: ItemMarker) -> str:
    """What the items of one list have in common: `1. a` and `2.b` go together."""
    return {"1.": "dot", "1)": "paren"}.get(item.form, item.form)


def _content_column(line: str, block: Block) -> int:
    """The column from which on a line belongs to the item (CommonMark 5.2); for habits, any deeper indentation."""
    marker = block.item
    assert marker
    if not marker.plain:
        return block.indent + 1
    rest = line[marker.end :]
    gap = len(rest) - len(rest.lstrip(" "))
    if not rest.strip():
        return marker.end + 1
    return marker.end + (gap if 1 <= gap <= 4 else 1)
