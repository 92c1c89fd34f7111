"""More ways in which people write questions, each in a small document of our own: every note, word for word."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from deckwright.errors import DeckwrightError
from deckwright.note import Choice
from deckwright.seeds.as_json import as_json
from deckwright.seeds.markers import all_kinds
from deckwright.seeds.read import read_text
from tests.conftest import ROOT, Result
from tests.seeds.accounting import check

Notes = list[tuple[str, str | None, str | None]]

# Name of the file -> its text; question, answer, level of every note.
DIALECTS: dict[str, tuple[str, Notes]] = {
    "lettered-headings.md": (
        "# Geology\n\n## A. What is granite?\n\nA rock.\n\n## B. What is basalt?\n\nAnother.\n\n## C. What is marble?\n\nA third.\n",
        [
            ("What is granite?", "A rock.", None),
            ("What is basalt?", "Another.", None),
            ("What is marble?", "A third.", None),
        ],
    ),
    "closed-h3-number-in-bold.md": (
        "# T\n\n### **1. What is iron?** ###\n\nA metal.\n\n### **2. What is tin?** ###\n\nAnother.\n\n### **3. Why gold?** ###\n\nNoble.\n",
        [("What is iron?", "A metal.", None), ("What is tin?", "Another.", None), ("Why gold?", "Noble.", None)],
    ),
    "number-outside-bold.md": (
        "1. **What is iron?**\n   A metal.\n\n2. **What is tin?**\n   Another.\n\n3. **Why gold?**\n   Noble.\n",
        [("What is iron?", "A metal.", None), ("What is tin?", "Another.", None), ("Why gold?", "Noble.", None)],
    ),
    "bold-number-inside-para.md": (
        "**1. What is iron?**\n\nA metal.\n\n**2. What is tin?**\n\nAnother.\n\n**3. Why gold?**\n\nNoble.\n",
        [("What is iron?", "A metal.", None), ("What is tin?", "Another.", None), ("Why gold?", "Noble.", None)],
    ),
    "di-ti.md": (
        "第1题：什么是铁？\n一种金属。\n\n第2题：什么是锡？\n另一种金属。\n\n第3题：为什么是金？\n因为贵。\n",
        [("什么是铁？", "一种金属。", None), ("什么是锡？", "另一种金属。", None), ("为什么是金？", "因为贵。", None)],
    ),
    "math-bold.md": (
        "## 𝐐𝟏. 𝐖𝐡𝐚𝐭 𝐢𝐬 𝐢𝐫𝐨𝐧?\n\nA metal.\n\n## 𝐐𝟐. 𝐖𝐡𝐚𝐭 𝐢𝐬 𝐭𝐢𝐧?\n\nAnother.\n\n## 𝐐𝟑. 𝐖𝐡𝐲 𝐠𝐨𝐥𝐝?\n\nNoble.\n",
        [("𝐖𝐡𝐚𝐭 𝐢𝐬 𝐢𝐫𝐨𝐧?", "A metal.", None), ("𝐖𝐡𝐚𝐭 𝐢𝐬 𝐭𝐢𝐧?", "Another.", None), ("𝐖𝐡𝐲 𝐠𝐨𝐥𝐝?", "Noble.", None)],
    ),
    "nbsp-after-hash.md": (
        "#\xa0Metals\n\n##\xa01. What is iron?\n\nA metal.\n\n##\xa02. What is tin?\n\nAnother.\n\n##\xa03. Why gold?\n\nNoble.\n",
        [("What is iron?", "A metal.", None), ("What is tin?", "Another.", None), ("Why gold?", "Noble.", None)],
    ),
    "html-headings.md": (
        "<h1>Metals</h1>\n<h3>What is iron?</h3>\n<p>A metal.</p>\n<h3>What is tin?</h3>\n<p>Another.</p>\n<h3>Why gold?</h3>\n<p>Noble.</p>\n",
        [
            ("What is iron?", "<p>A metal.</p>", None),
            ("What is tin?", "<p>Another.</p>", None),
            ("Why gold?", "<p>Noble.</p>", None),
        ],
    ),
    "task-list-questions.md": (
        "# Prep\n\n- [ ] What is iron?\n- [x] What is tin?\n- [ ] Why gold?\n- [ ] Why silver?\n",
        [
            ("What is iron?", None, None),
            ("What is tin?", None, None),
            ("Why gold?", None, None),
            ("Why silver?", None, None),
        ],
    ),
    "spanish-labels.md": (
        "Pregunta 1: ¿Qué es el hierro?\nRespuesta: Un metal.\n\nPregunta 2: ¿Qué es el estaño?\nRespuesta: Otro.\n\nPregunta 3: ¿Por qué oro?\nRespuesta: Es noble.\n",
        [
            ("¿Qué es el hierro?", "Un metal.", None),
            ("¿Qué es el estaño?", "Otro.", None),
            ("¿Por qué oro?", "Es noble.", None),
        ],
    ),
    "japanese.md": (
        "質問：鉄とは何ですか。\n回答：金属です。\n\n質問：錫とは何ですか。\n回答：別の金属です。\n\n質問：金はなぜ高いですか。\n回答：少ないからです。\n",
        [
            ("鉄とは何ですか。", "金属です。", None),
            ("錫とは何ですか。", "別の金属です。", None),
            ("金はなぜ高いですか。", "少ないからです。", None),
        ],
    ),
    "japanese-Q-A.md": (
        "### Q1. 鉄とは？\nA1. 金属です。\n\n### Q2. 錫とは？\nA2. 別の金属です。\n\n### Q3. 金とは？\nA3. 高い。\n",
        [("鉄とは？", "金属です。", None), ("錫とは？", "別の金属です。", None), ("金とは？", "高い。", None)],
    ),
    "korean.md": (
        "### Q. 철이란 무엇인가요?\nA. 금속입니다.\n\n### Q. 주석이란 무엇인가요?\nA. 다른 금속입니다.\n\n### Q. 금은 왜 비싼가요?\nA. 적기 때문입니다.\n",
        [
            ("철이란 무엇인가요?", "금속입니다.", None),
            ("주석이란 무엇인가요?", "다른 금속입니다.", None),
            ("금은 왜 비싼가요?", "적기 때문입니다.", None),
        ],
    ),
    "korean-bold.md": (
        "## 운영체제\n\n**1. 프로세스와 스레드의 차이는 무엇인가요?**\n\n프로세스는 …\n\n**2. 교착 상태란 무엇인가요?**\n\n서로 …\n\n**3. 세마포어를 설명하세요**\n\n신호 …\n",
        [
            ("프로세스와 스레드의 차이는 무엇인가요?", "프로세스는 …", None),
            ("교착 상태란 무엇인가요?", "서로 …", None),
            ("세마포어를 설명하세요", "신호 …", None),
        ],
    ),
    "german.md": (
        "**Frage:** Was ist Eisen?\n**Antwort:** Ein Metall.\n\n**Frage:** Was ist Zinn?\n**Antwort:** Noch eins.\n\n**Frage:** Warum Gold?\n**Antwort:** Es ist edel.\n",
        [
            ("Was ist Eisen?", "Ein Metall.", None),
            ("Was ist Zinn?", "Noch eins.", None),
            ("Warum Gold?", "Es ist edel.", None),
        ],
    ),
    "french.md": (
        "### Question 1 : Qu'est-ce que le fer ?\n\nRéponse : Un métal.\n\n### Question 2 : Qu'est-ce que l'étain ?\n\nRéponse : Un autre.\n\n### Question 3 : Pourquoi l'or ?\n\nRéponse : Il est noble.\n",
        [
            ("Qu'est-ce que le fer ?", "Un métal.", None),
            ("Qu'est-ce que l'étain ?", "Un autre.", None),
            ("Pourquoi l'or ?", "Il est noble.", None),
        ],
    ),
    "russian-bold.md": (
        "**Вопрос:** Что такое железо?\n\n**Ответ:** Металл.\n\n**Вопрос:** Что такое олово?\n\n**Ответ:** Ещё один.\n\n**Вопрос:** Почему золото?\n\n**Ответ:** Дорого.\n",
        [
            ("Что такое железо?", "Металл.", None),
            ("Что такое олово?", "Ещё один.", None),
            ("Почему золото?", "Дорого.", None),
        ],
    ),
    "portuguese.md": (
        "Pergunta: O que é ferro?\nResposta: Um metal.\n\nPergunta: O que é estanho?\nResposta: Outro.\n\nPergunta: Por que ouro?\nResposta: É nobre.\n",
        [
            ("O que é ferro?", "Um metal.", None),
            ("O que é estanho?", "Outro.", None),
            ("Por que ouro?", "É nobre.", None),
        ],
    ),
    "table.md": (
        "# Metals\n\n| Question | Answer |\n|---|---|\n| What is iron? | A metal |\n| What is tin? | Another |\n| Why gold? | |\n",
        [("What is iron?", "A metal", None), ("What is tin?", "Another", None), ("Why gold?", None, None)],
    ),
    "table-zh.md": (
        "| 序号 | 问题 | 答案 |\n|---|---|---|\n| 1 | 什么是铁 | 金属 |\n| 2 | 什么是锡 | 另一种 |\n| 3 | 为什么是金 | 贵 |\n",
        [("什么是铁", "金属", None), ("什么是锡", "另一种", None), ("为什么是金", "贵", None)],
    ),
    "table-front-back.md": (
        "| Front | Back |\n|:--|:--|\n| fer | iron |\n| étain | tin |\n| or | gold |\n",
        [("fer", "iron", None), ("étain", "tin", None), ("or", "gold", None)],
    ),
    "double-colon.md": (
        "iron :: a metal\ntin :: another\ngold :: noble\n",
        [("iron", "a metal", None), ("tin", "another", None), ("gold", "noble", None)],
    ),
    "obsidian-sr.md": (
        "#flashcards\n\nWhat is iron?::A metal\nWhat is tin?::Another\n\nWhat is gold?\n?\nA noble metal\nthat does not rust\n\nWhat is silver?\n?\nAnother\n",
        [
            ("What is iron?", "A metal", None),
            ("What is tin?", "Another", None),
            ("What is gold?", "A noble metal\nthat does not rust", None),
            ("What is silver?", "Another", None),
        ],
    ),
    "obsidian-rev.md": (
        "metal of rust:::iron\nmetal of cans:::tin\nnoble metal:::gold\n",
        [("metal of rust", "iron", None), ("metal of cans", "tin", None), ("noble metal", "gold", None)],
    ),
    "inka.md": (
        "---\nDeck: Metals\n\nTags: a b\n\n1. What is iron?\n> A metal\n\n2. What is tin?\n> Another\n\n3. Why gold?\n> Noble\n---\n",
        [("What is iron?", "A metal", None), ("What is tin?", "Another", None), ("Why gold?", "Noble", None)],
    ),
    "hashcards.md": (
        "Q: What is iron?\nA: A metal.\n\nQ: What is tin?\nA: Another.\n\nC: [Gold] is noble.\n",
        [("What is iron?", "A metal.", None), ("What is tin?", "Another.", None), ("[Gold] is noble.", None, None)],
    ),
    "definition-list.md": (
        "Iron\n: A metal.\n\nTin\n: Another.\n\nGold\n: Noble.\n",
        [("Iron", "A metal.", None), ("Tin", "Another.", None), ("Gold", "Noble.", None)],
    ),
    "asciidoc.adoc": (
        "= Metals\n\nWhat is iron?:: A metal.\nWhat is tin?:: Another.\nWhy gold?::\n  Noble.\n",
        [("What is iron?", "A metal.", None), ("What is tin?", "Another.", None), ("Why gold?", "Noble.", None)],
    ),
    "asciidoc-qanda.adoc": (
        "= Metals\n\n[qanda]\nWhat is iron?::\n  A metal.\nWhat is tin?::\n  Another.\nWhy gold?::\n  Noble.\n",
        [("What is iron?", "A metal.", None), ("What is tin?", "Another.", None), ("Why gold?", "Noble.", None)],
    ),
    "asciidoc-headings.adoc": (
        "= Metals FAQ\n\n== What is iron?\n\nA metal.\n\n== What is tin?\n\nAnother.\n\n== Why gold?\n\nNoble.\n",
        [("What is iron?", "A metal.", None), ("What is tin?", "Another.", None), ("Why gold?", "Noble.", None)],
    ),
    "org.org": (
        "* Metals\n** What is iron?\nA metal.\n** What is tin?\nAnother.\n** Why gold?\nNoble.\n",
        [("What is iron?", "A metal.", None), ("What is tin?", "Another.", None), ("Why gold?", "Noble.", None)],
    ),
    "toml-fm.md": (
        '+++\ntitle = "Metals"\n+++\n\n## What is iron?\n\nA metal.\n\n## What is tin?\n\nAnother.\n\n## Why gold?\n\nNoble.\n',
        [("What is iron?", "A metal.", None), ("What is tin?", "Another.", None), ("Why gold?", "Noble.", None)],
    ),
    "txt-faq-indented.txt": (
        "METALS FAQ\n==========\n\nContents\n  1. What is iron?\n  2. What is tin?\n  3. Why gold?\n\n1. What is iron?\n\n   A metal.\n   It rusts.\n\n2. What is tin?\n\n   Another.\n\n3. Why gold?\n\n   Noble.\n",
        [
            ("What is iron?", "A metal.\nIt rusts.", None),
            ("What is tin?", "Another.", None),
            ("Why gold?", "Noble.", None),
        ],
    ),
    "txt-faq-sections.txt": (
        "Metals FAQ\n\n1.1 What is iron?\n\n  A metal.\n\n1.2 What is tin?\n\n  Another.\n\n2. Noble metals\n\n2.1 Why gold?\n\n  Noble.\n\n2.2 Why silver?\n\n  Cheap.\n",
        [
            ("What is iron?", "A metal.", None),
            ("What is tin?", "Another.", None),
            ("Why gold?", "Noble.", None),
            ("Why silver?", "Cheap.", None),
        ],
    ),
    "paragraph-under-topic.md": (
        "# Interview\n\n## Closures\n\nWhat is a closure?\n\nA function with its scope.\n\n## Hoisting\n\nWhat is hoisting?\n\nMoving declarations.\n\n## Promises\n\nHow do promises work?\n\nThey settle.\n",
        [
            ("What is a closure?", "A function with its scope.", None),
            ("What is hoisting?", "Moving declarations.", None),
            ("How do promises work?", "They settle.", None),
        ],
    ),
    "toc-repeats.md": (
        "# Q\n\n- [What is iron?](#a)\n- [What is tin?](#b)\n- [Why gold?](#c)\n\n## What is iron?\n\nA metal.\n\n[⬆ back to top](#q)\n\n## What is tin?\n\nAnother.\n\n[⬆ back to top](#q)\n\n## Why gold?\n\nNoble.\n\n[⬆ back to top](#q)\n",
        [("What is iron?", "A metal.", None), ("What is tin?", "Another.", None), ("Why gold?", "Noble.", None)],
    ),
    "numbered-toc.md": (
        "# Q\n\n| No. | Questions |\n|---|---|\n| 1 | [What is iron?](#a) |\n| 2 | [What is tin?](#b) |\n| 3 | [Why gold?](#c) |\n\n1. ### What is iron?\n\n    A metal.\n\n    **[⬆ Back to Top](#q)**\n\n2. ### What is tin?\n\n    Another.\n\n    **[⬆ Back to Top](#q)**\n\n3. ### Why gold?\n\n    Noble.\n\n    **[⬆ Back to Top](#q)**\n",
        [("What is iron?", "A metal.", None), ("What is tin?", "Another.", None), ("Why gold?", "Noble.", None)],
    ),
    "mixed-article.md": (
        "# The metals\n\nMetals are nice.\n\n## Introduction\n\nThey shine in the sun and ring.\n\n## Smelting\n\nHeat the ore with coal.\n\n### Ovens\n\nOf clay.\n\n### Bellows\n\nOf leather.\n\n## FAQ\n\n### What is iron?\n\nA metal.\n\n### What is tin?\n\nAnother.\n\n### Why is gold dear?\n\nIt is rare.\n",
        [
            ("What is iron?", "A metal.", None),
            ("What is tin?", "Another.", None),
            ("Why is gold dear?", "It is rare.", None),
        ],
    ),
    "mixed-same-level.md": (
        "# Tool\n\n## Install\n\nRun it.\n\n## Usage\n\nCall it.\n\n## FAQ\n\n### Does it work on Windows?\n\nYes.\n\n### Is it free?\n\nYes.\n\n## API\n\n### open(path)\n\nOpens.\n\n### close()\n\nCloses.\n\n### read(n)\n\nReads.\n",
        [("Does it work on Windows?", "Yes.", None), ("Is it free?", "Yes.", None)],
    ),
    "two-dialects.md": (
        "# Metals\n\n## What is iron?\n\nA metal.\n\n## What is tin?\n\nAnother.\n\n## What is lead?\n\nHeavy.\n\n# Noble\n\nQ: Why gold?\nA: Noble.\n\nQ: Why silver?\nA: Cheap.\n\nQ: Why platinum?\nA: Catalysts.\n",
        [
            ("What is iron?", "A metal.", None),
            ("What is tin?", "Another.", None),
            ("What is lead?", "Heavy.", None),
            ("Why gold?", "Noble.", None),
            ("Why silver?", "Cheap.", None),
            ("Why platinum?", "Catalysts.", None),
        ],
    ),
    "levels-E-M-H.md": (
        "# Q\n\n1. [E] What is iron?\n\n   A metal.\n\n2. [M] What is tin?\n\n   Another.\n\n3. [H] Why gold?\n\n   Noble.\n",
        [("What is iron?", "A metal.", "E"), ("What is tin?", "Another.", "M"), ("Why gold?", "Noble.", "H")],
    ),
    "junior-senior.md": (
        "# Q\n\n## Junior\n\n1. What is iron?\n2. What is tin?\n\n## Senior\n\n1. Why gold?\n2. Why silver?\n",
        [
            ("What is iron?", None, "Junior"),
            ("What is tin?", None, "Junior"),
            ("Why gold?", None, "Senior"),
            ("Why silver?", None, "Senior"),
        ],
    ),
    "stars.md": (
        "## What is iron? ⭐\n\nA metal.\n\n## What is tin? ⭐⭐\n\nAnother.\n\n## Why gold? ⭐⭐⭐\n\nNoble.\n",
        [("What is iron?", "A metal.", "⭐"), ("What is tin?", "Another.", "⭐⭐"), ("Why gold?", "Noble.", "⭐⭐⭐")],
    ),
    "nested-bullets.md": (
        "* Metals\n  * What is iron?\n    * A metal.\n  * What is tin?\n    * Another.\n* Noble metals\n  * Why gold?\n    * Rare.\n  * Why silver?\n    * Cheap.\n",
        [
            ("What is iron?", "* A metal.", None),
            ("What is tin?", "* Another.", None),
            ("Why gold?", "* Rare.", None),
            ("Why silver?", "* Cheap.", None),
        ],
    ),
    "bullet-answers.md": (
        "- What is iron?\n  - A metal.\n- What is tin?\n  - Another.\n- Why gold?\n  - Rare.\n",
        [("What is iron?", "- A metal.", None), ("What is tin?", "- Another.", None), ("Why gold?", "- Rare.", None)],
    ),
    "blockquote-questions.md": (
        "> What is iron?\n\nA metal.\n\n> What is tin?\n\nAnother.\n\n> Why gold?\n\nNoble.\n",
        [("What is iron?", "A metal.", None), ("What is tin?", "Another.", None), ("Why gold?", "Noble.", None)],
    ),
    "Q-dash-A-dash.md": (
        "Q - What is iron?\nA - A metal.\n\nQ - What is tin?\nA - Another.\n\nQ - Why gold?\nA - Noble.\n",
        [("What is iron?", "A metal.", None), ("What is tin?", "Another.", None), ("Why gold?", "Noble.", None)],
    ),
    "Q)-A).md": (
        "Q) What is iron?\nA) A metal.\n\nQ) What is tin?\nA) Another.\n\nQ) Why gold?\nA) Noble.\n",
        [("What is iron?", "A metal.", None), ("What is tin?", "Another.", None), ("Why gold?", "Noble.", None)],
    ),
    "[Q]-[A].md": (
        "[Q] What is iron?\n[A] A metal.\n\n[Q] What is tin?\n[A] Another.\n\n[Q] Why gold?\n[A] Noble.\n",
        [("What is iron?", "A metal.", None), ("What is tin?", "Another.", None), ("Why gold?", "Noble.", None)],
    ),
    "【问】【答】.md": (
        "【问】什么是铁？\n【答】金属。\n\n【问】什么是锡？\n【答】另一种。\n\n【问】为什么是金？\n【答】贵。\n",
        [("什么是铁？", "金属。", None), ("什么是锡？", "另一种。", None), ("为什么是金？", "贵。", None)],
    ),
    "题目-答案-解析.md": (
        "题目：下列哪个是金属？\nA. 木\nB. 铁\nC. 水\n答案：B\n解析：铁是金属。\n\n题目：下列哪个会生锈？\nA. 金\nB. 铁\n答案：B\n\n题目：哪个最贵？\nA. 金\nB. 锡\n答案：A\n",
        [
            ("下列哪个是金属？\nA. 木\nB. 铁\nC. 水", "B\n解析：铁是金属。", None),
            ("下列哪个会生锈？\nA. 金\nB. 铁", "B", None),
            ("哪个最贵？\nA. 金\nB. 锡", "A", None),
        ],
    ),
    "exam-abcd.md": (
        "1. Which metal rusts?\n\nA. Gold\nB. Iron\nC. Tin\nD. Lead\n\nAnswer: B\n\n2. Which is liquid?\n\nA. Iron\nB. Mercury\n\nAnswer: B\n\n3. Which is red?\n\nA. Copper\nB. Tin\n\nAnswer: A\n",
        [
            ("Which metal rusts?\n\nA. Gold\nB. Iron\nC. Tin\nD. Lead", "B", None),
            ("Which is liquid?\n\nA. Iron\nB. Mercury", "B", None),
            ("Which is red?\n\nA. Copper\nB. Tin", "A", None),
        ],
    ),
    "setext.md": (
        "Metals\n======\n\nWhat is iron?\n-------------\n\nA metal.\n\nWhat is tin?\n------------\n\nAnother.\n\nWhy gold?\n---------\n\nNoble.\n",
        [("What is iron?", "A metal.", None), ("What is tin?", "Another.", None), ("Why gold?", "Noble.", None)],
    ),
    "underlined-txt.txt": (
        "What is iron?\n\n    A metal.\n\nWhat is tin?\n\n    Another.\n\nWhy gold?\n\n    Noble.\n",
        [("What is iron?", "A metal.", None), ("What is tin?", "Another.", None), ("Why gold?", "Noble.", None)],
    ),
    "bare-question-lines.md": (
        "What is iron?\nA metal.\n\nWhat is tin?\nAnother.\n\nWhy gold?\nNoble.\n",
        [("What is iron?", "A metal.", None), ("What is tin?", "Another.", None), ("Why gold?", "Noble.", None)],
    ),
    "only-questions.md": (
        "What is iron?\nWhat is tin?\nWhy gold?\nWhy silver?\n",
        [
            ("What is iron?", None, None),
            ("What is tin?", None, None),
            ("Why gold?", None, None),
            ("Why silver?", None, None),
        ],
    ),
    "italic-questions.md": (
        "*What is iron?*\n\nA metal.\n\n*What is tin?*\n\nAnother.\n\n*Why gold?*\n\nNoble.\n",
        [("What is iron?", "A metal.", None), ("What is tin?", "Another.", None), ("Why gold?", "Noble.", None)],
    ),
    "html-bold.md": (
        "<b>1. What is iron?</b><br>\nA metal.<br>\n\n<b>2. What is tin?</b><br>\nAnother.<br>\n\n<b>3. Why gold?</b><br>\nNoble.<br>\n",
        [
            ("What is iron?", "A metal.<br>", None),
            ("What is tin?", "Another.<br>", None),
            ("Why gold?", "Noble.<br>", None),
        ],
    ),
    "dt-dd.md": (
        "<dl>\n<dt>What is iron?</dt>\n<dd>A metal.</dd>\n<dt>What is tin?</dt>\n<dd>Another.</dd>\n<dt>Why gold?</dt>\n<dd>Noble.</dd>\n</dl>\n",
        [("What is iron?", "A metal.", None), ("What is tin?", "Another.", None), ("Why gold?", "Noble.", None)],
    ),
    "cn-num-、.md": (
        "1、什么是铁？\n\n金属。\n\n2、什么是锡？\n\n另一种。\n\n3、为什么是金？\n\n贵。\n",
        [("什么是铁？", "金属。", None), ("什么是锡？", "另一种。", None), ("为什么是金？", "贵。", None)],
    ),
    "cn-一、.md": (
        "一、什么是铁？\n\n金属。\n\n二、什么是锡？\n\n另一种。\n\n三、为什么是金？\n\n贵。\n",
        [("什么是铁？", "金属。", None), ("什么是锡？", "另一种。", None), ("为什么是金？", "贵。", None)],
    ),
    "cn-①.md": (
        "① 什么是铁？\n金属。\n\n② 什么是锡？\n另一种。\n\n③ 为什么是金？\n贵。\n",
        [("什么是铁？", "金属。", None), ("什么是锡？", "另一种。", None), ("为什么是金？", "贵。", None)],
    ),
    "paren-numbers.md": (
        "(1) What is iron?\n\nA metal.\n\n(2) What is tin?\n\nAnother.\n\n(3) Why gold?\n\nNoble.\n",
        [("What is iron?", "A metal.", None), ("What is tin?", "Another.", None), ("Why gold?", "Noble.", None)],
    ),
    "roman.md": (
        "I. What is iron?\n\nA metal.\n\nII. What is tin?\n\nAnother.\n\nIII. Why gold?\n\nNoble.\n",
        [("What is iron?", "A metal.", None), ("What is tin?", "Another.", None), ("Why gold?", "Noble.", None)],
    ),
    "arabic.md": (
        "### ما هو الحديد؟\n\nمعدن.\n\n### ما هو القصدير؟\n\nآخر.\n\n### لماذا الذهب؟\n\nنبيل.\n",
        [("ما هو الحديد؟", "معدن.", None), ("ما هو القصدير؟", "آخر.", None), ("لماذا الذهب؟", "نبيل.", None)],
    ),
    "back-to-top-div.md": (
        '## Q. What is iron?\n\nA metal.\n\n<div align="right">\n    <b><a href="#">↥ back to top</a></b>\n</div>\n\n## Q. What is tin?\n\nAnother.\n\n<div align="right">\n    <b><a href="#">↥ back to top</a></b>\n</div>\n\n## Q. Why gold?\n\nNoble.\n\n<div align="right">\n    <b><a href="#">↥ back to top</a></b>\n</div>\n',
        [("What is iron?", "A metal.", None), ("What is tin?", "Another.", None), ("Why gold?", "Noble.", None)],
    ),
    "di-n-ti-heading.md": (
        "### 第 1 题：什么是铁？\n\n金属。\n\n### 第 2 题：什么是锡？\n\n另一种。\n\n### 第 3 题：（某厂）为什么是金？\n\n贵。\n",
        [("什么是铁？", "金属。", None), ("什么是锡？", "另一种。", None), ("（某厂）为什么是金？", "贵。", None)],
    ),
    "tabs-txt.txt": (
        "iron\ta metal\ntin\tanother\ngold\tnoble\nsilver\tcheap\n",
        [("iron", "a metal", None), ("tin", "another", None), ("gold", "noble", None), ("silver", "cheap", None)],
    ),
    "vietnamese.md": (
        "Câu 1: Sắt là gì?\nTrả lời: Kim loại.\n\nCâu 2: Thiếc là gì?\nTrả lời: Khác.\n\nCâu 3: Tại sao vàng?\nTrả lời: Quý.\n",
        [("Sắt là gì?", "Kim loại.", None), ("Thiếc là gì?", "Khác.", None), ("Tại sao vàng?", "Quý.", None)],
    ),
    "Q.1)-Ans..md": (
        "Q.1) What is iron?\nAns. A metal.\n\nQ.2) What is tin?\nAns. Another.\n\nQ.3) Why gold?\nAns. Noble.\n",
        [("What is iron?", "A metal.", None), ("What is tin?", "Another.", None), ("Why gold?", "Noble.", None)],
    ),
    "Question-#1.md": (
        "**Question #1: What is iron?**\n\nA metal.\n\n**Question #2: What is tin?**\n\nAnother.\n\n**Question #3: Why gold?**\n\nNoble.\n",
        [("What is iron?", "A metal.", None), ("What is tin?", "Another.", None), ("Why gold?", "Noble.", None)],
    ),
    "Que-1.md": (
        "Que-1: What is iron?\nAns: A metal.\n\nQue-2: What is tin?\nAns: Another.\n\nQue-3: Why gold?\nAns: Noble.\n",
        [("What is iron?", "A metal.", None), ("What is tin?", "Another.", None), ("Why gold?", "Noble.", None)],
    ),
    "same-line-QA.md": (
        "Q: What is iron? A: A metal.\nQ: What is tin? A: Another.\nQ: Why gold? A: Noble.\n",
        [("What is iron?", "A metal.", None), ("What is tin?", "Another.", None), ("Why gold?", "Noble.", None)],
    ),
    "quote-QA.md": (
        "> **Q:** What is iron?\n> **A:** A metal.\n\n> **Q:** What is tin?\n> **A:** Another.\n\n> **Q:** Why gold?\n> **A:** Noble.\n",
        [("What is iron?", "A metal.", None), ("What is tin?", "Another.", None), ("Why gold?", "Noble.", None)],
    ),
    "heading-Question-n.md": (
        "# Exam\n\n## Question 1\n\nWhat is iron?\n\n### Answer\n\nA metal.\n\n## Question 2\n\nWhat is tin?\n\n### Answer\n\nAnother.\n\n## Question 3\n\nWhy is gold dear?\n\n### Answer\n\nNoble.\n",
        [
            ("What is iron?", "A metal.", None),
            ("What is tin?", "Another.", None),
            ("Why is gold dear?", "Noble.", None),
        ],
    ),
    "heading-Question-n-choices.md": (
        "# Exam\n\n## Question 1\n\nWhich metal rusts?\n\nA. Gold\nB. Iron\n\n**Answer:** B\n\n## Question 2\n\nWhich is liquid?\n\nA. Mercury\nB. Iron\n\n**Answer:** A\n\n## Question 3\n\nWhich is red?\n\nA. Tin\nB. Copper\n\n**Answer:** B\n",
        [
            ("Which metal rusts?\n\nA. Gold\nB. Iron", "B", None),
            ("Which is liquid?\n\nA. Mercury\nB. Iron", "A", None),
            ("Which is red?\n\nA. Tin\nB. Copper", "B", None),
        ],
    ),
    "Q1-alone.md": (
        "Q1\nWhat is iron?\nA1\nA metal.\n\nQ2\nWhat is tin?\nA2\nAnother.\n\nQ3\nWhy gold?\nA3\nNoble.\n",
        [("What is iron?", "A metal.", None), ("What is tin?", "Another.", None), ("Why gold?", "Noble.", None)],
    ),
    "QUESTION-caps-NO.md": (
        "QUESTION NO: 1\nWhich metal rusts?\nA. Gold\nB. Iron\nAnswer: B\n\nQUESTION NO: 2\nWhich is liquid?\nA. Mercury\nB. Iron\nAnswer: A\n\nQUESTION NO: 3\nWhich is red?\nA. Tin\nB. Copper\nAnswer: B\n",
        [
            ("Which metal rusts?\nA. Gold\nB. Iron", "B", None),
            ("Which is liquid?\nA. Mercury\nB. Iron", "A", None),
            ("Which is red?\nA. Tin\nB. Copper", "B", None),
        ],
    ),
    "keycaps.md": (
        "1️⃣ What is iron?\n\nA metal.\n\n2️⃣ What is tin?\n\nAnother.\n\n3️⃣ Why gold?\n\nNoble.\n",
        [("What is iron?", "A metal.", None), ("What is tin?", "Another.", None), ("Why gold?", "Noble.", None)],
    ),
    "details-numbered.md": (
        "1. What is iron?\n\n<details>\n<summary>Answer</summary>\n\nA metal.\n\n</details>\n\n2. What is tin?\n\n<details>\n<summary>Answer</summary>\n\nAnother.\n\n</details>\n\n3. Why gold?\n\n<details>\n<summary>Answer</summary>\n\nNoble.\n\n</details>\n",
        [("What is iron?", "A metal.", None), ("What is tin?", "Another.", None), ("Why gold?", "Noble.", None)],
    ),
    "details-bold-summary-numbers.md": (
        "<details>\n<summary><b>1. What is iron?</b></summary>\n\nA metal.\n\n</details>\n\n<details>\n<summary><b>2. What is tin?</b></summary>\n\nAnother.\n\n</details>\n\n<details>\n<summary><b>3. Why gold?</b></summary>\n\nNoble.\n\n</details>\n",
        [("What is iron?", "A metal.", None), ("What is tin?", "Another.", None), ("Why gold?", "Noble.", None)],
    ),
    "bold-colon-answer.md": (
        "**What is iron?**: A metal.\n\n**What is tin?**: Another.\n\n**Why gold?**: Noble.\n",
        [("What is iron?", "A metal.", None), ("What is tin?", "Another.", None), ("Why gold?", "Noble.", None)],
    ),
    "list-bold-then-text.md": (
        "- **What is iron?**\n\n  A metal.\n\n- **What is tin?**\n\n  Another.\n\n- **Why gold?**\n\n  Noble.\n",
        [("What is iron?", "A metal.", None), ("What is tin?", "Another.", None), ("Why gold?", "Noble.", None)],
    ),
    "numbered-bold-zh.md": (
        "**1、什么是铁？**\n\n金属。\n\n**2、什么是锡？**\n\n另一种。\n\n**3、为什么是金？**\n\n贵。\n",
        [("什么是铁？", "金属。", None), ("什么是锡？", "另一种。", None), ("为什么是金？", "贵。", None)],
    ),
    "zh-heading-num-no-space.md": (
        "##1.什么是铁？\n金属。\n##2.什么是锡？\n另一种。\n##3.为什么是金？\n贵。\n",
        [("什么是铁？", "金属。", None), ("什么是锡？", "另一种。", None), ("为什么是金？", "贵。", None)],
    ),
    "zh-Q-A-fullwidth.md": (
        "Q1：什么是铁？\nA1：金属。\n\nQ2：什么是锡？\nA2：另一种。\n\nQ3：为什么是金？\nA3：贵。\n",
        [("什么是铁？", "金属。", None), ("什么是锡？", "另一种。", None), ("为什么是金？", "贵。", None)],
    ),
    "ru-1).md": (
        "1) Что такое железо?\nМеталл.\n\n2) Что такое олово?\nЕщё один.\n\n3) Почему золото?\nДорого.\n",
        [
            ("Что такое железо?", "Металл.", None),
            ("Что такое олово?", "Ещё один.", None),
            ("Почему золото?", "Дорого.", None),
        ],
    ),
    "front-back-labels.md": (
        "Front: What is iron?\nBack: A metal.\n\nFront: What is tin?\nBack: Another.\n\nFront: Why gold?\nBack: Noble.\n",
        [("What is iron?", "A metal.", None), ("What is tin?", "Another.", None), ("Why gold?", "Noble.", None)],
    ),
    "hr-separated-cards.md": (
        "What is iron?\n\n---\n\nA metal.\n\n===\n\nWhat is tin?\n\n---\n\nAnother.\n\n===\n\nWhy gold?\n\n---\n\nNoble.\n",
        [("What is iron?", "A metal.", None), ("What is tin?", "Another.", None), ("Why gold?", "Noble.", None)],
    ),
}


@pytest.mark.parametrize("name", DIALECTS)
def test_every_note_of_a_document(name: str) -> None:
    text, notes = DIALECTS[name]
    read = read_text(text, name=name)
    assert [(found.note.question, found.note.answer, found.note.level) for found in read.notes] == notes
    check(text, as_json(read))


QUIZ = """\
# Shell

#### Q1. Which prints?

- [ ] ls
- [x] `echo`
- [ ] cd

It writes its words.

#### Q2. Given this, what is printed?

```bash
echo 1
```

- [x] 1
- [ ] 2
- [x] one
      line

#### Q3. What is left to do?

- [ ] all
- [ ] of it
"""


def test_options_with_boxes_are_choices() -> None:
    read = read_text(QUIZ)
    first, second, third = (found.note for found in read.notes)
    assert first.question == "Which prints?" and first.kind == "choice" and first.answer == "It writes its words."
    assert first.choices == (Choice("ls", False), Choice("`echo`", True), Choice("cd", False))
    assert second.question == "Given this, what is printed?\n```bash\necho 1\n```"
    assert [choice.text for choice in second.choices if choice.correct] == ["1", "one\nline"]
    assert third.choices == () and third.answer == "- [ ] all\n- [ ] of it"  # none is ticked: no quiz
    data = as_json(read)
    assert data["notes"][0]["answer"] == "`echo`\n\nIt writes its words."
    assert data["notes"][0]["choices"][1] == {"text": "`echo`", "correct": True}
    check(QUIZ, data)


SEPARATED = {
    "a.csv": 'Nr;Frage;Antwort\n1;"Was ist ""Eisen""; kurz?";"Ein Metall,\nes rostet."\n2;Was ist Zinn?;\n',
    "b.csv": 'question,answer,tags\nWhat is iron?,A metal.,x\n"What, then, is tin?",Another.,y\n',
    "c.tsv": "正面\t背面\n铁\tiron\n锡\ttin\n",
}


@pytest.mark.parametrize(
    ("name", "notes"),
    [
        ("a.csv", [('Was ist "Eisen"; kurz?', "Ein Metall,\nes rostet."), ("Was ist Zinn?", None)]),
        ("b.csv", [("What is iron?", "A metal."), ("What, then, is tin?", "Another.")]),
        ("c.tsv", [("铁", "iron"), ("锡", "tin")]),
    ],
)
def test_separated_values(name: str, notes: list[tuple[str, str | None]]) -> None:
    read = read_text(SEPARATED[name], name=name)
    assert [(found.note.question, found.note.answer) for found in read.notes] == notes
    check(SEPARATED[name], as_json(read))


FAQ = """\
                    The Kettle FAQ

Contents

1. About kettles
   1.1. What is a kettle?
   1.2. Why does a kettle sing shortly before the water in it
   comes to the boil?
2. Use
   2.1. May it boil dry?

----------------------------------------------------------------------
1. About kettles
----------------------------------------------------------------------

1.1. What is a kettle?

    A pot with a spout.

1.2. Why does a kettle sing shortly before the water in it
comes to the boil?

    Bubbles form at the bottom and collapse
    higher up.

----------------------------------------------------------------------
2. Use
----------------------------------------------------------------------

2.1. May it boil dry?

    No.
"""


def test_a_plain_text_faq_with_contents_and_wrapped_questions() -> None:
    read = read_text(FAQ, name="kettle.txt")
    assert [(found.note.question, found.note.answer) for found in read.notes] == [
        ("What is a kettle?", "A pot with a spout."),
        (
            "Why does a kettle sing shortly before the water in it\ncomes to the boil?",
            "Bubbles form at the bottom and collapse\nhigher up.",
        ),
        ("May it boil dry?", "No."),
    ]
    assert [found.note.section for found in read.notes] == [("1. About kettles",)] * 2 + [("2. Use",)]
    assert [found.note.tags for found in read.notes] == [("About kettles",)] * 2 + [("Use",)]
    check(FAQ, as_json(read))


def test_numbers_set_to_the_right_are_one_count() -> None:
    text = "".join(f"{number:>2}. Is {number} a prime?\n\n    Perhaps {number}.\n\n" for number in range(8, 13))
    assert [found.label for found in read_text(text).notes] == [(8,), (9,), (10,), (11,), (12,)]


@pytest.mark.parametrize(
    "text",
    [
        "# Kettle\n\n## Install\n\nPour.\n\n## Usage\n\nHeat.\n\n### boil(water)\n\nBoils.\n\n### sing()\n\nSings.\n",
        "# Changelog\n\n## 1.2.0 (2020-01-02)\n\n- a\n\n## [1.1.0](x) - 2019-01-02\n\n- b\n\n## **1.0.0**\n\n- c\n",
        "1.0.1 / 2020-01-02\n==================\n\n * a\n\n1.0.0 / 2019-01-02\n==================\n\n * b\n",
        "We ask: why?\n\n" + "Nobody knows, and so we go on at length. " * 30 + "\n\nAnd who would?\n\nNot I.\n",
    ],
    ids=["manual", "changelog", "history", "essay"],
)
def test_what_asks_nothing(text: str) -> None:
    read = read_text(text)
    assert read.notes == () and read.reading.marker is None
    check(text, as_json(read))


def test_the_answers_of_a_key_are_joined_by_number() -> None:
    text = "# Quiz\n\n1. What is iron?\n2. What is tin?\n3. Why gold?\n\n# Answers\n\n1. A metal.\n2. Another.\n3. Noble.\n"
    read = read_text(text)
    assert [found.note.answer for found in read.notes] == ["A metal.", "Another.", "Noble."]
    assert [note["answer_spans"] for note in as_json(read)["notes"]][1] == [
        {"line": 10, "column": 1, "end_line": 10, "end_column": 11}
    ]
    assert [part.code for part in read.unused] == ["answer-key"]
    check(text, as_json(read))


def test_an_faq_inside_an_article() -> None:
    text = DIALECTS["mixed-same-level.md"][0]
    unused = {part.code for part in read_text(text).unused}
    assert "section-text" in unused


def test_a_doubtful_reading_says_so(cli: Callable[..., Result], tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("iron :: a metal\ntin :: another\n", "utf-8")
    out = cli("read", tmp_path / "a.md").out
    assert re.search(
        r"doubtful: confidence 0\.\d\d: .*\. Look at --format html, and pin another reading with --marker", out
    )
    (tmp_path / "b.md").write_text("".join(f"Q{n}: What is {n}?\nA: {n}.\n\n" for n in range(1, 9)), "utf-8")
    assert "doubtful:" not in cli("read", tmp_path / "b.md").out


@pytest.mark.parametrize("form", ["{}. ", "{} - ", "[{}] ", "({}) ", "{}: "])
def test_options_belong_to_the_question(form: str) -> None:
    text = "".join(
        f"## Which is {word}?\n\n{form.format('A')}gold\n{form.format('B')}iron\n\n" for word in ("red", "soft", "dear")
    )
    read = read_text(text)
    options = f"{form.format('A')}gold\n{form.format('B')}iron"
    assert [found.note.question.partition("\n")[2].strip() for found in read.notes] == [options] * 3
    assert [found.note.answer for found in read.notes] == [None] * 3


def test_topics_on_request(cli: Callable[..., Result], tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(
        "# Bees\n\n## Anatomy\n\n" + "Six legs. " * 60 + "\n\n## Honey\n\n" + "Sweet. " * 80 + "\n", "utf-8"
    )
    assert cli("read", path).status == 1
    assert "Anatomy" in cli("read", "--topics", path).out
    assert cli("build", "--topics", path, "-o", tmp_path / "a.apkg").status == 0
    assert (tmp_path / "a.apkg").exists()


@pytest.mark.parametrize(
    "questions",
    [
        ["404 表示什么？", "什么是缓存？", "什么是会话？"],
        ["什么是血糖？", "2 型糖尿病怎样治疗？", "什么是胰岛素？"],
        ["Why is 0.1+0.2 not 0.3?", "0.1+0.1？！=0.3", "What is a float?"],
        ["12 Angry Men: who directed it?", "Who wrote Psycho?", "7 Samurai: who starred?"],
    ],
)
def test_a_number_that_counts_nothing_belongs_to_the_question(questions: list[str]) -> None:
    text = "".join(f"## {question}\n\nSo it is.\n\n" for question in questions)
    assert [found.note.question for found in read_text(text).notes] == questions


def test_a_number_that_counts_is_taken_off() -> None:
    text = "".join(f"## {n}. What is {word}?\n\nA metal.\n\n" for n, word in enumerate(("iron", "tin", "zinc"), 1))
    assert [found.note.question for found in read_text(text).notes] == [
        "What is iron?",
        "What is tin?",
        "What is zinc?",
    ]


class TestMarkersOfOthers:
    """The package that docs/markers.md builds, installed as pip would, by its metadata on the path."""

    @pytest.fixture
    def install(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
        def write(value: str) -> None:
            [code] = re.findall(r"```python\n(.*?)```", (ROOT / "docs" / "markers.md").read_text("utf-8"), re.S)
            (tmp_path / "lecture_marks.py").write_text(code, "utf-8")
            info = tmp_path / "lecture_marks-1.0.dist-info"
            info.mkdir()
            (info / "METADATA").write_text("Metadata-Version: 2.1\nName: lecture-marks\nVersion: 1.0\n")
            (info / "entry_points.txt").write_text(f"[deckwright.markers]\nlecture = {value}\n")
            monkeypatch.syspath_prepend(tmp_path)
            all_kinds.cache_clear()

        yield write
        sys.modules.pop("lecture_marks", None)
        all_kinds.cache_clear()

    def test_it_reads_its_documents(self, install: Callable[[str], None]) -> None:
        install("lecture_marks:kind")
        [text] = re.findall(r"```text\n(.*?)```", (ROOT / "docs" / "markers.md").read_text("utf-8"), re.S)
        read = read_text(text)
        assert read.reading.marker == "lecture"
        assert [(found.note.question, found.note.answer) for found in read.notes] == [
            ("What is a mitochondrion?", "It makes most of a cell's ATP."),
            ("What is a ribosome?", "It makes proteins."),
        ]
        check(text, as_json(read))

    @pytest.mark.parametrize(
        ("value", "said"),
        [("lecture_marks:nothing", "cannot be loaded"), ("lecture_marks:find", "is a function; expected a MarkerKind")],
    )
    def test_one_that_is_broken_is_named(self, install: Callable[[str], None], value: str, said: str) -> None:
        install(value)
        with pytest.raises(DeckwrightError, match=f"the marker 'lecture' {said}"):
            read_text("x")

    @pytest.mark.parametrize("family", ["heading-arrow", "bullet", "number-arrow", "outline", "question-label"])
    def test_its_families_are_words_and_nothing_else(
        self, install: Callable[[str], None], tmp_path: Path, family: str
    ) -> None:
        install("lecture_marks:kind")
        source = tmp_path / "lecture_marks.py"
        source.write_text(source.read_text("utf-8").replace('Mark("lecture"', f'Mark("{family}"'), "utf-8")
        read = read_text("?> What is it?\nThis.\n\n?> And that?\nThat.\n", marker=family)
        assert [found.note.answer for found in read.notes] == ["This.", "That."]

    def test_one_that_fails_is_named(self, install: Callable[[str], None], tmp_path: Path) -> None:
        install("lecture_marks:kind")
        source = tmp_path / "lecture_marks.py"
        source.write_text(source.read_text("utf-8").replace("for block in blocks:", "for block in blocks[9]:"), "utf-8")
        with pytest.raises(DeckwrightError, match="the marker 'lecture' fails: IndexError"):
            read_text("x")

    def test_a_name_of_ours_is_refused(self, install: Callable[[str], None], tmp_path: Path) -> None:
        install("lecture_marks:kind")
        source = tmp_path / "lecture_marks.py"
        source.write_text(source.read_text("utf-8").replace('MarkerKind("lecture"', 'MarkerKind("table"'), "utf-8")
        with pytest.raises(DeckwrightError, match="calls itself 'table'"):
            read_text("x")
