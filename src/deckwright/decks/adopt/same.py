"""Whether two pieces of HTML show the same: parsed, white space as a browser shows it, b and strong as one.

What a note type's own style sheet or scripts could tell apart is not taken for the same.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from html.parser import HTMLParser

from deckwright.cards.notetypes import AdoptedType

_VOID = {"br", "hr", "img", "wbr", "input", "meta", "link", "source", "track", "area", "col", "embed", "base"}
_BLOCKS = {"p", "div", "ul", "ol", "li", "table", "thead", "tbody", "tr", "td", "th", "blockquote", "pre", "hr", "dl"}
_BLOCKS |= {"h1", "h2", "h3", "h4", "h5", "h6", "dt", "dd", "caption", "br"}
_LIKE = {"b": "strong", "i": "em", "strike": "s", "del": "s"}
_SCRIPT = re.compile(r"<script|\bon[a-z]+\s*=|javascript:", re.I)

Token = tuple[str, ...]


def told_apart(kind: AdoptedType) -> frozenset[str]:
    """The elements that a note type's style sheet names, or all where a script of its templates could."""
    sides = "".join(one["qfmt"] + one["afmt"] for one in kind.templates)
    styles = kind.css + "".join(re.findall(r"<style[^>]*>(.*?)</style>", sides, re.S | re.I))
    selectors = re.sub(r"/\*.*?\*/|\{[^{}]*\}|@[^;{]*;", " ", styles, flags=re.S)
    named = {word.lower() for word in re.findall(r"(?<![\w.#-])[a-zA-Z][a-zA-Z0-9]*(?![\w-])", selectors)}
    return frozenset(named | ({"b", "i", "div", "p", "strike", "del", "span"} if has_script(sides) else set()))


def has_script(page: str) -> bool:
    """Whether HTML holds something that a browser would run."""
    return bool(_SCRIPT.search(page))


def shown(page: str, apart: Collection[str] = ()) -> list[Token]:
    """HTML as a list of what it shows; equal lists show the same. `apart` are elements that mean only themselves."""
    reader = _Reader(apart)
    reader.feed(page)
    reader.close()
    return reader.finish()


@dataclass(slots=True)
class _State:
    tokens: list[Token] = field(default_factory=list)
    pre: int = 0


class _Reader(HTMLParser):
    def __init__(self, apart: Collection[str]) -> None:
        super().__init__(convert_charrefs=True)
        self.apart = apart
        self.state = _State()
        self.lines: list[bool] = []  # of each open div: whether it is no more than a line

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "div" and tag not in self.apart:
            self.lines.append(not attrs)
            if not attrs:
                self.put(("line",))
                return
        name = tag if tag in self.apart else _LIKE.get(tag, tag)
        said = sorted((key, value or "") for key, value in attrs if (key, value or "") != ("alt", ""))
        self.put(("<", name, *(f"{key}={value}" for key, value in said)))
        self.state.pre += tag == "pre"

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag == "div" and tag not in self.apart and self.lines and self.lines.pop():
            self.put(("line",))
        elif tag not in _VOID:
            self.put((">", tag if tag in self.apart else _LIKE.get(tag, tag)))
            self.state.pre -= tag == "pre"

    def handle_data(self, data: str) -> None:
        text = data if self.state.pre else re.sub(r"[ \t\n\r\f]+", " ", data)
        last = self.state.tokens[-1] if self.state.tokens else ("",)
        if last[0] == "text":
            joined = last[1] + text
            self.state.tokens[-1] = ("text", joined if self.state.pre else re.sub(" +", " ", joined))
        else:
            self.put(("text", text))

    def handle_comment(self, data: str) -> None:
        self.put(("comment", data))

    def handle_decl(self, decl: str) -> None:
        self.put(("declaration", decl))

    def unknown_decl(self, data: str) -> None:
        self.put(("declaration", data))

    def handle_pi(self, data: str) -> None:
        self.put(("instruction", data))

    def put(self, token: Token) -> None:
        self.state.tokens.append(token)

    def finish(self) -> list[Token]:
        return _settled(self.state.tokens)


def _settled(tokens: list[Token]) -> list[Token]:
    """Without white space at the ends of blocks; a line of its own is a break before what follows."""
    found: list[Token] = []
    for token in tokens:
        if token[0] == "line":
            if found and not _is_edge(found[-1]):
                found.append(("<", "br"))
            continue
        if token[0] == "text":
            text = token[1].lstrip(" ") if not found or _is_edge(found[-1]) else token[1]
            if text:
                found.append(("text", text))
            continue
        if _is_edge(token) and found and found[-1][0] == "text":
            text = found[-1][1].rstrip(" ")
            found[-1:] = [("text", text)] if text else []
        found.append(token)
    while found and found[-1] == ("<", "br"):  # the last line's end shows nothing
        found.pop()
    if found and found[-1][0] == "text":
        found[-1] = ("text", found[-1][1].rstrip(" "))
    return [token for token in found if token != ("text", "")]


def _is_edge(token: Token) -> bool:
    """Whether white space beside it does not show."""
    return token[0] in "<>" and len(token) > 1 and token[1] in _BLOCKS
