"""Ways in which people write questions and answers, each in a document of our own; read with no configuration."""

from __future__ import annotations

import gc

import pytest

from deckwright.errors import DeckwrightError
from deckwright.seeds.as_json import as_json
from deckwright.seeds.read import read_text
from tests.seeds.accounting import check

Notes = list[tuple[str, str | None]]

DIALECTS: dict[str, tuple[str, Notes]] = {
    "headings-with-closing-hashes-and-numbers": (
        "# Cooking #\n\n## 1. Why does dough rise? ##\nYeast.\n\n## 2. How long?\n\n## 3. What is umami?\nA taste.\n",
        [("Why does dough rise?", "Yeast."), ("How long?", None), ("What is umami?", "A taste.")],
    ),
    "sub-headings-belong-to-the-answer": (
        "## What is tea?\n\nA drink.\n\n### History\n\nOld.\n\n## What is coffee?\n\nAnother.\n",
        [("What is tea?", "A drink.\n\n### History\n\nOld."), ("What is coffee?", "Another.")],
    ),
    "chinese-sections-and-answer-labels": (
        "## 一、水\n\n### 1、水为什么是湿的？\n\n答：因为附着力。\n\n### 2、冰为什么会浮？\n\n答：\n密度小。\n\n## 二、火\n\n### 3、火是什么？\n\n（1）热\n（2）光\n",
        [("水为什么是湿的？", "因为附着力。"), ("冰为什么会浮？", "密度小。"), ("火是什么？", "（1）热\n（2）光")],
    ),
    "numbers-whose-answers-hold-numbers": (
        "1. How to boil an egg?\n   1. water\n   2. egg\n2. How to fry one?\n   1. pan\n   2. oil\n3. How to eat it?\n\nSlowly.\n",
        [("How to boil an egg?", "1. water\n2. egg"), ("How to fry one?", "1. pan\n2. oil"), ("How to eat it?", "Slowly.")],
    ),
    "a-heading-behind-a-list-of-questions-ends-it": (
        "1. **¿Qué es el pan?**\n\n   Comida.\n\n2. **¿Y el vino?**\n\n## Referencias\n\n- un libro\n",
        [("¿Qué es el pan?", "Comida."), ("¿Y el vino?", None)],
    ),
    "labels-in-bold": (
        "**Q: Is it free?**\n\nA: Yes.\n\n**Q: For how long?**\n\nA: A year.\n\nOr two.\n",
        [("Is it free?", "Yes."), ("For how long?", "A year.\n\nOr two.")],
    ),
    "questions-of-several-lines-before-a-label": (
        "Q: What does this say,\nand in which language?\nA: Hello.\n\nQ: And this?\nA: World.\n",
        [("What does this say,\nand in which language?", "Hello."), ("And this?", "World.")],
    ),
    "plain-text-with-indented-answers": (
        "Q1. What is rain?\n    Water that falls.\nQ2. What is snow?\n    Frozen water,\n    in flakes.\n",
        [("What is rain?", "Water that falls."), ("What is snow?", "Frozen water,\nin flakes.")],
    ),
    "russian-labels-in-headings": (
        "### Вопрос 1. Что такое снег?\n\nВода.\n\n### Вопрос 2. Почему он белый?\n\nОн рассеивает свет.\n",
        [("Что такое снег?", "Вода."), ("Почему он белый?", "Он рассеивает свет.")],
    ),
    "folded-answers": (
        "<details>\n<summary>What is a <b>cloud</b>?</summary><br><b>\n\nDrops.\n</b></details>\n\n<details>\n<summary>Explain this:\n\n```\nx\n```\n</summary><br><b>\n\nIt is x.\n</b></details>\n",
        [("What is a <b>cloud</b>?", "Drops."), ("Explain this:\n\n```\nx\n```", "It is x.")],
    ),
    "a-quiz-with-a-folded-answer": (
        "###### 1. Which one floats?\n\n- A: iron\n- B: wood\n\n<details><summary><b>Answer</b></summary>\n<p>\n\n#### Answer: B\n\nIt is light.\n\n</p>\n</details>\n\n---\n\n###### 2. Which one sinks?\n\n- A: iron\n- B: wood\n\n<details><summary><b>Answer</b></summary>\n<p>\n\n#### Answer: A\n\n</p>\n</details>\n",
        [("Which one floats?\n\n- A: iron\n- B: wood", "B\n\nIt is light."), ("Which one sinks?\n\n- A: iron\n- B: wood", "A")],
    ),
    "bold-lines-with-separators": (
        "**What is salt?**\n\nA crystal.\n\n<br/>\n\n**What is sugar?**\n\nAnswer here\n\n<br/>\n\n**What is fat?**\n\nEnergy.\n",
        [("What is salt?", "A crystal."), ("What is sugar?", None), ("What is fat?", "Energy.")],
    ),
    "a-table": (
        "# Facts\n\n| # | Question | Answer |\n|---|---|---|\n| 1 | What is two and two? | Four. |\n| 2 | And three? | |\n| 3 | And `a\\|b`? | Or. |\n",
        [("What is two and two?", "Four."), ("And three?", None), ("And `a\\|b`?", "Or.")],
    ),
    "terms-and-definitions": (
        "Capital of France :: Paris\nCapital of Japan :: Tokyo\nCapital of Peru :: Lima\n",
        [("Capital of France", "Paris"), ("Capital of Japan", "Tokyo"), ("Capital of Peru", "Lima")],
    ),
    "a-question-mark-between": (
        "What is a fugue?\n?\nA piece for voices.\n\nWhat is a canon?\n?\nA strict one.\n",
        [("What is a fugue?", "A piece for voices."), ("What is a canon?", "A strict one.")],
    ),
    "an-org-outline": (
        "* Garden\n** Trees\n*** What is an oak?\n    A tree.\n*** What is a yew?\n** Herbs\n*** What is thyme?\n    A herb.\n",
        [("What is an oak?", "A tree."), ("What is a yew?", None), ("What is thyme?", "A herb.")],
    ),
    "html-headings": (
        "<h3>1. What is bread?</h3>\n<p>Food.</p>\n<h3>2. What is cheese?</h3>\n<p>Also food.</p>\n",
        [("What is bread?", "<p>Food.</p>"), ("What is cheese?", "<p>Also food.</p>")],
    ),
    "contents-and-back-to-top": (
        "1. [What is a?](#a)\n2. [What is b?](#b)\n\n## What is a?\nOne.\n\n**[⬆ Back to Top](#top)**\n\n## What is b?\nTwo.\n\n**[⬆ Back to Top](#top)**\n\n## What is c?\nThree.\n\n**[⬆ Back to Top](#top)**\n",
        [("What is a?", "One."), ("What is b?", "Two."), ("What is c?", "Three.")],
    ),
    "questions-without-answers-and-code-that-is-asked-about": (
        "* What is a loop?\n* What does this print?\n```\nprint(1)\n```\n* Explain recursion.\n* Explain it again.\n* Describe a stack.\n",
        [("What is a loop?", None), ("What does this print?\n```\nprint(1)\n```", None), ("Explain recursion.", None), ("Explain it again.", None), ("Describe a stack.", None)],
    ),
    "placeholders": (
        "## 为什么天是蓝的？\n\n- [ ] TODO\n\n## 海为什么是咸的？\n\n待补充\n\n## 草为什么是绿的？\n\n叶绿素。\n",
        [("为什么天是蓝的？", None), ("海为什么是咸的？", None), ("草为什么是绿的？", "叶绿素。")],
    ),
    "a-number-out-of-order": (
        "1. What is one?\nA.\n\n4. What is four?\nD.\n\n2. What is two?\nB.\n\n3. What is three?\nC.\n",
        [("What is one?", "A."), ("What is four?", "D."), ("What is two?", "B."), ("What is three?", "C.")],
    ),
    "hashcards-with-cloze-lines": (
        '---\nname = "Bees"\n---\n\nQ: Who builds the comb?\nA: The workers.\n\nC: The [queen] lays.\n\nQ: Who eats royal jelly?\nA: The queen.\n',
        [("Who builds the comb?", "The workers."), ("The [queen] lays.", None), ("Who eats royal jelly?", "The queen.")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", DIALECTS)
def test_dialect(name: str) -> None:
    text, expected = DIALECTS[name]
    read = read_text(text, f"{name}.md")
    assert [(found.note.question, found.note.answer) for found in read.notes] == expected
    check(text, as_json(read))


LEVELS: dict[str, tuple[str, list[str | None]]] = {
    "headings": ("# T\n\n## Easy\n\n### What is a?\n\nA.\n\n## Hard\n\n### What is b?\n\nB.\n", ["Easy", "Hard"]),
    "brackets": ("### [Easy] What is a?\nA.\n### [Hard] What is b?\nB.\n### What is c?\nC.\n", ["Easy", "Hard", None]),
    "chinese-brackets-behind": ("## 什么是甲？（初级）\n甲。\n## 什么是乙？【高级】\n乙。\n", ["初级", "高级"]),
    "a-legend": (
        "Legend: 🐣 easy 🦅 hard\n\n**What is a? 🐣**\n\nA.\n\n**What is b? 🦅**\n\nB.\n\n**What is c?**\n\nC.\n",
        ["easy", "hard", None],
    ),
    "letters": ("1. [E] What is a?\nA.\n2. [H] What is b?\nB.\n3. [M] What is c?\nC.\n", ["E", "H", "M"]),
    "a-word-within-a-question-says-nothing": (
        "## What is easy (or hard) listening?\nA.\n## What is jazz?\nB.\n",
        [None, None],
    ),
}


@pytest.mark.parametrize("name", LEVELS)
def test_levels(name: str) -> None:
    text, expected = LEVELS[name]
    read = read_text(text)
    assert [found.note.level for found in read.notes] == expected
    assert not any(
        sign in found.note.question
        for found in read.notes
        for sign in "[【（🐣🦅"
        if name != "a-word-within-a-question-says-nothing"
    )
    check(text, as_json(read))


ARTICLE = "# Bees\n\nThey fly.\n\n" + "".join(
    f"## {topic}\n\n{'A long paragraph about it. ' * 20}\n\n" for topic in ("Anatomy", "Life cycle", "Honey", "Enemies")
)


@pytest.mark.parametrize(
    "text",
    [
        ARTICLE,
        "# My holiday\n\nWe went to the sea. It was warm.\n\n# The way home\n\nLong.\n",
        "- milk\n- eggs\n- bread\n",
        "# Changes\n\n## 1.1\n\n- **Fixes**\n\n## 1.0\n\n- **First**\n",
        "```\n# What is this?\nIt is code.\n# And this?\nAlso.\n```\n",
        "To ask, write `Q: …`. For example:\n\n    Q: What is this?\n    A: A test.\n\n"
        + "More words follow here. " * 20,
    ],
)
def test_what_holds_no_question(text: str) -> None:
    read = read_text(text)
    assert not read.notes and read.reading.marker is None
    check(text, as_json(read))


def test_an_article_says_why_and_its_headings_can_be_had_all_the_same() -> None:
    assert "are topics rather than questions; --topics makes a note of each" in read_text(ARTICLE).reading.because[0]
    for read in (read_text(ARTICLE, topics=True), read_text(ARTICLE, marker="heading-2")):
        assert [found.note.question for found in read.notes] == ["Anatomy", "Life cycle", "Honey", "Enemies"]
        check(ARTICLE, as_json(read))


def test_a_glossary_is_cards() -> None:
    terms = ["Ablation", "Bias", "Chunk", "Drift", "Epoch", "Fold", "Gate", "Head", "Init"]
    text = "".join(f"# {term}\n\nWhat {term.lower()} means, in a line.\n\n" for term in terms)
    assert [found.note.question for found in read_text(text).notes] == terms


@pytest.mark.parametrize("on", [True, False])
def test_the_collector_is_left_as_it_was(on: bool) -> None:
    try:
        (gc.enable if on else gc.disable)()
        read_text("# What is a?\n\nA letter.\n")
        assert gc.isenabled() is on
        with pytest.raises(DeckwrightError):
            read_text("# What is a?\n", marker="heading-5")
        assert gc.isenabled() is on
    finally:
        gc.enable()
