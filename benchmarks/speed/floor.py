"""The floor: card files to a package by the fastest library for each step, checked and cleaned as little as may be.

python floor.py CARDS_FOLDER PACKAGE
"""

import hashlib
import json
import sqlite3
import sys
import tempfile
import time
import zipfile
from pathlib import Path

import nh3
import pyromark
import ryaml  # type: ignore[attr-defined, unused-ignore]

OPTIONS = pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_MATH


def main(cards: Path, package: Path) -> None:
    notes = [note for file in sorted(cards.glob("*.yaml")) for note in ryaml.loads(file.read_text("utf-8"))["notes"]]
    rows = []
    for note in notes:
        sides = [nh3.clean(pyromark.html(note[key], options=OPTIONS)) for key in ("question", "answer")]
        rows.append((note["id"], "\x1f".join(sides), sides[0]))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "collection.anki2"
        write(file, rows)
        with zipfile.ZipFile(package, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.write(file, "collection.anki2")
            archive.writestr("media", "{}")


def write(file: Path, rows: list[tuple[str, str, str]]) -> None:
    """The tables that an Anki collection of the second format has."""
    base = sqlite3.connect(file)
    base.executescript(
        "create table col (id integer primary key, crt integer, mod integer, scm integer, ver integer, dty integer,"
        " usn integer, ls integer, conf text, models text, decks text, dconf text, tags text);"
        "create table notes (id integer primary key, guid text, mid integer, mod integer, usn integer, tags text,"
        " flds text, sfld text, csum integer, flags integer, data text);"
        "create table cards (id integer primary key, nid integer, did integer, ord integer, mod integer, usn integer,"
        " type integer, queue integer, due integer, ivl integer, factor integer, reps integer, lapses integer,"
        " left integer, odue integer, odid integer, flags integer, data text);"
    )
    now = int(time.time())
    model = {"1": {"id": 1, "name": "Basic", "flds": [{"name": "Front"}, {"name": "Back"}]}}
    values = (1, now, now, now, 11, 0, 0, 0, "{}", json.dumps(model), "{}", "{}", "{}")
    base.execute(f"insert into col values ({','.join('?' * 13)})", values)
    made = [
        (at, guid, 1, now, -1, "", fields, sort, int(hashlib.sha1(sort.encode()).hexdigest()[:8], 16), 0, "")
        for at, (guid, fields, sort) in enumerate(rows, 1)
    ]
    base.executemany(f"insert into notes values ({','.join('?' * 11)})", made)
    cards = ((at, at, 1, 0, now, -1, 0, 0, at, 0, 0, 0, 0, 0, 0, 0, 0, "") for at in range(1, len(rows) + 1))
    base.executemany(f"insert into cards values ({','.join('?' * 18)})", cards)
    base.executescript("create index ix_notes_csum on notes (csum); create index ix_cards_nid on cards (nid);")
    base.commit()
    base.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
