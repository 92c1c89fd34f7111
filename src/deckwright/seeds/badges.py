"""Signs of difficulty at either end of a question: `👶` with a legend, `[Easy]`, `（中级）`, `⭐️⭐️`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from deckwright.seeds.document import Document
from deckwright.seeds.page import Page
from deckwright.seeds.words import level_key

_BRACKETED = r"[\[【(（<《「]\s*([^\[\]【】()（）<>《》「」]{1,16})\s*[\]】)）>》」]"
_AT_START = re.compile(rf"\s*(?:\*\*|`)?{_BRACKETED}(?:\*\*|`)?[ \t:：-]*")
_AT_END = re.compile(rf"(?<![ \t])[ \t]*(?:\*\*|`)?{_BRACKETED}(?:\*\*|`)?\s*$")
_STARS = re.compile("(?<![ \t])[ \t]*([(（]?(?:[⭐★☆]\ufe0f?){1,5}[)）]?)\\s*$")
_JOINERS = "\u200d\ufe0f\u200b"
SHORT = {"e": "easy", "m": "medium", "h": "hard"}
"""One letter in brackets says a level only where a document uses at least two of them."""


@dataclass(frozen=True, slots=True)
class Badge:
    """What a question says of its level, and the part of its text that says so."""

    level: str
    start: int
    end: int


class Badges:
    """The signs of one document: its legend, and the words for levels."""

    def __init__(self, page: Page, questions: Sequence[str]) -> None:
        self.words = page.level_keys
        self.signs = page.once("legend", lambda: self._legend(page.document))
        letters = {match[1].strip().casefold() for text in questions for match in self._brackets(text)} & set(SHORT)
        self.letters = letters if len(letters) > 1 else set()
        stars = [match[1] for text in questions if (match := _STARS.search(text))]
        self.starred = len(stars) >= max(2, len(questions) / 2) and len(set(stars)) > 1

    def of(self, text: str) -> Badge | None:
        """The badge of a question, if it has one."""
        for match in self._brackets(text):
            word = match[1].strip()
            if level_key(word) in self.words or word.casefold() in self.letters:
                return Badge(word, match.start(), match.end())
        if self.starred and (stars := _STARS.search(text)):
            return Badge("".join(char for char in stars[1] if char not in _JOINERS), stars.start(), stars.end())
        return self._sign_at_end(text) or self._sign_at_start(text)

    @staticmethod
    def _brackets(text: str) -> list[re.Match[str]]:
        return [match for match in (_AT_START.match(text), _AT_END.search(text)) if match]

    def _sign_at_end(self, text: str) -> Badge | None:
        end = len(text)
        at = end
        while at and (text[at - 1] in _JOINERS or text[at - 1].isspace() or text[at - 1] in self.signs):
            at -= 1
        found = [char for char in text[at:end] if char in self.signs]
        return Badge(self.signs[found[0]], at, end) if found else None

    def _sign_at_start(self, text: str) -> Badge | None:
        bare = text.lstrip()
        if bare[:1] not in self.signs or not bare:
            return None
        start = len(text) - len(bare)
        at = start
        while at < len(text) and (text[at] in self.signs or text[at] in _JOINERS or text[at].isspace()):
            at += 1
        return Badge(self.signs[bare[0]], start, at)

    def _legend(self, document: Document) -> dict[str, str]:
        """Signs that one line of the document explains by words for levels: `Legend: 👶 easy ⭐️ medium 🚀 expert`."""
        for line in document.lines:
            found: dict[str, str] = {}
            pieces = re.findall(r"([^\w\s:：,，;；|/()\[\]=-])[\u200d\ufe0f\s:：=-]*(\w+)", line)
            for sign, word in pieces:
                if level_key(word) in self.words and unicodedata.category(sign) == "So":
                    found[sign] = word
            if len(found) >= 2:
                return found
        return {}
