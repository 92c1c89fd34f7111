"""Where an answer begins and ends behind its question: labels, quotations, folds, refrains, placeholders."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import dropwhile, islice, pairwise, takewhile

from deckwright.seeds.document import Document
from deckwright.seeds.extent import Extent
from deckwright.seeds.inputs.latex import answer_opening
from deckwright.seeds.markers.definition import FAMILY as DEFINITION
from deckwright.seeds.markers.definition import SIGN
from deckwright.seeds.markers.label import ANSWER, ANSWER_ALONE, EMPHASIS, FOLDED_ANSWER
from deckwright.seeds.slices import Slice
from deckwright.seeds.vocabulary import words
from deckwright.text.blocks import BlockKind

ANSWERS_QUOTED = 0.8
"""Share of the answers that must begin as a quotation before `>` is the document's sign for an answer."""

_WRAPPING = re.compile(r"</?(?:details|p|b|strong|div|blockquote|d[dlt])\b[^<>]*>|</?br\s*/?>", re.I)
_RULE = re.compile(r"[-*_=][-*_= \t]{2,}$|~{2,}$|\^{5,}$|[?？]{1,2}$|[-–—][ \t]*\d{1,4}[ \t]*[-–—]$")
_WRAP_OPEN = re.compile(r"\s*(?>(?:<br\s*/?>\s*|<(?:b|strong|p|div)\b[^<>]*>\s*(?=<|$)|<dd\b[^<>]*>\s*)+)", re.I)
_WRAP_CLOSE = re.compile(
    r"(?<!\s)(?<!</[bp]>)(?<!</d[dl]>)(?<!</div>)(?<!</strong>)(?<!</details>)(?<!<br>)(?<!<br/>)"  # from its beginning
    r"(?>(?:\s*</(?:b|strong|p|div|details|dd|dl)>|\s*<br\s*/?>)+)\s*$",
    re.I,
)
_SECOND_OPTION = re.compile(r"[\[【(（]?[Bb](?:[.:、：)）\]】]|[ \t]+[-–—][ \t])")
_HASHES = re.compile(r"#{1,6}\s+")
_PLACEHOLDER = re.compile(
    rf"\s*(?:[-*+]\s+)?(?:\[ \]\s*)?[*_(（「\[]*(?:{words('missing')}|\.{{3,}}+|…++)[*_)）」\]]*[。.!！:：]*\s*$", re.I
)


def _first_filled(extent: Extent, document: Document) -> Slice | None:
    return next((piece for piece in extent.body if piece.of(document).strip()), None)


def answers_are_quoted(extents: Sequence[Extent], document: Document, kind_at: dict[int, BlockKind]) -> bool:
    firsts = [first for extent in extents if (first := _first_filled(extent, document))]
    quoted = sum(kind_at[first.line] is BlockKind.QUOTE for first in firsts)
    return bool(firsts) and quoted >= ANSWERS_QUOTED * len(firsts)


def unquote(extent: Extent, document: Document, kind_at: dict[int, BlockKind]) -> None:
    """Take `>` from the first run of quoted lines; a quotation further down is the author's."""
    for at, piece in enumerate(extent.body):
        if not piece.of(document).strip():
            continue
        if kind_at[piece.line] is not BlockKind.QUOTE or ">" not in piece.of(document):
            return
        sign = piece.of(document).index(">") + 1
        extent.removed.append(Slice(piece.line, piece.start, piece.start + sign))
        start = piece.start + sign
        start += document.lines[piece.line][start : start + 1] == " "
        extent.body[at] = Slice(piece.line, start, piece.end)
        if at + 1 < len(extent.body) and not extent.body[at + 1].of(document).strip():
            return


def _label_at(piece: Slice, document: Document) -> tuple[int, int] | None:
    """Where an answer's label begins and ends in a slice, with the emphasis, heading or fold around it."""
    text = piece.of(document)
    start = len(text) - len(text.lstrip())
    if fold := FOLDED_ANSWER.match(text) or answer_opening(text):
        return piece.start + start, piece.start + fold.end()
    hashes = _HASHES.match(text, start)
    begin = hashes.end() if hashes else start
    opened = EMPHASIS.match(text, begin)
    match = ANSWER.match(text, opened.end() if opened else begin)
    words = text[begin:].strip().strip("*_")
    if not match and (hashes or opened or re.match(r"a\d+$", words, re.I)) and ANSWER_ALONE.match(words):
        return piece.start + start, piece.end  # the label has the line to itself
    if not match:
        return None
    closed = EMPHASIS.match(text, match.end()) if opened else None
    end = closed.end() if closed else match.end()
    return piece.start + start, piece.start + end


def _letter_at(extent: Extent, piece: Slice, document: Document) -> tuple[int, int] | None:
    """`A.` or `A)` before an answer, where the question has `Q.` or `Q)`; elsewhere it is the first option."""
    mark = extent.mark
    asked = re.search(r"\bq\d{0,3}[.)]\W*$", document.lines[mark.line][mark.start : mark.text], re.I)
    match = re.match(r"\s*a\d{0,3}[.)][ \t\u00a0]+", piece.of(document), re.I) if asked else None
    return (piece.start, piece.start + match.end()) if match else None


def answers_are_labelled(extents: Sequence[Extent], document: Document, kind_at: dict[int, BlockKind]) -> bool:
    labelled = sum(
        any(kind_at[piece.line] is not BlockKind.FENCE and _label_at(piece, document) for piece in extent.body)
        for extent in extents
    )
    return bool(extents) and labelled * 2 >= len(extents)


def question_up_to_label(extent: Extent, document: Document, kind_at: dict[int, BlockKind]) -> None:
    for at, piece in enumerate(extent.body):
        if kind_at[piece.line] is not BlockKind.FENCE and _label_at(piece, document):
            more = extent.body[:at]
            while more and _is_nothing(more[-1].of(document)):
                extent.removed.append(more.pop())
            extent.question += more
            extent.body = extent.body[at:]
            return


def drop_answer_label(extent: Extent, document: Document, kind_at: dict[int, BlockKind]) -> None:
    """Take the answer's label; a fold that is called "Answer" may hold one more."""
    for _ in range(3):
        at = next((n for n, piece in enumerate(extent.body) if not _is_nothing(piece.of(document))), None)
        if at is None:
            return
        piece = extent.body[at]
        label = _label_at(piece, document) if kind_at[piece.line] is not BlockKind.FENCE else None
        label = label or _letter_at(extent, piece, document)
        rest = [line.of(document).lstrip("-*+ \t") for line in extent.body[at + 1 :]]
        if not label:
            return
        letter = sum(map(str.isalnum, document.lines[piece.line][label[0] : label[1]])) == 1
        if letter and any(_SECOND_OPTION.match(text) for text in rest[:3]):
            return
        extent.removed += [*extent.body[:at], Slice(piece.line, piece.start, label[1])]
        extent.body[: at + 1] = [Slice(piece.line, label[1], piece.end)]


def refrain(extents: Sequence[Extent], document: Document) -> set[str]:
    """Lines with a link that close the answers of at least half of the questions, word for word: "back to top"."""
    last: Counter[str] = Counter()
    for extent in extents:
        tail = [text for piece in extent.body if not _is_nothing(text := piece.of(document))][-1:]
        last.update(text.strip() for text in tail if "](" in text or "<a " in text)
    return {text for text, times in last.items() if times >= max(3, len(extents) / 2)}


def drop_refrain(extent: Extent, document: Document, lines: set[str]) -> None:
    kept = [piece for piece in extent.body if piece.of(document).strip() not in lines]
    if len(kept) < len(extent.body):
        extent.removed += [piece for piece in extent.body if piece.of(document).strip() in lines]
        extent.body = kept


_PROPERTY = re.compile(r"\s*([\w-]+)::(?: .*)?$")


def drop_properties(extents: Sequence[Extent], document: Document) -> None:
    """Take the properties of an outline, `key:: value`: those that recur in the records, and those beside them."""
    keys: Counter[str] = Counter()
    for extent in extents:
        matches = [_PROPERTY.match(piece.of(document)) for piece in extent.body]
        keys.update({match[1] for match in matches if match})
    often = {key for key, times in keys.items() if times >= 2}
    for extent in extents if often else ():
        gone = _properties(extent, document, often)
        extent.removed += [extent.body[at] for at in sorted(gone)]
        extent.body = [piece for at, piece in enumerate(extent.body) if at not in gone]


def _properties(extent: Extent, document: Document, often: set[str]) -> set[int]:
    """The indices of the properties in a body: in one block with one of those that recur, whatever it is called."""
    found: set[int] = set()
    run: list[int] = []
    known = False
    for at, piece in enumerate([*extent.body, None]):
        match = _PROPERTY.match(piece.of(document)) if piece else None
        if match:
            run.append(at)
            known = known or match[1] in often
        else:
            found.update(run if known else ())
            run, known = [], False
    return found


def end_at_rules(extents: Sequence[Extent], document: Document) -> list[int]:
    """Where a rule closes nearly every record, what stands behind it is none of it: the lines that are let go."""
    places = [_rule_at(extent, document) for extent in extents]
    closed = [
        at is not None and not any(piece.of(document).strip() for piece in extent.body[at + 1 :])
        for at, extent in zip(places, extents, strict=True)
    ]
    if len(extents) < 5 or sum(closed) < 0.7 * len(extents):
        return []
    let_go: list[int] = []
    for at, extent in zip(places, extents, strict=True):
        if at is not None and not extent.mark.is_closed:
            let_go += [piece.line for piece in extent.body[at + 1 :]]
            del extent.body[at + 1 :]
    return let_go


def end_last(extents: Sequence[Extent], document: Document) -> list[int]:
    """Where no other answer holds a blank line, what stands behind one in the last is a remark: the lines let go. Links
    back to the top are none of it anyhow."""
    let_go: list[int] = []
    last = extents[-1] if extents else None
    while last and last.body and _is_no_answer(last.body[-1].of(document)):
        if last.mark.is_closed or last.body[-1].line <= (last.mark.last or last.mark.line):
            break
        let_go.append(last.body.pop().line)
    return let_go + _remark(extents, document)


_LINKS = re.compile(r"(?:[^\w\[]|_|\[[^\[\]]*\]\([^()]*\))+$")


def _is_no_answer(text: str) -> bool:
    return _is_nothing(text) or ("](#" in text and _LINKS.match(text) is not None)


def _remark(extents: Sequence[Extent], document: Document) -> list[int]:
    if len(extents) < LAST:
        return []
    *others, last = extents
    filled = [_paragraphs(extent, document) for extent in others]
    at = _paragraphs(last, document)
    if last.mark.is_closed or any(filled) or not at or sum(bool(extent.body) for extent in others) < LAST - 1:
        return []
    let_go = [piece.line for piece in last.body[at:]]
    del last.body[at:]
    return let_go


def end_last_at_rule(extents: Sequence[Extent], document: Document, kind_at: Mapping[int, BlockKind]) -> list[int]:
    """The foot of a document, behind a rule in the last answer where no other answer holds one: lines let go."""
    parted = [_parted_by_rule(extent, document, kind_at) for extent in extents]
    at = parted[-1] if len(extents) >= FEWEST else None
    if at is None or extents[-1].mark.is_closed or any(one is not None for one in parted[:-1]):
        return []
    last = extents[-1]
    let_go = [piece.line for piece in last.body[at:]]
    del last.body[at:]
    return let_go


LAST = 5
"""Records from which on the others tell how the last one ends."""


def _paragraphs(extent: Extent, document: Document) -> int:
    """Where the second paragraph of a body begins; 0 where there is none."""
    filled = [at for at, piece in enumerate(extent.body) if piece.of(document).strip()]
    return next((two for one, two in pairwise(filled) if two > one + 1), 0)


FEWEST = 3
"""Records from which on they say what is usual, so that one may be at odds with it."""


def _parted_by_rule(extent: Extent, document: Document, kind_at: Mapping[int, BlockKind]) -> int | None:
    """The number of the piece that is a rule with words above and beneath it."""
    told = [at for at, piece in enumerate(extent.body) if piece.of(document).strip()]
    return next((at for at in told[1:-1] if kind_at.get(extent.body[at].line) is BlockKind.RULE), None)


LEAD_INS = 0.6
"""Share of the records above which a line of one shape must stand."""


def drop_lead_ins(extents: Sequence[Extent], document: Document) -> None:
    """Lines above every question, the first one too, belong to the question beneath them: `No. 12`; and where such
    lines open all records, one that closes nearly all is no answer either: `END`."""
    if len(extents) < FEWEST:
        return
    for deep, shape in reversed([*enumerate(_shapes_above(extents[0].mark.line, document), 1)]):
        tails = [(extent, _last_filled(extent, document, deep)) for extent in extents[:-1]]
        told = [(one, at) for one, at in tails if at is not None and _shape(one.body[at].of(document).strip()) == shape]
        if len(told) >= LEAD_INS * len(tails):
            for extent, at in told:
                _cut_off(extent, at)
            _drop_closing(extents, document)
            return


LONGEST_LEAD_IN, DEEPEST = 40, 3
"""Characters of such a line, and how many there may be."""

CLOSED = 0.9
"""Share of the records that one line must close."""


def _shapes_above(line: int, document: Document) -> list[str]:
    """The shapes of the lines above a question, the next one first, up to one that cannot lead in."""
    above = (document.lines[at].strip() for at in range(line - 1, -1, -1))
    near = takewhile(bool, dropwhile(lambda text: not text, above))
    return [_shape(text) for text in takewhile(_may_lead_in, islice(near, DEEPEST))]


def _may_lead_in(text: str) -> bool:
    return len(text) <= LONGEST_LEAD_IN and text[0] != "<" and any(map(str.isalnum, text))


def _drop_closing(extents: Sequence[Extent], document: Document) -> None:
    ends = [(extent, at) for extent in extents if (at := _last_filled(extent, document))]
    words = [extent.body[at].of(document).strip() for extent, at in ends]
    often = {text for text, times in Counter(words).items() if times >= CLOSED * len(extents)}
    for (extent, at), text in zip(ends, words, strict=True):
        if text in often:
            _cut_off(extent, at)


def _cut_off(extent: Extent, at: int) -> None:
    extent.removed += extent.body[at:]
    del extent.body[at:]


def _shape(text: str) -> str:
    """A line with its numbers made equal."""
    return re.sub(r"\d+", "0", text)


def _last_filled(extent: Extent, document: Document, deep: int = 1) -> int | None:
    """The index of the last line that is not blank, or of the one so many such lines up."""
    filled = (at for at in reversed(range(len(extent.body))) if extent.body[at].of(document).strip())
    return next(islice(filled, deep - 1, None), None)


def _rule_at(extent: Extent, document: Document) -> int | None:
    return next((at for at, piece in enumerate(extent.body) if _ENDING.match(piece.of(document).strip())), None)


_ENDING = re.compile(r"(?:-{3,}|\*{3,}|_{3,}|={3,}|~{2,}|<hr\s*/?>|\+{3,}|%{2,}|#{3,})$", re.I)


_VERDICTS = tuple("√×✓✗✔✘")
"""Right and wrong, as answers."""


def trim(extent: Extent, document: Document) -> None:
    """Take rules, line breaks and folding tags from both ends, and an answer that only holds the place of one."""
    _trim_ends(extent, document)
    text = "\n".join(piece.of(document) for piece in extent.body)
    says_something = any(char.isalnum() for char in text) or "![" in text or text.strip() in _VERDICTS
    if _PLACEHOLDER.match(text) or not says_something:
        extent.removed += extent.body
        extent.body = []


def _trim_ends(extent: Extent, document: Document) -> None:
    while extent.body and _is_nothing(extent.body[-1].of(document)):
        extent.removed.append(extent.body.pop())
    while extent.body and _is_nothing(extent.body[0].of(document)):
        extent.removed.append(extent.body.pop(0))
    tail = extent.body[-1].of(document)[-200:] if extent.body else ""
    if ("</details>" in tail or "</dd>" in tail) and (match := _WRAP_CLOSE.search(extent.body[-1].of(document))):
        piece = extent.body[-1]
        extent.body[-1] = replace(piece, end=piece.start + match.start())
        extent.removed.append(replace(piece, start=piece.start + match.start()))
    if extent.body and (match := _WRAP_OPEN.match(extent.body[0].of(document))) and match.end():
        piece = extent.body[0]
        extent.body[0] = replace(piece, start=piece.start + match.end())
        extent.removed.append(replace(piece, end=piece.start + match.end()))


def _is_nothing(text: str) -> bool:
    """Whether a line is blank, a rule, a `?` between question and answer, or tags that only wrap."""
    rest = _WRAPPING.sub("", text).strip()
    return not rest or _RULE.match(rest) is not None


def drop_definition_signs(extent: Extent, document: Document) -> None:
    """Take the `:` before every line of a definition, in a list as Markdown Extra writes it."""
    if extent.mark.family != DEFINITION:
        return
    for at, piece in enumerate(extent.body):
        if match := SIGN.match(piece.of(document)):
            extent.removed.append(replace(piece, end=piece.start + match.end()))
            extent.body[at] = replace(piece, start=piece.start + match.end())
