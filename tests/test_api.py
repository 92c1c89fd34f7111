"""The public names, as scripts use them: what they are, and what they take."""

from __future__ import annotations

import inspect
import pkgutil
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_type_hints

import pytest

import deckwright
from tests.releases.conftest import DOCUMENT, Author

NOTES = "# What is a seed?\n\nA source document.\n"

PYTHON = """
import importlib, pkgutil, sys
import deckwright
before = {name: getattr(deckwright, name) for name in deckwright.__all__}
for module in pkgutil.walk_packages(deckwright.__path__, "deckwright."):
    if not module.name.endswith(("__main__", "learner")):
        importlib.import_module(module.name)
changed = [name for name, was in before.items() if getattr(deckwright, name) is not was]
sys.exit(f"other things after an import: {changed}" if changed else 0)
"""


def test_a_public_name_is_no_modules_name() -> None:
    """An imported submodule takes its name's place in the package: the function would be one thing, then another."""
    modules = {module.name for module in pkgutil.iter_modules(deckwright.__path__)}
    assert not modules & set(deckwright.__all__)


def test_public_names_stay_what_they_are_whatever_is_imported() -> None:
    ran = subprocess.run([sys.executable, "-c", PYTHON], capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr


def test_importing_it_loads_nothing_heavy() -> None:
    heavy = ["yaml", "click", "genanki", "markdown", "nh3", "PIL", "rapidfuzz", "pygments", "math_core"]
    code = f"import sys, deckwright; sys.exit(' '.join(name for name in {heavy} if name in sys.modules) or 0)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr


def functions() -> list[tuple[str, Callable[..., Any]]]:
    found = [(name, getattr(deckwright, name)) for name in deckwright.__all__]
    return [(name, one) for name, one in found if inspect.isfunction(one)]


@pytest.mark.parametrize(("name", "function"), functions())
def test_whatever_takes_a_path_takes_a_string(name: str, function: Callable[..., Any]) -> None:
    hints = {one: str(hint) for one, hint in get_type_hints(function).items() if one != "return"}
    only_path = {one: hint for one, hint in hints.items() if "Path" in hint and "str" not in hint}
    assert not only_path


def methods() -> list[tuple[str, Callable[..., Any]]]:
    """The public methods of public classes, and properties aside: those take nothing."""
    classes = [getattr(deckwright, name) for name in deckwright.__all__ if inspect.isclass(getattr(deckwright, name))]
    found = [(one, name, call) for one in classes for name, call in inspect.getmembers(one, inspect.isfunction)]
    return [(f"{one.__name__}.{name}", call) for one, name, call in found if not name.startswith("_")]


@pytest.mark.parametrize(("name", "method"), methods())
def test_so_does_whatever_a_public_class_does(name: str, method: Callable[..., Any]) -> None:
    hints = {one: str(hint) for one, hint in get_type_hints(method).items() if one != "return"}
    assert not {one: hint for one, hint in hints.items() if "Path" in hint and "str" not in hint}


def test_a_path_as_people_see_it(author: Author) -> None:
    project = deckwright.load(author.root)
    assert project.shown(f"{author.root}/seeds/a.md") == project.shown(author.root / "seeds" / "a.md") == "seeds/a.md"


@pytest.fixture
def author(tmp_path: Path) -> Author:
    """A deck of three notes in git."""
    (tmp_path / "anatomy.md").write_text(DOCUMENT, "utf-8")
    deckwright.start(str(tmp_path / "deck"), [str(tmp_path / "anatomy.md")])
    made = Author(tmp_path / "deck")
    made.git("init", "-q")
    made.commit("The deck")
    return made


def test_paths_as_strings(author: Author, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every call of the library that takes a path, with a string."""
    monkeypatch.chdir(tmp_path)
    Path("notes.md").write_text(NOTES, "utf-8")
    assert len(deckwright.read_file("notes.md").notes) == 1
    assert deckwright.build_straight(["notes.md"], "notes.apkg").packed.total() == 1
    assert deckwright.start("made", ["notes.md"]).project.root == Path("made")
    monkeypatch.chdir(author.root)
    root = deckwright.find(".")
    assert root == author.root and deckwright.load(str(root)).root == author.root
    project = deckwright.load(".")
    first = deckwright.release(project, "1.0.0")
    for command in first.commands[:3]:
        author.git(*shlex.split(command)[1:])
    kept = tmp_path / "kept"
    (author.root / "build").rename(kept)
    author.edit("signals", "fires")
    author.commit()
    assert deckwright.release(project, "1.1.0", over=str(kept), dry_run=True).previous == "1.0.0"
    assert deckwright.verify(project, str(kept)).steps
    assert deckwright.edition(str(kept), None).notes
    assert deckwright.preview(project).page.is_file()
