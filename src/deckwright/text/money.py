"""Whether two dollar signs are those of a formula, or of money, or of variables as shells and PHP write them.

Pandoc's rule is the base (https://pandoc.org/MANUAL.html#math): no blank within the signs, no digit behind the second.
"""

from __future__ import annotations

import re
from itertools import pairwise

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
_WORDS = re.compile(r"[^\W\d_]{3,}")
_FUNCTIONS = frozenset(
    {"arg", "cos", "cosh", "cot", "det", "dim", "div", "exp", "for", "gcd", "inf", "ker", "lcm", "lim", "log", "max",
     "min", "mod", "sec", "sgn", "sin", "sinh", "sup", "tan", "tanh", "var"}
)  # fmt: skip
"""Words of three letters and more that stand in formulas without a backslash."""
_UNIT = re.compile(r"(?<![^\W_])[^\W\d_]{2,}|(?:[^\W\d_]\.){2,}|/(?!\d)")
_CURRENCY_SIGN = re.compile("[¢£¤¥֏৳฿₠-₿＄￠￡￥]")
_BEGINS_NONE = re.compile(r"[)）”,;，。；、](?=.)|\.[A-Za-z]", re.S)
"""No formula begins so: these close or go on."""
_ENDS_OPERAND = re.compile(r"[\w)\]}'!*|°′″‖]$|[\^_].$")
_COUNTRY = re.compile(r"(?:^|[^A-Za-z0-9])[A-Z]{1,3}$")
_DOLLAR_OF = re.compile(r"\s(?:AU|BZ|CA|HK|MX|NT|NZ|SG|TT|US)$")
_NAME = re.compile(r"[A-Z][A-Z0-9_]{2,}")


def is_formula(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]`, with a dollar sign on either side, is a formula."""
    said = text[start:end]
    if not said or said[-1].isspace() or (text[end + 1 : end + 2].isdigit() and not _COMMAND.search(said)):
        return False
    if "\\" in said:
        return True
    if _BEGINS_NONE.match(said) or _CURRENCY_SIGN.search(said) or _is_of_variables(text, start, end):
        return False
    return bool(_TEX.search(said)) or not _is_of_money(text, start, end)


def _is_of_variables(text: str, start: int, end: int) -> bool:
    """`$HOME/bin:$PATH`, `$this->$prop`, `"$x","$y"`: the second dollar begins another name; `"$" and "$"`."""
    said, behind, before = text[start:end], text[end + 1 : end + 2], text[max(0, start - 2) : start - 1]
    if before and before in "\"'“‘" and said[0] in "\"'”’":
        return True
    if behind == "{" and not text.startswith("{{", end + 1):  # a deletion may begin there
        return True
    if not (behind.isascii() and (behind.isalpha() or behind in ("_", "("))):
        return False
    if said[-1] in "\"'" and before == said[-1]:
        return True
    if _NAME.fullmatch(said) and _NAME.match(text, end + 1):
        return True
    odd = said.count("|") % 2 == 1 and said[-1] == "|"
    times = said[-1] == "*" and said[-2:-1] not in ("^", "_", "{")
    return odd or times or not _ENDS_OPERAND.search(said)


def _is_of_money(text: str, start: int, end: int) -> bool:
    return (
        _is_between_amounts(text, start, end) or _is_between_currencies(text, start, end) or _is_prose(text[start:end])
    )


def _is_between_amounts(text: str, start: int, end: int) -> bool:
    """`5$和10$`, `5$/mois et 10$`; `$5和…`; `$5 here and US$ 7`; `$5, i.e. 5$`."""
    said = text[start:end]
    if start > 1 and text[start - 2].isdigit():
        if _AMONG_WORDS.search(said) or _ON_TO_NEXT.match(said):
            return True
        if said[-1].isdigit() and (not said[0].isalnum() or " " in said):
            return True
    amount = _AMOUNT.match(said)
    if amount is None:
        return False
    rest = said[amount.end() :]
    if _AMONG_WORDS.match(rest) or (_CURRENCY.search(rest) and _NEXT_AMOUNT.match(text, end + 1)):
        return True
    return said[-1].isdigit() and any(one not in _FUNCTIONS and one != "ln" for one in _UNIT.findall(rest))


def _is_between_currencies(text: str, start: int, end: int) -> bool:
    """`US$-denominated and A$`, `US$/A$`: capitals before both signs name the country; or before the second, two."""
    if _DOLLAR_OF.search(text, start, end):
        return True
    return all(_COUNTRY.search(text[max(0, at - 4) : at]) is not None for at in (start - 1, end))


def _is_prose(said: str) -> bool:
    """Whether two words follow each other that no formula has."""
    words = [match for match in _WORDS.finditer(said) if match[0] not in _FUNCTIONS]
    return any(not said[one.end() : other.start()].strip() for one, other in pairwise(words))
