"""`verify` finds what differs, and names the first of it."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from deckwright.decks import contents
from deckwright.decks.build import build
from deckwright.decks.describe import as_json
from deckwright.releases.verify import verify
from tests.conftest import ROOT, Result, pythons, tree
from tests.releases.conftest import Author


def wrong(author: Author, folder: Path | None = None) -> dict[str, str]:
    return {step.name: step.said for step in verify(author.project, folder).steps if step.right is False}


def test_all_is_right_and_nothing_is_written(released: Author, cli: Callable[..., Result]) -> None:
    before = tree(released.root)
    result = cli("verify", "--project", released.root)
    assert result.status == 0 and result.out.count("     ok  ") == 11
    assert tree(released.root) == before


def test_a_byte_of_a_package(released: Author, cli: Callable[..., Result]) -> None:
    path = released.root / "build" / "deck.apkg"
    data = bytearray(path.read_bytes())
    data[12] ^= 1  # the time of the zip's first entry
    path.write_bytes(data)
    found = wrong(released)
    assert found["sums"] == "deck.apkg has another SHA-256 than SHA256SUMS says"
    assert found["manifest"].startswith("deck.apkg, sha256: ")
    assert found["rebuild"].endswith("other bytes, though the same tools made them")
    assert cli("verify", "--project", released.root).status == 1


def test_another_text_in_a_package(released: Author, tmp_path: Path) -> None:
    shutil.copytree(released.root / "build", tmp_path / "mine")
    released.edit("signals", "fires")
    build(released.project)
    found = wrong(released, tmp_path / "mine")
    note = released.id_of("What is a neuron?")
    assert (
        "fires" in found["rebuild"] and "signals" in found["rebuild"] and f"the note {note}, Answer" in found["rebuild"]
    )
    assert (
        found["notes"]
        == f"cards/anatomy.yaml:4: the note {note} has changed since the packages were built with this manifest.json"
    )


@pytest.mark.parametrize(
    ("spoil", "step", "said"),
    [
        (lambda build: (build / "deck.apkg").unlink(), "sums", "deck.apkg is missing"),
        (lambda build: (build / "SHA256SUMS").unlink(), "sums", "SHA256SUMS is missing"),
        (lambda build: (build / "SHA256SUMS").write_text("x\n"), "sums", "SHA256SUMS:1: is no sum and name"),
        (
            lambda build: shutil.copy(build / "deck.apkg", build / "a.apkg"),
            "manifest",
            "a.apkg is in the folder and not",
        ),
        (lambda build: change(build, lambda data: data.update(version="9.9")), "release", "says 9.9, which deck.lock"),
        (lambda build: change(build, lambda data: data["notes"].pop()), "notes", "is not in manifest.json"),
        (
            lambda build: change(build, lambda data: data["packages"][0].update(content_digest="00")),
            "manifest",
            "content digest",
        ),
    ],
)
def test_what_stands_beside(released: Author, spoil: Callable[[Path], None], step: str, said: str) -> None:
    spoil(released.root / "build")
    assert said in wrong(released)[step]


def change(folder: Path, how: Callable[[dict[str, object]], object]) -> None:
    path = folder / "manifest.json"
    data = json.loads(path.read_text("utf-8"))
    how(data)
    path.write_text(json.dumps(data), "utf-8")


@pytest.mark.parametrize(
    ("content", "said"), [(None, "no such file"), ("{", "is no manifest"), ("[]", "is no manifest")]
)
def test_a_manifest_that_is_none(released: Author, cli: Callable[..., Result], content: str | None, said: str) -> None:
    path = released.root / "build" / "manifest.json"
    path.unlink()
    if content:
        path.write_text(content)
    result = cli("verify", "--project", released.root)
    assert result.status == 2 and "manifest.json" in result.err and said in result.err


def test_no_packages(author: Author, cli: Callable[..., Result]) -> None:
    result = cli("verify", "--project", author.root)
    assert result.status == 2 and "no such folder; make the packages with `deckwright build`" in result.err


def test_a_lock_that_does_not_go_with_the_cards(released: Author) -> None:
    released.add("  - id: ownnote\n    question: q\n    answer: a\n")
    found = wrong(released)
    assert "would change" in found["lock"]
    assert found["notes"] == "cards/more.yaml:3: the note ownnote is not in manifest.json"


def test_the_digest_tells_one_thing_from_another(released: Author) -> None:
    first = contents.read((released.root / "build" / "deck.apkg").read_bytes())
    released.edit("signals", "fires")
    build(released.project)
    second = contents.read((released.root / "build" / "deck.apkg").read_bytes())
    assert first.digest != second.digest
    assert "modified" in (contents.difference(first, second) or "") or "Answer" in (
        contents.difference(first, second) or ""
    )
    assert contents.difference(first, first) is None


OTHER_SQLITE = "import sys, pysqlite3; sys.modules['sqlite3'] = pysqlite3; "
BUILD = "from deckwright.cli import run; sys.exit(run(['build', '--frozen', '--project', sys.argv[1]]))"


def test_another_sqlite_gives_the_same_content(committed: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    pysqlite3 = pytest.importorskip("pysqlite3", reason="there is no second SQLite here: pip install pysqlite3-binary")
    build(Author(committed).project, frozen=True)
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "deck"
    shutil.copytree(committed, elsewhere, ignore=shutil.ignore_patterns("build"))
    subprocess.run([sys.executable, "-c", OTHER_SQLITE + BUILD, str(elsewhere)], check=True, capture_output=True)
    theirs = json.loads((elsewhere / "build" / "manifest.json").read_text("utf-8"))
    assert theirs["tool"]["sqlite"] == pysqlite3.sqlite_version
    compare_packages(committed / "build", elsewhere / "build")


@pytest.mark.long
@pytest.mark.parametrize("name", pythons())
def test_another_python_gives_the_same_content(
    committed: Path, tmp_path_factory: pytest.TempPathFactory, name: str
) -> None:
    build(Author(committed).project, frozen=True)
    folder = tmp_path_factory.mktemp("python")
    env = {**os.environ, "PYTHONHASHSEED": "5"}
    subprocess.run([name, "-m", "venv", str(folder / "venv")], check=True, capture_output=True, env=env)
    python = folder / "venv" / "bin" / "python"
    subprocess.run([str(python), "-m", "pip", "install", "-q", str(ROOT)], check=True, capture_output=True)
    elsewhere = folder / "deck"
    shutil.copytree(committed, elsewhere, ignore=shutil.ignore_patterns("build"))
    subprocess.run(
        [str(python), "-c", f"import sys; {BUILD}", str(elsewhere)], check=True, env=env, capture_output=True
    )
    compare_packages(committed / "build", elsewhere / "build")


def compare_packages(ours: Path, theirs: Path) -> None:
    """The same content digest, by manifest and by what is in the files."""
    for path in sorted(ours.glob("*.apkg")):
        first, second = (contents.read((folder / path.name).read_bytes()) for folder in (ours, theirs))
        assert contents.difference(first, second) is None
        assert first.digest == second.digest
    said = [json.loads((folder / "manifest.json").read_text("utf-8"))["packages"] for folder in (ours, theirs)]
    assert [one["content_digest"] for one in said[0]] == [one["content_digest"] for one in said[1]]


@pytest.mark.parametrize(
    "data",
    [b"", b"no zip", b"PK\x05\x06" + bytes(18)],
    ids=["empty", "text", "empty zip"],
)
def test_what_is_no_package(data: bytes) -> None:
    with pytest.raises(Exception, match=r"x\.apkg: is no package that can be read here"):
        contents.read(data, "x.apkg")


def test_a_package_of_another_kind(tmp_path: Path) -> None:
    path = tmp_path / "x.apkg"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("collection.anki21b", b"zstd")
    assert hashlib.sha256(path.read_bytes()).hexdigest()
    with pytest.raises(Exception, match=r"x\.apkg: is no package that can be read here"):
        contents.read(path.read_bytes(), "x.apkg")


def said_beside(author: Author) -> list[tuple[bool | None, str]]:
    return [(step.right, step.said) for step in verify(author.project).steps if step.name == "beside"]


def agree(folder: Path) -> None:
    """Have SHA256SUMS say of every file what is so."""
    names = [line.split("  ")[1] for line in (folder / "SHA256SUMS").read_text("utf-8").splitlines()]
    lines = (f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}\n" for name in names)
    (folder / "SHA256SUMS").write_text("".join(lines), "utf-8")


def test_the_sums_are_those_of_the_release(released: Author) -> None:
    """As deck.lock has them, also where the notes for learners were polished, or notes stand in other lines since."""
    right = (True, "SHA256SUMS is as deck.lock says of 1.0.0")
    assert right in said_beside(released)
    released.edit("The first release", "The very first release", "CHANGELOG.md")
    build(released.project)
    assert right in said_beside(released) and all(right for right, _ in said_beside(released))
    released.edit("format: 1\n", "# Ours.\nformat: 1\n")
    build(released.project)
    moved = (True, "SHA256SUMS is that of 1.0.0, but for where its notes stand in cards/ since")
    assert moved in said_beside(released) and all(right for right, _ in said_beside(released))


def test_sums_that_are_not_those_of_the_release(released: Author, monkeypatch: pytest.MonkeyPatch) -> None:
    """The manifest says the tools of the release in another order: it holds the same, and was not released."""
    folder = released.root / "build"
    path = folder / "manifest.json"
    data = json.loads(path.read_text("utf-8"))
    data["tool"] = dict(reversed(data["tool"].items()))
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", "utf-8")
    agree(folder)
    assert (False, "SHA256SUMS is not the one that deck.lock has of 1.0.0") in said_beside(released)


def test_a_tool_that_there_is_not(released: Author) -> None:
    folder = released.root / "build"
    path = folder / "manifest.json"
    data = json.loads(path.read_text("utf-8"))
    data["tool"]["evil"] = "x"
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", "utf-8")
    agree(folder)
    assert (False, "manifest.json is not as `deckwright build` writes it") in said_beside(released)


def test_other_bytes_under_the_tools_of_the_release(released: Author, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever says that the tools of the release made a package can be held to its bytes, with whichever tools."""
    folder = released.root / "build"
    data = bytearray((folder / "deck.apkg").read_bytes())
    data[12] ^= 1
    at = data.rindex(b"PK\x01\x02", 0, data.index(b"collection.anki2", data.index(b"PK\x01\x02")))
    data[at + 12] ^= 1
    (folder / "deck.apkg").write_bytes(data)
    path = folder / "manifest.json"
    manifest = json.loads(path.read_text("utf-8"))
    for one in manifest["packages"]:
        one["sha256"] = hashlib.sha256((folder / one["file"]).read_bytes()).hexdigest()
    path.write_text(json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", "utf-8")
    agree(folder)
    monkeypatch.setattr("deckwright.releases.verify.tools", lambda number=2: {**manifest["tool"], "zlib": "9.9.9"})
    said = "deck.apkg has other bytes than deck.lock says of 1.0.0, though the same tools made them"
    assert wrong(released)["release"] == said


KILLED = """
import os, pathlib, signal, sys
from deckwright.decks.build import build
from deckwright.decks.describe import as_json
from deckwright.project import load
rename = pathlib.Path.replace
def once(self, target):
    result = rename(self, target)
    if not str(target).endswith("deckwright-journal"):
        os.kill(os.getpid(), signal.SIGKILL)
    return result
pathlib.Path.replace = once
build(load(pathlib.Path(sys.argv[1])))
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a run is killed by a signal")
def test_a_build_that_was_interrupted_is_finished_first(released: Author, cli: Callable[..., Result]) -> None:
    released.edit("signals", "fires")
    killed = subprocess.run([sys.executable, "-c", KILLED, str(released.root)], cwd=ROOT, capture_output=True)
    assert killed.returncode == -signal.SIGKILL
    result = cli("verify", "--project", released.root, "--format", "json")
    data = json.loads(result.out)
    assert result.status == 0, result.out
    assert [finding["code"] for finding in data["findings"]] == ["recovered"]


def test_without_git_the_history_is_skipped(released: Author, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    [history] = [step for step in verify(released.project).steps if step.name == "history"]
    assert history.right is None and "git is not installed" in history.said


@pytest.fixture
def of_old(author: Author, monkeypatch: pytest.MonkeyPatch) -> Author:
    """The same deck, released when packages were written under the first number and a release's line named no tools."""
    monkeypatch.setattr("deckwright.decks.stamp.NEWEST", 1)
    author.release("1.0.0")
    forget_tools(author)
    author.git("commit", "-q", "-a", "--amend", "-m", "deck 1.0.0")
    author.git("tag", "-f", "v1.0.0")
    return author


def forget_tools(released: Author) -> None:
    lock = released.root / "deck.lock"
    lines = [json.loads(line) for line in lock.read_text("utf-8").splitlines()]
    for line in lines:
        if "release" in line:
            line["tools"] = {}
            del line["files"]
    lock.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), "utf-8")


def test_packages_that_an_older_deckwright_made(of_old: Author) -> None:
    """Its manifest says less and its notes are worded otherwise; the release's line has no sums of what stands beside."""
    build = of_old.root / "build"
    older = json.loads((build / "manifest.json").read_text("utf-8"))
    older["tool"]["deckwright"] = "0.1.0"
    for package in older["packages"]:
        data = (build / package["file"]).read_bytes()
        package["content_digest"] = contents.content_digest(contents.read(data), 1)
        del package["content_digest_number"]
    for note in older["notes"]:
        del note["parts"]
    (build / "manifest.json").write_bytes(as_json(older))
    text = (build / "SHA256SUMS").read_text("utf-8")
    for name in ("manifest.json", "NOTES.md"):
        digest = hashlib.sha256((build / name).read_bytes()).hexdigest()
        text = re.sub(rf"[0-9a-f]{{64}}(?=  {name}$)", digest, text, flags=re.M)
    (build / "SHA256SUMS").write_text(text, "utf-8")
    assert wrong(of_old) == {}
    older["notes"][0]["level"] = "advanced"
    (build / "manifest.json").write_bytes(as_json(older))
    assert any("notes.0.level" in step.said for step in verify(of_old.project).steps if step.right is False)


OTHER = [
    "deck.colpkg",
    "UPDATE-Deck.APKG",
    "x.anki2",
    "sub/a.apkg",
    "sub/.a/b.apkg",
    "a.apkg ",
    "a.apkg. .",
    "a.zip",
    "a.ankiaddon",
    "preview/a.apkg",
]


@pytest.mark.parametrize("name", OTHER)
def test_another_package_beside(released: Author, cli: Callable[..., Result], name: str) -> None:
    (released.root / "build" / name).parent.mkdir(parents=True, exist_ok=True)
    (released.root / "build" / name).write_bytes(b"evil")
    said = cli("verify", "--project", released.root)
    assert said.status == 1 and f"{name} is in the folder and in neither SHA256SUMS nor manifest.json" in said.out


def test_another_file_beside_is_told(released: Author, cli: Callable[..., Result]) -> None:
    (released.root / "build" / "index.html").write_text("x", "utf-8")
    said = cli("verify", "--project", released.root)
    assert said.status == 0 and "not looked at, as no build has made it: index.html" in said.out
    for name in ("sub/readme.html", "preview/index.html"):
        (released.root / "build" / name).parent.mkdir()
        (released.root / "build" / name).write_text("x", "utf-8")
    assert "as no build has made it: index.html, sub/\n" in cli("verify", "--project", released.root).out


@pytest.mark.parametrize("between", [True, False], ids=["between releases", "a release without tools"])
def test_a_folder_does_not_say_what_is_compared(of_old: Author, between: bool) -> None:
    """Its manifest names another deckwright, and deck.lock knows of none: it vouches for nothing."""
    released, folder = of_old, of_old.root / "build"
    if between:
        released.edit("signals", "fires")
        build(released.project)
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    manifest["tool"]["deckwright"] = "0.0.1"
    (folder / "manifest.json").write_bytes(as_json(manifest))
    agree(folder)
    assert "beside" not in wrong(released)
    (folder / "NOTES.md").write_text("# Get it at http://evil.example\n", "utf-8")
    agree(folder)
    assert wrong(released)["beside"].startswith("NOTES.md has other text than is built again")
    (folder / "manifest.json").write_bytes(as_json({**manifest, "homepage": "http://evil.example"}))
    agree(folder)
    assert (False, "manifest.json, homepage is only in the folder") in said_beside(released)


def test_tools_that_nobody_vouches_for(released: Author, monkeypatch: pytest.MonkeyPatch) -> None:
    """With other tools here, a manifest that names yet others would hold the packages to no bytes at all."""
    path = released.root / "build" / "manifest.json"
    manifest = json.loads(path.read_text("utf-8"))
    real = manifest["tool"]
    for ours, theirs in ((real, {**real, "zlib": "8"}), ({**real, "zlib": "9"}, {**real, "zlib": "8"})):
        monkeypatch.setattr("deckwright.releases.verify.tools", lambda number=2, ours=ours: ours)
        path.write_text(json.dumps({**manifest, "tool": theirs}, ensure_ascii=False, indent=1) + "\n", "utf-8")
        assert "the tools that it names are neither as deck.lock says of 1.0.0" in wrong(released)["release"]
