"""Blocks of HTML among lines: the elements that begin a line, comments, and what people write in place of comments."""

from __future__ import annotations

import re
from collections.abc import Sequence

from deckwright.text.characters import CJK
from deckwright.text.html_names import OPEN_ENDED

_ELEMENT = re.compile(
    r"[ \t]*<(?P<closing>/?)(?P<name>address|article|aside|blockquote|body|caption|center|col|colgroup|dd|details|"
    r"dialog|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|"
    r"nav|ol|optgroup|option|p|param|pre|script|section|style|summary|table|tbody|td|textarea|tfoot|th|thead|title|tr|"
    r"ul)(?=[\s/>]|$)(?P<bare>[ \t]*/?>)?",
    re.I,
)
_VERBATIM = frozenset({"pre", "script", "style", "textarea"})
"""They go on over blank lines (CommonMark 4.6)."""
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)(?=[\s/>]|$)", re.I)
_CONTENT = re.compile(rf"(?![{CJK}])\w")
_COMMENT = re.compile(r"<!--(?:-?>|.*?-->)")
# `[//]: # (x)`, `[comment]: <> (x)`: the address of a link that leads nowhere, for want of a comment.
_REMARK = re.compile(r" {0,3}\[[^\[\]\n]+\]:[ \t]*(?:#|<>)[ \t]+(?:\((?P<round>.*)|\"(?P<double>.*)|'(?P<single>.*))$")
_SLASHES = re.compile(r" {0,3}\[//\]:")
_LONGEST_REMARK = 20
"""Lines."""
_CLOSERS = {"round": ")", "double": '"', "single": "'"}


class HtmlLines:
    """Where elements and comments begin and end in some lines."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self._comment_ends: list[int] | None = None
        self._tags: dict[tuple[bool, str], tuple[int, int]] | None = None

    def element_end(self, at: int) -> int | None:
        """The last line of the element that begins a line: the one before the next blank line, or where the opening
        tag is closed again. None where no element begins, and where a tag is only named ("<p> is a paragraph").

        CommonMark goes on to the blank line, and so takes a list that follows `</p>` for HTML.
        """
        match = _ELEMENT.match(self._lines[at])
        if match is None or not self._is_meant(at, match):
            return None
        name = match["name"].lower()
        closing = "" if match["closing"] else f"</{name}"
        over_blanks = name in _VERBATIM and bool(closing) and self._place(True, name)[1] >= at
        while True:
            if closing and closing in self._lines[at].lower():
                return at
            if at + 1 == len(self._lines) or not (over_blanks or self._lines[at + 1].strip()):
                return at
            at += 1

    def _is_meant(self, at: int, match: re.Match[str]) -> bool:
        if not match["bare"]:
            return True  # it has attributes
        rest, name = self._lines[at][match.end() :], match["name"].lower()
        if not rest.strip() or rest.startswith("<") or name == "hr":
            return True
        if match["closing"]:
            return self._place(False, name)[0] <= at
        return self._place(True, name)[1] >= at or (name in OPEN_ENDED and _CONTENT.match(rest) is not None)

    def _place(self, closing: bool, name: str) -> tuple[int, int]:
        """The first and the last line where such tags stand."""
        if self._tags is None:
            self._tags = {}
            for at, line in enumerate(self._lines):
                for match in _TAG.finditer(line) if "<" in line else ():
                    key = bool(match[1]), match[2].lower()
                    self._tags[key] = (self._tags.get(key, (at, at))[0], at)
        return self._tags.get((closing, name), (len(self._lines), -1))

    def comment_end(self, at: int, start: int) -> int | None:
        """The last line of the comment that begins in a line; None where none does, or words stand behind it in the
        same line. One that never ends is one line, so that nothing hides in it."""
        line = self._lines[at]
        if not line.startswith("<!--", start):
            return self._remark_end(at)
        if match := _COMMENT.match(line, start):
            return at if not line[match.end() :].strip() else None
        if self._comment_ends is None:
            self._comment_ends = [at for at in range(len(self._lines) - 1, -1, -1) if "-->" in self._lines[at]]
        while self._comment_ends and self._comment_ends[-1] <= at:
            self._comment_ends.pop()
        return self._comment_ends[-1] if self._comment_ends else at

    def _remark_end(self, at: int) -> int | None:
        line = self._lines[at]
        if "]:" not in line:
            return None
        slashes, match = _SLASHES.match(line), _REMARK.match(line)
        if match:
            closer = _CLOSERS[match.lastgroup or "round"]
            for end in range(at, min(at + _LONGEST_REMARK, len(self._lines))):
                said = self._lines[end].rstrip()
                if not said:
                    break
                if said.endswith(closer) and (end > at or match[match.lastgroup or "round"]):
                    return end
        return at if slashes else None
