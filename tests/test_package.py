"""Deckwright as people get it: wheel and sdist, installed into an empty environment of every Python at hand."""

from __future__ import annotations

import email
import re
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from deckwright import __version__
from tests.conftest import ROOT, pythons

NOTES = "# What is a seed?\n\nA source document, $x^2$.\n"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The wheel and the sdist."""
    folder = tmp_path_factory.mktemp("dist")
    source = tmp_path_factory.mktemp("source") / "deckwright"
    subprocess.run(["git", "clone", "-q", str(ROOT), str(source)], check=True)
    subprocess.run(
        [sys.executable, "-m", "build", "--outdir", str(folder), str(source)], check=True, capture_output=True
    )
    [wheel], [sdist] = folder.glob("*.whl"), folder.glob("*.tar.gz")
    return {"wheel": wheel, "sdist": sdist}


@pytest.mark.long
def test_what_is_in_the_wheel(made: dict[str, Path]) -> None:
    with zipfile.ZipFile(made["wheel"]) as archive:
        names = set(archive.namelist())
        metadata = email.message_from_bytes(archive.read(f"deckwright-{__version__}.dist-info/METADATA"))
    tracked = subprocess.run(
        ["git", "-C", str(ROOT), "ls-files", "src/deckwright"], capture_output=True, text=True, check=True
    ).stdout.split()
    assert {name.removeprefix("src/") for name in tracked} <= names
    assert not [name for name in names if name.startswith(("tests", "seeds", "cards"))]
    assert metadata["Version"] == __version__ and metadata["License-Expression"] == "MIT"
    assert metadata["Requires-Python"] == ">=3.11" and metadata["Description-Content-Type"] == "text/markdown"
    links = re.findall(r"\]\((?!https:)|src=", metadata.get_payload())
    assert metadata.get_payload().startswith("# Deckwright") and not links
    assert {"anki", "test"} <= set(metadata.get_all("Provides-Extra"))
    needed = [one for one in metadata.get_all("Requires-Dist") if "extra" not in one]
    assert not [one for one in needed if re.match(r"anki\b", one)]


@pytest.mark.long
def test_the_sdist_makes_the_same_wheel(made: dict[str, Path], tmp_path: Path) -> None:
    with tarfile.open(made["sdist"]) as archive:
        names = archive.getnames()
    top = {name.split("/")[1] for name in names}
    written = {"src", "docs", "README.md", "README.zh.md", "CHANGELOG.md", "LICENSE", "pyproject.toml"}
    assert top == written | {"PKG-INFO", ".gitignore"}  # hatchling's own two
    assert any(name.endswith("/py.typed") for name in names)
    argv = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", str(tmp_path), str(made["sdist"])]
    subprocess.run(argv, check=True, capture_output=True)
    [again] = tmp_path.glob("*.whl")
    with zipfile.ZipFile(again) as ours, zipfile.ZipFile(made["wheel"]) as theirs:
        assert {name: ours.read(name) for name in ours.namelist()} == {
            name: theirs.read(name) for name in theirs.namelist()
        }


@pytest.mark.long
@pytest.mark.parametrize("python", pythons())
def test_in_an_empty_environment(made: dict[str, Path], tmp_path: Path, python: str) -> None:
    venv = tmp_path / "venv"
    subprocess.run([python, "-m", "venv", str(venv)], check=True, capture_output=True)
    subprocess.run([venv / "bin" / "pip", "install", "-q", str(made["wheel"])], check=True, capture_output=True)
    deckwright = str(venv / "bin" / "deckwright")
    said = subprocess.run([deckwright, "--version"], check=True, capture_output=True, text=True).stdout
    assert said == f"deckwright, version {__version__}\n"
    notes = tmp_path / "notes.md"
    notes.write_text(NOTES, "utf-8")
    for argv in (
        ["read", "notes.md"],
        ["build", "notes.md", "-o", "notes.apkg"],
        ["init", "deck", "notes.md"],
        ["check", "--project", "deck"],
        ["build", "--project", "deck"],
        ["preview", "--project", "deck"],
        ["verify", "--project", "deck"],
        ["diff", "notes.apkg", "deck/build/deck.apkg"],
        ["init", "--github", "deck"],  # from a file of this machine: it keeps a wheel
    ):
        ran = subprocess.run([deckwright, *argv], cwd=tmp_path, capture_output=True, text=True)
        assert ran.returncode == 0, (argv, ran.stdout, ran.stderr)
