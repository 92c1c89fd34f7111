"""The derivations that learners' reviews rest on, as they were on the first day."""

from __future__ import annotations

import hashlib

import pytest

from deckwright import identity
from deckwright.decks.notetype import FIELDS, note_type

FROZEN = [
    (("k", "s", "q", None), "jyml6j6kfhnn6", "y5fu2o4mevjze"),
    (("deep-learning-4hq2m7xd", "s000", "如何解决训练样本少的问题", "答"), "eo5upvafd4mai", "ueatzmk53f6ku"),
    (("deep-learning-4hq2m7xd", "s000", "café", None), "wmd56mmsgvwrr", "bwqpjfipqnfsi"),
    (("deep-learning-4hq2m7xd", "s001", "two\nlines", "and\n\nmore"), "klylwrup565rk", "t5eyqy6klrr3m"),
    (("notes", "notes", "What?", "That."), "ihdiwu3mnstt2", "i6lggbq7e6c7d"),
]


def free(_: str) -> bool:
    return False


@pytest.mark.parametrize(("parts", "first", "second"), FROZEN)
def test_ids_are_what_they_were(parts: tuple[str, str, str, str | None], first: str, second: str) -> None:
    assert identity.note_id(*parts, free) == first
    assert identity.note_id(*parts, lambda taken: taken == first) == second


def test_an_id_is_thirteen_letters_and_digits_a_letter_first() -> None:
    for n in range(500):
        found = identity.note_id("k", "s", f"question {n}", None, free)
        assert len(found) == 13
        assert found.isascii() and found.isalnum() and found[0].isalpha() and found == found.lower()


def test_composed_and_decomposed_letters_are_one_question() -> None:
    assert identity.note_id("k", "s", "caf\u00e9", None, free) == identity.note_id("k", "s", "cafe\u0301", None, free)


def test_parts_do_not_run_into_each_other() -> None:
    assert identity.note_id("ab", "c", "q", None, free) != identity.note_id("a", "bc", "q", None, free)


def test_the_note_type_is_what_it_was() -> None:
    kind = note_type("deep-learning-4hq2m7xd")
    assert FIELDS == (
        "Question", "Answer", "Level", "Topics", "Extra", "Source", "ID", "Reverse", "Spare1", "Spare2", "Spare3", "Spare4",
    )  # fmt: skip
    assert kind.name == "deep-learning-4hq2m7xd qa"
    assert kind.id == 1127872665669
    assert kind.fields == (
        ("Question", 1108795052830),
        ("Answer", 1292604059798),
        ("Level", 1734297475723),
        ("Topics", 1788958893548),
        ("Extra", 1235446627701),
        ("Source", 2137844668972),
        ("ID", 2151072312150),
        ("Reverse", 1955818313187),
        ("Spare1", 1494949332311),
        ("Spare2", 1612245474004),
        ("Spare3", 1843329182379),
        ("Spare4", 2100994753106),
    )
    assert [(name, number) for name, number, _, _ in kind.templates] == [
        ("Card 1", 1906218991272),
        ("Card 2", 2182264456985),
    ]
    assert kind.templates[1][2].startswith("{{#Reverse}}") and kind.templates[1][2].endswith("{{/Reverse}}\n")


def test_projects_do_not_share_a_note_type() -> None:
    assert note_type("one").id != note_type("two").id


def test_the_ids_of_equal_notes_may_be_counted_on_from_where_the_last_stood() -> None:
    one_by_one: list[str] = []
    for _ in range(5):
        one_by_one.append(identity.note_id("k", "s", "q", "a", one_by_one.__contains__))
    assert [identity.note_id("k", "s", "q", "a", free, start) for start in range(5)] == one_by_one


def test_the_ids_of_many_equal_notes_take_steady_time(monkeypatch: pytest.MonkeyPatch) -> None:
    one_by_one: list[str] = ["ihdiwu3mnstt2"]
    for _ in range(20):
        one_by_one.append(identity.note_id("notes", "notes", "What?", "That.", one_by_one.__contains__))
    counted = 0
    sha256 = hashlib.sha256

    def count(data: bytes) -> hashlib._Hash:
        nonlocal counted
        counted += 1
        return sha256(data)

    monkeypatch.setattr(hashlib, "sha256", count)
    ids = identity.NewIds("notes", one_by_one[:1])
    assert [ids.new("notes", "What?", "That.") for _ in range(20)] == one_by_one[1:]
    assert counted < 3 * 20
    assert ids.new("notes", "What?", None) != ids.new("other", "What?", None)
