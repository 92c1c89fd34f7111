"""A question -> its words, each with what it does there."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from deckwright.cards.pairing.forms import CODE_ENDS, CODE_OPENS, SPACELESS, pieces, simplified, without_points
from deckwright.cards.pairing.tables import UMLAUTS, Kind, Table, in_plain_words, stem, table
from deckwright.text.characters import letters_and_digits

_SILENT = (Kind.FUNCTION, Kind.LINK, Kind.ASK, Kind.LIGHT)


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it is compared (`norm`) and as it stands (`raw`). `asks` is what it asks for, of Kind.ASK."""

    norm: str
    raw: str
    kind: Kind
    spaceless: bool = False
    name: bool = False
    asks: str = ""

    @property
    def says(self) -> bool:
        """Whether it says what is asked about; other words only put it into words."""
        return self.kind not in _SILENT

    @property
    def weight(self) -> int:
        """How much of a question it is: letters up to ten, three for a character."""
        if not self.says:
            return 0
        if self.spaceless:
            return sum(1 if "\u3041" <= char <= "\u309f" else 3 for char in self.norm)
        if "\uac00" <= self.norm[:1] <= "\ud7a3":
            return 3 * len(self.norm)
        return max(3, min(10, len(self.norm)))


Cut = Callable[[str, Table], Iterator[Word]]
"""What cuts a run without spaces."""


_ORDINAL = r"st|nd|rd|th|\.?[ºª]|er|re|ère|[eè]|ème|d?de|s?te|-?(?:й|я|е|го|ый|ой|ая|ое)"
"""What makes a figure the number of one in a row, in the languages of vocabulary.toml that write it so."""


@cache
def _token() -> re.Pattern[str]:
    marks = "".join(f"{chr(a)}-{chr(b)}" for a, b in _mark_ranges())
    return re.compile(
        r"(?P<degrees>°\s?[CF](?!\w))"
        rf"|(?P<run>[{SPACELESS}]+)"
        rf"|(?P<number>(?<!\w)\d+(?:{_ORDINAL})(?!\w)|(?<![\w.])[-−]?\d+(?:[.,]\d+)*|\d+(?:[.,]\d+)*)"
        rf"|(?P<word>(?:(?<!\w)\.(?=[A-Z]))?[^\W\d_{SPACELESS}](?:[^\W_{SPACELESS}]|[{marks}]|['’-](?=[^\W\d_{SPACELESS}]))*"
        rf"(?:\+\+?(?!\w)|#(?!\w)|\*(?!\w)|\[\]|\(\))?)"
        r"|(?P<sign>[!=<>]=+|=>|->|&&|\|\||\*\*|<<|>>|(?<=\w)!(?=[\s?.]|$)(?<=\d!)|[+*/=<>^%&|~@#\\±×÷≤≥≠≈∞→←↔√∑∏∂∫°€$£¥]|[^\w\s\x00-\x7f])"
    )


def _mark_ranges() -> Iterator[tuple[int, int]]:
    start = None
    for code in range(0x300, 0x20000):
        is_mark = unicodedata.category(chr(code))[0] == "M"
        if is_mark and start is None:
            start = code
        elif not is_mark and start is not None:
            yield start, code - 1
            start = None


@lru_cache(maxsize=65536)
def words_of(text: str, language: str, *, plainly: bool = True, uncut: bool = False) -> tuple[Word, ...]:
    """The words of a Markdown text in order; punctuation is none, but in code, where every sign counts.

    `plainly`: roundabout ways of asking are read as the plainest. `uncut`: a run without spaces is one word, for those
    who cut it themselves.
    """
    marked = without_points(simplified(unicodedata.normalize("NFC", pieces(text).marked)))
    rows = table(language)
    titled = _is_titled(marked, rows)
    found: list[Word] = []
    for at, part in enumerate(_CODE.split(marked)):
        if at % 2:
            found += [Word(token, token, Kind.CODE) for token in _CODE_TOKEN.findall(part)]
        else:
            plain = in_plain_words(part, language) if plainly else part
            found += _plain_words(plain, language, found, titled, _uncut if uncut else _spaceless)
    return tuple(found)


_CODE = re.compile(f"{CODE_OPENS}([^{CODE_ENDS}]*){CODE_ENDS}")
_CODE_TOKEN = re.compile(r"[^\W_]+|_+|[^\w\s]+")


def _plain_words(plain: str, language: str, before: list[Word], titled: bool, cut: Cut) -> list[Word]:
    rows = table(language)
    found: list[Word] = []
    quoted = [match.span() for match in _QUOTED.finditer(plain)]
    for match in _token().finditer(plain):
        what, count = match.lastgroup, len(found)
        if what == "run":
            found += cut(match[0], table(language if language in ("zh", "ja") else "zh"))
        elif what == "word":
            first = not (before or found) or plain[: match.start()].rstrip()[-1:] in (".", "?", "!", ":")
            for part in _elided(match[0], rows):
                found.append(_word(part, rows, found, first, titled))
        elif what == "degrees":
            found.append(Word({"C": "celsius", "F": "fahrenheit"}[match[0][-1]], match[0], Kind.UNIT))
        elif what == "number":
            found.append(Word(_numeral(match[0]), match[0], Kind.NUMBER))
        elif unicodedata.category(match[0][0])[0] == "S" or match[0].isascii():
            found.append(Word(match[0], match[0], Kind.SIGN))
        if quoted and any(start < match.start() < end for start, end in quoted):
            found[count:] = [replace(word, name=True, kind=_spoken_of(word.kind)) for word in found[count:]]
    return found


def _spoken_of(kind: Kind) -> Kind:
    return Kind.CONTENT if kind in (*_SILENT, Kind.NEGATION, Kind.UNIT, Kind.GENERIC) else kind


_GROUPED = re.compile(r"(?<=\d)[.,](?=\d{3}(?!\d))")


def _numeral(raw: str) -> str:
    """A number in the one spelling that it is compared in: no separators of thousands, a point for decimals."""
    plain = re.sub(rf"(?<=\d)(?:{_ORDINAL})$", "", raw.replace("−", "-")).rstrip(".,:")
    if _GROUPED.search(plain) and not plain.lstrip("-").startswith("0"):
        plain = _GROUPED.sub("", plain)
    return plain.replace(",", ".")


_CONTRACTED = ("s", "t", "re", "ve", "ll", "d", "m")


def _elided(raw: str, rows: Table) -> Iterator[str]:
    """A word without the small ones that hang on to it: l'eau, fait-on, compression-to-breath."""
    head, sign, tail = raw.replace("’", "'").partition("'")
    if sign and tail.casefold() not in _CONTRACTED and rows.kinds.get(head.casefold()) in _SILENT:
        yield head
        raw = tail
    parts = raw.split("-")
    if len(parts) > 1 and any(rows.kinds.get(part.casefold()) in (Kind.FUNCTION, Kind.LINK) for part in parts[1:]):
        yield from parts
    else:
        yield raw


_QUOTED = re.compile('[«‹„“"][^«»‹›„“”"]{1,80}[»›“”"]|「[^「」]{1,80}」|『[^『』]{1,80}』|《[^《》]{1,80}》')
"""What stands in quotation marks is spoken of by its name."""


def _is_titled(plain: str, rows: Table) -> bool:
    """Whether a text is written Like a Title, so that capitals say nothing."""
    later = re.findall(r"[^\W\d_]+", plain)[1:]
    return (
        any(
            len(word) > 1 and word[0].isupper() and rows.kinds.get(word.casefold()) in (Kind.FUNCTION, Kind.ASK)
            for word in later
        )
        or plain.isupper()
    )


def _word(raw: str, rows: Table, before: list[Word], first: bool, titled: bool) -> Word:
    folded = unicodedata.normalize("NFKC", raw).casefold().replace("’", "'")
    folded = folded.translate(UMLAUTS) if rows.nouns_are_capitalised else folded
    capital = raw[:1].isupper()
    plain = titled or (raw.isalpha() and raw[1:].islower())
    inner = not plain and any(char.isupper() or char.isdigit() for char in raw[1:])
    name = inner or (capital and not first and not titled and not rows.nouns_are_capitalised)
    pronoun = raw == "I" and folded in rows.kinds and not (before and before[-1].kind is Kind.CONTENT)
    if len(raw) == 1 and capital and not first and not pronoun:
        return Word(folded, raw, Kind.CONTENT, name=True)
    if _ROMAN.fullmatch(raw):
        return Word(raw, raw, Kind.NUMBER)
    kind = rows.kinds.get(folded)
    if folded.endswith("n't"):
        return Word("not", raw, Kind.NEGATION)
    if kind is None and "'" in folded:
        kind = rows.kinds.get(folded.split("'")[0]) if not name else None
        folded = folded.split("'")[0] if kind or folded.endswith("'s") else folded
    if kind is Kind.UNIT and not (before and before[-1].kind in (Kind.NUMBER, Kind.UNIT)):
        kind = None
    if kind is Kind.NUMBER and rows.numbers[folded] == "1" and before and before[-1].kind in _POINTING:
        kind = Kind.FUNCTION  # which one, no one
    if raw == "one" and before and before[-1].norm in _MODAL:
        kind = Kind.FUNCTION  # should one
    if kind is Kind.NUMBER:
        return Word(rows.numbers[folded], raw, kind)
    if kind is not None and not inner:
        norm = (rows.synonyms.get(folded) or rows.synonyms.get(stem(folded, rows))) if kind is Kind.GENERIC else None
        return Word(norm or folded, raw, kind, asks=rows.asks.get(folded, ""))
    folded = folded.replace("-", "")
    if inner:
        return Word(folded, raw, Kind.CONTENT, name=True)
    folded = _respelt(folded, rows)
    norm = rows.synonyms.get(folded) or stem(folded, rows)
    return Word(rows.synonyms.get(norm, norm), raw, Kind.CONTENT, name=name)


def _respelt(folded: str, rows: Table) -> str:
    """A word in the one of two ways of spelling that it is compared in (colour, color)."""
    for ending, other in rows.spellings.items() if folded.endswith(rows.respelt) else ():
        if folded.endswith(ending) and len(folded) > len(ending) + 2:
            folded = folded[: -len(ending)] + other
            break
    return folded.replace("ae", "e").replace("oe", "e") if rows.spellings else folded


_ROMAN = re.compile("(?=[IVX]{2})X{0,3}(?:IX|IV|V?I{0,3})")
_MODAL = ("should", "can", "may", "must", "could", "would", "does", "do", "did", "might", "shall")
_POINTING = (Kind.ASK, Kind.NEGATION, Kind.CONTENT, Kind.GENERIC)


def _uncut(run: str, rows: Table) -> Iterator[Word]:
    """A run without spaces as one word."""
    if said := letters_and_digits(run):
        yield Word(said, said, Kind.CONTENT, True)


_PIECE = re.compile("[\u30a0-\u30ff]+|.", re.S)
_NUMERALS = "零〇一二两三四五六七八九十百千万亿"


def _spaceless(run: str, rows: Table) -> Iterator[Word]:
    """A run without spaces, cut at the longest words that are known; what lies between them, by character."""
    at = 0
    while at < len(run):
        for length in range(min(rows.longest, len(run) - at), 0, -1):
            part = run[at : at + length]
            kind = rows.kinds.get(part)
            if kind is None and length > 1 and (part in rows.opposites or part in rows.synonyms):
                kind = Kind.CONTENT
            if kind is Kind.UNIT and not (at and run[at - 1] in _NUMERALS):
                kind = None
            if kind is not None:
                norm = (rows.numbers if kind is Kind.NUMBER else rows.synonyms).get(part, part)
                yield Word(norm, part, kind, True, asks=rows.asks.get(part, ""))
                at += length
                break
        else:
            match = _PIECE.match(run, at)
            assert match
            part = match[0]
            at = match.end()
            if not part[0].isalnum():
                continue
            yield Word(part, part, Kind.CONTENT, True, name=len(part) > 1)
