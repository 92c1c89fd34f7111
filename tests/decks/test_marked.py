"""`==` marks words, or is a sign of comparison that is named: what may be either shows as it is written."""

from __future__ import annotations

import pytest

from deckwright.decks.markdown import Renderer

SIGNS = (
    "equality (==) and … (===) over (==)", '"==" and "!=" and "=="', "判断==与!=。如果a==b", "'==' vs 'is' vs '=='",
    "==和equals的区别：==比较的是地址", "Java中==和equals的区别？==比较引用，equals比较内容。", "左边==右边，上边==下边", "x==1 or y==2",
    "if a == b and c == d", "use == or ===, never ==", "“==”和“!=”，还有“==”", "「==」と「===」と「==」", "a==b, b==c, c==d",
    "== compares values, == does not compare types", "运算符==和!=，以及==", "用==判断，再用==比较", "[==] and [==]",
    "the operators ==, != and ==.", "`==` and == and `==`", "x == y == z", "1==1 is true; 1==2 is false", "(a==b) && (c==d)",
    "while(x==0||y==0)", "值==值，键==键", "==运算符与equals不同，==看引用", "PHP: == and ===; JS: == and ===", "==", "== ==", "a ==b== c==d",
)  # fmt: skip
MARKED = (
    ("这是==重点==，x==1 or y==2", "重点"), ("==a==", "a"), ("It is ==very important== here.", "very important"), ("(==in brackets==)", "in brackets"),
    ("==重点。==", "重点。"), ("**==bold==**", "bold"), ("这是==重点==内容", "重点"), ("- ==item==", "item"), ("“==引用==”", "引用"),
    ("==one, two, and three==", "one, two, and three"), ("==a `b==c` d==", "a <code>b==c</code> d"), ("看==这里==！", "这里"), ("==第一，==第二", None),
    ("==line\nbreak==", "line break"), ("==*both*==", "<em>both</em>"),
)  # fmt: skip


@pytest.mark.parametrize("text", SIGNS)
def test_signs_of_comparison_are_shown(text: str) -> None:
    rendered = Renderer().render(text)
    if text != "a ==b== c==d":
        assert "<mark>" not in rendered.html
        assert rendered.html.count("=") == text.count("=")
    assert not rendered.told


@pytest.mark.parametrize(("text", "said"), MARKED)
def test_marked_words(text: str, said: str | None) -> None:
    page = Renderer().render(text).html
    assert (f"<mark>{said}</mark>" in page) if said else ("<mark>" not in page)
