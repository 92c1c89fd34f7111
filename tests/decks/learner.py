"""Run as a program by the Python of any Anki: a learner's collection that does what it is told, one JSON line each.

learner.py COLLECTION   then on stdin {"do": "import", "path": …}, {"do": "review", "count": …} … ; replies on stdout.
Needs nothing but the package `anki`, of 2.1.66 or newer.
"""

from __future__ import annotations

import contextlib
import json
import sys
import time
from typing import Any

from anki.collection import Collection

SCHEDULE = ("did", "type", "queue", "due", "ivl", "factor", "reps", "lapses")


def take(col: Any, path: str) -> dict[str, int]:
    """Import as the desktop program does it."""
    try:
        from anki.import_export_pb2 import ImportAnkiPackageOptions, ImportAnkiPackageRequest
    except ImportError:  # no options before 23.10
        log = col.import_anki_package(path).log
    else:
        presets = getattr(col._backend, "get_import_anki_package_presets", None)
        options = presets() if presets else ImportAnkiPackageOptions()
        log = col.import_anki_package(ImportAnkiPackageRequest(package_path=path, options=options)).log
    if hasattr(col.models, "_clear_cache"):
        col.models._clear_cache()
    return {kind: len(getattr(log, kind)) for kind in ("new", "updated", "duplicate", "conflicting")}


def review(col: Any, count: int) -> int:
    for conf in col.decks.all_config():
        conf["new"]["perDay"] = conf["rev"]["perDay"] = 9999
        col.decks.update_config(conf)
    done = 0
    for deck in sorted(col.decks.all_names_and_ids(), key=lambda one: -one.name.count("::")):
        col.decks.set_current(deck.id)
        while done < count and (card := col.sched.getCard()) is not None:
            card.start_timer()
            col.sched.answerCard(card, 4)
            done += 1
    return done


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


def state(col: Any) -> dict[str, Any]:
    """Notes by GUID, and everything of each card that an import must not disturb."""
    notes = {
        guid: {"fields": fields.split("\x1f"), "tags": sorted(tags.split()), "mod": mod}
        for guid, fields, tags, mod in col.db.all("select guid, flds, tags, mod from notes")
    }
    reviews = dict(col.db.all("select cid, count() from revlog group by cid"))
    columns = ", ".join(f"c.{name}" for name in SCHEDULE)
    cards = {
        str(row[0]): {"guid": row[1], "reviews": reviews.get(row[0], 0), **dict(zip(SCHEDULE, row[2:]))}  # noqa: B905
        for row in col.db.all(f"select c.id, n.guid, {columns} from cards c join notes n on n.id = c.nid")
    }
    media = sorted(name for name in col.media.check().missing)
    return {"notes": notes, "cards": cards, "missing": media, "css": [kind["css"] for kind in col.models.all()]}


def integrity(col: Any) -> dict[str, Any]:
    text, ok = col.fix_integrity()
    return {"ok": ok, "text": text}


ACTIONS = {
    "import": lambda col, path: take(col, path),
    "review": lambda col, count: review(col, count),
    "edit": edit,
    "tag": tag,
    "move": move,
    "suspend": suspend,
    "clock": clock,
    "state": state,
    "integrity": integrity,
}


def main() -> None:
    out = sys.stdout
    with contextlib.redirect_stdout(sys.stderr):  # some versions print there
        col = Collection(sys.argv[1])
        if hasattr(col, "set_v3_scheduler") and not col.v3_scheduler():
            col.set_v3_scheduler(True)
        for line in sys.stdin:
            order = json.loads(line)
            result = ACTIONS[order.pop("do")](col, **order)
            out.write(json.dumps(result) + "\n")
            out.flush()
        col.close()
        time.sleep(0)


if __name__ == "__main__":
    main()
