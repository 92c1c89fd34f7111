"""deck.lock: read back as written, merged by union, and errors that name the line."""

from __future__ import annotations

from deckwright.cards import lock as locks
from deckwright.cards.lock import (
    Lock,
    LockedNote,
    LockedNoteType,
    LockedRelease,
    LockedSeed,
    ReleasedNote,
    ReleasedPackage,
    ReleasedType,
)

HEAD = '{"format": 1, "key": "k"}\n'


def test_what_is_written_is_read_back() -> None:
    lock = Lock("k")
    lock.seeds["b.md"] = LockedSeed("b.md", "00", {"marker": "heading-1"})
    lock.seeds["a.md"] = LockedSeed("a.md", "11", {})
    lock.note_types["qa"] = LockedNoteType("qa", "22", 9, ReleasedType("21", 8, {"Question": 1}, {"Card 1": 2}))
    lock.note_types["cloze"] = LockedNoteType("cloze", "22", 1_700_000_000)
    sums = {"k.apkg": ReleasedPackage("33", "44", 2)}
    lock.releases["1.0"] = LockedRelease("1.0", 8, "Deck", "deck", {"easy": "1 Easy"}, sums)
    for note in (
        LockedNote(
            "two",
            "b.md",
            "q\nr",
            None,
            "easy",
            ("x",),
            ("S",),
            (1, 12),
            ("nested",),
            ("answer",),
            "d",
            5,
            ReleasedNote("c", 4, "qa", "easy", "h", "1.1.0"),
            9,
        ),
        LockedNote("one", "a.md", "问", "答"),
        LockedNote("own"),
    ):
        lock.notes[note.id] = note
    text = locks.dump(lock, ["a.md", "b.md"])
    again = locks.parse(text, "k")
    assert (again.seeds, again.notes) == (lock.seeds, lock.notes)
    assert (again.note_types, again.releases) == (lock.note_types, lock.releases)
    assert list(again.notes) == ["one", "two", "own"]
    assert locks.dump(again, ["a.md", "b.md"]) == text
    assert text.startswith('{"format": 2, "key": "k"}\n') and "问" in text


def test_two_branches_the_later_release_data_wins() -> None:
    one = '{"id": "a", "seed": "s", "question": "q", "digest": "old", "modified": 5, "released": {"digest": "old", "modified": 5}}\n'
    two = '{"id": "a", "seed": "s", "question": "q", "digest": "new", "modified": 7}\n'
    for text in (HEAD + one + HEAD + two, HEAD + two + one):
        lock = locks.parse(text, "k")
        note = lock.notes["a"]
        assert (note.digest, note.modified, note.released) == ("new", 7, ReleasedNote("old", 5))
        assert lock.findings == []


def test_of_two_branches_that_released_the_later_counts() -> None:
    release = '{"release": "1.1", "modified": %d, "deck": "D", "slug": "d", "levels": {}, "packages": {}}\n'
    kind = '{"note_type": "qa", "digest": "%s", "modified": %d%s}\n'
    sent = ', "released": {"digest": "a", "modified": 5, "fields": {}, "templates": {}}'
    lines = [release % 6, release % 9, release % 7, kind % ("b", 8, ""), kind % ("a", 5, sent)]
    for text in (HEAD + "".join(lines), HEAD + "".join(reversed(lines))):
        lock = locks.parse(text, "k")
        assert lock.last_release and lock.last_release.modified == 9
        assert lock.note_types["qa"] == LockedNoteType("qa", "b", 8, ReleasedType("a", 5, {}, {}))


def test_two_different_readings_are_told() -> None:
    lines = '{"id": "a", "seed": "s", "question": "q"}\n{"id": "a", "seed": "s", "question": "r"}\n'
    lock = locks.parse(HEAD + lines, "k")
    assert [(finding.code, finding.line) for finding in lock.findings] == [("lock-conflict", 3)]
