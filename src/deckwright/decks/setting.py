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
from deckwright.names import deck_name
from deckwright.project import Level, Project


@dataclass(frozen=True, slots=True)
class Setting:
    """Deck, level (key and label, both empty where there are none), source line, tag root, seed's key; whose answer it
    is, and how the foot says so."""

    deck: str
    level: str
    level_label: str
    source: str
    slug: str
    seed_key: str | None
    credit: Credit = "document"
    foot: str | None = None  # None: the source alone
    apart: str | None = None  # the deck, where its name does not follow from the level
    beside: Path | None = None  # the folder of its document, where that is not seeds/ itself


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
        key, label = (level.key, level.label) if level else ("", "")
        deck = card.deck or self.deck(level, locked.seed or seed)
        plain = f"{self.project.deck}::{level.name}" if level else self.project.deck
        source, credit = self.source(locked, seed), credit_of(card, locked, seed)
        if card.fields is not None:
            return Setting(deck, "", "", source, self.project.slug, None, credit, apart=deck)
        return Setting(
            deck,
            key,
            label,
            source,
            self.project.slug,
            self.seed_key(locked.seed or seed),
            credit,
            foot(credit, source, self.project.language),
            None if deck == plain else deck,
            self.beside(locked.seed or seed),
        )

    def deck(self, level: Level | None, seed: str | None) -> str:
        """The full name of the deck in Anki of a note of a level and a document."""
        by = self.project.subdecks
        if by == "level" and level:
            return f"{self.project.deck}::{level.name}"
        if by not in ("folder", "seed") or not seed:
            return self.project.deck
        folders = [deck_name(part) for part in seed.split("/")[:-1]]
        parts = folders if by == "folder" else [deck_name(self.project.seed(seed).title or Path(seed).stem)]
        return "::".join([self.project.deck, *parts])

    def beside(self, seed: str | None) -> Path | None:
        """The folder of a document, where that is not seeds/ itself: what it shows lies there."""
        return (self.project.seeds_dir / seed).parent if seed and "/" in seed else None

    def level(self, card: Card) -> Level | None:
        """A note's level; None in a project without. Raises DeckwrightError for one that the project has not."""
        key = self.project.level_of(card.note)
        known = [level.key for level in self.project.levels]
        if key is None:
            return None
        if not known:
            raise DeckwrightError(
                f"the note has the level {key!r}, and the project has none",
                file=card.file,
                line=card.line,
                expected="levels in deckwright.yaml, or none here",
                remedy="delete it; of notes that nobody edited, `deckwright update --reread` makes it a tag",
            )
        if key not in known:
            raise DeckwrightError(
                f"there is no level {key!r}", file=card.file, line=card.line, expected=f"one of {', '.join(known)}"
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
