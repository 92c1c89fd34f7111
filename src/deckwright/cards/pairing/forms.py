"""The two forms in which texts are compared.

*Equal*: markup, wrapping and width aside, every letter, mark, digit, sign and case. *Like*: letters, marks and digits
alone, in one case, simplified and traditional characters as one.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cache, lru_cache

from deckwright.text.characters import CJK
from deckwright.text.emphasis import emphasis
from deckwright.text.inline import TokenKind, tokens

SPACELESS = CJK + "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u0f00-\u0fff"
"""Scripts without spaces between words: Chinese and Japanese, Thai, Lao, Burmese, Khmer, Tibetan."""

_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {
    0x3000: " ", 0x2018: "'", 0x2019: "'", 0x201C: '"', 0x201D: '"', 0x2010: "-", 0x2011: "-", 0x2012: "-", 0x2013: "-",
    0x2014: "-", 0x2026: "...", 0x00A0: " ", 0x200B: None, 0x200D: None, 0xFEFF: None, 0xFE0F: None, 0x00AD: None,
}  # fmt: skip
_SPECIAL = re.compile(r"[`*_$\\<\[\]!]|https?:|~~|^[^\S\n]*+(?:[>#|]|[-+•]\s|```)", re.M)
_FENCE = re.compile(r"^[ >]*(`{3,}+|~{3,}+)[^\n]*\n(.*?)(?:^[ >]*\1[`~]*[ \t]*$|\Z)", re.M | re.S)
_LEAD = re.compile(r"^[ \t]*(?:>[ \t]*)*(?:(?:[-+*•][ \t]+)|(?:#{1,6}[ \t]+))?", re.M)
_GAP = re.compile(rf"(?<=[{SPACELESS}]) | (?=[{SPACELESS}])")
_NAME = re.compile(r"[^/\\?#]+(?=[?#]|$)")


CODE_OPENS, CODE_ENDS = "\ue000", "\ue001"


@dataclass(frozen=True, slots=True)
class Pieces:
    """A text without its markup: `plain` is what it says, `opaque` its code blocks, formulas and pictures.

    `marked` is `plain` with code and formulas between CODE_OPENS and CODE_ENDS.
    """

    plain: str
    marked: str
    opaque: tuple[str, ...] = ()


@lru_cache(maxsize=65536)
def pieces(text: str) -> Pieces:
    """A text taken apart; formulas and pictures stay in `plain` as well, where they stand."""
    text = unicodedata.normalize("NFC", text).translate(_WIDE)
    if not _SPECIAL.search(text):
        return Pieces(_joined(text), _joined(text))
    blocks: list[str] = []

    def take(match: re.Match[str]) -> str:
        blocks.append("\n".join(line.rstrip() for line in match[2].rstrip().split("\n")))
        return "\n"

    text = _LEAD.sub("", _FENCE.sub(take, text))
    marked, opaque = _inline(text)
    plain = marked.replace(CODE_OPENS, "").replace(CODE_ENDS, "")
    return Pieces(_joined(plain), _joined(marked), (*opaque, *blocks))


def _inline(text: str) -> tuple[str, list[str]]:
    found = tokens(text)
    opaque: list[str] = []
    spans: list[tuple[int, int, str]] = []
    for token in found:
        said = ""
        if token.kind is TokenKind.CODE:
            said = f"{CODE_OPENS}{token.value}{CODE_ENDS}"
        elif token.kind in (TokenKind.ESCAPE, TokenKind.URL):
            said = token.value
        elif token.kind in (TokenKind.MATH, TokenKind.DISPLAY_MATH):
            formula = "".join(token.value.split())
            opaque.append(formula)
            said = f"{CODE_OPENS}{formula}{CODE_ENDS}"
        elif token.kind is TokenKind.IMAGE:
            name = _NAME.findall(token.target.rsplit("/", 1)[-1])
            opaque.append(f"picture {name[0] if name else token.target}")
            said = f" {opaque[-1]} "
        elif token.kind is TokenKind.TAG:
            said = " "
        spans.append((token.start, token.end, said))
    protected = [(start, end) for start, end, _ in spans]
    for run in emphasis(text, protected) if "*" in text or "_" in text else ():
        # What a run opens or closes is markup; what is left of it is text.
        used = sum(run.openings) + sum(run.closings)
        if used:
            spans.append((run.start, run.start + used, ""))
    out, at = [], 0
    for start, end, said in sorted(spans):
        if start >= at:
            out += [text[at:start], said]
            at = end
    return "".join([*out, text[at:]]).replace("~~", ""), opaque


def _joined(text: str) -> str:
    return _GAP.sub("", " ".join(text.split()))


@lru_cache(maxsize=65536)
def equal_form(text: str) -> str:
    """A text as two of them are equal: markup, wrapping and width aside; code blocks keep their lines."""
    found = pieces(text)
    blocks = [one for one in found.opaque if "\n" in one or one not in found.plain]
    return "\x00".join((found.plain, *blocks))


class _Kept(dict[int, int | None]):
    """Translation that keeps letters, marks and digits."""

    def __missing__(self, code: int) -> int | None:
        char = chr(code)
        self[code] = code if char.isalnum() or unicodedata.category(char)[0] == "M" else None
        return self[code]


_KEPT = _Kept()


@cache
def _simplifier() -> object:
    import opencc

    return opencc.OpenCC("t2s")


_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff]")


def simplified(text: str) -> str:
    """Traditional characters as simplified ones."""
    return str(_simplifier().convert(text)) if _HAN.search(text) else text  # type: ignore[attr-defined]


_POINTS = re.compile(
    "[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed]"
)


def without_points(text: str) -> str:
    """A text without the vowel points of Arabic and Hebrew, which may be written or left out."""
    return _POINTS.sub("", text) if _POINTS.search(text) else text


@lru_cache(maxsize=65536)
def like_form(text: str) -> str:
    """Letters, marks and digits of a text, in one case and one script; the equal form where it has none."""
    plain = pieces(text).plain
    folded = without_points(simplified(unicodedata.normalize("NFKC", plain).casefold()))
    return folded.translate(_KEPT) or equal_form(text)


def weight(like: str) -> int:
    """How much a like form says: a letter or digit counts one; a syllable, or a character without spaces, two."""
    return len(like) + len(re.findall(f"[{SPACELESS}\uac00-\ud7a3]", like))


_KANA = ("HIRAGANA", "KATAKANA")
_BY_SYLLABLE = ("CJK", "HANGUL")


def writing_of(text: str) -> str:
    """The script that most of a text is in (LATIN, CJK, …), or ""; a character is as much as three letters."""
    found = Counter[str]()
    for letter, times in Counter(filter(str.isalpha, text)).items():
        script = unicodedata.name(letter, "").partition(" ")[0]
        script = "CJK" if script in _KANA else script
        found[script] += times * (3 if script in _BY_SYLLABLE else 1)
    return max(found, key=lambda script: found[script], default="")
