"""Documents of a vault, as Obsidian keeps them (https://help.obsidian.md/syntax): links `[[a|b]]`, remarks `%%…%%` that
are nobody else's business, ids ` ^id`, tags `#a/b`.

A Markdown file is one of a vault where signs that hardly anybody else writes outside of code add up to 1 (`WEIGHTS`).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from deckwright.seeds.document import Document
from deckwright.seeds.taken_out import Cut, Taking
from deckwright.text.blocks import TAB, Block, BlockKind, fence_opening, indent_of, scan
from deckwright.text.characters import CJK
from deckwright.text.inline import TokenKind, tokens
from deckwright.text.prose import Prose

WEIGHTS = {
    "embed": 1.0,
    "named link": 1.0,
    "remark": 1.0,
    "link": 0.5,
    "word": 0.34,
    "set off": 0.5,
    "block": 0.5,
    "id": 0.5,
}
"""How much a sign says: `![[…]]`; `[[a|b]]`, `[[a#b]]`; `%%some words%%` in a line; each `[[some words]]`; each
`[[word]]`; a line `%% words %%`; lines between two of `%%`; an id at a line's end. Those but the links count once."""

_SUFFIXES = (".md", ".markdown")
_LINK = re.compile(
    r"(?<![A-Za-z0-9_\])\\=])(?<!= )(?<![A-Za-z0-9_]\()(?P<open>!?\[\[)"
    r"(?P<page>[^\[\]|\\#^\"<>*?={}$:;\n]*)(?P<place>#[^\[\]|\n]+)?(?:\\?\|(?P<said>[^\[\]|\n]+))?"
    r"(?P<more>#*)\]\](?!\(|\[(?!\^))"
)
_DAY = re.compile(r"\d{4}-\d\d-\d\d$")
# Names that stand so in C++ (attributes), in ECMA-262 (internal slots and methods), in wikis (their contents).
_NAMES = frozenset({
    "assume", "carries_dependency", "deprecated", "fallthrough", "likely", "maybe_unused", "no_unique_address",
    "nodiscard", "noreturn", "unlikely", "prototype", "extensible", "get", "set", "value", "writable", "enumerable",
    "configurable", "call", "construct", "delete", "scope", "scopes", "environment", "realm", "class", "handler",
    "target", "description", "entries", "state", "result", "status", "toc", "_toc_",
})  # fmt: skip
_CARDS = frozenset({"anki", "card", "cards", "flashcard", "flashcards", "srs"})
"""Pages that mark a question, as Logseq has them."""
_SIGN = re.compile(r"(?<!%)%%(?!%)")
_REMARK = re.compile(rf"(?:^|(?<=[\s(（{CJK}]))%%(?=[^\s%])[^%\n]*[^\s%]%%(?=[\s.,;:!?)）{CJK}]|$)")
_SEVERAL = re.compile(rf"\s|[{CJK}]")
_SET_OFF = re.compile(r"\s*%%\s[^%]*\s%%\s*$")
_ALONE = re.compile(r"\s*%%\s*$")
_ID = re.compile(r"(?:^|(?<=[^ \t])[ \t]++)\^(?=[\w-]*[A-Za-z]|[\w-]{6})[A-Za-z0-9-]{2,}[ \t]*$", re.A)
_BARE = re.compile(r"[ \t]*(?:(?:[-*+>]|\d+[.)])[ \t]*)*$")
_OPENING = re.compile(r"[ \t]*(?:(?:[-*+>]|\d+[.)])[ \t]+)*$")
_NO_WORDS = (
    BlockKind.FENCE,
    BlockKind.MATH,
    BlockKind.COMMENT,
    BlockKind.FRONT_MATTER,
    BlockKind.MARKUP,
    BlockKind.BLANK,
)
_WHOLE = (
    TokenKind.CODE,
    TokenKind.MATH,
    TokenKind.DISPLAY_MATH,
    TokenKind.TAG,
    TokenKind.COMMENT,
    TokenKind.URL,
    TokenKind.ESCAPE,
)


@dataclass(frozen=True, slots=True)
class _Words:
    """A line outside of code, and the ranges of it that are code, formulas and addresses."""

    at: int
    text: str
    opaque: tuple[tuple[int, int], ...]

    def matches(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        for match in pattern.finditer(self.text):
            at = bisect_left(self.opaque, (match.end(), 0)) - 1
            if at < 0 or self.opaque[at][1] <= match.start():
                yield match


def take_vault(taking: Taking, said: bool | None = None) -> bool:
    """Take out what belongs to a vault and not on a card, if the document is one of a vault, which a person may have
    `said`; whether it is."""
    if not (is_vault(taking.whole) if said is None else said):
        return False
    _take(taking)
    return True


def left_over(words: Prose) -> Iterator[tuple[int, int]]:
    """Where plain words hold what hardly anybody but a vault writes and a card shows as it stands: a remark, a link."""
    for match in words.matches(_REMARK):
        if _SEVERAL.search(match[0]):
            yield match.span()
    for match in words.matches(_LINK):
        if _is_page(match) and _kind(match) == "named link":
            yield match.span()


def as_shown(text: str) -> str:
    """What a vault shows of a text."""
    taking = Taking(Document("", "utf-8", tuple(text.split("\n"))))
    _take(taking)
    return "\n".join(taking.left)


def _take(taking: Taking) -> None:
    _take_remarks(taking)
    for words in _words(taking.left):
        cuts = [cut for match in words.matches(_LINK) if _is_page(match) for cut in _link_cuts(match)]
        cuts += [Cut(*match.span(), "block-id") for match in words.matches(_ID)]
        if cuts:
            taking.take(words.at, cuts)
    for at, line in taking.lines.items():
        if line.text.strip() and _BARE.match(line.text):
            taking.take(at, [Cut(0, len(line.text), "private")])


def has_vault_name(name: str) -> bool:
    """Whether a file of this name may be a page of a vault."""
    return name.lower().endswith(_SUFFIXES)


def is_vault(document: Document) -> bool:
    """Whether a document evidently comes from a vault."""
    text = "\n".join(document.lines) if has_vault_name(document.name) else ""
    return ("[[" in text or "%%" in text) and sum(WEIGHTS[kind] for kind, _ in _signs(document.lines)) >= 1


def _signs(lines: Sequence[str]) -> set[tuple[str, str]]:
    """What speaks for a vault: its kind, and which one, where each counts."""
    found: set[tuple[str, str]] = set()
    alone = 0
    for words in _words(lines):
        if indent_of(words.text)[0] >= TAB:
            continue
        for match in words.matches(_LINK):
            if _is_page(match) and (kind := _kind(match)):
                found.add((kind, match["page"].casefold() if kind in ("link", "word") else ""))
        if any(_SEVERAL.search(match[0]) for match in words.matches(_REMARK)):
            found.add(("remark", ""))
        if _SET_OFF.match(words.text):
            found.add(("set off", ""))
        alone += _ALONE.match(words.text) is not None
        if any(match.start() for match in words.matches(_ID)):
            found.add(("id", ""))
    return found | ({("block", "")} if alone in (2, 4) else set())


def _kind(match: re.Match[str]) -> str | None:
    page = match["page"]
    if match["open"].startswith("!"):
        return "embed"
    if match["said"] or match["place"]:
        return "named link"
    if "," in page or len(page) < 2 or re.search(r"[a-z][A-Z]", page):
        return None
    return "link" if " " in page or not page.isascii() or _DAY.match(page) else "word"


def _is_page(match: re.Match[str]) -> bool:
    """Whether brackets hold the name of a page: a word or a day, not a list of numbers or a condition."""
    page = match["page"]
    if page.casefold() in _NAMES or page.casefold() in _CARDS or page != page.strip() or re.search(r",\S", page):
        return False
    return any(map(str.isalpha, page)) or bool(_DAY.match(page)) or (not page and bool(match["place"]))


def _words(lines: Sequence[str]) -> Iterator[_Words]:
    """The lines that hold words: no code, no formulas on display, no front matter."""
    fence, quoted, item = "", -2, False
    above: Block | None = None
    for block in scan(lines, front_matter=True, loose=True):
        if block.kind in _NO_WORDS:
            above = block
            continue
        if block.kind is BlockKind.ITEM or block.indent < TAB:
            item = block.kind is BlockKind.ITEM
        apart = above is None or above.kind is BlockKind.BLANK
        is_code = block.indent >= TAB and apart and not item and block.kind is BlockKind.TEXT
        for at in range(block.first, block.last + 1):
            if block.kind is BlockKind.QUOTE:
                inner = lines[at].lstrip("> \t")
                fence = fence if quoted == at - 1 else ""
                quoted = at
                if fence or fence_opening(inner):
                    fence = "" if fence and inner.strip() and not inner.strip().strip(fence[0]) else fence or inner[:3]
                    continue
            if not is_code:
                found = (one for one in tokens(lines[at]) if one.kind in _WHOLE and one.value != "|")
                opaque = ((one.start, one.end) for one in found)  # `\|` parts a link in a table
                yield _Words(at, lines[at], tuple(opaque))
        above = block


def _link_cuts(match: re.Match[str]) -> Iterator[Cut]:
    """What goes of a link, so that what is shown for it stays; a picture stays whole."""
    page, place = match["page"], match["place"] or ""
    if match["open"] == "![[" and re.search(r"\.\w{2,5}$", page) and not place:
        return
    yield Cut(match.end() - 2, match.end(), "link")
    if match["said"]:
        yield Cut(match.start(), match.start("said"), "link")
        return
    here = not page and place.startswith("#") and not place.startswith("#^")  # a place in the document itself
    yield Cut(match.start(), match.end("open") + here, "link")
    if place.startswith("#^"):
        yield Cut(*match.span("place"), "link")
    else:
        signs = (match.start("place") + one.start() for one in re.finditer("#", place))
        yield from (Cut(sign, sign + 1, "link", " > ") for sign in signs if sign > match.end("open") or not here)


def _take_remarks(taking: Taking) -> None:
    """Take out what stands between two of `%%`."""
    lines = taking.whole.lines
    ends = _Ends.of(lines)
    cuts: dict[int, list[Cut]] = defaultdict(list)
    done = (0, 0)  # the line and column behind the last remark
    for words in _words(lines):
        at, text = words.at, words.text
        signs = [match.start() for match in words.matches(_SIGN)] if "%%" in text else []
        for opening in signs:
            if (at, opening) < done or text[max(0, opening - 1) : opening] in _NO_OPENING:
                continue
            same = bisect_left(signs, opening + 2)
            end = (at, signs[same] + 2) if same < len(signs) else ends.behind(lines, at, opening)
            if end is None:
                continue
            done = end
            for line in range(at, end[0] + 1):
                start = opening if line == at else 0
                cuts[line].append(_part(lines[line], start, end[1] if line == end[0] else len(lines[line])))
    for at, some in cuts.items():
        taking.take(at, some)


@dataclass(frozen=True, slots=True)
class _Ends:
    """Where remarks of several lines may end: signs that no word follows, and blank lines."""

    signs: tuple[tuple[int, int], ...]
    blank: tuple[int, ...]

    @classmethod
    def of(cls, lines: Sequence[str]) -> _Ends:
        found = ((at, match.end()) for at, line in enumerate(lines) for match in _SIGN.finditer(line))
        signs = ((at, end) for at, end in found if not _leans(lines[at][end : end + 1]))
        return cls(tuple(signs), tuple(at for at, line in enumerate(lines) if not line.strip()))

    def behind(self, lines: Sequence[str], at: int, opening: int) -> tuple[int, int] | None:
        """The line and column behind a remark: in its paragraph, or wherever, if it begins a line."""
        index = bisect_left(self.signs, (at + 1, 0))
        if index == len(self.signs):
            return (len(lines) - 1, len(lines[-1])) if _ALONE.match(lines[at]) else None
        blank = bisect_left(self.blank, at)
        near = blank == len(self.blank) or self.signs[index][0] < self.blank[blank]
        return self.signs[index] if near or _OPENING.match(lines[at], 0, opening) else None


_NO_OPENING = frozenset("0123456789\"'")
"""Before a `%%` that is a per cent, or in a string."""


def _leans(char: str) -> bool:
    """Whether a character behind `%%` shows that it closes no remark of several lines, as in `%%timeit`."""
    return char.isascii() and (char.isalnum() or char in ("'", '"'))


def _part(text: str, start: int, end: int) -> Cut:
    """A part of a line, with one of the blanks around it."""
    behind = text[end : end + 1]
    apart = text[start - 1 : start] in (" ", "\t") and (not behind or behind.isspace() or behind in ".,;:!?)")
    return Cut(start - (apart and start - 1 > indent_of(text)[1]), end, "private")
