"""An output never takes the place of what is not ours."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from deckwright.decks.build import build
from deckwright.previews.write import preview
from deckwright.project import load
from tests.conftest import Result
from tests.decks.pictures import picture
from tests.safety.conftest import Clone, state

TEXT = "# What is one?\n\nThe first.\n"


@pytest.fixture
def notes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    (folder / "a.md").write_text(TEXT, "utf-8")
    (folder / "keep.md").write_text("keep me", "utf-8")
    (folder / "folder.apkg").mkdir()
    (folder / "text.apkg").write_text("my notes", "utf-8")
    (folder / "empty.apkg").write_bytes(b"")
    with zipfile.ZipFile(folder / "zip.apkg", "w") as archive:
        archive.writestr("thesis.doc", "mine")
    (folder / "input.apkg").write_text(TEXT, "utf-8")
    (folder / "hard.apkg").hardlink_to(folder / "a.md")
    (folder / "soft.apkg").symlink_to("a.md")
    (folder / "nowhere.apkg").symlink_to("gone.apkg")
    (folder / "circle.apkg").symlink_to("circle.apkg")
    (folder / "device.apkg").symlink_to("/dev/null")
    os.mkfifo(folder / "fifo.apkg")
    (folder / ".git" / "hooks").mkdir(parents=True)
    return folder


@pytest.mark.parametrize(
    ("output", "said"),
    [
        ("a.md", "is no name of a package"),
        ("keep.md", "is no name of a package"),
        ("new.zip", "is no name of a package"),
        ("new", "is no name of a package"),
        ("apkg", "is no name of a package"),
        (".apkg", "is no name of a package"),
        ("/dev/null", "is no name of a package"),
        ("..", "is no name of a package"),
        ("x.apkg/", None),
        ("folder.apkg", "is a folder"),
        ("text.apkg", "is there and is no package"),
        ("empty.apkg", "is there and is no package"),
        ("zip.apkg", "is there and is no package"),
        ("input.apkg", "is one of the documents"),
        ("hard.apkg", "is one of the documents"),
        ("soft.apkg", "is one of the documents"),
        ("../here/input.apkg", "is one of the documents"),
        ("nowhere.apkg", "is a link that leads nowhere"),
        ("circle.apkg", "is a link that leads nowhere"),
        ("device.apkg", "is a device"),
        ("fifo.apkg", "is a FIFO"),
        (".git/x.apkg", "lies in the folder of a git repository itself"),
        (".git/hooks/x.apkg", "lies in the folder of a git repository itself"),
        ("keep.md/x.apkg", "keep.md: is a file; expected a folder"),
        ("aux.apkg", "is the name of a device on Windows"),
        ("a:b.apkg", "holds ':'"),
        ("x" * 300 + ".apkg", "305 bytes"),
    ],
)
def test_an_output_that_would_harm(notes: Path, cli: Callable[..., Result], output: str, said: str | None) -> None:
    before = state(notes)
    result = cli("build", "a.md", "input.apkg", "-o", output)
    if said is None:
        assert result.status == 0 and (notes / "x.apkg").is_file()
        return
    assert result.status == 2 and said in result.err, result.err
    assert len(result.err.splitlines()) <= 3 and "Traceback" not in result.err
    assert state(notes) == before


def test_a_document_in_a_folder_is_an_input_too(notes: Path, cli: Callable[..., Result]) -> None:
    (notes / "docs").mkdir()
    (notes / "docs" / "b.md").write_text(TEXT, "utf-8")
    (notes / "b.apkg").hardlink_to(notes / "docs" / "b.md")
    assert "is one of the documents" in cli("build", "docs", "-o", "b.apkg").err
    assert (notes / "docs" / "b.md").read_text("utf-8") == TEXT


SQLITE, ZSTANDARD = b"SQLite format 3\0" + bytes(84), b"\x28\xb5\x2f\xfd" + bytes(20)
HELD: list[dict[str, str | bytes]] = [
    {"collection.anki2": "my notes", "thesis.doc": "mine"},
    {"collection.anki2": "my notes"},
    {"collection.anki2": b""},
    {"collection.anki2": SQLITE[:15]},
    {"collection.anki2": ZSTANDARD},
    {"collection.anki21b": SQLITE},
    {"collection.anki2": SQLITE, "collection.anki21": "my notes"},
    {"collection.anki2": SQLITE, "thesis.doc": "mine"},
    {"collection.anki2": SQLITE, "media": "{}", "0/thesis.doc": "mine"},
    {"collection.anki2": SQLITE, "0.doc": "mine"},
    {"collection.anki2": SQLITE, "1234567890": "mine"},
    {"collection.anki2/": b""},
    {"sub/collection.anki2": SQLITE},
]


@pytest.mark.parametrize("members", HELD)
def test_a_zip_that_only_looks_like_a_package_stays(
    notes: Path, cli: Callable[..., Result], members: dict[str, str | bytes]
) -> None:
    with zipfile.ZipFile(notes / "mine.apkg", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    before = state(notes)
    result = cli("build", "a.md", "-o", "mine.apkg")
    assert result.status == 2 and "is there and is no package" in result.err, result.err
    assert state(notes) == before


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_broken_zip_stays(notes: Path, cli: Callable[..., Result], method: int) -> None:
    with zipfile.ZipFile(notes / "mine.apkg", "w", method) as archive:
        archive.writestr("collection.anki2", SQLITE * 9)
    for start in range(46, 60):
        data = bytearray((notes / "mine.apkg").read_bytes())
        data[start : start + 24] = b"\xff" * 24
        (notes / "mine.apkg").write_bytes(data)
        assert cli("build", "a.md", "-o", "mine.apkg").status == 2
        assert (notes / "mine.apkg").read_bytes() == data


def test_words_before_a_package_stay(notes: Path, cli: Callable[..., Result]) -> None:
    (notes / "mine.apkg").write_bytes(b"My own words.\n")
    with zipfile.ZipFile(notes / "mine.apkg", "a") as archive:
        archive.writestr("collection.anki2", SQLITE)
    result = cli("build", "a.md", "-o", "mine.apkg")
    assert result.status == 2 and "is there and is no package" in result.err
    assert (notes / "mine.apkg").read_bytes().startswith(b"My own words.")


@pytest.mark.parametrize("member", ["collection.anki2", "collection.anki21", "collection.anki21b"])
def test_a_package_is_replaced(notes: Path, cli: Callable[..., Result], member: str) -> None:
    with zipfile.ZipFile(notes / "old.apkg", "w") as archive:
        archive.writestr(member, ZSTANDARD if member.endswith("b") else SQLITE)
        archive.writestr("media", "{}")
        archive.writestr("meta", "x")
        archive.writestr("123456789", "a picture")
    (notes / "link.apkg").symlink_to("old.apkg")
    assert cli("build", "a.md", "-o", "link.apkg").status == 0
    assert (notes / "link.apkg").is_symlink()
    assert "media" in zipfile.ZipFile(notes / "old.apkg").namelist()
    assert cli("build", "a.md", "-o", "old.apkg").status == 0
    assert cli("build", "a.md", "-o", "new/deep/Deck.APKG").status == 0


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("backup.colpkg", "is a link to 'backup.colpkg', which is no package"),
        ("backup", "is a link to 'backup', which is no package"),
        ("../elsewhere/deck.apkg", "is a link to another folder"),
        ("sub/deck.apkg", "is a link to another folder"),
    ],
)
def test_a_link_to_what_was_not_asked_for(notes: Path, cli: Callable[..., Result], target: str, said: str) -> None:
    """An Anki backup holds a collection as a package does."""
    path = notes / target
    path.parent.mkdir(exist_ok=True)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("collection.anki21", "all my reviews")
    (notes / "planted.apkg").symlink_to(target)
    before = state(notes.parent)
    result = cli("build", "a.md", "-o", "planted.apkg")
    assert result.status == 2 and said in result.err, result.err
    assert state(notes.parent) == before


def test_a_folder_that_is_a_link_is_where_the_person_meant(notes: Path, cli: Callable[..., Result]) -> None:
    (notes.parent / "decks").mkdir()
    (notes / "decks").symlink_to("../decks")
    for _ in range(2):
        assert cli("build", "a.md", "-o", "decks/a.apkg").status == 0
    assert (notes.parent / "decks" / "a.apkg").is_file()


# The folders that a project's commands write


def with_pictures(clone: Clone) -> None:
    media = clone.root / "cards" / "media"
    media.mkdir()
    (media / "p.png").write_bytes(picture())
    card = clone.root / "cards" / "a.yaml"
    card.write_text(card.read_text("utf-8").replace("The first.", "'![p](p.png)'"), "utf-8")


def test_the_preview_takes_away_what_it_wrote_and_nothing_else(clone: Clone) -> None:
    with_pictures(clone)
    preview(load(clone.root))
    folder = clone.root / "build" / "preview"
    [old] = (folder / "media").iterdir()
    mine = {"thesis.doc": b"mine", "media/p.png": b"mine", "sub/x": b"mine", "cards-7.js": b"mine"}
    for name, data in mine.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(data)
    (clone.root / "cards" / "media" / "p.png").write_bytes(picture("blue"))
    preview(load(clone.root))
    assert not old.exists() and len(list((folder / "media").iterdir())) == 2
    assert all((folder / name).read_bytes() == data for name, data in mine.items())


@pytest.mark.parametrize(
    "record",
    [
        '{"files": {"../../seeds/a.md": "SUM", "../thesis.doc": "SUM", "thesis.doc": "SUM", "/etc/passwd": "SUM"}}',
        '{"files": {"sub/../thesis.doc": "SUM", ".hidden": "SUM", "media/../thesis.doc": "SUM"}}',
        '{"files": {"cards-7.js": "0000"}}',
        '{"files": {"cards-7.js": 1, "media": "SUM", "": "SUM", "..": "SUM"}}',
        '{"files": ["cards-7.js"]}',
        '{"files": 1, "packages": 1}',
        '{"packages": [1, {}, {"file": 1, "sha256": 1}, {"file": "../../seeds/a.md", "sha256": "SUM"}]}',
        "[]",
        "{",
        "",
        "[" * 100_000,
    ],
)
def test_a_planted_record_takes_nothing_away(clone: Clone, record: str) -> None:
    from hashlib import sha256

    build(load(clone.root))
    preview(load(clone.root))
    folder = clone.root / "build" / "preview"
    text = (clone.root / "seeds" / "a.md").read_bytes()
    for name in ("thesis.doc", "cards-7.js", ".hidden", "../thesis.doc"):
        (folder / name).write_bytes(text)
    for place in (folder / "written.json", clone.root / "build" / "manifest.json"):
        place.write_text(record.replace("SUM", sha256(text).hexdigest()), "utf-8")
    before = set(state(clone.root))
    build(load(clone.root))
    preview(load(clone.root))
    assert set(state(clone.root)) == before and clone.unharmed()


def test_a_build_takes_away_the_package_of_a_level_that_is_empty_now(clone: Clone) -> None:
    build(load(clone.root))
    package = clone.root / "build" / "notes-easy.apkg"
    assert package.exists()
    other = clone.root / "build" / "notes-hard.apkg"
    other.write_bytes(package.read_bytes() + b"mine")
    settings = clone.root / "deckwright.yaml"
    settings.write_text(settings.read_text("utf-8").replace("default_level: easy", "default_level: hard"), "utf-8")
    build(load(clone.root))
    assert not package.exists() and other.exists()
    package.write_text("mine", "utf-8")
    build(load(clone.root))
    assert package.read_text("utf-8") == "mine"
