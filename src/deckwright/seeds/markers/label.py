"""Labels before a question's words: `12.`, `1.12`, `（3）`, `Q12：`, `第3题`, `问：`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from deckwright.seeds.vocabulary import words

WORDS = words("question")
"""The words for "question" before a number or a sign. One letter needs the sign, or "Q1" the number."""
ANSWER_WORDS = words("answer")
"""And for the answer behind it."""
_CHINESE = "一二三四五六七八九十"
_NUMERALS = rf"[{_CHINESE}]{{1,4}}(?=[ \t]*[:：.、．题題问問)\n]|[ \t]*$)"
_DASH = r"[ \t]++[-–—](?=[ \t])"
QUESTION = re.compile(
    rf"(?:(?:{WORDS})[ \t\u00a0.#-]{{0,30}}(?:No\.?[ \t:]{{0,30}})?(?P<number>\d{{1,4}}|{_NUMERALS})?"
    rf"(?:[ \t\u00a0]*[:：.、．]+|(?<=[Qq\d问問题題])[)）]|{_DASH})"
    rf"|[\[【〔](?:{WORDS})[ \t]*(?P<inner>\d{{1,4}})?[\]】〕][:：]?"
    rf"|第[ \t]*(?P<ordinal>\d{{1,4}}|{_NUMERALS})[ \t]*[题題问問][:：.、．]?)[ \t\u00a0]*",
    re.I,
)
ANSWER = re.compile(
    rf"(?:(?:{ANSWER_WORDS})(?:[ \t\u00a0]*+\d{{1,4}})?(?:[ \t\u00a0]*+[:：]|{_DASH})"
    rf"|a\d{{1,4}}[.)、]|ans\.(?=[ \t])"
    rf"|[\[【〔](?:{ANSWER_WORDS})[ \t]*\d{{0,4}}[\]】〕][:：]?)[ \t\u00a0]*",
    re.I,
)
BARE = re.compile(
    rf"(?:(?:{WORDS})[ \t\u00a0.#-]{{0,30}}(?:No\.?[ \t:]{{0,30}})?(?P<number>\d{{1,4}})"
    r"|第[ \t]*(?P<ordinal>\d{1,4})[ \t]*[题題問问])[ \t:：.)]*$",
    re.I,
)
"""A label that is the whole line: the question stands beneath it."""
WITHIN = re.compile(rf"(?<![ \t])[ \t]+(?:\*\*)?(?:{ANSWER_WORDS})[ \t]*[:：](?:\*\*)?[ \t]*(?=\S)", re.I)
"""An answer's label behind the question in one line."""
ANSWER_ALONE = re.compile(rf"(?:{ANSWER_WORDS})[ \t]*+\d{{0,4}}+[ \t:：.]*+$", re.I)
FOLDED_ANSWER = re.compile(
    r"\s*(?:<details\b[^<>]*>\s*)?<summary\b[^<>]*>\s*(?:<(?:b|strong|i|em)>\s*)?"
    r"(?:(?:view|show|see|click|toggle|reveal)\b[^<>]{0,20})?"
    rf"(?:(?:点击|點擊)?(?:查看|展开|顯示|显示))?(?:{words('answer', 'explained')})"
    r"[^<>\n]{0,12}(?:</(?:b|strong|i|em)>\s*)?</summary>(?:\s*<br\s*/?>)*",
    re.I,
)
DOTTED = re.compile(r"(\d{1,3}(?:\.\d{1,3}){1,5})(?![\d.]{0,9}%)[.、:：]?[ \t\u3000\u00a0]*(?=[^\s\d.])")
NUMBER = re.compile(
    r"(?:(?P<dot>\d{1,4})[.、．)）:：](?![\d.])|[(（](?P<wrap>\d{1,4})[)）][.、．:：]?|(?P<bare>\d{1,4})(?=[ \t]+\S)"
    r"|(?P<cap>\d{1,2})\ufe0f?\u20e3)"
    r"[ \t\u3000\u00a0]*"
)
EMPHASIS = re.compile(r"[*_]{1,5}")


def dotted_number(text: str, at: int, end: int) -> tuple[tuple[int, ...], int] | None:
    """`1.12` at an index -> (1, 12) and the index after it."""
    if match := DOTTED.match(text, at, end):
        return tuple(int(part) for part in match[1].split(".")), match.end()
    return None


def label_number(match: re.Match[str]) -> tuple[int, ...]:
    """The number in a label that QUESTION matched; () where it has none."""
    number = match["number"] or match["inner"] or match["ordinal"]
    return (count_of(number),) if number else ()


def count_of(text: str) -> int:
    """`12` -> 12, `二十一` -> 21. Chinese ones up to 99."""
    if text.isdecimal():
        return int(text)
    tens, _, ones = text.rpartition("十")
    if "十" not in text:
        return _CHINESE.index(text[0]) + 1
    return (_CHINESE.index(tens[0]) + 1 if tens else 1) * 10 + (_CHINESE.index(ones[0]) + 1 if ones else 0)


def behind_emphasis(text: str, opened: bool, at: int, end: int) -> int:
    """Behind the emphasis that was opened before a label and is closed right after it: `**Q:** words`."""
    closing = EMPHASIS.match(text, at, end) if opened else None
    if closing is None or text[closing.end() : closing.end() + 1] not in (" ", "\t", "\u00a0", "\u3000"):
        return at
    at = closing.end()
    while at < end and text[at] in " \t\u00a0\u3000":
        at += 1
    return at


_MATHEMATICAL = re.compile("[\U0001d400-\U0001d7ff\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]")


def _plain_letters(text: str) -> str:
    """A text whose mathematical-bold and full-width letters are plain ones, each in its place."""
    return _MATHEMATICAL.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)


_DRESS = re.compile(r"(?:\[[ xX✓✔]\][ \t]+|#{1,6}[ \t]+)+")


def behind_dress(text: str, at: int, end: int) -> int:
    """Behind the check box or the hashes that a list item begins with: `1. ### words`, `- [ ] words`."""
    match = _DRESS.match(text, at, end)
    return match.end() if match and match.end() < end else at


def behind_label(text: str, at: int, end: int) -> int:
    """Behind the dress of a list item and the label in it: `1. **Q:** words`. A dash may part two sides as well."""
    at = behind_dress(text, at, end)
    opened = EMPHASIS.match(text, at, end)
    label = QUESTION.match(text, opened.end() if opened else at, end)
    if label is None or any(dash in label[0] for dash in "-–—"):
        return at
    begin = behind_emphasis(text, opened is not None, label.end(), end)
    return begin if begin < end else at


def question_below(lines: Sequence[str], at: int) -> int | None:
    """The last line of the paragraph that stands under a label; None where there is none."""
    first = at + 1
    while first < len(lines) and first <= at + 2 and not lines[first].strip():
        first += 1
    if first >= len(lines) or not lines[first].strip() or lines[first].lstrip()[0] in "#`|<>~-*":
        return None
    last = first
    while (
        last + 1 < min(len(lines), first + LONGEST_BELOW)
        and lines[last + 1].strip()
        and not _ends_question(lines[last + 1])
    ):
        last += 1
    return last


def bare_label(lines: Sequence[str], at: int, start: int, end: int | None = None) -> tuple[int, int] | None:
    """The number of a label that is all of a line, and the last line of the question beneath it."""
    bare = BARE.match(lines[at][start:end])
    last = question_below(lines, at) if bare else None
    return (count_of(bare["number"] or bare["ordinal"]), last) if bare and last else None


LONGEST_BELOW = 12
"""Lines of a question that stands under its label."""


def _ends_question(line: str) -> bool:
    bare = line.strip().strip("*_")
    option = re.match(r"\(?[A-Za-z][.)、]", bare)
    label = ANSWER.match(bare) or ANSWER_ALONE.match(bare) or QUESTION.match(bare) or BARE.match(bare)
    return bool(option or label) or bare[:1] in ("`", "-", "|", "#", "<")


def strip_label(text: str, at: int, end: int) -> tuple[tuple[int, ...], int]:
    """The number of a label at an index, and where the words begin; () and the index where there is no label.

    Emphasis may stand before the label (`**Q1:** …`); where no label follows it, it belongs to the words.
    """
    start = at
    text = _plain_letters(text)
    if match := EMPHASIS.match(text, at, end):
        start = match.end()
    if match := QUESTION.match(text, start, end):
        return label_number(match), behind_emphasis(text, start > at, match.end(), end)
    if found := dotted_number(text, start, end):
        return found[0], behind_emphasis(text, start > at, found[1], end)
    if (match := NUMBER.match(text, start, end)) and match.end() < end:
        number = int(match["dot"] or match["wrap"] or match["bare"] or match["cap"])
        return (number,), behind_emphasis(text, start > at, match.end(), end)
    return (), at
