"""Code -> HTML with its syntax highlighted (Pygments), in the few classes that the style sheet colours."""

from __future__ import annotations

import html
from functools import lru_cache
from itertools import groupby
from typing import Any

MAX_CHARACTERS = 16_384
"""Longer code is shown plain: some lexers take more than linear time on what is no code."""

_GROUPS = (
    ("Token.Comment", "code-comment"),
    ("Token.Keyword", "code-keyword"),
    ("Token.Operator.Word", "code-keyword"),
    ("Token.Literal.String", "code-string"),
    ("Token.Literal.Number", "code-number"),
    ("Token.Name.Function", "code-name"),
    ("Token.Name.Class", "code-name"),
    ("Token.Name.Builtin", "code-name"),
    ("Token.Name.Tag", "code-keyword"),
    ("Token.Name.Decorator", "code-name"),
    ("Token.Generic.Deleted", "code-gone"),
    ("Token.Generic.Inserted", "code-added"),
)
CLASSES = frozenset(name for _, name in _GROUPS)


def highlighted(code: str, language: str) -> str:
    """Code as HTML: every character of it, escaped, coloured where the language is known."""
    lexer = _lexer(language.casefold()) if language and len(code) <= MAX_CHARACTERS else None
    if lexer is None:
        return html.escape(code, quote=False)
    whole = f"{code}\n"  # some lexers know a line only by its end
    pieces = [(_group(str(kind)), text) for kind, text in lexer.get_tokens(whole)]
    if "".join(text for _, text in pieces) != whole:
        return html.escape(code, quote=False)
    pieces[-1] = (pieces[-1][0], pieces[-1][1].removesuffix("\n"))
    shown = []
    for group, run in groupby(pieces, key=lambda piece: piece[0]):
        text = html.escape("".join(text for _, text in run), quote=False)
        shown.append(f'<span class="{group}">{text}</span>' if group and text else text)
    return "".join(shown)


@lru_cache(maxsize=64)
def _lexer(language: str) -> Any:
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        return get_lexer_by_name(language, stripnl=False, ensurenl=False)
    except ClassNotFound:
        return None


@lru_cache(maxsize=512)
def _group(kind: str) -> str:
    return next((name for prefix, name in _GROUPS if kind == prefix or kind.startswith(prefix + ".")), "")
