"""Line ends: git on Windows writes CRLF where nothing forbids it, and the packages must be the same bytes."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from deckwright.cards.new_project import start
from deckwright.cards.update import update
from deckwright.decks.build import build
from deckwright.files.git_files import ATTRIBUTES
from deckwright.project import load
from tests.conftest import ROOT, Result, tree

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">\n  <title>a\n  dot</title>\n'
    '  <circle cx="4" cy="4" r="3"\n    fill="red"/>\n</svg>\n'
)
NOTES = "# What is a?\n\nA letter:\n\n![a dot](media/dot.svg)\n\n# What is b?\n\n- one\n- two\n"
OLD_ATTRIBUTES = "deck.lock merge=union\nseeds/** -text\n"


def git(folder: Path, *arguments: str) -> str:
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    return subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True, text=True).stdout


def clone_of_windows(root: Path, folder: Path) -> Path:
    """A clone as git makes it on Windows by default."""
    git(root, "init", "-q")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "The deck")
    git(root, "-c", "core.autocrlf=true", "clone", "-q", "--config", "core.autocrlf=true", str(root), str(folder))
    return folder


def same_packages(first: Path, second: Path) -> None:
    for root in (first, second):
        build(load(root), frozen=True)
    ours, theirs = (tree(root / "build") for root in (first, second))
    assert any(name.endswith(".apkg") for name in ours)
    assert {name for name in ours if ours[name] != theirs.get(name)} == set()


def made(folder: Path) -> Path:
    """A project with a picture, built."""
    source = folder / "a.md"
    source.write_text(NOTES, "utf-8")
    start(folder / "deck", [source])
    (folder / "deck" / "cards" / "media").mkdir()
    (folder / "deck" / "cards" / "media" / "dot.svg").write_text(SVG, "utf-8")
    build(load(folder / "deck"))
    shutil.rmtree(folder / "deck" / "build")
    return folder / "deck"


def test_this_repository(committed: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    for name in (".gitattributes", ".gitignore"):
        shutil.copy(ROOT / name, committed / name)
    clone = clone_of_windows(committed, tmp_path_factory.mktemp("windows") / "deck")
    names = ("cards/media/", "cards/0", "cards/more.yaml", "seeds/", "deckwright.yaml", "deck.lock")
    inputs = [
        {name: data for name, data in tree(root).items() if name.startswith(names) and "__pycache__" not in name}
        for root in (committed, clone)
    ]
    assert inputs[0] == inputs[1] and len(inputs[0]) > 20
    same_packages(committed, clone)


def test_a_project_that_init_made(tmp_path: Path) -> None:
    root = made(tmp_path)
    clone = clone_of_windows(root, tmp_path / "windows")
    assert (clone / "cards" / "media" / "dot.svg").read_bytes() == SVG.encode()
    same_packages(root, clone)


def test_where_files_arrive_with_crlf_all_the_same(tmp_path: Path) -> None:
    """From a project that says nothing of line ends: settings, cards, lock and pictures of text are as they were."""
    root = made(tmp_path)
    (root / ".gitattributes").write_text(OLD_ATTRIBUTES, "utf-8")
    clone = clone_of_windows(root, tmp_path / "windows")
    for name in ("deckwright.yaml", "deck.lock", "cards/a.yaml", "cards/media/dot.svg"):
        assert b"\r\n" in (clone / name).read_bytes()
    same_packages(root, clone)
    assert update(load(clone)).written == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("*.pdf binary", "*.pdf binary\ndeck.lock text eol=lf merge=union\n"),
        ("* text=auto\r\n", "* text=auto\r\ndeck.lock text eol=lf merge=union\r\n"),
        ("seeds/** -text\n", "seeds/** -text\ndeck.lock text eol=lf merge=union\n"),
    ],
    ids=["no last line end", "CRLF", "one of ours"],
)
def test_init_adds_its_lines_to_what_is_there(
    tmp_path: Path, cli: Callable[..., Result], before: str, after: str
) -> None:
    (tmp_path / "a.md").write_text(NOTES, "utf-8")
    (tmp_path / ".gitattributes").write_bytes(before.encode())
    (tmp_path / ".gitignore").write_bytes(b"*.bak\n/build/\n")
    result = cli("init", tmp_path, tmp_path / "a.md")
    text = (tmp_path / ".gitattributes").read_bytes().decode()
    assert text.startswith(after) and text.count("seeds/** -text") == 1
    assert (tmp_path / ".gitignore").read_bytes() == b"*.bak\n/build/\n"
    assert (
        "added to .gitattributes, for the same bytes on every machine: deck.lock text eol=lf merge=union" in result.err
    )
    assert ".gitignore" not in result.err


OURS = "".join(f"{line}\n" for line in ATTRIBUTES)
UNDOING = {
    "all": ("* text eol=crlf", 5),
    "by an older word": ("* crlf -crlf=x\n*.md crlf", 1),
    "cards": ("*.yaml eol=crlf", 2),
    "documents": ("*.txt text=auto", 1),
    "a folder": ("/seeds/** text", 1),
    "the lock's merging": ("deck.* -merge", 1),
    "a macro": ("[attr]dos text eol=crlf\n*.yaml dos", 2),
    "unspecified": ("*.yaml !eol", 2),
    "pictures": ("*.svg text", 1),
}


@pytest.mark.parametrize("case", UNDOING)
def test_init_writes_its_lines_again_behind_one_that_undoes_them(
    tmp_path: Path, cli: Callable[..., Result], case: str
) -> None:
    (tmp_path / "a.md").write_text(NOTES, "utf-8")
    undoing, least = UNDOING[case]
    before = f"{OURS}{undoing}\n"
    (tmp_path / ".gitattributes").write_text(before, "utf-8")
    result = cli("init", tmp_path, tmp_path / "a.md")
    text = (tmp_path / ".gitattributes").read_text("utf-8")
    again = text.removeprefix(before).splitlines()
    assert text.startswith(before) and len(again) >= least and set(again) <= set(ATTRIBUTES)
    assert ".gitattributes:" in result.err and "written again behind that: " in result.err


@pytest.mark.parametrize(
    "line", ["*.pdf binary", "*.png -text", "* text=auto eol=lf", "docs/** text eol=crlf", "*.py eol=crlf"]
)
def test_a_line_that_undoes_nothing_of_cards_is_left(tmp_path: Path, cli: Callable[..., Result], line: str) -> None:
    (tmp_path / "a.md").write_text(NOTES, "utf-8")
    (tmp_path / ".gitattributes").write_text(f"{OURS}{line}\n", "utf-8")
    result = cli("init", tmp_path, tmp_path / "a.md")
    again = (tmp_path / ".gitattributes").read_text("utf-8").removeprefix(f"{OURS}{line}\n").splitlines()
    assert set(again) <= {
        "cards/media/** -text",
        "notetypes/** -text",
        "seeds/** -text",
    }  # their files may have any name
    assert bool(again) == ("written again" in result.err)


def test_a_deck_whose_gitattributes_undid_ours_builds_the_same(tmp_path: Path) -> None:
    source = tmp_path / "a.md"
    source.write_text(NOTES, "utf-8")
    (tmp_path / "deck").mkdir()
    (tmp_path / "deck" / ".gitattributes").write_text(f"{OURS}* text eol=crlf\n", "utf-8")
    root = made(tmp_path)
    clone = clone_of_windows(root, tmp_path / "windows")
    assert b"\r\n" not in (clone / "cards" / "a.yaml").read_bytes() + (clone / "seeds" / "a.md").read_bytes()
    same_packages(root, clone)


@pytest.mark.parametrize(("folder", "told"), [("cards", True), ("seeds", True), ("cards/media", True), ("docs", False)])
def test_init_tells_of_attributes_in_a_folder_of_the_decks(
    tmp_path: Path, cli: Callable[..., Result], folder: str, told: bool
) -> None:
    (tmp_path / "a.md").write_text(NOTES, "utf-8")
    (tmp_path / folder).mkdir(parents=True)
    (tmp_path / folder / ".gitattributes").write_text("# mine\n* text eol=crlf\n", "utf-8")
    result = cli("init", tmp_path, tmp_path / "a.md")
    assert (
        f"{folder}/.gitattributes:2: warning: `* text eol=crlf` undoes what .gitattributes says" in result.err
    ) == told


def test_init_adds_build_to_what_git_ignores(tmp_path: Path, cli: Callable[..., Result]) -> None:
    (tmp_path / "a.md").write_text(NOTES, "utf-8")
    (tmp_path / ".gitignore").write_bytes(b"# \xff\nbuilding/")
    result = cli("init", tmp_path, tmp_path / "a.md")
    assert (tmp_path / ".gitignore").read_bytes() == b"# \xff\nbuilding/\nbuild/\n"
    assert "added to .gitignore: build/" in result.err
    assert ".gitattributes" not in result.err  # it was not there, and is the project's own


def test_this_repository_says_what_init_writes(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(NOTES, "utf-8")
    start(tmp_path / "deck", [tmp_path / "a.md"])
    said = (tmp_path / "deck" / ".gitattributes").read_text("utf-8").splitlines()
    assert said == [line for line in (ROOT / ".gitattributes").read_text("utf-8").splitlines() if line[0] != "#"]
