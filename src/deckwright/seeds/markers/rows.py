"""Records that are rows: tables, comma-separated values, exports, lines with a sign between their parts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from deckwright.seeds.columns import MOSTLY, Columns, are_heads, heads_of, judge_columns, stands_over
from deckwright.seeds.document import Document
from deckwright.seeds.family import Family
from deckwright.seeds.grid import Row, bar_row, csv_rows, signs_of, split_row
from deckwright.seeds.markers.mark import Mark
from deckwright.seeds.slices import Role
from deckwright.seeds.words import asks, level_keys
from deckwright.text.blocks import Block, BlockKind

Pins = Mapping[int, Role] | None

LEAST = 3
EVEN = 0.8
"""Share of the lines that signs must cut alike before they are rows."""

_RULE = re.compile(r"[\s:|+=-]++$")
_HEADER = re.compile(r"#(?P<key>separator|html|columns|(?:tags|deck|notetype|guid) column):[ \t]*(?P<value>.*)$", re.I)
_NAMED = {"tab": "\t", "comma": ",", "semicolon": ";", "pipe": "|", "colon": ":", "space": " "}


def find_tables(document: Document, blocks: Sequence[Block], pins: Pins = None) -> Iterator[Mark]:
    """Rows of tables: of those whose head says what is asked, and, as another family, of all that could be meant."""
    grids: dict[tuple[str, ...], list[Row]] = {}
    heads_of: dict[tuple[str, ...], tuple[str, ...]] = {}
    for head, rows in _tables(document, blocks):
        width = Counter(len(row.cells) for row in rows).most_common(1)[0][0] if rows else 0
        key = head or ("", *(str(width),))
        grids.setdefault(key, []).extend(rows)
        heads_of[key] = head
    words = level_keys()
    found: list[tuple[Columns, list[Row]]] = []
    for key, rows in grids.items():
        texts = [[cell.text(document.lines) for cell in row.cells] for row in rows]
        if texts and (columns := judge_columns(texts, heads_of[key], words, pins)):
            found.append((columns, rows))
    for columns, rows in found:
        if columns.named:
            yield from _marks(Family("table"), document, columns, rows)
    if any(not columns.named for columns, _ in found):
        marks = [mark for columns, rows in found for mark in _marks(Family("table", "any"), document, columns, rows)]
        yield from sorted(marks, key=lambda mark: mark.line)


def _tables(document: Document, blocks: Sequence[Block]) -> Iterator[tuple[tuple[str, ...], list[Row]]]:
    """The head and the rows of each table; those whose lines merely begin with a bar, as Org's, have a head where a
    rule follows it."""
    run: list[int] = []
    for block in [*blocks, None]:
        if block and block.kind is BlockKind.TABLE:
            head = tuple(cell.text(document.lines) for cell in bar_row(document.lines, block.first).cells)
            yield head, [bar_row(document.lines, at) for at in range(block.first + 2, block.last + 1)]
        if block and block.kind is BlockKind.TEXT and document.lines[block.first].lstrip().startswith("|"):
            run.append(block.first)
            continue
        if len(run) >= 3:
            told = [at for at in run if not _RULE.match(document.lines[at])]
            ruled = len(told) > 1 and told[0] + 1 in run and _RULE.match(document.lines[told[0] + 1]) is not None
            rows = [bar_row(document.lines, at) for at in told]
            head = tuple(cell.text(document.lines) for cell in rows[0].cells) if ruled and rows else ()
            yield head, rows[1:] if ruled else rows
        run = []


def find_values(document: Document, blocks: Sequence[Block], pins: Pins = None) -> Iterator[Mark]:
    """Rows of a file of separated values, and of Anki's text export."""
    first, told = _export_header(document.lines)
    suffix = document.name.lower().rpartition(".")[2]
    sign = told.get("separator") or ("\t" if suffix == "tsv" else None)
    sign = _NAMED.get(sign.lower(), sign) if sign else None
    if suffix == "csv" or (told and sign is None):
        sign = sign or best_sign(document.lines[first:])
    elif sign is None and not any(block.kind in (BlockKind.HEADING, BlockKind.TABLE) for block in blocks):
        sign = _headed_sign(document.lines)
    if sign is None and _asks_in_rows(document.lines):
        sign = ","
    if sign:
        yield from records(Family("csv"), document, csv_rows(document.lines, sign, first), told, pins)


def find_cut(document: Document, blocks: Sequence[Block], pins: Pins = None) -> Iterator[Mark]:
    """Rows of lines that the same signs cut alike."""
    told = [block.first for block in blocks if block.kind in (BlockKind.TEXT, BlockKind.ITEM)]
    if len(told) < LEAST or is_values(document):
        return
    signs = signs_of([document.lines[at] for at in told], EVEN)
    if not signs or (len(signs) == 1 and signs[0] in "|;"):  # one of these in a line has two sides
        return
    rows = [split_row(document.lines, at, signs) for at in told]
    spoken = dict.fromkeys(_SPOKEN.get(sign[0], sign) for sign in signs)
    family = Family("tabs") if set(signs) == {"\t"} else Family("row", "-".join(spoken))
    yield from records(family, document, rows, {}, pins)


def is_values(document: Document) -> bool:
    told = bool(document.lines) and _HEADER.match(document.lines[0]) is not None
    return told or document.name.lower().endswith((".csv", ".tsv"))


_SPOKEN = {"|": "bar", ";": "semicolon", "\t": "tab", "#": "hash", "@": "at", "^": "caret", "~": "tilde"}


def records(family: Family, document: Document, rows: list[Row], told: Mapping[str, str], pins: Pins) -> Iterator[Mark]:
    """The marks of some rows, by what their columns mean; `told` is what the document says of them itself."""
    texts = [[cell.text(document.lines) for cell in row.cells] for row in rows]
    if len(texts) < 2 or Counter(map(len, texts)).most_common(1)[0][0] < 2:
        return
    heads: tuple[str, ...] = tuple(told["columns"].split("\t")) if "columns" in told else ()
    if not heads and are_heads(texts[0]):
        heads, rows, texts = tuple(texts[0]), rows[1:], texts[1:]
    elif not heads and stands_over(texts):  # what its words mean is not known
        rows, texts = rows[1:], texts[1:]
    columns = judge_columns(texts, heads, level_keys(), pins)
    if columns is None:
        return
    for key, role in (
        ("tags column", "tags"),
        ("deck column", "tags"),
        ("notetype column", None),
        ("guid column", None),
    ):
        if key in told and told[key].strip().isdecimal():
            at = int(told[key]) - 1
            columns.roles.pop(at, None)
            if role:
                columns.roles[at] = "tags"
    yield from _marks(family, document, columns, rows)


def _marks(family: Family, document: Document, columns: Columns, rows: Sequence[Row]) -> Iterator[Mark]:
    answered = sum(any(slot.role == "answer" for slot in columns.slots(row, document.lines)) for row in rows)
    for row in rows:
        slots = columns.slots(row, document.lines)
        lonely = len(slots) == 1 and len(row.cells) >= 3 and answered >= MOSTLY * len(rows)
        if slots and not lonely:  # one cell alone in a row of many is a heading within the table
            question = next(slot for slot in slots if slot.role == "question").slices[0]
            start = len(document.lines[row.first]) - len(document.lines[row.first].lstrip())
            end = len(document.lines[row.last].rstrip())
            yield Mark(family, row.first, start, question.start, end, last=row.last, slots=slots)


def _export_header(lines: Sequence[str]) -> tuple[int, dict[str, str]]:
    """The lines `#separator:tab` and so on at the top of an Anki export: how many there are, and what they say."""
    told: dict[str, str] = {}
    for at, line in enumerate(lines):
        match = _HEADER.match(line)
        if match is None:
            return at, told
        told[match["key"].lower()] = match["value"]
    return len(lines), told


def best_sign(lines: Sequence[str]) -> str:
    """The sign that cuts the lines of a file of values most evenly."""
    sample = [line for line in lines[:500] if line.strip()]

    def even(sign: str) -> float:
        counts = Counter(line.count(sign) for line in sample if sign in line)
        return max((count * (times / (times + 1)) for times, count in counts.items()), default=0.0)

    return max(",;\t|", key=even)


FEWEST, ASKING, NARROWEST = 5, 0.6, 3
"""Rows with commas that a file not named after them must have; the share of them whose first cell asks; their cells."""


def _asks_in_rows(lines: Sequence[str]) -> bool:
    """Whether all lines have as many cells between commas, the first of which asks."""
    filled = [line for line in lines if line.strip()]
    if len(filled) < FEWEST or any(line.count(",") < NARROWEST - 1 or line.lstrip()[0] in "([{" for line in filled):
        return False
    rows = csv_rows(lines, ",", 0)
    widths = {len(row.cells) for row in rows}
    asking = sum(asks(row.cells[0].text(lines)) for row in rows)
    return len(widths) == 1 and min(widths) >= NARROWEST and asking >= ASKING * len(rows)


def _headed_sign(lines: Sequence[str]) -> str | None:
    """The sign of a file of values that is not called one: its first line names a column of questions, one of answers,
    and the others are as wide."""
    head = next((at for at, line in enumerate(lines) if line.strip()), None)
    for sign in ",;\t|" if head is not None and len(lines) > LEAST else "":
        if sign not in lines[head or 0]:
            continue
        first, *rows = csv_rows(lines, sign, head or 0)
        said = set(heads_of([cell.text(lines) for cell in first.cells]).values())
        wide = sum(len(row.cells) == len(first.cells) for row in rows)
        if {"question", "answer"} <= said and wide >= EVEN * len(rows):
            return sign
    return None
