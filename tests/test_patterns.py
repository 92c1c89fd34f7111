"""Every regular expression of the package takes time in step with its text, whatever the text repeats."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from types import ModuleType

import pytest

import deckwright

CALLS = {"match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer"}
RUNS = (
    " ", "\t", "\n", "\\", "[", "(", "{", "<", "]", "*", "_", "`", "~", "$", "#", "-", "=", "?", "!", "|", ":", ".", '"', ">",
    "a", "1", "é", "中", "](", "[a]", "<a ", "<b>", "</b>", "<!", "{{", "\\(", "$$", "a ", " a", ". ", "* ", "- ", "> ", "1.",
    "a:", " ?", " \n", "|a", "**a", "::",
)  # fmt: skip
BEFORE = ("", "x", "1. ")
BEHIND = ("", "\x01", "x?")
REPEATS = (125, 500, 2_000, 8_000)
"""How often a run is repeated; a pattern of quadratic time takes sixteen times as long for four times as many."""
QUICK = 0.02
"""Seconds: what takes less is not looked at further."""
STEADY = 9
"""How many times as long four times as many may take."""


@dataclass(frozen=True)
class Used:
    """A pattern, and whether it is tried at the beginning only or all over the text."""

    where: str
    pattern: re.Pattern[str] | re.Pattern[bytes]
    anchored: bool


def modules() -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(deckwright.__path__, "deckwright."):
        if not found.name.endswith("__main__"):
            yield importlib.import_module(found.name)


def patterns() -> list[Used]:
    """Those that stand in calls of `re`, and those that modules have by a name."""
    found: dict[tuple[str | bytes, int], Used] = {}
    sources = {module: inspect.getsource(module) for module in modules()}
    uses = {(module, *use) for module, source in sources.items() for use in re.findall(r"\b(\w+)\.(\w+)", source)}
    for module, source in sources.items():
        scope = vars(module)
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Call) and (method := of_re(node)):
                add(found, f"{module.__name__}:{node.lineno}", called(node, scope), {method})
        for name, value in scope.items():
            for pattern in flat(value):
                mine = {use for at, owner, use in uses if owner == name and (at is module or name[0] != "_")} & CALLS
                add(found, f"{module.__name__}.{name}", pattern, mine or CALLS)
    return list(found.values())


def add(
    found: dict[tuple[str | bytes, int], Used],
    where: str,
    pattern: re.Pattern[str] | re.Pattern[bytes] | None,
    uses: set[str],
) -> None:
    if pattern is not None:
        key = pattern.pattern, pattern.flags
        before = found.get(key)
        anchored = uses <= {"match", "fullmatch"} and (before is None or before.anchored)
        found[key] = Used(before.where if before else where, pattern, anchored)


def of_re(node: ast.Call) -> str | None:
    """Which function of `re` is called with a pattern."""
    func = node.func
    if not (isinstance(func, ast.Attribute) and isinstance(func.value, ast.Name) and node.args):
        return None
    return func.attr if func.value.id == "re" and func.attr in CALLS else None


def called(node: ast.Call, scope: dict[str, object]) -> re.Pattern[str] | None:
    """The pattern of a call of `re`, where it is made of what the module has."""

    def value(one: ast.expr) -> object:
        return eval(compile(ast.Expression(one), "pattern", "eval"), dict(scope))

    flags = next((one.value for one in node.keywords if one.arg == "flags"), None)
    at = {"sub": 4, "subn": 4, "split": 3}.get(node.func.attr if isinstance(node.func, ast.Attribute) else "", 2)
    flags = flags or (node.args[at] if len(node.args) > at else None)
    try:
        return re.compile(value(node.args[0]), value(flags) if flags else 0)  # type: ignore[call-overload, no-any-return]
    except NameError:  # it is made of what a function was given
        return None


def flat(value: object) -> Iterator[re.Pattern[str] | re.Pattern[bytes]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict | list | tuple):
        for one in value.values() if isinstance(value, dict) else value:
            yield from flat(one)


def seconds(used: Used, text: str) -> float:
    given = text.encode() if isinstance(used.pattern.pattern, bytes) else text
    begun = time.process_time()
    if used.anchored:
        used.pattern.match(given)  # type: ignore[arg-type]
    else:
        for _ in used.pattern.finditer(given):  # type: ignore[arg-type]
            pass
    return time.process_time() - begun


def grows(used: Used, before: str, run: str, behind: str) -> bool:
    """Whether a run that is four times as long takes far more than four times as long; the best of three counts."""
    times = [seconds(used, before + run * REPEATS[0] + behind)]
    for repeats in REPEATS[1:]:
        times.append(seconds(used, before + run * repeats + behind))
        if times[-1] > QUICK and times[-1] > STEADY * times[-2]:
            times[-2:] = [
                min(seconds(used, before + run * n + behind) for _ in range(3)) for n in (repeats // 4, repeats)
            ]
            if times[-1] > STEADY * times[-2]:
                return True
    return False


def test_the_patterns_are_found() -> None:
    found = patterns()
    assert len(found) > 200 and any(used.anchored for used in found) and any(not used.anchored for used in found)


def test_what_is_quadratic_is_noticed() -> None:
    assert grows(Used("", re.compile(r" +$"), False), "", " ", "x")
    assert grows(Used("", re.compile(r"\s*a?\s*b"), True), "", " ", "x")
    assert not grows(Used("", re.compile(r"(?<! ) ++$"), False), "", " ", "x")


def test_no_group_is_possessive() -> None:
    """Python before 3.11.5 matches less by them than it should (https://github.com/python/cpython/issues/106052)."""
    for used in patterns():
        text = used.pattern.pattern if isinstance(used.pattern.pattern, str) else used.pattern.pattern.decode()
        bare = re.sub(r"\[\^?\]?(?:\\.|[^\]\\])*\]", "x", re.sub(r"\\[^\w]", "x", text))
        assert not re.search(r"\)(?:[*+?]|\{[\d,]+\})\+", bare), (used.where, text)


@pytest.mark.long
@pytest.mark.parametrize("used", patterns(), ids=lambda used: used.where)
def test_a_pattern_takes_time_in_step_with_the_text(used: Used) -> None:
    slow = [
        (before, run, behind)
        for run in RUNS
        for before in BEFORE
        for behind in BEHIND
        if grows(used, before, run, behind)
    ]
    assert not slow, used.pattern.pattern
