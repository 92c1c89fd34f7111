"""Only regular files are read, at once, and never more of one than its kind may have."""

from __future__ import annotations

import hashlib
import os
import resource
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from deckwright import files
from deckwright.errors import DeckwrightError
from deckwright.files import Kind, Tree, read_bytes
from tests.conftest import Result
from tests.safety.conftest import Clone


def odd(path: Path, what: str) -> None:
    """Something that is no regular file, in place of whatever is there."""
    if path.exists():
        path.unlink()
    path.parent.mkdir(parents=True, exist_ok=True)
    if what == "FIFO":
        os.mkfifo(path)
    elif what == "folder":
        path.mkdir()
    elif what == "socket":
        here = Path.cwd()
        os.chdir(path.parent)  # a socket's path may have 107 bytes
        try:
            socket.socket(socket.AF_UNIX).bind(path.name)
        finally:
            os.chdir(here)
    else:
        try:
            os.mknod(path, 0o666 | 0o020000, os.makedev(1, 5))  # /dev/zero
        except PermissionError:
            pytest.skip("only root makes devices")


@pytest.mark.parametrize("what", ["FIFO", "folder", "socket", "device"])
@pytest.mark.parametrize(
    ("place", "command"),
    [
        ("cards/z.yaml", "check"),
        ("cards/z.yaml", "build"),
        ("deck.lock", "build"),
        ("deck.lock", "update"),
        ("seeds/z.md", "update"),
        ("build/notes.apkg", "build"),
        ("build/notes.apkg", "verify"),
        ("build/manifest.json", "build"),
        ("build/preview/index.html", "preview"),
        ("deckwright.yaml", "build"),
        (".deckwright-journal", "build"),
    ],
)
def test_what_is_no_regular_file(clone: Clone, place: str, command: str, what: str) -> None:
    odd(clone.root / place, what)
    if what == "folder" and place.startswith("seeds/"):  # a folder of documents may be called so
        assert clone.run(command, "--project", clone.root).status == 0
        return
    clone.refused(command, said=f"is a {what}")


@pytest.mark.parametrize("what", ["FIFO", "folder", "socket", "device"])
@pytest.mark.parametrize("command", ["build", "check", "preview"])
@pytest.mark.parametrize("place", ["cards/media/p.png", "cards/p.png", "seeds/p.png"])
def test_a_picture_that_is_none(clone: Clone, what: str, command: str, place: str) -> None:
    card = clone.root / "cards" / "a.yaml"
    card.write_text(card.read_text("utf-8").replace("The first.", "'![p](p.png)'"), "utf-8")
    assert clone.run(command, "--project", clone.root).status == 0  # one that is missing is only told
    odd(clone.root / place, what)
    clone.refused(command, said=f"cards/a.yaml:6: the picture p.png is a {what}; expected a regular file")


@pytest.mark.parametrize("what", ["FIFO", "folder"])
def test_a_picture_that_was_fetched_and_is_none(clone: Clone, what: str) -> None:
    url = "https://example.org/p.png"
    card = clone.root / "cards" / "a.yaml"
    card.write_text(card.read_text("utf-8").replace("The first.", f"'![p]({url})'"), "utf-8")
    name = f"{hashlib.sha256(url.encode()).hexdigest()[:24]}.png"
    odd(clone.root / "cards" / "media" / "fetched" / name, what)
    clone.refused("build", said=f"cards/media/fetched/{name} is a {what}")


def test_a_picture_that_is_none_beside_a_document(tmp_path: Path, cli: Callable[..., Result]) -> None:
    (tmp_path / "a.md").write_text("# What?\n\n![p](p.png)\n", "utf-8")
    odd(tmp_path / "p.png", "FIFO")
    result = cli("build", tmp_path / "a.md", "-o", tmp_path / "a.apkg")
    assert result.status == 2 and "a.md:1: the picture p.png is a FIFO" in result.err
    assert not (tmp_path / "a.apkg").exists()


@pytest.mark.parametrize("what", ["FIFO", "folder", "socket", "device"])
def test_a_document_that_is_none(tmp_path: Path, cli: Callable[..., Result], what: str) -> None:
    odd(tmp_path / "z.txt", what)
    expected = "there are no documents in it" if what == "folder" else f"is a {what}"
    result = cli("read", tmp_path / "z.txt")
    assert result.status == 2 and expected in result.err
    result = cli("diff", tmp_path / "z.txt", tmp_path / "z.txt")
    assert result.status == 2 and len(result.err.splitlines()) <= 3


@pytest.mark.parametrize("place", ["cards/z.yaml", "deck.lock", "seeds/z.md", "cards/media/p.png", "deckwright.yaml"])
def test_a_link_to_a_device_fills_no_memory(clone: Clone, place: str) -> None:
    path = clone.root / place
    path.unlink(missing_ok=True)
    path.parent.mkdir(exist_ok=True)
    path.symlink_to("/dev/zero")
    code = "import sys; from deckwright.cli import run; sys.exit(run(sys.argv[1:]))"
    for follow in ([], ["--follow-links"]):
        argv = [sys.executable, "-c", code, "update", "--project", str(clone.root), *follow]
        result = subprocess.run(argv, capture_output=True, text=True, preexec_fn=four_gigabytes)
        assert "Traceback" not in result.stderr
        assert result.returncode == (0 if "media" in place else 2), result.stderr


def four_gigabytes() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))


LIMITS = {
    "DOCUMENT": (64 << 20, "split it"),
    "CARDS": (32 << 20, "split it"),
    "LOCK": (256 << 20, "see in git what it was"),
    "SETTINGS": (4 << 20, "see in git what it was"),
    "PICTURE": ((20 << 20) + 1, "make it smaller"),
    "PACKAGE": (512 << 20, "make one of fewer or smaller pictures"),
    "OTHER": (64 << 20, "make it again"),
}
"""Of every kind: the most bytes, and what to do about more."""


@pytest.mark.parametrize("name", LIMITS)
def test_the_largest_of_each_kind(tmp_path: Path, name: str) -> None:
    kind, (most, remedy) = getattr(files, name), LIMITS[name]
    path = tmp_path / "x"
    with path.open("wb") as file:
        file.truncate(most + 1)
    with pytest.raises(
        DeckwrightError, match=rf"x: is larger than {most >> 20} MiB; expected .* of no more; {remedy}$"
    ):
        Tree(tmp_path).read_bytes(path, kind=kind)
    with path.open("r+b") as file:
        file.truncate(most)
    if most <= 64 << 20:
        assert len(Tree(tmp_path).read_bytes(path, kind=kind)) == most
    else:
        assert kind.most == most


def test_what_holds_more_than_it_says_is_cut_off_while_it_is_read() -> None:
    """Such files are in /proc: their size is nought."""
    maps = Path("/proc/self/maps")
    if not maps.exists():
        pytest.skip("there is no /proc")
    assert maps.stat().st_size == 0
    with pytest.raises(DeckwrightError, match="is larger than"):
        read_bytes(maps, kind=Kind("a list", 10))
    assert read_bytes(maps, kind=Kind("a list", 1 << 20))


def test_what_is_asked_for_by_name_only(tmp_path: Path) -> None:
    tree = Tree(tmp_path / "in")
    (tmp_path / "in").mkdir()
    (tmp_path / "out").write_text("x", "utf-8")
    for path in (tmp_path / "out", tmp_path / "in" / ".." / "out", Path("/etc/passwd")):
        with pytest.raises(DeckwrightError, match="leads out"):
            tree.read_bytes(path)
        assert not tree.is_file(path)
    for name in ("a\0b", "x" * 300):
        with pytest.raises(DeckwrightError):
            tree.read_bytes(tmp_path / "in" / name)
        assert not tree.is_file(tmp_path / "in" / name)


@pytest.mark.parametrize("address", ["x" * 300 + ".png", "a/" * 3000 + "b.png", "%00.png", "b.png/c.png"])
def test_a_picture_whose_name_is_too_long_is_only_missing(clone: Clone, address: str) -> None:
    card = clone.root / "cards" / "a.yaml"
    card.write_text(card.read_text("utf-8").replace("The first.", f"'![p]({address})'"), "utf-8")
    for command in ("build", "check", "preview"):
        result = clone.run(command, "--project", clone.root)
        assert result.status == 0 and "Traceback" not in result.err
