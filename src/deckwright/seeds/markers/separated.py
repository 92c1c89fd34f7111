"""Rows of a file of comma- or tab-separated values whose first row names a column for questions."""

from __future__ import annotations

from collections.abc import Iterator

from deckwright.blocks import Block
from deckwright.seeds.document import Document
from deckwright.seeds.markers.mark import Mark
from deckwright.seeds.markers.table import columns

FAMILY = "csv"


def find(document: Document, blocks: list[Block]) -> Iterator[Mark]:
    """Rows of one line each, and rows whose answer, in quotes and in the last column, goes on over several lines."""
    suffix = document.name.lower().rpartition(".")[2]
    if suffix not in ("csv", "tsv") or not document.lines:
        return
    sign = "\t" if suffix == "tsv" else max(",;\t", key=document.lines[0].count)
    question, answer = columns([document.lines[0][start:end] for start, end in cells(document.lines[0], sign)])
    open_quote = False
    for at in range(1, len(document.lines) if question is not None else 0):
        line = document.lines[at]
        begins, open_quote = not open_quote, open_quote ^ (line.count('"') % 2 == 1)
        spans = cells(line, sign) if begins else []
        start, end = spans[question] if question is not None and question < len(spans) else (0, 0)
        if not line[start:end].strip():
            continue
        resume, stop = spans[answer] if answer is not None and answer < len(spans) else (len(line), len(line))
        first = min(span[0] for span in spans)
        yield Mark(FAMILY, at, min(first, start), start, end, last=at, resume=resume, stop=None if open_quote else stop)


def cells(line: str, sign: str) -> list[tuple[int, int]]:
    """Where the cells of a row begin and end, without their quotes; one that is not closed goes to the line's end."""
    found: list[tuple[int, int]] = []
    at = 0
    while at <= len(line):
        if line.startswith('"', at):
            end = at + 1
            while end < len(line) and (line[end] != '"' or line.startswith('""', end)):
                end += 2 if line.startswith('""', end) else 1
            found.append((at + 1, min(end, len(line))))
            following = line.find(sign, end)
        else:
            following = line.find(sign, at)
            found.append((at, len(line) if following < 0 else following))
        if following < 0:
            break
        at = following + 1
    return found


def find_tabs(document: Document, blocks: list[Block]) -> Iterator[Mark]:
    """Lines of two halves with a tab between, as vocabulary is exported, where nearly all lines are so."""
    filled = [at for at, line in enumerate(document.lines) if line.strip()]
    pairs = [at for at in filled if _is_pair(document.lines[at])]
    if len(pairs) < 3 or len(pairs) < 0.9 * len(filled) or (filled and _named(document.lines[filled[0]])):
        return
    for at in pairs:
        line = document.lines[at]
        tab = line.index("\t", len(line) - len(line.lstrip()))
        start = len(line) - len(line.lstrip())
        yield Mark("tabs", at, start, start, len(line[:tab].rstrip()), last=at, resume=tab + 1, stop=len(line))


def _is_pair(line: str) -> bool:
    front, _, back = line.strip().partition("\t")
    return bool(front.strip() and back.strip()) and "\t" not in back


def _named(head: str) -> bool:
    return columns(head.split("\t"))[0] is not None
