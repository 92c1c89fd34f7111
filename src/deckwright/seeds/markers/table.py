"""Rows of a table whose head names a column for questions and one for answers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from deckwright.blocks import Block, BlockKind, indent_of, table_cells
from deckwright.seeds.document import Document
from deckwright.seeds.markers.label import strip_label
from deckwright.seeds.markers.mark import Mark

_QUESTION = re.compile(
    r"(?:questions?|q|front|prompt|term|word|问题|题目|面试题|問題|вопрос\w*|preguntas?|frage)$", re.I
)
_ANSWER = re.compile(r"(?:answers?|a|back|definition|meaning|答案|解答|回答|解析|ответ\w*|respuestas?|antwort)$", re.I)


def find(document: Document, blocks: list[Block]) -> Iterator[Mark]:
    for block in blocks:
        if block.kind is not BlockKind.TABLE:
            continue
        names = [cell.strip("*_ `") for cell in table_cells(document.lines[block.first])]
        question = next((at for at, name in enumerate(names) if _QUESTION.match(name)), None)
        answer = next((at for at, name in enumerate(names) if _ANSWER.match(name)), None)
        if question is None or (answer is not None and answer < question):
            continue
        for at in range(block.first + 2, block.last + 1):
            yield from _row(document.lines[at], at, question, answer)


def _row(line: str, at: int, question: int, answer: int | None) -> Iterator[Mark]:
    spans = _spans(line)
    if question >= len(spans):
        return
    start, end = spans[question]
    number, text = strip_label(line, start, end)
    if not line[text:end].strip():
        return
    filled = answer is not None and answer < len(spans)
    resume, stop = spans[answer] if filled and answer is not None else (len(line), len(line))
    yield Mark("table", at, indent_of(line)[1], text, end, number, last=at, resume=resume, stop=stop)


def _spans(line: str) -> list[tuple[int, int]]:
    """Where the cells of a row begin and end, without the space around their words."""
    bars = [match.start() for match in re.finditer(r"(?<!\\)\|", line)]
    bare = line.strip()
    edges = bars if bare.startswith("|") else [-1, *bars]
    edges = edges if bare.endswith("|") and not bare.endswith("\\|") else [*edges, len(line)]
    found = []
    for left, right in pairwise(edges):
        cell = line[left + 1 : right]
        start = left + 1 + len(cell) - len(cell.lstrip())
        found.append((start, start + len(cell.strip())))
    return found
