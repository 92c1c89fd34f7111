"""What the columns of a grid mean: by what stands in all cells together, and by their heads where these say so."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from deckwright.errors import DeckwrightError
from deckwright.seeds.grid import Row
from deckwright.seeds.lettering import OPTION, alphabet
from deckwright.seeds.slices import Role, Slot
from deckwright.seeds.vocabulary import bare, names, names_language
from deckwright.seeds.words import asks, level_key

MOSTLY = 0.8
"""Share of the cells of a column that must be alike for the column to be of that kind."""

HALF = 0.5

CATEGORY = 0.34
"""Share of distinct cells up to which a column sorts the rows rather than says something of each."""

FEW = 3
"""Answers that a quiz may be all about: true, false, unknown."""

MANY = 6
"""Rows from which on repetition in a column tells something."""

MOST_OPTIONS = 8
"""Columns of options."""

_NUMBER = re.compile(r"#?[\d.,]+%?$")
RIGHT = re.compile(r"[\[(]?([A-Ha-h]|[1-8])[\])]?[.)]?$")
_ID = re.compile(r"(?=\S*\d)[\w-]{8,}$|[^\s|]{10}$")
_LINK = re.compile(r"(?:https?://|www\.)\S+$|!?\[[^\]]*\]\([^)]*\)$|<img\b[^<>]*>$", re.I)
_SOUNDS = re.compile(r"[\u0250-\u02b8\u02c8\u02cc\u02d0]|^/[^/]+/$")
_HEADS: dict[str, tuple[Role, ...]] = {
    "question": ("question",), "front": ("question",), "answer": ("answer",), "back": ("answer",),
    "option": ("option",), "level": ("level",), "tags": ("tags",), "explained": ("extra",), "more": ("extra",),
}  # fmt: skip
_LETTER = re.compile(r"[A-Ha-h]$")


def is_transcription(text: str) -> bool:
    """Whether a text says how a word sounds, in letters of the International Phonetic Alphabet or between `/`."""
    return _SOUNDS.search(text.strip()) is not None


@dataclass(slots=True)
class Columns:
    """The role of each column (counted from 0; those without one are numbers and ids), and the heads' words."""

    roles: dict[int, Role] = field(default_factory=dict)
    heads: tuple[str, ...] = ()
    named: bool = False
    """Whether the heads say themselves where the question is."""

    def at(self, role: Role) -> list[int]:
        return [at for at, one in sorted(self.roles.items()) if one == role]

    def slots(self, row: Row, lines: Sequence[str]) -> tuple[Slot, ...]:
        """The parts of a row; none where nothing is asked."""
        found = []
        for at, role in sorted(self.roles.items()):
            cell = row.cells[at] if at < len(row.cells) else None
            if cell is None or not cell.text(lines).strip():
                continue
            found.append(Slot(role, cell.pieces, self.heads[at] if at < len(self.heads) else ""))
        return tuple(_without_letters(found, lines)) if any(slot.role == "question" for slot in found) else ()


def _without_letters(slots: Sequence[Slot], lines: Sequence[str]) -> Iterator[Slot]:
    """The parts of a row, its options without the letters or numbers that count them."""
    options = [slot for slot in slots if slot.role == "option"]
    starts = [OPTION.match(slot.text(lines)) for slot in options]
    said = "".join(match["letter"] for match in starts if match)
    counted = len(said) == len(options) > 1 and alphabet(said[0]).startswith(said)
    for slot in slots:
        match = starts[options.index(slot)] if counted and slot.role == "option" else None
        first, *more = slot.slices
        yield replace(slot, slices=(replace(first, start=first.start + match.end()), *more)) if match else slot


def heads_of(cells: Sequence[str]) -> dict[int, Role]:
    """What heads say of their columns, in any language; the first that says a thing has it."""
    found: dict[int, Role] = {}
    for kind, (role,) in _HEADS.items():
        for at, text in enumerate(cells):
            if at not in found and names(kind, text) and not _LETTER.match(text.strip()):
                if role in ("question", "answer", "level") and role in found.values():
                    continue
                found[at] = role
    for at, text in enumerate(cells):
        said = _compound(text) if at not in found else None
        if said and (said in _SHARED or said not in found.values()):
            found[at] = said
    spoken = [at for at, text in enumerate(cells) if at not in found and names_language(text)]
    if spoken == [0] and "question" not in found.values():
        found[spoken.pop()] = "question"
    if spoken and "answer" not in found.values():
        found[spoken.pop()] = "answer"
    if spoken and "question" not in found.values():
        found[spoken[0]] = "question"
    letters = [at for at, text in enumerate(cells) if _LETTER.match(text.strip())]
    if len(letters) >= 3:
        found.update(dict.fromkeys(letters, "option"))
    options = [at for at, role in found.items() if role == "option"]
    if len(options) == 1:
        del found[options[0]]
    return found


_SHARED = ("option", "tags", "extra")
_PARTS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[^\W\d_A-Z]+|\d+")


def _compound(text: str) -> Role | None:
    """What a head of two or three words says: by its last word, else by its first: `questionText`, `correct_answer`;
    `option_a` and `choice 2` are options."""
    words = _PARTS.findall(bare(text))
    if not 2 <= len(words) <= 3 or words[-1].lower() in _NO_TEXT:
        return None
    if len(words[-1]) == 1:
        return "option" if any(names(kind, words[0]) for kind in ("option", "answer", "back")) else None
    for word in (" ".join(words), words[-1], words[0]):
        for kind, (role,) in _HEADS.items():
            if names(kind, word):
                return role
    return None


_NO_TEXT = ("id", "no", "nr", "number", "index", "date", "time", "url", "type", "count")


def are_heads(cells: Sequence[str]) -> bool:
    """Whether a first row names the columns rather than being a record."""
    found = heads_of(cells)
    filled = sum(bool(text.strip()) for text in cells)
    known = set(found.values())
    short = all(len(text) <= 40 and not asks(text) for text in cells)
    return short and (len(found) * 2 >= filled or {"question", "answer"} <= known)


def stands_over(texts: Sequence[Sequence[str]]) -> bool:
    """Whether a first row differs from all others as the name of a column does from what is in it: no number over
    numbers, no letter over the letters of options. (Python's `csv.Sniffer` does so too.)"""
    first, *rows = texts
    if len(rows) <= FEW or any(asks(text) or len(text) > LONGEST_HEAD for text in first) or not all(first[1:]):
        return False
    for at, head in enumerate(first):
        cells = [row[at].strip() for row in rows if at < len(row)]
        for kind in (_NUMBER, RIGHT):
            if (
                len(cells) == len(rows)
                and all(map(kind.match, cells))
                and head.strip()
                and not kind.match(head.strip())
            ):
                return True
    return False


LONGEST_HEAD = 40
"""Characters of the name of a column."""


class _Column:
    """What is true of the cells of one column."""

    def __init__(self, at: int, cells: Sequence[str], level_words: set[str]) -> None:
        self.at = at
        filled = [text for text in cells if text.strip()]
        many = len(filled) or 1

        def share(test: Callable[[str], object]) -> float:
            return sum(map(bool, map(test, filled))) / many

        self.filled = len(filled) / (len(cells) or 1)
        self.numbers = share(_NUMBER.match)
        self.ids = share(_ID.match) if len({len(text) for text in filled}) <= 3 else 0.0
        self.links = share(_LINK.match)
        self.rights = share(RIGHT.match)
        self.sounds = share(is_transcription)
        self.asking = share(asks)
        self.levels = share(lambda text: level_key(text) in level_words)
        self.distinct = len(set(filled)) / many
        self.length = sum(map(len, filled)) / many
        steps = [int(text.strip("#.")) for text in filled if text.strip("#.").isdecimal() and len(text) < 10]
        self.counts = len(steps) >= MOSTLY * many and all(one < two for one, two in pairwise(steps))
        self.texts = filled

    @property
    def says_something(self) -> bool:
        return bool(self.texts) and not (
            self.counts or self.ids >= MOSTLY or self.links >= MOSTLY or self.numbers >= MOSTLY
        )

    @property
    def is_category(self) -> bool:
        """Whether it sorts questions rather than answers them: more words than yes and no, each again and again."""
        return self.sorts and self.rights < MOSTLY and len(set(self.texts)) > FEW

    @property
    def sorts(self) -> bool:
        return len(self.texts) >= MANY and self.distinct <= CATEGORY and self.length <= 40


def judge_columns(
    rows: Sequence[Sequence[str]], heads: Sequence[str], level_words: set[str], pinned: Mapping[int, Role] | None = None
) -> Columns | None:
    """The roles of the columns of some rows; None where no two columns can be a question and its answer.

    `pinned` says roles itself, and then nothing is guessed.
    """
    if pinned is not None:
        return Columns(dict(pinned), tuple(heads), True)
    width = Counter(map(len, rows)).most_common(1)[0][0] if rows else 0
    columns = [_Column(at, [row[at] if at < len(row) else "" for row in rows], level_words) for at in range(width)]
    roles = {at: role for at, role in heads_of(heads).items() if at < width}
    said = set(roles.values())
    named = "question" in said
    _take_options(columns, roles, rows)
    texts = [one for one in columns if one.at not in roles and one.says_something]
    answer_taken = "answer" in roles.values() or "right" in roles.values()
    plain = [one for one in texts if not one.sorts] or texts
    if "question" not in roles.values():
        if not plain:
            return None
        best = max(plain, key=lambda one: (one.asking >= HALF, -one.at))
        roles[best.at] = "question"
    asked = next(at for at, role in roles.items() if role == "question")
    rest = [one for one in columns if one.at not in roles and one.texts]
    if not answer_taken and not (rest and columns[asked].asking >= HALF and all(one.is_category for one in rest)):
        left = [one for one in plain if one.at not in roles and one.sounds < HALF]
        left = left or [
            one for one in columns if one.at not in roles and one.texts and not (one.counts or one.ids >= MOSTLY)
        ]
        behind = [one for one in left if one.at > asked] or left
        if behind:
            roles[max(behind, key=lambda one: (one.filled >= HALF, -one.at)).at] = "answer"
        elif not named:
            return None
    for one in columns:
        if one.at not in roles and one.texts and not (one.counts or one.ids >= MOSTLY):
            roles[one.at] = "level" if one.levels >= MOSTLY else "tags" if one.sorts and one.says_something else "extra"
    return Columns(roles, tuple(heads), named)


def _take_options(columns: Sequence[_Column], roles: dict[int, Role], rows: Sequence[Sequence[str]]) -> None:
    """Columns of choices, and the one that says which is right: by letter or number, or in the words of one of them."""
    options = [at for at, role in roles.items() if role == "option"]
    free = [one for one in columns if one.at not in roles or roles[one.at] == "answer"]
    if options:
        right = next((one for one in columns if roles.get(one.at) == "answer"), None)
        if right is not None:
            roles[right.at] = "right"
        return
    for right in reversed(free):
        elsewhere = "answer" in roles.values() and roles.get(right.at) != "answer"  # the heads say where the answer is
        told = [row for row in rows if right.at < len(row)]
        said = sum(
            bool(row[right.at]) and row[right.at] in row[max(1, right.at - MOST_OPTIONS) : right.at] for row in told
        )
        again = said >= MOSTLY * len(rows) and right.says_something
        lettered = right.rights >= 0.9 and not right.counts and right.distinct * len(right.texts) >= 2
        if elsewhere or not (lettered or again):
            continue
        run: list[int] = []
        for at in range(right.at - 1, -1, -1):
            if at in roles or not columns[at].texts or columns[at].counts or (len(run) > 1 and columns[at].sorts):
                break
            run.append(at)
        if "question" not in roles.values() and run:
            run.pop()
        most = max((_index(text) for text in right.texts), default=0)
        if 2 <= len(run) <= MOST_OPTIONS and (most < len(run) or not lettered):
            roles[right.at] = "right"
            roles.update(dict.fromkeys(run, "option"))
            return


def _index(text: str) -> int:
    match = RIGHT.match(text.strip())
    sign = match[1].upper() if match else "A"
    return int(sign) - 1 if sign.isdecimal() else ord(sign) - ord("A")


def right_option(text: str, options: Sequence[str]) -> int | None:
    """The index of the option that a cell names; a number counts from 1."""
    words = [option.strip().casefold() for option in options]
    if text.strip().casefold() in words:
        return words.index(text.strip().casefold())
    if not RIGHT.match(text.strip()):
        return None
    at = _index(text)
    return at if at < len(options) else None


_PINNABLE = ("question", "answer", "extra", "tags", "level", "option", "right")


def pinned_columns(text: str) -> dict[int, Role]:
    """`question=2,answer=1` -> {1: "question", 0: "answer"}. Raises DeckwrightError for anything else."""
    found: dict[int, Role] = {}
    for part in text.split(","):
        name, _, number = (piece.strip() for piece in part.partition("="))
        role = next((one for one in _PINNABLE if one == name.lower()), None)
        if role is None or not number.isdecimal() or not int(number):
            raise DeckwrightError(
                f"{part.strip()!r} in the columns names no column",
                expected="a part of a note and the number of its column, from 1, as in question=2,answer=1,extra=3",
                remedy=f"the parts are {', '.join(_PINNABLE)}",
            )
        found[int(number) - 1] = role  # type: ignore[assignment]
    if "question" not in found.values():
        raise DeckwrightError("the columns name none for the question", expected="question=2,answer=1 or the like")
    return found
