"""Formulas in a note's HTML -> MathML, since a page without a network has no MathJax."""

from __future__ import annotations

import html
import re

from deckwright.decks.formulas import mathml

# As MathJax has it: what is in code is no formula.
_FORMULA = re.compile(
    r"<(code|pre)\b(?:(?!<\1\b).)*?</\1>|\\\((?P<inline>(?:(?!\\\().)*?)\\\)|\\\[(?P<display>(?:(?!\\\[).)*?)\\\]", re.S
)
_TAG = re.compile(r"<[^<>]*>")


def with_mathml(page: str) -> str:
    """HTML with every formula as MathML; one that cannot be read is shown as it was written."""
    return _FORMULA.sub(_formula, page)


def _formula(match: re.Match[str]) -> str:
    if match[1]:
        return match[0]
    display = match["display"] is not None
    tex = html.unescape(_TAG.sub("", match["display"] if display else match["inline"]))
    made = mathml(tex, display=display)
    if made and not display:
        return f'<span class="formula">{made}</span>'  # which keeps the punctuation behind it
    return made or f'<code class="formula">{html.escape(tex)}</code>'
