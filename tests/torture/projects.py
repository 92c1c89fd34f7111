"""The projects that attacks begin with, made once in a run by the tool itself."""

from __future__ import annotations

import atexit
import functools
import shutil
import subprocess
import tempfile
import threading
from pathlib import Path

from .harness import Box, Skip, tool

SETTINGS = """\
key: notes-k3y4t3st
deck: Notes
slug: notes
levels:
  - {key: easy, name: 1 Easy, says: [easy]}
  - {key: hard, name: 2 Hard, says: [hard]}
default_level: easy
tags: {}
seeds:
  a.md: {key: a}
"""
SEED = "# What is one?\n\nThe first.\n\n# What is two?\n\nThe second ![drawn](media/two.svg).\n"
THIRD = "\n# What is three?\n\nThe third.\n"
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><rect width="8" height="8"/></svg>\n'

_LOCK = threading.Lock()


def template(name: str) -> Path:
    """The folder of a project: `project` (built), `git` (committed as well), `released` (1.0.0 and a change)."""
    with _LOCK:
        return {"project": plain, "git": committed, "released": released}[name]()


def _fresh(base: Path | None) -> Box:
    folder = Path(tempfile.mkdtemp(prefix="torture-template-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Box(folder / "box", base)


def _do(box: Box, *argv: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [*tool(), *argv], cwd=box.project, env=box.environment(), capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"deckwright {' '.join(argv)} ended with {done.returncode}: {done.stderr}")
    return done


@functools.cache
def plain() -> Path:
    box = _fresh(None)
    box.write("deckwright.yaml", SETTINGS)
    box.write("seeds/a.md", SEED)
    box.write("cards/media/two.svg", PICTURE)
    box.write(".gitattributes", "deck.lock merge=union\nseeds/** -text\n")
    box.write(".gitignore", "/build/\n")
    for command in ("update", "build", "preview"):
        _do(box, command)
    return box.project


@functools.cache
def committed() -> Path:
    box = _fresh(plain())
    box.git("init", "-q", "--template=", "-b", "main", ".")
    box.git("add", "-A")
    box.git("commit", "-q", "-m", "a deck")
    return box.project


@functools.cache
def released() -> Path:
    """Needs the real Anki, which `release` imports into."""
    box = _fresh(committed())
    try:
        _do(box, "release", "1.0.0")
    except RuntimeError as error:
        if "nki" not in str(error):
            raise
        raise Skip("there is no Anki here, so nothing can be released") from None
    box.git("add", "-A")
    box.git("commit", "-q", "-m", "1.0.0")
    box.git("tag", "-a", "v1.0.0", "-m", "1.0.0")
    box.append("seeds/a.md", THIRD)
    _do(box, "update")
    box.git("add", "-A")
    box.git("commit", "-q", "-m", "three")
    return box.project
