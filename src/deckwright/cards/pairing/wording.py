"""Two texts as words -> what went, what came, and whether the wording around it stayed."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from rapidfuzz.distance import OSA, Indel

from deckwright.cards.pairing.tables import Kind
from deckwright.cards.pairing.words import Word

SPELT_ALIKE = 0.7
"""From here on two words may be one, differently spelt."""

KINDRED = 0.5
"""Share of a word that it has in common with another of its family (inventor, invented), from the beginning on."""

ADDED = 0.25
"""Share of a question that may be all that it was before, with more said around it."""

KEPT = 0.6
"""Share of a question or an answer, counted both ways, that must be kept for it to be the same."""

SPAN = 3
"""So many words, or twice as many characters, may give way to others in one place of a wording that stays."""


@dataclass(frozen=True, slots=True)
class Change:
    """What changed between two texts, of the words that say something.

    `kept`: share of them kept, both ways. `framed`: words gave way to others where they stood, and all around them
    stayed. `kindred`: what gave way, gave way to words of its own family. `inflected`: some words were inflected
    otherwise, or lost their accents. `moved`: the same words in another order; `exchanged`: some took the places of
    others. `swapped`: small words gave way to small words, each in its place, and no more. `rephrased`: one
    of them is asked in a roundabout way.
    """

    went: tuple[Word, ...]
    came: tuple[Word, ...]
    kept: float
    framed: bool = False
    kindred: bool = False
    inflected: bool = False
    moved: bool = False
    exchanged: bool = False
    swapped: bool = False
    rephrased: bool = False

    @property
    def any(self) -> bool:
        return bool(self.went or self.came)

    @property
    def gave_way(self) -> bool:
        return bool(self.went and self.came)


def change(one: Sequence[Word], two: Sequence[Word]) -> Change:
    """What changed from one text to another."""
    gone, come = _but_joined(tuple(_without(one, two)), two), _but_joined(tuple(_without(two, one)), one)
    went, came = _but_inflected(*_but_abbreviated(gone, come))
    both = bool(went and came)
    family = both and _are_kindred(went, came)
    derived = family and _small_words(one) != _small_words(two)  # who invented it, who is its inventor
    order = [[word.norm for word in words if word.says] for words in (one, two)]
    moved = not gone and not come and order[0] != order[1]
    return Change(
        went,
        came,
        _kept(one, two, went, came),
        both and not derived and _framed(one, two, went, came),
        family,
        len(went) < len(gone),
        moved,
        moved and _exchanged(one, two),
        _swapped(one, two),
    )


def _small_words(words: Iterable[Word]) -> list[str]:
    return [word.norm for word in words if not word.says]


def _exchanged(one: Sequence[Word], two: Sequence[Word]) -> bool:
    """Whether words took each other's places in a wording that stayed (A given B, B given A)."""
    differ = [(a, b) for a, b in zip(one, two, strict=False) if a.norm != b.norm]
    return len(one) == len(two) and all(a.says and b.says for a, b in differ)


def _swapped(one: Sequence[Word], two: Sequence[Word]) -> bool:
    differ = [(a, b) for a, b in zip(one, two, strict=False) if a.norm != b.norm]
    return (
        len(one) == len(two)
        and all(word.kind in (Kind.FUNCTION, Kind.LINK) for pair in differ for word in pair)
        and bool(differ)
    )


def _without(words: Iterable[Word], others: Iterable[Word]) -> Iterator[Word]:
    """The words that say something and are not among the others, as often as they are more."""
    there = Counter(word.norm for word in others)
    for word in words:
        if there[word.norm]:
            there[word.norm] -= 1
        elif word.says:
            yield word


def _but_joined(words: tuple[Word, ...], others: Sequence[Word]) -> tuple[Word, ...]:
    """Words but for those that the other text writes as one, or as two (half life, half-life)."""
    if not words or words[0].spaceless:
        return words
    whole = {_solid(word) for word in others}
    pairs = {_solid(a) + _solid(b) for a, b in pairwise(others)}
    parts = {part for a, b in pairwise(words) if _solid(a) + _solid(b) in whole for part in (a, b)}
    return tuple(word for word in words if word not in parts and not (len(word.raw) > 5 and _solid(word) in pairs))


def _but_abbreviated(went: tuple[Word, ...], came: tuple[Word, ...]) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
    """What went and came, but for capitals that are the first letters of words on the other side (UK)."""
    for short, long in ((went, came), (came, went)):
        for word in short:
            size = len(word.raw)
            if size < 2 or not (word.raw.isalpha() and word.raw.isupper()):
                continue
            for at in range(len(long) - size + 1):
                run = long[at : at + size]
                if "".join(other.raw[0] for other in run).casefold() == word.raw.casefold():
                    rest = tuple(one for one in short if one is not word), (*long[:at], *long[at + size :])
                    return rest if short is went else rest[::-1]
    return went, came


def _solid(word: Word) -> str:
    return word.raw.casefold().replace("-", "")


def _but_inflected(went: tuple[Word, ...], came: tuple[Word, ...]) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
    """What went and came, but for words that only were inflected otherwise, or written without their accents."""
    rest, left = [], list(came)
    beginnings: dict[str, list[Word]] = {}
    for word in came:
        beginnings.setdefault(_beginning(word), []).append(word)
    for word in went:
        found = next((other for other in beginnings.get(_beginning(word), ()) if _is_inflected(word, other)), None)
        if found is None:
            rest.append(word)
        else:
            beginnings[_beginning(word)].remove(found)
            left.remove(found)
    return tuple(rest), tuple(left)


def _beginning(word: Word) -> str:
    bare = _bare(word.norm if word.kind is Kind.CONTENT else word.raw.casefold())
    return bare.removeprefix("ge")[:2]


def _is_inflected(one: Word, two: Word) -> bool:
    if one.raw == two.raw:
        return True  # one as code, one as a word
    if one.spaceless or two.spaceless or not (one.kind is two.kind is Kind.CONTENT):
        return False
    a, b = sorted((_bare(one.norm), _bare(two.norm)), key=len)
    if one.name or two.name:
        return len(a) > 3 and (a == b or (b == a + "s" and not (one.raw.isupper() or two.raw.isupper())))
    return a == b or (len(a) >= 4 and b.startswith(a) and len(b) <= len(a) + 2) or (b == "ge" + a and len(a) >= 3)


def _kept(one: Sequence[Word], two: Sequence[Word], went: Sequence[Word], came: Sequence[Word]) -> float:
    """Twice what is shared, over both; a word spelt alike counts in part. Where words only came, less is enough."""
    total = sum(word.weight for word in (*one, *two))
    lost = sum(word.weight for word in (*went, *came))
    if not total:
        return 1.0
    regained = 0.0
    left = list(came)
    for word in went:
        best = max(left, key=lambda other: Indel.normalized_similarity(word.norm, other.norm), default=None)
        if best is None or len(word.norm) <= 3:
            continue
        if spelt_alike(word.norm, best.norm) or kindred(word.norm, best.norm):
            like = Indel.normalized_similarity(word.norm, best.norm)
            regained += max(like, SPELT_ALIKE) * (word.weight + best.weight)
            left.remove(best)
    share = (total - lost + regained) / total
    if not (went and came) and share >= ADDED and total - lost >= 2 * 4:
        return max(share, KEPT)
    return share


def spelt_alike(one: str, two: str) -> bool:
    """Whether two words begin with one letter and share most of the rest."""
    return one[:1] == two[:1] and Indel.normalized_similarity(one, two) >= SPELT_ALIKE


def _framed(one: Sequence[Word], two: Sequence[Word], went: Sequence[Word], came: Sequence[Word]) -> bool:
    gone, come = ({word.norm for word in words} for words in (went, came))
    stayed = False
    for same, left, right in blocks(one, two):
        if same:
            stayed = True
            continue
        says = [any(word.says and word.norm in which for word in side) for side, which in ((left, gone), (right, come))]
        small = [[word for word in side if not word.says] for side in (left, right)]
        if any(word.kind not in (Kind.FUNCTION, Kind.LINK) for side in small for word in side):
            return False  # it is asked in other words as well
        if all(says):
            if abs(len(small[0]) - len(small[1])) > 1 or not all(map(_is_short, (left, right))):
                return False
        elif any(says) or len(left) != len(right):
            return False
    return stayed


def _is_short(words: Sequence[Word]) -> bool:
    return sum(word.says for word in words) <= SPAN * (2 if any(word.spaceless for word in words) else 1)


def blocks(one: Sequence[Word], two: Sequence[Word]) -> Iterator[tuple[bool, Sequence[Word], Sequence[Word]]]:
    """Both texts side by side: what is the same, and what stands between."""
    codes = Indel.opcodes([word.norm for word in one], [word.norm for word in two])
    left = right = at = there = 0
    for code in codes:
        if code.tag == "equal":
            if left < code.src_start or right < code.dest_start:
                yield False, one[left : code.src_start], two[right : code.dest_start]
            yield True, one[code.src_start : code.src_end], two[code.dest_start : code.dest_end]
            left, right = code.src_end, code.dest_end
        at, there = code.src_end, code.dest_end
    if left < at or right < there:
        yield False, one[left:at], two[right:there]


def kindred(one: str, two: str) -> bool:
    """Whether two words begin alike, as those of one family do."""
    one, two = _bare(one), _bare(two)
    same = next((at for at, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two)))
    longest = max(len(one), len(two))
    return same >= 3 and (same >= KINDRED * longest if longest > 5 else same >= longest - 2)


_ARABIC = str.maketrans("ةىأإآ", "هيااا")


@lru_cache(maxsize=65536)
def _bare(word: str) -> str:
    """A word without accents."""
    if word.isascii():
        return word
    bare = "".join(c for c in unicodedata.normalize("NFD", word.translate(_ARABIC)) if c.isalnum())
    return bare.removeprefix("ال") if len(bare) > 4 else bare


def _are_kindred(went: Sequence[Word], came: Sequence[Word]) -> bool:
    left = [word.norm for word in came]
    for word in went:
        found = next((other for other in left if not word.spaceless and kindred(word.norm, other)), None)
        if found is None:
            return False
        left.remove(found)
    return not left


def slip(one: Sequence[Word], two: Sequence[Word]) -> bool:
    """Whether one word changed as a slip of the pen changes it: two letters in turn, a letter doubled or left out."""
    changed = _one_word(one, two)
    if changed is None:
        return False
    a, b = changed
    differ = [at for at in range(len(a)) if a[at] != b[at]]
    if len(a) == len(b):
        return len(differ) == 2 and differ[1] == differ[0] + 1 and a[differ[0]] == b[differ[1]]
    at = differ[0] if differ else len(a)
    return len(b) == len(a) + 1 >= 6 and 0 < at < len(a) and a[at:] == b[at + 1 :]


def misspelt(one: Sequence[Word], two: Sequence[Word]) -> bool:
    """Whether one word changed by a letter within, as a misspelling does, and as nitrate and nitrite do."""
    changed = _one_word(one, two)
    if changed is None or not all(word.replace("-", "").isalpha() for word in changed):
        return False
    a, b = changed
    return len(a) >= 4 and a[0] == b[0] and OSA.distance(a, b) == 1


def is_verb(one: Sequence[Word], two: Sequence[Word], subjects: frozenset[str]) -> bool:
    """Whether what gave way stands where a verb does, in both texts: right after a subject, or after how."""
    places = [_changed_at(one, two), _changed_at(two, one)]
    return all(
        at is not None and at > 0 and words[at - 1].norm in subjects and not words[at].raw[0].isupper()
        for at, words in zip(places, (one, two), strict=True)
    )


def _changed_at(words: Sequence[Word], others: Sequence[Word]) -> int | None:
    """The one place where a word that says something is not among the others."""
    there = {word.norm for word in others}
    found = [at for at, word in enumerate(words) if word.says and word.norm not in there]
    return found[0] if found and found[-1] - found[0] < SPAN else None


def _one_word(one: Sequence[Word], two: Sequence[Word]) -> tuple[str, str] | None:
    """The one word that changed, as it was and as it is, the shorter first."""
    raws = [Counter(word.raw.casefold() for word in words if word.kind is not Kind.FUNCTION) for words in (one, two)]
    went, came = list((raws[0] - raws[1]).elements()), list((raws[1] - raws[0]).elements())
    if len(went) != 1 or len(came) != 1:
        return None
    a, b = sorted((went[0], came[0]), key=len)
    return a, b
