"""The lines of a container, an item or a quotation, as they are found, and which lines behind them belong to it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from deckwright.text.blocks import TAB, BlockKind, fence_opening, indent_of, scan
from deckwright.text.items import item_marker

_SETEXT = re.compile(r" {0,3}=+ *$")
_TABLE_RULE = re.compile(r"\|[|:\- ]+$")
_LOOKED_BACK = 100
"""Lines of a quotation within a container that are looked at, to know whether its last paragraph is open."""


def is_setext(line: str) -> bool:
    """Whether a line of equals signs makes a heading of the paragraph above it."""
    return _SETEXT.match(line) is not None


class Gathered:
    """Lines of a container, and the fence that is open behind the last of them."""

    def __init__(self, first: str) -> None:
        self.lines: list[str] = []
        self.fence = ""
        self.add(first)

    def add(self, line: str) -> None:
        self.lines.append(line)
        bare = line.strip()
        if not self.fence:
            self.fence = fence_opening(line[_behind_markers(line)[0] :])
        elif len(bare) >= len(self.fence) and not bare.strip(self.fence[0]):
            self.fence = ""

    def goes_on(self) -> bool:
        """Whether a line that is not indented can still belong to the last paragraph in these lines."""
        return not self.fence and _ends_in_paragraph(self.lines)

    def add_lazy(self, line: str) -> None:
        """Add a line that is text of the last paragraph, whatever it looks like."""
        if (marker := item_marker(line)) and marker.plain and marker.number is not None:
            line = line[: marker.end - 1] + "\\" + line[marker.end - 1 :]
        elif is_setext(line) or _TABLE_RULE.match(line):
            line = "\\" + line
        self.add(line)


class Item(Gathered):
    """An item's lines; `lazy_from` is the index of the first that is not indented under it."""

    def __init__(self, number: int | None, first: str) -> None:
        super().__init__(first)
        self.number = number
        self.lazy_from: int | None = None


def peel(items: list[Item]) -> list[str]:
    """The lines behind the last item of a list of habits, if they are the only ones that are not indented."""
    *others, last = items
    if last.lazy_from is None or not others or any(item.lazy_from is not None for item in others):
        return []
    after = last.lines[last.lazy_from :]
    last.lines = last.lines[: last.lazy_from]
    return after


def _ends_in_paragraph(lines: Sequence[str]) -> bool:
    last = lines[-1]
    if not last.strip() or _ends_in_code(lines):
        return False
    block = scan([last])[0]
    if block.kind is BlockKind.QUOTE:
        return _quoted(lines).goes_on()
    if block.item:
        rest = last[block.item.end :]
        return indent_of(rest)[0] <= TAB and bool(rest.strip()) and _ends_in_paragraph([rest.strip()])
    return block.kind is BlockKind.TEXT and not (is_setext(last) and _stands_under_text(lines))


def _quoted(lines: Sequence[str]) -> Gathered:
    """What the quotation holds that ends these lines."""
    content: list[str] = []
    for line in reversed(lines[-_LOOKED_BACK:]):
        block = scan([line])[0]
        if block.kind is not BlockKind.QUOTE:
            break
        content.append(line[block.content :])
    inner = Gathered(content[-1])
    for line in reversed(content[:-1]):
        inner.add(line)
    return inner


def _stands_under_text(lines: Sequence[str]) -> bool:
    """Whether the last line stands under a paragraph of its own container, not under one within that."""
    for line in reversed(lines[:-1]):
        kind = scan([line])[0].kind
        if kind is not BlockKind.TEXT:
            return kind is not BlockKind.QUOTE
    return len(lines) > 1


def _ends_in_code(lines: Sequence[str]) -> bool:
    """Whether the last line is code by its indentation: no paragraph stands right above it."""
    indent, blank = indent_of(lines[-1])[0], False
    if indent < TAB:
        return False
    for line in reversed(lines):
        if not line.strip():
            blank = True
        elif indent_of(line)[0] < TAB:
            column, is_code = _behind_markers(line)
            apart = blank or scan([line])[0].kind in (BlockKind.HEADING, BlockKind.RULE, BlockKind.FENCE)
            return is_code or (apart and indent >= column + TAB)
    return True


def _behind_markers(line: str) -> tuple[int, bool]:
    """The column behind the markers of items that begin in a line, and whether code by indentation follows them."""
    column, at = 0, indent_of(line)[1]
    while (marker := item_marker(line, at)) and marker.plain:
        at = column = marker.end + len(line[marker.end :]) - len(line[marker.end :].lstrip(" "))
        if at - marker.end > TAB:
            return marker.end + 1, True
    return column, False
