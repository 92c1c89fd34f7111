"""The promise that nothing is lost, checked on what `deckwright read --format json` says and nothing else."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any


def letters(text: str) -> Counter[str]:
    return Counter(char for char in text if char.isalnum())


def parts_of(note: dict[str, Any]) -> Counter[str]:
    """The letters of a note's parts; right options stand in the answer as well."""
    parts = letters(note["question"]) + letters(note["answer"] or "") + letters(note.get("extra", ""))
    parts += letters("".join(piece["text"] for piece in note["removed"]))
    for choice in note.get("choices", ()):
        parts += Counter() if choice["correct"] else letters(choice["text"])
    return parts


def check(text: str, document: dict[str, Any]) -> None:
    """Every non-space character lies in one place; a note's letters are those of its parts."""
    lines = re.split(r"\r\n|\n|\r", text)
    claimed: dict[tuple[int, int], str] = {}

    def claim(line: int, start: int, end: int, by: str) -> str:
        for column in range(start, end + 1):
            if not lines[line - 1][column - 1].isspace():
                assert (line, column) not in claimed, f"{line}:{column} is in {by} and {claimed[line, column]}"
                claimed[line, column] = by
        return lines[line - 1][start - 1 : end]

    for note in document["notes"]:
        span = ""
        for piece in (note, *note.get("answer_spans", ())):
            for line in range(piece["line"], piece["end_line"] + 1):
                start = piece["column"] if line == piece["line"] else 1
                end = piece["end_column"] if line == piece["end_line"] else len(lines[line - 1])
                span += claim(line, start, end, f"the note at line {note['line']}")
        assert parts_of(note) == letters(span), f"the note at line {note['line']}"
        for piece in note["removed"]:
            at = piece["column"] - 1
            assert lines[piece["line"] - 1][at : at + len(piece["text"])] == piece["text"]
    for part in (*document["headings"], *document["unused"]):
        for line in range(part["line"], part["end_line"] + 1):
            claim(line, 1, len(lines[line - 1]), "a heading or unused lines")
    for number, line in enumerate(lines, 1):
        for column, char in enumerate(line, 1):
            assert char.isspace() or (number, column) in claimed, f"{number}:{column} {char!r} is lost"
