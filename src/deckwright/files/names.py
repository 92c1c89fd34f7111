"""Names that every system can hold: a deck's folder is cloned on all of them."""

from __future__ import annotations

import re

from deckwright.errors import DeckwrightError

# https://learn.microsoft.com/windows/win32/fileio/naming-a-file, "Naming conventions"
_DEVICE = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])\s*(?:\..*)?", re.I | re.S)
_NOT_ON_WINDOWS = ':\\|*?<>"'
_LONGEST = 255  # bytes of a name, on most file systems


def wrong_with(name: str) -> str | None:
    """Why a file may not get a name, in words; None where it may."""
    if any(char < " " or "\x7f" <= char <= "\x9f" or char in "\u2028\u2029" for char in name):
        return "holds a control character"
    try:
        size = len(name.encode())
    except UnicodeEncodeError:
        return "is not UTF-8"
    if size > _LONGEST:
        return f"has {size} bytes, and {_LONGEST} are the most"
    if _DEVICE.fullmatch(name):
        return "is the name of a device on Windows"
    if name.endswith((" ", ".")):
        return "ends in a space or a dot, which Windows takes away"
    if found := next((char for char in name if char in _NOT_ON_WINDOWS), None):
        return f"holds {found!r}, which Windows does not allow"
    return None


def check_name(name: str, shown: str, remedy: str = "rename the document that it comes from") -> None:
    """Raise DeckwrightError for a name that a new file may not get."""
    if wrong := wrong_with(name):
        said = "".join(char if char.isprintable() else "�" for char in shown)
        raise DeckwrightError(
            f"would be a new file whose name {wrong}",
            file=said,
            expected="a name that every system can hold",
            remedy=remedy,
        )
