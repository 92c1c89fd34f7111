"""A deck's long life against real Ankis: six builds, edits of every kind upstream, a learner's own life in between."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from deckwright.cards import store
from deckwright.cards.settle import settle
from deckwright.cards.splice import Splice
from deckwright.cards.update import update
from deckwright.decks.build import build
from deckwright.project import load
from tests.conftest import ROOT
from tests.decks.pictures import picture

DAY = 86_400
START = int(time.time()) - 60 * DAY
VERSIONS = ("26.9.3", "24.11", "2.1.66")


def python_of(version: str) -> Path | None:
    """The Python that has an Anki; the newest is in the suite's own environment."""
    if version == "26.9.3":
        return Path(sys.executable)
    path = ROOT / ".venv" / f"anki-{version}" / "bin" / "python"
    return path if path.exists() else None


@dataclass
class Learner:
    """A collection in another process."""

    process: subprocess.Popen[str]
    log: list[dict[str, int]] = field(default_factory=list)

    def do(self, action: str, **arguments: Any) -> Any:
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(json.dumps({"do": action, **arguments}) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        assert line, f"Anki died at {action}"
        return json.loads(line)


@contextmanager
def learner(python: Path, folder: Path) -> Iterator[Learner]:
    folder.mkdir()
    argv = [str(python), str(ROOT / "tests" / "decks" / "learner.py"), str(folder / "collection.anki2")]
    env = {key: value for key, value in os.environ.items() if key not in ("PYTHONPATH", "SOURCE_DATE_EPOCH")}
    process = subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=env)  # fmt: skip
    try:
        yield Learner(process)
    finally:
        assert process.stdin
        process.stdin.close()
        process.wait(30)


@dataclass
class Author:
    """The project, as its author changes it; `built` is what the last package holds: GUID -> (time, fields, tags)."""

    root: Path
    built: dict[str, tuple[int, list[str], list[str]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """The deck begins in this life: the lock forgets when it was built before."""
        path = self.root / "deck.lock"
        path.write_text("".join(map(_without_times, path.read_text("utf-8").splitlines(True))), "utf-8")

    @property
    def package(self) -> Path:
        return self.root / "build" / "deep-learning.apkg"

    def publish(self) -> dict[str, int]:
        """Update and build; returns what a learner who had the build before should be told: new, updated, duplicate."""
        update(load(self.root))
        build(load(self.root))
        before, self.built = self.built, contents(self.package)
        new = [guid for guid in self.built if guid not in before]
        updated = [guid for guid in self.built if guid in before and self.built[guid][0] > before[guid][0]]
        return {"new": len(new), "updated": len(updated), "duplicate": len(self.built) - len(new) - len(updated)}

    def cards(self) -> list[store.Card]:
        return list(store.cards_in(store.load_all(self.root / "cards")))

    def packed(self) -> list[str]:
        return list(self.built)

    def edit(self, guid: str, **changes: Any) -> None:
        for file in store.load_all(self.root / "cards"):
            for index, card in enumerate(file.cards):
                if card.id == guid:
                    splice = Splice(file)
                    splice.set_fields(index, changes)
                    file.path.write_text(splice.text(), "utf-8")
                    return
        raise AssertionError(f"there is no {guid}")

    def write(self, name: str, text: str) -> None:
        (self.root / "cards" / name).write_text(text, "utf-8")

    def replace_in_seed(self, name: str, old: str, new: str) -> None:
        path = self.root / "seeds" / name
        text = path.read_text("utf-8")
        assert text.count(old) == 1
        path.write_text(text.replace(old, new), "utf-8")


def contents(package: Path) -> dict[str, tuple[int, list[str], list[str]]]:
    with zipfile.ZipFile(package) as archive:
        database = archive.read("collection.anki2")
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(database)
        rows = connection.execute("select guid, mod, flds, tags from notes").fetchall()
    return {guid: (mod, fields.split("\x1f"), sorted(tags.split())) for guid, mod, fields, tags in rows}


@dataclass
class Life:
    """One learner and one author, day by day."""

    author: Author
    learner: Learner
    monkeypatch: pytest.MonkeyPatch
    day: int = 0
    own: dict[str, str] = field(default_factory=dict)  # GUID -> the learner's own answer, while it must stay

    def tomorrow(self) -> None:
        self.day += 1
        self.monkeypatch.setenv("SOURCE_DATE_EPOCH", str(START + self.day * DAY))

    def evening(self) -> None:
        self.learner.do("clock", now=START + self.day * DAY + DAY // 2)

    def write_own(self, guid: str, text: str) -> None:
        self.learner.do("edit", guid=guid, field="Answer", text=text)
        self.own[guid] = text
        self.evening()

    def publish_and_import(self) -> dict[str, int]:
        """The author's day, then the learner's; everything that must hold is checked."""
        before = self.learner.do("state")
        old = dict(self.author.built)
        foretold = self.author.publish()
        for guid in list(self.own):
            if self.author.built.get(guid, (0,))[0] > old.get(guid, (0,))[0]:
                del self.own[guid]  # the author changed that note since: theirs takes its place
        log = self.learner.do("import", path=str(self.author.package))
        self.evening()
        assert log == {**foretold, "conflicting": 0}
        self.check(before)
        again = self.learner.do("import", path=str(self.author.package))
        assert again == {"new": 0, "updated": 0, "duplicate": len(self.author.built), "conflicting": 0}
        return foretold

    def check(self, before: dict[str, Any]) -> None:
        after = self.learner.do("state")
        for card_id, card in before["cards"].items():
            assert after["cards"].get(card_id) == card, "a card's schedule, reviews or deck changed"
        for guid, (_, fields, tags) in self.author.built.items():
            there = after["notes"][guid]
            if guid in self.own:
                assert there["fields"][1] == self.own[guid], "the learner's own words are gone"
            else:
                assert there["fields"] == fields, f"an edit of {guid} did not arrive"
                assert set(tags) <= set(there["tags"])
        assert set(before["notes"]) <= set(after["notes"]), "a note is gone"
        assert after["missing"] == []


@pytest.mark.parametrize("version", VERSIONS)
def test_a_long_life(version: str, repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    python = python_of(version)
    if python is None:
        pytest.skip(f"Anki {version} is not installed; `make test` installs it where its package can be had")
    with learner(python, tmp_path / "anki") as anki:
        life = Life(Author(repository), anki, monkeypatch)
        live(life)


def live(life: Life) -> None:
    author, anki = life.author, life.learner
    # The first package, and a learner's first days
    life.tomorrow()
    assert life.publish_and_import()["new"] == 76
    ids = author.packed()
    assert anki.do("review", count=12) == 12
    life.write_own(ids[0], "my own words, on a note that never changes")
    life.write_own(ids[20], "my own words, on a note that will change")
    anki.do("tag", guid=ids[3], name="leech-of-mine")
    anki.do("suspend", guid=ids[4])
    anki.do("move", guid=ids[5], deck="Mine")
    life.evening()

    # Edited notes, a changed level, a note by hand
    life.tomorrow()
    author.edit(ids[5], question="权值共享是什么？（改）")
    author.edit(ids[20], answer="An upstream correction.\n\n$a<b$")
    author.edit(ids[30], level="advanced")
    author.edit(ids[31], tags=("新标签",))
    author.edit(ids[32], extra="more")
    (author.root / "cards" / "media").mkdir()
    (author.root / "cards" / "media" / "p.png").write_bytes(picture("red"))
    author.write("hand.yaml", "format: 1\nnotes:\n  - question: By hand?\n    answer: Yes. ![p](p.png)\n")
    assert life.publish_and_import() == {"new": 1, "updated": 5, "duplicate": 71}
    anki.do("review", count=5)
    life.evening()

    # The documents change: reworded, moved, renumbered, one gone, one new
    life.tomorrow()
    author.replace_in_seed("000_82c720a8aa758e15.txt", "# 是否还有其他激活函数？", "# 除此以外，是否还有其他激活函数？")
    seed = author.root / "seeds" / "001_05639a3bc28a7237.txt"
    parts = seed.read_text("utf-8").split("\n\n")
    parts[3], parts[7] = parts[7], parts[3]
    seed.write_text("\n\n".join(parts[:-3] + parts[-2:]), "utf-8")
    counts = life.publish_and_import()
    assert counts["new"] == 0 and counts["updated"] == 1

    # A seed renamed and re-encoded, and a picture changed under its name
    life.tomorrow()
    old = author.root / "seeds" / "002_03238c384d889571.txt"
    (author.root / "seeds" / "network-questions.txt").write_bytes(old.read_text("utf-8").encode("utf-16"))
    old.unlink()
    settings = author.root / "deckwright.yaml"
    settings.write_text(settings.read_text("utf-8").replace(old.name, "network-questions.txt"), "utf-8")
    (author.root / "cards" / "media" / "p.png").write_bytes(picture("blue"))
    assert life.publish_and_import()["updated"] == 1
    state = anki.do("state")
    assert state["missing"] == []

    # Both sides changed one answer; the seed's is taken
    life.tomorrow()
    author.edit(ids[1], answer="The editor's.")
    life.publish_and_import()
    author.replace_in_seed("000_82c720a8aa758e15.txt", "> 权值 (权重) 共享这个词是由", "> 权值 (权重) 共享这个术语是由")
    report = update(load(author.root))
    assert [finding.code for finding in report.findings if finding.severity == "error"] == ["conflict"]
    life.tomorrow()
    settle(load(author.root), take_seed=[ids[1]])
    assert life.publish_and_import()["updated"] == 1
    assert "术语" in anki.do("state")["notes"][ids[1]]["fields"][1]

    # Nothing changed, then a note the other way round as well
    life.tomorrow()
    assert life.publish_and_import()["updated"] == 0
    life.tomorrow()
    author.edit(ids[40], reverse="true")
    assert life.publish_and_import() == {"new": 0, "updated": 1, "duplicate": len(author.built) - 1}
    assert sum(card["guid"] == ids[40] for card in anki.do("state")["cards"].values()) == 2
    assert ids[0] in life.own and ids[20] not in life.own
    assert anki.do("integrity")["ok"]


def _without_times(line: str) -> str:
    data = json.loads(line)
    if "note_type" in data:
        return ""
    return (
        json.dumps({key: value for key, value in data.items() if key not in ("digest", "modified")}, ensure_ascii=False)
        + "\n"
    )


def test_what_24_11_does_with_a_build_older_than_the_last_import(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its own fault, by name: it stamps an updated note with the time of the import, and so takes a build made before
    that import for older. The next build that touches the note mends it; reviews are kept throughout."""
    python = python_of("24.11")
    if python is None:
        pytest.skip("Anki 24.11 is not installed; `make test` installs it where its package can be had")
    with learner(python, tmp_path / "anki") as anki:
        author = Author(repository)
        packages = []
        for number in range(3):
            monkeypatch.setenv("SOURCE_DATE_EPOCH", str(START + number * DAY))
            author.publish()
            packages.append(shutil.copy(author.package, tmp_path / f"{number}.apkg"))
            author.edit(author.packed()[0], answer=f"Answer {number + 1}.")
        logs = [anki.do("import", path=str(path)) for path in packages]  # all built before the first import
        assert [log["conflicting"] for log in logs] == [0, 0, 0]
        assert logs[2]["updated"] == 0
