"""Exams, quizzes and exports: options, keys, signs between parts, cards of one line."""

from __future__ import annotations

import pytest

from deckwright.seeds.as_json import as_json
from deckwright.seeds.read import read_text
from tests.seeds.accounting import check

GIFT = """// a remark
::Q1:: Bees are insects. {T}

Which bee lays?
{ =queen #she does ~drone ~worker }

$CATEGORY: Year

When do they fly? {
  ~%-50%in winter
  =in summer
}

Where is honey kept? {=in the comb}

A hive has {=one =a single} queen.
"""
BARE = """Quiz of May
3
Which bee lays?
1. drone
2. queen
3. worker
2
animals
##
Which bee stings?
1. drone
2. queen
3. worker
3
animals
##
Which bee waits?
1. drone
2. queen
3. worker
1
animals
##
4
Which bee warms?
1. drone
2. queen
3. worker
3
animals
##
"""
HASHES = """Which bee lays?#1) drone#2) queen#3) worker|2
Which bee stings?#1) drone#2) queen#3) worker|3
Which bee waits?#1) drone#2) queen#3) worker|1
Which bee is one of many?#1) worker#2) queen#3) none|1
"""
HEADED = """answerCode,questionText
A,"What is honey, and why?"
B,What is wax?
"A,C",What is a hive?
B,What is a swarm?
"""
TOPICS = (
    "".join(f"What is {word}?##{topic}\n" for word, topic in zip("abcdefghijklmnop", "xyzw" * 4, strict=True))
    .replace("##x", "##Nature")
    .replace("##y", "##Sport")
    .replace("##z", "##Science")
    .replace("##w", "##History")
)
TRUTHS = "".join(f"Is {word} a vowel?##{answer}\n" for word, answer in zip("abcdefgh", ["yes", "no"] * 4, strict=True))
RANGE = """一、选择题（共 9 分）

1．蜂王做什么？（  ）
A．产卵  B．采蜜
2．工蜂做什么？（  ）
A．产卵  B．采蜜
3．雄蜂做什么？（  ）
A．交配  B．采蜜

二、填空题（共 4 分）

4．蜂蜜来自________。
5．蜂蜡用来造________。

参考答案

一、1-3 ABA
二、4．花蜜  5．蜂巢
"""
FILLED = """一、单选题

1、产卵的是( B )。
A、雄蜂
B、蜂王
2、( A )是交配的。
A、雄蜂
B、蜂王

二、判断题

3、蜜蜂是昆虫。( √ )
4、蜘蛛是昆虫。( × )
"""
BRACKETS = """ROUND ONE: BEES
1. Which bee lays? [the queen]
2. Which bee stings? [the worker]

ROUND TWO: NUMBERS
1. How many legs has a bee? [6]
2. How many wings (all of them)? [4]
3. Which month is the swarm's? [May]
"""
POINTS = "".join(f"{n}. What is {word}? [2 points]\n" for n, word in enumerate("abcde", 1))
PAGES = "".join(f"【문 {n}】 {n}은 무엇입니까?\n【답】 꿀벌 {n}\n\n" + f"- {n} -\n\n" * (n % 2) for n in range(1, 6))
REPEATED = "".join(
    f"What does a {word} do?\na) lays\nb) stings\nc) waits\n{right}\n"
    for word, right in (("queen", "a) lays"), ("worker", "b) stings"), ("drone", "c) waits"), ("bee", "stings"))
)
FOLDED = (
    """<html>
<head><title>FAQ</title></head>
<body>
<div class="faq">
"""
    + "".join(
        f'  <div class="faq-q">What is a {word}</div>\n  <div class="faq-a">\n    A bee that {does}.\n  </div>\n'
        for word, does in (("queen", "lays"), ("worker", "stings"), ("drone", "waits"), ("guard", "watches"))
    )
    + "</div>\n</body>\n</html>\n"
)
LATIN = "mot_latin,traduction_fr,forme_complete,genre,declinaison\n" + "".join(
    f'{word},{means},"{word}, ae, {gender}",{gender},{number}\n'
    for word, means, gender, number in (
        ("apis", "abeille", "f", 3),
        ("cera", "cire", "f", 1),
        ("mel", "miel", "n", 3),
        ("favus", "rayon", "m", 2),
        ("alvus", "ruche", "f", 2),
        ("flos", "fleur", "m", 3),
    )
)
OBSIDIAN = """---
tags: [bees]
---

# Hives

What does `a[::2]` give?::Every second one
Difference between `is` and `==`::`is` compares identity
<!--SR:!2023-09-21,12,250-->
`std::vector` holds::many things
The queen::lays
<!--SR:!2023-09-21,12,250-->

See also [[wax]].
"""
LOGSEQ = """- # Hives
\t- What is a queen? #card
\t  card-repeats:: 2
\t  card-odd:: 1
\t\t- She lays.
\t- What is a drone? #card
\t  card-repeats:: 3
\t\t- He does not.
\t- a remark on page 9
- What is wax? #card
\t- Soft.
"""
GLOSSARY = """Glossary
========

queen
  She lays.

  All of them.

drone
  He does not.

worker
\tShe works.

brood
  Eggs, larvae and pupae, in cells that the workers keep warm.

smoker
  A can with bellows, which calms the bees.
"""

Told = tuple[str, str | None]
DOCUMENTS: dict[str, tuple[str, list[Told]]] = {
    "quiz.gift": (
        GIFT,
        [
            ("Bees are insects.", "T"),
            ("Which bee lays?", "queen"),
            ("When do they fly?", "in summer"),
            ("Where is honey kept?", "in the comb"),
            ("A hive has  queen.", "one a single"),
        ],
    ),
    "bare.txt": (
        BARE,
        [
            ("Which bee lays?", "queen"),
            ("Which bee stings?", "worker"),
            ("Which bee waits?", "drone"),
            ("Which bee warms?", "worker"),
        ],
    ),
    "hashes.txt": (
        HASHES,
        [
            ("Which bee lays?", "queen"),
            ("Which bee stings?", "worker"),
            ("Which bee waits?", "drone"),
            ("Which bee is one of many?", "worker"),
        ],
    ),
    "headed.txt": (
        HEADED,
        [
            ("What is honey, and why?", "A"),
            ("What is wax?", "B"),
            ("What is a hive?", "A,C"),
            ("What is a swarm?", "B"),
        ],
    ),
    "topics.txt": (TOPICS, [(f"What is {word}?", None) for word in "abcdefghijklmnop"]),
    "truths.txt": (TRUTHS, [(f"Is {word} a vowel?", "no" if n % 2 else "yes") for n, word in enumerate("abcdefgh")]),
    "range.txt": (
        RANGE,
        [
            ("蜂王做什么？（  ）\nA．产卵  B．采蜜", "A"),
            ("工蜂做什么？（  ）\nA．产卵  B．采蜜", "B"),
            ("雄蜂做什么？（  ）\nA．交配  B．采蜜", "A"),
            ("蜂蜜来自________。", "花蜜"),
            ("蜂蜡用来造________。", "蜂巢"),
        ],
    ),
    "filled.txt": (
        FILLED,
        [
            ("产卵的是(  )。\nA、雄蜂\nB、蜂王", "B"),
            ("(  )是交配的。\nA、雄蜂\nB、蜂王", "A"),
            ("蜜蜂是昆虫。(  )", "√"),
            ("蜘蛛是昆虫。(  )", "×"),
        ],
    ),
    "brackets.txt": (
        BRACKETS,
        [
            ("Which bee lays?", "the queen"),
            ("Which bee stings?", "the worker"),
            ("How many legs has a bee?", "6"),
            ("How many wings (all of them)?", "4"),
            ("Which month is the swarm's?", "May"),
        ],
    ),
    "points.txt": (POINTS, [(f"What is {word}? [2 points]", None) for word in "abcde"]),
    "pages.txt": (PAGES, [(f"{n}은 무엇입니까?", f"꿀벌 {n}") for n in range(1, 6)]),
    "repeated.txt": (
        REPEATED,
        [
            (f"What does a {word} do?", does)
            for word, does in (("queen", "lays"), ("worker", "stings"), ("drone", "waits"), ("bee", "stings"))
        ],
    ),
    "folded.html": (
        FOLDED,
        [
            (f"What is a {word}", f"A bee that {does}.")
            for word, does in (("queen", "lays"), ("worker", "stings"), ("drone", "waits"), ("guard", "watches"))
        ],
    ),
    "latin.csv": (
        LATIN,
        [
            ("apis", "abeille"),
            ("cera", "cire"),
            ("mel", "miel"),
            ("favus", "rayon"),
            ("alvus", "ruche"),
            ("flos", "fleur"),
        ],
    ),
    "obsidian.md": (
        OBSIDIAN,
        [
            ("What does `a[::2]` give?", "Every second one"),
            ("Difference between `is` and `==`", "`is` compares identity"),
            ("`std::vector` holds", "many things"),
            ("The queen", "lays"),
        ],
    ),
    "logseq.md": (
        LOGSEQ,
        [("What is a queen?", "- She lays."), ("What is a drone?", "- He does not."), ("What is wax?", "- Soft.")],
    ),
    "glossary.rst": (
        GLOSSARY,
        [
            ("queen", "She lays.\n\nAll of them."),
            ("drone", "He does not."),
            ("worker", "She works."),
            ("brood", "Eggs, larvae and pupae, in cells that the workers keep warm."),
            ("smoker", "A can with bellows, which calms the bees."),
        ],
    ),
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_way(name: str) -> None:
    text, notes = DOCUMENTS[name]
    read = as_json(read_text(text, name=name))
    assert [(note["question"], note["answer"]) for note in read["notes"]] == notes, read["reading"]
    check(text, read)


def test_options_are_choices() -> None:
    for name, right in (("quiz.gift", "queen"), ("bare.txt", "queen"), ("hashes.txt", "queen")):
        notes = [found.note for found in read_text(DOCUMENTS[name][0], name=name).notes]
        note = next(note for note in notes if note.question == "Which bee lays?")
        assert {choice.text: choice.correct for choice in note.choices} == {
            word: word == right for word in ("drone", "queen", "worker")
        }
    assert read_text(GIFT, name="quiz.gift").notes[1].note.extra == "she does"


def test_what_sorts_questions_is_their_tag() -> None:
    notes = [found.note for found in read_text(TOPICS, name="topics.txt").notes]
    assert [note.tags for note in notes[:3]] == [("Nature",), ("Sport",), ("Science",)]


def test_sections_with_a_count_stand_over_their_questions() -> None:
    read = read_text(BRACKETS, name="brackets.txt")
    assert [found.note.section for found in read.notes][1:3] == [("ROUND ONE: BEES",), ("ROUND TWO: NUMBERS",)]


@pytest.mark.parametrize("before", ["You go on in steps.", "It takes a list of things to do", "按步骤做。"])
def test_boxes_behind_an_answer_are_things_to_do(before: str) -> None:
    text = f"## How is it done?\n\n{before}\n\n- [ ] one\n- [x] two\n\n## What is wax?\n\nFat.\n"
    note = read_text(text, "a.md").notes[0].note
    assert note.answer == f"{before}\n\n- [ ] one\n- [x] two" and not note.choices


@pytest.mark.parametrize(
    "before",
    ["Select all that apply.", "Which of these?", "One of these:", "多选", "![a](a.png)", "$$x$$", "(Choose two)"],
)
def test_boxes_behind_what_leads_to_them_are_choices(before: str) -> None:
    text = f"## How is it done?\n\n{before}\n\n- [ ] one\n- [x] two\n\n## What is wax?\n\nFat.\n"
    note = read_text(text, "a.md").notes[0].note
    assert [one.text for one in note.choices] == ["one", "two"]
