"""Rules about whether a text can be read as it was meant: encodings, entities, tags, brackets."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from html.entities import html5

from ftfy.badness import is_bad

from deckwright.checks.plain import Text, notes, texts
from deckwright.checks.rule import Found, rule
from deckwright.checks.subjects import OF_ENCODINGS, OF_ENTITIES, OF_PATTERNS
from deckwright.checks.tongues import words
from deckwright.decks.deck import Deck
from deckwright.decks.prepare import texts_of
from deckwright.text.html_names import OTHERS
from deckwright.text.inline import written_tags

_GARBLED = re.compile("锟斤拷|(?:烫烫烫|屯屯屯|葺葺葺)|\ufffd|ï»¿|(?:\\?\\?\\?\\?)+(?=[^?]|$)")
_HAN_OR_PRIVATE = re.compile("[\u3400-\u9fff\ue000-\uf8ff€]")
_HAN_RUN = re.compile("[\u3400-\u9fff\ue000-\uf8ff€]{4,}")


@rule(
    "mojibake",
    "warning",
    "text that was read in another encoding than it was written in",
    example="answer: It doubles every two years â€“ roughly.",
)
def mojibake(deck: Deck) -> Iterator[Found]:
    for card, of in notes(deck):
        for one in of.values():
            span = _garbled(one.own)
            about = (OF_ENCODINGS,) if span else (OF_ENCODINGS, OF_PATTERNS)
            span = span or _replaced(one.own)
            if span and not any(subject.search(other.text) for other in of.values() for subject in about):
                remedy = "read the document anew with its encoding (`deckwright read --encoding`)"
                yield Found(card, f"{one.text[slice(*span)]!r} was read in a wrong encoding", one.key, *span, remedy)


LEAST_HEADS = 2
RARE = 0.75
"""Of Chinese that was misread and lost a byte on the way: this many begin as misread ones do, this share is rare."""
LEAST_UNCOMMON = 4
"""Of characters that were misread most are such as hardly anybody writes."""


@cache
def _common() -> frozenset[str]:
    """The 3,755 most common characters of Chinese, the first level of GB 2312."""
    return frozenset(
        bytes((row, cell)).decode("gb2312", "ignore") for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF)
    )


def _uncommon(text: str) -> frozenset[str]:
    return frozenset(_HAN_OR_PRIVATE.findall("".join(set(text) - _common())))


_MARKED = re.compile(r"(?<![\w?/=&])(?P<head>[^\W\d_]{1,12})\?(?P<tail>[^\W\d_]{2,12})(?![\w=])")


def _replaced(text: str) -> tuple[int, int] | None:
    """A question mark for a letter that was lost: M?nchen."""
    for match in _MARKED.finditer(text) if "?" in text else ():
        head, tail = match["head"].casefold(), match["tail"]
        whole = (
            tail.islower()
            and match[0].isascii()
            and not any(
                word in words("small", language) | words("asks", language)
                for word in (head, tail.casefold())
                for language in ("en", "de", "es", "fr")
                if len(word) > 1
            )
        )
        if whole and len(head) + len(tail) > 4:
            return match.span()
    return None


def _garbled(text: str) -> tuple[int, int] | None:
    if text.isascii():
        return None
    if match := _GARBLED.search(text) or _of_latin_1(text):
        return match.span()
    for match in _HAN_RUN.finditer(text) if 4 * len(_uncommon(text)) > LEAST_UNCOMMON else ():
        if _is_misread_chinese(match[0]):
            return match.span()
    for match in re.finditer(r"[^\n]+", text):
        if is_bad(match[0]):
            return next((one.span() for one in re.finditer(r"\S+", text) if is_bad(one[0])), match.span())
    return None


_LATIN_1 = re.compile("[\u00e0-\u00ef][\u0080-\u00bf\u0152-\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]{2}")


def _of_latin_1(text: str) -> re.Match[str] | None:
    """Three bytes of UTF-8 read as three characters of a Western code page: `ä¸\xad` for 中."""
    for match in _LATIN_1.finditer(text):
        raw = b"".join(_western(char) for char in match[0])
        if len(raw) == 3 and unicodedata.category(raw.decode("utf-8", "replace")[0])[0] == "L":
            return match
    return None


def _western(char: str) -> bytes:
    try:
        return char.encode("cp1252")
    except UnicodeEncodeError:
        return char.encode("latin-1", "ignore")  # five bytes have no character in cp1252


@cache
def _heads() -> frozenset[str]:
    """Uncommon characters that the first two bytes of common ones are, read as GBK."""
    found = {bytes(char.encode("utf-8")[:2]).decode("gbk", "ignore") for char in _common()}
    return frozenset(found) - _common()


def _is_misread_chinese(run: str) -> bool:
    """Whether the characters are UTF-8 read as GBK: their bytes in the one make sense in the other."""
    rare = sum(char not in _common() for char in run)
    if len(_heads().intersection(run)) >= LEAST_HEADS and rare >= RARE * len(run):
        return True
    for start in (0, 1):
        try:
            raw = run[start : start + 12].encode("gb18030")
        except UnicodeEncodeError:
            continue
        said = raw[: len(raw) // 3 * 3].decode("utf-8", "replace")
        good = sum("\u3000" <= char <= "\u9fff" or "\uff00" <= char <= "\uffef" for char in said)
        if len(said) >= 2 and good == len(said):
            return True
    return False


_ENTITY = re.compile(r"&amp;(?P<name>#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});", re.I)


@rule(
    "doubled-entity",
    "warning",
    "an HTML entity that was escaped twice: the card shows its source",
    example="answer: a &amp;lt; b",
    mend="suggested",
)
def doubled_entity(deck: Deck) -> Iterator[Found]:
    for card, of in notes(deck):
        about = any(
            re.search(r"`[^`]*&", one.text) or re.search("转义|escap|实体|entit", one.text, re.I) for one in of.values()
        )
        for one in of.values():
            for match in _ENTITY.finditer(one.said):
                name = match["name"]
                if about or not (name.startswith("#") or f"{name};" in html5):
                    continue
                fix = f"&{name};"
                yield Found(card, f"{match[0]!r} shows as {fix!r}", one.key, *match.span(), f"write {fix!r}", fix)


_OFFICE = re.compile(r"</?(?P<name>[ovw]:[a-z]+)\s*/?>|(?P<style>\bmso-)[a-z-]+:")
_ESCAPED = re.compile(r"&lt;(?P<tag>b|i|u|em|strong|span|div|p|font|sup|sub|br)(?: [^&]*)?\s?/?&gt;", re.I)
_OF_HTML = re.compile(r"\b(?:html|tags?|elements?|markup|xml|jsx)\b|标签|標籤|元素|标记", re.I)
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)
_OPTIONAL = frozenset(
    ["li", "p", "td", "th", "tr", "dd", "dt", "option", "thead", "tbody", "tfoot", "colgroup", "rp", "rt"]
)


@rule(
    "html-left-over",
    "warning",
    "HTML that a page or a word processor left: a tag without its other half, an empty one, `<font>`",
    example="answer: He travelled.</td></tr>",
)
def html_left_over(deck: Deck) -> Iterator[Found]:
    for one in texts(deck):
        yield from _escaped(one)
        if "<" not in one.text:
            continue
        open_tags: list[tuple[str, int, int]] = []
        found: tuple[str, int, int] | None = None
        for tag in written_tags(one.running):
            before = one.text[tag.start - 1 : tag.start]
            if tag.name in _VOID or tag.name in OTHERS:
                continue
            if re.match(r"</?[A-Z]+\b", tag.written) and re.match(r"\w", before):
                continue  # List<A> is a type
            if not tag.closing:
                if not tag.closed:
                    open_tags.append((tag.name, tag.start, tag.end))
            elif any(tag.name == other for other, *_ in open_tags):
                while open_tags and open_tags.pop()[0] != tag.name:
                    pass
            else:
                found = found or (tag.name, tag.start, tag.end)
        if match := _OFFICE.search(one.own):
            found = found or (match["name"] or "mso", *match.span())
        found = found or next((tag for tag in open_tags if tag[0] not in _OPTIONAL), None)
        if found:
            name, start, end = found
            yield Found(one.card, f"<{name}> stands without its other half", one.key, start, end, "delete it")


def _escaped(one: Text) -> Iterator[Found]:
    """A tag that shows as words, where the note does not speak of tags."""
    match = _ESCAPED.search(one.own) if "&lt;" in one.own else None
    if match and not any(OF_ENTITIES.search(text) or _OF_HTML.search(text) for _, text in texts_of(one.card)):
        yield Found(one.card, f"<{match['tag']}> shows as it stands", one.key, *match.span(), "delete it")


_PAIRS = ("(（", ")）"), ("[［", "]］"), ("【", "】"), ("「", "」"), ("『", "』"), ("《", "》")
_NO_BRACKET = (
    re.compile(
        r"(?:^|[\s,;:，；：、。（(\ufffc])(?:[a-zA-Zα-ωа-я]|\d{1,3}|[ivxIVX]{1,4}|[一二三四五六七八九十]{1,2})(?P<it>[)）])",
        re.M,
    ),
    re.compile(r"(?<![\w)）])[:;=][-^']?(?P<it>[()]+)(?!\w)"),  # :) and :-(
    re.compile(r"(?P<it>[\[(（\]]\s*[^()\[\]（）\n]{1,30}[,，;][^()\[\]（）\n]{1,30}[)）\]\[])"),  # [0, 1), ]0, 1]
    re.compile(
        r"(?:(?<=[\s|“\"'‘「《、,，])|^)(?P<it>[()（）【】「」『』《》“”])(?=[\s|”\"'’」》、,，.。]|$)", re.M
    ),  # the sign itself
)


@rule(
    "unbalanced-brackets",
    "warning",
    "a bracket without its other half",
    example="answer: A mathematician (1815–1852, who wrote the first program.",
)
def unbalanced_brackets(deck: Deck) -> Iterator[Found]:
    for one in texts(deck):
        alone = _unbalanced(one.said)
        if alone:
            alone -= {token.start for token in one.tokens}
            alone -= {
                at for shape in _NO_BRACKET for match in shape.finditer(one.said) for at in range(*match.span("it"))
            }
        if alone:
            at = min(alone)
            message = f"{one.text[at]!r} has no other half"
            yield Found(one.card, message, one.key, at, at + 1, "write the other one, or take this out")


_BRACKET = re.compile("[()（）\\[\\]［］【】「」『』《》„“”]")


def _unbalanced(text: str) -> set[int]:
    """Where brackets stand whose other half is missing; each kind is counted for itself."""
    alone: set[int] = set()
    signs = [(match.start(), match[0]) for match in _BRACKET.finditer(text)]
    quoted = ("„", "“”") if "„" in text else ("“", "”")
    for opening, closing in (*_PAIRS, quoted):
        waiting: list[int] = []
        for at, char in signs:
            if char in opening:
                waiting.append(at)
            elif char in closing and waiting:
                waiting.pop()
            elif char in closing:
                alone.add(at)
        alone.update(waiting)
    return alone
