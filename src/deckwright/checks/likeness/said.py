"""A note as it is compared with others: its question and its answer, whatever its kind."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from deckwright.cards.pairing.records import Record
from deckwright.cards.pairing.tables import language_of
from deckwright.checks.likeness.words import content, in_mainland_words, letters
from deckwright.note import Note
from deckwright.text.characters import as_word
from deckwright.text.cloze import Unclosed, signs

MOST = 800
"""Characters of an answer that are compared; what follows says little more, and takes time."""

BEGINNING = 60
"""Characters of an answer whose words are held against another's one by one: it begins with the point."""


@dataclass(frozen=True)
class Said:
    """`asked` and `answered` are words, the others runs of letters; `key` is equal for letter-for-letter equal
    questions, `reply` for such answers. `shown` is the question as a learner sees it."""

    record: Record
    kind: str
    shown: str
    spoken: tuple[str, ...]
    key: tuple[str, ...]
    reply: str
    asked: frozenset[str]
    answered: frozenset[str]
    asked_letters: frozenset[str]
    answered_letters: frozenset[str]
    numbers: frozenset[str]
    """Those that are answered."""

    whole_answer: str = ""
    """All of it that is compared."""

    @cached_property
    def words(self) -> frozenset[str]:
        return self.asked | self.answered

    @cached_property
    def letters(self) -> frozenset[str]:
        return self.asked_letters | self.answered_letters


class Reader:
    """Takes notes apart. `names` gives one name for each way of writing a thing; `language` is that of the project."""

    def __init__(self, names: Mapping[str, str], language: str = "") -> None:
        self._names = {written.casefold(): name for written, name in names.items() if written.strip()}
        longest = sorted(self._names, key=lambda name: (-len(name), name))
        self._known = re.compile("|".join(map(as_word, longest)), re.I) if longest else None
        self._language = language

    def said(self, note: Note) -> Said:
        shown, whole, hidden = cloze_parts(note.question) if note.kind == "cloze" else (note.question,) * 2 + ("",)
        answer = hidden or _answer(note)
        whole, told = self._named(whole), self._named(_without_frames(answer[:MOST]))
        shown = self._named(shown) if note.kind == "cloze" else whole
        language = self._language_of(f"{whole} {told[:200]}")
        options = sorted(folded(choice.text) for choice in note.choices)
        record = Record(whole, told[:BEGINNING] or None, around=language)
        answered = frozenset(content(told, language, plainly=False)) if told else frozenset()
        return Said(
            record,
            note.kind,
            shown,
            tuple(word.norm for word in record.words(record.language) if word.says),
            (folded(shown), *options),
            folded(answer),
            frozenset(content(shown, language)),
            answered,
            letters(shown),
            letters(told),
            frozenset(word for word in answered if word[0].isdigit()),
            told,
        )

    def _named(self, text: str) -> str:
        """A text with one name for each thing, in the words of the mainland."""
        if self._known:
            text = self._known.sub(lambda match: self._names[match[0].casefold()], text)
        return text if self._language == "ja" else in_mainland_words(text)

    def _language_of(self, text: str) -> str:
        found = language_of(text, self._language)
        return "ja" if found == "zh" and self._language == "ja" else found


_FRAME = re.compile(
    r"<?\bhttps?://(?:www\d?\.)?(?P<host>[\w-]+(?:\.[\w-]+)*?)(?:\.(?:com|org|net|edu|gov|io|dev|info|\w\w))*"
    r"(?P<rest>[/?#:][^\s<>，。）)]*)?>?",
    re.I | re.A,
)


def _without_frames(text: str) -> str:
    """A text whose addresses are only the words of them that tell one from another."""

    def bare(match: re.Match[str]) -> str:
        return " ".join([match["host"], *re.findall(r"[^\W\d_]{3,}|\d+", match["rest"] or "")])

    return _FRAME.sub(bare, text) if "://" in text else text


def _answer(note: Note) -> str:
    right = [choice.text for choice in note.choices if choice.correct]
    return "\n".join([*right, note.answer or ""]).strip()


def cloze_parts(text: str) -> tuple[str, str, str]:
    """A cloze text as it is shown, as it is whole, and what it hides; all of it is shown where one does not end."""
    try:
        found = signs(text)
    except Unclosed:
        return text, text, ""
    shown, whole, hidden, at, depth, hint = "", "", "", 0, 0, False
    for sign in found:
        part = text[at : sign.start]
        whole += "" if hint else part
        hidden += "" if hint or not depth else part
        shown += part if hint or not depth else ""
        at = sign.end
        depth += {"open": 1, "hint": 0, "close": -1}[sign.kind]
        hint = sign.kind == "hint"
        if sign.kind == "close":
            hidden += "; " if depth == 0 else ""
            shown += "" if depth else " "
    return shown + text[at:], whole + text[at:], hidden.removesuffix("; ")


def folded(text: str) -> str:
    """A text letter for letter: case, width, spaces and the mark at its end aside."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split()).strip("?!.。…")


def names_of(glossary: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Every way of writing a thing -> its one name."""
    return {written: term for term, others in glossary.items() for written in others}
