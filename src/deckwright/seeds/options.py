"""Which lines under a question are its options: lettered ones, and others where a sign or the last line shows it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from deckwright.blocks import BlockKind
from deckwright.characters import letters_and_digits
from deckwright.seeds.document import Document
from deckwright.seeds.extent import Extent
from deckwright.seeds.lettering import LETTERS, OPTION, TICK, alphabet

LEAST = 3

MOST = 12
"""Options of a question; a longer lettered list is a list."""

_INLINE = re.compile(
    rf"(?:(?<=[\s;；,，。）)])|^)(?P<open>[(（\[])?(?P<letter>[{LETTERS}])(?P<close>[.)）\]、．:：]|(?<=[①-⑧]))"
    r"[ \t\u00a0\u3000]*(?=\S)"
)
_LATEX = re.compile(r"[ \t]*\\(?P<right>Correct)?[cC]hoice(?:\[[^\]]*\])?[ \t]*\{?(?=\S)")
_RIGHT_WORDS = "correct|right|true|richtig|correcta?|верно|正确|正解|답|√|✓|✔|x|v"
SAYS_RIGHT = re.compile(
    rf"(?:(?<![ \t])[ \t]++|(?<![ \t{TICK}*←]))"
    rf"(?:[{TICK}*←]++|<[-=]+|[(（\[{{]\s*+(?:{_RIGHT_WORDS})\s*+[)）\]}}])[ \t*]*+$",
    re.I,
)
_CROSS = re.compile(r"(?<![ \t])[ \t]+[xX][ \t]*$")


@dataclass(frozen=True, slots=True)
class Option:
    """Where an option begins: the piece of the body, the index behind its letter, and whether a sign says it is right;
    where its words end if a sign stands behind them."""

    at: int
    start: int
    text: int
    letter: str
    ticked: bool
    end: int | None = None


def lettered_options(extent: Extent, document: Document, kind_at: Mapping[int, BlockKind]) -> list[Option]:
    """The first run of lines that are lettered or numbered from the beginning on; blank lines may part them."""
    if extent.choices or _asks_with_options(extent, document):
        return []
    latex = [
        Option(at, 0, match.end(), "", match["right"] is not None)
        for at, piece in enumerate(extent.body)
        if (match := _LATEX.match(piece.of(document)))
    ]
    if latex or (latex := _rows(extent, document)):
        return latex
    run: list[Option] = []
    letters, gap = "", 0
    for at, piece in enumerate(extent.body):
        text = piece.of(document)
        if kind_at.get(piece.line) is BlockKind.FENCE:
            if run:
                gap += 1
            continue
        if not text.strip():
            continue
        match = OPTION.match(text)
        if match and (not run or match["letter"] == _following(letters, len(run))):
            letters = letters or alphabet(match["letter"])
            if letters and match["letter"] == letters[len(run)]:
                inner = _inline(text, match, letters, len(run))
                ticked = bool(match["tick"] and match["tick"].strip()) or bool(SAYS_RIGHT.search(text))
                ticked = ticked or bool(match["box"] and match["box"].strip("[]() \t☐"))
                run.append(Option(at, match.start(), match.end(), match["letter"], ticked))
                run += [Option(at, start, end, letter, False) for start, end, letter in inner]
                gap = 0
                continue
        gap += 1
        if run and (gap > 3 or len(run) >= len(letters)):
            break
    if not 2 <= len(run) <= MOST:
        return []
    ticks = sum(one.ticked or bool(_CROSS.search(extent.body[one.at].of(document))) for one in run)
    return run if letters[0] != "1" or ticks == 1 or _is_choice(extent, run, document) else []


def _asks_with_options(extent: Extent, document: Document) -> bool:
    """Whether the lines above an answer's label hold the options, so that letters behind it explain them."""
    above = (OPTION.match(piece.of(document)) for piece in extent.question[1:])
    letters = [match["letter"] for match in above if match]
    return any(one != "1" and alphabet(one)[1:2] == two for one, two in pairwise(letters))


_NAMES_ONE = re.compile(
    r"[\s*_]*(?P<words>[^\W\d_][^\n:：=]{0,30}?)[ \t]*+[:：=]?[ \t]*+"
    r"[*_(（\[]*(?<![A-Za-z])(?P<letter>[A-Ha-h])[)）\]*_. \t]*$"
)


def plain_options(extents: Sequence[Extent], document: Document) -> list[list[Option]]:
    """Options without letters: the lines under a question, where a sign stands at one of them or the last line says
    which it is, question after question."""
    lines = [
        [at for at, piece in enumerate(extent.body) if piece.of(document).strip()] if not extent.choices else []
        for extent in extents
    ]
    named: list[list[Option]] = []
    labels: Counter[str] = Counter()
    for extent, filled in zip(extents, lines, strict=True):
        right, label = _named(extent, filled, document) if 3 <= len(filled) <= MOST + 1 else ((), None)
        labels.update([label] if label is not None else [])
        options = [_plain(extent, at, document, n in right) for n, at in enumerate(filled[:-1])]
        named.append(options if right else [])
    if labels and labels.most_common(1)[0][1] >= max(LEAST, 0.5 * len(extents)):
        return named
    every = [
        [_plain(extent, at, document) for at in filled]
        if 2 <= len(filled) <= MOST and all(extent.body[at].of(document)[:1] != "\t" for at in filled)
        else []
        for extent, filled in zip(extents, lines, strict=True)
    ]
    signed = with_signs(every, extents, document)
    ticked = sum(any(one.ticked for one in options) for options in signed)
    return signed if ticked >= max(LEAST, SIGNED * len(extents)) else [[] for _ in extents]


_BULLET = re.compile(r"[ \t]*(?:[-*+•·○●][ \t]+|[-•·○●](?=\w))?")


def _plain(extent: Extent, at: int, document: Document, ticked: bool = False) -> Option:
    match = _BULLET.match(extent.body[at].of(document))
    return Option(at, 0, match.end() if match else 0, "-", ticked)


def _named(extent: Extent, filled: Sequence[int], document: Document) -> tuple[tuple[int, ...], str | None]:
    """The options that the last line names by a letter behind a word, which is its label, or word for word."""
    *options, last = (extent.body[at].of(document) for at in filled)
    if (match := _NAMES_ONE.match(last)) and (at := ord(match["letter"].upper()) - 65) < len(options):
        return (at,), match["words"].casefold()
    said, right = letters_and_digits(last), []
    for at, words in enumerate(map(letters_and_digits, options)):
        if words and "<" not in options[at] and said.startswith(words):
            right.append(at)
            said = said[len(words) :]
    return (tuple(right), "") if right and not said else ((), None)


SIGNED = 0.6
"""Share of the questions at some of whose options, and not at all, one sign must stand for it to say what is right."""

_AT_END = re.compile(
    r"(?<=[^ \t])(?:[ \t]+[(（\[]?(?P<sign>[^\W\d_]|[^\w\s()\[\].,;:?!]{1,3})[)）\]]?|(?P<tight>[*+~#←]{1,3}))[ \t]*$"
)


def with_signs(found: list[list[Option]], extents: Sequence[Extent], document: Document) -> list[list[Option]]:
    """Whatever sign stands behind some options, and not behind all, question after question, says what is right:
    `Paris x`, `Oslo *`, `Rome (c)`."""
    rows = [
        [_AT_END.search(extent.body[one.at].of(document)) for one in options]
        for options, extent in zip(found, extents, strict=True)
    ]
    told = [Counter(match["sign"] or match["tight"] for match in row if match) for row in rows if row]
    times = Counter(
        sign for row, count in zip(filter(None, rows), told, strict=True) for sign in count if count[sign] < len(row)
    )
    sign, many = times.most_common(1)[0] if times else ("", 0)
    once = sum(count[sign] == 1 for count in told)
    if many < max(2, SIGNED * len(told)) or once < 0.5 * len(told):
        return found
    return [
        [
            replace(one, ticked=True, end=match.start()) if match and sign in match.groups() else one
            for one, match in zip(options, row, strict=True)
        ]
        for options, row in zip(found, rows, strict=True)
    ]


_ROW = re.compile(
    rf"[ \t]*\|(?:[ \t]*(?P<tick>[*{TICK}xX>]?)[ \t]*\|)?(?:[ \t]*\|)*[ \t]*(?P<letter>[A-Ha-h])[.)]?[ \t]*\|[ \t]*"
)


def _rows(extent: Extent, document: Document) -> list[Option]:
    """Options in a table, each in a row with its letter."""
    found: list[Option] = []
    for at, piece in enumerate(extent.body):
        match = _ROW.match(piece.of(document))
        if match and match["letter"].upper() == chr(65 + len(found)):
            found.append(Option(at, 0, match.end(), "", bool(match["tick"])))
    return found if len(found) >= 2 else []


def _following(letters: str, at: int) -> str:
    return letters[at] if at < len(letters) else ""


def _inline(text: str, match: re.Match[str], letters: str, at: int) -> list[tuple[int, int, str]]:
    """Further options in the same line: `A. one  B. two`."""
    found = []
    for more in _INLINE.finditer(text, match.end()):
        at += 1
        if at >= len(letters) or more["letter"] != letters[at]:
            at -= 1
            continue
        found.append((more.start(), more.end(), more["letter"]))
    return found


def _is_choice(extent: Extent, run: Sequence[Option], document: Document) -> bool:
    """Whether a numbered list is one of choices: short ones, with something behind them that names one by number."""
    if len(run) > 6:
        return False
    behind = [text for piece in extent.body[run[-1].at + 1 :] if (text := piece.of(document).strip())]
    head = re.search(r"(?<!\d)([1-9])(?!\d)", behind[0][:40]) if behind else None
    return head is not None and int(head[1]) <= len(run) and any(char.isalpha() for char in behind[0][: head.start()])
