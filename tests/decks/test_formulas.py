"""Formulas: every character arrives in Anki, whatever kind of note they stand in, and what is wrong with one is told."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import pytest

from deckwright.cards import store
from deckwright.decks.build import build
from deckwright.decks.formulas import DEEP, is_harmful, mathml, problem
from deckwright.decks.markdown import Renderer
from deckwright.files.yamltext import entry
from deckwright.project import load
from deckwright.text.inline import TokenKind, tokens
from tests.conftest import ROOT
from tests.decks.anki_desk import desk

FORMULAS = (ROOT / "tests" / "decks" / "fixtures" / "formulas.txt").read_text("utf-8").splitlines()


class Text(HTMLParser):
    """The text of an HTML page, as a browser hands it to MathJax."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self.feed(html)
        self.close()

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)


def text_of(html: str) -> str:
    return "".join(Text(html).pieces)


def note(number: int, tex: str) -> str:
    """The same formula in a question, an answer, on display, and in a deletion with others of its kind."""
    qa = entry("question", f"Q{number} ${tex}$", 4) + entry("answer", f"说 \\({tex}\\)，又\n\n$${tex}$$\n\n尾", 4)
    cloze = entry("question", f"C{number} {{{{c1::${tex}$}}}} 与 {{{{c2::二::提示}}}}", 4) + "    kind: cloze\n"
    return "".join("  - " + one[4:] for one in (qa, cloze))


def test_every_formula_arrives_in_anki_character_for_character(project: Path, tmp_path: Path) -> None:
    assert len(FORMULAS) >= 200
    (project / "cards").mkdir()
    notes = "".join(note(number, tex) for number, tex in enumerate(FORMULAS))
    (project / "cards" / "own.yaml").write_text(f"format: 1\nnotes:\n{notes}", "utf-8")
    build(load(project))
    with desk(tmp_path / "anki") as anki:
        anki.take(project / "build" / "notes.apkg")
        shown = {}
        for guid in anki.guids():
            found = anki.note(guid)
            shown[text_of(found["Question"]).split()[0]] = found
        for number, tex in enumerate(FORMULAS):
            card = shown[f"Q{number}"].cards()[0]
            assert f"Q{number} \\({tex}\\)" in text_of(card.question())
            assert f"说 \\({tex}\\)，又" in text_of(card.answer())
            assert f"\\[{tex}\\]" in text_of(card.answer())
            first, second = shown[f"C{number}"].cards()
            assert f"C{number} [...] 与 二" in text_of(first.question())
            assert f"C{number} \\({tex}\\) 与 二" in text_of(first.answer())
            assert f"C{number} \\({tex}\\) 与 [提示]" in text_of(second.question())


def test_the_formulas_of_this_repositorys_notes_arrive(committed: Path, tmp_path: Path) -> None:
    build(load(committed))
    checked = 0
    with desk(tmp_path / "anki") as anki:
        anki.take(committed / "build" / "deep-learning.apkg")
        for card in store.cards_in(store.load_all(committed / "cards")):
            if card.id not in anki.guids():
                continue
            page = text_of(anki.note(str(card.id)).cards()[0].answer())
            for text in (card.note.question, card.note.answer or ""):
                for token in tokens(text):
                    if token.kind in (TokenKind.MATH, TokenKind.DISPLAY_MATH) and "{{c" not in token.value:
                        assert token.value in page, (card.file, card.line, token.value)
                        checked += 1
    assert checked > 100


@pytest.mark.parametrize(
    ("tex", "code", "at"),
    [
        (r"\frac{a}{b", "formula-broken", 9),
        (r"a}", "formula-broken", 1),
        (r"\left( x", "formula-broken", 7),
        (r"x_a_b", "formula-broken", 3),
        (r"x^", "formula-broken", 1),
        (r"a & b", "formula-broken", 2),
        (r"\begin{matrix}a\end{pmatrix}", "formula-broken", 15),
        (r"x + \foo y", "formula-unknown-command", 4),
        (r"\text{中文} \bar{x} \argmaxx", "formula-unknown-command", 18),
        (r"\begin{foo}x\end{foo}", "formula-unknown-command", 0),
        (r"\href{javascript:alert(1)}{x}", "formula-unsafe", 0),
        (r"\style{position:fixed}{x}", "formula-unsafe", 0),
        (r"x \require{html}", "formula-unsafe", 2),
    ],
)
def test_what_is_wrong_with_a_formula(tex: str, code: str, at: int) -> None:
    found = problem(tex)
    assert found and (found.code, found.at) == (code, at)


ODD = {"__a__", "_a_", "&amp;"}


@pytest.mark.parametrize("tex", [tex for tex in FORMULAS if tex not in ODD])
def test_nothing_is_wrong_with_a_formula_that_mathjax_shows(tex: str) -> None:
    assert problem(tex) is None
    assert not is_harmful(tex)


@pytest.mark.parametrize(
    "tex",
    [r"\newcommand{\foo}{x}\foo", r"\def\foo{x}\foo", r"\DeclareMathOperator{\foo}{foo}\foo", r"\let\foo\bar \foo x"],
)
def test_a_command_that_the_formula_defines_is_known(tex: str) -> None:
    assert problem(tex) is None


def test_mathml_for_pages_without_mathjax() -> None:
    assert mathml(r"\frac{1}{2}", display=False) == "<math><mfrac><mn>1</mn><mn>2</mn></mfrac></math>"
    assert 'display="block"' in (mathml("x", display=True) or "")
    assert mathml(r"\href{javascript:alert(1)}{x}", display=False) is None
    assert mathml(r"\frac{", display=False) is None


def test_a_finding_names_file_line_column_and_formula(project: Path) -> None:
    (project / "cards").mkdir()
    text = "format: 1\nnotes:\n  - question: Why?\n    answer: |-\n      First.\n\n      So $x + \\foo y$, then $\\frac{1}{2$.\n"
    (project / "cards" / "own.yaml").write_text(text, "utf-8")
    findings = build(load(project)).findings
    assert [(one.code, one.file, one.line, one.column) for one in findings] == [
        ("formula-unknown-command", "cards/own.yaml", 8, 15),
        ("formula-broken", "cards/own.yaml", 8, 39),
    ]
    assert text.splitlines()[6][14:].startswith("\\foo")
    assert r"in the formula x + \foo y" in findings[0].message


def test_a_harmful_formula_is_shown_as_code() -> None:
    assert Renderer().render(r"$\href{javascript:alert(1)}{x}$").html == r"<code>\href{javascript:alert(1)}{x}</code>"


def test_text_that_only_looks_like_a_formula_stays_text() -> None:
    """An escaped backslash before a bracket would give MathJax a formula that nobody looked at."""
    html = Renderer().render(r"\\(\\href{javascript:alert(1)}{x}\\) &#92;[y&#92;]").html
    assert "\\(" not in html and "\\[" not in html and "\\)" not in html
    assert text_of(html) == r"\(\href{javascript:alert(1)}{x}\) \[y\]"


@pytest.mark.parametrize(
    "tex",
    [
        "{" * 20_000 + "x" + "}" * 20_000,
        "\\frac{" * 5_000,
        "\\sqrt" * 20_000 + " x",
        "\\sqrt[" * 20_000,
        "\\left(" * 5_000 + "x" + "\\right)" * 5_000,
        "\\begin{matrix}" * 5_000 + "x" + "\\end{matrix}" * 5_000,
    ],
    ids=["braces", "fractions", "roots", "indexes", "parentheses", "matrices"],
)
def test_a_formula_too_deep_for_the_parser_is_told(tex: str) -> None:
    found = problem(tex)
    assert found and (found.code, found.message) == ("formula-broken", "braces stand too deep in each other")
    assert mathml(tex, display=True) is None


@pytest.mark.parametrize(("depth", "deep"), [(DEEP, False), (DEEP + 1, True)])
def test_how_deep_a_formula_may_be(depth: int, deep: bool) -> None:
    assert (problem("{" * depth + "x" + "}" * depth) is not None) == deep
