"""A ReadDocument as the JSON that `deckwright read --format json` prints: lines and columns from 1, ends inclusive."""

from __future__ import annotations

from typing import Any

from deckwright.seeds.choices import with_right_options
from deckwright.seeds.found import FoundNote, ReadDocument
from deckwright.seeds.slices import Slice


def as_json(read: ReadDocument) -> dict[str, Any]:
    """One document of the JSON that `read` prints."""
    return {
        "file": read.document.name,
        "encoding": read.document.encoding,
        "lines": len(read.document.lines),
        "reading": {
            "marker": read.reading.marker,
            "confidence": read.reading.confidence,
            "because": list(read.reading.because),
            "doubtful": read.reading.doubtful,
            **({"doubts": list(read.reading.doubts)} if read.reading.doubtful else {}),
            **_runner_up(read),
        },
        "notes": [_note(found, read) for found in read.notes],
        "headings": [
            {"line": heading.line + 1, "end_line": heading.line + 1, "text": heading.text, "role": heading.role}
            for heading in read.headings
        ],
        "unused": [
            {"line": range_.first + 1, "end_line": range_.last + 1, "code": range_.code, "reason": range_.reason}
            for range_ in read.unused
        ],
    }


def _runner_up(read: ReadDocument) -> dict[str, Any]:
    other = read.reading.runner_up
    if other is None or not (read.reading.doubtful or read.reading.marker is None):
        return {}
    return {"runner_up": {"marker": other.marker, "notes": other.notes, "confidence": round(other.confidence, 2)}}


def _note(found: FoundNote, read: ReadDocument) -> dict[str, Any]:
    note = found.note
    entry: dict[str, Any] = {
        "question": note.question,
        "answer": with_right_options(note.answer, note.choices),
        "line": found.first.line + 1,
        "column": found.first.start + 1,
        "end_line": found.last.line + 1,
        "end_column": found.last.end,
        "answer_line": None if found.answer_line is None else found.answer_line + 1,
        "level": note.level,
        "section": list(note.section),
        "tags": list(note.tags),
        "removed": [
            {"line": piece.line + 1, "column": piece.start + 1, "text": piece.of(read.document)}
            for piece in found.removed
        ],
        "flags": list(found.flags),
    }
    if note.kind == "cloze":
        entry["kind"] = note.kind
    if note.extra:
        entry["extra"] = note.extra
    if found.elsewhere:
        entry["answer_spans"] = [_span(found.elsewhere[0], found.elsewhere[-1])]
    if found.definitions:
        entry["definitions"] = [
            {"label": one.label, "line": one.first + 1, "end_line": one.last + 1, "text": one.text}
            for one in found.definitions
        ]
    if note.choices:
        entry["choices"] = [{"text": choice.text, "correct": choice.correct} for choice in note.choices]
    return entry


def _span(first: Slice, last: Slice) -> dict[str, int]:
    return {"line": first.line + 1, "column": first.start + 1, "end_line": last.line + 1, "end_column": last.end}
