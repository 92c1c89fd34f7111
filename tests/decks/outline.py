"""What a reader sees of HTML: its words, and the tree of lists, tables, code and quotations."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_KEPT = {"ul", "ol", "li", "table", "thead", "tbody", "tr", "th", "td", "pre", "code", "blockquote"}
_KEPT |= {"h1", "h2", "h3", "h4", "h5", "h6", "em", "strong"}


class _Outline(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        start = dict(attrs).get("start") if tag == "ol" else None
        if tag in _KEPT:
            self.parts.append(f"<{tag}{f' {start}' if start else ''}>")

    def handle_endtag(self, tag: str) -> None:
        if tag in _KEPT:
            self.parts.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.parts.append(re.sub(r"\s", "", data))


def outline(html: str) -> str:
    """Tags of the tree and words without white space, in one string."""
    parser = _Outline()
    parser.feed(html)
    parser.close()
    return "".join(parser.parts)


def words(html: str) -> str:
    """The words alone, without white space."""
    return re.sub(r"</?[a-z0-9]+( \d+)?>", "", outline(html))
