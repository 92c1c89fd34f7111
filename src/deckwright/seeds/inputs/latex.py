"""LaTeX: sections, the items of its lists, environments. Formulas, tables and pictures are left to the answers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from deckwright.seeds.inputs.ends import Ends
from deckwright.seeds.vocabulary import names
from deckwright.text.blocks import Block, BlockKind, Claim, indent_of
from deckwright.text.items import ItemMarker

_SECTION = re.compile(
    r"[ \t]*\\(?P<name>title|part|chapter|(?:sub){0,2}section|paragraph)\*?(?:\[[^\]]*\])?\{(?=[^{}]*\S)"
)
_LEVELS = ("title", "part", "chapter", "section", "subsection", "subsubsection", "paragraph")
_ITEM = re.compile(r"[ \t]*\\item(?![A-Za-z])[ \t]*")
_ENVIRONMENT = re.compile(r"[ \t]*\\(?P<what>begin|end)\{(?P<name>[A-Za-z]+)\*?\}")
_LISTED = ("enumerate", "itemize", "description")
_VERBATIM = ("verbatim", "lstlisting", "minted", "alltt")
_OPENED = re.compile(r"[ \t]*\\begin\{(?P<name>[A-Za-z]+)\*?\}(?:\[[^\]]*\])?")
_SHOWN = re.compile(
    r"(?:equation|align|gather|multline|eqnarray|math|displaymath|array|[bpvBV]?matrix|cases|tabular\w?|table|figure"
    r"|tikzpicture|split)$"
)
_CLOSING = re.compile(r".*\\end\{(?P<name>[A-Za-z]+)\*?\}")
_SETTING = re.compile(
    r"[ \t]*(?:\\(?:maketitle|newpage|pagebreak|clearpage|noindent|bigskip|medskip|smallskip|vfill|hfill|centering"
    r"|tableofcontents|[A-Za-z]+\*?\{[ \t]*[\d.]*[ \t]*(?:cm|mm|in|pt|e[mx]|\\[a-z]+)\}|\\(?:\[[^\]]*\])?)[ \t]*)+$"
)
_BREAK = re.compile(r"[ \t]*(?:\\\\(?:\[[^\]]*\])?[ \t]*)+$")


def claim(lines: Sequence[str]) -> Claim:
    begin = next((at for at, line in enumerate(lines) if line.lstrip().startswith("\\begin{document}")), -1)
    ends = Ends(lines, _CLOSING)
    items = _lists(lines)

    def block(at: int) -> Block | None:
        line = lines[at]
        if (match := _SECTION.match(line)) and (end := line.find("}", match.end())) > 0:
            level = _LEVELS.index(match["name"])
            return Block(BlockKind.HEADING, at, at, 0, match.end(), level=level, end=end)
        if at <= begin or _SETTING.match(line):
            return Block(BlockKind.MARKUP, at, at)
        if line.lstrip().startswith("%"):
            return Block(BlockKind.COMMENT, at, at)
        if match := _ITEM.match(line):
            depth, number = items.get(at, (1, None))
            item = ItemMarker("item", number, match.end(), True)
            found = _BREAK.search(line, match.end())
            end = found.start() if found else len(line.rstrip())
            return Block(BlockKind.ITEM, at, at, 4 * (depth - 1), match.end(), item=item, end=end)
        match = _ENVIRONMENT.match(line)
        if match and not _SHOWN.match(match["name"]):
            if match["name"] in _VERBATIM and match["what"] == "begin":
                return Block(BlockKind.FENCE, at, ends.behind(at, match["name"]) or at)
            if not answer_opening(line):  # that is a label
                return Block(BlockKind.MARKUP, at, at)
        return Block(BlockKind.TEXT, at, at, 0, indent_of(line)[1])

    return block


def answer_opening(line: str) -> re.Match[str] | None:
    """`\\begin{solution}[4cm]`, what stands before an answer."""
    match = _OPENED.match(line)
    return match if match and names("answer", match["name"]) else None


def _lists(lines: Sequence[str]) -> dict[int, tuple[int, int | None]]:
    """How deep each item lies in lists, and its number where its list is counted."""
    items: dict[int, tuple[int, int | None]] = {}
    stack: list[int | None] = []
    for at, line in enumerate(lines):
        match = _ENVIRONMENT.match(line)
        if match and match["name"] in _LISTED:
            if match["what"] == "begin":
                stack.append(0 if match["name"] == "enumerate" else None)
            elif stack:
                stack.pop()
        elif _ITEM.match(line) and stack:
            count = stack[-1]
            stack[-1] = count + 1 if count is not None else None
            items[at] = (len(stack), stack[-1])
    return items


def whole_environments(lines: Sequence[str]) -> set[int]:
    """The indices of lines that begin and end environments, of those that do both among the lines."""
    found: set[int] = set()
    stack: list[tuple[str, int]] = []
    for at, line in enumerate(lines):
        match = _ENVIRONMENT.match(line)
        if match and not names("answer", match["name"]):
            if match["what"] == "begin":
                stack.append((match["name"], at))
            elif stack and stack[-1][0] == match["name"]:
                found |= {stack.pop()[1], at}
    return found
