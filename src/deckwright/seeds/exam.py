"""Options beneath a question: they belong to it, and what says which is right is its answer."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from deckwright.blocks import BlockKind
from deckwright.note import Choice
from deckwright.seeds.document import Document
from deckwright.seeds.extent import Extent
from deckwright.seeds.options import LEAST, SAYS_RIGHT, Option, lettered_options, plain_options, with_signs
from deckwright.seeds.slices import Slice

SHARE = 0.3
"""Share of the questions that must have options before these are taken for options at all."""

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
    found = [lettered_options(extent, document, kind_at) for extent in extents]
    marked = any(options and not options[0].letter for options in found)  # by a command: it can be nothing else
    if not marked and sum(map(bool, found)) < SHARE * len(extents):
        found = plain_options(extents, document)
    else:
        found = with_signs(found, extents, document)
    many = sum(bool(options) for options in found)
    if not marked and (many < 2 or many < SHARE * len(extents) or _are_answers(extents, found, document)):
        return []
    for extent, options in zip(extents, found, strict=True):
        if options:
            _take(extent, options, document)
    _take_labels([extent for extent, options in zip(extents, found, strict=True) if options], document)
    return _without_answers(extents, document)


TOLD = 0.3
"""Share of the questions that have an answer and no letters before it from which on letters count points of answers."""


def _are_answers(extents: Sequence[Extent], found: Sequence[Sequence[Option]], document: Document) -> bool:
    """Whether lettered lines answer: nothing says of any which is right, and other questions have answers in words."""
    words = 0
    for extent, options in zip(extents, found, strict=True):
        last = max((at for at, piece in enumerate(extent.body) if piece.of(document).strip()), default=-1)
        if options and (extent.right or last > options[-1].at or any(one.ticked for one in options)):
            return False
        words += not options and (last >= 0 or bool(extent.choices))
    return words >= TOLD * len(extents)


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


def _take(extent: Extent, options: Sequence[Option], document: Document) -> None:
    """The options to the question; where signs mark the right ones, as choices."""
    plain = options[0].letter == "-"
    end = options[-1].at + 1 if plain else _end(extent, options, document)
    bold = [_is_bold(extent.body[one.at].of(document)[one.text :]) for one in options]
    ticks = [one.ticked for one in options]
    if not any(ticks) and sum(bold) == 1 and len(options) > 2:
        ticks = bold
    if plain:  # what is left is the line that names the right one
        extent.removed += extent.body[end:]
        del extent.body[end:]
    if (any(ticks) and not all(ticks)) or options[0].letter == "":
        _take_choices(extent, options, ticks, end, document)
        return
    extent.question += extent.body[:end]
    extent.question_has_options = True
    extent.body = extent.body[end:]


def _is_bold(text: str) -> bool:
    bare = text.strip()
    return len(bare) > 4 and bare[:2] in ("**", "__") and bare.endswith(bare[:2])


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
        sign = SAYS_RIGHT.search(text, one.text, stop) if right else None
        until_sign = one.end if one.end is not None else sign.start() if sign else stop
        words = (piece.start + one.text, piece.start + until_sign)
        removed = [replace(piece, start=piece.start + one.start, end=words[0])]
        if until_sign < stop:
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


_TRUTH = "T|F|V|True|False|Vrai|Faux|Richtig|Falsch|对|错|對|錯|正确|错误|√|×|✓|✗"
_TRUE = re.compile(rf"[(（\[][ \t]*(?P<letter>{_TRUTH})[ \t]*[)）\]][ \t.。]*$", re.I)
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
