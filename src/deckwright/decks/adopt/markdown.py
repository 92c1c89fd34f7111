"""HTML of a field -> Markdown that renders the same, which is tried; None where there is none."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from deckwright.decks.adopt.same import shown
from deckwright.decks.markdown import Renderer
from deckwright.decks.markdown.inline import ImageHtml
from deckwright.text.entering import entering

LONGEST = 20_000
"""Characters of a field that is tried; longer ones are documents."""
DEEPEST = 30
"""Elements within each other; no text that people write goes so deep."""

_VOID = {"br", "hr", "img"}
_MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*", "s": "~~", "del": "~~", "strike": "~~"}
_KEPT = {"sub", "sup", "u", "kbd", "mark", "small", "abbr", "ins", "q", "var", "samp", "cite", "dfn"}
_INLINE = {*_MARKS, *_KEPT, "code", "a", "img", "br"}
_HEADINGS = {f"h{level}": "#" * level for level in range(1, 7)}
_ACTIVE = re.compile(r"([\\`*_\[\]<>~$|=]|^(?:[#+-]|\d+(?=[.)]))|(?<=\n)(?:[#+-]|\d+(?=[.)]))|&(?=#?\w+;)|!(?=\[))")
_CAREFUL = re.compile(r"([\\`*_\[\]<>~$|=#+\-!&:.()])")
_FORMULA = re.compile(r"\\\((.+?)\\\)|\\\[(.+?)\\\]", re.S)
_SOUND = re.compile(r"\[sound:([^\]]+)\]")


class _NoMarkdown(Exception):
    """What Markdown cannot say: an element, or an attribute."""


@dataclass(slots=True)
class _Node:
    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[_Node | str] = field(default_factory=list)


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.stack = [_Node("")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = _Node(tag, {key: value or "" for key, value in attrs})
        self.stack[-1].children.append(node)
        if tag not in _VOID:
            self.stack.append(node)
        if len(self.stack) > DEEPEST:
            raise _NoMarkdown("elements within elements")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID:
            return
        if self.stack[-1].tag != tag:
            raise _NoMarkdown("elements that overlap")
        self.stack.pop()

    def handle_data(self, data: str) -> None:
        self.stack[-1].children.append(data)

    def handle_comment(self, data: str) -> None:
        raise _NoMarkdown("comment")

    def handle_decl(self, decl: str) -> None:
        raise _NoMarkdown("declaration")

    def unknown_decl(self, data: str) -> None:
        raise _NoMarkdown("declaration")

    def handle_pi(self, data: str) -> None:
        raise _NoMarkdown("instruction")


@dataclass(frozen=True, slots=True)
class Converted:
    """A field's text for a card file; `reason` is what kept it from being Markdown, None where it is."""

    text: str
    reason: str | None = None


@dataclass(slots=True)
class Converter:
    """Turns fields into Markdown; `image` renders pictures as the deck's own will be, `apart` is what styles name."""

    image: ImageHtml
    apart: Collection[str] = ()
    renderer: Renderer = field(default_factory=Renderer)

    def convert(self, page: str) -> Converted:
        """The Markdown that shows what a field shows, else its HTML and why."""
        if not page.strip():
            return Converted("")
        try:
            root = _tree(page)
            wanted = shown(page, self.apart)
            for escape in (_plain, _escaped, _carefully):
                text = entering(_Writer(escape).blocks(root))
                if text and self.shows(text, wanted):
                    return Converted(text)
        except _NoMarkdown as reason:
            return Converted(entering(page), str(reason))
        return Converted(entering(page), "what Markdown would show otherwise")

    def shows(self, text: str, wanted: list[tuple[str, ...]]) -> bool:
        result = self.renderer.render(text, self.image)
        wrong = any(told.severity == "error" for told in result.told)
        return not wrong and shown(result.html, self.apart) == wanted


def _tree(page: str) -> _Node:
    if len(page) > LONGEST:
        raise _NoMarkdown("its length")
    parser = _Parser()
    parser.feed(page)
    parser.close()
    if len(parser.stack) > 1:
        raise _NoMarkdown("an element that does not end")
    return parser.stack[0]


def _plain(text: str) -> str:
    return text


def _escaped(text: str) -> str:
    return _ACTIVE.sub(r"\\\1", text)


def _carefully(text: str) -> str:
    return _CAREFUL.sub(r"\\\1", text)


@dataclass(slots=True)
class _Writer:
    escape: Callable[[str], str]

    def blocks(self, node: _Node) -> str:
        """Blocks with a blank line between them; text beside blocks is a paragraph of its own."""
        found: list[str] = []
        run: list[_Node | str] = []
        for child in node.children:
            if isinstance(child, str) or child.tag in _INLINE or _is_line(child):
                run.append(child)
                continue
            found += self.paragraph(run)
            run = []
            found.append(self.block(child))
        return "\n\n".join([*found, *self.paragraph(run)])

    def paragraph(self, run: list[_Node | str]) -> list[str]:
        text = self.lines(run)
        return [text] if text.strip() else []

    def lines(self, run: list[_Node | str]) -> str:
        """Text within a block; a line that Anki's editor made is one here."""
        pieces: list[str] = []
        for child in run:
            if not isinstance(child, str) and _is_line(child):
                if "".join(pieces).strip() and not pieces[-1].endswith("\\\n"):
                    pieces.append("\\\n")
                pieces += [self.lines(child.children), "\\\n"]
            else:
                pieces.append(self.inline(child))
        text = "".join(pieces)
        while text.rstrip(" ").endswith("\\\n"):
            text = text.rstrip(" ")[:-2]
        return re.sub(r" *\\\n *", "\\\\\n", text).strip(" ")

    def block(self, node: _Node) -> str:
        if node.tag not in {"p", "ul", "ol", "pre", "blockquote", "hr", *_HEADINGS}:
            raise _NoMarkdown(f"<{node.tag}>")
        if node.attributes and not (node.tag == "ol" and set(node.attributes) == {"start"}):
            raise _NoMarkdown(f"<{node.tag} {next(iter(node.attributes))}>")
        if node.tag == "p":
            return self.lines(node.children)
        if node.tag in _HEADINGS:
            return f"{_HEADINGS[node.tag]} {self.lines(node.children)}"
        if node.tag == "hr":
            return "---"
        if node.tag == "pre":
            return _fence(node)
        if node.tag == "blockquote":
            return "\n".join(f"> {line}".rstrip() for line in self.blocks(node).split("\n"))
        return self.list_of(node)

    def list_of(self, node: _Node) -> str:
        items: list[str] = []
        number = int(start) if (start := node.attributes.get("start", "1")).isdigit() else 1
        for child in node.children:
            if isinstance(child, str):
                if child.strip():
                    raise _NoMarkdown("text beside the items of a list")
                continue
            if child.tag != "li" or child.attributes:
                raise _NoMarkdown(f"<{child.tag}> in a list")
            mark = "- " if node.tag == "ul" else f"{number + len(items)}. "
            items.append(mark + self.item(child).replace("\n", "\n" + " " * len(mark)))
        return "\n".join(items)

    def item(self, node: _Node) -> str:
        """An item's text, and lists under it without a blank line: they would make paragraphs of all items."""
        inner = [child for child in node.children if not isinstance(child, str) and child.tag in ("ul", "ol")]
        text = [child for child in node.children if child not in inner]
        if any(not isinstance(child, str) and child.tag not in _INLINE for child in text):
            return self.blocks(node)
        return "\n".join([self.lines(text), *(self.list_of(one) for one in inner)])

    def inline(self, node: _Node | str) -> str:
        if isinstance(node, str):
            return "".join(self.words(re.sub(r"[ \t\n\r\f]+", " ", node)))
        if node.tag not in _INLINE:
            raise _NoMarkdown(f"<{node.tag}>")
        if node.tag == "br":
            return "\\\n"
        if node.tag == "img":
            return _image(node)
        if node.tag == "a":
            return self.link(node)
        if node.attributes:
            raise _NoMarkdown(f"<{node.tag} {next(iter(node.attributes))}>")
        if node.tag == "code":
            return _code(node)
        text = "".join(map(self.inline, node.children))
        if node.tag in _KEPT:
            return f"<{node.tag}>{text}</{node.tag}>"
        mark, bare = _MARKS[node.tag], text.strip(" ")
        if not bare:
            return text
        before, after = text[: len(text) - len(text.lstrip(" "))], text[len(text.rstrip(" ")) :]
        return f"{before}{mark}{bare}{mark}{after}"

    def words(self, text: str) -> Iterator[str]:
        """Text with its formulas and sounds as Markdown has them."""
        at = 0
        for match in re.finditer(f"{_FORMULA.pattern}|{_SOUND.pattern}", text, re.S):
            yield self.escape(text[at : match.start()])
            inline, display, sound = match.groups()
            if sound is not None:
                yield f"![]({_address(sound)})"
            elif inline is not None:
                yield f"${inline.strip()}$"
            else:
                yield f"$${display.strip()}$$"
            at = match.end()
        yield self.escape(text[at:])

    def link(self, node: _Node) -> str:
        if set(node.attributes) - {"href", "title"} or "href" not in node.attributes:
            raise _NoMarkdown(f"<a {next(iter(set(node.attributes) - {'href', 'title'}), 'without href')}>")
        text = "".join(map(self.inline, node.children))
        title = f' "{node.attributes["title"]}"' if node.attributes.get("title") else ""
        return f"[{text}]({_address(node.attributes['href'])}{title})"


def _is_line(node: _Node) -> bool:
    """Whether a div is one of the lines that Anki's editor makes."""
    return (
        node.tag == "div"
        and not node.attributes
        and all(isinstance(child, str) or child.tag in _INLINE or _is_line(child) for child in node.children)
    )


def _image(node: _Node) -> str:
    if odd := set(node.attributes) - {"src", "alt"}:
        raise _NoMarkdown(f"<img {min(odd)}>")
    return f"![{node.attributes.get('alt', '')}]({_address(node.attributes.get('src', ''))})"


def _address(text: str) -> str:
    return f"<{text}>" if re.search(r"[\s()]", text) else text


def _text(node: _Node) -> str:
    if any(not isinstance(child, str) for child in node.children):
        raise _NoMarkdown(f"elements in <{node.tag}>")
    return "".join(map(str, node.children))


def _code(node: _Node) -> str:
    text = _text(node)
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if text[:1] == "`" or text[-1:] == "`" else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def _fence(node: _Node) -> str:
    inner = [child for child in node.children if not isinstance(child, str) or child.strip()]
    only = inner[0] if len(inner) == 1 else None
    code = only if isinstance(only, _Node) and only.tag == "code" and not only.attributes else node
    text = _text(code)
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}\n{text.rstrip(chr(10))}\n{fence}"
