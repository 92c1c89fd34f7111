"""The account of a text: what the note says, the field shows. It is drawn up from the text and the finished HTML.

Two steps are held against each other: the text and its blocks (every letter and digit in order, every sign that is not
in a block is one that such a block is written with), then the blocks and the HTML (letters and digits in order, signs,
items, cells, lines of code, links, formulas, pictures).
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from deckwright.decks.formulas import is_harmful
from deckwright.decks.markdown.nodes import (
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
    box_of,
)
from deckwright.decks.markdown.safe import as_parsed, is_address
from deckwright.text.characters import letters_and_digits
from deckwright.text.inline import References, TokenKind, tokens
from deckwright.text.table import cell_text

_TAG = re.compile(r"<(/?)([a-z0-9]+)((?:[^<>\"]|\"[^\"]*\")*)>")
_NAME = re.compile(r"\w+")
_FORMULA = re.compile(r"\\\((.*?)\\\)|\\\[(.*?)\\\]", re.S)
_CODE = re.compile(r"(<code>.*?</code>)", re.S)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_STAND_IN = re.compile(r'<span class="picture">.*?</span>|\[sound:[^\]]*\]', re.S)
_MEDIUM = re.compile(r'<img |\[sound:|<span class="sound">')
_MEDIA = ("img", "audio", "source")
_MOVING = frozenset({"table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption", "colgroup", "col"})
"""What stands in such elements and in no cell, a browser shows before the table."""
_RAW_KINDS = (TokenKind.TAG, TokenKind.COMMENT, TokenKind.MATH, TokenKind.DISPLAY_MATH)
_DELIMITERS: tuple[tuple[type[Node], str], ...] = (
    (Heading, "#=-"),
    (Quote, ">"),
    (Footnote, "^[]:"),
    (Code, "`~"),
    (Math, "$\\[]`"),
    (Table, "|:-"),
    (Rule, "-*_"),
    (Hidden, "<>!-[]:"),
)
"""The signs of which a block is written, and that are not in its text."""


_COUNTED = ("items of a list", "cells of a table", "lines of code", "links", "formulas", "pictures and sounds")


@dataclass(slots=True)
class _Account:
    """What a text holds, or what HTML shows."""

    references: References = field(default_factory=dict)
    paired: frozenset[str] = frozenset()
    notes: dict[str, int] = field(default_factory=dict)  # label of a footnote -> its number
    words: list[str] = field(default_factory=list)
    signs: Counter[str] = field(default_factory=Counter)
    counts: Counter[str] = field(default_factory=Counter)
    tags: set[str] = field(default_factory=set)  # of HTML that the author wrote

    def add(self, text: str) -> None:
        self.words.append(letters_and_digits(text))
        self.signs.update(char for char in text if not char.isalnum() and not char.isspace())

    def number(self, label: str) -> str:
        """A footnote's, from 1 in the order in which they are named."""
        return str(self.notes.setdefault(label, len(self.notes) + 1))

    @property
    def letters(self) -> str:
        return "".join(self.words)


def losses(tree: Tree, page: str, media: Sequence[str] = ()) -> Iterator[Told]:
    """What a text says and its HTML does not show; at most one finding for each of the two steps.

    `media` is the HTML that stands for each of its pictures and sounds: there is none where one cannot be had.
    """
    text = tree.text
    if said := _lost_in_blocks(text, tree.nodes):
        yield _told(said, text)
    due, shown = _Account(tree.references, tree.paired), _shown(page)
    _due_of(tree.in_shown_order(due.notes), due)
    due.counts["pictures and sounds"] = sum(len(_MEDIUM.findall(one)) for one in media)
    if said := _lost_in_html(due, shown):
        yield _told(said, text)


def _told(said: str, text: str) -> Told:
    first = next((line for line in text.split("\n") if line.strip()), "")
    return Told("lost", f"{said} of the text is not shown; this is a fault of deckwright", first.strip(), "error")


def _lost_in_blocks(text: str, nodes: Sequence[Node]) -> str:
    written, held, kinds = _Account(), _Account(), set[type[Node]]()
    written.add(text)
    for node, piece in _pieces(nodes):
        held.add(piece)
        kinds.add(type(node))
    if difference := _difference(written.letters, held.letters):
        return difference
    allowed = {sign for kind, signs in _DELIMITERS if kind in kinds for sign in signs} | {"\\"}
    return "".join(sign for sign in written.signs - held.signs if sign not in allowed)


def _pieces(nodes: Sequence[Node]) -> Iterator[tuple[Node, str]]:
    """Every block with the words it holds, in the order of the text."""
    for node in nodes:
        if isinstance(node, Paragraph | Heading | Html | Hidden):
            yield node, node.text
        elif isinstance(node, Code):
            yield node, f"{node.info} {node.text}"
        elif isinstance(node, Math):
            yield node, f"{node.info} {node.tex}"
        elif isinstance(node, Table):
            for row in node.rows:
                yield node, " ".join(row)
        elif isinstance(node, Quote):
            yield node, node.label
            yield from _pieces(node.children)
        elif isinstance(node, Footnote):
            yield node, f"[{node.label}]:"
            yield from _pieces(node.children)
        elif isinstance(node, ListNode):
            for marker, children in zip(node.markers, node.items, strict=True):
                yield node, marker
                yield from _pieces(children)
        else:
            yield node, ""


def _due_of(nodes: Iterable[Node], due: _Account) -> None:
    """Enter what HTML must show of blocks."""
    for node in nodes:
        if isinstance(node, Paragraph | Heading):
            _due_inline(node.text, due)
        elif isinstance(node, Html):
            due.tags.add("html")
            _due_inline(node.text, due, _RAW_KINDS)
        elif isinstance(node, Code):
            due.add(node.text)
            due.counts["lines of code"] += node.text.count("\n") + 1
        elif isinstance(node, Math):
            _due_formula(node.tex, due)
        elif isinstance(node, Table):
            for cell in (cell for row in node.rows for cell in row):
                due.counts["cells of a table"] += 1
                _due_inline(cell_text(cell), due)
        elif isinstance(node, Footnote):
            due.add(due.number(node.label))
            _due_of(node.children, due)
        elif isinstance(node, Quote):
            _due_inline(node.title, due)
            _due_of(node.children, due)
        elif isinstance(node, ListNode):
            for children in node.items:
                _due_item(children, due)


def _due_item(children: Sequence[Node], due: _Account) -> None:
    due.counts["items of a list"] += 1
    first = children[0] if children else None
    if isinstance(first, Paragraph) and (box := box_of(first.text)):
        due.signs[box[0][0]] += 1
        _due_inline(first.text[box[1] :], due)
        children = children[1:]
    _due_of(children, due)


def _due_formula(tex: str, due: _Account) -> None:
    due.add(tex)
    due.counts["formulas"] += not is_harmful(tex)


def _due_inline(text: str, due: _Account, kinds: Sequence[TokenKind] = ()) -> None:
    at = 0
    for token in tokens(text, due.references, due.paired):
        if kinds and token.kind not in kinds:
            continue
        due.add(_decoded(text[at : token.start]))
        at = max(at, token.end)
        if token.kind in (TokenKind.CODE, TokenKind.ESCAPE, TokenKind.URL):
            due.add(token.value)
        elif token.kind is TokenKind.FOOTNOTE:
            due.add(due.number(token.value))
        elif token.kind in (TokenKind.MATH, TokenKind.DISPLAY_MATH):
            _due_formula(token.value, due)
        elif token.kind is TokenKind.TAG and (name := _NAME.findall(token.value)[0].lower()) not in _MEDIA:
            due.tags.add(name)
        if token.kind in (TokenKind.LINK_CLOSE, TokenKind.URL) and is_address(token.target):
            due.counts["links"] += 1
    due.add(_decoded(text[at:]))


def _decoded(text: str) -> str:
    return _ENTITY.sub(lambda match: html.unescape(match[0]), text)


def _shown(page: str) -> _Account:
    shown, page = _Account(), as_parsed(page)
    shown.counts["pictures and sounds"] = len(_MEDIUM.findall(page))
    page = _STAND_IN.sub("", page)
    for name, what in (("li", "items of a list"), ("t[dh]", "cells of a table"), ("a href", "links")):
        shown.counts[what] = len(re.findall(rf"<{name}[ >=]", page))
    for code in re.findall(r"<pre>(.*?)</pre>", page, re.S):
        shown.counts["lines of code"] += code.count("\n") + 1
    marks = Counter(name for closing, name, _ in _TAG.findall(page) if not closing)
    shown.counts.update(
        {"em": marks["em"], "strong": marks["strong"], "del": marks["del"], "br": marks["br"], "mark": marks["mark"]}
    )
    for piece in _CODE.split(page):
        said = _TAG.sub("\0", piece)  # a backslash and a bracket that a tag parts are no sign of a formula
        if not piece.startswith("<code>"):
            said, formulas = _FORMULA.subn(lambda match: match[1] or match[2], said)
            shown.counts["formulas"] += formulas
        shown.add(html.unescape(said.replace("\0", "")))
    return shown


def _lost_in_html(due: _Account, shown: _Account) -> str:
    """What is due and not shown. HTML that the author wrote may hold more of what is counted."""
    if due.tags & _MOVING:
        difference = "".join(Counter(due.letters) - Counter(shown.letters))
    else:
        difference = _difference(due.letters, shown.letters)
    if difference:
        return difference
    if due.tags and not shown.letters and not shown.signs and not any(shown.counts[what] for what in _COUNTED):
        return f"<{'>, <'.join(sorted(due.tags - {'html'}))}>"
    own = bool(due.tags)
    for what in _COUNTED:
        if shown.counts[what] < due.counts[what] or (shown.counts[what] > due.counts[what] and not own):
            return f"{what} ({shown.counts[what]} of {due.counts[what]} are left): something"
    hidden = due.signs - shown.signs
    pairs = {
        "*_": 2 * shown.counts["em"] + 4 * shown.counts["strong"],
        "~": 4 * shown.counts["del"],
        "=": 4 * shown.counts["mark"],
    }
    for signs, count in pairs.items():
        many = sum(hidden.pop(sign, 0) for sign in signs)
        if many > count or (many < count and not own):
            return signs[0]
    hidden["\\"] -= shown.counts["br"]
    return "".join(+hidden)


def _difference(written: str, held: str) -> str:
    """The letters and digits from the first that is missing on, a few of them; nothing where all are there."""
    if written == held:
        return ""
    at = next((at for at, (one, other) in enumerate(zip(written, held, strict=False)) if one != other), len(held))
    return repr(written[at : at + 20])
