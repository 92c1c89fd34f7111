"""Options beneath a question: they belong to it, and what says which is right is its answer."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from deckwright.note import Choice
from deckwright.seeds.document import Document
from deckwright.seeds.extent import Extent
from deckwright.seeds.lettering import CROSS, LETTERS, MOST, OPTION, SAYS_RIGHT, TICK, Option, alphabet
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
    if not marked and sum(map(bool, found)) < SHARE * len(extents):
        found = plain_options(extents, document)
    found = _with_crosses(found, extents, document)
    many = sum(bool(options) for options in found)
    if not marked and (many < 2 or many < SHARE * len(extents) or _are_answers(found, extents, document)):
        return []
    for extent, options in zip(extents, found, strict=True):
        if options:
            _take(extent, options, document)
    _take_labels([extent for extent, options in zip(extents, found, strict=True) if options], document)
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
    ticks = sum(one.ticked or bool(CROSS.search(extent.body[one.at].of(document))) for one in run)
    return run if letters[0] != "1" or ticks == 1 else []


def _asks_with_options(extent: Extent, document: Document) -> bool:
    """Whether the lines above an answer's label hold the options, so that letters behind it explain them."""
    above = (OPTION.match(piece.of(document)) for piece in extent.question[1:])
    letters = [match["letter"] for match in above if match]
    return any(one != "1" and alphabet(one)[1:2] == two for one, two in pairwise(letters))


def _with_crosses(found: list[list[Option]], extents: Sequence[Extent], document: Document) -> list[list[Option]]:
    """An `X` behind an option is a tick where it stands behind just one, question after question."""
    crossed = [
        [bool(CROSS.search(extent.body[one.at].of(document))) for one in options]
        for options, extent in zip(found, extents, strict=True)
    ]
    told = [row for row in crossed if row]
    if sum(sum(row) == 1 for row in told) < max(2, 0.6 * len(told)):
        return found
    return [
        [replace(one, ticked=one.ticked or tick) for one, tick in zip(options, row, strict=True)]
        for options, row in zip(found, crossed, strict=True)
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
        sign = (SAYS_RIGHT.search(text[one.text : stop]) or CROSS.search(text[one.text : stop])) if right else None
        words = (piece.start + one.text, piece.start + (one.text + sign.start() if sign else stop))
        removed = [replace(piece, start=piece.start + one.start, end=words[0])]
        if sign:
            removed.append(replace(piece, start=words[1], end=piece.start + stop))
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


_LABEL = re.compile(
    r"[\s*_#>(\[【-]*(?P<words>[^\W\d_][^\n:：.]{0,40}?)[*_]*+[ \t]*+"
    r"(?:[:：.]|[-–—](?=[ \t])|(?=[*_]*+[(（\[]?[A-Ha-h1-8①-⑧][)）\].]?[*_ \t]*$))[ \t*_]*"
)


def _take_labels(extents: Sequence[Extent], document: Document) -> None:
    """A label that recurs behind the options of most questions stands before the answer, whatever its language."""
    found: list[tuple[Extent, int, re.Match[str]]] = []
    for extent in extents:
        at = next((at for at, piece in enumerate(extent.body) if piece.of(document).strip()), None)
        if at is not None and (match := _LABEL.match(extent.body[at].of(document))):
            found.append((extent, at, match))
    times = Counter(match["words"].strip().casefold() for _, _, match in found)
    for extent, at, match in found:
        if times[match["words"].strip().casefold()] < max(LEAST, 0.5 * len(found)):
            continue
        piece = extent.body[at]
        if not piece.of(document)[match.end() :].strip() and at + 1 == len(extent.body):
            continue
        extent.removed += [*extent.body[:at], replace(piece, end=piece.start + match.end())]
        extent.body[: at + 1] = [replace(piece, start=piece.start + match.end())]


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


_BRACKETED = re.compile(
    r"(?:(?<=[?？])[ \t]*[(（](?P<round>[^()（）]+)[)）]|[ \t]*[\[【](?P<square>[^\[\]【】]+)[\]】])[ \t.]*$"
)

BRACKETED, DISTINCT = 0.6, 0.6
"""Share of the questions that must end in brackets, and of what is in them that must differ and have letters: points
and sources recur."""


def take_bracketed(extents: Sequence[Extent], document: Document) -> None:
    """`Which nut makes marzipan? [almond]`: what stands in brackets behind nearly all questions answers them."""
    if any(piece.of(document).strip() for extent in extents for piece in extent.body) or len(extents) < LEAST:
        return
    last = [
        next((piece for piece in reversed(extent.question) if piece.of(document).strip()), None) for extent in extents
    ]
    found = [_BRACKETED.search(piece.of(document)) if piece else None for piece in last]
    said = [match[match.lastgroup or 0].strip().casefold() for match in found if match]
    lettered = sum(any(map(str.isalpha, text)) for text in said)
    if len(said) < BRACKETED * len(extents) or min(len(set(said)), lettered) < DISTINCT * len(said):
        return
    for extent, piece, match in zip(extents, last, found, strict=True):
        if piece and match and match.lastgroup and match.start():
            start, end = (piece.start + at for at in match.span(match.lastgroup))
            at = extent.question.index(piece)
            extent.question[at] = replace(piece, end=piece.start + match.start())
            extent.removed += [replace(piece, start=piece.start + match.start(), end=start), replace(piece, start=end)]
            extent.body.insert(0, Slice(piece.line, start, end))
