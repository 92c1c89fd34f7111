"""A dollar sign is money or opens a formula: texts written down before the rule was."""

from __future__ import annotations

import pytest

from deckwright.decks.markdown import Renderer
from deckwright.text.inline import TokenKind, tokens

MONEY = (
    "价格$5和$10元",
    "每月$5/月，每年$10/年",
    "从$5涨到$10，又跌回$7。",
    "票价5$和10$，儿童免费",
    "單價是US$5，運費是HK$10",
    "約$1,000萬至$2,000萬",
    "It costs $5 and $10.",
    "US$5–$10 per seat",
    "between $5k and $10k, or A$15k",
    "From 5$ to 10$, tips included",
    "It is $5 here and US$ 7 there.",
    "A fee of $0.50 ($.75 abroad)",
    "**$5** a month, **$50** a year",
    "$5/month/user and $50/year/team",
    "Pay $5, get $10 back (S$ 13).",
    "Cela coûte 5 $ et 10 $.",
    "Entre 5$/mois et 10$/mois",
    "5$ l'unité, 9$ les deux",
    "Es kostet $5 und $10.",
    "Für 5$ und für 10$ zu haben",
    "Das waren 5 US$ und 10 US$.",
    "Cuesta $5 y $10 pesos",
    "Entre $1.000 y MX$ 2.000",
    "Custa R$5 ou R$10.",
    "De R$ 5 a R$ 10 por mês",
    "Стоит $5 и $10.",
    "От 5$ до 10$ в день",
    "価格は$5から$10です",
    "5$と10$の差は5$",
    "가격은 $5이고 세금은 $1이다",
)

FORMULAS = (
    ("设$x$和$y$", "x", "y"),
    ("$5x$", "5x"),
    ("$5$", "5"),
    ("$10^3$", "10^3"),
    ("$5$和$10$", "5", "10"),
    ("the $2$-norm", "2"),
    ("$5+3=8$", "5+3=8"),
    ("$3 \\times 10^8$ m/s", "3 \\times 10^8"),
    ("共$n$个，其中$k$个为正", "n", "k"),
    ("半径为2$r$的圆", "r"),
    ("2$\\pi r$", "\\pi r"),
    ("a 3$\\times$3 kernel", "\\times"),
    ("$0.5$ or $50\\%$", "0.5", "50\\%"),
    ("$2n \\text{ 当 } n>0$", "2n \\text{ 当 } n>0"),
    ("$1 \\text{ and } 2$", "1 \\text{ and } 2"),
    ("若$x_1$则$x_2$", "x_1", "x_2"),
    ("$5 \\mathrm{kg}$", "5 \\mathrm{kg}"),
    ("$(1, 2)$", "(1, 2)"),
    ("$[0,1]$", "[0,1]"),
    ("$1,2,\\dots,n$", "1,2,\\dots,n"),
    ("$7 \\bmod 3$", "7 \\bmod 3"),
    ("$5!$ is $120$", "5!", "120"),
    ("$2^{10}$ bytes", "2^{10}"),
    ("$3.14$", "3.14"),
    ("$1/2$ of $1/3$", "1/2", "1/3"),
    ("$5$ dollars", "5"),
    ("x=$4$, y=$9$", "4", "9"),
    ("$10\\,\\mu m$", "10\\,\\mu m"),
    ("（$1-\\alpha$）", "1-\\alpha"),
    ("$2 \\sin x \\cos x$", "2 \\sin x \\cos x"),
)

# Written down when the rule stood: it knew all but one.
MORE_MONEY = (
    "售价$99，原价$199", "汇率是$1兑¥7", "从$1M到$2.5M", "每人5$，两人9$", "$20/hr vs. $25/hr", "He paid $3, she $4.",
    "It's $5-10 or $15.", "about 100$/night (or 80$ off-season)", "Budget: $1,500 – $2,000", "um 5$ mehr als 3$",
    "kostet 5$/Monat oder 50$/Jahr", "5$，10$，15$", "NT$100 和 NT$200", "$5万到$10万", "A$5 and C$ 6", "от $5 до $10",
    "10$(约70元)和20$", "$10 USD or $12 CAD", "$1=¥150、$2=¥300", "gana $5/h y $40/día",
)  # fmt: skip
MORE_FORMULAS = (
    ("$n$个$m$维向量", "n", "m"), ("$f(x)=2x$和$g(x)$", "f(x)=2x", "g(x)"), ("$p<0.05$，$n=30$", "p<0.05", "n=30"),
    ("$3$和$4$的和是$7$", "3", "4", "7"), ("$O(n)$/$O(1)$", "O(n)", "O(1)"), ("概率$1/6$", "1/6"), ("$1$-$2$", "1", "2"),
    ("取$5\\%$或$10\\%$", "5\\%", "10\\%"), ("$1,000$", "1,000"), ("维度$d=2$时", "d=2"),
    ("2$\\times$3$\\times$4", "\\times", "\\times"), ("$5n+3$和$2n$", "5n+3", "2n"),
)  # fmt: skip


@pytest.mark.parametrize("text", (*MONEY, *MORE_MONEY))
def test_money_is_no_formula(text: str) -> None:
    assert Renderer().render(text).formulas == ()


@pytest.mark.parametrize("one", (*FORMULAS, *MORE_FORMULAS), ids=lambda one: one[0])
def test_a_formula_is_no_money(one: tuple[str, ...]) -> None:
    text, *formulas = one
    assert Renderer().render(text).formulas == tuple(formulas)


def test_a_deletion_may_begin_right_behind_a_formula() -> None:
    text = "取 $p=${{c2::$\\frac{k-1}{2}$}}（$k$ 为奇数）；取 `x`，`$HOME` 和 $SRC/${DST}。"
    found = [text[one.start : one.end] for one in tokens(text) if one.kind is TokenKind.MATH]
    assert found == ["$p=$", "$\\frac{k-1}{2}$", "$k$"]
