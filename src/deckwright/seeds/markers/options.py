"""Options one a line with a bare number or letter beneath them that names the right one: what stands above asks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from deckwright.blocks import Block, BlockKind, indent_of
from deckwright.seeds.columns import right_option
from deckwright.seeds.document import Document
from deckwright.seeds.family import Family
from deckwright.seeds.lettering import OPTION, alphabet
from deckwright.seeds.markers.mark import Mark
from deckwright.seeds.slices import Slice, Slot

LEAST = 3
FEWEST, MOST = 2, 9
"""Options of a question."""

RECURS = 3
"""Questions above which a line stands word for word before it is none of them: a category, a rule."""

_KEY = re.compile(r"[ \t]*(?P<key>[A-Za-z]|\d)[.)]?[ \t]*$")


@dataclass(frozen=True, slots=True)
class _Run:
    """The lines of some options with where their words begin, and the line that names the right one."""

    options: tuple[tuple[int, int], ...]
    key: int


def find(document: Document, blocks: list[Block]) -> Iterator[Mark]:
    told = {block.first for block in blocks if block.kind in (BlockKind.TEXT, BlockKind.ITEM)}
    runs = list(_runs(document.lines, told))
    stems = [
        _above(document.lines, told, run, before.key if before else -1)
        for before, run in zip([None, *runs], runs, strict=False)
    ]
    times = Counter(document.lines[at].strip() for stem in stems for at in stem)
    marks = []
    for run, stem in zip(runs, stems, strict=True):
        texts = [document.lines[at].strip() for at in stem]
        none = [at for at, text in enumerate(texts) if times[text] >= RECURS or not any(map(str.isalpha, text))]
        if asked := stem[none[-1] + 1 :] if none else stem:
            marks.append(_mark(document, run, asked))
    if len(marks) >= LEAST:
        yield from marks


def _runs(lines: Sequence[str], told: set[int]) -> Iterator[_Run]:
    run: list[tuple[int, int]] = []
    letters = ""
    for at, line in enumerate(lines):
        if at not in told:
            run = run if not line.strip() else []
            continue
        match = OPTION.match(line)
        if run and (key := _KEY.match(line)):
            if len(run) >= FEWEST and right_option(key["key"], [""] * len(run)) is not None:
                yield _Run(tuple(run), at)
            run = []
        elif match and len(run) < min(MOST, len(letters)) and match["letter"] == letters[len(run)]:
            run.append((at, match.end()))
        elif match and (letters := alphabet(match["letter"])):
            run = [(at, match.end())]
        else:
            run = []


def _above(lines: Sequence[str], told: set[int], run: _Run, after: int) -> list[int]:
    """The lines straight above some options, from the last blank one on."""
    at = run.options[0][0] - 1
    while at > after and not lines[at].strip():
        at -= 1
    last = at
    while at > after and at in told:
        at -= 1
    return list(range(at + 1, last + 1))


def _mark(document: Document, run: _Run, stem: Sequence[int]) -> Mark:
    lines = document.lines
    first = indent_of(lines[stem[0]])[1]
    question = [Slice(at, first if at == stem[0] else 0, len(lines[at])) for at in stem]
    options = [Slot("option", (Slice(at, start, len(lines[at])),)) for at, start in run.options]
    key = Slot("right", (Slice(run.key, 0, len(lines[run.key])),))
    slots = (Slot("question", tuple(question)), *options, key)
    return Mark(Family("options"), stem[0], first, first, len(lines[run.key].rstrip()), last=run.key, slots=slots)
