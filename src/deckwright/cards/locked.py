"""What deck.lock knows of notes, documents, note types and releases: the values that its lines say."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from deckwright.note import Choice, Kind

UNSAID: tuple[tuple[str, object], ...] = (
    ("digest_number", 1),
    ("content_digest_number", 1),
    ("files", {}),
    ("reader", 1),
)
"""What a line leaves out, as it goes without saying."""


@dataclass(frozen=True, slots=True)
class ReleasedNote:
    """A note as it was last sent to learners: digest, time (Unix seconds), kind, level, and the digest of its HTML.

    `out` is the version that first came without it, `digest_number` the derivation that made the digest (none = 1),
    `deck` the full name of its deck in Anki, where that does not follow from the level.
    """

    digest: str
    modified: int
    kind: str = "qa"
    level: str | None = None
    html: str | None = None
    out: str | None = None
    digest_number: int = 1
    deck: str | None = None
    search: str | None = None  # what finds it in Anki, where its ID is in no field


@dataclass(frozen=True, slots=True)
class ReleasedType:
    """A note type as last released; fields and templates are name -> id: where these change, Anki updates no note."""

    digest: str
    modified: int
    fields: Mapping[str, int]
    templates: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class ReleasedPackage:
    """A package as released: SHA-256 of its bytes, and the digest of its content with its derivation's number."""

    sha256: str
    content_digest: str
    content_digest_number: int = 1


@dataclass(frozen=True, slots=True)
class LockedRelease:
    """A release: when (Unix seconds), under which names learners have it, its packages, what they were made with.

    `before` is the digest of the release before it, so that a line that is lost or changed is noticed; where branches
    had both released, it names the last of each, with spaces between.
    """

    version: str
    modified: int
    deck: str
    slug: str
    levels: Mapping[str, str]  # key -> name
    packages: Mapping[str, ReleasedPackage]  # by file name
    tools: Mapping[str, str] = field(default_factory=dict)  # name -> version
    files: Mapping[str, str] = field(default_factory=dict)  # what stands beside the packages -> SHA-256
    before: str | None = None

    def deck_of(self, note: ReleasedNote) -> str | None:
        """The full name of the deck in which learners have a note; None where no line says it."""
        if note.deck or not self.levels:
            return note.deck or self.deck
        name = self.levels.get(note.level or "")
        return f"{self.deck}::{name}" if name else None

    @property
    def number(self) -> int:
        """The number under which its packages were written; before numbers were written down, the first."""
        return int(self.tools.get("packages", 1))

    @property
    def follows(self) -> tuple[str, ...]:
        """The digests of the releases before it."""
        return tuple((self.before or "").split())

    @property
    def digest(self) -> str:
        """SHA-256 of the line that says it, in hexadecimal, whatever its layout."""
        line = json.dumps(release_line(self), ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(line.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Agreed:
    """What a document said of a note before both it and an editor changed it: the base of a merge that waits."""

    question: str | None = None
    answer: str | None = None
    level: str | None = None
    tags: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    extra: str | None = None

    @property
    def kind(self) -> Kind:
        """The kind of note that it makes."""
        return kind_of(self.question, self.choices)


@dataclass(frozen=True, slots=True)
class AdoptedField:
    """A field as it came: its HTML, and the digest of the card's text that stands for it."""

    name: str
    html: str
    digest: str


@dataclass(frozen=True, slots=True)
class Adopted:
    """A note of another's deck as it came; `cards` are the numbers of its templates or deletions, from 0, that it had
    cards of; `decks` the full names of the decks of those that lay in another than their note's file says."""

    fields: tuple[AdoptedField, ...]
    cards: tuple[int, ...] = ()
    decks: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LockedMedium:
    """A file of an adopted deck: its name in Anki, the one that it has in cards/media/, the SHA-256 of its bytes."""

    name: str
    file: str
    sha256: str


@dataclass(frozen=True, slots=True)
class LockedNote:
    """A note as last read (`question` to `section`), and as last built (`digest`, `modified` in Unix seconds).

    `conflicts` are the fields that seed and editor both changed and nobody has settled yet; until then the card stays
    as it is, and `agreed` is the reading that both began with. `kept` are fields in which the editor's word was
    settled to stand against the seed's. `released` is what learners have of it, `retired` the time since when it is
    no longer packed, `deleted` whether an editor took its card away. With `doubt`, the id of another note, it is
    held: it may be that one, and has no card until a person says that it is not; `whole` where all of its document is
    in doubt; `joined` is the note that goes on for it. `turns` counts the changes of each fact. Notes that never came
    from a seed have no `seed` and no question.
    """

    id: str
    seed: str | None = None
    question: str | None = None
    answer: str | None = None
    level: str | None = None
    tags: tuple[str, ...] = ()
    section: tuple[str, ...] = ()
    label: tuple[int, ...] = ()
    flags: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()
    digest: str | None = None
    modified: int | None = None
    released: ReleasedNote | None = None
    retired: int | None = None
    choices: tuple[Choice, ...] = ()
    digest_number: int = 1
    deleted: bool = False
    doubt: str | None = None
    whole: bool = False
    turns: Mapping[str, int] = field(default_factory=dict)
    agreed: Agreed | None = None
    kept: tuple[str, ...] = ()
    joined: str | None = None
    extra: str | None = None
    adopted: Adopted | None = None

    @property
    def search(self) -> str:
        """What finds the note in Anki's browser, as it was last released."""
        return (self.released.search if self.released else None) or f"ID:{self.id}"

    @property
    def kind(self) -> Kind:
        """The kind of note that its last reading makes."""
        return kind_of(self.question, self.choices)

    @property
    def base(self) -> LockedNote | Agreed:
        """The reading that a card is merged with: the last one, or while a conflict is open, the one before it."""
        return self.agreed or self

    @property
    def is_live(self) -> bool:
        """Whether it stands in its document, as far as is known, and is to be packed."""
        return not self.retired and not self.doubt


@dataclass(frozen=True, slots=True)
class LockedSeed:
    """The bytes of a seed (SHA-256), the options it was last read with, and the number of the reader that did."""

    file: str
    sha256: str
    options: dict[str, Any]
    reader: int = 1


@dataclass(frozen=True, slots=True)
class LockedNoteType:
    """A note type's template and style: digest, and the time it last changed."""

    kind: str
    digest: str
    modified: int
    released: ReleasedType | None = None


def kind_of(question: str | None, choices: tuple[Choice, ...]) -> Kind:
    """The kind of note that a reading makes."""
    return "choice" if choices else "cloze" if "{{c1::" in (question or "") else "qa"


def without_none(thing: Any, *names: str) -> dict[str, Any]:
    """A record for JSON, without the fields named and without what goes without saying, at any depth."""

    def said(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
        return {name: value for name, value in pairs if value is not None and (name, value) not in UNSAID}

    return {name: value for name, value in asdict(thing, dict_factory=said).items() if name not in names}


def release_line(release: LockedRelease) -> dict[str, Any]:
    return {"release": release.version, **without_none(release, "version")}
