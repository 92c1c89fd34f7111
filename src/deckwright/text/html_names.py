"""Elements of HTML by what becomes of them on a card. The tag of any other is text, as in `List<String>`."""

from __future__ import annotations

ON_CARDS = frozenset({
    "a", "abbr", "b", "blockquote", "br", "caption", "center", "cite", "code", "dd", "del", "details", "dfn", "div",
    "dl", "dt", "em", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "kbd", "li",
    "mark", "ol", "p", "pre", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub",
    "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul", "var",
})  # fmt: skip
"""They stand on it."""

UNWRAPPED = frozenset({
    "acronym", "address", "article", "aside", "bdi", "bdo", "big", "col", "colgroup", "data", "fieldset", "font",
    "footer", "header", "hgroup", "label", "legend", "main", "nav", "nobr", "picture", "search", "section", "time",
    "tt", "wbr",
})  # fmt: skip
"""What they hold stands on it."""

MEDIA = frozenset({"audio", "img", "source"})
"""A picture or a sound stands for them, where they say which."""

OTHERS = frozenset({
    "applet", "area", "base", "basefont", "bgsound", "body", "button", "canvas", "datalist", "dialog", "dir", "embed",
    "form", "frame", "frameset", "head", "html", "iframe", "input", "link", "map", "marquee", "math", "menu", "meta",
    "meter", "noembed", "noframes", "noscript", "object", "optgroup", "option", "output", "param", "plaintext",
    "progress", "script", "select", "slot", "style", "svg", "template", "textarea", "title", "track", "video", "xmp",
})  # fmt: skip
"""None of them may stand on a card, so they are shown as they are written: a browser would hide what they hold, swallow
what follows them, or let the learner type."""

VOID = frozenset({"br", "col", "hr", "img", "source", "wbr"})
"""They hold nothing, and so are never closed."""

OPEN_ENDED = frozenset({"colgroup", "dd", "dt", "li", "p", "rp", "rt", "tbody", "td", "tfoot", "th", "thead", "tr"})
"""Their closing tag may be left out."""

OF_LAYOUT = frozenset({
    "address", "article", "aside", "blockquote", "caption", "center", "col", "colgroup", "dd", "details", "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header",
    "hgroup", "legend", "li", "main", "nav", "ol", "p", "pre", "search", "section", "summary", "table", "tbody",
    "td", "tfoot", "th", "thead", "tr", "ul",
})  # fmt: skip
"""They stand in lines of their own, not among words."""

# Longer names before the names they begin with, so that an alternation finds them.
KNOWN_TAGS = tuple(sorted(ON_CARDS | UNWRAPPED | MEDIA, key=lambda name: (-len(name), name)))
"""Elements that a note may use."""
