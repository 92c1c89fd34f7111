"""Every code block of the documents is run, in the order in which a reader meets it."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

from tests.conftest import ROOT
from tests.documents import BIN, DATA, ILLUSTRATIONS, RUN, Block, Reader, blocks, clone, with_environment

DOCUMENTS = [ROOT / "README.md", ROOT / "README.zh.md", *sorted((ROOT / "docs").glob("*.md"))]
FOLLOWED_BELOW = {"README.md", "README.zh.md", "how-to.md", "markers.md"}
FOLLOWED_ELSEWHERE = {"tutorial.md", "formats.md"}  # by tests/test_docs.py and tests/decks/test_formats.py

NOTES = """\
# What is overfitting?

The model has learnt the noise of its training data.

# How is it prevented?

- more data
- early stopping
- dropout
- weight decay
"""
LECTURE = "# What is a seed?\n\nA source document.\n\n# What is a lock?\n\nWhat was last read.\n"
ARTICLE = "# Seeds\n\n## Where they come from\n\nFrom people.\n\n## Where they go\n\nInto decks.\n"


def of(name: str) -> list[Block]:
    path = next(path for path in DOCUMENTS if path.name == name)
    return blocks(path.read_text("utf-8"))


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_block_says_what_it_is(path: Path) -> None:
    """What is run, what is data, what is only shown; and each document with something to run is followed."""
    found = blocks(path.read_text("utf-8"))
    unknown = [(block.line, block.language) for block in found if block.language not in RUN | DATA | ILLUSTRATIONS]
    assert not unknown
    if any(block.language in RUN for block in found):
        assert path.name in FOLLOWED_BELOW | FOLLOWED_ELSEWHERE


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_block_of_data_can_be_read(path: Path) -> None:
    for block in blocks(path.read_text("utf-8")):
        if block.language == "yaml":
            assert yaml.compose(block.text, Loader=yaml.CSafeLoader) is not None, block
        elif block.language == "toml":
            assert tomllib.loads(block.text), block


def test_python_blocks_have_right_types(tmp_path: Path) -> None:
    """What they call takes what they give, as mypy sees it."""
    names = []
    for name in ("README.md", "how-to.md"):
        for block in of(name):
            if block.language == "python":
                path = tmp_path / f"block_{len(names)}.py"
                path.write_text(block.text, "utf-8")
                names.append(str(path))
    assert len(names) >= 2
    argv = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", str(tmp_path / "cache"), *names]
    ran = subprocess.run(argv, cwd=tmp_path, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_the_readme(tmp_path: Path, home: Path, name: str) -> None:
    """In a clone, where the reader's own notes lie too; uv and pip really install."""
    folder = with_environment(clone(ROOT, tmp_path / "deckwright"))
    (folder / "notes.md").write_text(NOTES, "utf-8")
    (folder / "lecture-2.md").write_text(LECTURE, "utf-8")
    reader = Reader(home, folder)
    for block in of(name):
        reader.follow(block)
    assert reader.folder == folder / "biology"
    assert (home / ".local" / "bin" / "deckwright").exists()
    assert (folder / "build" / "deep-learning.apkg").is_file() and (folder / "notes.apkg").is_file()


def test_the_how_tos(tmp_path: Path, home: Path) -> None:
    """In the project of somebody who has released once, with the packages of two releases at hand."""
    (tmp_path / "biology.md").write_text(NOTES, "utf-8")
    reader = Reader(home, tmp_path)
    reader.run("deckwright init biology biology.md && cd biology && git init -q && git add . && git commit -q -m 1")
    reader.run("deckwright release 1.0.0 && git add -A && git commit -q -m 1.0.0 && git tag v1.0.0 && cp -r build old")
    reader.run("sed -i 's/the noise of/all the noise of/' cards/biology.yaml && deckwright build && cp -r build new")
    reader.run("printf 'old/\\nnew/\\ndiff.html\\npage.html\\n' >> .gitignore && git add -A && git commit -q -m 2")
    (reader.folder / "notes.md").write_text(NOTES, "utf-8")
    (reader.folder / "article.md").write_text(ARTICLE, "utf-8")
    reader.run("printf 'notes.md\\narticle.md\\n*.apkg\\n' >> .gitignore && git commit -q -a -m 3")
    for block in of("how-to.md"):
        reader.follow(block)


def test_the_marker(tmp_path: Path, home: Path) -> None:
    """The files of the text, installed beside Deckwright in an environment of its own."""
    document, module, project = (next(block.text for block in of("markers.md") if block.language == one)
                                 for one in ("text", "python", "toml"))  # fmt: skip
    folder = tmp_path / "lecture-marks"
    folder.mkdir()
    for name, text in (("lecture.txt", document), ("lecture_marks.py", module), ("pyproject.toml", project)):
        (folder / name).write_text(text, "utf-8")
    venv = beside(tmp_path / "venv")
    reader = Reader(home, folder, venv / "bin")
    for block in of("markers.md"):
        if block.language in ("sh", "console"):
            reader.follow(block)


def beside(venv: Path) -> Path:
    """An environment that sees all that is installed in this one, and takes more."""
    subprocess.run([sys.executable, "-m", "venv", str(venv)], check=True, capture_output=True)
    [there] = venv.glob("lib/python*/site-packages")
    libraries = next(one for one in sys.path if one.endswith("site-packages"))
    (there / "this.pth").write_text(f"import site; site.addsitedir({libraries!r})\n", "utf-8")
    script = f"#!{venv / 'bin' / 'python'}\nfrom deckwright.cli import main\n\nmain()\n"
    (venv / "bin" / "deckwright").write_text(script, "utf-8")
    (venv / "bin" / "deckwright").chmod(0o755)
    return venv


def test_what_a_block_does_wrong_is_seen(tmp_path: Path, home: Path) -> None:
    reader = Reader(home, tmp_path)
    text = "```sh\nfalse | true\n```\n\n```python\nraise SystemExit(3)\n```\n\n```console\n$ echo a\nb\n```\n\n    x\n"
    *wrong, indented = blocks(text)
    for block in wrong:
        with pytest.raises(AssertionError):
            reader.follow(block)
    assert indented.language not in RUN | DATA | ILLUSTRATIONS
    assert BIN.is_dir()
