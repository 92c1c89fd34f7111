"""A question -> its words, each with what it does there."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache, lru_cache

from deckwright.cards.pairing.forms import SPACELESS, pieces, simplified, without_points
from deckwright.cards.pairing.vocabulary import languages


class Kind(StrEnum):
    FUNCTION = "function"
    ASK = "ask"
    GENERIC = "generic"
    CONTENT = "content"
    NUMBER = "number"
    UNIT = "unit"
    NEGATION = "negation"
    SIGN = "sign"


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
    def weight(self) -> int:
        """How much of a question it is: letters up to ten, three for a character."""
        if self.kind in (Kind.FUNCTION, Kind.ASK):
            return 0
        if self.spaceless:
            return sum(1 if "\u3041" <= char <= "\u309f" else 3 for char in self.norm)
        return max(3, min(10, len(self.norm)))


@dataclass(frozen=True)
class Table:
    """A language's words for quick use."""

    kinds: dict[str, Kind]
    asks: dict[str, str]
    numbers: dict[str, str]
    opposites: dict[str, frozenset[str]]
    endings: tuple[str, ...]
    synonyms: dict[str, str]
    spellings: dict[str, str]
    respelt: tuple[str, ...]
    short: frozenset[str]
    longest: int
    nouns_are_capitalised: bool


@cache
def table(language: str) -> Table:
    """The table of a language; an empty one where none is known."""
    row = languages().get(language)
    if row is None:
        return Table({}, {}, {}, {}, (), {}, {}, (), frozenset(), 0, False)
    kinds = {_folded(word): Kind.UNIT for word in row.units.split()}
    numbers = {_folded(word): str(at) for at, group in enumerate(row.numbers.split()) for word in group.split("=")}
    kinds |= dict.fromkeys(numbers, Kind.NUMBER)
    kinds |= {_folded(word): Kind.GENERIC for word in row.generic.split()}
    kinds |= {_folded(word): Kind.FUNCTION for word in row.function.split()}
    asks = {_folded(word): what for what, words in row.asks.items() for word in words.split()}
    kinds |= dict.fromkeys(asks, Kind.ASK)
    kinds |= {_folded(word): Kind.NEGATION for word in row.negations.split()}
    opposites: dict[str, set[str]] = {}
    for group in row.opposites.split():
        sides = [_folded(side) for side in group.split("/")]
        for side in sides:
            opposites.setdefault(side, set()).update(other for other in sides if other != side)
    endings = tuple(sorted(row.endings.split(), key=len, reverse=True))
    for side in list(opposites):
        forms = {form for other in opposites[side] for form in (other, _stem(other, endings))}
        opposites.setdefault(_stem(side, endings), set()).update(forms)
    short = frozenset(_folded(word) for word in row.short.split())
    synonyms: dict[str, str] = {}
    for group in row.synonyms.split():
        words = [_folded(word) for word in group.split("=")]
        for word in (*words, *(_stem(word, endings) for word in words)):
            synonyms.setdefault(word, words[0])
    known = [*kinds, *opposites, *synonyms]
    return Table(
        kinds,
        asks,
        numbers,
        {word: frozenset(others) for word, others in opposites.items()},
        endings,
        synonyms,
        dict(pair.split("=") for pair in row.spellings.split()),
        tuple(pair.split("=")[0] for pair in row.spellings.split()),
        short,
        max(map(len, known)),
        row.nouns_are_capitalised,
    )


def _folded(word: str) -> str:
    return simplified(unicodedata.normalize("NFKC", word).casefold())


@cache
def _languages() -> dict[str, tuple[str, ...]]:
    """Small words -> the languages that have them."""
    found: dict[str, list[str]] = {}
    for name, row in languages().items():
        words = f"{row.function} {row.negations} {' '.join(row.asks.values())}".split()
        for word in set(map(_folded, words)):
            found.setdefault(word, []).append(name)
    return {word: tuple(names) for word, names in found.items()}


_KANA = re.compile("[\u3041-\u30ff]")
_RUN = re.compile(f"[{SPACELESS}]+")


@lru_cache(maxsize=65536)
def language_of(text: str) -> str:
    """The language whose small words a text has most of; "" where it has none of any."""
    letters = sum(map(str.isalpha, text))
    if letters and sum(map(len, _RUN.findall(text))) * 3 > letters:
        return "ja" if _KANA.search(text) else "zh"
    known = _languages()
    votes = Counter(name for word in re.findall(r"[^\W\d_]+", text.casefold()) for name in known.get(word, ()))
    return max(votes, key=lambda name: (votes[name], -list(languages()).index(name)), default="")


@cache
def _token() -> re.Pattern[str]:
    marks = "".join(f"{chr(a)}-{chr(b)}" for a, b in _mark_ranges())
    return re.compile(
        rf"(?P<run>[{SPACELESS}]+)"
        rf"|(?P<number>(?<![\w.])[-−]?\d+(?:[.,:]\d+)*|\d+(?:[.,:]\d+)*)"
        rf"|(?P<word>(?:(?<!\w)\.(?=[A-Z]))?[^\W\d_{SPACELESS}](?:[^\W_{SPACELESS}]|[{marks}]|['’-](?=[^\W\d_{SPACELESS}]))*"
        rf"(?:\+\+?(?!\w)|#(?!\w)|\*(?!\w))?)"
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
def words_of(text: str, language: str) -> tuple[Word, ...]:
    """The words of a Markdown text in order; punctuation is none."""
    plain = without_points(simplified(unicodedata.normalize("NFC", pieces(text).plain)))
    found: list[Word] = []
    rows = table(language)
    titled = _is_titled(plain, rows)
    quoted = [match.span() for match in _QUOTED.finditer(plain)]
    for match in _token().finditer(plain):
        what, before = match.lastgroup, len(found)
        if what == "run":
            found += _spaceless(match[0], table(language if language in ("zh", "ja") else "zh"))
        elif what == "word":
            first = not found or plain[: match.start()].rstrip()[-1:] in (".", "?", "!", ":")
            found.append(_word(match[0], rows, found, first, titled))
        elif what == "number":
            found.append(Word(match[0].replace("−", "-").replace(",", ""), match[0], Kind.NUMBER))
        elif unicodedata.category(match[0][0])[0] == "S" or match[0].isascii():
            found.append(Word(match[0], match[0], Kind.SIGN))
        if quoted and any(start < match.start() < end for start, end in quoted):
            found[before:] = [replace(word, name=True) for word in found[before:]]
    return tuple(found)


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
    capital = raw[:1].isupper()
    inner = any(char.isupper() or char.isdigit() for char in raw[1:]) and not titled
    name = inner or (capital and not first and not titled and not rows.nouns_are_capitalised)
    if len(raw) == 1 and capital and not first and not (raw == "I" and folded in rows.kinds):
        return Word(folded, raw, Kind.CONTENT, name=True)
    kind = rows.kinds.get(folded)
    if kind is None and "'" in folded:
        kind = rows.kinds.get(folded.split("'")[0]) if not name else None
        folded = folded.split("'")[0] if kind or folded.endswith("'s") else folded
    if kind is Kind.UNIT and not (before and before[-1].kind is Kind.NUMBER):
        kind = None
    if kind is Kind.NUMBER and rows.numbers[folded] == "1" and before and before[-1].kind in _POINTING:
        kind = Kind.FUNCTION  # which one, no one
    if kind is Kind.NUMBER:
        return Word(rows.numbers[folded], raw, kind)
    if kind is not None and not inner:
        return Word(folded, raw, kind, asks=rows.asks.get(folded, ""))
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


_POINTING = (Kind.ASK, Kind.NEGATION, Kind.CONTENT, Kind.GENERIC)


def stem(folded: str, rows: Table) -> str:
    """A word without an ending of inflection; four letters at least stay."""
    return _stem(folded, rows.endings)


def _stem(folded: str, endings: tuple[str, ...]) -> str:
    for ending in endings:
        if folded.endswith(ending) and len(folded) - len(ending) >= 4:
            return folded[: -len(ending)]
    return folded


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
