"""manifest.json, SHA256SUMS and NOTES.md of every shape, for `verify` and `diff`."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from typing import Any

from .harness import Box, Family

FAMILY = Family("manifest and sums")


def resum(box: Box, folder: str = "build") -> None:
    """Sums that are right for what lies there now."""
    names = sorted(
        path.name for path in (box.project / folder).iterdir() if path.is_file() and path.name != "SHA256SUMS"
    )
    text = "".join(
        f"{hashlib.sha256((box.project / folder / name).read_bytes()).hexdigest()}  {name}\n" for name in names
    )
    box.write(f"{folder}/SHA256SUMS", text)


def held(box: Box) -> None:
    box.run("verify")
    box.run("diff", "build/manifest.json")


def raw(content: str | bytes) -> Callable[[Box], None]:
    def carry_out(box: Box) -> None:
        box.write("build/manifest.json", content)
        resum(box)
        held(box)

    return carry_out


SHAPES: dict[str, str | bytes] = {
    "empty": "",
    "null": "null",
    "a list": "[]",
    "no keys": "{}",
    "text": '"x"',
    "100,000 brackets": "[" * 100_000,
    "100,000 objects": '{"a":' * 100_000 + "1" + "}" * 100_000,
    "a number of 100,000 digits": '{"released": ' + "9" * 100_000 + "}",
    "NaN": '{"released": NaN, "notes": [Infinity], "packages": [-Infinity]}',
    "not UTF-8": b'{"deck": "\xff"}',
    "UTF-16": '{"deck": "x"}'.encode("utf-16"),
    "half of a surrogate": '{"deck": "\\ud800", "notes": [], "packages": []}',
    "keys twice": '{"notes": [], "notes": {}, "packages": [], "packages": 3}',
    "notes and packages are text": '{"notes": "x", "packages": "y", "levels": "z", "tool": 3}',
    "notes and packages hold null": '{"notes": [null], "packages": [null], "levels": {"a": null}}',
    "20 MB of spaces": " " * 20_000_000 + "{}",
}
for title, shape in SHAPES.items():
    FAMILY.add(f"shape: {title}", raw(shape))


def edited(change: Callable[[dict[str, Any]], object]) -> Callable[[Box], None]:
    def carry_out(box: Box) -> None:
        manifest = json.loads((box.project / "build/manifest.json").read_text("utf-8"))
        change(manifest)
        box.write("build/manifest.json", json.dumps(manifest).replace("@ZERO@", str(box.device("zero"))))
        resum(box)
        held(box)

    return carry_out


def package(**facts: object) -> Callable[[dict[str, Any]], object]:
    return lambda manifest: manifest["packages"][0].update(facts)


def note(**facts: object) -> Callable[[dict[str, Any]], object]:
    return lambda manifest: manifest["notes"][0].update(facts)


EDITS: dict[str, Callable[[dict[str, Any]], object]] = {
    "a package outside": package(file="../../outside/precious.txt"),
    "a package at an absolute path": package(file="/nowhere/x.apkg"),
    "a package that is /dev/zero": package(file="@ZERO@"),
    "a package without a name": package(file=""),
    "a package with NUL": package(file="a\0.apkg"),
    "a package with an escape": package(file="\x1b[2J.apkg", deck="\x1b]0;x\x07"),
    "a package whose name is a list": package(file=["notes.apkg"]),
    "a package with counts of text": package(notes="x", cards=None, sha256=3, content_digest=[]),
    "a package twice": lambda manifest: manifest["packages"].append(manifest["packages"][0]),
    "a note with an id that is a list": note(id=["x"], digest=3),
    "a note with an escape": note(question="\x1b[2J", file="\x1b[2J", id="a\x1b[2J"),
    "a note with tags of numbers": note(tags=[1, None], level=["x"], kind={}, parts=[]),
    "a note with a time of text": note(modified="x", line="y"),
    "a note with parts of numbers": note(parts={"question": 1, "answer": None, "x": {}}),
    "a note that is a number": lambda manifest: manifest["notes"].append(7),
    "a version with an escape": lambda manifest: manifest.update(version="\x1b[2J", released="x"),
    "a version that goes up": lambda manifest: manifest.update(version="../../outside", key="../x"),
    "levels that are a list": lambda manifest: manifest.update(levels=["easy"], tool=["x"]),
    "a key of another deck": lambda manifest: manifest.update(key=None, deck=["x"], slug={"a": 1}),
    "100,000 notes": lambda manifest: manifest["notes"].extend([manifest["notes"][0]] * 100_000),
}
for title, edit in EDITS.items():
    FAMILY.add(f"manifest.json: {title}", edited(edit))


def sums(content: str | bytes) -> Callable[[Box], None]:
    def carry_out(box: Box) -> None:
        old = (box.project / "build/SHA256SUMS").read_bytes()
        new = content.replace("@ZERO@", str(box.device("zero"))).encode() if isinstance(content, str) else content
        box.write("build/SHA256SUMS", old + new if new.startswith(b"\n") else new)
        box.run("verify")

    return carry_out


ZERO = "0" * 64
SUMS: dict[str, str | bytes] = {
    "empty": "",
    "rubbish": "rubbish\n" * 10,
    "a file outside": f"\n{ZERO}  ../../outside/precious.txt\n",
    "/dev/zero": f"\n{ZERO}  @ZERO@\n",
    "a folder": f"\n{ZERO}  preview\n{ZERO}  .\n{ZERO}  ..\n",
    "an escape": f"\n{ZERO}  \x1b[2J\x07.apkg\n",
    "a name with NUL": f"\n{ZERO}  a\0b\n",
    "not UTF-8": f"\n{ZERO}  ".encode() + b"\xff\xfe.apkg\n",
    "sums of other lengths": "\nabc  notes.apkg\n" + "f" * 100_000 + "  notes.apkg\n",
    "5 MB of lines": f"{ZERO}  notes.apkg\n" * 70_000,
    "a line of 5 MB": "x" * 5_000_000,
    "full-width digits": "\n" + "０" * 64 + "  notes.apkg\n",
    "escaped names": f"\n\\{ZERO}  a\\nb.apkg\n",
    "names twice": f"\n{ZERO}  notes.apkg\n{ZERO} *notes.apkg\n",
}
for title, shape in SUMS.items():
    FAMILY.add(f"SHA256SUMS: {title}", sums(shape))


@FAMILY.attack("SHA256SUMS names a FIFO")
def named_fifo(box: Box) -> None:
    os.mkfifo(box.project / "build" / "pipe.apkg")
    with (box.project / "build" / "SHA256SUMS").open("a", encoding="utf-8") as file:
        file.write(f"{ZERO}  pipe.apkg\n")
    box.run("verify")


NOTES: dict[str, str | bytes] = {
    "with escapes": "# \x1b[2J\x1b]0;x\x07\n",
    "not UTF-8": b"\xff\xfe\x00",
    "20 MB": "x" * 20_000_000,
    "empty": "",
}


def learners(content: str | bytes) -> Callable[[Box], None]:
    def carry_out(box: Box) -> None:
        box.write("build/NOTES.md", content)
        resum(box)
        box.run("verify")
        box.run("build")

    return carry_out


for title, shape in NOTES.items():
    FAMILY.add(f"NOTES.md: {title}", learners(shape))


@FAMILY.attack("verify a folder of packages that is empty, a file, or not there", expect="refused", template="git")
def nowhere(box: Box) -> None:
    (box.project / "empty").mkdir()
    for name in ("empty", "deckwright.yaml", "nowhere", "\x1b[2J", "build/notes.apkg/x", ""):
        box.run("verify", name)


@FAMILY.attack("packages in folders within, and folders within folders without an end")
def within(box: Box) -> None:
    package = (box.project / "build/notes.apkg").read_bytes()
    for name in ("sub/evil.apkg", ".hidden/.evil.apkg", "evil.apkg ", "evil.zip"):
        box.write(f"build/{name}", package)
    for name in ("a", "b"):
        box.link(f"build/sub/{name}", "..")
    ran = box.run("verify", expect="harmless")
    if ran.status != 1 or any(name not in ran.out for name in ("sub/evil.apkg", ".hidden/.evil.apkg", "evil.zip")):
        box.problems.append("packages within are passed over")


@FAMILY.attack("verify a version that is none")
def versions(box: Box) -> None:
    for version in ("../../x", "\x1b[2J", "１.０.０", "--help=1", "9" * 5000, ""):
        box.run("verify", "--released", version)
