"""Derivations that learners' reviews rest on. They never change; tests hold them to a frozen table."""

from __future__ import annotations

import base64
import hashlib
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable

ID_LENGTH = 13
"""Characters of a note's id: 65 bits, so that two strangers' notes meet in one collection about never."""


def nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def note_id(
    project_key: str, seed_key: str, question: str, answer: str | None, taken: Callable[[str], bool], start: int = 0
) -> str:
    """The id of a note, which is its GUID in Anki: 13 small letters and digits, a letter first.

    base32(sha256(project key, seed key, question, answer, n)) from its first letter on, the parts joined by NUL;
    n rises from 0 until the id is not `taken`; from `start`, where all before it are known to be.
    """
    n = start
    while True:
        parts = (project_key, seed_key, nfc(question), nfc(answer or ""), str(n))
        digest = hashlib.sha256("\0".join(parts).encode()).digest()
        code = base64.b32encode(digest).decode().rstrip("=").lower()
        code = code.lstrip("234567")[:ID_LENGTH]
        if len(code) == ID_LENGTH and not taken(code):
            return code
        n += 1


class NewIds:
    """Hands out the ids of a project's new notes, none twice; of equal notes, each goes on where the last stopped."""

    def __init__(self, project_key: str, taken: Iterable[str] = ()) -> None:
        self._project_key, self._taken = project_key, set(taken)
        self._tried: Counter[tuple[str, str, str | None]] = Counter()  # of the ids of equal notes, how many are taken

    def new(self, seed_key: str, question: str, answer: str | None) -> str:
        """The id of a new note of a document; as `note_id` gives it."""
        like = seed_key, question, answer
        start = self._tried[like]

        def taken(one: str) -> bool:
            self._tried[like] += 1
            return one in self._taken

        found = note_id(self._project_key, *like, taken, start)
        self._taken.add(found)
        return found


def number(*parts: str) -> int:
    """An id for a note type, field, template or deck: 41 bits, as many as the millisecond times Anki uses."""
    digest = hashlib.sha256("\0".join(parts).encode()).digest()
    return (1 << 40) + int.from_bytes(digest[:5], "big")
