"""Whether two dollar signs are those of a formula, or of money.

Pandoc's rule is the base (https://pandoc.org/MANUAL.html#math): no blank within the signs, no digit behind the second.
"""

from __future__ import annotations

import re

from deckwright.text.characters import CJK

_TEX = re.compile(r"[\\^_{}=<>+*]")
_COMMAND = re.compile(r"\\[A-Za-z]")
_AMOUNT = re.compile(r"\.?\d[\d.,]*")
# A character of prose that no formula has: letters beyond ASCII and Greek, and the punctuation of Chinese.
_PROSE = rf"[{CJK}]|[^\W\d_\x00-\x7f\u0370-\u03ff\u1f00-\u1fff]"
_AMONG_WORDS = re.compile(_PROSE)
_ON_TO_NEXT = re.compile(rf"(?>(?:[-–—~/,;:.() ]|[^\W\d_]{{2,}}+)+){_AMOUNT.pattern}$")
_CURRENCY = re.compile(r"(?:\b[A-Z]{1,3}|[(（])$")
_NEXT_AMOUNT = re.compile(rf"[ \u00a0]?{_AMOUNT.pattern}")


def is_formula(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]`, with a dollar sign on either side, is a formula."""
    said = text[start:end]
    if not said or said[-1].isspace() or (text[end + 1 : end + 2].isdigit() and not _COMMAND.search(said)):
        return False
    return bool(_TEX.search(said)) or not _is_between_amounts(text, start, end)


def _is_between_amounts(text: str, start: int, end: int) -> bool:
    """`5$和10$`, `5$/mois et 10$`; `$5和…`; `$5 here and US$ 7`."""
    said = text[start:end]
    if start > 1 and text[start - 2].isdigit() and (_AMONG_WORDS.search(said) or _ON_TO_NEXT.match(said)):
        return True
    amount = _AMOUNT.match(said)
    if amount is None:
        return False
    rest = said[amount.end() :]
    return bool(_AMONG_WORDS.match(rest) or (_CURRENCY.search(rest) and _NEXT_AMOUNT.match(text, end + 1)))
