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
from itertools import groupby

from deckwright.seeds.document import Document
from deckwright.seeds.taken_out import Cut, Taking
from deckwright.text.blocks import TAB, BlockKind, fence_opening, indent_of, scan
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
# A picture may stand right behind a word; brackets there are an index.
_LINK = re.compile(
    r"(?P<open>(?<!\\)!\[\[(?=[^\[\]|\n]+\.\w{2,5}[\]|\\])"
    r"|(?<![A-Za-z0-9_\])\\=])(?<![A-Za-z0-9_]!)(?<!= )(?<![A-Za-z0-9_]\()!?\[\[)"
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
# Arrays of tables, as TOML heads them: of Cargo, uv, Pipenv, dep, Netlify, Hugo, Fly, Cloudflare.
_TABLES = frozenset({
    "bin", "example", "test", "bench", "package", "source", "index", "override", "constraint", "redirects", "headers",
    "plugins", "mounts", "services", "params", "rules", "migrations", "kv_namespaces", "products", "servers", "cascade",
})  # fmt: skip
_DOTTED = re.compile(r"[a-z][\w-]*(?:\.[\w-]+)+")
_OF_TOML = re.compile(r"\btoml\b", re.I)
_CARDS = frozenset({"anki", "card", "cards", "flashcard", "flashcards", "srs"})
"""Pages that mark a question, as Logseq has them."""
_SIGN = re.compile(r"(?<!%)%%(?!%)")
_REMARK = re.compile(rf"(?:^|(?<=[\s(（{CJK}]))%%(?=[^\s%])[^%\n]*[^\s%]%%(?=[\s.,;:!?)）{CJK}]|$)")
_SEVERAL = re.compile(rf"\s|[{CJK}]")
_SET_OFF = re.compile(r"\s*%%\s[^%]*\s%%\s*$")
_SET_OFF_LINE = re.compile(r"^[ \t]*%%[ \t][^%\n]*[ \t]%%[ \t]*$", re.M)
# A remark that never ends; not the magic of a notebook's cell.
_NEVER_ENDS = re.compile(
    r"(?<=[^\s%] )%%(?!(?:timeit|time|bash|sh|writefile|file|html|javascript|js|capture|latex|script|prun|sql|cython"
    rf"|svg|markdown|perl|ruby|python[23]?|R)\b)(?=[^\W\d_]{{2,}}[ ,:]|[{CJK}])[^%\n]*$",
    re.M,
)
_ALONE = re.compile(r"\s*%%\s*$")
_ID = re.compile(r"(?:^|(?<=[^ \t])[ \t]++)\^(?=[\w-]*[A-Za-z]|[\w-]{6})(?P<id>[A-Za-z0-9][A-Za-z0-9-]+)[ \t]*$", re.A)
SHORTEST_ID = 4
"""Characters. A shorter one behind signs of a formula is a power: `x_i ^ab`."""
_OF_FORMULAS = re.compile(r"[=+*/_^\\<>]")
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
    for form in (_SET_OFF_LINE, _NEVER_ENDS):
        yield from (match.span() for match in words.matches(form))
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
        cuts += [Cut(*match.span(), "block-id") for match in words.matches(_ID) if _is_id(match)]
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
    toml = any(map(_OF_TOML.search, lines))

    def of_tables(page: str) -> bool:
        return page.islower() and (toml or page in _TABLES or _DOTTED.fullmatch(page) is not None)

    for words in _words(lines):
        for match in words.matches(_LINK):
            if _is_page(match) and (kind := _kind(match)) and not (kind == "word" and of_tables(match["page"])):
                found.add((kind, match["page"].casefold() if kind in ("link", "word") else ""))
        if any(_SEVERAL.search(match[0]) for match in words.matches(_REMARK)):
            found.add(("remark", ""))
        if _SET_OFF.match(words.text):
            found.add(("set off", ""))
        alone += _ALONE.match(words.text) is not None
        if any(match.start() and _is_id(match) for match in words.matches(_ID)):
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


def _is_id(match: re.Match[str]) -> bool:
    """Whether it is the id of a place, and no power."""
    return len(match["id"]) >= SHORTEST_ID or not _OF_FORMULAS.search(match.string, 0, match.start())


def _words(lines: Sequence[str]) -> Iterator[_Words]:
    """The lines that hold words: no code, no formulas on display, no front matter."""
    fence, quoted, is_code, apart = "", -2, False, True
    columns = [0]  # where the words of the items begin that are open
    for block in scan(lines, front_matter=True, loose=True):
        if block.kind in _NO_WORDS:
            apart = True
            is_code = is_code and block.kind is BlockKind.BLANK
            continue
        while block.indent < columns[-1] and (apart or block.kind is not BlockKind.TEXT):
            columns.pop()
        is_code = block.indent >= columns[-1] + TAB and (is_code or (apart and block.kind is BlockKind.TEXT))
        apart = False
        if block.item and not is_code:
            columns.append(block.indent + block.content - indent_of(lines[block.first])[1])
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
    places = [_Sign(words, match) for words in _words(lines) if "%%" in words.text for match in words.matches(_SIGN)]
    ends = _Ends.of(lines)
    cuts: dict[int, list[Cut]] = defaultdict(list)
    done = (0, 0)  # the line and column behind the last remark
    for at, some in groupby(places, key=lambda sign: sign.at):
        signs = _without_per_cent(list(some))
        for index, sign in enumerate(signs):
            if (at, sign.start) < done or sign.is_per_cent or sign.is_quoted:
                continue
            same = signs[index + 1] if index + 1 < len(signs) else None
            end = (at, same.start + 2) if same else ends.behind(lines, at, sign.start)
            if end is None:
                continue
            done = end
            for line in range(at, end[0] + 1):
                start = sign.start if line == at else 0
                cuts[line].append(_part(lines[line], start, end[1] if line == end[0] else len(lines[line])))
    for at, pieces in cuts.items():
        taking.take(at, pieces)


@dataclass(frozen=True, slots=True)
class _Sign:
    """A `%%` outside of code."""

    words: _Words
    match: re.Match[str]

    @property
    def at(self) -> int:
        return self.words.at

    @property
    def start(self) -> int:
        return self.match.start()

    @property
    def is_per_cent(self) -> bool:
        """Whether it stands behind a number and before no word: `5%% of`, `40 %%`."""
        text = self.words.text
        behind = text[self.start + 2 : self.start + 3]
        return text[: self.start].rstrip(" \u00a0")[-1:].isdigit() and not behind.isalnum()

    @property
    def is_quoted(self) -> bool:
        return self.words.text[max(0, self.start - 1) : self.start] in ("'", '"')


def _without_per_cent(signs: list[_Sign]) -> list[_Sign]:
    """The signs of a line that may open or close a remark: those of per cent too, where the others have no pairs."""
    others = [sign for sign in signs if not sign.is_per_cent]
    return signs if len(others) % 2 and len(signs) % 2 == 0 else others


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
        """The line and column behind a remark: in its paragraph; wherever, if it begins a line, or leans on its first
        word as the end does on its last."""
        index = bisect_left(self.signs, (at + 1, 0))
        if index == len(self.signs):
            return (len(lines) - 1, len(lines[-1])) if _ALONE.match(lines[at]) else None
        line, end = self.signs[index]
        blank = bisect_left(self.blank, at)
        near = blank == len(self.blank) or line < self.blank[blank]
        leaning = lines[at][opening + 2 : opening + 3].strip() and lines[line][: end - 2][-1:].strip()
        first = lines[line].find("%%") == end - 2
        return (line, end) if near or _OPENING.match(lines[at], 0, opening) or (leaning and first) else None


def _leans(char: str) -> bool:
    """Whether a character behind `%%` shows that it closes no remark of several lines, as in `%%timeit`."""
    return char.isascii() and (char.isalnum() or char in ("'", '"'))


def _part(text: str, start: int, end: int) -> Cut:
    """A part of a line, with one of the blanks around it."""
    behind = text[end : end + 1]
    apart = text[start - 1 : start] in (" ", "\t") and (not behind or behind.isspace() or behind in ".,;:!?)")
    return Cut(start - (apart and start - 1 > indent_of(text)[1]), end, "private")
