"""Names: of decks, levels, tags, files, notes. One line of characters that can be seen.

What nobody sees can do harm: a control character moves a terminal's cursor, a line break begins a line of Markdown or
YAML, an override of the direction of writing shows another name than there is (https://www.unicode.org/reports/tr36/),
half a character cannot be written at all, and what has no width makes two names of one.
"""

from __future__ import annotations

import re
import unicodedata

from deckwright.identity import nfc

LONGEST = 200
"""Characters of a name; more than any list of decks shows."""
LONGEST_ID = 255
"""Bytes of a note's id that another tool gave; Anki's own have ten."""

_OVERRIDES = "\u202a-\u202e\u2066-\u2069"
_BREAKS = "\t\n\x0b\x0c\r\x1c-\x1f\x85\u2028\u2029"
_NONCHARACTERS = "\ufdd0-\ufdef" + "".join(chr(end - 1) + chr(end) for end in range(0xFFFF, 0x110000, 0x10000))
_UNSEEN = re.compile(f"[\x00-\x1f\x7f-\x9f\u2028\u2029{_OVERRIDES}\ufeff\ufff9-\ufffb\ud800-\udfff{_NONCHARACTERS}]")
_INVISIBLE = (
    "\u00ad\u061c\u180e\u200b-\u200f\u2060-\u206f\u3164\uffa0\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e00ff"
)
"""Format characters and fillers that show nothing: two names with and without one look the same."""
_JOINED_SCRIPTS = (
    "\u0600-\u08ff\u0900-\u0dff\u0f00-\u109f\u1780-\u18af\u1b00-\u1bff\ua8e0-\ua9ff\uabc0-\uabff"
    "\U00010a00-\U00011fff\U0001e900-\U0001e95f"
)
"""Arabic, Indic and other scripts, roughly: a joiner or non-joiner behind a letter of theirs changes its shape (RFC
5892, appendix A.1 and A.2, asks for more)."""
_PICTURES = "\u2190-\u2bff\U0001f000-\U0001faff"
_NEEDED = (
    f"(?<=[{_JOINED_SCRIPTS}])[\u200c\u200d]"
    f"|(?<=[{_PICTURES}\ufe0f])\u200d(?=[{_PICTURES}])"
    "|(?<=\U0001f3f4)[\U000e0020-\U000e007e]{1,16}\U000e007f"  # flags of regions, https://www.unicode.org/reports/tr51/
)
_IN_NAMES = re.compile(f"{_NEEDED}|([{_INVISIBLE}])")
_WITHOUT_WIDTH = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0]")
"""Those of Unicode's Default_Ignorable_Code_Point that are no format characters (Cf)."""
_LINE_BREAKS = re.compile(f"[{_BREAKS}]")
NO_TEXT = f"\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff{_NONCHARACTERS}"
"""Characters of no text, as in a pattern's brackets: controls but tab and line feed, noncharacters, half characters."""
_CONTROLS = re.compile(f"[{NO_TEXT}]")


def unseen(text: str) -> str | None:
    """The first character that no line may hold, as `U+001B`; None where there is none."""
    match = _UNSEEN.search(text)
    return f"U+{ord(match[0]):04X}" if match else None


def hidden(name: str) -> str | None:
    """The first character that no name may hold, as `U+200B`: besides those of `unseen`, what shows nothing and changes
    nothing that is shown. Joiners stay where scripts and emoji need them. None where there is none."""
    if odd := unseen(name):
        return odd
    char = next((match[1] for match in _IN_NAMES.finditer(name) if match[1]), None)
    return f"U+{ord(char):04X}" if char else None


def control(text: str) -> str | None:
    """The first character that no text may hold, of however many lines, as `U+001B`; None where there is none."""
    match = _CONTROLS.search(text)
    return f"U+{ord(match[0]):04X}" if match else None


def cleaned(text: str) -> str:
    """A name that a document gives, in one line and without what cannot be seen."""
    return _UNSEEN.sub("", _LINE_BREAKS.sub(" ", text)).strip()


def visible(text: str, keep: str = "") -> str:
    """A text with what cannot be seen written out, such as `\\x1b`; the characters in `keep` stay."""
    return _UNSEEN.sub(lambda match: match[0] if match[0] in keep else _written_out(match[0]), text)


def _written_out(char: str) -> str:
    return repr(char)[1:-1] if not char.isprintable() else f"\\u{ord(char):04x}"


def trouble(text: str, longest: int = LONGEST) -> str | None:
    """What is wrong with a name, in words; None where nothing is. `longest` is in characters."""
    if odd := hidden(text):
        return f"holds the character {odd}"
    if text != text.strip():
        return "begins or ends with a space"
    if not text:
        return "is empty"
    if len(text) > longest:
        return f"has {len(text):,} characters, more than {longest}"
    return None


def file_trouble(name: str) -> str | None:
    """Why a document of this file name cannot be taken into a project, in words; None where it can."""
    if odd := hidden(name):
        return f"its name holds the character {odd}"
    return "its name begins with a dot, and hidden files are not read" if name.startswith(".") else None


def id_trouble(text: str) -> str | None:
    """Why a text can be no note's id, in words; None where it can.

    A GUID of Anki may hold almost any sign of ASCII (`guid64` in its `pylib/anki/utils.py`), and other tools choose
    theirs as they like; but what cannot be seen, or parts words or lines, is in none.
    """
    for char in text:
        if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp", "Zs") or control(char):
            return f"holds the character U+{ord(char):04X}"
    size = len(text.encode())
    return f"has {size:,} bytes, more than {LONGEST_ID}" if size > LONGEST_ID else None


def deck_name(text: str) -> str:
    """A deck's name from what a folder or a file is called."""
    shown = _IN_NAMES.sub(lambda match: "" if match[1] else match[0], cleaned(text))
    parts = [part.strip(" :") for part in shown[:LONGEST].split("::")]
    return "::".join(part for part in parts if part) or "Deck"


def same_name(text: str) -> str:
    """What two names have in common that Anki takes for one, looking at neither case nor Unicode form, or people:
    they see no character that has no width."""
    seen = "".join(char for char in _WITHOUT_WIDTH.sub("", text) if unicodedata.category(char) != "Cf")
    return unicodedata.normalize("NFKC", nfc(seen).casefold()).casefold()
