"""What is asked: the question of a record, its level, and the parts that are known to be something else."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from deckwright.note import Choice
from deckwright.seeds.badges import Badges
from deckwright.seeds.document import Document
from deckwright.seeds.extent import Extent
from deckwright.seeds.slices import Slice
from deckwright.text.emphasis import emphasis
from deckwright.text.inline import TokenKind, tokens


def take_badge(extent: Extent, document: Document, badges: Badges) -> None:
    """A level that the question itself carries, at its beginning or its end."""
    mark = extent.mark
    if mark.last not in (None, mark.line):
        return
    text = mark.words(document.lines)
    badge = badges.of(text)
    if badge is None or not (text[: badge.start] + text[badge.end :]).strip(" *_`"):
        return
    extent.level = badge.level
    if not text[: badge.start].strip(" *_`"):
        extent.mark = replace(mark, text=mark.text + badge.end)
    else:
        extent.mark = replace(mark, end=mark.text + badge.start)


def take_question(extent: Extent, document: Document) -> None:
    mark = extent.mark
    if mark.is_closed:
        _take_slots(extent, document)
        return
    beside = [slot for slot in mark.slots if slot.role != "tags"]
    for slot in beside:
        (extent.right if slot.role == "right" else extent.extra).append(slot)
    extent.tags += [slot.text(document.lines) for slot in mark.slots if slot.role == "tags"]
    taken = [piece for slot in beside for piece in slot.slices]
    extent.removed += _between(Slice(mark.line, mark.start, mark.text), taken)
    last = mark.line if mark.last is None else mark.last
    pieces = [Slice(at, 0, len(document.lines[at])) for at in range(mark.line, last + 1)]
    pieces[0] = replace(pieces[0], start=mark.text)
    pieces[-1] = replace(pieces[-1], end=mark.end)
    for piece in pieces:
        _take_words(extent, piece, document)
    rest = Slice(last, mark.end, len(document.lines[last]))
    extent.body = [piece for piece in extent.body if piece.line > last]
    if mark.resume is not None:
        extent.body.insert(0, replace(rest, start=mark.resume, end=mark.stop or rest.end))
        if mark.stop is not None:
            extent.removed += [replace(rest, start=mark.stop), *extent.body[1:]]
            extent.body = extent.body[:1]
        rest = replace(rest, end=mark.resume)
    extent.removed.append(rest)


_OPENING = re.compile(r"\s*(?:<(?P<tag>\w+)>|\\(?P<macro>\w+)\{)[ \t]*")
SHARED, LEAST = 0.9, 3
"""Share of the questions that must begin with one tag or one command, and their number, before it is the document's."""


def drop_shared_markup(extents: Sequence[Extent], document: Document) -> None:
    """`<question> What is wax?`, `\\card{wax}`: what opens nearly every question, and what closes it, is a mark."""
    opened = [_OPENING.match(extent.question[0].of(document)) if extent.question else None for extent in extents]
    times = Counter(match[0].strip() for match in opened if match)
    sign, many = times.most_common(1)[0] if times else ("", 0)
    if many < max(LEAST, SHARED * len(extents)):
        return
    closing = "}" if sign.endswith("{") else f"</{sign.strip('<>')}>"
    for extent, match in zip(extents, opened, strict=True):
        if match is None or match[0].strip() != sign:
            continue
        first = extent.question[0]
        extent.removed.append(replace(first, end=first.start + match.end()))
        extent.question[0] = replace(first, start=first.start + match.end())
        last = extent.question[-1]
        text = last.of(document).rstrip()
        if text.endswith(closing):
            end = last.start + len(text) - len(closing)
            extent.question[-1] = replace(last, end=end)
            extent.removed.append(replace(last, start=end))


def _between(whole: Slice, pieces: Sequence[Slice]) -> list[Slice]:
    """What is left of a slice when pieces of its line are taken out."""
    found, at = [], whole.start
    for piece in sorted(pieces, key=lambda one: one.start):
        if piece.line == whole.line and whole.start <= piece.start < whole.end:
            found.append(replace(whole, start=at, end=piece.start))
            at = piece.end
    return [*found, replace(whole, start=at)]


def _take_slots(extent: Extent, document: Document) -> None:
    """A record whose parts are known: each goes where it belongs, the signs between them are removed."""
    mark = extent.mark
    last = mark.line if mark.last is None else mark.last
    taken: dict[int, list[Slice]] = defaultdict(list)
    for slot in mark.slots:
        for piece in slot.slices:
            taken[piece.line].append(piece)
    for at in range(mark.line, last + 1):
        start = mark.start if at == mark.line else 0
        end = mark.end if at == last else len(document.lines[at])
        extent.removed += _between(Slice(at, start, max(start, end)), taken[at])
    for slot in mark.slots:
        if slot.role == "question":
            for piece in slot.slices:
                _take_words(extent, piece, document)
        elif slot.role == "answer":
            extent.body += slot.slices
        elif slot.role in ("option", "chosen"):
            extent.options += slot.slices
            extent.choices.append(Choice(slot.text(document.lines).strip(), slot.role == "chosen"))
        elif slot.role == "right":
            extent.right.append(slot)
        elif slot.role == "extra":
            extent.extra.append(slot)
        else:
            extent.removed += slot.slices
            words = slot.text(document.lines).strip()
            if slot.role == "level":
                extent.level = words
            else:
                extent.tags.append(words)


def _take_words(extent: Extent, piece: Slice, document: Document) -> None:
    """A line of a question, without the emphasis that is the document's marker."""
    at = piece.start
    for start, end in _marker_emphasis(piece.of(document)):
        extent.question.append(Slice(piece.line, at, piece.start + start))
        extent.removed.append(Slice(piece.line, piece.start + start, piece.start + end))
        at = piece.start + end
    extent.question.append(Slice(piece.line, at, piece.end))


def _marker_emphasis(text: str) -> list[tuple[int, int]]:
    """The `*` and `_` of a question that are not the author's emphasis, as ranges.

    They are the document's marker where they lie around most of the question, and debris where a run is left
    without its other half; then all of them go.
    """
    protected = [
        (token.start, token.end)
        for token in tokens(text)
        if token.kind not in (TokenKind.LINK_OPEN, TokenKind.LINK_CLOSE)
    ]
    runs = [run for run in emphasis(text, protected) if run.openings or run.closings or run.opens or run.closes]
    if not runs:
        return []
    broken = any(run.left for run in runs if run.char == "*" or run.openings or run.closings)
    if not broken and _covered(text, runs[0].start, runs[-1].start) < 0.8:
        return []
    return [(run.start, run.start + run.length) for run in runs if run.char == "*" or run.openings or run.closings]


def _covered(text: str, start: int, end: int) -> float:
    letters = sum(char.isalnum() for char in text)
    inner = text[start:end]
    gaps = inner.strip("*_").count("**")
    return 0.0 if gaps else sum(char.isalnum() for char in inner) / (letters or 1)
