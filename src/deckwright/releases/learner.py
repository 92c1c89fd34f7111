"""A learner with a real Anki, in a process of its own: a collection that does what it is told.

    learner.py COLLECTION

Orders come on stdin, one JSON object a line: {"do": "import", "path": …}, {"do": "review", "count": …},
{"do": "state"}, {"do": "integrity"}; a JSON line answers each. Runs by the Python of any Anki of 2.1.66 or newer, and
imports nothing else, so that neither Anki's licence nor a crash of it reaches Deckwright.
"""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Callable
from typing import Any

SCHEDULE = ("did", "type", "queue", "due", "ivl", "factor", "reps", "lapses")


def take(col: Any, path: str) -> dict[str, int]:
    """Import as the desktop program does it, with its default options; how many notes went which way."""
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
    """Answer up to `count` cards, deck by deck; returns how many."""
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


def state(col: Any) -> dict[str, Any]:
    """Notes by GUID, everything of each card that an import must not disturb, names of missing media."""
    notes = {
        guid: {"fields": fields.split("\x1f"), "tags": sorted(tags.split()), "mod": mod}
        for guid, fields, tags, mod in col.db.all("select guid, flds, tags, mod from notes")
    }
    reviews = dict(col.db.all("select cid, count() from revlog group by cid"))
    columns = ", ".join(f"c.{name}" for name in SCHEDULE)
    cards = {
        str(row[0]): {"guid": row[1], "reviews": reviews.get(row[0], 0), **dict(zip(SCHEDULE, row[2:], strict=True))}
        for row in col.db.all(f"select c.id, n.guid, {columns} from cards c join notes n on n.id = c.nid")
    }
    media = sorted(name for name in col.media.check().missing)
    return {"notes": notes, "cards": cards, "missing": media, "css": [kind["css"] for kind in col.models.all()]}


def integrity(col: Any) -> dict[str, Any]:
    """What Check Database says."""
    text, ok = col.fix_integrity()
    return {"ok": ok, "text": text}


ACTIONS: dict[str, Callable[..., Any]] = {"import": take, "review": review, "state": state, "integrity": integrity}


def main(actions: dict[str, Callable[..., Any]]) -> None:
    """Open the collection and do what comes on stdin until it ends."""
    out = sys.stdout
    with contextlib.redirect_stdout(sys.stderr):  # some versions print there
        from anki.collection import Collection

        col: Any = Collection(sys.argv[1])
        if hasattr(col, "set_v3_scheduler") and not col.v3_scheduler():
            col.set_v3_scheduler(True)
        for line in sys.stdin:
            order = json.loads(line)
            out.write(json.dumps(actions[order.pop("do")](col, **order)) + "\n")
            out.flush()
        col.close()


if __name__ == "__main__":
    main(ACTIONS)
