"""What is known of a language, for quick use; which language a text is in; its plainest way of asking."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache, partial

from deckwright.cards.pairing.forms import SPACELESS, simplified
from deckwright.cards.pairing.vocabulary import languages


class Kind(StrEnum):
    FUNCTION = "function"
    LINK = "link"
    ASK = "ask"
    LIGHT = "light"
    GENERIC = "generic"
    CONTENT = "content"
    CODE = "code"
    NUMBER = "number"
    UNIT = "unit"
    NEGATION = "negation"
    SIGN = "sign"


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
    longest: int
    subjects: frozenset[str]
    nouns_are_capitalised: bool
    inflects: bool


@cache
def table(language: str) -> Table:
    """The table of a language; an empty one where none is known."""
    row = languages().get(language)
    if row is None:
        return Table({}, {}, {}, {}, (), {}, {}, (), 0, frozenset(), False, False)
    folded = partial(_folded, language=language)
    kinds = {folded(word): Kind.UNIT for word in row.units.split()}
    numbers = {folded(word): str(at) for at, group in enumerate(row.numbers.split()) for word in group.split("=")}
    kinds |= dict.fromkeys(numbers, Kind.NUMBER)
    kinds |= {folded(word): Kind.GENERIC for word in row.generic.split()}
    kinds |= {folded(word): Kind.FUNCTION for word in row.function.split()}
    kinds |= {folded(word): Kind.LINK for word in row.links.split()}
    asks = {folded(word): what for what, words in row.asks.items() for word in words.split()}
    kinds |= dict.fromkeys(asks, Kind.ASK)
    kinds |= {folded(word): Kind.NEGATION for word in row.negations.split()}
    opposites: dict[str, set[str]] = {}
    for group in row.opposites.split():
        sides = [numbers.get(side, side) for side in map(folded, group.split("/"))]
        for side in sides:
            opposites.setdefault(side, set()).update(other for other in sides if other != side)
    light = {folded(word) for word in row.light.split()} - opposites.keys()
    kinds = dict.fromkeys(light, Kind.LIGHT) | kinds
    endings = tuple(sorted(row.endings.split(), key=len, reverse=True))
    for side in list(opposites):
        forms = {form for other in opposites[side] for form in (other, _stem(other, endings))}
        opposites.setdefault(_stem(side, endings), set()).update(forms)
    synonyms: dict[str, str] = {}
    for group in row.synonyms.split():
        words = [folded(word) for word in group.split("=")]
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
        max(map(len, known)),
        frozenset(folded(word) for word in row.subjects.split()),
        row.nouns_are_capitalised,
        row.inflects,
    )


@cache
def short_answers() -> frozenset[str]:
    """Whole answers that many questions have, of all languages."""
    return frozenset(_folded(word) for row in languages().values() for word in row.short.split())


UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})


def _folded(word: str, language: str = "") -> str:
    """A word in one case and one spelling; German writes its umlauts in either of two ways."""
    folded = simplified(unicodedata.normalize("NFKC", word).casefold())
    return folded.translate(UMLAUTS) if language == "de" else folded


@cache
def _languages() -> dict[str, tuple[str, ...]]:
    """Small words -> the languages that have them."""
    found: dict[str, list[str]] = {}
    for name, row in languages().items():
        words = f"{row.function} {row.negations} {' '.join(row.asks.values())}".split()
        for word in set(map(_folded, words)):
            found.setdefault(word, []).append(name)
    return {word: tuple(names) for word, names in found.items()}


_COMMON = set("abcdefghijklmnopqrstuvwxyz0123456789 .,?:;-'")


@cache
def _letters() -> dict[str, tuple[str, ...]]:
    """Letters that hardly another language has -> the languages that have them."""
    found: dict[str, list[str]] = {}
    for name, row in languages().items():
        for char in row.letters.split():
            found.setdefault(char, []).append(name)
    return {char: tuple(names) for char, names in found.items()}


_KANA = re.compile("[\u3041-\u30ff]")
_HANGUL = re.compile("[\uac00-\ud7a3]")
_RUN = re.compile(f"[{SPACELESS}]+")


def small_words(text: str) -> tuple[int, Counter[str]]:
    """How many words a text has, and how many of them are small words of each language."""
    known = _languages()
    words = re.findall(r"[^\W\d_]+", text.casefold())
    return len(words), Counter(name for word in words for name in known.get(word, ()))


@lru_cache(maxsize=65536)
def language_of(text: str, around: str = "") -> str:
    """The language whose small words and letters a text has most of, or ""; `around`: that of its document."""
    letters = sum(map(str.isalpha, text))
    if letters and sum(map(len, _RUN.findall(text))) * 3 > letters:
        return "ja" if _KANA.search(text) else "zh"
    if letters and len(_HANGUL.findall(text)) * 3 > letters:
        return "ko"
    _, votes = small_words(text)
    for char in set(text.casefold()) - _COMMON:
        votes.update(dict.fromkeys(_letters().get(char, ()), 2))
    if votes[around]:
        votes[around] += 1
    return max(votes, key=lambda name: (votes[name], -list(languages()).index(name)), default="")


def stem(folded: str, rows: Table) -> str:
    """A word without an ending of inflection; four letters at least stay, three before an `s` (eggs)."""
    return _stem(folded, rows.endings)


def _stem(folded: str, endings: tuple[str, ...]) -> str:
    least = 1 if folded[:1] >= "\uac00" and folded[:1] <= "\ud7a3" else 4  # a syllable of Korean is a letter
    for ending in endings:
        if folded.endswith(ending) and len(folded) - len(ending) >= (3 if ending == "s" else least):
            return folded[: -len(ending)]
    return folded


@dataclass(frozen=True, slots=True)
class Phrase:
    """A roundabout way of asking. `narrows`: it says more than the plainest does (in which year, when)."""

    pattern: re.Pattern[str]
    plainest: str
    narrows: bool


@cache
def _phrases(language: str) -> tuple[Phrase, ...]:
    row = languages().get(language)
    lines = row.phrases.strip().split("\n") if row and row.phrases else ()
    bounded = "{}" if language in ("zh", "ja", "ko") else r"(?<![^\W\d_])(?:{})(?![^\W\d_])"
    found = []
    for line in lines:
        left, sign, right = re.split(r" ([=<]) ?", line, maxsplit=1)
        found.append(Phrase(re.compile(bounded.format(simplified(left)), re.I), right, sign == "<"))
    return tuple(found)


@cache
def _has_phrase(language: str) -> re.Pattern[str]:
    """Any of a language's roundabout ways of asking, to see at once that there is none."""
    return re.compile("|".join(phrase.pattern.pattern for phrase in _phrases(language)) or "(?!)", re.I)


def in_plain_words(text: str, language: str) -> str:
    """A text whose roundabout ways of asking gave way to the plainest."""
    return _put_plainly(simplified(text), language)[0]


def phrases_in(text: str, language: str) -> tuple[tuple[str, bool], ...]:
    """The roundabout ways of asking in a text, and whether each narrows."""
    return _put_plainly(simplified(text), language)[1]


@lru_cache(maxsize=65536)
def _put_plainly(text: str, language: str) -> tuple[str, tuple[tuple[str, bool], ...]]:
    found: list[tuple[str, bool]] = []
    if not _has_phrase(language).search(text):
        return text, ()
    for phrase in _phrases(language):
        match = phrase.pattern.search(text)
        if match:
            found.append((match[0].casefold(), phrase.narrows))
            text = phrase.pattern.sub(phrase.plainest, text)
    return text, tuple(found)
