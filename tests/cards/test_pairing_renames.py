"""A word renamed through a document is no other question; the same word changed in one question is."""

from __future__ import annotations

import pytest

from deckwright.cards.pairing.match import Pairing, pair
from deckwright.cards.pairing.records import Record

Texts = list[tuple[str, str]]
CREW: Texts = [
    ("Who chooses a skipper?", "The crew elects the skipper on the evening before the race."),
    ("What may a skipper refuse?", "A skipper may refuse a start while the wind is above the limit."),
    ("When does a skipper report?", "Every skipper reports to the office once the boat is on its mooring."),
    ("What does a skipper sign?", "The list of all who sail, with the address of one person ashore."),
]
OTHERS: Texts = [
    ("What is a mooring?", "A weight on the ground with a buoy to which a boat is made fast."),
    ("How long is a race?", "Between two hours and four, as the wind is."),
]


def became(old: Texts, new: Texts) -> Pairing:
    both = ([Record(*text, document="d.md", place=place) for place, text in enumerate(side)] for side in (old, new))
    return pair(*both)


def renamed(texts: Texts, *changes: tuple[str, str], answers: bool = True) -> Texts:
    found = texts
    for one, other in changes:
        found = [(q.replace(one, other), a.replace(one, other) if answers else a) for q, a in found]
    return found


@pytest.mark.parametrize("answers", [True, False])
def test_a_word_renamed_through_a_document_keeps_all_its_notes(answers: bool) -> None:
    found = became([*CREW, *OTHERS], [*renamed(CREW, ("skipper", "captain"), answers=answers), *OTHERS])
    assert found.pairs == {at: at for at in range(6)} and not found.doubts


def test_a_request_put_otherwise_in_many_questions_keeps_them() -> None:
    drills = [("Complete the rule: a cat", "purrs"), ("Complete the rule: a dog", "barks")]
    drills += [("Complete the rule: a cow", "moos"), ("Complete the rule: a frog", "croaks")]
    found = became([*drills, *OTHERS], [*renamed(drills, ("Complete", "Finish")), *OTHERS])
    assert found.pairs == {at: at for at in range(6)} and not found.doubts


def test_one_rewritten_answer_between_renamed_ones_is_not_lost() -> None:
    new = renamed(CREW, ("skipper", "captain"))
    new[3] = ("What does a captain sign?", "Nothing any more: whoever sails does so for themselves, at the gate.")
    assert 3 in became([*CREW, *OTHERS], [*new, *OTHERS]).pairs
    far = [*new[:3], *OTHERS, new[3]]
    found = became([*CREW, *OTHERS], far)
    assert [doubt.old for doubt in found.doubts] == [3]


def test_a_rename_that_two_notes_bear_out_is_none() -> None:
    """Three do; of a third whose answer was rewritten one asks."""
    new = renamed(CREW[:2], ("skipper", "captain"))
    found = became([*CREW[:2], *OTHERS], [*new, *OTHERS])
    assert not {0, 1} & found.pairs.keys()
    new.append(("When does a captain report?", "Nobody has to, since the boats send where they are."))
    found = became([*CREW[:3], *OTHERS], [*new, *OTHERS])
    assert 2 in [doubt.old for doubt in found.doubts]


LANDS: Texts = [
    ("What is the capital of Austria?", "Vienna, which lies on the Danube in the east of the country."),
    ("What is the highest peak of Austria?", "The Grossglockner in the High Tauern, at almost 3800 metres."),
    ("Which languages are spoken in Austria?", "German by most; Slovene and Croatian in some villages."),
    ("What does Austria export?", "Machines above all, then cars and their parts, then medicines."),
]
AUSTRALIA = [
    "Canberra, which was built between Sydney and Melbourne.",
    "Mount Kosciuszko in the Snowy Mountains, at little more than 2200 metres.",
    "English by most; there are still more than a hundred others.",
    "Iron ore above all, then coal and gas, then beef.",
]


def test_a_document_about_another_thing_is_no_rename() -> None:
    new = [(q.replace("Austria", "Australia"), a) for (q, _), a in zip(LANDS, AUSTRALIA, strict=True)]
    found = became([*LANDS, *OTHERS], [*new, *OTHERS])
    assert not set(range(4)) & found.pairs.keys()


def test_a_number_or_an_opposite_is_never_renamed() -> None:
    loans = [
        ("What was cheap in 1995?", "Flats at the edge of the town, of which many stood empty."),
        ("Who left in 1995?", "The weavers, since the last of the mills had closed its gates."),
        ("What was built in 1995?", "A bridge for trams and bicycles below the old castle."),
    ]
    later = became([*loans, *OTHERS], [*renamed(loans, ("1995", "1996")), *OTHERS])
    joins = [
        ("What does a left turn signal?", "A lamp that blinks at the side to which one means to go."),
        ("Who waits at a left turn?", "Whoever crosses the way of those that come straight on."),
        ("When is a left turn barred?", "Where a white line without gaps parts the two lanes."),
    ]
    other = became([*joins, *OTHERS], [*renamed(joins, ("left", "right")), *OTHERS])
    for found in (later, other):
        assert not set(range(3)) & found.pairs.keys()


HELP: Texts = [
    ("May two versions stand side by side?", "Yes"),
    ("How do I set a new password?", "Press the link in the mail and choose another one."),
    ("Which port has to be open?", "443"),
    ("Are updates free?", "Yes"),
    ("What does a red lamp mean?", "The disk is full: old files may be thrown away."),
    ("Is there a printed handbook?", "No"),
]


@pytest.mark.parametrize(
    "put",
    [
        "❓{}", "→ {}", "[Setup] {}", "Question: {}", "{} (2p)", "{} (NEW)", "{roman}. {}", "{circled} {}",
        "{} {{#q{number}}}", "{} [{number} points]",
    ],
)  # fmt: skip
def test_what_is_put_before_or_behind_all_questions_is_no_part_of_them(put: str) -> None:
    signs = enumerate(zip(["I", "II", "III", "IV", "V", "VI"], "①②③④⑤⑥", strict=True), 1)
    adorned = [
        (put.format(question, number=number, roman=roman, circled=circled), answer)
        for (number, (roman, circled)), (question, answer) in zip(signs, HELP, strict=True)
    ]
    for old, new in ((HELP, adorned), (adorned, HELP)):
        found = became(old, new)
        assert found.pairs == {at: at for at in range(6)} and not found.doubts


def test_what_is_added_to_one_question_is_asked() -> None:
    asks_more = [*HELP[:3], ("Are updates free for schools?", "Yes"), *HELP[4:]]
    assert 3 not in became(HELP, asks_more).pairs
    denied = [(question.replace("?", ", not?"), answer) for question, answer in HELP]
    assert 0 not in became(HELP, denied).pairs
