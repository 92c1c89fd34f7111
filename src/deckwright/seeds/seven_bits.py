"""UTF-7, which would pass for UTF-8: its bytes are ASCII, and what they say cannot be told with certainty."""

from __future__ import annotations

import base64
import re

from deckwright.errors import DeckwrightError

_RUN = re.compile(rb"\+([A-Za-z0-9+/]{3,1000})(-?)")
"""Characters that are none of ASCII, or hidden: base64 of UTF-16 (RFC 2152), three signs at least."""
_SHARE = 5
"""One in so many bytes lies in such runs where nearly all of a text is written so, and none need end in a hyphen."""


def check_not_shifted(data: bytes, name: str) -> None:
    """Raise DeckwrightError for a document that may be UTF-7: a person says what it is."""
    if b"+" not in data or not data.isascii():
        return
    runs = [run for run in _RUN.finditer(data) if re.search(rb"[A-Z0-9/+]", run[1]) and _text(run[1])]
    mostly = sum(len(run[0]) for run in runs) * _SHARE > len(b"".join(data.split()))
    found = next((run for run in runs if run[2] or mostly), None)
    if found is None:
        return
    raise DeckwrightError(
        f"may be UTF-7: {found[0].decode()[:40]} would be {_text(found[1])[:20]!r}",
        file=name,
        line=data.count(b"\n", 0, found.start()) + 1,
        expected="UTF-8, or an encoding that can be told from the bytes",
        remedy="pass --encoding utf-7, or --encoding utf-8 if that stands there rightly (in a project: `encoding:` "
        "under the seed in deckwright.yaml)",
    )


def _text(run: bytes) -> str:
    """What base64 of UTF-16 says; nothing where it is none, or what it says cannot be seen."""
    data = base64.b64decode(run + b"A" * (-len(run) % 4))
    end = len(run) * 6 // 16 * 2
    try:
        text = data[:end].decode("utf-16-be")
    except UnicodeError:
        return ""
    return text if text.isprintable() and not any(data[end:]) else ""
