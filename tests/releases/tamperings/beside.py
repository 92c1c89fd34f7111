"""Tamperings with what stands beside the packages: notes for learners, sums, the manifest, whole packages."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import partial
from typing import Any

from tests.releases.tamperings.catalogue import Catalogue
from tests.releases.tamperings.forge import WHOLE, Forger, Package, edit_lines

BESIDE = Catalogue(released=True)
LEVEL = "deck-advanced.apkg"
TOOLS = ("deckwright", "python", "sqlite", "zlib", "genanki")


def beside(name: str, change: Callable[[list[str]], list[str]], file: str = "NOTES.md") -> None:
    def do(forger: Forger) -> None:
        edit_lines(forger.build / file, change)

    BESIDE.add(name, do, file, sums=file != "SHA256SUMS")


beside("notes-changed", lambda lines: [line.replace("corrected", "improved") for line in lines])
beside("notes-line-removed", lambda lines: lines[:-1])
beside("notes-link-added", lambda lines: [*lines, "", "[The full deck](https://example.org)"])
beside("notes-emptied", lambda lines: [])
beside("notes-counts", lambda lines: [line.replace("| 6 |", "| 9 |") for line in lines])
beside("sums-line-of-manifest-removed", lambda lines: [one for one in lines if "manifest" not in one], "SHA256SUMS")
beside("sums-line-of-notes-removed", lambda lines: [one for one in lines if "NOTES" not in one], "SHA256SUMS")
beside("sums-line-of-a-package-removed", lambda lines: [one for one in lines if LEVEL not in one], "SHA256SUMS")
beside("sums-reordered", lambda lines: lines[::-1], "SHA256SUMS")
beside("sums-line-doubled", lambda lines: [*lines, lines[0]], "SHA256SUMS")
beside("sums-two-of-one-file", lambda lines: ["0" * 64 + lines[0][64:], *lines], "SHA256SUMS")
beside("sums-upper-case", lambda lines: [one[:64].upper() + one[64:] for one in lines], "SHA256SUMS")
beside("sums-windows-lines", lambda lines: [one + "\r" for one in lines], "SHA256SUMS")
beside("sums-emptied", lambda lines: [], "SHA256SUMS")
BESIDE.add("notes-removed", lambda forger: drop(forger, "NOTES.md"), "NOTES.md")


def drop(forger: Forger, name: str) -> None:
    (forger.build / name).unlink()
    forger.forget(name)


def stranger(forger: Forger, name: str, *, summed: bool = True) -> None:
    (forger.build / name).write_text("#!/bin/sh\n")
    if summed:
        forger.sum_lines(lambda lines: [*lines, f"{'0' * 64}  {name}"])


BESIDE.add("sums-line-added", lambda forger: stranger(forger, "install.sh"), "install.sh", "SHA256SUMS")
BESIDE.add("sums-line-outside", lambda forger: outside(forger), "SHA256SUMS", "deck.lock")


def outside(forger: Forger) -> None:
    forger.sum_lines(lambda lines: [*lines, f"{'0' * 64}  ../deck.lock"])


# The manifest


def manifest(name: str, change: Callable[[Any], object]) -> None:
    def do(forger: Forger) -> None:
        with forger.manifest() as data:
            change(data)

    BESIDE.add(f"manifest-{name}", do, "manifest.json")


def of_whole(data: Any) -> dict[str, Any]:
    """What the manifest says of the package with all levels."""
    return next(entry for entry in data["packages"] if entry["file"] == WHOLE)


def first_note(data: Any) -> dict[str, Any]:
    return data["notes"][0]  # type: ignore[no-any-return]


def assign(where: Callable[[Any], Any], key: str, value: object, data: Any) -> None:
    where(data)[key] = value


def assigned(prefix: str, where: Callable[[Any], Any], *values: tuple[str, object]) -> None:
    """One tampering for each value; a name may say more behind a space than the key."""
    for name, value in values:
        manifest(prefix + name.replace(" ", "-"), partial(assign, where, name.split()[0], value))


assigned(
    "",
    lambda data: data,
    ("version", "1.2.0"),
    ("version before", "1.0.0"),
    ("version none", None),
    ("version a list", []),
    ("released", 1),
    ("released huge", 10**30),
    ("key", "other-k3yk3yk3"),
    ("deck", "Forged"),
    ("slug", "forged"),
    ("levels", {"beginner": "1 Beginner"}),
    ("tool a list", []),
    ("packages a number", 1),
    ("packages of texts", [WHOLE]),
    ("packages none", []),
    ("notes a text", "x"),
    ("notes of numbers", [1]),
    ("notes null", None),
    ("forged", "x"),
)
assigned("tool-", lambda data: data["tool"], *((name, "9.9.9") for name in TOOLS))
manifest("tool-none", lambda data: data["tool"].clear())
assigned(
    "package-",
    of_whole,
    ("level", "beginner"),
    ("deck", "Forged"),
    ("notes", 60),
    ("cards", 80),
    ("sha256", "0" * 64),
    ("content_digest", "0" * 64),
    ("file outside", "../deck.lock"),
    ("file a list", []),
    ("forged", "x"),
)
manifest("package-no-digest", lambda data: of_whole(data).pop("content_digest"))
manifest("packages-reordered", lambda data: data["packages"].reverse())
manifest("package-doubled", lambda data: data["packages"].append(dict(data["packages"][0])))
assigned(
    "note-",
    first_note,
    ("id", "forgednote"),
    ("id a list", []),
    ("digest", "0" * 64),
    ("level", "advanced"),
    ("modified", 1),
    ("file", "cards/other.yaml"),
    ("line", 99),
    ("kind", "cloze"),
    ("question", "What?"),
    ("tags", ["forged"]),
    ("reverse", True),
    ("parts", {"question": "0" * 16}),
    ("forged", "x"),
)
manifest("note-removed", lambda data: data["notes"].pop())
manifest("note-added", lambda data: data["notes"].append({**first_note(data), "id": "forgednote"}))
manifest("note-doubled", lambda data: data["notes"].append(dict(first_note(data))))
manifest("notes-reordered", lambda data: data["notes"].reverse())


def as_text(name: str, change: Callable[[str], bytes]) -> None:
    def do(forger: Forger) -> None:
        path = forger.build / "manifest.json"
        path.write_bytes(change(path.read_text("utf-8")))

    BESIDE.add(f"manifest-{name}", do, "manifest.json")


as_text("spaces", lambda text: (text + "\n").encode())
as_text("byte-order-mark", lambda text: text.encode("utf-8-sig"))
as_text("utf-16", lambda text: text.encode("utf-16"))
as_text("doubled-key", lambda text: text.replace("{", '{"version": "9.0.0",', 1).encode())
as_text("deep", lambda text: b"[" * 200_000)
as_text("cut-off", lambda text: text[: len(text) // 2].encode())


# Whole packages


def swapped(forger: Forger) -> None:
    """Two levels under each other's name, and the manifest says so."""
    beginner, advanced = (forger.build / f"deck-{level}.apkg" for level in ("beginner", "advanced"))
    first, second = beginner.read_bytes(), advanced.read_bytes()
    forger.replace(beginner.name, second)
    forger.replace(advanced.name, first)


def added(forger: Forger, *, told: bool) -> None:
    shutil.copy(forger.build / WHOLE, forger.build / "deck-extra.apkg")
    if told:
        with forger.manifest() as data:
            data["packages"].append({**of_whole(data), "file": "deck-extra.apkg"})
        forger.sum_lines(lambda lines: [*lines, f"{'0' * 64}  deck-extra.apkg"])


def before(forger: Forger, *, everything: bool) -> None:
    """What was released before, in place of what was released last."""
    old = forger.root.parent / "1.0.0"
    if everything:
        for path in old.iterdir():
            shutil.copy(path, forger.build / path.name)
    else:
        forger.replace(WHOLE, (old / WHOLE).read_bytes())


def other_tools(forger: Forger) -> None:
    """Other bytes, and tools in the manifest that would explain them."""
    with forger.package() as package:
        package.level = 1
    with forger.manifest() as data:
        data["tool"].update(zlib="1.3.1", python="3.13.0")


def in_all(forger: Forger, change: Callable[[Package], None]) -> None:
    for path in sorted(forger.build.glob("*.apkg")):
        with forger.package(path.name) as package:
            change(package)


def describe(package: Package) -> None:
    with package.collection() as database:
        database.execute("""update col set decks = replace(decks, '"desc": ""', '"desc": "forged"')""")


def in_a_folder_of_its_own(forger: Forger) -> None:
    drop(forger, LEVEL)
    (forger.build / LEVEL).mkdir()


BESIDE.add("package-removed", lambda forger: drop(forger, LEVEL), LEVEL)
BESIDE.add("package-removed-and-told", lambda forger: (forger.build / LEVEL).unlink(), LEVEL)
BESIDE.add("package-a-folder", in_a_folder_of_its_own, LEVEL)
BESIDE.add("packages-swapped", swapped, LEVEL, "deck-beginner.apkg")
BESIDE.add("package-added", lambda forger: added(forger, told=True), "deck-extra.apkg")
BESIDE.add("package-added-untold", lambda forger: added(forger, told=False), "deck-extra.apkg")
BESIDE.add("package-of-the-release-before", lambda forger: before(forger, everything=False), WHOLE)
BESIDE.add("all-of-the-release-before", lambda forger: before(forger, everything=True), ".apkg", "manifest.json")
BESIDE.add("other-tools-and-bytes", other_tools, WHOLE, "manifest.json")
BESIDE.add("all-packages-described", lambda forger: in_all(forger, describe), WHOLE, LEVEL, "deck-beginner.apkg")
