"""A real Anki to import packages into: the backend of the desktop program, from the package `anki`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest


@dataclass(frozen=True)
class Log:
    """What an import said of its notes."""

    new: int
    updated: int
    duplicate: int
    conflicting: int


class Desk:
    """A collection and what a learner does with it."""

    def __init__(self, folder: Path) -> None:
        self.col = Collection(str(folder / "collection.anki2"))

    def take(self, package: Path) -> Log:
        """Import as the desktop does it, with its default options."""
        options = ImportAnkiPackageOptions(merge_notetypes=False, with_scheduling=False)
        request = ImportAnkiPackageRequest(package_path=str(package.resolve()), options=options)
        log = self.col.import_anki_package(request).log
        return Log(len(log.new), len(log.updated), len(log.duplicate), len(log.conflicting))

    def note(self, guid: str) -> Any:
        note_id = self.col.db.scalar("select id from notes where guid = ?", guid)
        return self.col.get_note(note_id)

    def guids(self) -> list[str]:
        return list(self.col.db.list("select guid from notes order by id"))

    def decks(self) -> dict[str, int]:
        """Deck name -> number of cards in it; decks without cards are left out."""
        found: dict[str, int] = {}
        for card_id in self.col.find_cards(""):
            name = self.col.decks.name(self.col.get_card(card_id).did)
            found[name] = found.get(name, 0) + 1
        return found

    def review(self, guid: str, ease: int = 3) -> dict[str, Any]:
        """Answer a note's card; returns what the review left."""
        card = self.note(guid).cards()[0]
        self.col.sched.set_due_date([card.id], "0")
        card.load()
        card.start_timer()
        queued = self.col.sched.build_answer(
            card=card, states=self.col._backend.get_scheduling_states(card.id), rating=ease - 1
        )
        self.col.sched.answer_card(queued)
        return self.schedule(guid)

    def schedule(self, guid: str) -> dict[str, Any]:
        card = self.note(guid).cards()[0]
        log = self.col.db.list("select id from revlog where cid = ?", card.id)
        return {"id": card.id, "due": card.due, "ivl": card.ivl, "reps": card.reps, "did": card.did, "log": log}

    def problems(self) -> list[str]:
        """What Check Database and Check Media say, but for their word that all is well."""
        text, ok = self.col.fix_integrity()
        media = self.col.media.check()
        return ([] if ok else [text]) + [f"missing {name}" for name in media.missing]

    def note_type_of(self, guid: str) -> dict[str, Any]:
        return dict(json.loads(json.dumps(self.note(guid).note_type())))


@contextmanager
def desk(folder: Path) -> Iterator[Desk]:
    folder.mkdir(parents=True, exist_ok=True)
    opened = Desk(folder)
    try:
        yield opened
    finally:
        opened.col.close()
