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
    told = [(finding.code, finding.line) for finding in lock.findings]
    assert told == [("lock-conflict", 3), ("lock-doubled", None)]
    assert locks.parse(locks.dump(lock, []), "k").findings != [] and locks.dump(lock, []).count('"id": "a"') == 2
    lock.join()
    assert locks.parse(locks.dump(lock, []), "k").findings == []


def test_two_branches_that_both_released_are_joined_by_the_next_release() -> None:
    """Told once until then, and never again after."""

    def released(version: str, modified: int, *before: locks.LockedRelease) -> locks.LockedRelease:
        digests = " ".join(one.digest for one in before) or None
        return locks.LockedRelease(version, modified, "D", "d", {}, {}, before=digests)

    def chain_of(*releases: locks.LockedRelease) -> locks.Lock:
        lock = locks.Lock("k", releases={one.version: one for one in releases})
        return locks.parse(locks.dump(lock, []), "k")

    first = released("1.0", 1)
    left, right = released("1.1", 2, first), released("1.2", 3, first)
    merged = chain_of(first, left, right)
    said = "1.1 and 1.2 were released on two branches, neither over the other"
    assert [finding.message for finding in merged.findings] == [said]
    assert [one.version for one in locks.heads(merged)] == ["1.1", "1.2"]
    assert len(chain_of(first, left, right, released("1.3", 4, right)).findings) == 1
    joined = chain_of(first, left, right, released("1.3", 4, *locks.heads(merged)))
    assert joined.findings == [] and [one.version for one in locks.heads(joined)] == ["1.3"]
    lost = chain_of(first, right, released("1.3", 4, *locks.heads(merged)))
    assert [one.message for one in lost.findings] == ["the release before 1.3 is missing or was changed"]
