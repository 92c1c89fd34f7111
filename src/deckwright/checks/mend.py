"""Which fixes are safe: those after which a card shows what it showed, which is proved by rendering it twice."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser

from deckwright.checks.rule import Found, Mend
from deckwright.decks.markdown import Renderer
from deckwright.decks.prepare import texts_of

Shows = Callable[[str], tuple[str, ...]]
_BLANKS = re.compile(r"[ \t\n\r\f]+")
_BLOCK = frozenset(
    [
        "p",
        "div",
        "ul",
        "ol",
        "li",
        "table",
        "thead",
        "tbody",
        "tr",
        "td",
        "th",
        "pre",
        "blockquote",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "br",
    ]
)


def shows() -> Shows:
    """A function that says what a text shows: its elements with their attributes, its words, its white space in code.

    White space elsewhere counts as a browser counts it: a run is one blank, and none beside a block.
    """
    renderer = Renderer()

    def what(text: str) -> tuple[str, ...]:
        reader = _Reader()
        reader.feed(renderer.render(text).html)
        reader.close()
        return reader.whole()

    return what


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.pre = 0
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.pre += tag in ("pre", "code")
        self.mark(f"<{tag} {sorted((name, value or '') for name, value in attrs)}>", tag)

    def handle_endtag(self, tag: str) -> None:
        self.mark(f"</{tag}>", tag)
        self.pre -= tag in ("pre", "code")

    def handle_data(self, data: str) -> None:
        self.words += data if self.pre else _BLANKS.sub(" ", data)

    def mark(self, sign: str, tag: str) -> None:
        words = self.words
        if not self.pre or tag in ("pre", "code"):
            after_block = not self.found or self.found[-1].startswith("\0")
            words = words.lstrip(" ") if after_block and not self.pre else words
            words = words.rstrip(" ") if tag in _BLOCK and not self.pre else words
        self.found += [one for one in (words, ("\0" if tag in _BLOCK else "") + sign) if one]
        self.words = ""

    def whole(self) -> tuple[str, ...]:
        self.mark("\0end", "p")
        return tuple(self.found)


Place = tuple[int, int]


def line_starts(text: str) -> list[int]:
    """Where each line of a file begins."""
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    return starts


def place(found: Found, line: int | None, column: int | None, text: str, starts: list[int]) -> Place | None:
    """The range of a file that a finding is about; None where the file says it in another way than the text does."""
    if found.fix is None or line is None or column is None or line >= len(starts):
        return None
    start = starts[line - 1] + column - 1
    end = start + found.end - found.start
    return (start, end) if text[start:end] == _text(found)[found.start : found.end] else None


def grade(found: Found, shown: Shows) -> Mend:
    """Whether the fix of a finding is safe. What changes more than white space shows something else."""
    text = _text(found)
    fix = found.fix or ""
    if _BLANKS.sub("", text[found.start : found.end]) != _BLANKS.sub("", fix):
        return "suggested"
    return "safe" if shown(text) == shown(text[: found.start] + fix + text[found.end :]) else "suggested"


def _text(found: Found) -> str:
    return dict(texts_of(found.card)).get(found.key, "")
