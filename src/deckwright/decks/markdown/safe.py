"""The allow-list: what HTML may stand on a card. Everything else is taken out (nh3).

No scripts, styles, event handlers, frames, forms or media elements; no class but those of the card's own style sheet,
so that nothing reaches outside the card; links to http, https and mailto only, with their whole address.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

import nh3

from deckwright.decks.markdown import code
from deckwright.text.html_names import ON_CARDS

ATTRIBUTES = {
    "a": {"href", "title"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start", "type"},
    "p": {"align"},
    "div": {"align"},
    "td": {"align", "colspan", "rowspan"},
    "th": {"align", "colspan", "rowspan"},
}
CLASSES = {"span": {"picture", "sound", *code.CLASSES}, "img": {"on-light", "on-dark", "on-any"}}
SCHEMES = {"http", "https", "mailto"}
HARMFUL = re.compile(r"(?:javascript|vbscript|data|file):", re.I)
WITHOUT_CONTENT = {
    "script", "style", "iframe", "object", "embed", "svg", "math", "textarea", "select", "noscript", "template",
    "title", "xmp", "noembed", "noframes", "plaintext", "audio", "video",
}  # fmt: skip

# Anki's own signs for sound and LaTeX, which it reads in any field.
_SMUGGLED = re.compile(r"\[(?=sound:|anki:|/?latex\]|/?\$)", re.I)
_MATH_SIGN = re.compile(r"\\(?=[()\[\]])")
_TAGS_AND_CODE = re.compile(r"<code>.*?</code>|<[^<>]*>|\\[(\[].*?\\[)\]]", re.S)
_LOOKED_AT = 2000
_SOUND = re.compile(r'<span class="sound">([\w.-]+)</span>')
_WHOLE_ADDRESS = re.compile(r"(?:https?://|mailto:)", re.I)


@lru_cache(maxsize=1024)
def is_address(target: str) -> bool:
    """Whether a link may lead there: an address that browsers can read, of the web or of mail."""
    if not re.match(r"(?:https?|mailto):", target, re.I):
        return False
    return " href=" in _CLEANER.clean(f'<a href="{html.escape(target)}">x</a>')


def clean(raw: str) -> str:
    """Safe HTML: nothing in it can run, load or reach outside the card."""
    return _SMUGGLED.sub("&#91;", _CLEANER.clean(raw))


def as_parsed(page: str) -> str:
    """Safe HTML as a browser would see it: parsed by the rules of HTML, without what hides in an element."""
    return _CLEANER.clean(page)


def with_sounds(page: str, media: Iterable[str]) -> str:
    """Safe HTML in which the sounds among a note's media, and no others, are played by Anki."""
    for shown in media:
        if name := _SOUND.fullmatch(shown):
            page = page.replace(shown, f"[sound:{name[1]}]")
    return page


def directed(page: str) -> str:
    """HTML of a text in Arabic, Hebrew and their like runs to the left, and its code to the right."""
    letters = [unicodedata.bidirectional(char) for char in _TAGS_AND_CODE.sub("", page)[:_LOOKED_AT] if char.isalpha()]
    if sum(one in ("R", "AL") for one in letters) * 2 <= len(letters):
        return page
    page = page.replace("<pre>", '<pre dir="ltr">')
    return f'<div dir="rtl">{page}</div>'


def plain(text: str) -> str:
    """Plain text as safe HTML: neither Anki nor MathJax finds a sign of theirs in it."""
    escaped = _MATH_SIGN.sub(r"<span>\\</span>", html.escape(text, quote=False))
    return _SMUGGLED.sub("&#91;", escaped)


def _attribute(tag: str, name: str, value: str) -> str | None:
    """A link without a scheme would lead into Anki's own web server."""
    return None if name == "href" and not _WHOLE_ADDRESS.match(value) else value


_CLEANER = nh3.Cleaner(
    tags=set(ON_CARDS),
    attributes=ATTRIBUTES,
    allowed_classes=CLASSES,
    url_schemes=SCHEMES,
    link_rel=None,
    attribute_filter=_attribute,
    clean_content_tags=WITHOUT_CONTENT,
)
