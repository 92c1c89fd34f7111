"""A disk that is full, a folder for temporary files that is none, and limits on what may be written."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from .harness import Box, Family, Skip
from .projects import THIRD

FAMILY = Family("disk", template="git")
COMMANDS = ("build", "preview", "update", "check", "verify", "diff HEAD")


@contextmanager
def mounted(folder: Path, size: str) -> Iterator[None]:
    """A file system of its own in `folder`, as large as `size`."""
    folder.mkdir(parents=True, exist_ok=True)
    options = f"size={size},mode=1777"
    try:
        done = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", options, "tmpfs", folder], capture_output=True, text=True, check=False
        )
    except FileNotFoundError:
        raise Skip("there is no mount command here") from None
    if done.returncode:
        raise Skip(f"only root may mount a small file system: {done.stderr.strip()}")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", folder], check=False)


def fill(folder: Path) -> None:
    with (folder / "filler").open("wb", buffering=0) as file:
        try:
            while file.write(b"x" * 4096):
                pass
        except OSError:
            pass


def full(size: str, *commands: str, filled: bool) -> Callable[[Box], None]:
    def carry_out(box: Box) -> None:
        box.kept += ["cards", "seeds", "deckwright.yaml", "deck.lock"]
        box.append("cards/a.yaml", "\n")
        with mounted(box.tmp, size):
            if filled:
                fill(box.tmp)
            for command in commands:
                box.run(*command.split())

    return carry_out


FAMILY.add("TMPDIR is full", full("256k", *COMMANDS, filled=True))
FAMILY.add("TMPDIR holds 64 KB", full("64k", *COMMANDS, filled=False))


@FAMILY.attack("TMPDIR is full, documents straight to a package")
def straight(box: Box) -> None:
    with mounted(box.tmp, "64k"):
        fill(box.tmp)
        box.run("build", "seeds/a.md", "-o", "x.apkg")


@FAMILY.attack("TMPDIR is full at a release", template="released")
def at_release(box: Box) -> None:
    box.kept += ["cards", "CHANGELOG.md"]
    box.run("build")
    lock = (box.project / "deck.lock").read_bytes()
    with mounted(box.tmp, "64k"):
        fill(box.tmp)
        box.run("release", "1.1.0", expect="refused")
        box.run("diff", "v1.0.0")
    if (box.project / "deck.lock").read_bytes() != lock:
        box.problems.append("a release that was refused has changed the lock")


@FAMILY.attack("the project's disk is full")
def project_full(box: Box) -> None:
    with mounted(box.root / "small", "512k"):
        small = box.root / "small" / "deck"
        box.project.joinpath(".git").rename(box.root / "aside")
        subprocess.run(["cp", "-a", box.project, small], check=True)
        with (small / "seeds" / "a.md").open("a", encoding="utf-8") as file:
            file.write(THIRD)
        fill(box.root / "small")
        before = {path: path.read_bytes() for path in (small / "cards").glob("*.yaml")}
        lock = (small / "deck.lock").read_bytes()
        box.run("update", cwd=small, expect="refused")
        if (small / "deck.lock").read_bytes() != lock or any(
            path.read_bytes() != text for path, text in before.items()
        ):
            box.problems.append("half of an update was written")
        for command in ("build", "preview"):
            box.run(command, cwd=small)


@FAMILY.attack("the project's disk is read-only")
def read_only(box: Box) -> None:
    with mounted(box.root / "small", "8m"):
        small = box.root / "small" / "deck"
        subprocess.run(["cp", "-a", box.project, small], check=True)
        with (small / "seeds" / "a.md").open("a", encoding="utf-8") as file:
            file.write(THIRD)
        if subprocess.run(
            ["mount", "-o", "remount,ro", box.root / "small"], capture_output=True, check=False
        ).returncode:
            raise Skip("this file system cannot be made read-only")
        box.run("update", cwd=small, expect="refused")
        for command in ("build", "preview", "check", "diff HEAD", "init --github"):
            box.run(*command.split(), cwd=small)


def temporary(make: Callable[[Box], str]) -> Callable[[Box], None]:
    def carry_out(box: Box) -> None:
        where = make(box)
        for command in COMMANDS:
            box.run(*command.split(), env={"TMPDIR": where})

    return carry_out


def linked(box: Box) -> str:
    (box.root / "way").symlink_to(box.outside / "tree")
    return str(box.root / "nowhere")


FAMILY.add("TMPDIR is not there", temporary(linked))
FAMILY.add("TMPDIR is a file", temporary(lambda box: str(box.project / "deckwright.yaml")))
FAMILY.add(
    "TMPDIR is named with an escape", temporary(lambda box: str(box.write(box.tmp / "\x1b[2J\n" / "x", "x").parent))
)
FAMILY.add("TMPDIR is empty", temporary(lambda box: ""))


@FAMILY.attack("HOME is not there, is a file, cannot be written")
def home(box: Box) -> None:
    box.append("seeds/a.md", THIRD)
    for where in (str(box.root / "nowhere"), str(box.project / "deckwright.yaml"), "", "/proc"):
        for command in ("update", "build", "diff HEAD"):
            box.run(*command.split(), env={"HOME": where})


@FAMILY.attack("HOME's folders of state lead into the project")
def state(box: Box) -> None:
    box.append("seeds/a.md", THIRD)
    for name in (".local", ".cache", ".config"):
        (box.home / name).symlink_to(box.project)
    (box.project / "share").mkdir()
    for command in ("update", "build", "preview"):
        box.run(command)


@FAMILY.attack("PATH is empty", expect="either")
def no_path(box: Box) -> None:
    for command in (*COMMANDS, "init --github --install x"):
        box.run(*command.split(), env={"PATH": "/nowhere"})


@FAMILY.attack("the project is a folder of the system")
def roots(box: Box) -> None:
    for where in ("/proc/self", "/proc/self/fd"):
        box.run("check", "--project", where, expect="refused")
        box.run("build", "--project", where, expect="refused")
