"""The code blocks of a document, and a place where they are run as a reader would run them."""

from __future__ import annotations

import fnmatch
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from markdown_it import MarkdownIt

BIN = Path(sys.executable).parent
RUN = {"sh", "console", "python"}
DATA = {"yaml", "toml"}
ILLUSTRATIONS = {"text", "markdown"}


@dataclass(frozen=True)
class Block:
    language: str
    text: str
    line: int


def blocks(text: str) -> list[Block]:
    """Every code block, in order. One that is only indented names no language: it has none."""
    tokens = MarkdownIt("commonmark").parse(text)
    return [
        Block(token.info.strip() if token.type == "fence" else "", token.content, token.map[0] + 1)
        for token in tokens
        if token.type in ("fence", "code_block") and token.map
    ]


def commands(block: Block) -> Iterator[tuple[str, list[str]]]:
    """The commands of a console block, each with the lines that are shown below it."""
    found: list[tuple[str, list[str]]] = []
    for line in block.text.splitlines():
        if line.startswith("$ "):
            found.append((line[2:], []))
        else:
            found[-1][1].append(line)
    yield from found


def matches(shown: list[str], printed: list[str]) -> bool:
    """Whether lines were printed as shown; `…` stands for anything, alone on a line for any lines."""
    if not shown:
        return True
    pattern = "\n".join(
        "*" if line == "…" else re.sub(r"([\[\]*?])", r"[\1]", line).replace("…", "*") for line in shown
    )
    return fnmatch.fnmatchcase("\n".join(printed), pattern) or fnmatch.fnmatchcase("\n".join(["", *printed]), pattern)


class Reader:
    """Who follows a document, block by block: with a home of their own, and nothing that leads to a browser or editor."""

    def __init__(self, home: Path, folder: Path, *path: Path) -> None:
        self.home, self.folder = home, folder
        home.mkdir(exist_ok=True)
        (home / ".gitconfig").write_text("[user]\n\tname = A\n\temail = a@example.org\n", "utf-8")
        kept = {name: os.environ[name] for name in os.environ if not name.startswith(("GIT_", "XDG_", "DECKWRIGHT_"))}
        search = ":".join(map(str, [*path, BIN, os.environ["PATH"]]))
        cache = os.environ.get("UV_CACHE_DIR") or str(Path.home() / ".cache" / "uv")
        self.env = {**kept, "HOME": str(home), "PATH": search, "LC_ALL": "C.UTF-8", "BROWSER": "true"}
        self.env |= {"UV_CACHE_DIR": cache, "UV_NO_PROGRESS": "1", "UV_SYSTEM_CERTS": "1"}

    def follow(self, block: Block) -> None:
        """Do what a block says; whoever comes next is in the folder that it leads to."""
        if block.language == "sh":
            self.run(block.text, block.line)
        elif block.language == "python":
            self.run(f"python - <<'PYTHON'\n{block.text}PYTHON\n", block.line)
        elif block.language == "console":
            for command, shown in commands(block):
                printed = self.run(command, block.line)
                assert matches(shown, printed), (block.line, command, printed)

    def run(self, script: str, line: int = 0) -> list[str]:
        """Run a script as bash does that stops at the first failure; what it printed, or told if it printed nothing."""
        there = self.home / ".there"
        argv = ["bash", "-e", "-o", "pipefail", "-c", f'{script}\nprintf "%s\\n" "$PWD" "$PATH" > "{there}"']
        ran = subprocess.run(argv, cwd=self.folder, env=self.env, capture_output=True, text=True)
        assert ran.returncode == 0, (line, script, ran.stdout[-2000:], ran.stderr[-2000:])
        folder, self.env["PATH"] = there.read_text("utf-8").splitlines()
        self.folder = Path(folder)
        return (ran.stdout or ran.stderr).splitlines()


def clone(root: Path, folder: Path) -> Path:
    """The files that git knows of a repository, as they are now, as a repository."""
    listed = ["git", "-C", str(root), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    for name in subprocess.run(listed, check=True, capture_output=True, text=True).stdout.split("\0"):
        if name and (root / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(root / name, folder / name)
    return folder


def with_environment(folder: Path) -> Path:
    """A clone in which `make` has set up its environment: this one's."""
    (folder / ".venv").mkdir()
    (folder / ".venv" / "bin").symlink_to(BIN)
    (folder / ".venv" / "decks.stamp").touch()
    return folder
