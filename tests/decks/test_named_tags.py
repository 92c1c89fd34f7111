"""Prose that names elements of HTML shows their names; HTML that marks up its text does so still."""

from __future__ import annotations

import html
import random
import re

import pytest

from deckwright.decks.markdown import Renderer
from deckwright.seeds.read import read_text
from deckwright.text.html_names import KNOWN_TAGS, MEDIA, ON_CARDS, OTHERS, UNWRAPPED, VOID
from tests.decks.outline import words

RENDERER = Renderer()

# The index of elements of the HTML standard, with those it calls obsolete: https://html.spec.whatwg.org/#elements-3
ELEMENTS = """
    a abbr acronym address applet area article aside audio b base basefont bdi bdo bgsound big blockquote body br button
    canvas caption center cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em embed fieldset
    figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img input ins
    kbd label legend li link main map mark marquee math menu meta meter nav nobr noembed noframes noscript object ol
    optgroup option output p param picture plaintext pre progress q rp rt ruby s samp script search section select slot
    small source span strike strong style sub summary sup svg table tbody td template textarea tfoot th thead time title
    tr track tt u ul var video wbr xmp
""".split()  # noqa: SIM905
PROSE = (
    "The <{}> element runs **code**.",
    "Use <{}> for choices, and no other tag.",
    "What is the <{}> tag for?",
    "<{}> element: what is it?",
    "Close it with </{}> at the end.",
    "It stands in <{0}> and <{0}>.",
    "使用<{}>标签可以做到。",
    "（<{}>）和 `<b>` 不同",
    "Everything (even <{}>) is shown, **all** of it.",
    "Der Tag <{}>, und was danach kommt.",
    "- the <{}> element\n- another item",
    "| a | b |\n|---|---|\n| the <{}> tag | what it does |",
    "> the <{}> tag\n\nand a paragraph",
    "## The <{}> element\n\nIt has words.",
    "Le tag <{}>, et la suite du texte.",
    "Тег <{}>, и так далее.",
)
NO_VOID = (
    "<{0}> and </{0}> are a pair.",
    "Between <{0}> and </{0}> stands more.",
    "写在<{0}>和</{0}>之间",
    "<{0}> is opened, and words follow.\n- an item\n- **another**",
)


def lost(text: str) -> list[str]:
    return [one.message for one in RENDERER.render(text).told if one.code == "lost"]


def test_every_element_is_known() -> None:
    assert set(ELEMENTS) == set(KNOWN_TAGS) | OTHERS
    assert not ON_CARDS & UNWRAPPED and not (ON_CARDS | UNWRAPPED) & OTHERS and OTHERS.isdisjoint(MEDIA)


@pytest.mark.parametrize("name", ELEMENTS)
def test_a_tag_that_is_named_is_shown(name: str) -> None:
    for prose in (*PROSE, *(NO_VOID if name not in VOID else ())):
        text = prose.format(name)
        page = RENDERER.render(text).html
        assert html.escape(f"<{name}>") in page or html.escape(f"</{name}>") in page, text
        assert page.count("&lt;") == text.count("<"), text
        assert not lost(text)
        assert "**" not in page, text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a <b>bold</b> word", "a <b>bold</b> word"),
        ('a <span style="color: red"> red </span> word', "a <span> red </span> word"),
        ("H<sub>2</sub>O, x<sup>2</sup>", "H<sub>2</sub>O, x<sup>2</sup>"),
        ("one<br>two <br> three<br/>four</br>five", "one<br>two <br> three<br>four<br>five"),
        ("<p>one\n\n<p>two", "<p>one\n</p><p>two</p>"),
        ("<ul>\n<li> one\n<li> two\n</ul>", "<ul>\n<li> one\n</li><li> two\n</li></ul>"),
        ("<b>one\n\ntwo</b>", "<p><b>one</b></p><b>\n</b><p><b>two</b></p>"),
        ("<div>\n\n**in**\n\n</div>", "<div>\n<p><strong>in</strong></p>\n</div>"),
        ('<a name="here"></a>words', "<a></a>words"),
        ('words\n\n<p align="center">\n', "words"),
        ("<font color=red>red</font>", "red"),
        ("He travelled.</td></tr>", "He travelled."),
        ("words\n</details>", "words"),
        ("- </b>", "<ul>\n<li>&lt;/b&gt;</li>\n</ul>"),
        ("<kbd>Ctrl</kbd>+<kbd>C</kbd>", "<kbd>Ctrl</kbd>+<kbd>C</kbd>"),
        ("<details><summary>More</summary>\n\n- one\n\n</details>",
         "<details><summary>More</summary>\n<ul>\n<li>one</li>\n</ul>\n</details>"),
        ("<pre>\nif a:\n\n    b\n</pre>", "<pre>if a:\n\n    b\n</pre>"),
    ],
)  # fmt: skip
def test_a_tag_that_marks_up_does(text: str, shown: str) -> None:
    assert RENDERER.render(text).html == shown
    assert not lost(text)


@pytest.mark.parametrize(
    "name", sorted(OTHERS - {"frame", "area", "base", "basefont", "bgsound", "input", "link", "meta", "param", "track"})
)
@pytest.mark.parametrize("form", ["<{0} a=1>words</{0}>", "see <{0}>words</{0}> here", "<{0}>\nx\n\nwords\n</{0}>"])  # fmt: skip
def test_what_no_card_may_hold_is_shown_as_it_is_written(name: str, form: str) -> None:
    text = form.format(name)
    page = RENDERER.render(text).html
    assert "words" in words(page) and "&lt;" in page and f"<{name}" not in page
    assert not lost(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<!-- a --> text <!-- b -->", "text"),
        ("<!--> hello -->", "hello --&gt;"),
        ("a <!---> hello --> b", "a  hello --&gt; b"),
        ("<!-- a\nb --> text **c**", "text <strong>c</strong>"),
        ("<!-- never ends\n\nwords", "<p>&lt;!-- never ends</p>\n<p>words</p>"),
        ("[//]: # (private)\n\nwords", "words"),
        ("[//]: # private\nwords", "words"),
        ("[comment]: <> (private)\nwords", "words"),
        ('words\n[x]: # "private"', "words"),
        ("[//]: # (private\nas well)\nwords", "words"),
        ("[a]: # not private\n", "[a]: # not private"),
    ],
)
def test_comments_hide_themselves_and_no_more(text: str, shown: str) -> None:
    assert RENDERER.render(text).html == shown


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("$\\|x\\|$", "\\(\\|x\\|\\)"),
        ("$d = \\|a-b\\|_2$", "\\(d = \\|a-b\\|_2\\)"),
        ("$P(A\\|B)$", "\\(P(A|B)\\)"),
        ("$P(A|B)$ \\| `a\\|b`", "\\(P(A|B)\\) | <code>a|b</code>"),
    ],
)
def test_bars_in_cells(cell: str, shown: str) -> None:
    assert f"<td>{shown}</td>" in RENDERER.render(f"| a |\n|---|\n| {cell} |").html


def test_rows_that_are_questions_are_cut_as_a_table_is() -> None:
    rows = "| What is or in C? | `a|b` or so |\n| What is and? | $P(A|B)$ yes |\n| What is so? | `\\|` is |\n"
    found = read_text(f"| Question | Answer |\n|---|---|\n{rows}", "a.md")
    assert [one.note.answer for one in found.notes] == ["`a|b` or so", "$P(A|B)$ yes", "`\\|` is"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("![a](x.png =100x20)", '<img src="x.png" alt="a" width="100" height="20">'),
        ('![a](x.png "t" =100x)', '<img src="x.png" alt="a" width="100">'),
        ("![[queen.png\\|30]]", '<img src="queen.png" alt="" width="30">'),
        ("（一）甲\n（二）乙\n(三)丙", "（一）甲<br>（二）乙<br>(三)丙"),
    ],
)
def test_what_people_write(text: str, shown: str) -> None:
    assert RENDERER.render(text).html == shown


SWALLOWING = ["<script>", "<style>", "<title>", "<textarea>", "<select>", "<svg>", "<iframe>", "<noscript>", "<template>",
              "<xmp>", "<plaintext>", "<!--", "<math>", "<object>", "<noembed>", "<noframes>"]  # fmt: skip


@pytest.mark.parametrize("tag", SWALLOWING)
@pytest.mark.parametrize(
    "text", ["one two three", "- one\n- two", "a <b>bold</b> word and another", "<p>one</p>\n\ntwo"]
)
def test_what_a_browser_would_swallow_is_lost(tag: str, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The account reads a field as a browser does, whoever put the tag there."""
    from deckwright.decks.markdown import render

    clean = render.clean
    monkeypatch.setattr(render, "clean", lambda raw: clean(raw).replace("o", f"o{tag}", 1))
    assert lost(text)


def test_a_note_of_tags_alone_is_lost() -> None:
    assert lost("<br>") and lost("<div></div>") and not lost("<!-- x -->") and not lost("x <br>")


PIECES = [
    *(f"<{name}>" for name in ELEMENTS), *(f"</{name}>" for name in ELEMENTS), *(["word ", "字", "\n", "\n\n", " "] * 12),
    "**", "`", "``", "- ", "\n- ", "\n1. ", "> ", "\n> ", "# ", "| a | b |\n|---|---|\n| ", " | ", " |\n", "<!--", "-->", "<!-- c -->", "$",
    "==", "~~", "[x](http://a.b)", "![p](q.png)", "![[p.png]]", "[^1]", "\n\n[^1]: note\n", "\n[x]: http://y.z\n", "[x]", "    ", "```\n",
    '<a href="http://a.b">', '<p align="center">', "&amp;", "<b", ">", "<", "\n[//]: # (private)\n", "%%", "\\", "\\(", '"', "(", ")",
]  # fmt: skip


def soup(seed: int) -> str:
    dice = random.Random(seed)
    return "".join(dice.choice(PIECES) for _ in range(dice.randint(1, 30)))


def says_something(text: str) -> bool:
    return any(map(str.isalnum, re.sub(r"<[^<>]*>", "", text)))


def test_random_html_is_shown_whole() -> None:
    assert [seed for seed in range(1500) if lost(soup(seed)) and says_something(soup(seed))] == []


def test_no_word_is_lost_that_the_account_would_not_miss() -> None:
    """Without the account: every word of a text that no comment, address or fence can hold is on the page."""
    calm = [one for one in PIECES if not re.search(r"<!--|-->|\]:|```|http|png", one)]
    for seed in range(600):
        dice = random.Random(seed)
        pieces = [dice.choice(calm) for _ in range(25)]
        said = [f"w{number} " if piece == "word " else piece for number, piece in enumerate(pieces)]
        page = words(RENDERER.render("".join(said)).html)
        assert [one for one in said if one.startswith("w") and one.strip() not in page] == [], said


@pytest.mark.long
def test_very_much_random_html_is_shown_whole() -> None:
    assert [seed for seed in range(60_000) if lost(soup(seed)) and says_something(soup(seed))] == []
