"""A learner who does more than import and review: edits, tags, moves, suspends, on simulated days.

Run by the Python of any Anki; the rest is the learner who proves releases, loaded from its file.
"""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

PROVER = runpy.run_path(
    str(Path(__file__).parent.parent.parent / "src" / "deckwright" / "releases" / "learner.py"), run_name="prover"
)


def note_of(col: Any, guid: str) -> Any:
    return col.get_note(col.db.scalar("select id from notes where guid = ?", guid))


def edit(col: Any, guid: str, field: str, text: str) -> None:
    note = note_of(col, guid)
    note[field] = text
    col.update_note(note)


def tag(col: Any, guid: str, name: str) -> None:
    note = note_of(col, guid)
    note.add_tag(name)
    col.update_note(note)


def move(col: Any, guid: str, deck: str) -> None:
    col.set_deck([card.id for card in note_of(col, guid).cards()], col.decks.id(deck))


def suspend(col: Any, guid: str) -> None:
    col.sched.suspend_cards([card.id for card in note_of(col, guid).cards()])


def clock(col: Any, now: int) -> None:
    """It is a simulated day: what was changed just now was changed then."""
    col.db.execute("update notes set mod = ? where mod > ?", now, now)


def find(col: Any, text: str) -> list[str]:
    """The GUIDs of the notes whose cards a search in the browser finds."""
    return sorted({col.get_card(one).note().guid for one in col.find_cards(text)})


if __name__ == "__main__":
    more = {"edit": edit, "tag": tag, "move": move, "suspend": suspend, "clock": clock, "find": find}
    PROVER["main"](PROVER["ACTIONS"] | more)
