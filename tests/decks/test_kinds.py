"""Multiple choice, cloze deletions, questions whose front is code: as a real Anki shows them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from deckwright.decks.build import BuildReport, build
from deckwright.project import load
from deckwright.text import cloze
from tests.decks.anki_desk import Desk, Log, desk

NOTES = """\
format: 1
notes:
  - id: choice
    question: Which **planet** is largest?
    kind: choice
    choices:
      - text: Mars
      - {text: '*Jupiter*', correct: true}
      - text: Saturn, with $r<R$
    answer: It holds more than all others together.
  - id: bare
    question: Pick two.
    kind: choice
    choices: [{text: one, correct: true}, {text: two}, {text: three, correct: true}]
  - id: cloze
    question: |-
      The {{c1::**mitochondrion**::an organelle}} makes {{c2::ATP}}.

      - $\\frac{a}{b_{c_{d}}}$ and {{c1::$\\frac{1}{e^{x_{y}}}$}}
      - {{c3::`std::map`}} {{c2::with {{c4::inner}} part}}
    kind: cloze
    extra: Said *often*.
  - id: code
    question: |-
      What does this print?

      ```python
      def f(x):  # a comment
          return "a" * 3
      ```
    answer: Nothing.
"""


@pytest.fixture
def built(project: Path) -> BuildReport:
    (project / "cards").mkdir()
    (project / "cards" / "own.yaml").write_text(NOTES, "utf-8")
    (project / "deck.lock").write_text('{"format": 1, "key": "notes-k3y4t3st"}\n', "utf-8")
    return build(load(project))


@pytest.fixture
def anki(built: BuildReport, project: Path, tmp_path: Path) -> Iterator[Desk]:
    with desk(tmp_path / "anki") as opened:
        assert opened.take(project / "build" / "notes.apkg") == Log(4, 0, 0, 0)
        assert opened.problems() == []
        yield opened


def body(html: str) -> str:
    return html[html.index("</style>") + len("</style>") :]


def test_options_on_the_front_the_right_one_and_why_on_the_back(anki: Desk) -> None:
    (card,) = anki.note("choice").cards()
    front, back = body(card.question()), body(card.answer())
    assert re.findall(r"<li>(.*?)</li>", front) == ["Mars", "<em>Jupiter</em>", r"Saturn, with \(r&lt;R\)"]
    assert "holds more" not in front and "value=" not in front
    answer = back[back.index("<hr") :]
    assert '<li class="right" value="2"><em>Jupiter</em></li>' in answer
    assert "Mars" not in answer and "It holds more" in answer


def test_several_right_options_and_no_explanation(anki: Desk) -> None:
    back = body(anki.note("bare").cards()[0].answer())
    assert re.findall(r'<li class="right" value="(\d)">(\w+)', back) == [("1", "one"), ("3", "three")]


def test_a_cloze_note_has_a_card_for_each_number(anki: Desk, built: BuildReport) -> None:
    cards = anki.note("cloze").cards()
    assert [card.ord for card in cards] == [0, 1, 2, 3]
    assert built.packages[-1].cards == 3 + 4
    fronts = [re.sub(r"<[^>]*>", "", body(card.question())) for card in cards]
    assert r"The [an organelle] makes ATP" in fronts[0]
    assert r"\(\frac{a}{b_{c_{d}}}\) and [...]" in fronts[0].replace("&#125;", "}")
    assert "The mitochondrion makes [...]" in fronts[1]
    assert "[...] with inner part" in fronts[2]
    assert "with [...] part" in fronts[3]
    assert "std::map" in re.sub(r"<[^>]*>", "", body(cards[2].answer())).replace("&#58;", ":")
    assert "Said <em>often</em>." in cards[0].answer()


def test_code_is_coloured_and_whole(anki: Desk) -> None:
    front = body(anki.note("code").cards()[0].question())
    assert '<span class="code-keyword">def</span>' in front
    assert '<span class="code-comment"># a comment</span>' in front
    code = re.sub(r"<[^>]*>", "", front[front.index("<pre>") : front.index("</pre>")])
    assert code == 'def f(x):  # a comment\n    return "a" * 3'


def test_each_kind_has_a_note_type_of_its_own(anki: Desk) -> None:
    names = {guid: anki.note_type_of(guid)["name"] for guid in ("choice", "cloze", "code")}
    assert names == {
        "choice": "notes-k3y4t3st choice",
        "cloze": "notes-k3y4t3st cloze",
        "code": "notes-k3y4t3st qa",
    }


def test_a_choice_without_a_right_one_or_an_answer_waits_for_one(project: Path) -> None:
    (project / "cards").mkdir()
    text = "format: 1\nnotes:\n- {question: q, kind: choice, choices: [{text: a}, {text: b}]}\n- {question: p, answer: a}\n"
    (project / "cards" / "own.yaml").write_text(text, "utf-8")
    assert [card.note.question for card in build(load(project)).unanswered] == ["q"]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("{{c1::a}}", "open close"),
        ("{{c1::a::b}}", "open hint close"),
        ("{{c1::$a::b$}}", "open close"),
        (r"$\frac{{{c1::a::b}}}{c}$", "open hint close"),
        ("{{c1::`a::b`::c}}", "open hint close"),
        ("{{c1::{a}}}", "open close"),
        (r"{{c1::\{a}}", "open close"),
        ("{{c1::a{{c2::b}}c}}", "open open close close"),
        ("a {{b}} c::d", ""),
    ],
)
def test_where_deletions_begin_and_end(text: str, kinds: str) -> None:
    assert " ".join(sign.kind for sign in cloze.signs(text)) == kinds


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("A [queen] lays [eggs].", "A {{c1::queen}} lays {{c2::eggs}}."),
        ("See [this](https://a.b) [x].", "See [this](https://a.b) {{c1::x}}."),
        ("`a[0]` $x[1]$ ![a](b) [x y]", "`a[0]` $x[1]$ ![a](b) {{c1::x y}}"),
        ("none", "none"),
    ],
)
def test_deletions_in_brackets(text: str, said: str) -> None:
    assert cloze.from_brackets(text) == said


def test_the_greatest_number_is_where_anki_begins_to_join_cards(tmp_path: Path) -> None:
    with desk(tmp_path / "anki") as anki:
        note = anki.col.new_note(anki.col.models.by_name("Cloze"))
        note["Text"] = "".join(f"{{{{c{number}::x}}}}" for number in (499, cloze.MAX_NUMBER, cloze.MAX_NUMBER + 1))
        anki.col.add_note(note, 1)
        assert [card.ord + 1 for card in note.cards()] == [499, cloze.MAX_NUMBER, cloze.MAX_NUMBER]
