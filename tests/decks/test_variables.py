"""Dollars of shells, PHP and prices, in many tongues and currencies, are no formulas: written beyond what the rule was
set on."""

from __future__ import annotations

import pytest

from deckwright.decks.markdown import Renderer

CODE = (
    "export PATH=$HOME/bin:$PATH", "$HOME:$PATH", "$SRC/$DST", "$this->$prop", "$i-$j", "cp $SRC $DST", "mv $A/$B $C/$D",
    "${HOME}/bin:${PATH}", "echo $a,$b", "echo '$x','$y'", 'echo "$x" "$y"', 'print("$x","$y")', "$row['a'].$row['b']",
    "$obj->name.$obj->age", "if ($a==$b) echo $c", "$a<$b || $a>$b", "$arr[$i][$j]", "$x.$y.$z", "rsync $USER@$HOST:$DIR",
    "$(pwd):$(date)", "$(CC)/$(CFLAGS)", "LD_LIBRARY_PATH=$ORACLE_HOME/lib:$LD_LIBRARY_PATH", "$_GET/$_POST", "$HOME$PATH",
    "scp $FILE $USER@$SERVER:$TARGET", "awk '{print $1,$2}'", "$scope.$apply", "foreach ($list as $key=>$value)",
    "$i=$j+$k", "变量$HOME/$USER表示", "用$SRC:$DST连接", "$JAVA_HOME/bin:$CLASSPATH", "$name-$version.tar.gz", "`$x` or $x/$y",
    "| a | b |\n|---|---|\n| \"$x\" | \"$y\" |", "| $HOME | $PATH |\n|---|---|\n| $A | $B |", "$PWD is where $OLDPWD was",
    "%s/$a/$b/g", "$foo|$bar", "$1:$2", "let $x=$y;", "jQuery $.ajax and $.get", "$a&&$b", "$x?$y:$z", "$sum+=$i*$n",
)  # fmt: skip
MONEY = (
    "US$-denominated and A$-denominated", "| a | b |\n|---|---|\n| (5$) | (6$) |", "It costs $5, i.e. 5$ more.",
    "US$/A$ exchange", "the C$ and the A$", "the dollar ($) and the peso ($)", "“$” and “$”", '"$" or "$"', "价格($)和成本($)",
    "5$, i.e. $5", "It was $5; now it is 7$.", "$3 per seat or 3$ flat", "5$/seat, 6$/desk", "10$-12$ a day", "HK$5 and NT$6",
    "either 5$ or 6$", "$5 bzw. 6$ je Stück", "$7 par mois ou 7$ net", "$4 al mes o 4$ netos", "da $3 a testa a 5$ in due",
    "$9 за штуку и 9$ за две", "从$3起，到5$止", "$5から7$まで", "$3에서 5$까지", "Z$-notes and R$-notes", "(5$, 6$)", "[5$, 6$]",
    "5$; 6$; 7$", "costs 5$ (was 6$)", "R$5 e R$6", "$12 net, 12$ gross", "S$-bond vs. B$-bond", "A$5/US$4", "between 3$ and $4",
    "$50 off or 20$ back", "about $5, maybe 6$", "$1 each, 10$ for all", "$2 pro Tag, 2$ pro Nacht", "5$!", "5$ 6$ 7$",
    "1$=7¥，2$=14¥", "MX$-linked or US$-linked", "$5 (five) vs 6$ (six)",
)  # fmt: skip
FORMULAS = (
    ("the $n$th and $k$-th of $m$s", "n", "k", "m"), ("$x^*$is best, $f'$ too", "x^*", "f'"), ("$x$,$y$;$z$", "x", "y", "z"),
    ("$]0,1[$ and $[0,1)$", "]0,1[", "[0,1)"), ("$|x|$ and $\\|x\\|$", "|x|", "\\|x\\|"), ("$n log log n$ steps", "n log log n"),
    ("$5 mod 3$ is $2$", "5 mod 3", "2"), ("$2 max n$", "2 max n"), ("the $i$/$j$ entry", "i", "j"), ("$x!$ways", "x!"),
    ('$"a"$', '"a"'), ("“$x$” and “$y$”", "x", "y"), ("'$x$' and \"$y$\"", "x", "y"), ("($x$) and ($y$)", "x", "y"), ("**$a$**和*$b$*", "a", "b"),
    ("| $a$ | $b$ |\n|---|---|\n| $P(A|B)$ | $c$ |", "a", "b", "P(A|B)", "c"), ("3$x$ and 4$y$", "x", "y"), ("$A$-linear", "A"),
    ("$\\mathbb{R}$-module", "\\mathbb{R}"), ("$G/H$ and $A/B$", "G/H", "A/B"), ("$f:X$, $g:Y$", "f:X", "g:Y"), ("$n=1,2,3$", "n=1,2,3"),
    ("$p$-value, $t$-test", "p", "t"), ("$a_i$$b_j$", "a_i", "b_j"), ("$x = y$", "x = y"), ("$n \\to \\infty$", "n \\to \\infty"),
    ("$ab$ and $xyz$", "ab", "xyz"), ("向量$v$与$w$", "v", "w"), ("$E=mc^2$.", "E=mc^2"), ("($n$, $m$)", "n", "m"), ("$0<x<1$", "0<x<1"),
)  # fmt: skip


@pytest.mark.parametrize("text", (*CODE, *MONEY))
def test_no_formula(text: str) -> None:
    rendered = Renderer().render(text)
    assert rendered.formulas == () and not rendered.told
    assert rendered.html.count("$") == text.count("$")


@pytest.mark.parametrize("one", FORMULAS, ids=lambda one: one[0])
def test_formulas_beside_words(one: tuple[str, ...]) -> None:
    text, *formulas = one
    assert Renderer().render(text).formulas == tuple(formulas)
