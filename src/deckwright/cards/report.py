"""What an update did, or would do, note by note."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from deckwright.errors import Finding

Action = Literal["new", "changed", "retired", "returned", "deleted", "conflict", "unsure", "moved", "named", "restored"]


@dataclass(frozen=True, slots=True)
class Likeness:
    """Shares of question and answer that two notes have in common, 0 to 1."""

    question: float
    answer: float


@dataclass(frozen=True, slots=True)
class Change:
    """What happens to one note. `fields`: name -> (what it was, what it becomes, or what the seed says)."""

    id: str
    action: Action
    question: str
    file: str | None = None
    seed: str | None = None
    fields: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    other: str | None = None  # the id of the note it may be
    likeness: Likeness | None = None


@dataclass(slots=True)
class SeedReport:
    """What became of one seed. `was_read` is False where nothing in it had changed."""

    file: str
    was_read: bool
    encoding: str | None = None
    questions: int = 0
    answered: int = 0
    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    retired: list[str] = field(default_factory=list)


@dataclass(slots=True)
class UpdateReport:
    """What `update` did, or would do, note by note. A finding of severity "error" needs a person."""

    seeds: list[SeedReport] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    written: list[str] = field(default_factory=list)

    @property
    def needs_a_person(self) -> bool:
        return any(finding.severity == "error" for finding in self.findings)
