"""Who runs: Deckwright's commands, the floor, genanki and Anki on ready HTML, and tools of others from PyPI."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.speed import corpus
from benchmarks.speed.processes import Contestant

HERE = Path(__file__).parent
PEERS = {"ankdown": "ankdown==0.7.1", "markdown-anki-decks": "markdown-anki-decks==1.1.1"}
"""Those that install from PyPI, take Markdown and write a package without Anki running; each in an environment of its
own, as their libraries are older than ours. md2anki 3.1.0 is none: it needs Python 3.12 and splits by other rules."""


def contestants(work: Path, count: int) -> list[Contestant]:
    """All of them over `count` notes, in folders made below `work`."""
    project, cache = work / "project", work / "cache"
    corpus.write_project(project, count)
    environment = {"XDG_CACHE_HOME": str(cache)}
    deckwright([*_ours(), "update"], project, environment)
    sides = work / "sides.json"
    corpus.write_html(sides, count)
    shutil.copytree(project, work / "fresh", ignore=shutil.ignore_patterns("cards", "deck.lock", "build"))
    return [
        *_commands(project, work / "fresh", cache, environment),
        _script("floor", "floor.py", project, work, project / "cards"),
        _script("plain stack", "plain.py", project, work, project / "cards"),
        _script("genanki, ready HTML", "ready.py", project, work, sides),
        _script("Anki, ready HTML", "anki_export.py", project, work, sides),
        Contestant("import click", [sys.executable, "-c", "import click"], work),
        Contestant(
            "import and hash",
            [
                sys.executable,
                str(HERE / "imports.py"),
                *map(str, (project / "seeds", project / "cards", project / "build")),
            ],
            work,
        ),
        *_peers(work, count),
    ]


def _ours() -> list[str]:
    return [sys.executable, "-m", "deckwright"]


def deckwright(command: list[str], folder: Path, environment: dict[str, str]) -> None:
    subprocess.run(command, cwd=folder, env={**os.environ, **environment}, check=True, capture_output=True)


def _commands(project: Path, fresh: Path, cache: Path, environment: dict[str, str]) -> Iterator[Contestant]:
    turns = iter(range(1_000_000))

    def forget() -> None:
        for folder in (project / "build", cache):
            shutil.rmtree(folder, ignore_errors=True)

    def edit() -> None:
        file = sorted((project / "cards").glob("*.yaml"))[0]
        head, mark, rest = file.read_text("utf-8").partition("    answer: |-\n      ")
        file.write_text(f"{head}{mark}{next(turns)} {rest.partition(' ')[2]}", "utf-8")

    def unread() -> None:
        for name in ("cards", "build"):
            shutil.rmtree(fresh / name, ignore_errors=True)
        (fresh / "deck.lock").unlink(missing_ok=True)
        shutil.rmtree(cache, ignore_errors=True)

    def ours(name: str, *words: str, before: Callable[[], object] = lambda: None, folder: Path = project) -> Contestant:
        return Contestant(name, [*_ours(), *words], folder, before, environment)

    yield ours("help", "--help")
    yield ours("update, all documents new", "update", before=unread, folder=fresh)
    yield ours("build", "build", before=forget)
    yield ours("build, nothing changed", "build")
    yield ours("build, one note edited", "build", before=edit)
    yield ours("update, nothing changed", "update")
    yield ours("check", "check")
    yield ours("check, one note edited", "check", before=edit)
    yield ours("preview", "preview")
    yield ours("preview, one note edited", "preview", before=edit)


def _script(name: str, file: str, project: Path, work: Path, source: Path) -> Contestant:
    command = [sys.executable, str(HERE / file), str(source), str(work / f"{file}.apkg")]
    return Contestant(name, command, work)


def _peers(work: Path, count: int) -> Iterator[Contestant]:
    corpus.write_ankdown(work / "ankdown", count)
    corpus.write_headings(work / "headings", count)
    (work / "decks").mkdir()
    commands = {
        "ankdown": ["ankdown", "-r", str(work / "ankdown"), "-p", str(work / "ankdown.apkg")],
        "markdown-anki-decks": ["mdankideck", str(work / "headings"), str(work / "decks")],
    }
    for name, (program, *words) in commands.items():
        folder = _environment(name)
        if folder is not None:
            yield Contestant(name, [str(folder / "bin" / program), *words], work)


def _environment(name: str) -> Path | None:
    """The peer's own environment, made at the first run; None, and told, where it cannot be installed."""
    folder = Path(sys.prefix) / "peers" / name
    if not (folder / "ready").exists():
        uv = str(Path(sys.executable).parent / "uv")
        made = subprocess.run([uv, "venv", "-q", "--clear", "--python", sys.executable, str(folder)], check=False)
        python = str(folder / "bin" / "python")
        wanted = [PEERS[name], "setuptools<81"]
        put = subprocess.run([uv, "pip", "install", "-q", "--python", python, *wanted], check=False)
        if made.returncode or put.returncode:
            print(f"{name} cannot be installed here and is left out", file=sys.stderr)
            return None
        (folder / "ready").touch()
    return folder
