"""Each rule finds its planted faults by name, and leaves alone what only looks like one."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from deckwright.checks.rules import RULES
from deckwright.checks.rules.wording import _ODD
from deckwright.checks.run import check
from deckwright.errors import DeckwrightError
from deckwright.project import load
from tests.conftest import ROOT, SETTINGS, Result
from tests.decks.pictures import picture

TEXT = (ROOT / "tests" / "checks" / "faults.txt").read_text("utf-8")
CASES = re.findall(r"^=== ([\w-]+): (.*)\n((?:(?!=== |--- ).*\n)*)--- (\d+)$", TEXT, re.M)
LOCK = """\
{"format": 2, "key": "notes-k3y4t3st"}
{"id": "given22222222"}
{"id": "conflict22222", "seed": "a.md", "question": "theirs", "answer": "b", "conflicts": ["question"]}
{"id": "retired222222", "seed": "a.md", "question": "gone", "answer": "b", "retired": 9}
{"id": "doubted222222", "seed": "a.md", "question": "old", "answer": "b"}
{"id": "helddddd22222", "seed": "a.md", "question": "new", "answer": "b", "doubt": "doubted222222"}
{"id": "flagged222222", "seed": "a.md", "question": "a", "answer": "b", "flags": ["split-from-running-text"]}
"""
LONG = {
    "@900字": "深" * 900,
    "@700字": "深" * 700,
    "@500words": "word " * 500,
    "@70000bytes": "word " * 14_000,
    "@41lines": "```\\n" + "x = 1\\n" * 41 + "```",
    "@40lines": "```\\n" + "x = 1\\n" * 40 + "```",
    "@41indented": "    x = 1\\n" * 41,
    "@40indented": "    x = 1\\n" * 40,
    "@41pre": "<pre>" + "x = 1\\n" * 40 + "x = 1</pre>",
    "@code": "```\\n" + "word " * 900 + "\\n```",
}


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    """A project with the settings, pictures and lock that faults.txt speaks of."""
    glossary = "glossary: {梯度消失: [梯度弥散], dropout: [drop-out], ReLU: [Relu]}\n"
    (tmp_path / "deckwright.yaml").write_text(SETTINGS + glossary, "utf-8")
    (tmp_path / "deck.lock").write_text(LOCK, "utf-8")
    media = tmp_path / "cards" / "media"
    media.mkdir(parents=True)
    (media / "good.png").write_bytes(picture())
    (media / "broken.png").write_bytes(picture()[:-30])
    (media / "jpeg.png").write_bytes(picture(form="JPEG"))
    (media / "large.png").write_bytes(picture() + bytes(1 << 20))
    (media / "notes.txt").write_text("notes", "utf-8")
    (media / "evil.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'><script>x</script></svg>", "utf-8")
    return tmp_path


def write(deck: Path, notes: str) -> None:
    for short, long in LONG.items():
        notes = notes.replace(short, long)
    (deck / "cards" / "own.yaml").write_text(f"format: 1\nnotes:\n{notes}", "utf-8")


@pytest.mark.parametrize(("code", "title", "notes", "times"), CASES, ids=[f"{case[0]}: {case[1]}" for case in CASES])
def test_planted(deck: Path, code: str, title: str, notes: str, times: str) -> None:
    write(deck, notes)
    found = [finding for finding in check(load(deck)).findings if finding.code == code]
    assert len(found) == int(times), found
    for finding in found:
        assert finding.file == "cards/own.yaml" and finding.line and finding.remedy
        assert finding.severity == RULES[code].severity


def test_every_rule_is_tripped_and_left_alone() -> None:
    assert TEXT.count("=== ") - 1 == len(CASES)
    assert sum(int(case[3]) > 0 for case in CASES) >= 60
    elsewhere = {"image-huge", "lost"}  # a picture of 20 MiB is made in the tests of pictures, losses in the ledger's
    assert {case[0] for case in CASES if int(case[3])} == set(RULES) - elsewhere
    alone = {case[0] for case in CASES if case[3] == "0"}
    about_files = {code for code in RULES if code.startswith("image-") and code != "image-missing"}
    assert set(RULES) - alone - about_files <= {"nested-too-deeply", "lost"}


def test_every_rule_is_documented(cli: Callable[..., Result]) -> None:
    text = (ROOT / "docs" / "checks.md").read_text("utf-8")
    for rule in RULES.values():
        ways = {"safe": " · mended by `--fix`", "suggested": " · mended by `--fix --suggested`", None: ""}
        fix = ways[rule.mend]
        assert f"### {rule.code}\n\n*{rule.severity}*{fix} · {rule.summary}\n" in text
        assert rule.example in text
    assert text.count("\n### ") == len(RULES)
    listed = cli("check", "--rules")
    assert listed.status == 0 and all(code in listed.out for code in RULES)


@pytest.mark.parametrize(
    ("said", "codes"),
    [
        ("checks: {no-topic: {off: we sort by level}}", {"default-level"}),
        ("checks: {no-topic: {severity: warning}}", {"no-topic", "default-level"}),
        ("", {"no-topic", "default-level"}),
    ],
)
def test_a_switch_for_a_project(deck: Path, said: str, codes: set[str]) -> None:
    write(deck, "- {id: given22222222, question: a, answer: b}\n")
    (deck / "deck.lock").write_text("".join(LOCK.splitlines(True)[:2]), "utf-8")
    settings = deck / "deckwright.yaml"
    settings.write_text(settings.read_text("utf-8") + said + "\n", "utf-8")
    report = check(load(deck))
    assert {finding.code for finding in report.findings} == codes
    assert report.off == ({"no-topic": 1} if "off" in said else {})
    if "severity" in said:
        assert [one.severity for one in report.findings if one.code == "no-topic"] == ["warning"]


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ("checks: {no-topics: {off: x}}", "deckwright.yaml:8: there is no rule 'no-topics'; did you mean 'no-topic'?"),
        (
            "checks: {no-topic: {off: }}",
            "deckwright.yaml:8: 'off' has the wrong type; expected the reason why it is off",
        ),
        ("checks: {no-topic: {off: no}}", "expected the reason why it is off; to leave it on, delete the line"),
        ("checks: {no-topic: {off: 'true'}}", "expected the reason why it is off"),
        ("checks: {no-topic: {severity: bad}}", "expected one of error, warning, info"),
        ("checks: {no-topic: off}", "deckwright.yaml:8: the check no-topic is no mapping"),
    ],
)
def test_a_switch_that_is_wrong(deck: Path, said: str, problem: str) -> None:
    write(deck, "- {question: a, answer: b}\n")
    settings = deck / "deckwright.yaml"
    settings.write_text(SETTINGS + said + "\n", "utf-8")
    with pytest.raises(DeckwrightError, match=re.escape(problem)):
        check(load(deck))


def test_copies_are_told_whatever_is_switched_off(deck: Path) -> None:
    copies = "- {question: What is a tarn?, answer: A lake in the hills}\n" * 2
    alike = (
        "- {question: What is a beck?, answer: A small stream}\n- {question: Define a beck., answer: A stream, small}\n"
    )
    write(deck, copies + alike.replace("A stream, small", "'A stream, small'"))
    settings = deck / "deckwright.yaml"
    settings.write_text(settings.read_text("utf-8") + "checks: {same-question: {off: on purpose}}\n", "utf-8")
    found = [one for one in check(load(deck)).checked if one.finding.code == "same-question"]
    assert [one.found.always for one in found] == [True]


def test_others_are_named_with_and_without_ids(deck: Path, cli: Callable[..., Result]) -> None:
    import json

    notes = "- {id: given22222222, question: What is a tarn?, answer: A lake in the hills}\n"
    write(deck, notes + "- {question: What is a tarn?, answer: A lake in the hills}\n")
    data = json.loads(cli("check", "--project", deck, "--format", "json").out)
    (one,) = [finding for finding in data["findings"] if finding["code"] == "same-question"]
    assert {one["id"], *one["others"]} in ({"given22222222", "cards/own.yaml:4"}, {None, "given22222222"})


def test_a_finding_of_a_picture_names_its_own_line(deck: Path) -> None:
    write(deck, "- question: a\n  answer: |-\n    first\n\n    and ![a map](gone.png)\n")
    (found,) = [one for one in check(load(deck)).findings if one.code == "image-missing"]
    assert (found.line, found.column) == (7, 18)


def test_the_caret_stands_under_the_words(deck: Path, cli: Callable[..., Result]) -> None:
    write(deck, "- question: 甲乙丙\n  answer: |-\n    第一行。\n\n    所以 $x + \\fooo$ 与梯度弥散。\n")
    result = cli("check", "--project", deck)
    lines = result.out.splitlines()
    at = next(at for at, line in enumerate(lines) if "[formula-unknown-command]" in line)
    assert lines[at].startswith("cards/own.yaml:7:13: warning: MathJax knows no command \\fooo")
    assert lines[at + 1] == "     7 |     所以 $x + \\fooo$ 与梯度弥散。"
    at = next(at for at, line in enumerate(lines) if "[glossary]" in line)
    column = len("     7 |     ") + 2 * 2 + len(" $x + \\fooo$ ") + 2
    assert lines[at + 2] == "       | " + " " * (column - len("       | ")) + "^" * 8
    assert lines[at + 3].strip() == "= write '梯度消失'"


@pytest.mark.parametrize(
    ("notes", "status"),
    [("- {question: a}\n", 0), ("- {question: a, answer: '$\\frac{1$'}\n", 1), ("- {question: a, x: b}\n", 2)],
)
def test_exit_status(deck: Path, cli: Callable[..., Result], notes: str, status: int) -> None:
    write(deck, notes)
    assert cli("check", "--project", deck).status == status


def test_progress_tells_how_much_there_is(deck: Path) -> None:
    write(deck, "- {question: What is one?, answer: The first}\n- {question: What is two?, answer: The second}\n")
    told: list[str] = []
    check(load(deck), progress=told.append)
    steps = 2 + len(RULES)
    assert f"/{steps} cards/own.yaml:3" in " ".join(told)
    assert [int(one.split("/")[0]) for one in told] == list(range(1, steps + 1))


def test_json(deck: Path, cli: Callable[..., Result]) -> None:
    import json

    write(deck, "- {question: 什么是甲?, answer: 乙}\n")
    data = json.loads(cli("check", "--project", deck, "--format", "json").out)
    (one,) = [finding for finding in data["findings"] if finding["code"] == "mixed-punctuation"]
    assert (one["file"], one["line"], one["column"], one["length"]) == ("cards/own.yaml", 3, 18, 1)
    assert one["fixable"] is True and data["rules"]["mixed-punctuation"] == 1


def test_alike_questions_come_with_the_command_that_joins_them(deck: Path, cli: Callable[..., Result]) -> None:
    write(
        deck,
        "- {id: given22222222, question: What is collinearity?}\n"
        "- {id: flagged222222, question: 'What is the collinearity of features?', answer: bb}\n",
    )
    out = cli("check", "--project", deck).out
    assert "'What is collinearity?' may ask the same as 'What is the collinearity of features?'" in out
    assert "deckwright check --same-as given22222222 flagged222222" in out
    assert "info: none of the 2 notes has a level or a topic; all get the level 'easy'" in out


def test_a_run_of_spaces_is_looked_at_once() -> None:
    begun = time.process_time()
    assert not _ODD.search(f"a{' ' * 60_000}b")
    assert time.process_time() - begun < 1
    assert [match.span() for match in _ODD.finditer("a  \nb c \u3000")] == [(1, 3), (7, 9)]
