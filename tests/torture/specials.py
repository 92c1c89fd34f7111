"""FIFOs, devices, sockets and folders in the place of files, and files in the place of folders."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Callable
from pathlib import Path

from tests import folders

from .harness import Box, Family
from .projects import THIRD

FAMILY = Family("special files")
ALL = ("update", "build", "preview")


def fifo(path: Path) -> None:
    os.mkfifo(path)


def zeros(path: Path) -> None:
    """A link to /dev/zero; `special` puts the box's own device there."""
    path.symlink_to("/dev/zero")


def bound(path: Path) -> None:
    """A socket; its name may be longer than one that can be bound, so it is moved into place."""
    short = Path(os.path.relpath(path.parent.parent.parent.parent / "s"))
    with socket.socket(socket.AF_UNIX) as server:
        try:
            server.bind(str(short.absolute()))
        except OSError:
            fifo(path)
            return
    shutil.move(short, path)


def folder(path: Path) -> None:
    path.mkdir()
    (path / "x").write_text("x", "utf-8")


def text(path: Path) -> None:
    path.write_text("x", "utf-8")


def holes(path: Path) -> None:
    """A file of 8 GB that takes no place on the disk."""
    with path.open("wb") as file:
        file.truncate(8 << 30)


KINDS: dict[str, Callable[[Path], None]] = {
    "FIFO": fifo,
    "link to /dev/zero": zeros,
    "folder": folder,
    "8 GB of holes": holes,
}


def special(path: str, make: Callable[[Path], None], *commands: str) -> Callable[[Box], None]:
    def carry_out(box: Box) -> None:
        box.append("seeds/a.md", THIRD)
        if make is zeros:
            box.link(path, box.device("zero"))
        else:
            make(box.remove(path))
        for command in commands:
            box.run(*command.split())

    return carry_out


PLACES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "cards/z.yaml": (("FIFO", "link to /dev/zero", "folder", "8 GB of holes"), ALL),
    "deck.lock": (("FIFO", "link to /dev/zero", "folder", "8 GB of holes"), ALL),
    "deckwright.yaml": (("FIFO", "link to /dev/zero", "folder", "8 GB of holes"), ALL),
    "seeds/z.md": (("FIFO", "link to /dev/zero", "folder", "8 GB of holes"), ALL),
    "seeds/a.md": (("FIFO", "folder"), ALL),
    "cards/a.yaml": (("FIFO", "folder"), ALL),
    "cards/media/two.svg": (("FIFO", "link to /dev/zero", "folder", "8 GB of holes"), ("build", "preview", "check")),
    "build/manifest.json": (("FIFO", "link to /dev/zero", "folder"), ("verify", "build")),
    "build/SHA256SUMS": (("FIFO", "link to /dev/zero", "folder"), ("verify", "build")),
    "build/NOTES.md": (("FIFO", "folder"), ("verify", "build")),
    "build/notes.apkg": (("FIFO", "link to /dev/zero", "folder"), ("verify", "build")),
    "build/preview/index.html": (("FIFO", "folder"), ("preview",)),
    ".deckwright-journal": (("FIFO", "link to /dev/zero"), ("build", "update")),
    ".gitattributes": (("FIFO",), ("update", "build")),
}
for place, (kinds, runs) in PLACES.items():
    for kind in kinds:
        FAMILY.add(f"{place} is a {kind}", special(place, KINDS[kind], *runs))


@FAMILY.attack("a socket among the cards and the documents")
def sockets(box: Box) -> None:
    bound(box.project / "cards" / "z.yaml")
    bound(box.project / "seeds" / "z.md")
    for command in ALL:
        box.run(command)


for wanted in ("cards", "seeds", "build", "build/preview", "cards/media"):
    FAMILY.add(f"{wanted} is a file", special(wanted, text, *ALL))
    FAMILY.add(f"{wanted} is a FIFO", special(wanted, fifo, *ALL))


@FAMILY.attack("CHANGELOG.md is a FIFO", template="released")
def changelog(box: Box) -> None:
    box.remove("CHANGELOG.md")
    fifo(box.project / "CHANGELOG.md")
    box.run("build")
    box.run("release", "1.1.0", "--dry-run")


@FAMILY.attack("CHANGELOG.md is a folder", template="released")
def changelog_folder(box: Box) -> None:
    box.remove("CHANGELOG.md")
    box.write("CHANGELOG.md/x", "x")
    box.commit()
    box.run("build")
    box.run("release", "1.1.0")


@FAMILY.attack("a file that nobody may read")
def unreadable(box: Box) -> None:
    box.write("cards/z.yaml", "format: 1\nnotes: []\n").chmod(0)
    box.write("seeds/z.md", "# What?\n\nThat.\n").chmod(0)
    for command in ALL:
        box.run(command)


@FAMILY.attack("read a FIFO, /dev/zero, a socket and a folder of them")
def read(box: Box) -> None:
    folder = box.project / "mixed"
    folder.mkdir()
    fifo(folder / "a.md")
    (folder / "b.md").symlink_to(box.device("zero"))
    bound(folder / "c.md")
    (folder / "d.md").mkdir()
    box.run("read", "mixed/a.md", expect="refused")
    box.run("read", "mixed/b.md", expect="refused")
    box.run("read", "mixed")
    box.run("build", "mixed/a.md", "-o", "x.apkg", expect="refused")
    box.run("init", "new", "mixed/a.md", expect="refused")


@FAMILY.attack("folders 900 deep")
def deep(box: Box) -> None:
    folders.deep(box.project / "seeds", 900, b"# What is deep?\n\nThis.\n")
    for command in ("update", "build"):
        box.run(command)
    box.run("read", "seeds")


@FAMILY.attack("20,000 files among the cards' pictures", expect="harmless")
def crowd(box: Box) -> None:
    for number in range(20_000):
        (box.project / "cards" / "media" / f"{number}.png").touch()
    box.run("build")
    box.run("check")
