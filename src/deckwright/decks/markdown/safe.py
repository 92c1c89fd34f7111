"""The allow-list: what HTML may stand on a card. Everything else is taken out (nh3)."""

from __future__ import annotations

import re

import nh3

TAGS = {
    "a", "abbr", "b", "blockquote", "br", "caption", "center", "cite", "code", "dd", "del", "details", "dfn", "div",
    "dl", "dt", "em", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "kbd", "li",
    "mark", "ol", "p", "pre", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub",
    "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul", "var",
}  # fmt: skip
ATTRIBUTES = {
    "a": {"href", "title"},
    "code": {"class"},
    "img": {"src", "alt"},
    "ol": {"start", "type"},
    "p": {"align"},
    "div": {"align"},
    "span": {"class"},
    "td": {"align", "colspan", "rowspan"},
    "th": {"align", "colspan", "rowspan"},
}
SCHEMES = {"http", "https", "mailto"}

# Anki's own signs for sound and LaTeX, which it reads in any field.
_SMUGGLED = re.compile(r"\[(?=sound:|anki:|/?latex\]|/?\$)", re.I)


def clean(html: str) -> str:
    """Safe HTML: nothing in it can run, load or reach outside the card."""
    safe = nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel=None,
        clean_content_tags={"script", "style", "iframe", "object", "embed", "svg", "math", "textarea", "select"},
    )
    return _SMUGGLED.sub("&#91;", safe)
