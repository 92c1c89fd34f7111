"""What pairing is given: records of both sides."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from deckwright.cards.pairing.forms import equal_form, like_form, pieces
from deckwright.cards.pairing.words import Kind, Word, language_of, words_of


class Standing(StrEnum):
    """How an old record stands: live in its document; held, the new one of a doubt; its card gone; retired."""

    LIVE = "live"
    HELD = "held"
    MISSING = "missing"
    RETIRED = "retired"


@dataclass(frozen=True)
class Record:
    """One question with what belongs to it, of the last readings or of the new ones.

    `document` and `place` say where it stands (place: its index there). `label` is a number in the question that
    counts through the document, and no part of it. `light` is a note that nobody has anything of to lose.
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
        return language_of(f"{self.asked} {self.said[:200]}")

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

    def words(self, language: str) -> tuple[Word, ...]:
        return words_of(self.asked, language)

    @cached_property
    def under(self) -> tuple[str, ...]:
        """The headings above, as two are the same."""
        return tuple(like_form(text) for text in self.section)

    @cached_property
    def speaks(self) -> bool:
        """Whether the question's own words say what it asks."""
        if self.label and not equal_form(self.asked):
            return False
        kinds = {word.kind for word in self.words(self.language) if word.norm != "第"}
        if Kind.CONTENT in kinds or Kind.UNIT in kinds or Kind.SIGN in kinds:
            return True
        return Kind.NUMBER in kinds and Kind.GENERIC not in kinds and len(kinds) > 1
