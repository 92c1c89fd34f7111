"""Whatever a document, a file's name or an argument holds: nothing steers the terminal."""

from __future__ import annotations

import ast
import io
import json
import os
import pty
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import deckwright.cli
from deckwright.cli.terminal import echo, styled, width
from tests.conftest import SETTINGS, Result

Cli = Callable[..., Result]
EVIL = "\x1b[2J\x1b]0;t\x07\x9b31m\x08\x7f\u202e\u2028\ufdd0\ufdef"
STEERS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufdd0-\ufdef\ud800-\udfff]")
DOCUMENT = f"# Book{EVIL}\n\n## Part{EVIL} one\n\n### What is{EVIL} one?\n\nThe{EVIL} first.\n\n### What is two?\n"


@pytest.fixture
def evil(tmp_path: Path) -> Path:
    """A project whose texts, in every file, hold what a terminal would obey."""
    (tmp_path / "seeds").mkdir()
    title = EVIL.encode("unicode_escape").decode().replace("\\u", "").replace("\\x", "")
    (tmp_path / "deckwright.yaml").write_text(SETTINGS + f"seeds: {{a.md: {{title: '{title}'}}}}\n", "utf-8")
    (tmp_path / "seeds" / "a.md").write_text(DOCUMENT, "utf-8")
    (tmp_path / "cards").mkdir()
    quoted = json.dumps(EVIL).replace("\x7f", "\\u007f")
    card = f"  - question: {quoted}\n    answer: {quoted}\n    tags: [{quoted}]\n    extra: {quoted}\n"
    (tmp_path / "cards" / "own.yaml").write_text("format: 1\nnotes:\n" + card, "utf-8")
    return tmp_path


@pytest.mark.parametrize("form", ["text", "json"])
def test_no_command_prints_what_steers_a_terminal(evil: Path, cli: Cli, form: str) -> None:
    for argv in (
        ("read", evil / "seeds" / "a.md"),
        ("update", "--project", evil, "--dry-run"),
        ("update", "--project", evil),
        ("check", "--project", evil),
        ("preview", "--project", evil),
        ("build", "--project", evil),
        ("verify", "--project", evil),
        ("diff", "--project", evil, evil / "build"),
        ("build", evil / "seeds" / "a.md", "-o", evil / "x.apkg"),
    ):
        result = cli(*argv, "--format", form)
        assert not STEERS.search(result.out + result.err), argv
        if form == "json" and result.out:
            json.loads(result.out)


def test_a_json_text_is_what_it_was(evil: Path, cli: Cli) -> None:
    found = json.loads(cli("read", evil / "seeds" / "a.md", "--format", "json").out)
    assert EVIL.split("\u2028")[0] in found["documents"][0]["notes"][0]["question"]


@pytest.mark.parametrize(
    "argv",
    [
        ("read", f"no{EVIL}.md"),
        ("read", "no\udcff.md"),
        (f"bui{EVIL}ld",),
        ("build", f"--{EVIL}"),
        ("build", "x.md", "--format", EVIL),
        ("build", "--project", EVIL),
        ("release", EVIL),
        ("update", "--take-seed", EVIL),
        ("diff", EVIL),
        ("init", f"deck{EVIL}", f"no{EVIL}.md"),
    ],
)
def test_no_argument_comes_back_as_it_was(argv: tuple[str, ...], project: Path, cli: Cli, monkeypatch: object) -> None:
    monkeypatch.chdir(project)  # type: ignore[attr-defined]
    result = cli(*argv)
    assert result.status == 2
    assert result.err and not STEERS.search(result.out + result.err)


def test_file_names_in_findings_and_errors(project: Path, cli: Cli) -> None:
    (project / "cards").mkdir()
    (project / "cards" / f"a{EVIL}.yaml").write_text("format: 7\n", "utf-8")
    result = cli("build", "--project", project)
    assert (result.status, result.err.count("\n")) == (2, 1)
    assert "a\\x1b[2J" in result.err and not STEERS.search(result.err)


def on_a_terminal(argv: list[str], folder: Path) -> str:
    """What a command writes to a terminal: standard output and error are one."""
    control, terminal = pty.openpty()
    environment = {name: value for name, value in os.environ.items() if name != "NO_COLOR"} | {"TERM": "xterm"}
    child = subprocess.Popen(
        [sys.executable, "-m", "deckwright", *argv],
        cwd=folder,
        stdin=terminal,
        stdout=terminal,
        stderr=terminal,
        env=environment,
    )
    os.close(terminal)
    pieces = []
    while True:
        try:
            piece = os.read(control, 1 << 16)
        except OSError:  # the other end is closed
            break
        if not piece:
            break
        pieces.append(piece)
    child.wait()
    os.close(control)
    return b"".join(pieces).decode("utf-8", "surrogateescape")


@pytest.mark.parametrize("closed", ["0<&-", "1>&-", "2>&-", "0<&- 1>&- 2>&-"])
def test_a_closed_stream_stops_nothing(project: Path, closed: str) -> None:
    (project / "seeds" / "a.md").write_text("# What is one?\n\nThe first.\n", "utf-8")
    tool = f'"{sys.executable}" -c "from deckwright.cli import main; main()"'
    for command, made in (("update", "deck.lock"), ("build", "build/manifest.json")):
        status = subprocess.run(f"{tool} {command} {closed}", shell=True, cwd=project).returncode
        assert status == 0 and (project / made).is_file()
        assert "What is one?" in (project / "cards" / "a.yaml").read_text("utf-8")


@pytest.mark.parametrize("command", ["read", "update", "check", "build"])
def test_on_a_terminal_there_are_our_colours_and_our_progress_and_nothing_else(evil: Path, command: str) -> None:
    if command == "read":
        shown = on_a_terminal([command, "seeds/a.md"], evil)
    else:
        on_a_terminal(["update"], evil)
        shown = on_a_terminal([command], evil)
    ours = re.sub(r"\x1b\[[0-9;]*m|\r\x1b\[K|\r\n", "", shown)
    assert shown and not STEERS.search(ours)
    if command in ("read", "check"):
        assert "\x1b[1m" in shown


def test_every_line_is_printed_by_one_function() -> None:
    folder = Path(deckwright.cli.__file__).parent
    for path in folder.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if path.name != "terminal.py" and isinstance(node, ast.Call):
                called = ast.unparse(node.func)
                assert called not in ("print", "click.echo", "click.secho", "click.style"), f"{path}:{node.lineno}"
                assert not called.endswith((".show", "stdout.write", "stderr.write")) or "said" in ast.unparse(node)


@pytest.mark.parametrize("terminal", [True, False])
def test_marks_of_styles_that_a_document_brings(terminal: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """They neither colour what is printed nor vanish from it."""

    class Stream(io.StringIO):
        def isatty(self) -> bool:
            return terminal

    stream = Stream()
    monkeypatch.setattr(sys, "stdout", stream)
    monkeypatch.delenv("NO_COLOR", raising=False)
    echo(f"a\ufdd0b{styled('c' + chr(0xFDD0) + '0' + chr(0xFDEF), fg='green')}\ufdef")
    green, end = ("\x1b[32m", "\x1b[0m") if terminal else ("", "")
    assert stream.getvalue() == f"a\\ufdd0b{green}c\\ufdd00\\ufdef{end}\\ufdef\n"
    assert width("\ufdd0") == len("\\ufdd0")


def test_a_text_is_as_wide_as_it_is_printed() -> None:
    assert width("a\x1b中") == len("a\\x1b") + 2
    assert width(styled("ab", bold=True)) == 2
