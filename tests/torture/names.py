"""Names of files: control characters, line breaks, text turned around, other encodings, names of Windows."""

from __future__ import annotations

import os
from collections.abc import Callable

from .harness import Box, Family

FAMILY = Family("file names", template="git")

NAMES: dict[str, str] = {
    "a line break": "a\nb.md",
    "a carriage return": "a\rb.md",
    "an escape": "a\x1b[2Jb.md",
    "a title for the terminal": "a\x1b]0;owned\x07b.md",
    "a bell and a backspace": "a\x07\x08b.md",
    "a control of the second kind": "a\x9b2Jb.md",
    "a delete": "a\x7fb.md",
    "text turned around": "a\u202egpj.md",
    "isolates": "a\u2066b\u2069.md",
    "not UTF-8": os.fsdecode(b"a\xff\xfeb.md"),
    "GB18030": os.fsdecode("问题".encode("gb18030") + b".md"),
    "only an extension": ".md",
    "two dots": "..md",
    "a dash": "-o.md",
    "an option": "--help.md",
    "250 characters": "x" * 247 + ".md",
    "80 Chinese characters": "问" * 80 + ".md",
    "a name of Windows": "con.md",
    "another name of Windows": "LPT1.x.md",
    "a colon": "a:stream.md",
    "signs that Windows forbids": 'a<b>c"d|e?f*.md',
    "a back slash": "..\\..\\outside\\x.md",
    "a dot at the end": "a.md.",
    "a blank at the end": "a.md ",
    "blanks at both ends": "  a  .md",
    "quotation marks and YAML": "'a\": {b}, [c] #d.md",
    "a list of YAML": "- a: b.md",
    "a tilde": "~.md",
    "a variable": "$HOME`id`$(id).md",
    "HTML": "<img src=x onerror=alert(1)>.md",
    "decomposed letters": "u\u0308bung.md",
    "a sign of no width": "a\u200b\ufeffb.md",
    "a soft hyphen": "a\u00adb.md",
    "a word joiner": "a\u2060b.md",
    "a tag without a flag": "a\U000e0041b.md",
    "a joiner between Latin letters": "a\u200db.md",
    "a non-joiner in Persian": "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645.md",
    "a line separator": "a\u2028b\x85c.md",
    "an emoji with a joiner": "👩\u200d🔬.md",
    "a reserved key": "format.md",
    "a name of the tool": "deckwright.yaml.md",
    "capital extension": "A.MD",
}


def named(name: str) -> Callable[[Box], None]:
    """A document with this name: read, made a deck, kept in one, and added to another."""

    def carry_out(box: Box) -> None:
        text = "# What is named?\n\nThis.\n\n# What else?\n\nThat.\n"
        try:
            box.write(f"in/{name}", text)
        except OSError as error:
            box.problems.append(f"this file system has no such name: {error.strerror}")
        box.run("read", f"./in/{name}")
        box.run("read", "--format", "json", "in")
        made = box.run("init", "new", f"./in/{name}")
        if made.status == 2:
            left = [path for path in (box.project / "new").rglob("*") if path.is_file()]
            box.problems += [f"init refused, but left {path.name!r}" for path in left[:1]]
        elif (box.project / "new").is_dir():
            box.run("build", cwd=box.project / "new")
        box.write(f"seeds/{name}", text)
        box.run("update")

    return carry_out


for title, name_ in NAMES.items():
    FAMILY.add(title, named(name_))


def card_file(name: str) -> Callable[[Box], None]:
    def carry_out(box: Box) -> None:
        box.write(f"cards/{name}", "format: 1\nnotes:\n  - question: What is named?\n    answer: This.\n")
        for command in ("check", "build", "update", "preview"):
            box.run(command)
        box.write(f"cards/{name}", "format: 1\nnotes:\n  - question: [wrong]\n")
        box.run("build", expect="refused")

    return carry_out


for title in (
    "a line break",
    "an escape",
    "a title for the terminal",
    "not UTF-8",
    "text turned around",
    "a name of Windows",
    "an option",
):
    FAMILY.add(f"cards: {title}", card_file(NAMES[title].removesuffix(".md") + ".yaml"))


def picture(name: str) -> Callable[[Box], None]:
    def carry_out(box: Box) -> None:
        svg = '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><rect width="8" height="8"/></svg>'
        box.write(f"cards/media/{name}", svg)
        target = "".join(f"%{byte:02x}" for byte in os.fsencode(name))
        box.write(
            "cards/z.yaml",
            f"format: 1\nnotes:\n  - question: What is drawn?\n    answer: '![x](media/{target}) and ![y](<media/a.svg>)'\n",
        )
        for command in ("check", "build", "preview"):
            box.run(command)

    return carry_out


for title in (
    "a line break",
    "an escape",
    "not UTF-8",
    "text turned around",
    "250 characters",
    "HTML",
    "a name of Windows",
    "a back slash",
):
    FAMILY.add(f"pictures: {title}", picture(NAMES[title].removesuffix(".md")[:240] + ".svg"))


@FAMILY.attack("the project's own folder is named with an escape and a line break")
def own_folder(box: Box) -> None:
    evil = box.root / os.fsdecode(b"e\x1b[2J\nvil\xff")
    box.project.rename(evil)
    for command in ("update", "build", "check", "preview", "verify"):
        box.run(command, cwd=evil)
    box.run("check", "--project", evil, cwd=box.outside)
    box.write(evil / "deckwright.yaml", "deck: [")
    box.run("build", cwd=evil, expect="refused")


@FAMILY.attack("init into folders whose names are too long", expect="refused")
def too_long(box: Box) -> None:
    for name in ("a" * 256, "a/" * 2100, "/".join(["b" * 250] * 20)):
        box.run("init", name, "seeds/a.md")


@FAMILY.attack("init into a folder named with an escape, a line break, another encoding")
def init_folder(box: Box) -> None:
    for name in ("e\x1b[2Jx", "a\nb", os.fsdecode(b"\xff\xfe"), "con", "x\u202ey", "  ", "a::b"):
        made = box.run("init", f"./{name}", "seeds/a.md")
        if made.status == 0:
            box.run("build", cwd=box.project / name)


@FAMILY.attack("names that differ by case alone, or by Unicode's form")
def twins(box: Box) -> None:
    for name in ("B.md", "b.md", "b.MD", "\u00fc.md", "u\u0308.md", "b.txt"):
        box.write(f"seeds/{name}", f"# What is {name} here?\n\nThis one.\n")
    box.run("update")
    box.run("build")
    box.run("init", "new", *[f"seeds/{name}" for name in ("B.md", "b.md", "\u00fc.md", "u\u0308.md")])


@FAMILY.attack("arguments that are not there, with every kind of name", expect="refused")
def arguments(box: Box) -> None:
    for name in ("a\nb.md", "a\x1b[2J.md", os.fsdecode(b"\xff\xfe.md"), "x" * 5000, "a\u009b2J.md"):
        box.run("read", name)
        box.run("build", name, "-o", "x.apkg")
        box.run("diff", f"{name}.apkg")
        box.run("check", name)
        box.run("check", "--project", name)
