"""Rows of a table whose head names a column for questions and one for answers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from deckwright.blocks import Block, BlockKind, indent_of, table_cells
from deckwright.seeds.document import Document
from deckwright.seeds.markers.label import strip_label
from deckwright.seeds.markers.mark import Mark

_QUESTION = re.compile(
    r"(?:questions?|q|fronts?|prompts?|terms?|words?|问题|题目|面试题|问|正面|問題|質問|表|вопрос\w*|preguntas?|fragen?|"
    r"perguntas?|domand[ae]|질문|anverso|vorderseite|recto)$",
    re.I,
)
_ANSWER = re.compile(
    r"(?:answers?|a|backs?|definitions?|meanings?|translations?|responses?|答案|解答|回答|解析|答|背面|裏|ответ\w*|respuestas?|"
    r"antwort(?:en)?|réponses?|respostas?|rispost[ae]|답변?|reverso|rückseite|verso)$",
    re.I,
)


def find(document: Document, blocks: list[Block]) -> Iterator[Mark]:
    for block in blocks:
        if block.kind is not BlockKind.TABLE:
            continue
        question, answer = columns(table_cells(document.lines[block.first]))
        if question is None or (answer is not None and answer < question):
            continue
        for at in range(block.first + 2, block.last + 1):
            yield from _row(document.lines[at], at, question, answer)


def columns(names: Sequence[str]) -> tuple[int | None, int | None]:
    """Which columns hold questions and answers, by their names."""
    bare = [name.strip('*_ `"\ufeff') for name in names]
    question = next((at for at, name in enumerate(bare) if _QUESTION.match(name)), None)
    answer = next((at for at, name in enumerate(bare) if _ANSWER.match(name)), None)
    return question, answer


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
