"""Note: the one value that every wing hands on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["qa", "choice", "cloze"]
KINDS: tuple[Kind, ...] = ("qa", "choice", "cloze")
"""Those of our own; a note of an adopted type has the type's name as its kind."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of a multiple-choice question, in Markdown."""

    text: str
    correct: bool


@dataclass(frozen=True, slots=True)
class Note:
    """One question with its answer, in Markdown.

    `answer` is None where the question has none. In a reading `level` is the word the document uses; in a
    card file it is the key of a level in deckwright.yaml. `section` holds the headings above, outermost first.
    `extra` is shown small under the answer: what a record says beyond its question and its answer.
    """

    question: str
    answer: str | None = None
    level: str | None = None
    tags: tuple[str, ...] = ()
    section: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    kind: str = "qa"
    extra: str | None = None

    @property
    def answered(self) -> bool:
        """Whether a learner gets an answer from it: of its own, a right option, a deletion, what its type shows."""
        if self.answer or self.kind not in ("qa", "choice"):
            return True
        return any(choice.correct for choice in self.choices)
