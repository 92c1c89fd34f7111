"""What kind of character is this: Chinese, Japanese or Korean, punctuation, white space."""

from __future__ import annotations

import re
import unicodedata

# Scripts written without spaces between words, with their punctuation and full-width forms. Hangul is left
# out: Korean puts spaces between words, so joining lines without one would glue words together.
CJK = (
    "\u2e80-\u2fdf\u3000-\u303f\u3040-\u30ff\u3100-\u312f\u31a0-\u31bf\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60\uffe0-\uffe6\U00020000-\U0003ffff"
)
_CJK = re.compile(f"[{CJK}“”‘’—…·]")
HAN = re.compile("[\u3400-\u9fff]")
"""A Chinese character of the first plane of Unicode; Japanese and Korean write them too."""


def is_cjk(char: str) -> bool:
    """Whether text goes on from or to this character without a space."""
    return bool(char) and _CJK.match(char) is not None


def is_punctuation(char: str) -> bool:
    """Punctuation as CommonMark 0.31 has it: Unicode categories P and S."""
    return bool(char) and unicodedata.category(char)[0] in "PS"


def letters_and_digits(text: str) -> str:
    """What remains when space, punctuation, signs and marks are left out."""
    return "".join(filter(str.isalnum, text))


def as_word(term: str) -> str:
    """A term as a pattern; one in Latin letters must not be part of a longer word."""
    before = r"(?<![A-Za-z0-9])" if re.match(r"[A-Za-z0-9]", term) else ""
    after = r"(?![A-Za-z0-9])" if re.search(r"[A-Za-z0-9]$", term) else ""
    return before + re.escape(term) + after
