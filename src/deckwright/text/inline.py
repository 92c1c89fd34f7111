"""Text within a block -> tokens: code, formulas, tags, links and the words between them.

Reading uses it to see which `*` belong to a formula or to code, rendering to take everything out that
Python-Markdown would misread. One pass; time grows with the length of the text, however many openers are never
closed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType

from deckwright.text.html_names import KNOWN_TAGS, OTHERS
from deckwright.text.money import is_formula
from deckwright.text.tags import Tag, paired_names, used


class TokenKind(StrEnum):
    TEXT = "text"
    CODE = "code"
    MATH = "math"  # inline formula
    DISPLAY_MATH = "display-math"
    ESCAPE = "escape"  # \*: the character after the backslash
    TAG = "tag"  # of HTML, where it marks up its text and may stand on a card
    COMMENT = "comment"
    URL = "url"
    LINK_OPEN = "link-open"
    LINK_CLOSE = "link-close"
    IMAGE = "image"  # or a sound; its title is the size that is asked for: `300`, `50%`, `300x200`, `x200`
    FOOTNOTE = "footnote"


@dataclass(frozen=True, slots=True)
class Token:
    """`text[start:end]`; `value` is what it holds: code, TeX, an address, the alternative text of an image."""

    kind: TokenKind
    start: int
    end: int
    value: str = ""
    target: str = ""
    title: str = ""


_SPECIAL = re.compile(r"[`$\\<\[\]!h]")
_BACKTICKS = re.compile(r"`+")
# A tag by a known name whose attributes have values: `a<b and c>d` is text.
_ATTRIBUTE = (
    r"\s+(?:(?:open|hidden|reversed|controls|checked|disabled)(?=[\s/>])"
    r"|[\w:.-]+\s*=\s*(?:\"[^\"<>]*\"|'[^'<>]*'|[^\s\"'<>=]+))"
)
_TAG_FORM = rf"</?(?:{{}})(?=[\s/>])(?:{_ATTRIBUTE})*\s*/?>"
_TAG = re.compile(_TAG_FORM.format("|".join(KNOWN_TAGS)), re.I)
_ANY_TAG = re.compile(_TAG_FORM.format("|".join((*KNOWN_TAGS, *sorted(OTHERS, key=len, reverse=True)))), re.I)
_EMPTY_COMMENT = re.compile(r"<!--(?:-?>)")
_AUTOLINK = re.compile(
    r"<(https?://[\w\-.~:@%]+(?:[/?#][^\s<>]*)?|mailto:[^\s<>]*|[\w.+-]+@[\w-]+(?:\.[\w-]+)+)>", re.I
)
_URL = re.compile(r"https?://[\w\-.~:@%]+(?:[/?#][\w\-.~:/?#@!$&'()*+,;=%\[\]]*)?", re.A)
_URL_MORE = re.compile(r"[^\x00-\x7f\W]+[A-Za-z0-9\-._~:/?#@!$&'()*+,;=%\[\]]*")
_DESTINATION = re.compile(
    r"\([ \t\n]*(?:<(?P<angle>[^<>\n]*)>|(?P<bare>[^\s()<](?:[^\s()]|\([^\s()]*\))*)?)"
    r"(?:[ \t\n]+(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'))?"
    r"(?:[ \t]+=(?P<size>(?=\d|x\d)\d{0,4}x\d{0,4}))?[ \t\n]*\)"
)
_LABEL = re.compile(r"\[([^\[\]]*)\]")
_BACKTICK_MATH = re.compile(r"\$`([^`\n]+)`\$")
_ANKI_MATH = re.compile(r"\[(\$\$?|latex)\]")
_OUTER_MATH = re.compile(r"\$\$?([^$]+)\$\$?|\\[\[(](.+)\\[\])]", re.S)
_EMBEDDED = re.compile(
    r"!\[\[(?P<file>[^\[\]|\\\n]+\.\w{2,5})(?:\\?\|(?P<said>[^\[\]\n]*))?\]\]|\[sound:(?P<sound>[^\[\]\n]+)\]"
)
_SIZED = re.compile(r"(?:(?P<said>.*)\||)(?P<size>\d{1,4}(?:x\d{1,4})?)", re.S)
_ATTRIBUTES = re.compile(r"\{:?[ \t]*(?>(?:width|height)=(\"?)\d{1,4}(?:px|%)?\1[ \t]*)+\}")
_LENGTH = re.compile(r"(width|height)=\"?(\d+%?)")
_MAX_INNER_DOLLARS, _MAX_FORMULA = 16, 2000  # further on it is no formula, and looking there would take time
_ESCAPABLE = set("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_MATH_PAIRS = {"\\(": ("\\)", TokenKind.MATH), "\\[": ("\\]", TokenKind.DISPLAY_MATH)}


References = Mapping[str, tuple[str, str]]
"""Label of a link, as `label_of` has it -> address and title. A footnote's begins with `^` and has neither."""


def tokens(text: str, references: References = MappingProxyType({}), paired: Container[str] = ()) -> list[Token]:
    """Everything in `text` but plain words, in order and without overlap. Links hold other tokens.

    `paired` are the elements of HTML whose halves stand in several paragraphs of a note (`paired_tags`).
    """
    return _Tokenizer(text, references, paired).run()


def written_tags(text: str) -> list[Tag]:
    """Every tag of HTML that stands in a text outside of code, whatever becomes of it."""
    tokenizer = _Tokenizer(text, {}, (), _ANY_TAG)
    tokenizer.find_all()
    return tokenizer.tags()


def paired_tags(text: str) -> frozenset[str]:
    """The elements of HTML that a whole text closes as often as it opens them."""
    if "</" not in text:
        return frozenset()
    tokenizer = _Tokenizer(text, {})
    tokenizer.find_all()
    return paired_names(text, tokenizer.tags())


def comment_end(text: str, at: int, find: Callable[[str, int], int]) -> int:
    """The index behind the comment of HTML that begins at `at`; -1 where it never ends. `<!-->` is a whole one."""
    if match := _EMPTY_COMMENT.match(text, at):
        return match.end()
    end = find("-->", at + 4)
    return end + 3 if end >= 0 else -1


def label_of(written: str) -> str:
    """What the labels of links are compared by (CommonMark 4.7): neither case nor white space counts."""
    return " ".join(written.casefold().split())


class _Tokenizer:
    def __init__(
        self, text: str, references: References, paired: Container[str] = (), tag: re.Pattern[str] = _TAG
    ) -> None:
        self.text = text
        self.references = references
        self.paired = paired
        self.tag = tag
        self.found: list[Token] = []
        self.brackets: list[tuple[int, int, bool]] = []  # index in text, index in found, is an image
        self.missing: set[str] = set()
        self.backticks: dict[int, list[int]] = {}
        for run in _BACKTICKS.finditer(text):
            self.backticks.setdefault(len(run[0]), []).append(run.start())
        self.dollars: list[int] | None = None

    def run(self) -> list[Token]:
        self.find_all()
        if tags := self.tags():
            named = {tag.start for tag, kept in zip(tags, used(self.text, tags, self.paired), strict=True) if not kept}
            if named:
                self.found = [one for one in self.found if one.kind is not TokenKind.TAG or one.start not in named]
        return self.found

    def find_all(self) -> None:
        at = 0
        while match := _SPECIAL.search(self.text, at):
            at = self.step(match.start())
        self.found.sort(key=lambda token: token.start)

    def tags(self) -> list[Tag]:
        return [Tag.of(one.start, one.value) for one in self.found if one.kind is TokenKind.TAG]

    def step(self, at: int) -> int:
        char = self.text[at]
        if char == "`":
            return self.code(at)
        if char == "$":
            return self.dollar(at)
        if char == "\\":
            return self.backslash(at)
        if char == "<":
            return self.angle(at)
        if char == "h":
            return self.url(at)
        return self.bracket(at, char)

    def add(self, kind: TokenKind, start: int, end: int, value: str = "", target: str = "", title: str = "") -> int:
        self.found.append(Token(kind, start, end, value, target, title))
        return end

    def code(self, at: int) -> int:
        run = _BACKTICKS.match(self.text, at)
        assert run
        length = len(run[0])
        starts = self.backticks.get(length, [])  # none as long where an escape cut a run short
        closing = bisect_right(starts, at)
        if closing == len(starts):
            return run.end()
        end = starts[closing]
        value = self.text[run.end() : end].replace("\n", " ")
        if value.strip(" ") and value[0] == " " == value[-1]:
            value = value[1:-1]
        return self.add(TokenKind.CODE, at, end + length, value)

    def dollar(self, at: int) -> int:
        text = self.text
        if match := _BACKTICK_MATH.match(text, at):
            return self.add(TokenKind.MATH, at, match.end(), match[1])
        if text.startswith("$$", at):
            end = self.find("$$", at + 2)
            if end > at + 2 and text[at + 2 : end].strip():
                return self.add(TokenKind.DISPLAY_MATH, at, end + 2, text[at + 2 : end])
            return at + 2
        if at + 1 == len(text) or text[at + 1].isspace() or text[at - 1 : at + 2] in ("[$]", "/$]"):
            return at + 1  # the last two are Anki's own signs for LaTeX
        if self.dollars is None:
            self.dollars = [at for at, char in enumerate(text) if char == "$" and not _escaped(text, at)]
        closing = bisect_right(self.dollars, at)
        if closing == len(self.dollars) or not is_formula(text, at + 1, self.dollars[closing]):
            return at + 1
        end = self.outside_braces(at + 1, closing)
        return self.add(TokenKind.MATH, at, end + 1, text[at + 1 : end])

    def outside_braces(self, start: int, closing: int) -> int:
        """A formula ends at the first `$` where no brace is open, as in `$\\text{if $x$}$`; else at the first."""
        assert self.dollars
        for end in self.dollars[closing : closing + _MAX_INNER_DOLLARS]:
            if end - start > _MAX_FORMULA:
                break
            inner = self.text[start:end]
            if inner.count("{") - inner.count("\\{") <= inner.count("}") - inner.count("\\}"):
                return end if is_formula(self.text, start, end) else self.dollars[closing]
        return self.dollars[closing]

    def backslash(self, at: int) -> int:
        pair = self.text[at : at + 2]
        if pair in _MATH_PAIRS:
            closer, kind = _MATH_PAIRS[pair]
            end = self.find(closer, at + 2)
            if end > at + 2 and self.text[at + 2 : end].strip():
                return self.add(kind, at, end + 2, self.text[at + 2 : end])
        if len(pair) == 2 and pair[1] in _ESCAPABLE:
            return self.add(TokenKind.ESCAPE, at, at + 2, pair[1])
        return at + 1

    def find(self, needle: str, at: int) -> int:
        """`str.find`, which looks only once for what is not there."""
        if needle in self.missing:
            return -1
        found = self.text.find(needle, at)
        if found < 0:
            self.missing.add(needle)
        return found

    def angle(self, at: int) -> int:
        if self.text.startswith("<!--", at):
            end = comment_end(self.text, at, self.find)
            return self.add(TokenKind.COMMENT, at, end) if end >= 0 else at + 4
        if match := _AUTOLINK.match(self.text, at):
            value = match[1]
            return self.add(TokenKind.URL, at, match.end(), value, value if ":" in value else f"mailto:{value}")
        if match := self.tag.match(self.text, at):
            return self.add(TokenKind.TAG, at, match.end(), match[0])
        return at + 1

    def url(self, at: int) -> int:
        match = _URL.match(self.text, at)
        if not match or (at and self.text[at - 1].isalnum() and self.text[at - 1].isascii()):
            return at + 1
        value = match[0]
        while value[-1] in "/=_#-" and value.count("/", 8, -1):  # …/wiki/深度学习, and no words behind a host
            more = _URL_MORE.match(self.text, at + len(value))
            if more is None:
                break
            value += more[0]
        if self.brackets and "]" in value:
            value = value[: value.index("]")]
        value = value.rstrip(".,:;!?'*_")
        while value.endswith((")", "]")) and value.count(value[-1]) > value.count({")": "(", "]": "["}[value[-1]]):
            value = value[:-1]
        if value.endswith("//"):
            return at + 1
        return self.add(TokenKind.URL, at, at + len(value), value, value)

    def bracket(self, at: int, char: str) -> int:
        if (match := _ANKI_MATH.match(self.text, at)) and (end := self.find(f"[/{match[1]}]", match.end())) >= 0:
            return self.anki_math(match, end)
        if match := _EMBEDDED.match(self.text, at):
            return self.image(*match.span(), match["said"] or "", (match["file"] or match["sound"]).strip())
        if char == "!":
            if self.text.startswith("![", at):
                self.brackets.append((at, len(self.found), True))
                return at + 2
            return at + 1
        if char == "[":
            self.brackets.append((at, len(self.found), False))
            return at + 1
        if not self.brackets:
            return at + 1
        opened, held, is_image = self.brackets.pop()
        said = self.text[opened + 1 + is_image : at]
        if match := _DESTINATION.match(self.text, at + 1):
            end = match.end()
            target, title = match["angle"] or match["bare"] or "", match["double"] or match["single"] or ""
        else:
            full = None if said.startswith("^") else _LABEL.match(self.text, at + 1)
            if full and full[1].startswith("^"):
                full = None  # a footnote stands behind it
            label = label_of((full and full[1]) or said)
            if label not in self.references:
                return at + 1
            end = full.end() if full else at + 1
            target, title = self.references[label]
            if label.startswith("^"):
                return self.footnote(opened, held, at + 1, label)
        if is_image:
            del self.found[held:]
            return self.image(opened, end, said, target, (match and match["size"]) or "")
        self.brackets = [entry for entry in self.brackets if entry[2]][-64:]
        inside = (replace(one, target="") if one.kind is TokenKind.URL else one for one in self.found[held:])
        self.found[held:] = inside  # a link holds no other
        self.add(TokenKind.LINK_OPEN, opened, opened + 1, "", target, title)
        return self.add(TokenKind.LINK_CLOSE, at, end, "", target)

    def image(self, start: int, end: int, said: str, target: str, size: str = "") -> int:
        """A picture, with the size behind its caption, as Obsidian has it, in braces behind it, as Pandoc has it, or
        behind its address, as markdown-it does (`size`)."""
        if (match := _SIZED.fullmatch(said)) and (match["said"] is not None or self.text.startswith("![[", start)):
            said, size = match["said"] or "", match["size"]
        if match := _ATTRIBUTES.match(self.text, end):
            lengths = dict(_LENGTH.findall(match[0]))
            end, size = match.end(), "x".join([lengths.get("width", ""), *lengths.get("height", "").split()])
        return self.add(TokenKind.IMAGE, start, end, said, target, size)

    def footnote(self, opened: int, held: int, end: int, label: str) -> int:
        del self.found[held:]
        return self.add(TokenKind.FOOTNOTE, opened, end, label)

    def anki_math(self, opening: re.Match[str], end: int) -> int:
        """`[$]x[/$]`, `[latex]$x$[/latex]`, as old decks have formulas."""
        tex, stop = self.text[opening.end() : end].strip(), end + len(opening[0]) + 1
        if not tex:
            return stop
        display = opening[1] == "$$" or tex.startswith(("$$", "\\[", "\\begin"))
        bare = _OUTER_MATH.fullmatch(tex)
        kind = TokenKind.DISPLAY_MATH if display else TokenKind.MATH
        return self.add(kind, opening.start(), stop, bare[1] or bare[2] if bare else tex)


def _escaped(text: str, at: int) -> bool:
    slashes = 0
    while at - slashes > 0 and text[at - slashes - 1] == "\\":
        slashes += 1
    return slashes % 2 == 1
