"""The journal of files written together: its form, strict, since whoever made the folder may have written it."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from deckwright.errors import DeckwrightError
from deckwright.files.kinds import LOCK, PACKAGE, Kind
from deckwright.files.ours import is_ours, is_run, may
from deckwright.files.reading import read_regular
from deckwright.files.repository import find_repository
from deckwright.files.staging import TEMPORARY, is_temporary

JOURNAL = ".deckwright-journal"
_KIND = Kind("the journal of an interrupted run", 16 << 20)
_ANY = max(LOCK, PACKAGE, key=lambda kind: kind.most)
_FORMAT = 2
_FIRST_FORM = {"what", "renames", "deletes"}
"""The keys of format 1, which names any path: it is not acted upon."""
_HALF_WRITTEN = ("cards", "deck.lock", "CHANGELOG.md")
_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Entry:
    """A file from one state to another: SHA-256 of its content before and after in hexadecimal, None where there is no
    file. `temporary` is the name, in the same folder, of what takes its place."""

    file: str
    old: str | None
    new: str | None
    temporary: str | None


@dataclass(frozen=True, slots=True)
class Journal:
    """What a run writes together, in order."""

    what: str
    entries: tuple[Entry, ...]

    def encoded(self) -> bytes:
        return json.dumps(
            {"format": _FORMAT, "what": self.what, "files": [asdict(one) for one in self.entries]}
        ).encode()


def read_journal(root: Path) -> Journal | None:
    """The journal in a project's folder, None where there is none. Raises DeckwrightError for what is no such thing."""
    path = root / JOURNAL
    if not os.path.lexists(path):
        return None
    remedy = _back(root)
    try:
        data = json.loads(read_regular(path, JOURNAL, _KIND))
    except DeckwrightError as error:
        problem, remedy = error.problem, "move it away"
    except (ValueError, RecursionError):
        problem = "is no journal"
    else:
        if journal := _journal(data):
            return journal
        problem = "is no journal of this version of deckwright"
        if isinstance(data, dict) and set(data) == _FIRST_FORM:
            problem += ", but of an earlier one"
    raise DeckwrightError(problem, file=JOURNAL, expected=_KIND.name, remedy=remedy)


def _back(root: Path) -> str:
    """How all that a run may have half written is put aside, the journal and temporary files with it.

    The journal alone must not go: cards written without their lock would be taken for other notes. Nor is it finished
    by the version that wrote it: who it is from, nobody knows.
    """
    names = " ".join(name for name in _HALF_WRITTEN if os.path.lexists(root / name))
    if find_repository(root) is None:
        return f"put back {names} as you had them before, and delete it and what is called *{TEMPORARY}"
    return f"go back to what git holds: git stash -u -- {names} '*.deckwright-*'; then run the command again"


def digest_of(path: Path, name: str) -> str | None:
    """SHA-256 of a file in hexadecimal, None where nothing has its name. Raises DeckwrightError for what is no file."""
    if not os.path.lexists(path):
        return None
    return digest(read_regular(path, name, _ANY))


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _journal(data: Any) -> Journal | None:
    """Nothing but the very form that `encoded` gives, and nothing that the command does not do which it names."""
    if not isinstance(data, dict) or set(data) != {"format", "what", "files"}:
        return None
    if type(data["format"]) is not int or data["format"] != _FORMAT:
        return None
    what, files = data["what"], data["files"]
    if not isinstance(what, str) or not is_run(what) or not isinstance(files, list) or not files:
        return None
    entries = [entry for one in files if (entry := _entry(one)) and _allowed(what, entry)]
    if len(entries) != len(files) or _twice(one.file for one in entries):
        return None
    return Journal(what, tuple(entries))


def _entry(data: Any) -> Entry | None:
    if not isinstance(data, dict) or set(data) != {"file", "old", "new", "temporary"}:
        return None
    good: dict[str, Callable[[str], object]] = {
        "file": is_ours,
        "old": _DIGEST.fullmatch,
        "new": _DIGEST.fullmatch,
        "temporary": is_temporary,
    }
    for name, test in good.items():
        if not (isinstance(data[name], str) and test(data[name])) and (name == "file" or data[name] is not None):
            return None
    entry = Entry(**data)
    written = entry.new is not None and entry.temporary is not None
    deleted = entry.new is None and entry.temporary is None and entry.old is not None
    return entry if written or deleted else None


def _allowed(what: str, entry: Entry) -> bool:
    """Whether a command does that to a file."""
    return may(what, entry.file, is_there=entry.old is not None, stays=entry.new is not None)


def _twice(names: Iterable[str]) -> bool:
    found = list(names)
    return len(set(found)) < len(found)
