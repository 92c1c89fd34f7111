"""Fixture files that a person can read and add to: a title, `.`, the input, `.`, what is expected, `.`"""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent / "fixtures"


def cases(name: str) -> list[tuple[str, str, str]]:
    """(title, input, expected) of a fixture file."""
    found = []
    lines = (FOLDER / name).read_text("utf-8").split("\n")
    at = 0
    while at < len(lines):
        if lines[at] != ".":
            at += 1
            continue
        middle = lines.index(".", at + 1)
        end = lines.index(".", middle + 1)
        title = next(line for line in reversed(lines[:at]) if line.strip())
        found.append((title, "\n".join(lines[at + 1 : middle]), "\n".join(lines[middle + 1 : end])))
        at = end + 1
    return found
