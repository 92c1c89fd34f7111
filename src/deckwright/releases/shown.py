"""The HTML of a card -> its text, line by line, as a reader would copy it."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_BLOCKS = {"p", "div", "ul", "ol", "li", "pre", "table", "tr", "blockquote", "hr", "br", "details", "summary"} | {
    f"h{level}" for level in range(1, 7)
}


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.code = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.code += tag == "pre"
        if tag in _BLOCKS:
            self.pieces.append("\n")
        if tag == "li":
            self.pieces.append("- ")
        if tag in ("td", "th"):
            self.pieces.append(" | ")
        if tag == "img":
            self.pieces.append(f"[{dict(attrs).get('src') or ''}]")

    def handle_endtag(self, tag: str) -> None:
        self.code -= tag == "pre"
        if tag in _BLOCKS:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        self.pieces.append(data if self.code else re.sub(r"\s+", " ", data))


def text_of(html: str) -> str:
    """The text of a field: a line for each block, `- ` before items, `[name]` for pictures, formulas as written."""
    parser = _Text()
    parser.feed(html)
    parser.close()
    lines = (line.rstrip() for line in "".join(parser.pieces).split("\n"))
    return "\n".join(line for line in lines if line.strip(" -"))
