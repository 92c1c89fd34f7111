"""What pairing is given: records of both sides."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from deckwright.cards.pairing.forms import equal_form, like_form, pieces, writing_of
from deckwright.cards.pairing.tables import Kind, language_of
from deckwright.cards.pairing.words import Word, words_of


class Standing(StrEnum):
    """How an old record stands: live in its document; held, the new one of a doubt; its card gone; retired."""

    LIVE = "live"
    HELD = "held"
    MISSING = "missing"
    RETIRED = "retired"


_ENUMERATED = re.compile(
    r"\s*(?:(?:[({\[]\s*)?(?:\d{1,3}(?:\.\d{1,2}){0,2}|[a-z])\s*(?:[)}\]）、]|[.:：．](?!\w))\s*"
    r"|(?-i:[IVXL]{2,6})\s*[.)](?!\w)\s*"
    r"|\d{1,2}[°º]\s(?!\s*[CF]\b)|問\s*\d{1,3}\s+"
    r"|(?:question|exercise|q|frage|aufgabe|übung|exercice|pregunta|ejercicio|pergunta|exercício|domanda|esercizio|vraag"
    r"|fråga|вопрос|задача|pytanie|zadanie|soru|문제|問題?|题目?|问题?)\s*(?:n[°º.]\s*)?\d{1,3}\s*(?:[.:：)、．]|[-–—]\s)\s*"
    r"|第\s*[\d一二三四五六七八九十百]{1,4}\s*[题題问問]\s*[.:：、．]?\s*)(?=\S)",
    re.I,
)
"""A label at the head of a question, by which it says nothing."""


@dataclass(frozen=True)
class Record:
    """One question with what belongs to it, of the last readings or of the new ones.

    `document` and `place` say where it stands (place: its index there). `label` is a number in the question that
    counts through the document, and no part of it. `light` is a note that nobody has anything of to
    lose. `around` is the language of the document.
    """

    question: str
    answer: str | None = None
    choices: tuple[tuple[str, bool], ...] = ()
    section: tuple[str, ...] = ()
    document: str = ""
    place: int = 0
    standing: Standing = Standing.LIVE
    label: str = ""
    light: bool = False
    around: str = ""

    @cached_property
    def asked(self) -> str:
        """The question without the label that counts."""
        return self.question.removeprefix(self.label) if self.label else self.question

    @cached_property
    def said(self) -> str:
        """The answer; of a choice without one, its right options."""
        return self.answer or "\n".join(text for text, correct in self.choices if correct)

    @cached_property
    def language(self) -> str:
        return language_of(f"{self.asked} {self.said[:200]}", self.around)

    @cached_property
    def writing(self) -> str:
        """The script of question and answer."""
        return writing_of(f"{self.asked} {self.said[:200]}")

    @cached_property
    def options(self) -> tuple[str, ...]:
        return tuple(sorted(equal_form(text) for text, _ in self.choices))

    @cached_property
    def form(self) -> tuple[str, tuple[str, ...]]:
        """The question and what belongs to it, as two are equal."""
        return equal_form(self.asked) or self.label, self.options

    @cached_property
    def answer_form(self) -> str:
        return equal_form(self.said)

    @cached_property
    def like(self) -> str:
        return like_form(self.asked)

    @cached_property
    def answer_like(self) -> str:
        return like_form(self.said) if self.said else ""

    @cached_property
    def belongings(self) -> tuple[str, ...]:
        """Code blocks, formulas and pictures of the question."""
        return pieces(self.asked).opaque

    @cached_property
    def code(self) -> tuple[str, ...]:
        """Code blocks that are no part of the running text."""
        found = pieces(self.asked)
        return tuple(one for one in found.opaque if one not in found.plain)

    def words(self, language: str, *, plainly: bool = True) -> tuple[Word, ...]:
        """The words of the question; a label at its head, though nothing counts, is none of them."""
        label = _ENUMERATED.match(self.asked)
        return words_of(self.asked[label.end() :] if label else self.asked, language, plainly=plainly)

    @cached_property
    def under(self) -> tuple[str, ...]:
        """The headings above, as two are the same."""
        return tuple(like_form(text) for text in self.section)

    @cached_property
    def is_put(self) -> bool:
        """Whether it is put as a question; what is not may be a heading, which another section has as well."""
        return equal_form(self.asked).rstrip()[-1:] in ("?", "؟")

    @cached_property
    def speaks(self) -> bool:
        """Whether the question's own words say what it asks."""
        if self.label and not equal_form(self.asked):
            return False
        kinds = {word.kind for word in self.words(self.language) if word.norm != "第"}
        if kinds & {Kind.CONTENT, Kind.UNIT, Kind.SIGN, Kind.CODE}:
            return True
        return Kind.NUMBER in kinds and Kind.GENERIC not in kinds and len(kinds) > 1


def in_documents(records: Sequence[Record]) -> list[Record]:
    """Records that know the language of most of their document."""
    votes: dict[str, Counter[str]] = {}
    for record in records:
        votes.setdefault(record.document, Counter())[record.language] += 1
    most = {document: found.most_common(1)[0] for document, found in votes.items()}
    return [
        replace(record, around=language) if language and number > 1 else record
        for record in records
        for language, number in [most[record.document]]
    ]
