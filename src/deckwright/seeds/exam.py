"""Options beneath a question: they belong to it, and what says which is right is its answer."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from deckwright.note import Choice
from deckwright.seeds.document import Document
from deckwright.seeds.extent import Extent
from deckwright.seeds.lettering import LETTERS, MOST, OPTION, SAYS_RIGHT, TICK, Option, alphabet
from deckwright.seeds.right_marks import Mark, before, behind, common_mark
from deckwright.seeds.slices import Slice
from deckwright.seeds.unlettered import plain_options
from deckwright.seeds.vocabulary import words
from deckwright.text.blocks import BlockKind

LEAST = 3

SHARE = 0.3
"""Share of the questions that must have options before these are taken for options at all."""

_INLINE = re.compile(
    rf"(?:(?<=[\s;；,，。）)])|^)(?P<open>[(（\[])?(?P<letter>[{LETTERS}])(?P<close>[.)）\]、．:：]|(?<=[①-⑧]))"
    r"[ \t\u00a0\u3000]*(?=\S)"
)
_LATEX = re.compile(r"[ \t]*\\(?P<right>Correct)?[cC]hoice(?:\[[^\]]*\])?[ \t]*\{?(?=\S)")
_LATEX_DEBRIS = re.compile(
    r"[ \t]*(?:\|[ \t|:-]*\|"
    r"|\\(?:begin|end)\{[a-zA-Z*]*(?:choices?|checkboxes)[a-zA-Z]*\}|%.*)[ \t]*(?:\[[^\]]*\])?\s*$"
)
UNANSWERED = 0.6
"""Share of the questions behind whose options nothing stands, from which on the exam has no answers."""


def take_options(extents: Sequence[Extent], document: Document, kind_at: Mapping[int, BlockKind]) -> list[int]:
    """Move the options of all questions from what answers them to what is asked.

    Returns the lines that are let go: in an exam without answers, a line behind a question names what follows.
    """
    found = [_options(extent, document, kind_at) for extent in extents]
    marked = any(options and not options[0].letter for options in found)  # by a command: it can be nothing else
    found = found if marked else _with_marks(found, extents, document)
    found = [options if _are_options(options) else [] for options in found]
    if not marked and sum(map(bool, found)) < SHARE * len(extents):
        found = plain_options(extents, document)
    many = sum(bool(options) for options in found)
    if not marked and (many < 2 or many < SHARE * len(extents) or _are_answers(found, extents, document)):
        return []
    for extent, options in zip(extents, found, strict=True):
        if options:
            _take(extent, options, document)
    return _without_answers(extents, document)


def _are_answers(found: Sequence[Sequence[Option]], extents: Sequence[Extent], document: Document) -> bool:
    """Whether lettered lists answer: nothing says which item would be right, and the other questions are answered."""
    others = 0
    for options, extent in zip(found, extents, strict=True):
        last = options[-1].at if options else -1
        behind = any(piece.of(document).strip() for piece in extent.body[last + 1 :])
        if extent.right or (options and (behind or any(one.ticked for one in options))):
            return False
        if not options:
            if not behind:
                return False
            others += 1
    return others > 0


def _without_answers(extents: Sequence[Extent], document: Document) -> list[int]:
    rest = [[piece for piece in extent.body if piece.of(document).strip()] for extent in extents]
    answered = any(extent.right or any(choice.correct for choice in extent.choices) for extent in extents)
    if answered or sum(not lines for lines in rest) < UNANSWERED * len(extents):
        return []
    let_go: list[int] = []
    for extent, lines in zip(extents, rest, strict=True):
        whole = all(piece.start == 0 for piece in extent.body)
        if 0 < len(lines) <= 2 and whole and not extent.mark.is_closed:
            let_go += [piece.line for piece in extent.body]
            extent.body = []
    return let_go


def _options(extent: Extent, document: Document, kind_at: Mapping[int, BlockKind]) -> list[Option]:
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
                sign = SAYS_RIGHT.search(text)
                ticked = bool(match["tick"] or sign or (match["box"] and match["box"].strip("[]() \t☐")))
                end = sign.start() if sign and not inner else None
                run.append(Option(at, match.start(), match.end(), match["letter"], ticked, end))
                run += [Option(at, start, end, letter, False) for start, end, letter in inner]
                gap = 0
                continue
        gap += 1
        if run and (gap > 3 or len(run) >= len(letters)):
            break
    return run if 2 <= len(run) <= MOST else []


def _are_options(options: Sequence[Option]) -> bool:
    """Whether a run is no list with numbers: of these, one is right."""
    return bool(options) and (options[0].letter != "1" or sum(one.ticked for one in options) == 1)


def _asks_with_options(extent: Extent, document: Document) -> bool:
    """Whether the lines above an answer's label hold the options, so that letters behind it explain them."""
    above = (OPTION.match(piece.of(document)) for piece in extent.question[1:])
    letters = [match["letter"] for match in above if match]
    return any(one != "1" and alphabet(one)[1:2] == two for one, two in pairwise(letters))


def _with_marks(found: list[list[Option]], extents: Sequence[Extent], document: Document) -> list[list[Option]]:
    """The options, those ticked that have the mark of nearly all questions where no sign that is known ticks any."""
    told = [_texts(options, extent, document) for options, extent in zip(found, extents, strict=True)]
    bare = [[] if any(one.ticked for one in options) else texts for options, texts in zip(found, told, strict=True)]
    mark = common_mark([[{before(sign), *behind(words)} for sign, words in texts] for texts in bare])
    if mark is None:
        return found
    return [
        [_ticked(one, *text, mark) for one, text in zip(options, texts, strict=True)] if texts else options
        for options, texts in zip(found, bare, strict=True)
    ]


def _texts(options: Sequence[Option], extent: Extent, document: Document) -> list[tuple[str, str]]:
    """What stands before the words of each option, and these."""
    lines = [extent.body[one.at].of(document) for one in options]
    ends = [two.start if two.at == one.at else None for one, two in pairwise([*options, Option(-1, 0, 0, "", False)])]
    return [
        (line[one.start : one.text], line[one.text : end]) for one, line, end in zip(options, lines, ends, strict=True)
    ]


def _ticked(one: Option, sign: str, words: str, mark: Mark) -> Option:
    place = behind(words).get(mark)
    if place is None and mark != before(sign):
        return one
    end = len(words.rstrip(" \t*_")) if place is None and set("*_") & set(sign) else place
    return replace(one, ticked=True, end=None if end is None else one.text + end)


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


def _take(extent: Extent, options: Sequence[Option], document: Document) -> None:
    """The options to the question; where signs mark the right ones, as choices."""
    end = _end(extent, options, document)
    ticks = [one.ticked for one in options]
    latex = options[0].letter == ""
    if (any(ticks) and not all(ticks)) or latex:
        _take_choices(extent, options, ticks, end, document)
        return
    extent.question += extent.body[:end]
    extent.question_has_options = True
    extent.body = extent.body[end:]


def _end(extent: Extent, options: Sequence[Option], document: Document) -> int:
    """Behind the last option and the lines that it goes on over: right beneath it, in small letters or indented."""
    end = options[-1].at + 1
    last = extent.body[end - 1].of(document)
    indent = len(last) - len(last.lstrip())
    while end < len(extent.body):
        text = extent.body[end].of(document)
        bare = text.strip()
        goes_on = bare and (len(text) - len(text.lstrip()) > indent or bare[0].islower())
        if _LATEX_DEBRIS.match(text) or (goes_on and not re.match(r"\W*[^\W\d_]{1,30}\s*[:：]", bare)):
            end += 1
            continue
        break
    return end


def _take_choices(
    extent: Extent, options: Sequence[Option], ticks: Sequence[bool], end: int, document: Document
) -> None:
    first = options[0].at
    stem = extent.body[:first]
    for piece in stem:
        (extent.removed if _LATEX_DEBRIS.match(piece.of(document)) else extent.question).append(piece)
    ends = [*(one.at for one in options[1:]), end]
    for number, (one, until, right) in enumerate(zip(options, ends, ticks, strict=True)):
        piece = extent.body[one.at]
        text = piece.of(document)
        following = options[number + 1] if number + 1 < len(options) and options[number + 1].at == one.at else None
        stop = following.start if following else len(text)
        if text.lstrip().startswith("|") and text.rstrip().endswith("|") and following is None:
            stop = len(text.rstrip()) - 1
            extent.removed.append(replace(piece, start=piece.start + stop))
        words = (piece.start + one.text, piece.start + (stop if one.end is None else min(one.end, stop)))
        removed = [
            replace(piece, start=piece.start + one.start, end=words[0]),
            replace(piece, start=words[1], end=piece.start + stop),
        ]
        if one.start and number == 0:
            removed.append(replace(piece, end=piece.start + one.start))
        more = extent.body[one.at + 1 : until]
        kept = [line for line in more if not _LATEX_DEBRIS.match(line.of(document))]
        extent.removed += removed + [line for line in more if line not in kept]
        words_slice = Slice(piece.line, *words)
        extent.options += [words_slice, *kept]
        lines = [words_slice.of(document), *(line.of(document) for line in kept)]
        extent.choices.append(Choice("\n".join(line.strip() for line in lines).strip(), right))
    extent.body = extent.body[end:]


_TRUE = re.compile(rf"[(（\[][ \t]*(?P<letter>{words('truth')}|[√×✓✗])[ \t]*[)）\]][ \t.。]*$", re.I)
_BLANK = re.compile(
    r"[(（\[【][ \t\u3000\u00a0_]*(?P<letter>[A-H]{1,6}|[√×✓✗]|[对错對錯])[ \t\u3000\u00a0_]*[)）\]】]"
    r"|(?<!_)_{2,}+[ \t]*+(?P<filled>[A-H]{1,5})(?=[ \t]*_{2,})"
)

FILLED = 0.15
"""Share of the questions that must hold their answers in brackets."""


def take_filled_blanks(extents: Sequence[Extent], document: Document) -> None:
    """`…是（ B ）。`: the letter in a question's brackets answers it, where enough questions have one."""
    found = []
    for extent in extents:
        hits = [
            (at, match)
            for at, piece in enumerate(extent.question)
            for pattern in (_BLANK, _TRUE)
            for match in pattern.finditer(piece.of(document))
            if not at or sum(map(str.isalnum, piece.of(document)[: match.start()])) > 2  # and no letter of an option
        ]
        found.append(hits[-1] if hits and not any(piece.of(document).strip() for piece in extent.body) else None)
    if sum(hit is not None for hit in found) < max(LEAST, FILLED * len(extents)):
        return
    for extent, hit in zip(extents, found, strict=True):
        if hit is None:
            continue
        at, match = hit
        piece = extent.question[at]
        name = "letter" if match.groupdict().get("letter") else "filled"
        start, end = (piece.start + place for place in match.span(name))
        extent.question[at : at + 1] = [replace(piece, end=start), replace(piece, start=end)]
        extent.body.insert(0, Slice(piece.line, start, end))
