"""Edits as people make them in documents that live: ornaments, headings, answers to come, code, slips."""

from __future__ import annotations

import pytest

from deckwright.cards.pairing import verdict
from deckwright.cards.pairing.answers import compare_answers
from deckwright.cards.pairing.context import Context
from deckwright.cards.pairing.forms import writing_of
from deckwright.cards.pairing.match import pair
from deckwright.cards.pairing.records import Record
from tests.cards.test_pairing import ABOVE, BELOW, alone, outcome, record


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("How do bees find their way home?", "🐝 How do bees find their way home?"),
        ("★ How do bees find their way home?", "How do bees find their way home? ⏰"),
        ("How do bees find their way home? 💡", "How do bees find their way home?"),
    ],
)
def test_a_symbol_before_or_behind_a_question_is_decoration(one: str, two: str) -> None:
    rewritten = "By landmarks that they learned on their first flights."
    assert outcome((one, "They see where the sun stands."), (two, rewritten)) == "same"
    assert alone((one, "They see where the sun stands."), (two, "They see where the sun stands.")) == "same"


def test_a_symbol_that_gave_way_to_another_is_no_decoration() -> None:
    assert outcome(("Which planet has this sign? ♀", "Venus"), ("Which planet has this sign? ♂", "Mars")) == "another"
    assert (
        outcome(("What does it say in a score? ♮", "natural"), ("What does it say in a score? ♭", "flat")) == "another"
    )


@pytest.mark.parametrize(
    ("one", "two"),
    [("Boulangère", "Boulanger/boulangère"), ("Vendeuse", "Vendeur / Vendeuse")],
)
def test_a_form_written_beside_a_word_is_the_same_word(one: str, two: str) -> None:
    answer = "a person of this trade"
    assert outcome((one, answer), (two, answer)) == outcome((two, answer), (one, answer)) == "same"
    assert outcome((one, "Trade"), (two, "Trade")) == "same"


def test_another_word_beside_a_slash_is_another_word() -> None:
    assert outcome(("Boulangère", "Trade"), ("Vendeur/vendeuse", "Trade")) != "same"
    assert outcome(("nitrate", "NO3"), ("nitrite/nitrous", "NO3")) != "same"


def _unanswered(answer: str, count: int) -> list[tuple[str, str]]:
    asked = ["Where do eels spawn?", "How do corals feed?", "What is plankton?", "When do herrings school?"]
    return [(question, answer) for question in asked[:count]]


def test_an_answer_that_most_of_a_document_has_is_none() -> None:
    old, new = "Compare bony fish, sharks and rays by their skeletons", "Compare bony fish, sharks and rays. Skeletons"
    others = _unanswered("<em>to follow</em>", 4)
    written = "Bone in the first; in the other two cartilage, which is lighter and bends."
    assert outcome((old, "<em>to follow</em>"), (new, written), *others) == "same"
    assert outcome((old, "<em>to follow</em>"), (new, written), *_unanswered("<em>to follow</em>", 1)) != "same"
    assert outcome(("Is a ray a fish?", "true"), ("Is a whale a fish?", "false"), *_unanswered("true", 4)) != "same"
    other = ("Compare bony fish, sharks and whales by their hearts", written)
    assert outcome((old, "<em>to follow</em>"), other, *others) != "same"


def test_an_answer_that_most_of_a_document_rightly_has_is_one() -> None:
    others = [(f"Which class has the {beast}?", "Mammals") for beast in ("bat", "dolphin", "hare", "seal", "otter")]
    old, new = ("Which class has the whale?", "Mammals"), ("Which class has the whale shark?", "Cartilaginous fish")
    assert outcome(old, new, *others) != "same"


SNIPPET = "```python\nnumbers = [3, 5, 8]\nfor one in numbers:\n    print(one % 2)\n```"


def test_code_that_no_other_question_has_is_asked_about() -> None:
    english = (f"What is printed here?\n\n{SNIPPET}", "One, one and nought: what is left of each.")
    german = (f"Welche Zeilen gibt das aus?\n\n{SNIPPET}", "Eins, eins und null, also jeweils den Rest.")
    assert outcome(english, german) == alone(english, german) == "doubt"
    steps = (f"How often does the loop run?\n\n{SNIPPET}", "Three times")
    assert outcome((english[0], "Three times"), steps) != "same"
    assert alone(("What is `x`?", "A name."), ("Wozu dient `x`?", "Es steht für die Spalte.")) == "another"


def test_a_question_that_says_nothing_keeps_its_place_with_most_of_its_answer() -> None:
    before = (
        "The ball falls. First the string is cut, which held it at the ceiling all the time, then gravity pulls it."
    )
    after = (
        "The ball falls, since fire cut the string, which held it at the ceiling all the time; so gravity has its way."
    )
    assert outcome(("And why?", before), ("And why?", after)) == "same"
    assert alone(("And why?", before), ("And why?", after)) == "doubt"
    assert outcome(("And why?", before), ("And why?", "It is too heavy for the wind that blows here.")) != "same"


def test_an_equal_question_under_another_heading_is_in_its_place() -> None:
    def side(section: str, answer: str) -> list[Record]:
        return [
            record(*ABOVE, 0, section=(section,)),
            record("How do I get a library card?", answer, 1, section=(section,)),
            record(*BELOW, 2, section=(section,)),
        ]

    found = pair(side("General", "Ask at the desk."), side("Questions", "Online, with any passport."))
    assert found.pairs.get(1) == 1


def test_an_equal_heading_under_another_heading_is_not() -> None:
    def side(section: str, answer: str) -> list[Record]:
        return [record(*ABOVE, 0), record("Usual prices", answer, 1, section=(section,)), record(*BELOW, 2)]

    found = pair(side("Library", "Two a year."), side("Swimming bath", "Nine, and five for children."))
    assert not found.pairs.get(1)


def test_code_of_its_own_and_a_long_answer_word_for_word_are_enough() -> None:
    answer = "One, one and nought, each on a line of its own: what is left when one divides by two."
    english = f"What happens here?\n\n{SNIPPET}\n\n- A: Nothing is printed.\n- B: Two lines\n- C: Three lines"
    german = f"Was geschieht hier?\n\n{SNIPPET}\n\n- A: Es wird nichts ausgegeben.\n- B: Zwei Zeilen\n- C: Drei Zeilen"
    assert alone((english, answer), (german, answer)) == "same"


def test_code_is_long_from_24_letters_on() -> None:
    long, short = "```\nabcdefghijkl = mnopqrstuvwx\n```", "```\nabcdefghijkl = mnopqrstuvw\n```"
    for code, wanted in ((long, "doubt"), (short, "another")):
        one = (f"What does this keep?\n\n{code}", "A name that another name has.")
        two = (f"Wozu dient diese Zeile?\n\n{code}", "Damit zwei Namen dasselbe bezeichnen.")
        assert outcome(one, two) == wanted


@pytest.mark.parametrize(("one", "two"), [("lead 1", "lead 2"), ("bank 2", "bank 1.2")])
def test_the_number_that_a_word_bears_among_its_like_is_asked_about(one: str, two: str) -> None:
    assert outcome((one, "a metal"), (two, "a metal")) == "doubt"
    assert outcome((one, "a metal"), (two, "to go ahead")) == "another"


def test_letters_that_slipped_in_question_and_answer_are_asked_about() -> None:
    assert outcome(("BHérisson", "hedgeho"), ("Hérisson", "hedgehog")) == "doubt"
    assert outcome(("BHérisson", "hedgeho"), ("Herse", "harrow")) == "another"


def _sides(count: int, others: int) -> tuple[list[Record], list[Record]]:
    """A document in which `count` questions are answered "to follow", `others` not; the first is answered then."""
    asked = ["Where do eels spawn?", "How do corals feed?", "What is plankton?", "When do herrings school?"]
    known = ["Why do ships float?", "Who first measured the Earth?", "What turns the tides?", "How deep is the sea?"]
    known += ["Which ocean is the warmest?"]
    old = [record(question, "to follow", at) for at, question in enumerate(asked[:count])]
    old += [record(question, f"Said at length: {question}", at + 9) for at, question in enumerate(known[:others])]
    new = [record("How do eels spawn, and where?", "In warm water far from any coast, deep down."), *old[1:]]
    return old, new


@pytest.mark.parametrize(("count", "others", "is_none"), [(4, 4, True), (3, 3, False), (4, 5, False)])
def test_an_answer_to_come_is_that_of_four_questions_and_half_the_document(
    count: int, others: int, is_none: bool
) -> None:
    old, new = _sides(count, others)
    found = compare_answers(old[0], new[0], Context(old, new))
    assert found.missing == is_none


def test_an_equal_question_keeps_its_note_with_two_fifths_of_a_long_answer() -> None:
    kept = "It floats since the water that it pushes away is as heavy"
    question = "Why does a steel ship float?"

    def became(answer: str) -> str:
        other = record("What is a keel?", "The lowest beam of a ship.", 0, "other.md")
        found = pair([record(question, f"{kept}, as was found in a bath."), other], [other, record(question, answer)])
        return "same" if found.pairs.get(1) == 0 else "doubt" if found.doubts else "another"

    assert became(f"{kept[:38]} weighs more. Archimedes knew this for all bodies in any liquid at rest.") == "same"
    assert became("Because of the air inside. Archimedes knew this for all bodies in any liquid at rest.") == "doubt"


def test_a_question_all_in_capitals_is_the_same() -> None:
    assert outcome(("Does Linux run on it?", "No"), ("DOES LINUX RUN ON IT?", "No")) == "same"
    assert outcome(("Is Co solid?", "Yes"), ("Is CO solid?", "Yes")) != "same"
    assert outcome(("Linux runs", "No"), ("LINUX RUNS", "No")) != "same"


STEPS = "Lay it on ice, dry it with a cloth, rub it with salt and leave it in the cold for a night."


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        ("How do you cure a salmon?", "What is the best way of making gravlax from salmon?", "same"),
        ("Why does cured salmon keep?", "What makes salmon last once it is cured?", "same"),
        ("How do you cure a salmon?", "How do you cure a char?", "same"),
        ("How do you cure the left half of a salmon?", "How do you cure the right half of a salmon?", "doubt"),
        ("How do you cure 2 salmon?", "How do you cure 12 salmon?", "doubt"),
        ("How do you cure a salmon?", "How do you not cure a salmon?", "same"),
    ],
)
def test_a_long_answer_word_for_word_carries_a_question_put_otherwise(old: str, new: str, wanted: str) -> None:
    assert outcome((old, STEPS), (new, STEPS)) == wanted


def test_a_misspelt_name_of_two_parts_is_carried_by_its_answer() -> None:
    said = "Two populations grow and shrink by turns, since one feeds on the other."
    assert (
        outcome(("What do Lotka-Volterra equations say?", said), ("What do Lotka-Voltarra equations say?", said))
        == "same"
    )
    assert outcome(("Who was Ann-Mary?", "A queen"), ("Who was Ann-Mara?", "A nurse of the poor")) == "another"


def test_a_slip_of_the_pen_is_asked_about_whatever_is_answered() -> None:
    assert outcome(("Which lobe has the cerebelum?", "Lobe 3"), ("Which lobe has the cerebellum?", "Lobe 4")) == "doubt"
    assert (
        outcome(("Which lobe has the cerebrum?", "Lobe 3"), ("Which lobe has the cerebellum?", "Lobe 4")) == "another"
    )


def test_a_question_that_only_says_more_in_its_old_place_is_asked_about(monkeypatch: pytest.MonkeyPatch) -> None:
    """However unlikely; but not where the answers speak against each other."""
    monkeypatch.setitem(verdict.WEIGHTS, "other", {"bias": -9.0})
    old, new = (
        ("Who looks after a reef?", "Wardens"),
        ("Who looks after a reef during storms?", "Nobody can; corals break."),
    )
    assert outcome(old, new) == outcome(new, old) == "doubt" and alone(old, new) == "another"
    assert outcome(("Is a reef alive?", "Yes"), ("Is a reef alive during storms?", "No")) == "another"
    assert outcome(old, ("Who looks after a bay during storms?", new[1])) == "another"


@pytest.mark.parametrize(("others", "wanted"), [("The hen yard", True), ("Hens", False)])
def test_a_heading_that_gave_way_above_the_neighbours_too_is_the_same(others: str, wanted: bool) -> None:
    old, new = (
        ("Why do hens moult?", "Worn feathers go."),
        ("For what reason do hens moult?", "To be warm by winter."),
    )
    before = [record(*one, at, section=("Hens",)) for at, one in enumerate((ABOVE, old, BELOW))]
    headings = (others, "The hen yard", others)
    after = [record(*one, at, section=(headings[at],)) for at, one in enumerate((ABOVE, new, BELOW))]
    found = pair(before, after)
    assert (found.pairs.get(1) == 1) == wanted


def test_a_section_about_another_thing_with_the_same_headings_is_not_in_its_place() -> None:
    heads = ("Advantages", "Drawbacks", "Typical use")
    said = {"Carts": ("Cheap to mend", "Slow on hills", "Hay"), "Trams": ("Quiet and clean", "Bound to rails", "Towns")}

    def side(name: str) -> list[Record]:
        notes = [record(head, said[name][at], at, section=(name,)) for at, head in enumerate(heads)]
        return [*notes, record(*BELOW, 3)]

    assert pair(side("Carts"), side("Trams")).pairs == {3: 3}


def test_one_question_in_another_script_in_its_old_place_is_asked_about() -> None:
    english = ("What is everything in this language?", "Values and objects exist, and nothing else.")
    chinese = ("JavaScript 中的一切都是？", "语言里只有值和对象 (value)。")
    assert outcome(english, chinese) == outcome(chinese, english) == "doubt"
    assert alone(english, chinese) == "another"
    assert outcome(english, ("How is memory freed?", "By a collector, in pauses.")) == "another"


@pytest.mark.parametrize(
    ("text", "script"),
    [("JavaScript 中的一切都是？", "CJK"), ("JavaScript 的？", "LATIN"), ("ひらがなと漢字", "CJK"), ("42 + 1", "")],
)
def test_the_script_of_a_text(text: str, script: str) -> None:
    assert writing_of(text) == script


@pytest.mark.parametrize(("heading", "wanted"), [("Quick sort", True), ("Merge sort", False), ("", False)])
def test_what_says_nothing_by_itself_is_asked_about_in_its_place_under_its_heading(heading: str, wanted: bool) -> None:
    def side(under: tuple[str, ...], answer: str) -> list[Record]:
        return [record(*ABOVE, 0), record("Advantages", answer, 1, section=under), record(*BELOW, 2)]

    before = side(("Quick sort",) if heading else (), "Fast in most cases")
    found = pair(before, side((heading,) if heading else (), "Needs hardly any memory beside the list"))
    assert 1 not in found.pairs and bool(found.doubts) == wanted
