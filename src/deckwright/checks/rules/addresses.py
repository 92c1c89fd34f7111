"""Rules about links: addresses that cannot be, and those that lead nowhere from a card."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator
from urllib.parse import unquote_to_bytes, urlsplit

from deckwright.checks.plain import Text, texts
from deckwright.checks.rule import Found, rule
from deckwright.decks.deck import Deck
from deckwright.text.inline import Token, TokenKind

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.I)
_ODD_SCHEME = re.compile(
    r"(?<![\w/:.])(?:https?(?::/(?!/)|//|:(?!/)|;//|:///|：//)|(?!https?://)h?t{1,3}p{0,2}s{0,2}://|http:\\\\|www\.\.|www\.[\w-]+\.\.)"
    r"(?=[\w\[])[^\s，。；、）)]*(?<![.,;:])",
    re.I,
)
_WEB = re.compile(r"https?://", re.I)
_CUT = re.compile(r"(?:\.{3}|…|\[\.{3}\]|\[…\]|\(\.\.\.\))")
_SCHEME_AGAIN = re.compile(r"https?:?//", re.I)
_LABEL = re.compile(r"[\w](?:[\w-]{0,61}[\w])?")


@rule(
    "bad-address",
    "warning",
    "an address that cannot be: cut off, two dots in its host, a slash too few, an anchor of another page",
    example="answer: See [the rules](#the-rules).",
)
def bad_address(deck: Deck) -> Iterator[Found]:
    for one in texts(deck):
        if not _may_hold_one(one.text):
            continue
        told: list[tuple[int, int]] = []
        ends = {token.start: end for token, end in one.links}
        for token in one.tokens:
            if token.kind is TokenKind.URL or token.kind is TokenKind.LINK_OPEN:
                end = token.end if token.kind is TokenKind.URL else ends[token.start]
                wrong = _wrong(token.target or token.value, one.text, token)
                if wrong:
                    told.append((token.start, end))
                    yield Found(one.card, wrong, one.key, token.start, end, "write the whole address, or leave it out")
            elif _anchored(one.text[token.start : token.end]).startswith("#"):
                message = "an anchor of the page that this came from"
                yield Found(one.card, message, one.key, token.start, token.end, "leave it out")
        for match in _ODD_SCHEME.finditer(_shown(one)):
            if not any(start <= match.start() < end for start, end in told):
                message = f"{match[0]!r} is no address"
                yield Found(one.card, message, one.key, *match.span(), "write it as https://…")


def _may_hold_one(text: str) -> bool:
    return (
        "](" in text or "]:" in text or "<a" in text or "//" in text or ":/" in text or "http" in text or "www." in text
    )


def _shown(one: Text) -> str:
    """The text without code, with its addresses."""
    shown = list(one.running)
    for token in one.tokens:
        if token.kind in (TokenKind.CODE, TokenKind.MATH, TokenKind.URL, TokenKind.DISPLAY_MATH):
            shown[token.start : token.end] = " " * (token.end - token.start)
    return "".join(shown)


def _wrong(address: str, text: str, token: Token) -> str | None:
    if address.startswith("#"):
        return f"{address!r} is an anchor of the page that this came from"
    if not address and token.kind is TokenKind.LINK_OPEN:
        return "the link has no address"
    if address.lower().startswith("mailto:"):
        return None if re.fullmatch(r"mailto:[^@\s]+@[^@\s.]+(?:\.[^@\s.]+)+(?:\?.*)?", address, re.I) else _no(address)
    if not _WEB.match(address):
        return None
    if _CUT.search(address) or (
        token.kind is TokenKind.URL and _CUT.match(text, token.end) and not _ends_as_a_host(address)
    ):
        return f"{address!r} is cut off"
    if _ENDS_SHORT.search(address) or _is_cut_in_a_character(address):
        return f"{address!r} is cut off"
    if token.kind is TokenKind.URL and _GOES_ON.match(text, token.end) and text[token.start] != "<":
        return f"{address + text[token.end]!r} is cut off"
    return None if _can_be(address) else _no(address)


_TOP = re.compile(r"https?://[^/]*\.(?:[a-z]{2}|com|org|net|edu|gov|info|dev|app|xyz|wiki|blog|mil|int)/?$", re.I)


def _ends_as_a_host(address: str) -> bool:
    """Whether an address is a whole host, behind which a sentence may trail off."""
    return _TOP.fullmatch(address) is not None


_ENDS_SHORT = re.compile(r"[&?%(+]$|%[0-9a-f]$|[?&][\w-]+=$", re.I)
_GOES_ON = re.compile(r"[&%+(]\s*(?:$|[\s。])")


def _is_cut_in_a_character(address: str) -> bool:
    """Whether escaped bytes at the end begin a character of UTF-8, and the bytes before are UTF-8."""
    try:
        unquote_to_bytes(address).decode("utf-8")
    except UnicodeDecodeError as error:
        return error.reason == "unexpected end of data" and "%" in address[-3:]
    return False


def _no(address: str) -> str:
    return f"{address!r} cannot be an address"


def _can_be(address: str) -> bool:
    try:
        parts = urlsplit(address)
        host = parts.hostname
        if not host or parts.port == 0 or _SCHEME_AGAIN.match(parts.netloc + parts.path):
            return False
    except ValueError:  # a port of six digits, a bracket without its other half
        return False
    if ":" in host:
        return _is_ip(host)
    if re.fullmatch(r"[\d.]+", host):
        return _is_ip(host)
    return all(_LABEL.fullmatch(label) for label in host.rstrip(".").split(".")) and not host.endswith("..")


def _is_ip(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


@rule(
    "dead-link",
    "warning",
    "a link to a file beside the document: from a card it leads nowhere",
    example="answer: See [the chapter](chapter7.md).",
)
def dead_link(deck: Deck) -> Iterator[Found]:
    for one in texts(deck):
        if "](" not in one.text and "]:" not in one.text and "<a" not in one.text.lower():
            continue
        ends = {token.start: end for token, end in one.links}
        for token in one.tokens:
            target = token.target if token.kind is TokenKind.LINK_OPEN else _anchored(one.text[token.start : token.end])
            if not target or target.startswith("#") or _SCHEME.match(target):
                continue
            if not target.startswith("//"):
                end = ends.get(token.start, token.end)
                message = f"{target!r} is a file of the document's folder"
                yield Found(one.card, message, one.key, token.start, end, "write its whole address, or leave it out")


def _anchored(tag: str) -> str:
    """The address of a link in HTML."""
    match = re.match(r"""<a\b[^>]*\bhref\s*=\s*["']?([^"'\s>]+)""", tag, re.I)
    return match[1] if match else ""


_REVERSED = re.compile(r"[(（][^()（）\n]{1,80}[)）]\[(?:https?://|www\.|[\w./-]+\.(?:md|html?|pdf)\])[^\]\n]*\]?")
_UNCLOSED_ANGLE = re.compile(r"<https?://[^\s<>]*(?=[\s<]|$)")
_FULL_WIDTH = re.compile(
    r"\[[^\[\]\n]{1,80}\]?[（]\s*https?://[^\n（）()]*[）)]?|\[[^\[\]\n]{1,80}\]\(\s*https?://[^\s()]*）"
)
_APART = re.compile(r"\[[^\[\]\n]{1,80}\][ \t]+\(\s*https?://[^\s()]*\)")
_NEVER_CLOSED = re.compile(r"\[[^\[\]\n]{1,80}\]\(\s*<?(?:https?://|www\.)[^\s()]*(?=\s|$)(?![ \t]*[\"')])")
_OPEN_TEXT = re.compile(r"(?<!\])\[[^\[\]\n]{1,80}\((?:https?://)[^\s()]*\)(?!\])")
_SPACED = re.compile(r"\[[^\[\]\n]{1,80}\]\((?:https?://|www\.)[^()<>\"'\n]*\S[ \t]+[^()<>\"'\n]*\)")
_NO_ROUND = re.compile(r"\[[^\[\]\n]{1,80}\]https?://[^\s]*")
_NO_SQUARE = re.compile(r"(?:(?<=\s)|^)[^\[\]\s][^\[\]\n]{0,60}\]\(https?://[^\s()]*\)", re.M)
_NO_TARGET = re.compile(
    r"(?:(?<=[\s(（，。：])|^)\[[^\[\]\n]{2,80}\]\[(?=[^\[\]\n]*[^\W\d_]{2})[^\[\]\n]{1,40}\](?!\()", re.M
)
_NO_LINK = (TokenKind.CODE, TokenKind.MATH, TokenKind.DISPLAY_MATH, TokenKind.IMAGE, TokenKind.FOOTNOTE)
_BROKEN = (
    _NO_TARGET,
    _NO_ROUND,
    _NO_SQUARE,
    _REVERSED,
    _UNCLOSED_ANGLE,
    _FULL_WIDTH,
    _APART,
    _SPACED,
    _NEVER_CLOSED,
    _OPEN_TEXT,
)


@rule(
    "broken-link",
    "warning",
    "a link that is written wrongly, and shows as brackets",
    example="answer: (the docs)[https://example.org/docs]",
)
def broken_link(deck: Deck) -> Iterator[Found]:
    for one in texts(deck):
        if "[" not in one.text and "<http" not in one.text:
            continue
        said = _without_code(one)
        found = next((match for shape in _BROKEN if (match := shape.search(said))), None)
        if found:
            remedy = "write [words](https://…)"
            yield Found(one.card, "this makes no link", one.key, *found.span(), remedy)


def _without_code(one: Text) -> str:
    """The text without code and without links that are right, with its bare addresses."""
    shown = list(one.running)
    for opening, end in one.links:
        shown[opening.start : end] = "x" * (end - opening.start)
    for token in one.tokens:
        if token.kind in _NO_LINK:
            shown[token.start : token.end] = " " * (token.end - token.start)
        elif token.kind is TokenKind.URL and one.text[token.start] == "<":
            shown[token.start : token.end] = "x" * (token.end - token.start)
    return "".join(shown)
