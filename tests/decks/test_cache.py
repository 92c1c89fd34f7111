"""What was rendered in an earlier run: the same packages to the byte, sooner; nobody else's, never in a release."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from deckwright.cards.update import update
from deckwright.decks.build import build
from deckwright.decks.contents import read
from deckwright.decks.markdown import Renderer, cached
from deckwright.decks.markdown.cached import CachedRenderer
from deckwright.files import cache as store
from deckwright.files.cache import Cache, user_cache
from deckwright.project import Project, load
from tests.conftest import Result
from tests.decks.pictures import picture

SETTINGS = "key: cache-k\ndeck: C\nslug: c\nlevels: []\n"
NOTE = "  - question: What is number {at}, *in short*?\n    answer: It is $x_{{{at}}}$, or `{at}`.\n"
WINDOWS = sys.platform == "win32"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of the test's own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    found = user_cache()
    assert found is not None
    return found


def made(root: Path, notes: int) -> Project:
    (root / "cards").mkdir(parents=True)
    (root / "deckwright.yaml").write_text(SETTINGS, "utf-8")
    said = "".join(NOTE.format(at=at) for at in range(notes))
    (root / "cards" / "n.yaml").write_text(f"format: 1\nnotes:\n{said}", "utf-8")
    update(load(root))
    return load(root)


def package(project: Project, renderer: Renderer | None) -> bytes:
    build(project, renderer=renderer)
    return (project.build_dir / "c.apkg").read_bytes()


def refuse(*_: object) -> None:
    raise AssertionError("a text is rendered")


def test_the_same_bytes_with_it_and_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = made(tmp_path / "p", 30)
    without = package(project, None)
    assert package(project, CachedRenderer.of(project)) == without
    monkeypatch.setattr(Renderer, "render", refuse)
    assert package(project, CachedRenderer.of(project)) == without
    with pytest.raises(AssertionError, match="rendered"):
        package(project, CachedRenderer.of(project, cached=False))


def test_the_same_bytes_from_all_cores(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cached, "MANY", 40)
    project = made(tmp_path / "p", 30)
    without = package(project, None)
    monkeypatch.setattr(Renderer, "render", refuse)  # not in the processes, which load it anew
    assert package(project, CachedRenderer.of(project, cached=False)) == without


def test_a_small_deck_starts_no_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cached, "ProcessPoolExecutor", refuse)
    monkeypatch.setattr(cached, "MANY", 61)
    project = made(tmp_path / "p", 30)
    package(project, CachedRenderer.of(project))


@pytest.mark.parametrize("what", ["code", "a library"])
def test_after_an_upgrade_nothing_old_is_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    project = made(tmp_path / "p", 3)
    package(project, CachedRenderer.of(project))
    cached.shaped_by.cache_clear()
    if what == "code":
        monkeypatch.setattr(Path, "read_bytes", lambda path, read=Path.read_bytes: read(path) + b"#")
    else:
        monkeypatch.setattr(cached, "version", lambda name: "99")
    renderer = CachedRenderer.of(project)
    monkeypatch.undo()
    cached.shaped_by.cache_clear()
    monkeypatch.setattr(Renderer, "render", refuse)
    with pytest.raises(AssertionError, match="rendered"):
        package(project, renderer)


@pytest.mark.parametrize("damage", [b"", b"no database", b"SQLite format 3\0" + b"\xff" * 4000])
def test_a_damaged_one_is_made_anew(tmp_path: Path, folder: Path, damage: bytes, capfd: object) -> None:
    project = made(tmp_path / "p", 3)
    first = package(project, CachedRenderer.of(project))
    [file] = folder.glob("*.sqlite")
    file.write_bytes(damage)
    assert package(project, CachedRenderer.of(project)) == first
    assert package(project, CachedRenderer.of(project)) == first
    with sqlite3.connect(file) as base:
        assert base.execute("SELECT count(*) FROM known").fetchone()[0] > 0


def poison(folder: Path) -> None:
    """Other words under every key."""
    [file] = folder.glob("*.sqlite")
    with sqlite3.connect(file) as base:
        base.execute("UPDATE known SET value = ?", (b'["POISON", [], []]',))


def test_it_is_read_by_builds_and_never_by_what_is_published(
    tmp_path: Path, folder: Path, cli: Callable[..., Result]
) -> None:
    project = made(tmp_path / "p", 3)
    assert cli("build", "--project", project.root).status == 0
    poison(folder)
    for words in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "The deck"]):
        subprocess.run(["git", "-c", "user.name=A", "-c", "user.email=a@b", *words], cwd=project.root, check=True)
    for words in (["build", "--frozen"], ["build", "--no-cache"], ["release", "1.0.0"]):
        assert cli(*words, "--project", project.root).status == 0, words
        assert b"POISON" not in _collection(project.build_dir / "c.apkg"), words
    assert b"POISON" in _rendered(project)


def _collection(path: Path) -> bytes:
    import zipfile

    with zipfile.ZipFile(path) as archive:
        return b"".join(archive.read(name) for name in archive.namelist() if name.startswith("collection"))


def _rendered(project: Project) -> bytes:
    renderer = CachedRenderer.of(project)
    renderer.expect(["What is number 1, *in short*?"])
    return renderer.render("What is number 1, *in short*?").html.encode()


def test_a_changed_picture_is_seen(tmp_path: Path) -> None:
    project = made(tmp_path / "p", 1)
    (project.root / "cards" / "media").mkdir()
    shown = project.root / "cards" / "media" / "x.png"
    shown.write_bytes(picture("red"))
    (project.root / "cards" / "n.yaml").write_text(
        "format: 1\nnotes:\n  - question: Q?\n    answer: '![a dot](x.png)'\n", "utf-8"
    )
    first = package(project, CachedRenderer.of(project))
    shown.write_bytes(picture("blue"))
    assert package(project, CachedRenderer.of(project)) != first
    shown.unlink()
    findings = build(project, renderer=CachedRenderer.of(project)).findings
    assert [one.code for one in findings if one.code == "image-missing"]


@pytest.mark.skipif(WINDOWS, reason="bits of a mode are those of POSIX")
@pytest.mark.parametrize(("bits", "where"), [(0o755, "."), (0o770, "."), (0o777, "..")])
def test_a_folder_that_others_may_write_to_or_read_is_not_used(folder: Path, bits: int, where: str) -> None:
    (folder / where).resolve().chmod(bits)
    assert user_cache() is None


@pytest.mark.skipif(WINDOWS, reason="links need a right there")
def test_neither_a_link_nor_a_folder_of_the_project_is_used(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert user_cache(tmp_path / "other") == folder
    assert user_cache(tmp_path) is None
    (tmp_path / "elsewhere").mkdir(mode=0o700)
    folder.rmdir()
    folder.symlink_to(tmp_path / "elsewhere")
    assert user_cache() is None


@pytest.mark.skipif(WINDOWS, reason="Windows has no HOME")
def test_without_a_home_all_works(tmp_path: Path) -> None:
    project = made(tmp_path / "p", 2)
    kept = {name: value for name, value in os.environ.items() if name not in ("HOME", "XDG_CACHE_HOME")}
    (tmp_path / "file").write_text("")
    for more in ({}, {"HOME": "/nonexistent"}, {"XDG_CACHE_HOME": str(tmp_path / "file")}):
        done = subprocess.run(
            [sys.executable, "-m", "deckwright", "build"], cwd=project.root, env=kept | more, capture_output=True
        )
        assert done.returncode == 0, done.stderr


def test_two_processes_at_once(tmp_path: Path) -> None:
    projects = [made(tmp_path / name, 60) for name in ("one", "two", "three")]
    without = fields(package(projects[0], None))
    running = [
        subprocess.Popen([sys.executable, "-m", "deckwright", "build"], cwd=project.root, stderr=subprocess.PIPE)
        for project in projects
    ]
    for one, project in zip(running, projects, strict=True):
        _, said = one.communicate()
        assert one.returncode == 0 and b"Traceback" not in said
        assert fields((project.build_dir / "c.apkg").read_bytes()) == without


def fields(package: bytes) -> list[dict[str, str]]:
    return [dict(note.fields) for note in read(package, "c.apkg").notes]


def test_it_stays_small(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "LARGEST", 100_000)
    kept = Cache(folder, "x")
    for first in range(0, 400, 20):
        kept.write({str(at).encode(): bytes([at % 256]) * 1000 for at in range(first, first + 20)})
        assert (folder / "x.sqlite").stat().st_size <= 160_000
    assert kept.read([b"399"]) and not kept.read([b"0"])


def test_what_another_version_left_is_deleted_after_a_month(folder: Path) -> None:
    for name, age in (("old", store.UNUSED + 100), ("young", store.UNUSED - 100)):
        Cache(folder, name).write({b"a": b"b"})
        file = folder / f"{name}.sqlite"
        os.utime(file, (file.stat().st_mtime - age,) * 2)
    Cache(folder, "new").write({b"a": b"b"})
    assert {file.stem for file in folder.glob("*.sqlite")} == {"young", "new"}


def test_processes_run_nothing_of_the_folder_they_start_in(tmp_path: Path) -> None:
    project = made(tmp_path / "p", cached.MANY // 2 + 50)
    for name in ("multiprocessing", "pickle", "struct", "deckwright", "html", "yaml"):
        (project.root / f"{name}.py").write_text("open('ran', 'w').close()\n", "utf-8")
    command = [str(Path(sys.executable).parent / "deckwright"), "build", "--no-cache"]
    done = subprocess.run(command, cwd=project.root, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert not (project.root / "ran").exists()
