"""Other syntaxes than Markdown: what is the text's, and what only sets or keeps it."""

from __future__ import annotations

import pytest

from deckwright.seeds.as_json import as_json
from deckwright.seeds.read import read_text
from tests.seeds.accounting import check

ORG = """#+TITLE: Bees
#+STARTUP: overview
* Hive
** TODO What is a queen?                                  :drill:laying:
:PROPERTIES:
:ID:       1f
:END:
SCHEDULED: <2022-01-17 Mon>
She lays.
#+begin_src python
* not a heading
#+end_src
** [#A] What is a drone?
He does not.
# a remark
* Year
** When do they fly?
In May.
"""
ITEMS = """* Item :drill:
:PROPERTIES:
:ID: 1
:END:
What is honey?

** The answer
Sweet.
* Item :drill:
What is wax?
** The answer
- soft
- white
"""
FRONTS = "".join(
    f"*** 18:2{n}\n:PROPERTIES:\n:DECK: a\n:END:\n**** Front\n\n    What is {n}?\n\n**** Back\n\n    So {n}.\n\n"
    f"**** Extra\n\n    page {n}\n\n"
    for n in range(3)
)
SIBLINGS = "".join(f"# {w}\n\n## Frage {n}\n\nWas ist {w}?\n\n## Antwort {n}\n\nDas.\n\n" for n, w in enumerate("abc"))
ADOC = """= Hives
The committee
:toc:

[qanda]
What is a queen?::
  She lays.
+
Eggs.

[[drone]]
What is a drone?::
  He does not.
// a remark

[[worker]]
What is a worker?::
  She works.
"""
REST = """.. _top:

=====
Hives
=====

.. contents::
   :depth: 2

Queens
~~~~~~

.. _queen:

What is a queen?
\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"

She lays.

.. note::

   Eggs.

.. _drone:

What is a drone?
\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"

He does not.

.. remark to myself
   of two lines
"""
EXAM = """\\documentclass{exam}
\\title{Hives}
\\begin{document}
\\begin{questions}
\\question[2]
What is a queen?
\\begin{solution}[4cm]
\\begin{itemize}
  \\item She lays.
\\end{itemize}
\\end{solution}

% a remark
\\question What is a drone?
\\begin{solution}
He does not.
\\end{solution}
\\end{questions}
\\end{document}
"""
LISTED = """\\documentclass{article}
\\begin{document}
\\section*{Queens}
\\begin{enumerate}
    \\item What is a queen? \\\\
    \\\\
    \\item What is an egg? \\\\
\\end{enumerate}
\\newpage
\\section*{Drones}
\\begin{enumerate}
    \\item What is a drone?
\\end{enumerate}
\\end{document}
"""
PAGE = """<!DOCTYPE html>
<html>
<head>
<title>Hives</title>
</head>
<body>
<nav><a href="a.html">What else?</a></nav>
<dl>
  <dt>Queen</dt>
  <dd>She lays.</dd>
  <dt>Drone</dt>
  <dd>He does not.</dd>
  <dt>Worker</dt>
  <dd>She works, from her third day on.</dd>
  <dt>Brood</dt>
  <dd>Eggs, larvae and pupae.</dd>
  <dt>Smoker</dt>
  <dd>A can with bellows.</dd>
</dl>
<footer>Made in May</footer>
</body>
</html>
"""

Told = tuple[str, str | None]
DOCUMENTS: dict[str, tuple[str, list[Told]]] = {
    "a.org": (
        ORG,
        [
            ("What is a queen?", "She lays.\n#+begin_src python\n* not a heading\n#+end_src"),
            ("What is a drone?", "He does not."),
            ("When do they fly?", "In May."),
        ],
    ),
    "items.org": (ITEMS, [("What is honey?", "Sweet."), ("What is wax?", "- soft\n- white")]),
    "fronts.org": (FRONTS, [(f"What is {n}?", f"So {n}.") for n in range(3)]),
    "siblings.md": (SIBLINGS, [(f"Was ist {w}?", "Das.") for w in "abc"]),
    "a.adoc": (
        ADOC,
        [
            ("What is a queen?", "She lays.\nEggs."),
            ("What is a drone?", "He does not."),
            ("What is a worker?", "She works."),
        ],
    ),
    "a.rst": (REST, [("What is a queen?", "She lays.\n\n\n   Eggs."), ("What is a drone?", "He does not.")]),
    "exam.tex": (
        EXAM,
        [
            ("What is a queen?", "\\begin{itemize}\n  \\item She lays.\n\\end{itemize}"),
            ("What is a drone?", "He does not."),
        ],
    ),
    "listed.tex": (LISTED, [("What is a queen?", None), ("What is an egg?", None), ("What is a drone?", None)]),
    "a.html": (
        PAGE,
        [
            ("Queen", "She lays."),
            ("Drone", "He does not."),
            ("Worker", "She works, from her third day on."),
            ("Brood", "Eggs, larvae and pupae."),
            ("Smoker", "A can with bellows."),
        ],
    ),
}


@pytest.mark.parametrize("target", [".. _drone:", ".. _drone"])
def test_a_target_above_a_title_with_a_line_above_it_ends_no_answer(target: str) -> None:
    asked = ["What is a queen?", "What is a drone?", "What is a worker?"]
    line = "=" * len(asked[0])
    titles = [f"{line}\n{question}\n{line}\nIt is a bee.\n\n" for question in asked]
    text = f"{titles[0]}{target}\n{titles[1]}{titles[2]}"
    assert [(one.note.question, one.note.answer) for one in read_text(text, name="a.rst").notes] == [
        (question, "It is a bee.") for question in asked
    ]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_syntax(name: str) -> None:
    text, notes = DOCUMENTS[name]
    read = as_json(read_text(text, name=name))
    assert [(note["question"], note["answer"]) for note in read["notes"]] == notes, read["reading"]
    check(text, read)


def test_a_title_is_one_however_it_is_written() -> None:
    for name in ("a.org", "a.adoc", "a.rst", "exam.tex"):
        headings = read_text(DOCUMENTS[name][0], name=name).headings
        assert (headings[0].text, headings[0].role) in {("Bees", "title"), ("Hives", "title")}, name


def test_what_is_no_text_is_told_as_such() -> None:
    unused = read_text(ORG, name="a.org").unused
    assert {one.code for one in unused} == {"markup"}
    assert {one.code for one in read_text(PAGE, name="a.html").unused} == {"markup"}


def test_tags_of_a_headline_are_the_notes() -> None:
    notes = [found.note for found in read_text(ORG, name="a.org").notes]
    assert notes[0].tags == ("Hive", "drill", "laying") and notes[1].tags == ("Hive",)
    assert read_text(ITEMS, name="a.org").notes[1].note.tags == ("drill",)
    assert read_text(FRONTS, name="a.org").notes[1].note.extra == "page 1"
