"""HTML element names that a document may use; any other `<word>` is text, as in `List<String>`."""

from __future__ import annotations

KNOWN_TAGS = (
    "abbr", "address", "article", "aside", "audio", "a", "bdi", "bdo", "big", "blockquote", "br", "button", "b",
    "caption", "center", "cite", "code", "colgroup", "col", "dd", "del", "details", "dfn", "div", "dl", "dt",
    "embed", "em", "fieldset", "figcaption", "figure", "font", "footer", "form", "h1", "h2", "h3", "h4", "h5",
    "h6", "header", "hr", "iframe", "img", "input", "ins", "i", "kbd", "label", "li", "link", "main", "mark",
    "math", "meta", "nav", "object", "ol", "option", "picture", "pre", "p", "q", "rp", "rt", "ruby", "samp",
    "script", "section", "select", "small", "source", "span", "strike", "strong", "style", "sub", "summary",
    "sup", "svg", "s", "table", "tbody", "td", "textarea", "tfoot", "thead", "th", "tr", "tt", "ul", "u", "var",
    "video", "wbr",
)  # fmt: skip
"""Longer names before the names they begin with, so that an alternation finds them."""
