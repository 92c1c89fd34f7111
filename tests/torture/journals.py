"""Recovery state that came with the folder: it must not move, overwrite, delete or reveal anything."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable

from .harness import SECRET, Box, Family, Skip
from .interrupted import learnt

FAMILY = Family("planted journals", template="git")
JOURNAL = ".deckwright-journal"
KEPT = ("cards", "seeds", "deckwright.yaml", "deck.lock", "evil.txt", "fmt.sh")


def plant(box: Box, renames: object, deletes: object = (), *, tracked: bool = True, name: str = JOURNAL) -> None:
    """Puts a journal into the project, and with it the files that it moves."""
    box.write("evil.txt", "evil\n")
    box.write("fmt.sh", f"#!/bin/sh\n{box.pwn}\n").chmod(0o755)
    text = json.dumps({"what": "update", "renames": renames, "deletes": list(deletes)})  # type: ignore[call-overload]
    plant_text(box, text, tracked=tracked, name=name)


def plant_text(box: Box, content: str | bytes, *, tracked: bool = True, name: str = JOURNAL) -> None:
    box.write(name, content)
    if tracked:
        box.commit()
    box.kept += KEPT


def after(box: Box, *commands: str) -> None:
    for command in commands or ("build", "update", "check"):
        box.run(command)


MOVES: dict[str, tuple[list[list[str]], list[str]]] = {
    "moves a file over one outside": ([["evil.txt", "../outside/bashrc"]], []),
    "moves a file to a new place outside": ([["evil.txt", "../outside/new/authorized_keys"]], []),
    "moves a file outside into seeds/": ([["../outside/id_rsa", "seeds/stolen.md"]], []),
    "moves a file outside into cards/": ([["../outside/cards/private.yaml", "cards/stolen.yaml"]], []),
    "deletes a file outside": ([], ["../outside/precious.txt"]),
    "deletes a folder outside": ([], ["../outside/tree"]),
    "moves a script to a hook of git": ([["fmt.sh", ".git/hooks/pre-commit"]], []),
    "moves a file over git's settings": ([["evil.txt", ".git/config"]], []),
    "deletes git's settings": ([], [".git/config"]),
    "moves a file over the home's settings": ([["evil.txt", "../home/.bashrc"]], []),
    "moves a file over a document": ([["evil.txt", "seeds/a.md"]], []),
    "moves a file over the cards": ([["evil.txt", "cards/a.yaml"]], []),
    "moves a file over the lock": ([["evil.txt", "deck.lock"]], []),
    "moves a file over the settings": ([["evil.txt", "deckwright.yaml"]], []),
    "deletes a document": ([], ["seeds/a.md"]),
    "deletes the cards": ([], ["cards/a.yaml"]),
    "deletes the settings": ([], ["deckwright.yaml"]),
    "goes outside after a folder of ours": ([["evil.txt", "cards/../../outside/bashrc"]], []),
    "goes outside by back slashes": ([["evil.txt", "..\\outside\\bashrc"]], ["..\\outside\\precious.txt"]),
    "moves a file onto itself": ([["cards/a.yaml", "cards/a.yaml"]], ["cards/a.yaml"]),
    "moves a folder": ([["cards", "../outside/tree/cards"]], []),
    "has a name with NUL": ([["evil.txt", "cards/a\0.yaml"]], ["a\0"]),
    "has a name of 5000 characters": ([["evil.txt", "x" * 5000]], ["y" * 5000]),
    "names the project's own folder": ([[".", ".."]], ["."]),
    "imitates the names of temporary files": ([["cards/.a.yaml.abcdefgh.deckwright-tmp", "cards/a.yaml"]], []),
}


def moving(renames: list[list[str]], deletes: list[str], tracked: bool) -> Callable[[Box], None]:
    def carry_out(box: Box) -> None:
        if renames and renames[0][0].endswith(".deckwright-tmp"):
            box.write(renames[0][0], "format: 1\nnotes: []\n")
        plant(box, renames, deletes, tracked=tracked)
        after(box, "build", "update")

    return carry_out


for number, (title, (some_renames, some_deletes)) in enumerate(MOVES.items()):
    where = "tracked" if number % 2 == 0 else "not tracked"
    FAMILY.add(f"{where}: {title}", moving(some_renames, some_deletes, number % 2 == 0))


@FAMILY.attack("absolute paths")
def absolute(box: Box) -> None:
    plant(box, [["evil.txt", str(box.outside / "bashrc")]], [str(box.outside / "precious.txt")])
    after(box)


@FAMILY.attack("through a linked folder")
def through_link(box: Box) -> None:
    (box.project / "way").symlink_to("../outside")
    plant(box, [["evil.txt", "way/bashrc"]], ["way/precious.txt"])
    after(box, "build", "preview")


@FAMILY.attack("the journal is a link to one outside")
def linked(box: Box) -> None:
    text = json.dumps({"what": "update", "renames": [], "deletes": ["seeds/a.md"]})
    box.write(box.outside / "journal", text)
    box.link(JOURNAL, "../outside/journal")
    box.kept += KEPT
    after(box, "build", "update")


@FAMILY.attack("the journal is a folder")
def folder(box: Box) -> None:
    box.write(f"{JOURNAL}/x", "x")
    after(box)


SHAPES: dict[str, str | bytes] = {
    "empty": "",
    "no JSON": "what?",
    "a list": "[]",
    "null": "null",
    "a number": "7",
    "no keys": "{}",
    "renames are a number": '{"what": "update", "renames": 3, "deletes": 4}',
    "renames are null": '{"what": "update", "renames": null, "deletes": null}',
    "pairs of three": '{"what": "update", "renames": [["a", "b", "c"]], "deletes": []}',
    "pairs of numbers": '{"what": "update", "renames": [[1, 2]], "deletes": [3]}',
    "pairs that are text": '{"what": "update", "renames": ["ab"], "deletes": "cards"}',
    "empty names": '{"what": "update", "renames": [["", ""]], "deletes": [""]}',
    "what is a list": '{"what": ["update"], "renames": [], "deletes": []}',
    "what holds an escape": '{"what": "\\u001b[2J\\u0007", "renames": [["a", "b"]], "deletes": []}',
    "bytes that are not UTF-8": b'{"what": "\xff\xfe", "renames": [], "deletes": []}',
    "100,000 brackets": "[" * 100_000,
    "half of a surrogate": '{"what": "update", "renames": [["\\ud800", "\\udfff"]], "deletes": ["\\ud800"]}',
    "a number of 100,000 digits": '{"what": ' + "9" * 100_000 + ', "renames": [], "deletes": []}',
}


def shaped(content: str | bytes) -> Callable[[Box], None]:
    def carry_out(box: Box) -> None:
        plant_text(box, content)
        after(box, "build", "preview")

    return carry_out


for title, shape in SHAPES.items():
    FAMILY.add(f"shape: {title}", shaped(shape))


def overreaching(what: str, name: str, *, stays: bool) -> Callable[[Box], None]:
    """A journal in today's form, right in all but that the command which it names does no such thing."""

    def carry_out(box: Box) -> None:
        path = box.project / name
        if not path.exists():
            box.write(name, "mine\n")
        old = hashlib.sha256(path.read_bytes()).hexdigest()
        staged = box.write(path.with_name(".abcdefgh.deckwright-tmp"), "evil\n")
        new = hashlib.sha256(staged.read_bytes()).hexdigest() if stays else None
        entry = {"file": name, "old": old, "new": new, "temporary": staged.name if stays else None}
        box.kept += [*KEPT, name]
        plant_text(box, json.dumps({"format": 2, "what": what, "files": [entry]}), tracked=False)
        after(box)

    return carry_out


for command in ("init", "init --github", "update", "check --fix", "build", "preview", "release", "run"):
    FAMILY.add(f"{command} deletes a document", overreaching(command, "seeds/a.md", stays=False), "refused")
    FAMILY.add(f"{command} replaces a document", overreaching(command, "seeds/a.md", stays=True), "refused")
    FAMILY.add(f"{command} deletes .gitignore", overreaching(command, ".gitignore", stays=False), "refused")
    FAMILY.add(f"{command} replaces the settings", overreaching(command, "deckwright.yaml", stays=True), "refused")
FAMILY.add("build replaces cards", overreaching("build", "cards/a.yaml", stays=True), "refused")
FAMILY.add("update deletes cards", overreaching("update", "cards/a.yaml", stays=False), "refused")
FAMILY.add("preview replaces the lock", overreaching("preview", "deck.lock", stays=True), "refused")


@FAMILY.attack("in places that a later version may use")
def elsewhere(box: Box) -> None:
    journal = {"what": "update", "renames": [["evil.txt", "../outside/bashrc"]], "deletes": ["../outside/precious.txt"]}
    for name in (
        ".deckwright/journal",
        ".deckwright/journal.json",
        ".deckwright-journal.json",
        "build/.deckwright-journal",
    ):
        box.write(name, json.dumps(journal))
    for name in (".git/deckwright-journal", ".git/deckwright/journal", ".git/.deckwright-journal"):
        box.write(name, json.dumps(journal))
    plant_text(box, json.dumps(journal))
    after(box, "build", "update", "preview")


def rewritten(change: Callable[[str], str]) -> Callable[[Box], None]:
    """A journal as the tool itself writes it, put back with other paths in it."""

    def carry_out(box: Box) -> None:
        place, text = learnt()
        if place.startswith("home/"):
            raise Skip("this tool keeps its journal where no folder can plant one")
        box.write("evil.txt", "evil\n")
        box.write("fmt.sh", f"#!/bin/sh\n{box.pwn}\n").chmod(0o755)
        for source in re.findall(r'"([^"]+tmp)"', text):
            box.write(source, "evil\n")
        plant_text(
            box, change(text.replace("@PROJECT@", str(box.project))), name=place.removeprefix("project/"), tracked=False
        )
        if not place.startswith("project/.git/"):
            box.commit()
        after(box, "build", "update")

    return carry_out


LEARNT: dict[str, Callable[[str], str]] = {
    "over a file outside": lambda text: text.replace('"cards/b000.yaml"', '"../outside/bashrc"'),
    "over a hook": lambda text: text.replace('"deck.lock"', '".git/hooks/pre-commit"'),
    "from a file outside": lambda text: text.replace('"cards/b000.yaml"', '"../outside/cards/private.yaml"'),
    "over the settings": lambda text: text.replace("cards/b000.yaml", "deckwright.yaml"),
    "cut in half": lambda text: text[: len(text) // 2],
    "as it is": lambda text: text,
    "with a name that is not UTF-8": lambda text: text.replace("cards/b000.yaml", "cards/\ud8ff.yaml"),
    "with the secret's name": lambda text: text.replace("cards/b000.yaml", f"cards/{SECRET[:3]}/../../../outside/x"),
}
for title, edit in LEARNT.items():
    FAMILY.add(f"the tool's own, {title}", rewritten(edit))
