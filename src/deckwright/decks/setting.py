"""What a note takes from where it stands: its deck, level, source, and the root of its tags."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from deckwright.cards.lock import LockedNote
from deckwright.cards.store import Card
from deckwright.cards.workspace import seeds_of
from deckwright.decks.credit import Credit, credit_of, foot
from deckwright.errors import DeckwrightError
from deckwright.project import Level, Project


@dataclass(frozen=True, slots=True)
class Setting:
    """Deck, level (key and label), source line, tag root, seed's key; whose answer it is, and how the foot says so."""

    deck: str
    level: str
    level_label: str
    source: str
    slug: str
    seed_key: str | None
    credit: Credit = "document"
    foot: str | None = None  # None: the source alone


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a project's notes; `seed_keys` are those of the documents in seeds/, by file."""

    project: Project
    seed_keys: Mapping[str, str]

    @classmethod
    def load(cls, project: Project) -> Settings:
        """Raises DeckwrightError where two documents in seeds/ have one key."""
        return cls(project, {seed.file: seed.key for seed in seeds_of(project)})

    def of(self, card: Card, locked: LockedNote, seed: str | None) -> Setting:
        """`seed` is the one its card file names. Raises DeckwrightError for a level that the project has not."""
        level = self.level(card)
        source, credit = self.source(locked, seed), credit_of(card, locked, seed)
        if card.fields is not None:
            return Setting(card.deck or self.project.deck, "", "", source, self.project.slug, None, credit)
        own = f"{self.project.deck}::{level.name}" if level else self.project.deck
        return Setting(
            card.deck or own,
            level.key if level else "",
            level.label if level else "",
            source,
            self.project.slug,
            self.seed_key(locked.seed or seed),
            credit,
            foot(credit, source, self.project.language),
        )

    def level(self, card: Card) -> Level | None:
        """None where the project has no levels."""
        key = card.note.level or self.project.default_level
        if key is None:
            return None
        known = [level.key for level in self.project.levels]
        if key not in known:
            raise DeckwrightError(
                f"there is no level {key!r}",
                file=card.file,
                line=card.line,
                expected=f"one of {', '.join(known)}" if known else "none: the project has no levels",
            )
        return self.project.level(key)

    def seed_key(self, file: str | None) -> str | None:
        return self.seed_keys.get(file) or self.project.seed(file).key if file else None

    def source(self, locked: LockedNote, seed: str | None) -> str:
        """The seed's title and the sections above the question, but for the level's."""
        file = locked.seed or seed
        title = (self.project.seed(file).title or Path(file).stem) if file else ""
        sections = [text for text in locked.section if self.project.level_for(text) is None]
        return " › ".join(part for part in (title, *sections) if part)
