"""Pieces that Python-Markdown must not touch, held back as private-use characters until it is done."""

from __future__ import annotations

import html
import re

_BASE = 0xF0000  # Supplementary Private Use Area-A
_OPEN, _CLOSE = "\U000f1000", "\U000f1001"
_SPECIALS = "\\`*_{}[]()<>#+-.!|&:=~^\"'/@$%;,?"
_HELD = {ord(char): _BASE + ord(char) for char in _SPECIALS}
_FREED = {held: html.escape(chr(char), quote=False) for char, held in _HELD.items()}
_PIECE = re.compile(f"{_OPEN}(\\d+){_CLOSE}")
_OWN = re.compile("[\U000f0000-\U000f1001]")


class Armour:
    """Holds pieces of HTML and gives back what stands for them."""

    def __init__(self) -> None:
        self.pieces: list[str] = []

    def hold(self, piece: str) -> str:
        """A stand-in for a piece of HTML. Looks like a word to Python-Markdown."""
        self.pieces.append(piece)
        return f"{_OPEN}{len(self.pieces) - 1}{_CLOSE}"

    def text(self, text: str) -> str:
        """Plain text, with every character that means something to Markdown or HTML held back."""
        return _OWN.sub(lambda match: self.hold(match[0]), text).translate(_HELD) if text else ""

    def free(self, html_text: str) -> str:
        """HTML with all stand-ins replaced by what they stand for."""
        return _PIECE.sub(lambda match: self.pieces[int(match[1])], html_text.translate(_FREED))
