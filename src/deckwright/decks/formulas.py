"""LaTeX formulas: what is wrong with one, which would do harm, and MathML for where there is no MathJax.

Anki shows formulas with MathJax, so a command is known if MathJax knows it; braces and arguments are judged by a parser
(math-core), which also makes the MathML.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import math_core

HARMFUL = frozenset(
    [
        "href",
        "url",
        "style",
        "class",
        "cssId",
        "data",
        "html",
        "htmlClass",
        "htmlData",
        "htmlId",
        "htmlStyle",
        "require",
        "bbox",
        "mmlToken",
        "csname",
        "includegraphics",
    ]
)
"""Commands by which MathJax sets links, classes, styles, or loads files: `\\href{javascript:…}` runs in Anki."""

_COMMAND = re.compile(r"\\(?:([a-zA-Z]+)|.)", re.S)
_ENDS = (r"\)", r"\]")
_ESCAPED = re.compile(r"\\.", re.S)
_NAME = re.compile(r"\\([a-zA-Z]+)")
_ENVIRONMENT = re.compile(r"\\(?:begin|end)\s*\{([^{}]*)\}")
_DEFINED = re.compile(
    r"\\(?:(?:re|provide)?newcommand|[gx]?def|let|DeclareMathOperator|DeclarePairedDelimiter\w*|Newextarrow)\*?"
    r"\s*\{?\s*\\([a-zA-Z]+)"
)
_NEW_ENVIRONMENT = re.compile(r"\\(?:re)?newenvironment\s*\{([^{}]*)\}")
_LIBRARY_PLACE = re.compile(r"(\d+): (.*)", re.S)

# What MathJax can and the parser cannot: no fault of the formula.
_EXCUSED = ("Unknown command", "Unknown environment", "not implemented", "may only appear after", "numbered equation")
_MACROS = {
    "mbox": r"\text{#1}",
    "hbox": r"\text{#1}",
    "substack": r"\begin{matrix}#1\end{matrix}",
    "widetilde": r"\tilde{#1}",
    "smash": "#1",
    "clap": "#1",
    "llap": "#1",
    "rlap": "#1",
    "mathclap": "#1",
    "mathllap": "#1",
    "mathrlap": "#1",
    "mathup": r"\mathrm{#1}",
    "mathnormal": "#1",
    "textnormal": r"\text{#1}",
    "textup": r"\text{#1}",
    "dotsc": r"\ldots",
    "dotso": r"\ldots",
    "dotsb": r"\cdots",
    "dotsm": r"\cdots",
    "dotsi": r"\cdots",
    "varinjlim": r"\operatorname{inj\,lim}",
    "varprojlim": r"\operatorname{proj\,lim}",
    "varliminf": r"\operatorname{lim\,inf}",
    "varlimsup": r"\operatorname{lim\,sup}",
    "thicksim": r"\sim",
    "thickapprox": r"\approx",
    "varpropto": r"\propto",
    "smallsetminus": r"\setminus",
    "intop": r"\int",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a formula; `at` is an index into it."""

    code: str
    message: str
    at: int


def is_harmful(tex: str) -> bool:
    """Whether a formula would do more in MathJax than set a formula, or would end within its text."""
    return any(name in HARMFUL for name in _NAME.findall(tex)) or any(one in _ENDS for one in _ESCAPED.findall(tex))


def problem(tex: str) -> Problem | None:
    """The first thing that is wrong with a formula, or None."""
    for match in _NAME.finditer(tex):
        if match[1] in HARMFUL:
            return Problem("formula-unsafe", f"\\{match[1]} can do more than set a formula", match.start())
    return _unknown(tex) or _broken(tex)


def _unknown(tex: str) -> Problem | None:
    commands, environments = _known()
    defined = set(_DEFINED.findall(tex))
    for match in _COMMAND.finditer(tex):
        if match[1] and match[1] not in commands and match[1] not in defined:
            return Problem("formula-unknown-command", f"MathJax knows no command \\{match[1]}", match.start())
    own = set(_NEW_ENVIRONMENT.findall(tex))
    for match in _ENVIRONMENT.finditer(tex):
        if match[1] not in environments and match[1] not in own:
            return Problem("formula-unknown-command", f"MathJax knows no environment {match[1]!r}", match.start())
    return None


DEEP = 100
"""Braces and environments within each other; real formulas have some ten, and the parser's stack ends at thousands."""
_NESTS = re.compile(r"\\(begin|left|end|right)(?![a-zA-Z])|\\.|([{}])", re.DOTALL)
_CHAIN = re.compile(r"(?:\\[a-zA-Z]+\s*\[?\s*){1000}")
"""Commands that take each other for arguments, as far as that can be."""


def _too_deep(tex: str) -> int | None:
    """The place where a formula is nested deeper than `DEEP`, if it is."""
    if chain := _CHAIN.search(tex):
        return chain.start()
    depth = 0
    for match in _NESTS.finditer(tex):
        depth += {"begin": 1, "left": 1, "{": 1, "end": -1, "right": -1, "}": -1}.get(match[1] or match[2] or "", 0)
        if depth > DEEP:
            return match.start()
    return None


def _broken(tex: str) -> Problem | None:
    if (at := _too_deep(tex)) is not None:
        return Problem("formula-broken", "braces stand too deep in each other", at)
    try:
        _parser().convert_with_local_state(tex, displaystyle=True)
    except math_core.LatexError as error:
        place = _LIBRARY_PLACE.match(str(error))
        at, said = (int(place[1]), place[2]) if place else (0, str(error))
        if not any(words in said for words in _EXCUSED):
            return Problem("formula-broken", said.strip().rstrip("."), min(at, max(len(tex) - 1, 0)))
    return None


def mathml(tex: str, *, display: bool) -> str | None:
    """A formula as MathML Core; None where it cannot be read."""
    if is_harmful(tex) or _too_deep(tex) is not None:
        return None
    try:
        return _parser().convert_with_local_state(tex, displaystyle=display)
    except math_core.LatexError:
        return None


@lru_cache(maxsize=1)
def _parser() -> math_core.LatexToMathML:
    return math_core.LatexToMathML(macros=_MACROS, fancy_error=False)


def known_commands() -> frozenset[str]:
    """The commands that Anki's MathJax knows, without their backslash."""
    return _known()[0]


@lru_cache(maxsize=1)
def _known() -> tuple[frozenset[str], frozenset[str]]:
    """The commands and environments of MathJax, from mathjax.txt."""
    text = (files(__package__) / "mathjax.txt").read_text("utf-8")
    commands, environments = text.split("[commands]")[1].split("[environments]")
    return frozenset(commands.split()), frozenset(environments.split())
