"""Which `==` mark words, as Obsidian has it, and which are signs of comparison: `x==1`, `(==)`, `==和equals的区别`.

They are paired by the flanking rules of emphasis. What may be either is a sign: it shows as it is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from deckwright.text.characters import is_cjk, is_punctuation

SIGN = re.compile(r"(?<!=)==(?!=)")
_NAMED_IN = {"(": ")", "[": "]", "{": "}", "（": "）", "「": "」", "『": "』", "“": "”", "‘": "’", "<": ">", "《": "》"}
_COMPARES = re.compile(r"[!=<>]=|===|\bequals\b|\boperators?\b|运算符|操作符|運算符|運算子")
# What goes on about a sign, and does not begin what is marked.
_GOES_ON = re.compile(
    r"(?:[和与與或及跟是号號]|以及|还是|還是|比较|比較|判断|判斷|表示|用于|用於|运算|運算|检查|檢查)"
    r"|(?:and|or|vs\.?|is|are|compares|checks|tests|means|does|returns|for|operator)\b"
)
_CUTS = re.compile(r"[，。；：！？,;:!?]")


def pairs(text: str, opaque: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Where words that are marked begin and end: the indices of both their signs. `opaque` are ranges of code,
    formulas and the like."""
    begin: int | None = None
    bare = _without(text, opaque)
    for at in _signs(text, opaque):
        if begin is not None and _closes(text, at) and _may_be_marked(bare, begin, at):
            yield begin, at
            begin = None
        elif begin is None or not _closes(text, at):
            begin = at if _opens(text, at) else begin


def _without(text: str, opaque: Iterable[tuple[int, int]]) -> str:
    """The text with letters of no meaning in place of code, formulas and the like."""
    pieces, at = [], 0
    for start, end in opaque:
        if start >= at:
            pieces += [text[at:start], "x" * (end - start)]
            at = end
    return "".join([*pieces, text[at:]])


def _signs(text: str, opaque: Iterable[tuple[int, int]]) -> Iterator[int]:
    ranges = iter([*opaque, (len(text), len(text))])
    start, end = next(ranges)
    for match in SIGN.finditer(text):
        while end <= match.start():
            start, end = next(ranges)
        if start > match.start() and not _is_named(text, match.start()):
            yield match.start()


def _is_named(text: str, at: int) -> bool:
    """Whether a sign stands alone in brackets or quotation marks."""
    before, after = text[at - 1 : at], text[at + 2 : at + 3]
    return bool(before) and (_NAMED_IN.get(before) == after or (before == after and before in "\"'`"))


def _opens(text: str, at: int) -> bool:
    before, after = text[:at][-1:], text[at + 2 : at + 3]
    if not after.strip() or after in ",.;:!?)]}，。；：！？、）】」』”’":
        return False
    return not before.strip() or is_cjk(before) or before in "([{<\"'*_"


def _closes(text: str, at: int) -> bool:
    before, after = text[:at][-1:], text[at + 2 : at + 3]
    if not before.strip() or before in "([{（【「『“‘":
        return False
    if before in "，、；：,;:" and (after.isalnum() or is_cjk(after)):
        return False
    return not after.strip() or is_cjk(after) or after in ".,;:!?)]}>\"'*_"


def _may_be_marked(text: str, begin: int, end: int) -> bool:
    said = text[begin + 2 : end]
    if _COMPARES.search(said) or _GOES_ON.match(said):
        return False
    among_words = all(
        char.strip() and not is_punctuation(char) for char in (text[:begin][-1:], text[end + 2 : end + 3] or " ")
    )
    return not (among_words and _CUTS.search(said))
