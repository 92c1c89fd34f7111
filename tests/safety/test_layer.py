"""Every way to a file goes through deckwright.files: no module calls the system's own."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

SOURCES = ROOT / "src" / "deckwright"
LAYER = "files/"
METHODS = {
    "chmod", "exists", "glob", "hardlink_to", "is_dir", "is_file", "is_symlink", "iterdir", "lchmod", "lstat", "mkdir",
    "open", "read_bytes", "read_text", "readlink", "rename", "rglob", "rmdir", "samefile", "stat", "symlink_to",
    "touch", "unlink", "write_bytes", "write_text", "extractall", "extract",
}  # fmt: skip
"""Of Path, and of archives. `replace` is looked at by its arguments: a text's has two."""
OURS = ("tree", "within", "place")
"""What the layer's own values are called."""
HARMLESS = {"environ", "devnull", "O_WRONLY"}
"""Names of `os` that touch no file."""
MODULES = {"fileinput", "glob", "io.open", "shutil", "sqlite3", "subprocess", "tarfile", "tempfile", "zipfile"}

ALLOWED = {
    "cli/__init__.py": (
        {"os.close", "os.dup2", "os.fdopen", "os.O_RDWR", "os.open", "os.set_inheritable"},
        "standard streams that the caller has closed, or whose reader has gone",
    ),
    "cli/preview.py": ({"webbrowser.open"}, "the page in the person's browser"),
    "decks/archive.py": ({"archive.open", "sqlite3", "zipfile"}, "packages, from bytes and in a folder of scratch()"),
    "decks/foreign/package.py": ({"sqlite3", "zipfile"}, "what they raise; packages are opened by deckwright.files"),
    "decks/form.py": ({"zipfile"}, "packages, from bytes"),
    "decks/describe.py": ({"sqlite3"}, "the library's version"),
    "decks/media/look.py": ({"Image.open"}, "pictures, from bytes"),
    "decks/formats/apkg.py": ({"sqlite3", "zipfile"}, "packages, to bytes and in a folder of scratch()"),
    "releases/origin.py": ({"record.read_text"}, "the record of the tool's own installation"),
    "releases/prove.py": ({"subprocess", "log.open", "self.log.read_text"}, "Anki, in a folder of scratch()"),
    "releases/wheel.py": (
        {"folder.iterdir", "one.is_dir", "one.read_bytes", "record.read_text", "zipfile"},
        "the tool's own code and the record of its installation, to bytes",
    ),
}
"""Module -> what it may call all the same, and why."""


def calls(text: str) -> Iterator[tuple[int, str]]:
    """Line and name of whatever goes past the layer."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, one.name) for one in node.names if one.name in MODULES)
        elif isinstance(node, ast.ImportFrom):
            names = {node.module, *(f"{node.module}.{one.name}" for one in node.names)}
            yield from ((node.lineno, str(name)) for name in names & MODULES)
            if node.module in ("os", "os.path"):
                yield from ((node.lineno, f"os.{one.name}") for one in node.names if one.name not in HARMLESS)
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "os":
            if node.attr not in HARMLESS:
                yield node.lineno, f"os.{node.attr}"
        elif isinstance(node, ast.Call):
            yield from ((node.lineno, name) for name in past(node))


def past(call: ast.Call) -> Iterator[str]:
    if isinstance(call.func, ast.Name) and call.func.id == "open":
        yield "open"
    if not isinstance(call.func, ast.Attribute):
        return
    owner, method = ast.unparse(call.func.value), call.func.attr
    if owner == "os":
        return  # told as an attribute
    renaming = method == "replace" and len(call.args) == 1 and not call.keywords
    ours = owner.rpartition(".")[2].strip("_") in OURS or owner.startswith(("Tree(", "files(__package__)"))
    if (method in METHODS or renaming) and not ours:
        yield f"{owner}.{method}"


def modules() -> list[str]:
    paths = sorted(path.relative_to(SOURCES).as_posix() for path in SOURCES.rglob("*.py"))
    return [path for path in paths if not path.startswith(LAYER)]


@pytest.mark.parametrize("module", modules())
def test_goes_through_the_layer(module: str) -> None:
    allowed, _ = ALLOWED.get(module, (set(), ""))
    found = [(line, name) for line, name in calls((SOURCES / module).read_text("utf-8")) if name not in allowed]
    assert not found, f"{module}: use deckwright.files for {found}"


def test_what_is_allowed_is_used() -> None:
    for module, (names, reason) in ALLOWED.items():
        used = {name for _, name in calls((SOURCES / module).read_text("utf-8"))}
        assert names <= used and reason, (module, names - used)


@pytest.mark.parametrize(
    "line",
    [
        "open('x')",
        "Path('x').read_text('utf-8')",
        "path.write_bytes(b'')",
        "(root / 'x').unlink(missing_ok=True)",
        "staged.replace(path)",
        "staged.rename(path)",
        "path.mkdir()",
        "path.rmdir()",
        "folder.glob('*')",
        "sorted(folder.iterdir())",
        "path.open('rb')",
        "os.replace(a, b)",
        "os.path.exists(a)",
        "from os import remove",
        "from os.path import exists",
        "import shutil",
        "import tempfile",
        "from tempfile import mkstemp",
        "tar.extractall(folder)",
        "first = os.open",
    ],
)
def test_the_watch_notices(line: str) -> None:
    assert list(calls(line))


def test_the_watch_lets_texts_and_resources_be() -> None:
    lines = ["text.replace('a', 'b')", "replace(note, id='x')", "(files(__package__) / 'x').read_text('utf-8')"]
    assert not [line for line in [*lines, "os.environ.get('X')", "self.tree.read_bytes(path)"] if list(calls(line))]


def test_the_layer_is_small_files() -> None:
    for path in (SOURCES / LAYER).glob("*.py"):
        assert len(Path(path).read_text("utf-8").splitlines()) < 400
